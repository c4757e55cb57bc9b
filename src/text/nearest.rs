//! Names near to one that is unknown.

use super::fold::fold;

/// At most this many names are offered.
const OFFERED: usize = 3;
/// At most this many names are looked at.
const COMPARED: usize = 2000;

/// The nearest of some names, best first; those that differ in case, joiners or code points alone
/// come before all others.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted = fold(wanted);
    let length = wanted.chars().count();
    let mut near: Vec<(f64, &str)> = names
        .into_iter()
        .take(COMPARED)
        .filter_map(|name| {
            let folded = fold(name);
            if folded == wanted {
                return Some((-1.0, name));
            }
            // Far too long or short to be meant; saves the comparison.
            let other = folded.chars().count();
            if length.abs_diff(other) > length.max(other) / 2 + 1 {
                return None;
            }
            let edits = strsim::osa_distance(&wanted, &folded);
            let allowed = (length.max(other) / 3).max(1);
            let whole = squeezed(&wanted) == squeezed(&folded);
            if whole {
                Some((0.0, name))
            } else if edits <= allowed && edits < length.min(other).max(2) {
                Some((edits as f64, name))
            } else {
                None
            }
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    let best = near.first().map_or(0.0, |first| first.0);
    near.into_iter()
        .take_while(|(edits, _)| *edits <= best.max(0.0) + 0.5)
        .take(OFFERED)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// Without what people forget: `_`, `-`, spaces.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn offers_what_was_meant() {
        let names = ["csat", "nps_score", "Seat Comfort", "رضایت", "region"];
        assert_eq!(nearest("cast", names), ["csat"]);
        assert_eq!(nearest("NPS_Score", names), ["nps_score"]);
        assert_eq!(nearest("seat_comfort", names), ["Seat Comfort"]);
        assert_eq!(nearest("رضايت", names), ["رضایت"]);
        assert_eq!(nearest("x", names), Vec::<String>::new());
        assert_eq!(nearest("zzzzzz", names), Vec::<String>::new());
    }
}
