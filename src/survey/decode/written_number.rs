//! Numbers as people and programs write them: "1,234.5", "1.234,5", "1 234", "$ 12.50", "45 %".

use crate::language::query::DecimalMark;
use crate::text::ascii_number;

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoNumber {
    /// It is none.
    Other,
    /// "1,234" may be a thousand or one and a bit.
    Ambiguous,
}

/// The number that a text is. `mark` says what the column's decimal mark is, where that is known;
/// it is asked of those alone that could be read in two ways. A percentage is the number before
/// its sign.
pub fn number(text: &str, mark: Option<DecimalMark>) -> Result<f64, NoNumber> {
    let written = Written::of(text).ok_or(NoNumber::Other)?;
    let decimal = match (written.decides(), mark) {
        (Some(decided), _) => decided,
        // A point that may group and a comma that may not: the point of all other programs.
        (None, Some(mark)) => mark,
        (None, None) if written.digits.contains('.') => DecimalMark::Point,
        (None, None) => return Err(NoNumber::Ambiguous),
    };
    written.value(decimal).ok_or(NoNumber::Other)
}

/// What one number of a column says about its decimal mark: `None` if nothing, an error if it
/// could be read with either.
pub fn evidence(text: &str) -> Result<Option<DecimalMark>, NoNumber> {
    match Written::of(text) {
        Some(written) if written.digits.contains([',', '.']) => match written.decides() {
            // A column of numbers such as 1.234 is one of a program that writes no commas.
            None if written.digits.contains('.') => Ok(None),
            None => Err(NoNumber::Ambiguous),
            decided => Ok(decided),
        },
        _ => Ok(None),
    }
}

/// The digits with the marks between them.
struct Written {
    negative: bool,
    digits: String,
}

/// Signs and words of currencies; more is said by the field's unit.
const CURRENCIES: [&str; 24] = [
    "$",
    "€",
    "£",
    "¥",
    "₹",
    "₺",
    "₽",
    "﷼",
    "usd",
    "eur",
    "gbp",
    "irr",
    "irt",
    "aed",
    "sar",
    "ریال",
    "تومان",
    "درهم",
    "دینار",
    "جنیه",
    "لیره",
    "ر.س",
    "د.إ",
    "rials",
];

impl Written {
    fn of(text: &str) -> Option<Self> {
        let text = ascii_number(&text.replace('،', ",").replace('٬', "\u{a0}")).into_owned();
        let mut text = text.trim().to_lowercase();
        for currency in CURRENCIES {
            if let Some(rest) = text
                .strip_prefix(currency)
                .or_else(|| text.strip_suffix(currency))
            {
                text = rest.trim().to_owned();
                break;
            }
        }
        let mut rest = text.trim_end_matches(['%', '٪']).trim();
        let mut negative = false;
        if let Some(after) = rest.strip_prefix('-') {
            negative = true;
            rest = after.trim_start();
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after;
        }
        // The sign may stand before the currency.
        for currency in CURRENCIES {
            rest = rest.strip_prefix(currency).unwrap_or(rest).trim_start();
        }
        let (whole, tail) = match rest.find([',', '.']) {
            Some(at) if !rest[at..].contains(is_blank) => rest.split_at(at),
            _ => (rest, ""),
        };
        let groups: Vec<&str> = whole.split(is_blank).collect();
        if groups.len() > 1 && !grouped(&groups) {
            return None;
        }
        let digits = groups.concat() + tail;
        let plain = digits
            .chars()
            .all(|c| c.is_ascii_digit() || c == ',' || c == '.');
        let first = digits.chars().next()?;
        (plain && digits.ends_with(|c: char| c.is_ascii_digit()) && first != ',')
            .then_some(Self { negative, digits })
    }

    /// The decimal mark that this number alone shows, where it has one.
    fn decides(&self) -> Option<DecimalMark> {
        let last = self.digits.rfind([',', '.']);
        let Some(last) = last else {
            return Some(DecimalMark::Point);
        };
        let (before, after) = (&self.digits[..last], &self.digits[last + 1..]);
        let this = if self.digits[last..].starts_with(',') {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        };
        let other = this.other();
        if before.contains(this.sign()) {
            // It stands twice, so it groups.
            return Some(other);
        }
        if before.contains(other.sign()) {
            return Some(this);
        }
        let groups = after.len() == 3 && (1..=3).contains(&before.len());
        (!groups || before.starts_with('0')).then_some(this)
    }

