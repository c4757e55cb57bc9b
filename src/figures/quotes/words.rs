//! The words that a group uses more often than all others.

use std::collections::{BTreeMap, HashMap};

use crate::cells::Comment;
use crate::figures::model::Word;
use crate::statistics::many_groups::multiplicity::benjamini_hochberg;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::two_groups::word_log_odds::word_log_odds;
use crate::text::{Term, terms};

/// Words are shown if their adjusted p is below this.
const ALPHA: f64 = 0.05;
/// So many words are shown.
const MOST: usize = 15;
/// A word is left to the phrase that holds it in so large a part of its comments.
const WITHIN_PHRASE: f64 = 0.75;

/// In how many comments each term stands, and how many there are of words and of phrases.
#[derive(Default)]
struct Counts {
    terms: HashMap<String, (u64, bool)>,
    totals: [u64; 2],
    comments: u64,
}

impl Counts {
    fn of(comments: &[&Comment]) -> Self {
        let mut counts = Self::default();
        for comment in comments {
            counts.comments += comment.times;
            for term in different(&comment.text) {
                counts.totals[usize::from(term.phrase)] += comment.times;
                let known = counts.terms.entry(term.key).or_insert((0, term.phrase));
                known.0 += comment.times;
            }
        }
        counts
    }

    fn of_term(&self, term: &str) -> u64 {
        self.terms.get(term).map_or(0, |(comments, _)| *comments)
    }
}

/// The terms of a comment, each once: who repeats a word does not make it more frequent.
fn different(text: &str) -> Vec<Term> {
    let mut terms = terms(text);
    terms.sort_by(|one, other| one.key.cmp(&other.key));
    terms.dedup_by(|one, other| one.key == other.key);
    terms
}

/// What the words of a group come to.
pub struct Found {
    /// The words and phrases that set it apart, the clearest first.
    pub words: Vec<Word>,
    /// How many were tested.
    pub tested: u64,
    /// That nothing sets the group apart: the smallest of the corrected p values, which is Simes'
    /// test of all of them together (Simes, Biometrika 73, 1986).
    pub p: Option<f64>,
}

/// The words and phrases that set a group apart, of those in at least ten of the group's comments,
/// so that no rare word gives anybody away.
pub fn words(own: &[&Comment], others: &[&Comment]) -> Found {
    let (mine, theirs) = (Counts::of(own), Counts::of(others));
    let mut tested = Vec::new();
    for phrase in [false, true] {
        let mut keys: Vec<(&str, (u64, u64))> = { mine.terms.iter() }
            .filter(|(_, (n, of_phrase))| *n >= SUPPRESSED_BELOW && *of_phrase == phrase)
            .map(|(key, (n, _))| (key.as_str(), (*n, theirs.of_term(key))))
            .collect();
        keys.sort_unstable();
        let counts: Vec<(u64, u64)> = keys.iter().map(|(_, counts)| *counts).collect();
        let at = usize::from(phrase);
        let odds = word_log_odds(&counts, (mine.totals[at], theirs.totals[at]));
        let both = keys.into_iter().zip(odds);
        tested.extend(both.filter_map(|((key, counts), odds)| Some((key, counts, odds?))));
    }
    let p: Vec<Option<f64>> = tested.iter().map(|(_, _, odds)| Some(odds.p)).collect();
    let adjusted = benjamini_hochberg(&p);
    let least = adjusted.iter().flatten().copied().reduce(f64::min);
    let mut clear: Vec<_> = { tested.iter().zip(adjusted) }
        .filter_map(|((key, counts, odds), p)| Some((*key, *counts, *odds, p?)))
        .filter(|(_, _, odds, p)| odds.z > 0.0 && *p < ALPHA)
        .collect();
    clear.sort_by(|one, other| {
        other
            .2
            .z
            .total_cmp(&one.2.z)
            .then_with(|| one.0.cmp(other.0))
    });
    let phrases: Vec<(&str, u64)> = { clear.iter() }
        .filter(|(key, ..)| key.contains(' '))
        .map(|(key, (n, _), ..)| (*key, *n))
        .collect();
    clear.retain(|(key, (n, _), ..)| {
        let holds = |phrase: &str| phrase.split(' ').any(|word| word == *key);
        let within = |&(phrase, of_phrase): &(&str, u64)| {
            phrase != *key && holds(phrase) && of_phrase as f64 >= WITHIN_PHRASE * *n as f64
        };
        !phrases.iter().any(within)
    });
    clear.truncate(MOST);
    let written = written(own, clear.iter().map(|(key, ..)| *key));
    let share = |n: u64, of: u64| n as f64 / of.max(1) as f64;
    let words = clear
        .iter()
        .map(|(key, (n, of_others), odds, p_adjusted)| Word {
            word: written
                .get(key)
                .cloned()
                .unwrap_or_else(|| (*key).to_owned()),
            comments: *n,
            share: share(*n, mine.comments),
            share_others: share(*of_others, theirs.comments),
            log_odds_ratio: odds.log_odds_ratio,
            z: odds.z,
            p: odds.p,
            p_adjusted: *p_adjusted,
        });
    Found {
        words: words.collect(),
        tested: tested.len() as u64,
        p: least,
    }
}

/// How terms are mostly written.
fn written<'k>(
    comments: &[&Comment],
    keys: impl Iterator<Item = &'k str>,
) -> BTreeMap<&'k str, String> {
    let mut forms: BTreeMap<&str, BTreeMap<String, u64>> =
        keys.map(|key| (key, BTreeMap::new())).collect();
    for comment in comments {
        for term in different(&comment.text) {
            if let Some(forms) = forms.get_mut(term.key.as_str()) {
                *forms.entry(term.written.to_lowercase()).or_default() += comment.times;
            }
        }
    }
    let most = |forms: BTreeMap<String, u64>| {
        // The first in the alphabet among equals.
        let most = forms.into_iter().rev().max_by_key(|(_, times)| *times);
        most.map(|(form, _)| form)
    };
    let forms = forms.into_iter();
    forms
        .filter_map(|(key, forms)| Some((key, most(forms)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(text: &str, times: u64) -> Comment {
        Comment {
            text: text.to_owned(),
            about: Vec::new(),
            hash: 0,
            times,
        }
    }

    #[test]
    fn what_sets_apart_is_found_and_rare_words_are_not_shown() {
        let own = [
            comment("The queue was a nightmare, a long wait", 60),
            comment("LONG WAIT and rude", 40),
            comment("Ms Xerxes was rude", 9),
        ];
        let others = [
            comment("Kind agent and quick help", 300),
            comment("a wait, but quick", 5),
        ];
        let own: Vec<&Comment> = own.iter().collect();
        let others: Vec<&Comment> = others.iter().collect();
        let Found {
            words: found,
            tested,
            p,
        } = words(&own, &others);
        assert!(p.is_some_and(|p| p < 1e-6));
        let shown: Vec<&str> = found.iter().map(|word| word.word.as_str()).collect();
        assert!(shown.contains(&"long wait"), "{shown:?}");
        assert!(!shown.contains(&"long"), "it is in the phrase: {shown:?}");
        assert!(
            shown.contains(&"rude") && shown.contains(&"nightmare"),
            "{shown:?}"
        );
        assert!(
            !shown.contains(&"xerxes") && !shown.contains(&"quick"),
            "{shown:?}"
        );
        assert_eq!(tested, 6);
        let rude = found.iter().find(|word| word.word == "rude");
        assert_eq!(rude.map(|word| word.comments), Some(49));
        assert!(found.windows(2).all(|two| two[0].z >= two[1].z));
    }
}
