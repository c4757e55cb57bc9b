//! The words of a comment, in Persian, Arabic, English and other languages that put blanks between them.

use std::collections::HashSet;
use std::sync::LazyLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::fold;

/// A word or two neighbouring ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The form in which terms are the same, see [`fold`].
    pub key: String,
    /// As it stands in the text.
    pub written: String,
    /// Whether it is two words.
    pub phrase: bool,
}

/// The words of a text that carry meaning, and every two of them that stand side by side.
///
/// Words are cut by the rules of Unicode (UAX #29, by ICU4X), which keep a zero-width non-joiner
/// within a word. Function words, numbers and single letters are left out.
pub fn terms(text: &str) -> Vec<Term> {
    let segmenter =
        WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let mut terms = Vec::new();
    let mut start = 0;
    // The word before, as long as nothing but a blank stands behind it.
    let mut before: Option<(String, &str)> = None;
    for end in segmenter.segment_str(text).filter(|end| *end > 0) {
        let piece = &text[start..end];
        start = end;
        if !piece.chars().any(char::is_alphanumeric) {
            if !piece.chars().all(|c| c == ' ') {
                before = None;
            }
            continue;
        }
        let key = fold(piece).into_owned();
        if !carries_meaning(&key) {
            before = None;
            continue;
        }
        if let Some((first, written)) = before.take() {
            terms.push(Term {
                key: format!("{first} {key}"),
                written: format!("{written} {piece}"),
                phrase: true,
            });
        }
        terms.push(Term {
            key: key.clone(),
            written: piece.to_owned(),
            phrase: false,
        });
        before = Some((key, piece));
    }
    terms
}

fn carries_meaning(folded: &str) -> bool {
    folded.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !is_function_word(folded)
        && folded != "…"
}

/// Whether a word, folded, says how others hang together and nothing else.
pub(super) fn is_function_word(folded: &str) -> bool {
    static FUNCTION_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let lines = include_str!("function_words.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        let words = lines.flat_map(str::split_whitespace);
        words.map(|word| fold(word).into_owned()).collect()
    });
    FUNCTION_WORDS.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|term| term.key).collect()
    }

    #[test]
    fn words_of_three_languages() {
        assert_eq!(
            keys("The wait was too long, twice!"),
            ["wait", "long", "twice"]
        );
        assert_eq!(keys("Long wait at 10"), ["long", "long wait", "wait"]);
        // A non-joiner is within the word; letters of two keyboards are one.
        assert_eq!(keys("پشتیبانی پاسخ نمی‌دهد"), keys("پشتيباني پاسخ نمیدهد"));
        assert!(keys("پشتیبانی پاسخ نمی‌دهد").contains(&"پاسخ نمیدهد".to_owned()));
        assert_eq!(keys("الهاتف مشغولٌ دائمًا"), keys("الهاتف مشغول دائما"));
        assert_eq!(keys("۱۲ 34 a و را"), Vec::<String>::new());
    }

    #[test]
    fn a_phrase_is_written_as_it_stands() {
        let all = terms("Call-back never  came. Nobody called");
        let phrases: Vec<&str> = { all.iter() }
            .filter(|term| term.phrase)
            .map(|term| term.written.as_str())
            .collect();
        assert_eq!(phrases, ["back never", "never came", "Nobody called"]);
    }
}