    fn value(&self, decimal: DecimalMark) -> Option<f64> {
        let (whole, fraction) = match self.digits.rsplit_once(decimal.sign()) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (self.digits.as_str(), None),
        };
        let groups: Vec<&str> = whole.split(decimal.other().sign()).collect();
        let group_in_fraction =
            fraction.is_some_and(|fraction| !fraction.bytes().all(|byte| byte.is_ascii_digit()));
        let twice = whole.contains(decimal.sign());
        if twice || group_in_fraction || groups.len() > 1 && !grouped(&groups) {
            return None;
        }
        let text = format!("{}.{}", groups.concat(), fraction.unwrap_or("0"));
        let value: f64 = text.parse().ok()?;
        Some(if self.negative { -value } else { value })
    }
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\'' | '’' | '_')
}

/// Whether groups of digits are those of thousands.
fn grouped(groups: &[&str]) -> bool {
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    groups.iter().all(digits)
        && (1..=3).contains(&groups.first().map_or(0, |group| group.len()))
        && groups.iter().skip(1).all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_number_in_many_hands() {
        for text in [
            "1234.5",
            "1,234.5",
            "1.234,5",
            "1 234,5",
            "1\u{a0}234.50",
            "1'234.5",
            "$1,234.50",
            "1.234,5 €",
            "۱۲۳۴٫۵",
            "۱٬۲۳۴٫۵",
            "1,234.5 USD",
            "+1234.5",
            "۱۲۳۴٫۵ تومان",
            "1,234.5%",
        ] {
            assert_eq!(number(text, None), Ok(1234.5), "{text}");
        }
        for (text, value) in [
            ("-1,234,567", -1_234_567.0),
            ("-$5.20", -5.2),
            ("0,123", 0.123),
            ("0.123", 0.123),
            ("۴۵٪", 45.0),
            ("1.234", 1.234),
            (".5", 0.5),
        ] {
            assert_eq!(number(text, None), Ok(value), "{text}");
        }
        assert_eq!(number("1,234", None), Err(NoNumber::Ambiguous));
        assert_eq!(number("1,234", Some(DecimalMark::Point)), Ok(1234.0));
        assert_eq!(number("1,234", Some(DecimalMark::Comma)), Ok(1.234));
        assert_eq!(number("1.234", Some(DecimalMark::Comma)), Ok(1234.0));
        for text in [
            "", "abc", "1,2,3", "12 34", "1,23,456", "1..2", "5 min", "1-2", "%", "$",
        ] {
            assert!(number(text, Some(DecimalMark::Point)).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_come_back_in_all_digits(number_of in -1_000_000_000i64..1_000_000_000) {
            let value = number_of as f64 / 100.0;
            let plain = format!("{value:.2}");
            let (sign, digits) = plain.split_at(usize::from(value < 0.0));
            let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
            let mut grouped = String::new();
            for (at, digit) in whole.chars().enumerate() {
                if at > 0 && (whole.len() - at).is_multiple_of(3) {
                    grouped.push('\'');
                }
                grouped.push(digit);
            }
            // With and without groups; the marks of English, of the continent, of Persian and Arabic.
            for (group, decimal) in [("", "."), ("", ","), (",", "."), (".", ","), ("٬", "٫")] {
                let text = format!("{sign}{}{decimal}{part}", grouped.replace('\'', group));
                for text in crate::text::in_all_digits(&text) {
                    let mark = if decimal == "," { DecimalMark::Comma } else { DecimalMark::Point };
                    prop_assert_eq!(number(&text, Some(mark)), Ok(value), "{}", text);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn numbers_come_back(value in -1_000_000_000i64..1_000_000_000, cents in 0u32..100) {
            let (sign, whole) = (if value < 0 { "-" } else { "" }, value.unsigned_abs().to_string());
            let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev()
                .filter_map(|group| std::str::from_utf8(group).ok()).collect();
            let expected: f64 = format!("{sign}{whole}.{cents:02}").parse().unwrap_or(f64::NAN);
            for (group, decimal) in [(",", "."), (".", ","), (" ", ","), ("٬", "٫"), ("", ".")] {
                let text = format!("{sign}{}{decimal}{cents:02}", groups.join(group));
                prop_assert_eq!(number(&text, None), Ok(expected), "{}", text);
            }
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC*") {
            let _ = (number(&text, None), evidence(&text));
        }
    }
}
