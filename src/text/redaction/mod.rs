//! What tells who somebody is, taken out of a text: e-mail and web addresses, accounts, telephone,
//! card and bank account numbers, and given names.
//!
//! It is better to take out too much than too little: every long number goes, whether or not its
//! check digits are right, except dates, years and prices. The cases are in
//! `tests/redaction/cases.tsv`, to which anybody can add.

mod numbers;
mod patterns;
mod plain;
mod titles;

use plain::Plain;

use super::names::name_ranges;

/// What stands in place of what was taken out.
pub const MARK: &str = "[…]";

/// A text with a mark in place of what tells who somebody is. `names` are the cells that hold names of
/// the one who speaks or is spoken of; each word of them is taken out, whatever is attached to it.
pub fn redact<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let mut ranges = name_ranges(text, names);
    ranges.extend(titles::named(text));
    if text.chars().any(may_tell) || SPELT.iter().any(|dot| text.contains(dot)) {
        let plain = Plain::of(text);
        let found = patterns::find(&plain.text);
        ranges.extend(
            found
                .into_iter()
                .map(|(start, end)| plain.range(start, end)),
        );
    }
    replace(text, ranges)
}

/// The dot of an address that is spelt out.
const SPELT: [&str; 3] = ["dot", "DOT", "دات"];

/// Whether a character may belong to an address or a number: most comments have none.
fn may_tell(character: char) -> bool {
    character.is_numeric()
        || matches!(
            character,
            '@' | '＠' | '﹫' | '/' | '(' | '[' | '.' | ':' | '='
        )
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

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
        fn no_telephone_number_stays(
            begin in "0[1-9]|00[1-9][0-9]|\\+[1-9][0-9]",
            parts in proptest::collection::vec("[0-9]{1,4}", 3..6),
            between in proptest::collection::vec("[ .\\-/_,،ـ*()–:\u{a0}\u{200c}]{0,3}", 6),
            script in 0_usize..4,
            around in "[a-zابپسمنهی !]{0,9}",
        ) {
            proptest::prop_assume!(parts.iter().map(String::len).sum::<usize>() >= 7);
            proptest::prop_assume!(parts.iter().any(|part| part.len() >= 3));
            let zero = ['0', '۰', '٠', '０'][script];
            let mut number = begin;
            for (part, between) in parts.iter().zip(&between) {
                number.push_str(between);
                number.push_str(part);
            }
            let number: String = { number.chars() }
                .map(|c| c.to_digit(10).and_then(|d| char::from_u32(u32::from(zero) + d)).unwrap_or(c))
                .collect();
            let redacted = redact(&format!("{around} {number} {around}"), []);
            let left = redacted.chars().filter(|c| c.is_numeric()).count();
            proptest::prop_assert!(left == 0, "{redacted}");
        }

        #[test]
        fn prices_years_dates_and_counts_stay(
            price in 1_u32..=99_999_999,
            currency in proptest::sample::select(vec!["تومان", "ریال", "€", "USD", "dollars"]),
            year in 1990_u32..=2030,
            month in 1_u32..=12,
            day in 1_u32..=28,
            times in 1_u32..=120,
        ) {
            let text = format!("{price} {currency}, {year}/{month:02}/{day:02}, {times} times, {year}");
            proptest::prop_assert_eq!(redact(&text, []), text);
        }

        #[test]
        fn no_seven_digits_in_a_row_stay(
            number in "[0-9]{7,20}",
            // Letters that no currency begins with: "rs 1000000" is a price.
            before in "[hqvwxصضظغ ]{0,9}",
        ) {
            let redacted = redact(&format!("{before} {number}."), []);
            proptest::prop_assert!(!redacted.contains(&number));
        }
    }
}
