//! What changed between files, in words.

use crate::survey::ledger::{WaveChange, WaveChangeKind};
use crate::text::nearest;

/// A change as a message, without a full stop.
pub fn told(change: &WaveChange) -> String {
    let WaveChange {
        name,
        before,
        before_file,
        after,
        after_file,
        files,
        ..
    } = change;
    let more = match files.saturating_sub(1) {
        0 => String::new(),
        1 => " and another file".to_owned(),
        more => format!(" and {more} other files"),
    };
    let (old, new) = (cut(before), cut(after));
    match change.what {
        WaveChangeKind::NeverAsked => {
            format!("`{name}` was never asked in {after_file}{more}: there is no such column")
        }
        WaveChangeKind::Wording => format!(
            "`{name}` is another question in {after_file}{more}: \"{new}\", which was \"{old}\" in {before_file}"
        ),
        WaveChangeKind::Options => {
            let lists = [("new", &new), ("gone", &old)]
                .into_iter()
                .filter(|(_, options)| !options.is_empty())
                .map(|(which, options)| format!("; {which}: {options}"))
                .collect::<String>();
            let renamed = match are_alike(before, after) {
                true => ", which may be the same under another name",
                false => "",
            };
            format!(
                "`{name}` offers other options in {after_file}{more} than in {before_file}{lists}{renamed}"
            )
        }
        WaveChangeKind::Scale => format!(
            "`{name}` seems to be on another scale in {after_file}{more}: its answers go from {}; in {before_file} from {}",
            new.replace("..", " to "),
            old.replace("..", " to ")
        ),
    }
}

/// Whether two texts are so alike that one may be the other.
fn are_alike(one: &str, other: &str) -> bool {
    !one.is_empty() && !nearest(one, [other]).is_empty()
}

/// A text as it fits into a message.
fn cut(text: &str) -> String {
    if text.chars().count() <= 120 {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(119).collect();
    cut.push('…');
    cut
}
