//! The forms in which a name stands in a text: with other letters, and with what languages attach.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold;
use crate::text::words::is_function_word;

/// The least letters that must be left of a word for something to have been attached to it.
const LEAST: usize = 3;
/// The same where a single letter is taken off.
const LEAST_OF_LETTER: usize = 4;

/// Attached before a word in Arabic, alone and before the article.
const BEFORE: [&str; 6] = ["و", "ف", "ب", "ل", "ک", ""];
/// Attached behind a word in Persian and Arabic (folded): ezafe, plural, possessive, what is said of
/// those one knows.
const BEHIND: [&str; 26] = [
    "های", "هایی", "ها", "یی", "ای", "ی", "مان", "تان", "شان", "ام", "ات", "اش", "م", "ت", "ش",
    "رو", "را", "و", "ا", "ه", "هم", "نا", "جان", "جون", "خان", "اینا",
];
/// Attached behind a word in English and its neighbours.
const PLURALS: [&str; 2] = ["es", "s"];

/// The keys of a word: without case, marks and joiners; and once more with the vowels that stand for
/// letters with two dots, as in Müller and Mueller.
pub(super) fn keys(word: &str) -> Vec<String> {
    let folded = fold(word);
    // Of other scripts than the Latin one, folding has taken the marks away.
    let has_marks = |c: char| {
        matches!(c, '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') || is_combining_mark(c)
    };
    if !folded.chars().any(has_marks) {
        return vec![folded.into_owned()];
    }
    let plain = unmarked(&folded);
    let spelt = unmarked(&folded.nfc().flat_map(spelt_out).collect::<String>());
    if spelt == plain {
        vec![plain]
    } else {
        vec![plain, spelt]
    }
}

/// Without marks, and with plain letters in place of those that are no mark and a letter.
fn unmarked(folded: &str) -> String {
    let letters = folded.nfd().filter(|c| !is_combining_mark(*c));
    let mut plain = String::with_capacity(folded.len());
    for letter in letters {
        match letter {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'þ' => plain.push_str("th"),
            'ı' => plain.push('i'),
            other => plain.push(other),
        }
    }
    plain
}

fn spelt_out(letter: char) -> Vec<char> {
    match letter {
        'ä' => vec!['a', 'e'],
        'ö' | 'ø' => vec!['o', 'e'],
        'ü' => vec!['u', 'e'],
        'å' => vec!['a', 'a'],
        other => vec![other],
    }
}

/// The words that a word of a text may be with something attached, itself not among them. Words
/// that only hold a sentence together are nothing else.
pub(super) fn without_attached(key: &str) -> Vec<String> {
    let mut bases = Vec::new();
    if is_function_word(key) {
        return bases;
    }
    if key.is_ascii() {
        for ending in PLURALS {
            bases.extend(
                key.strip_suffix(ending)
                    .filter(|base| long(base, ending))
                    .map(str::to_owned),
            );
        }
        return bases;
    }
    let mut starts = vec![key];
    for before in BEFORE {
        if let Some(rest) = key.strip_prefix(before) {
            if !before.is_empty() && long(rest, before) {
                starts.push(rest);
            }
            // ل and the article are لل; و and ب may both stand before it.
            for article in ["ال", "لل", "بال"] {
                starts.extend(
                    rest.strip_prefix(article)
                        .filter(|rest| long(rest, article)),
                );
            }
        }
    }
    for start in starts {
        if start != key {
            bases.push(start.to_owned());
        }
        for ending in BEHIND {
            bases.extend(
                start
                    .strip_suffix(ending)
                    .filter(|base| long(base, ending))
                    .map(str::to_owned),
            );
        }
    }
    bases
}

/// A name without its article: الحسيني is حسيني, too.
pub(super) fn without_article(key: &str) -> Option<&str> {
    key.strip_prefix("ال")
        .filter(|rest| rest.chars().count() >= LEAST)
}

fn long(base: &str, attached: &str) -> bool {
    // The ending of an ezafe is a letter, but one that stands behind a vowel.
    let is_letter =
        attached.chars().count() == 1 && !(attached == "ی" && base.ends_with(['ا', 'و']));
    base.chars().count() >= if is_letter { LEAST_OF_LETTER } else { LEAST }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_are_letters() {
        assert_eq!(keys("José"), ["jose"]);
        assert_eq!(keys("MÜLLER"), ["muller", "mueller"]);
        assert_eq!(keys("Sørensen"), ["sorensen", "soerensen"]);
        assert_eq!(keys("Weiß"), ["weiss"]);
        assert_eq!(keys("İnci"), keys("inci"));
        assert_eq!(keys("آرَش"), keys("ارش"));
    }

    #[test]
    fn what_is_attached_comes_off() {
        for (word, base) in [
            ("والحسینی", "حسینی"),
            ("للحسینی", "حسینی"),
            ("بسارا", "سارا"),
            ("سارای", "سارا"),
            ("رضاییها", "رضایی"),
            ("احمدیم", "احمدی"),
            ("saras", "sara"),
            ("joneses", "jones"),
            ("وبالحسینی", "حسینی"),
        ] {
            assert!(
                without_attached(word).iter().any(|one| one == base),
                "{word}"
            );
        }
        assert!(!without_attached("علیم").iter().any(|one| one == "علی"));
        assert!(without_attached("علیها").is_empty(), "a function word");
    }
}
