//! What addresses, accounts, numbers and codes look like. Texts are in their plain form.

use std::sync::LazyLock;

use regex::Regex;

use super::numbers::{LEAST, digits, is_clock, is_harmless};

/// A pattern, and which of its matches are meant.
struct Pattern {
    regex: Regex,
    meant: Confirms,
}

/// Whether what a pattern found is what it is after; with it, what stands before and behind.
type Confirms = fn(&str, &str, &str) -> bool;

/// Where something stands that tells who somebody is.
pub(super) fn find(text: &str) -> Vec<(usize, usize)> {
    let of_pattern = |pattern: &Pattern| {
        let found = pattern.regex.find_iter(text);
        found
            .filter(|found| {
                let (start, end) = (found.start(), found.end());
                (pattern.meant)(&text[..start], found.as_str(), &text[end..])
            })
            .map(|found| (found.start(), found.end()))
            .collect::<Vec<_>>()
    };
    PATTERNS.iter().flat_map(of_pattern).collect()
}

const ALWAYS: Confirms = |_, _, _| true;

const ALL: [(&str, Confirms); 12] = [
    // Web addresses; of a bare one only with what stands behind the slash.
    (r"(?i)(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S+", ALWAYS),
    (r"(?i)\b[\w-]+(?:\.[\w-]+)*\.[\p{L}-]{2,24}[/?#]\S+", ALWAYS),
    // E-mail addresses, also written with words, and accounts.
    (
        r"(?i)[\w.%+'-]+(?:@|\s@\s|\s?[\[({]\s*(?:at|@)\s*[\])}])\s?[\w-]+(?:\s?(?:\.|[\[({]\s*(?:dot|\.)\s*[\])}])\s?[\w-]+)+",
        ALWAYS,
    ),
    (
        r"(?i)\b[\w.+-]+\s(?:at|ات)\s[\w-]+(?:\s(?:dot|دات)\s[\w-]+)+",
        ALWAYS,
    ),
    (r"[\w.%+'-]*@\w[\w.-]+", ALWAYS),
    (
        r"(?i)\b(?:telegram|instagram|insta|whatsapp|skype|snapchat|تلگرام|اینستاگرام|اینستا|واتساپ|واتس\s?اپ|آیدی|ایدی)(?:\s?(?:id|آیدی|ایدی))?\s?[:=]\s?\S+",
        ALWAYS,
    ),
    // International bank account numbers, in blocks or not.
    (
        r"(?i:\b[a-z]{2}[0-9]{2}(?:[ -]?[0-9]{1,4}){3,8}\b|\b[a-z]{2}[0-9]{2}[a-z0-9]{11,30}\b)|\b[A-Z]{2}[0-9]{2}(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?\b",
        |_, found, _| digits(found) >= 10,
    ),
    // Telephone, card, identity, order and account numbers: seven digits and more.
    (
        r"(?:\+\s?)?\(?\d(?:[\s().\-/_*~•·|\\]{0,8}\d){6,}",
        |before, found, behind| !is_harmless(before, found, behind),
    ),
    // What begins as telephone numbers do, with any marks between its parts.
    (
        r"(?:\+\s?\(?\d|\(?\b00?[1-9])(?:[\s().\-/_*~•·|\\,:;+]{0,8}\d){5,}",
        |before, found, behind| {
            let in_date = before.ends_with(['-', '/', '.'])
                && !found
                    .get(..3)
                    .is_some_and(|begin| begin.bytes().all(|c| c.is_ascii_digit()));
            digits(found) >= LEAST
                && !in_date
                && !is_clock(found)
                && !is_harmless(before, found, behind)
        },
    ),
    // Shorter ones behind a word that says so.
    (
        r"(?i)\b(?:tel|telephone|phone|mobile|cell|fax|ext|extension|تلفن|موبایل|همراه|فکس|داخلی|هاتف|جوال|موبايل|تحويلة|تحويله)\b\.?(?:\s(?:no|number|شماره|رقم))?\.?\s?[:#]?\s?\d(?:[\s\-]{0,3}\d){1,}",
        |_, found, _| {
            let n = digits(found);
            let short = ["ext", "داخل", "تحويل"];
            let found = found.to_lowercase();
            n >= 5 || short.iter().any(|word| found.starts_with(word))
        },
    ),
    // Addresses of machines; long codes of letters and digits, such as keys and identity numbers.
    (r"\b(?:\d{1,3}\.){3}\d{1,3}\b", ALWAYS),
    (
        r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[a-z0-9]{10,}\b",
        |_, found, _| digits(found) >= 4 && found.bytes().any(|byte| byte.is_ascii_alphabetic()),
    ),
];

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    // A pattern that can't be read would be left out here; the tests see that all can.
    ALL.into_iter()
        .filter_map(|(regex, meant)| {
            let regex = Regex::new(regex).ok()?;
            Some(Pattern { regex, meant })
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_can_be_read() {
        assert_eq!(PATTERNS.len(), ALL.len());
    }
}
