//! Names behind a title: "Mr. Karimi", "آقای رضایی", "السيدة فاطمة".

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold;
use crate::text::words::is_function_word;

use super::super::names::words;

/// Titles of languages that write names with capitals.
const CAPITALISED: [&str; 9] = [
    "mr", "mrs", "ms", "mx", "dr", "prof", "herr", "frau", "monsieur",
];
/// Titles of others. Each with nothing attached to it.
const PLAIN: [&str; 17] = [
    "آقای",
    "اقای",
    "خانم",
    "خانوم",
    "مهندس",
    "دکتر",
    "جناب",
    "سرکار",
    "السید",
    "سید",
    "السیده",
    "الانسه",
    "الاستاذ",
    "الاستاذه",
    "الدکتور",
    "الدکتوره",
    "المهندس",
];
/// Words that stand between a title and a name, or between its parts.
const BETWEEN: [&str; 9] = [
    "آقای",
    "خانم",
    "خانوم",
    "سید",
    "بن",
    "ابن",
    "بنت",
    "ابو",
    "عبد",
];
/// A name has at most so many words.
const MOST_WORDS: usize = 4;

/// Where names behind titles stand.
pub(super) fn named(text: &str) -> Vec<(usize, usize)> {
    let words: Vec<(usize, usize, String)> = words(text).collect();
    let mut ranges = Vec::new();
    for (at, (_, end, word)) in words.iter().enumerate() {
        let capitalised = CAPITALISED.contains(&word.as_str());
        if !capitalised && !is_plain_title(word) {
            continue;
        }
        let mut before = *end;
        let mut taken = 0;
        for (start, end, word) in words[at + 1..].iter().take(MOST_WORDS) {
            let gap = &text[before..*start];
            let gap = gap.strip_prefix('.').filter(|_| taken == 0).unwrap_or(gap);
            if gap.contains(|c: char| !is_gap(c)) {
                break;
            }
            before = *end;
            let is_name = if capitalised {
                text[*start..].starts_with(char::is_uppercase)
            } else {
                is_part(word, taken)
            };
            if is_name {
                ranges.push((*start, *end));
                taken += 1;
            } else if !is_between(word) {
                break;
            }
        }
    }
    ranges
}

fn is_plain_title(word: &str) -> bool {
    static TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| folded(&PLAIN));
    TITLES.contains(word)
}

fn is_between(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded(&BETWEEN));
    WORDS.contains(word)
}

fn folded(words: &[&str]) -> HashSet<String> {
    words.iter().map(|word| fold(word).into_owned()).collect()
}

/// What stands between the parts of a name.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && c != '\n' || matches!(c, '\u{200c}' | '\u{200d}' | '-')
}

/// Whether a word without capitals is part of a name: the first behind a title, and then what ends
/// or begins as family names do.
fn is_part(word: &str, taken: usize) -> bool {
    const ENDINGS: [&str; 8] = ["زاده", "پور", "نژاد", "نیا", "وند", "یان", "فر", "لو"];
    if is_function_word(word) || is_between(word) {
        return false;
    }
    let length = word.chars().count();
    match taken {
        0 => length > 1,
        1 => {
            length >= 5
                && (ENDINGS.iter().any(|ending| word.ends_with(ending))
                    || word.ends_with('ی')
                    || word.starts_with("ال"))
        }
        _ => false,
    }
}
