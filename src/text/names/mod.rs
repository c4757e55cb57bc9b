//! Names of people in a text.

mod forms;

use std::collections::HashSet;
use std::hash::BuildHasher;

use unicode_normalization::char::is_combining_mark;

use super::fold;
use super::redaction::replace;

use forms::{keys, without_article, without_attached};

/// A name of a list has at most so many words.
const MOST_WORDS: usize = 5;

/// Names of a whole column, by their hashes: some bytes a name, whatever their number.
#[derive(Debug, Clone, Default)]
pub struct KnownNames {
    hashes: HashSet<u64, foldhash::fast::RandomState>,
    /// The words with which those of several begin: few words of a text are one of them.
    begins: HashSet<u64, foldhash::fast::RandomState>,
    /// Cells that were added, as they are written: most names stand in many rows.
    seen: HashSet<u64, foldhash::fast::RandomState>,
}

impl KnownNames {
    /// Adds a cell with a name.
    pub fn add(&mut self, name: &str) {
        if !self.seen.insert(hash(&[name])) {
            return;
        }
        let words: Vec<String> = words(name).map(|(_, _, word)| word).collect();
        let long = words.iter().any(|word| word.chars().count() > 1);
        if !long || words.len() > MOST_WORDS {
            return;
        }
        let spellings = words.iter().map(|word| keys(word));
        let plain: Vec<String> = spellings
            .clone()
            .filter_map(|keys| keys.into_iter().next())
            .collect();
        let spelt: Vec<String> = spellings
            .filter_map(|keys| keys.into_iter().last())
            .collect();
        let bare = |word: &String| without_article(word).unwrap_or(word).to_owned();
        let bare: Vec<String> = plain.iter().map(bare).collect();
        let mut forms = vec![plain, spelt, bare];
        forms.dedup();
        for words in forms {
            self.hashes.insert(hash(&words));
            if let [first, .., last] = words.as_slice() {
                self.begins.extend([hash(&[first]), hash(&[last])]);
            }
            // Written in one, and with the family name first.
            if let [first, last] = words.as_slice() {
                self.hashes.insert(hash(&[format!("{first}{last}")]));
                self.hashes.insert(hash(&[last, first]));
            }
        }
    }

    /// Adds others.
    pub fn merge(&mut self, other: Self) {
        if self.hashes.is_empty() {
            *self = other;
        } else {
            self.hashes.extend(other.hashes);
            self.begins.extend(other.begins);
            self.seen.extend(other.seen);
        }
    }

    /// A text with marks in place of these names, word for word as the cells have them, whatever is
    /// attached to the first and the last word.
    pub fn take_out(&self, text: &str) -> String {
        if self.hashes.is_empty() {
            return text.to_owned();
        }
        let words: Vec<(usize, usize, Forms)> = words(text)
            .map(|(start, end, word)| (start, end, Forms::of(&word)))
            .collect();
        let mut ranges = Vec::new();
        for first in 0..words.len() {
            for length in 1..=MOST_WORDS.min(words.len() - first) {
                if self.is_known(&words[first..first + length]) {
                    ranges.push((words[first].0, words[first + length - 1].1));
                }
            }
        }
        replace(text, ranges)
    }

    fn is_known(&self, words: &[(usize, usize, Forms)]) -> bool {
        let (Some((.., first)), Some((.., last))) = (words.first(), words.last()) else {
            return false;
        };
        if words.len() == 1 {
            return first.all().any(|form| self.hashes.contains(&hash(&[form])));
        }
        let mut begins = { first.all() }
            .filter(|form| self.begins.contains(&hash(&[form])))
            .peekable();
        if begins.peek().is_none() {
            return false;
        }
        let mut some: Vec<&str> = words.iter().map(|(.., forms)| forms.plain()).collect();
        begins.any(|begin| {
            last.all().any(|end| {
                some[0] = begin;
                some[words.len() - 1] = end;
                self.hashes.contains(&hash(&some))
            })
        })
    }
}

/// The forms of a word of a text that a name may have.
struct Forms(Vec<String>);

impl Forms {
    fn of(word: &str) -> Self {
        let mut forms = keys(word);
        let attached: Vec<String> = forms.iter().flat_map(|key| without_attached(key)).collect();
        forms.extend(attached);
        Self(forms)
    }

    fn plain(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Where words of names stand in a text, whatever is attached to them, and also where two of them are
/// written in one or one in two.
pub(super) fn name_ranges<'n>(
    text: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Vec<(usize, usize)> {
    let mut of_names: HashSet<String> = HashSet::new();
    for name in names {
        let words: Vec<String> = words(name).map(|(_, _, word)| word).collect();
        for two in words.windows(2) {
            of_names.insert(format!("{}{}", two[0], two[1]));
            of_names.insert(format!("{}{}", two[1], two[0]));
        }
        of_names.extend(words);
    }
    let of_names: HashSet<String> = { of_names.iter() }
        .filter(|word| word.chars().count() > 1)
        .flat_map(|word| keys(word))
        .flat_map(|key| {
            let bare = without_article(&key).map(str::to_owned);
            std::iter::once(key).chain(bare)
        })
        .collect();
    if of_names.is_empty() {
        return Vec::new();
    }
    let words: Vec<(usize, usize, Vec<String>)> = words(text)
        .map(|(start, end, word)| (start, end, keys(&word)))
        .collect();
    let is_name = |key: &String| {
        of_names.contains(key)
            || of_names.iter().any(|name| key.contains(name))
                && without_attached(key)
                    .iter()
                    .any(|base| of_names.contains(base))
    };
    let one = words.iter().filter(|(.., keys)| keys.iter().any(is_name));
    let one = one.map(|(start, end, _)| (*start, *end));
    let two = words.windows(2).filter(|two| {
        let [(.., first), (.., second)] = two else {
            return false;
        };
        let both = first.first().zip(second.first());
        both.is_some_and(|(first, second)| of_names.contains(&format!("{first}{second}")))
    });
    one.chain(two.map(|two| (two[0].0, two[1].1))).collect()
}

/// The words of a text, folded, with their places. A joiner, a hyphen and an apostrophe end one:
/// "Sara's", "علی‌جان" hold a name each.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    let is_letter = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == 'ـ';
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
        assert_eq!(
            known.take_out("Saras Kollegin; omidkarimi; Karimi, Omid"),
            "[…] Kollegin; […]; […]"
        );
    }

    #[test]
    fn what_is_attached_to_names_of_other_rows_hides_none() {
        let mut known = KnownNames::default();
        for name in ["سارا احمدی", "الحسيني", "José Müller"] {
            known.add(name);
        }
        assert_eq!(known.take_out("با سارا احمدیها"), "با […]");
        assert_eq!(known.take_out("وسارا احمدي هنا"), "[…] هنا");
        assert_eq!(known.take_out("شكرا للحسيني والحسيني"), "شكرا […]");
        assert_eq!(
            known.take_out("Jose Mueller; herr josé müllers"),
            "[…]; herr […]"
        );
        assert_eq!(known.take_out("سارا نیامد"), "سارا نیامد");
    }
}
