//! Whether a cell looks like something that identifies a person.

use serde::Serialize;

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Personal {
    Email,
    Phone,
    IpAddress,
    Name,
    Address,
    Place,
    BirthDate,
}

impl Personal {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Email => "e-mail addresses",
            Self::Phone => "telephone numbers",
            Self::IpAddress => "IP addresses",
            Self::Name => "names of people",
            Self::Address => "postal addresses",
            Self::Place => "coordinates",
            Self::BirthDate => "dates of birth",
        }
    }
}

/// What a text that is no number looks like.
pub fn of_text(text: &str) -> Option<Personal> {
    if is_email(text) {
        Some(Personal::Email)
    } else if text.parse::<std::net::IpAddr>().is_ok() {
        Some(Personal::IpAddress)
    } else if is_phone(text) {
        Some(Personal::Phone)
    } else {
        None
    }
}

/// What a text that is a number looks like: a telephone number with its leading 0 or +.
pub fn of_number(text: &str) -> Option<Personal> {
    let digits = text.chars().filter(|digit| digit.is_numeric()).count();
    let leads = text.starts_with(['+', '0', '۰', '٠']) && !text.contains(['.', '٫']);
    (leads && (9..=15).contains(&digits)).then_some(Personal::Phone)
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let plain = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    plain(name) && plain(host) && host.contains('.') && !host.ends_with('.') && !host.contains('@')
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(|digit| digit.is_numeric()).count();
    let others = text
        .chars()
        .all(|c| c.is_numeric() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '.' | '/'));
    (9..=15).contains(&digits) && others && text.starts_with(['+', '0', '(', '۰', '٠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_identifies_a_person() {
        assert_eq!(of_text("a.b@example.org"), Some(Personal::Email));
        assert_eq!(of_text("192.168.0.1"), Some(Personal::IpAddress));
        assert_eq!(of_text("+98 21 1234 5678"), Some(Personal::Phone));
        assert_eq!(of_number("09121234567"), Some(Personal::Phone));
        assert_eq!(of_number("۰۹۱۲۱۲۳۴۵۶۷"), Some(Personal::Phone));
        for text in ["@ home", "see you @ 5.", "Phone", "2021-01-01", "1.5"] {
            assert_eq!(of_text(text), None, "{text}");
        }
        assert_eq!(of_number("27541022"), None);
        assert_eq!(of_number("0.123456789012"), None);
    }
}
