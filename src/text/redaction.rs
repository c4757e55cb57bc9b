//! What tells who somebody is, taken out of a text: e-mail and web addresses, accounts, telephone,
//! card and bank account numbers, and given names.
//!
//! It is better to take out too much than too little: every long number goes, whether or not its
//! check digits are right, except dates, years and prices. The cases are in
//! `tests/redaction/cases.tsv`, to which anybody can add.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::ascii_digit;
use super::names::name_ranges;

/// What stands in place of what was taken out.
pub const MARK: &str = "[…]";

/// A text with a mark in place of what tells who somebody is. `names` are the cells that hold names of
/// the one who speaks or is spoken of; each word of them is taken out.
pub fn redact<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let mut ranges = name_ranges(text, names);
    if text
        .chars()
        .any(|c| ascii_digit(c).is_some() || matches!(c, '@' | '＠' | '/' | '(' | '[' | '.'))
    {
        let plain = Plain::of(text);
        let found = PATTERNS
            .iter()
            .flat_map(|pattern| pattern.find(&plain.text));
        let found: Vec<_> = found.map(|(start, end)| plain.range(start, end)).collect();
        ranges.extend(found);
    }
    replace(text, ranges)
}

/// Puts marks in place of ranges of a text; of those that touch, one.
pub(super) fn replace(text: &str, mut ranges: Vec<(usize, usize)>) -> String {
    if ranges.is_empty() {
        return text.to_owned();
    }
    ranges.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match merged.last_mut() {
            Some((_, before))
                if text
                    .get(*before..start)
                    .is_none_or(|gap| gap.trim().is_empty()) =>
            {
                *before = end.max(*before);
            }
            _ => merged.push((start, end)),
        }
    }
    let mut redacted = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in merged {
        redacted.push_str(text.get(from..start).unwrap_or_default());
        redacted.push_str(MARK);
        from = end;
    }
    redacted.push_str(text.get(from..).unwrap_or_default());
    redacted
}

/// A text in which digits and signs have one form, with the place of each byte in the original.
struct Plain {
    text: String,
    places: Vec<usize>,
    length: usize,
}

impl Plain {
    fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut places = Vec::with_capacity(original.len());
        for (place, character) in original.char_indices() {
            let Some(character) = plain(character) else {
                continue;
            };
            text.push(character);
            places.resize(text.len(), place);
        }
        Self {
            text,
            places,
            length: original.len(),
        }
    }

    /// The range of the original behind one of the plain text.
    fn range(&self, start: usize, end: usize) -> (usize, usize) {
        let at = |byte: usize| self.places.get(byte).copied().unwrap_or(self.length);
        (at(start), at(end))
    }
}

/// A character in its plain form; none for marks that can't be seen and may hide in numbers.
fn plain(character: char) -> Option<char> {
    match character {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' => Some(' '),
        // Full-width forms.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        _ => Some(ascii_digit(character).unwrap_or(character)),
    }
}

/// A pattern, and which of its matches are meant.
struct Pattern {
    regex: Regex,
    meant: Confirms,
}

impl Pattern {
    fn find(&self, text: &str) -> Vec<(usize, usize)> {
        let found = self.regex.find_iter(text);
        found
            .filter(|found| (self.meant)(found.as_str(), &text[found.end()..]))
            .map(|found| (found.start(), found.end()))
            .collect()
    }
}

/// Whether what a pattern found, with what stands behind it, is what the pattern is after.
type Confirms = fn(&str, &str) -> bool;

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let always: Confirms = |_, _| true;
    let all: [(&str, Confirms); 6] = [
        // Web addresses; of a bare one only with what stands behind the slash.
        (r"(?i)(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S+", always),
        (
            r"(?i)\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}[/?]\S+",
            always,
        ),
        // E-mail addresses, also written with words.
        (
            r"(?i)[\w.%+-]+(?:@|\s@\s|\s?[\[({]\s*(?:at|@)\s*[\])}])\s?[\w-]+(?:\s?(?:\.|[\[({]\s*(?:dot|\.)\s*[\])}])\s?[\w-]+)+",
            always,
        ),
        // Accounts.
        (r"@\w[\w.]+", always),
        // International bank account numbers, in blocks or not.
        (
            r"(?i:\b[a-z]{2}[0-9]{2}(?:[ -]?[0-9]{1,4}){3,8}\b|\b[a-z]{2}[0-9]{2}[a-z0-9]{11,30}\b)|\b[A-Z]{2}[0-9]{2}(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?\b",
            |found, _| digits(found) >= 10,
        ),
        // Telephone, card, identity, order and account numbers.
        (
            r"\+?\(?[0-9](?:[\s().\-/_*]{0,3}[0-9]){6,}",
            |found, behind| !is_date(found) && !is_price(found, behind),
        ),
    ];
    // A pattern that can't be read would be left out here; the tests see that all can.
    all.into_iter()
        .filter_map(|(regex, meant)| {
            let regex = Regex::new(regex).ok()?;
            Some(Pattern { regex, meant })
        })
        .collect()
});

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Dates, with or without a time, and spans of years. They are not taken out: "since 2024-05-01".
fn is_date(text: &str) -> bool {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let year = r"(?:1[34]|19|20)[0-9]{2}";
        let date = format!(
            r"{year}([-/.])[0-9]{{1,2}}[-/.][0-9]{{1,2}}|[0-9]{{1,2}}([-/.])[0-9]{{1,2}}[-/.]{year}"
        );
        Regex::new(&format!(
            r"^(?:{date})(?:[\sT][0-9]{{1,2}})?$|^{year}\s?[-/]\s?{year}$"
        ))
        .ok()
    });
    DATE.as_ref().is_some_and(|date| date.is_match(text))
}

/// A number before a currency.
fn is_price(text: &str, behind: &str) -> bool {
    const CURRENCIES: [&str; 16] = [
        "تومان",
        "تومن",
        "ریال",
        "ريال",
        "﷼",
        "درهم",
        "دينار",
        "دینار",
        "جنيه",
        "toman",
        "rial",
        "usd",
        "eur",
        "dollar",
        "euro",
        "aed",
    ];
    let behind = behind.trim_start().to_lowercase();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    plain
        && !text.starts_with('0')
        && text.len() <= 10
        && CURRENCIES
            .iter()
            .any(|currency| behind.starts_with(currency))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn all_patterns_can_be_read() {
        assert_eq!(PATTERNS.len(), 6);
        assert!(is_date("2024-05-01") && !is_date("2024-05-01-22"));
    }

    #[test]
    fn the_table_of_cases_holds() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/redaction/cases.tsv");
        let table = std::fs::read_to_string(path).unwrap();
        let mut cases = 0;
        for line in table
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let cells: Vec<&str> = line.split('\t').collect();
            let &[names, text, expected] = cells.as_slice() else {
                assert_eq!(cells.len(), 3, "{line}");
                continue;
            };
            let names = names.split(';').filter(|name| !name.is_empty());
            assert_eq!(redact(text, names), expected, "{text}");
            cases += 1;
        }
        assert!(cases > 40, "{cases}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC*", name in "\\PC*") {
            let once = redact(&text, [name.as_str()]);
            proptest::prop_assert!(once.chars().count() <= text.chars().count() * 3 + 3);
        }

        #[test]
        fn no_seven_digits_in_a_row_stay(number in "[0-9]{7,20}", before in "[a-zا-ی ]{0,9}") {
            let redacted = redact(&format!("{before} {number}."), []);
            proptest::prop_assert!(!redacted.contains(&number));
        }
    }
}
