//! Which comments are quoted: those that are most like all others of their group, no two alike.
//!
//! A comment is a vector of its words, weighted by TF-IDF; the nearer to the mean of all (their
//! centroid), the more it says what many say. Then quotes are taken one by one, each as near to the
//! centroid and as far from those taken as can be.
//!
//! References: Radev, Jing, Styś and Tam, Centroid-based summarization, IPM 40, 2004; Carbonell and
//! Goldstein, MMR, SIGIR 1998.

use std::collections::{BTreeMap, HashSet};

use crate::cells::Comment;
use crate::figures::model::Quote;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::text::{MARK, terms};

/// Quotes are so long, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 15..=280;
/// They hold so many different words that carry meaning.
const LEAST_WORDS: usize = 2;
/// No more than so many things are taken out of them.
const MOST_MARKS: usize = 2;
/// How much nearness to all others counts against distance from the quotes before.
const NEARNESS: f64 = 0.7;
/// Two comments are alike if they share so much of their words.
const ALIKE: f64 = 0.5;
/// So many of the nearest comments are looked at.
const CANDIDATES: usize = 400;

/// The quotes of a group: at most so many, dealt to what they are about, the most frequent first.
pub fn quotes(comments: &[&Comment], sorted: bool, most: usize) -> Vec<Quote> {
    let quote = |comment: &Comment, about: Option<&str>| Quote {
        about: about.map(str::to_owned),
        text: comment.text.clone(),
    };
    let mut topics: BTreeMap<&str, Vec<&Comment>> = BTreeMap::new();
    if sorted {
        for comment in comments {
            for about in &comment.about {
                topics.entry(about).or_default().push(comment);
            }
        }
    }
    let rows = |comments: &[&Comment]| comments.iter().map(|one| one.times).sum::<u64>();
    let mut topics: Vec<(&str, Vec<&Comment>)> = { topics.into_iter() }
        .filter(|(_, comments)| rows(comments) >= SUPPRESSED_BELOW)
        .collect();
    topics.sort_by_key(|(_, comments)| std::cmp::Reverse(rows(comments)));
    if topics.is_empty() {
        let chosen = representative(comments, most);
        return chosen.into_iter().map(|one| quote(one, None)).collect();
    }
    let mut dealt: Vec<(&str, Vec<&Comment>, Vec<&Comment>)> = { topics.into_iter() }
        .map(|(about, comments)| (about, representative(&comments, most), Vec::new()))
        .collect();
    let mut taken: HashSet<&str> = HashSet::new();
    let mut left = most;
    while left > 0 {
        let before = left;
        for (_, chosen, own) in &mut dealt {
            let Some(at) = chosen
                .iter()
                .position(|one| !taken.contains(one.text.as_str()))
            else {
                continue;
            };
            if left > 0 {
                let comment = chosen.remove(at);
                taken.insert(comment.text.as_str());
                own.push(comment);
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    let of_topic = |(about, _, own): (&str, Vec<&Comment>, Vec<&Comment>)| {
        own.into_iter()
            .map(move |one| quote(one, Some(about)))
            .collect::<Vec<_>>()
    };
    dealt.into_iter().flat_map(of_topic).collect()
}

/// The most representative comments, the most representative first.
fn representative<'c>(comments: &[&'c Comment], most: usize) -> Vec<&'c Comment> {
    let texts: Vec<(&Comment, Vec<String>)> = { comments.iter() }
        .map(|comment| (*comment, words(&comment.text)))
        .collect();
    let mut frequencies: BTreeMap<&str, f64> = BTreeMap::new();
    for (comment, words) in &texts {
        for word in words {
            *frequencies.entry(word).or_default() += comment.times as f64;
        }
    }
    let all: f64 = comments.iter().map(|comment| comment.times as f64).sum();
    // Smoothed, so that a word that all use still counts.
    let weight = |word: &str| (1.0 + all / frequencies.get(word).copied().unwrap_or(1.0)).ln();
    let length = |words: &[String]| {
        let squares: f64 = words.iter().map(|word| weight(word).powi(2)).sum();
        squares.sqrt()
    };
    let mut centroid: BTreeMap<&str, f64> = BTreeMap::new();
    for (comment, words) in texts.iter().filter(|(_, words)| !words.is_empty()) {
        let length = length(words);
        for word in words {
            *centroid.entry(word).or_default() += comment.times as f64 * weight(word) / length;
        }
    }
    let norm = centroid
        .values()
        .map(|value| value * value)
        .sum::<f64>()
        .sqrt();
    let nearness = |words: &[String]| {
        let product =
            |word: &String| weight(word) * centroid.get(word.as_str()).copied().unwrap_or_default();
        words.iter().map(product).sum::<f64>() / (length(words) * norm)
    };
    let mut candidates: Vec<(f64, &Comment, HashSet<&str>)> = { texts.iter() }
        .filter(|(comment, words)| is_quotable(&comment.text, words))
        .map(|(comment, words)| {
            let set = words.iter().map(String::as_str).collect();
            (nearness(words), *comment, set)
        })
        .collect();
    candidates.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then_with(|| one.1.text.cmp(&other.1.text))
    });
    candidates.truncate(CANDIDATES);
    let mut chosen: Vec<(&Comment, HashSet<&str>)> = Vec::new();
    while chosen.len() < most && !candidates.is_empty() {
        let likeness = |words: &HashSet<&str>| {
            let all = chosen.iter().map(|(_, taken)| jaccard(words, taken));
            all.fold(0.0, f64::max)
        };
        candidates.retain(|(_, _, words)| likeness(words) < ALIKE);
        let value = |nearness: f64, words| NEARNESS * nearness - (1.0 - NEARNESS) * likeness(words);
        let values = candidates
            .iter()
            .map(|(near, _, words)| value(*near, words));
        // The first of equals: the sort before put them in an order.
        let best = values
            .enumerate()
            .reduce(|best, one| if one.1 > best.1 { one } else { best });
        let Some((at, _)) = best else {
            break;
        };
        let (_, comment, words) = candidates.remove(at);
        chosen.push((comment, words));
    }
    chosen.into_iter().map(|(comment, _)| comment).collect()
}

