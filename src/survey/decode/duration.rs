//! Lengths of time: "3 min", "1h 20m", "2:05:10", "1 day, 2:03:04", "۳ دقیقه".

use crate::text::{ascii_number, fold, seconds_of};

/// The seconds that a text says, which names its units or divides them by colons. Two numbers are
/// hours and minutes where `unit` (in seconds) is hours or more, minutes and seconds otherwise.
pub fn duration(text: &str, unit: f64) -> Option<f64> {
    let folded = fold(text);
    let text = ascii_number(&folded);
    if text.contains(':') {
        return match text.trim().rsplit_once(char::is_whitespace) {
            Some((days, clock)) => Some(whole_days(days)? + by_colons(clock, HOUR)?),
            None => by_colons(&text, unit),
        };
    }
    let mut total = 0.0;
    let mut rest = text.trim();
    let mut smallest = f64::INFINITY;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(end);
        let number: f64 = number.parse().ok()?;
        let after = after.trim_start();
        let end = after
            .find(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == ',')
            .unwrap_or(after.len());
        let (word, after) = after.split_at(end);
        let seconds = seconds_of(word)?;
        // From the largest to the smallest, each once.
        if seconds >= smallest {
            return None;
        }
        smallest = seconds;
        total += number * seconds;
        rest = after.trim_start_matches([' ', ',']);
        for and in ["and ", "و "] {
            rest = rest.strip_prefix(and).unwrap_or(rest).trim_start();
        }
    }
    (smallest < f64::INFINITY).then_some(total)
}

const HOUR: f64 = 3600.0;
const DAY: f64 = 86_400.0;

/// The seconds of "1 day," or "0 days": what programs write before the time of a long while.
fn whole_days(text: &str) -> Option<f64> {
    let (number, word) = text.trim().trim_end_matches(',').split_once(' ')?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: f64 = number.parse().ok().filter(|_| digits)?;
    (seconds_of(word.trim()) == Some(DAY)).then_some(number * DAY)
}

fn by_colons(text: &str, unit: f64) -> Option<f64> {
    let parts: Vec<f64> = text
        .trim()
        .split(':')
        .map(|part| {
            let digits = part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
            part.parse().ok().filter(|_| digits)
        })
        .collect::<Option<_>>()?;
    let below_sixty = parts.iter().skip(1).all(|part| *part < 60.0);
    match parts[..] {
        _ if !below_sixty => None,
        [hours, minutes] if unit >= HOUR => Some(hours * HOUR + minutes * 60.0),
        [minutes, seconds] => Some(minutes * 60.0 + seconds),
        [hours, minutes, seconds] => Some(hours * HOUR + minutes * 60.0 + seconds),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::in_all_digits;

    #[test]
    fn one_length_in_many_hands() {
        for text in [
            "1h 20m",
            "1 hr 20 min",
            "80 min",
            "1:20:00",
            "80:00",
            "4800s",
            "۱ ساعت و ۲۰ دقیقه",
            "۸۰ دقيقة",
            "1 hour and 20 minutes",
            "1h20m",
            "1.5 h",
            "1 hour, 20 minutes",
        ] {
            let expected = if text == "1.5 h" { 5400.0 } else { 4800.0 };
            assert_eq!(duration(text, 60.0), Some(expected), "{text}");
        }
        assert_eq!(duration("1:20", 3600.0), Some(4800.0));
        assert_eq!(duration("1:20", 60.0), Some(80.0));
        for (text, seconds) in [
            ("0 days 00:04:10.800000000", 250.8),
            ("1 day, 2:03:04", 93_784.0),
            ("2 days 1:30", 178_200.0),
            ("۱ روز ۰۲:۰۳:۰۴", 93_784.0),
        ] {
            assert_eq!(duration(text, 60.0), Some(seconds), "{text}");
        }
        for text in [
            "",
            "20",
            "min",
            "3:75",
            "1:2:3:4",
            "5 apples",
            "20m 1h",
            "1h 2h",
            ":",
            "-3 min",
            "-1 days 2:03:04",
            "1 hour 2:03",
            "day 2:03:04",
            "2 days at 9:00",
        ] {
            assert_eq!(duration(text, 60.0), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn lengths_come_back(seconds in 0u32..360_000) {
            let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            for text in [format!("{h}:{m:02}:{s:02}"), format!("{h}h {m}m {s}s")] {
                for text in in_all_digits(&text) {
                    prop_assert_eq!(duration(&text, 60.0), Some(f64::from(seconds)), "{}", text);
                }
            }
        }
    }
}
