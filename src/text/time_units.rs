//! Words for units of time.

use super::fold;

/// The units of time, folded, with their seconds.
const UNITS: [(f64, &[&str]); 4] = [
    (
        1.0,
        &[
            "s",
            "sec",
            "secs",
            "second",
            "seconds",
            "ثانیه",
            "ثوان",
            "ثوانی",
            "ث",
        ],
    ),
    (
        60.0,
        &[
            "m",
            "min",
            "mins",
            "minute",
            "minutes",
            "دقیقه",
            "دقایق",
            "دقیقتان",
            "د",
        ],
    ),
    (
        3600.0,
        &[
            "h",
            "hr",
            "hrs",
            "hour",
            "hours",
            "ساعت",
            "ساعه",
            "ساعات",
            "س",
        ],
    ),
    (86_400.0, &["d", "day", "days", "روز", "یوم", "ایام"]),
];

/// The seconds of a unit of time; none for other units.
pub fn seconds_of(unit: &str) -> Option<f64> {
    let unit = fold(unit);
    let unit = unit.trim_end_matches('.');
    UNITS
        .iter()
        .find(|(_, words)| words.contains(&unit))
        .map(|(seconds, _)| *seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_folded() {
        for word in UNITS.iter().flat_map(|(_, words)| *words) {
            assert_eq!(fold(word), *word);
        }
        assert_eq!(seconds_of("Minutes"), Some(60.0));
        assert_eq!(seconds_of("دقيقة"), Some(60.0));
        assert_eq!(seconds_of("euros"), None);
    }
}