/// The different words of a text.
fn words(text: &str) -> Vec<String> {
    let terms = terms(text).into_iter().filter(|term| !term.phrase);
    let mut words: Vec<String> = terms.map(|term| term.key).collect();
    words.sort();
    words.dedup();
    words
}

fn is_quotable(text: &str, words: &[String]) -> bool {
    LENGTHS.contains(&text.chars().count())
        && words.len() >= LEAST_WORDS
        && text.matches(MARK).count() <= MOST_MARKS
}

/// How much two sets have in common, 0 to 1.
fn jaccard(one: &HashSet<&str>, other: &HashSet<&str>) -> f64 {
    let common = one.intersection(other).count();
    common as f64 / (one.len() + other.len() - common).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(text: &str, about: &[&str], hash: u64) -> Comment {
        Comment {
            text: text.to_owned(),
            about: about.iter().map(|one| (*one).to_owned()).collect(),
            hash,
            times: 6,
        }
    }

    #[test]
    fn what_many_say_comes_first_and_nothing_twice() {
        let all = [
            comment("I waited an hour in the queue", &["Wait"], 1),
            comment("I waited an hour in the queue!!", &["Wait"], 2),
            comment("The queue was an hour long, nobody answered", &["Wait"], 3),
            comment("My parrot dislikes the colour of the box", &["Wait"], 4),
            comment("bad", &["Wait"], 5),
            comment("The agent was rude to my mother", &["Rude"], 6),
            comment("A rude agent, rude to everybody", &["Rude"], 7),
            comment("Only one of us speaks of keys and doors", &["Rare"], 8),
        ];
        let all: Vec<&Comment> = all.iter().collect();
        let texts = |sorted, most| {
            let quotes = quotes(&all, sorted, most);
            quotes
                .into_iter()
                .map(|one| (one.about, one.text))
                .collect::<Vec<_>>()
        };
        let two = texts(true, 2);
        assert_eq!(two[0].0.as_deref(), Some("Wait"));
        assert!(two[0].1.contains("queue"), "{two:?}");
        assert_eq!(two[1].0.as_deref(), Some("Rude"));
        let many = texts(false, 10);
        assert_eq!(
            many.iter()
                .filter(|(_, text)| text.contains("waited an hour"))
                .count(),
            1
        );
        assert!(
            many.iter()
                .all(|(about, text)| about.is_none() && text != "bad")
        );
        assert!(
            texts(true, 9)
                .iter()
                .all(|(about, _)| about.as_deref() != Some("Rare"))
        );
    }
}
