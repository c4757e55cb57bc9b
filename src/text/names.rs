//! Names of people in a text.

use std::collections::HashSet;
use std::hash::BuildHasher;

use super::fold;
use super::redaction::replace;

/// A name of a list has at most so many words.
const MOST_WORDS: usize = 5;

/// Names of a whole column, by their hashes: some bytes a name, whatever their number.
#[derive(Debug, Clone, Default)]
pub struct KnownNames {
    hashes: HashSet<u64, foldhash::fast::RandomState>,
}

impl KnownNames {
    /// Adds a cell with a name.
    pub fn add(&mut self, name: &str) {
        let words: Vec<String> = words(name).map(|(_, _, word)| word).collect();
        let long = words.iter().any(|word| word.chars().count() > 1);
        if long && words.len() <= MOST_WORDS {
            self.hashes.insert(hash(&words));
        }
    }

    /// Adds others.
    pub fn merge(&mut self, other: Self) {
        if self.hashes.is_empty() {
            *self = other;
        } else {
            self.hashes.extend(other.hashes);
        }
    }

    /// A text with marks in place of these names, word for word as the cells have them.
    pub fn take_out(&self, text: &str) -> String {
        if self.hashes.is_empty() {
            return text.to_owned();
        }
        let words: Vec<(usize, usize, String)> = words(text).collect();
        let mut ranges = Vec::new();
        for first in 0..words.len() {
            for length in 1..=MOST_WORDS.min(words.len() - first) {
                let some: Vec<&str> = { words[first..first + length].iter() }
                    .map(|(_, _, word)| word.as_str())
                    .collect();
                if self.hashes.contains(&hash(&some)) {
                    ranges.push((words[first].0, words[first + length - 1].1));
                }
            }
        }
        replace(text, ranges)
    }
}

/// Where words of names stand in a text.
pub(super) fn name_ranges<'n>(
    text: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Vec<(usize, usize)> {
    let of_names: HashSet<String> = { names.into_iter() }
        .flat_map(words)
        .map(|(_, _, word)| word)
        .filter(|word| word.chars().count() > 1)
        .collect();
    if of_names.is_empty() {
        return Vec::new();
    }
    let found = words(text).filter(|(_, _, word)| of_names.contains(word));
    found.map(|(start, end, _)| (start, end)).collect()
}

/// The words of a text, folded, with their places. A joiner, a hyphen and an apostrophe end one:
/// "Sara's", "علی‌جان" hold a name each.
fn words(text: &str) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    let is_letter = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | 'ـ' | '\u{300}'..='\u{36f}')
    };
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let start = loop {
            let (at, c) = rest.next()?;
            if is_letter(c) {
                break at;
            }
        };
        while rest.next_if(|(_, c)| is_letter(*c)).is_some() {}
        let end = rest.peek().map_or(text.len(), |(at, _)| *at);
        Some((start, end, fold(&text[start..end]).into_owned()))
    })
}

fn hash<T: AsRef<str>>(words: &[T]) -> u64 {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    foldhash::quality::FixedState::with_seed(0).hash_one(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_rows_are_taken_out_as_they_stand_there() {
        let mut known = KnownNames::default();
        for name in ["Sara", "Omid Karimi", "", "A"] {
            known.add(name);
        }
        assert_eq!(
            known.take_out("SARA's colleague omid  karimi"),
            "[…]'s colleague […]"
        );
        assert_eq!(
            known.take_out("Omid came, a Karimi did not"),
            "Omid came, a Karimi did not"
        );
    }
}
