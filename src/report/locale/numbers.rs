//! Numbers in the digits of a language.

use std::str::FromStr;

use fixed_decimal::Decimal;

use super::{Language, Locale};

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

impl Locale {
    /// A whole number with its groups: "4,212".
    pub fn integer(&self, n: u64) -> String {
        match &self.decimal {
            Some(formatter) => formatter.format(&Decimal::from(n)).to_string(),
            None => n.to_string(),
        }
    }

    /// A number with so many decimals. A minus is U+2212, and minus zero is zero.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let (digits, sign) = self.digits(value, decimals);
        self.signed_digits(sign.filter(|sign| *sign != '+'), &digits)
    }

    /// A number with its sign, also a plus; zero has none.
    pub fn signed(&self, value: f64, decimals: usize) -> String {
        let (digits, sign) = self.digits(value, decimals);
        self.signed_digits(sign, &digits)
    }

    /// A share (0 to 1) in percent: "68.1%"; in Persian and Arabic the mark stands to the left.
    pub fn percent(&self, share: f64, decimals: usize) -> String {
        let (digits, sign) = self.digits(share * 100.0, decimals);
        let sign = sign.filter(|sign| *sign != '+');
        let sign = sign.map(String::from).unwrap_or_default();
        match self.language {
            Language::English => format!("{sign}{digits}%"),
            Language::Persian | Language::Arabic => {
                format!("{LEFT_TO_RIGHT_ISOLATE}{sign}{digits}{POP_ISOLATE}٪{RIGHT_TO_LEFT_MARK}")
            }
        }
    }

    fn signed_digits(&self, sign: Option<char>, digits: &str) -> String {
        match (sign, self.language) {
            (None, _) => digits.to_owned(),
            (Some(sign), Language::English) => format!("{sign}{digits}"),
            (Some(sign), _) => format!("{LEFT_TO_RIGHT_ISOLATE}{sign}{digits}{POP_ISOLATE}"),
        }
    }

    /// The digits of the rounded absolute value, and the sign of what is left after rounding.
    fn digits(&self, value: f64, decimals: usize) -> (String, Option<char>) {
        let text = format!("{:.decimals$}", value.abs());
        let is_zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
        let sign = match value {
            _ if is_zero => None,
            v if v < 0.0 => Some('\u{2212}'),
            _ => Some('+'),
        };
        let digits = match (&self.decimal, Decimal::from_str(&text)) {
            (Some(formatter), Ok(decimal)) => formatter.format(&decimal).to_string(),
            _ => text,
        };
        (digits, sign)
    }

    /// A text of codes such as "4–5" in the language's digits and with its word for ranges.
    pub fn codes(&self, codes: &str) -> String {
        let zero = match self.language {
            Language::English => return codes.to_owned(),
            Language::Persian => '\u{6f0}',
            Language::Arabic => '\u{660}',
        };
        let word = self.say("range_word", &[]);
        codes
            .chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(zero as u32 + c as u32 - '0' as u32)
                    .unwrap_or(c)
                    .to_string(),
                '–' => format!(" {word} "),
                ',' => "،".to_owned(),
                _ => c.to_string(),
            })
            .collect()
    }

    /// A year or a number of a week: no groups.
    pub fn plain_number(&self, n: i64) -> String {
        self.codes(&n.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english() {
        let en = Locale::new(Language::English);
        assert_eq!(en.integer(4212), "4,212");
        assert_eq!(en.number(-0.04, 1), "0.0");
        assert_eq!(en.signed(2.34, 1), "+2.3");
        assert_eq!(en.signed(-2.36, 1), "−2.4");
        assert_eq!(en.percent(0.681, 1), "68.1%");
        assert_eq!(en.number(1234567.891, 2), "1,234,567.89");
    }

    #[test]
    fn persian_and_arabic() {
        let fa = Locale::new(Language::Persian);
        assert_eq!(fa.percent(0.681, 1), "\u{2066}۶۸٫۱\u{2069}٪\u{200f}");
        assert_eq!(fa.signed(7.0, 0), "\u{2066}+۷\u{2069}");
        assert_eq!(fa.integer(4212), "۴٬۲۱۲");
        assert_eq!(fa.codes("4–5"), "۴ تا ۵");
        let ar = Locale::new(Language::Arabic);
        assert_eq!(ar.number(3.4, 1), "٣٫٤");
        assert_eq!(ar.integer(4212), "٤٬٢١٢");
    }
}
