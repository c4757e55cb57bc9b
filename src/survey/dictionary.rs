//! The values of a category, each with a number.

use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock};

use crate::text::fold;

/// How many different values are kept of a category that groups nothing.
/// They serve only to offer the nearest one where a query names a value that nobody gave.
const VALUES_TO_OFFER: usize = 1000;

/// How many different values a category that groups may have.
pub const MOST_GROUPS: usize = 100_000;

/// Shared by all threads: gives each folded value a number. The numbers depend on who
/// came first and decide nothing that anyone sees.
#[derive(Debug, Default)]
pub struct Dictionary {
    entries: RwLock<Entries>,
    groups: bool,
}

#[derive(Debug, Default)]
struct Entries {
    numbers: HashMap<String, u32, foldhash::fast::RandomState>,
    /// By number: the spelling to show; the first in the alphabet of those seen, none for
    /// a value that only the query names.
    spellings: Vec<Option<String>>,
    /// By number: how often each spelling stands in the data, for a category that groups.
    frequencies: Vec<BTreeMap<String, u64>>,
}

/// The number of every value that is not kept.
pub const OTHER: u32 = 0;

impl Dictionary {
    /// A dictionary that knows the values which the query names. `groups` says whether
    /// every value is needed, or only those.
    pub fn new<'a>(named: impl IntoIterator<Item = &'a str>, groups: bool) -> Self {
        let dictionary = Self {
            entries: RwLock::default(),
            groups,
        };
        {
            let mut entries = dictionary
                .entries
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            entries.spellings.push(None);
            for value in named {
                entries.number_of(fold(value).into_owned());
            }
        }
        dictionary
    }

    /// The number of a value that the query names.
    pub fn named(&self, value: &str) -> Option<u32> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.numbers.get(fold(value).as_ref()).copied()
    }

    /// The number of a value that stands in the data, given folded and as spelt there.
    pub fn seen(&self, folded: &str, spelling: &str) -> u32 {
        {
            let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(&number) = entries.numbers.get(folded) {
                let shown = &entries.spellings[number as usize];
                if shown.as_deref().is_some_and(|shown| shown <= spelling) {
                    return number;
                }
            } else if entries.numbers.len() >= self.most() {
                return OTHER;
            }
        }
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        if entries.numbers.len() >= self.most() && !entries.numbers.contains_key(folded) {
            return OTHER;
        }
        let number = entries.number_of(folded.to_owned());
        let shown = &mut entries.spellings[number as usize];
        if shown.as_deref().is_none_or(|shown| spelling < shown) {
            *shown = Some(spelling.to_owned());
        }
        number
    }

    /// Whether spellings are to be counted: where values are shown.
    pub fn counts_spellings(&self) -> bool {
        self.groups
    }

    /// Notes that a value was spelt so in so many rows.
    pub fn count(&self, number: u32, spelling: &str, rows: u64) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        let number = number as usize;
        if entries.frequencies.len() <= number {
            entries.frequencies.resize(number + 1, BTreeMap::new());
        }
        let counts = &mut entries.frequencies[number];
        match counts.get_mut(spelling) {
            Some(count) => *count += rows,
            None => {
                counts.insert(spelling.to_owned(), rows);
            }
        }
    }

    fn most(&self) -> usize {
        if self.groups {
            MOST_GROUPS
        } else {
            VALUES_TO_OFFER
        }
    }

    /// Whether there were more values than are kept.
    pub fn overflowed(&self) -> bool {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.numbers.len() >= self.most()
    }

    /// The spellings of the values seen, by number: the most frequent where they were counted,
    /// the first in the alphabet among equals.
    pub fn spellings(&self) -> BTreeMap<u32, String> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        (0..)
            .zip(&entries.spellings)
            .filter_map(|(number, first)| {
                let counts = entries.frequencies.get(number as usize);
                let most = counts.and_then(|counts| {
                    counts
                        .iter()
                        .rev()
                        .max_by_key(|(_, count)| **count)
                        .map(|(spelling, _)| spelling)
                });
                Some((number, most.or(first.as_ref())?.clone()))
            })
            .collect()
    }
}

impl Entries {
    fn number_of(&mut self, folded: String) -> u32 {
        let next = self.spellings.len() as u32;
        let number = *self.numbers.entry(folded).or_insert(next);
        if number == next {
            self.spellings.push(None);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_value_share_a_number() {
        let dictionary = Dictionary::new(["Phone"], true);
        let phone = dictionary.named("phone");
        assert!(phone.is_some());
        assert!(dictionary.spellings().is_empty(), "only the query names it");
        assert_eq!(Some(dictionary.seen("phone", "phone")), phone);
        assert_eq!(Some(dictionary.seen("phone", "PHONE")), phone);
        let web = dictionary.seen("web", "Web");
        assert_ne!(Some(web), phone);
        let shown: Vec<String> = dictionary.spellings().into_values().collect();
        assert_eq!(shown, ["PHONE", "Web"]);
        dictionary.count(dictionary.seen("phone", "phone"), "phone", 3);
        dictionary.count(dictionary.seen("phone", "PHONE"), "PHONE", 2);
        let shown: Vec<String> = dictionary.spellings().into_values().collect();
        assert_eq!(shown, ["phone", "Web"]);
    }
}
