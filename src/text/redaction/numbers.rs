//! Numbers that are left in a text although they are long: dates, years, prices.

use std::sync::LazyLock;

use regex::Regex;

/// How many digits a text has, of any script.
pub(super) fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// So few digits are no telephone number.
pub(super) const LEAST: usize = 7;

/// Whether a long number is a price, or no long number without the dates in it.
pub(super) fn is_harmless(before: &str, found: &str, behind: &str) -> bool {
    is_of_dates(found, behind) || is_price(before, found, behind)
}

/// Hours and minutes: no part has more than two digits.
pub(super) fn is_clock(text: &str) -> bool {
    text.contains(':') && {
        let mut parts = text.split(|c: char| !c.is_ascii_digit());
        parts.all(|part| part.len() <= 2)
    }
}

/// Dates and spans of years, also with a time or a short number beside them: "2024-05-01 14:30".
fn is_of_dates(found: &str, behind: &str) -> bool {
    static DATES: LazyLock<Option<[Regex; 2]>> = LazyLock::new(|| {
        let year = r"(?:1[34]|19|20)[0-9]{2}";
        let day = r"(?:0?[1-9]|[12][0-9]|3[01])";
        let date = |mark: &str| {
            format!("{year}{mark}{day}{mark}{day}(?:T[0-9:]{{2,8}})?|{day}{mark}{day}{mark}{year}")
        };
        let dates = ["-", "/", r"\."].map(date).join("|");
        let short = ["-", "/", r"\."].map(|mark| format!("{day}{mark}{day}{mark}[0-9]{{2}}"));
        let short = short.join("|");
        Some(
            [format!("^(?:{dates})$"), format!("^(?:{short})$")]
                .map(|pattern| Regex::new(&pattern).ok()),
        )
        .and_then(|[dates, short]| Some([dates?, short?]))
    });
    let Some([dates, short]) = DATES.as_ref() else {
        return false;
    };
    let has_clock = found.contains(':') || behind.starts_with(':');
    let is_date =
        |part: &str| dates.is_match(part) || has_clock && short.is_match(part) || are_years(part);
    let parts = found.split(|c: char| c.is_whitespace() || c == ',');
    let parts = parts.map(|part| part.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
    let (dates, others): (Vec<&str>, Vec<&str>) = parts.partition(|part| is_date(part));
    let left: usize = others.into_iter().map(digits).sum();
    !dates.is_empty() && left < LEAST
}

/// Two years, the earlier first: "2023-2024".
fn are_years(text: &str) -> bool {
    let year = |text: &str| {
        let year: u32 = text.trim().parse().ok()?;
        let is_one = text.trim().len() == 4 && matches!(year, 1300..=1499 | 1900..=2099);
        is_one.then_some(year)
    };
    let parts = text.split_once(['-', '/']);
    let years = parts.and_then(|(from, to)| Some((year(from)?, year(to)?)));
    years.is_some_and(|(from, to)| from <= to && to - from <= 60)
}

/// Before or behind an amount of money. Short ones must not be the beginning of another word.
const CURRENCIES: [&str; 33] = [
    "تومان",
    "تومن",
    "ت",
    "ریال",
    "ريال",
    "درهم",
    "دينار",
    "دینار",
    "جنيه",
    "ليرة",
    "لیر",
    "يورو",
    "یورو",
    "دلار",
    "دولار",
    "toman",
    "tomans",
    "rial",
    "rials",
    "riyal",
    "riyals",
    "usd",
    "eur",
    "gbp",
    "dollar",
    "dollars",
    "euro",
    "euros",
    "aed",
    "sar",
    "irr",
    "rs",
    "pounds",
];

/// A number beside a currency: a plain one, or one in groups of thousands.
fn is_price(before: &str, found: &str, behind: &str) -> bool {
    static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let groups =
            [" ", r"\.", ","].map(|mark| format!("[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+"));
        let groups = groups.join("|");
        Regex::new(&format!(
            r"^(?:[1-9][0-9]{{6,8}}|{groups})(?:[.,][0-9]{{1,2}})?$"
        ))
        .ok()
    });
    if !AMOUNT.as_ref().is_some_and(|amount| amount.is_match(found)) {
        return false;
    }
    let behind = behind.trim_start_matches([',', '.', '٫']);
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let (before, behind) = (
        before.trim_end().to_lowercase(),
        behind.trim_start().to_lowercase(),
    );
    let is_sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₺' | '﷼');
    let word_behind = behind
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let before_point = before.trim_end_matches('.');
    let word_before = before_point
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let is_currency = |word: &str| {
        CURRENCIES.contains(&word)
            || word
                .strip_suffix('ی')
                .is_some_and(|word| CURRENCIES.contains(&word))
    };
    behind.starts_with(is_sign)
        || before.ends_with(is_sign)
        || is_currency(word_behind)
        // Nobody writes those of other scripts before a number.
        || word_before.is_ascii() && is_currency(word_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_possible_ones() {
        for date in [
            "2024-05-01",
            "1403/05/12",
            "12.05.2024",
            "2024-05-01 14",
            "2024-05-01 - 2024-06-30",
            "30 2024-05-01",
            "01/05/1990, 100",
            "2023-2024",
            "1402/1403 5",
        ] {
            assert!(is_of_dates(date, ""), "{date}");
        }
        for number in [
            "2024-05-01-22",
            "1990-12-34",
            "2034-2011",
            "2024-15-41",
            "1990 2077 12",
            "20240501",
            "1403/05/12 09123456789",
        ] {
            assert!(!is_of_dates(number, ""), "{number}");
        }
        assert!(is_of_dates("12/05/24 14", ":30") && !is_of_dates("12/05/24 14", ""));
    }

    #[test]
    fn prices_stand_beside_a_currency() {
        assert!(is_price("", "2500000", " تومان"));
        assert!(is_price("$", "1.250.000", ""));
        assert!(is_price("", "1 250 000", ",50 €"));
        assert!(!is_price("", "09123456789", " تومان"));
        assert!(!is_price("", "9123456789", " تومان"));
        assert!(!is_price("", "912 345 678", " thanks"));
        assert!(!is_price("", "2500000", " تماس"));
    }
}
