//! Names that the language can read, made from the texts of questions.

use std::collections::HashSet;

use crate::language::is_statement;
use crate::language::query::Locale;
use crate::text::fold;

/// Keywords beside those of statements that can't be names, or would be taken for something else where a name stands.
const KEYWORDS: [&str; 9] = ["and", "or", "not", "is", "in", "rake", "last", "below", "n"];

/// Whether a word can't be a name, or would be taken for something else.
fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || is_statement(word)
}

/// Words that say little of what a question is about.
const SMALL_WORDS: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "to",
    "for",
    "on",
    "at",
    "by",
    "with",
    "do",
    "does",
    "did",
    "you",
    "your",
    "is",
    "are",
    "was",
    "were",
    "would",
    "will",
    "have",
    "has",
    "had",
    "how",
    "what",
    "which",
    "when",
    "who",
    "we",
    "us",
    "our",
    "i",
    "it",
    "this",
    "that",
    "be",
    "been",
    "please",
    "following",
    "about",
    "any",
    "if",
    "and",
    "or",
    "in",
    "from",
    "as",
    "can",
    "could",
    "should",
    "there",
    "them",
    "not",
    "more",
    "than",
    "ever",
    "one",
    "these",
    "all",
    "apply",
    "select",
    "state",
    "whether",
    "consider",
    "yourself",
    "them",
    "him",
    "her",
    "so",
    "far",
    "می",
    "آیا",
    "از",
    "را",
    "با",
    "به",
    "در",
    "که",
    "و",
    "شما",
    "چه",
    "چقدر",
    "تا",
    "این",
    "است",
    "برای",
    "خود",
    "هل",
    "ما",
    "من",
    "في",
    "عن",
    "على",
    "كم",
    "مدى",
    "أن",
    "التي",
    "الذي",
    "إلى",
    "هو",
    "هي",
];

/// The longest name, in characters.
const LONGEST: usize = 34;
/// The most words in a name.
const MOST_WORDS: usize = 5;

/// Names in use.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A new name from some text; `otherwise` where no letter is in it.
    pub fn of(&mut self, text: &str, otherwise: &str) -> String {
        let base = identifier(text).unwrap_or_else(|| otherwise.to_owned());
        self.unique(base)
    }

    /// A name that nothing else has.
    pub fn unique(&mut self, base: String) -> String {
        let mut name = base.clone();
        let mut number = 2;
        while !self.0.insert(fold(&name).into_owned()) {
            name = format!("{base}_{number}");
            number += 1;
        }
        name
    }
}

/// The words of a text as one name.
fn identifier(text: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for letter in text.chars() {
        // Joiners only inside of words, where the language reads them.
        let inside = letter.is_alphanumeric() || letter == '\u{200c}' && before.is_alphanumeric();
        if letter.is_uppercase() && before.is_lowercase() || !inside {
            words.push(std::mem::take(&mut word));
        }
        if inside {
            word.extend(
                letter
                    .to_lowercase()
                    .filter(|c| c.is_alphanumeric() || *c == '\u{200c}'),
            );
        }
        before = letter;
    }
    words.push(word);
    let words: Vec<String> = words
        .into_iter()
        .map(|word| word.trim_matches('\u{200c}').to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let told: Vec<&String> = words
        .iter()
        .filter(|word| {
            words.len() <= 2 || !SMALL_WORDS.iter().any(|small| fold(small) == fold(word))
        })
        .collect();
    let mut name = String::new();
    for word in told.into_iter().take(MOST_WORDS) {
        let longer = name.chars().count() + word.chars().count() + 1;
        if !name.is_empty() && longer > LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.extend(word.chars().take(LONGEST));
    }
    let name = name.trim_end_matches('\u{200c}').to_owned();
    let begins = name.chars().next()?;
    let name = if begins.is_alphabetic() {
        name
    } else {
        format!("_{name}")
    };
    let name = if is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    };
    is_plain(&name).then_some(name)
}

/// Whether a name can stand without back-quotes.
fn is_plain(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let letters = name.chars().all(|c| {
        c.is_alphanumeric() && !matches!(c, '²' | '³' | '¹' | '½' | '¼' | '¾')
            || c == '_'
            || c == '\u{200c}'
    });
    begins
        && letters
        && !name.ends_with('\u{200c}')
        && !name.contains("\u{200c}_")
        && !is_keyword(name)
}

/// A column as the language writes it; none for one that can't be named at all.
pub fn column(name: &str) -> Option<String> {
    if name.is_empty() || name.contains('\r') || name.contains('\0') {
        return None;
    }
    let ascii = name.is_ascii() || name.chars().all(|c| c.is_alphabetic());
    if is_plain(name) && ascii {
        return Some(name.to_owned());
    }
    let escaped = name
        .replace('\\', "\\\\")
        .replace('`', "\\`")
        .replace('\n', "\\n")
        .replace('\t', "\\t");
    let other_break = escaped.contains(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    (!other_break).then(|| format!("`{escaped}`"))
}

/// A text in double quotes.
pub fn text(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A column's name as words, where it is one of several: "BuysAgain", "wait_minutes".
pub fn spoken(name: &str) -> String {
    let joined = name.is_ascii()
        && name.chars().all(|c| c.is_alphabetic() || c == '_')
        && (name.contains('_')
            || name.chars().skip(1).any(char::is_uppercase)
                && name.chars().any(char::is_lowercase));
    if !joined {
        return name.to_owned();
    }
    let mut words = String::new();
    let mut before = '_';
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() && before.is_lowercase() {
            words.push(' ');
        }
        if letter != '_' {
            words.extend(letter.to_lowercase());
        }
        before = letter;
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A label for the page: one line, not too long.
pub fn label(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean: String = line.chars().filter(|c| !c.is_control()).collect();
    if clean.chars().count() <= 90 {
        return clean;
    }
    let cut: String = clean.chars().take(89).collect();
    format!("{}…", cut.trim_end())
}

/// Words that are frequent in questions of one language and none of the other's, folded.
const PERSIAN_WORDS: &[&str] = &[
    "از",
    "را",
    "با",
    "به",
    "در",
    "که",
    "می",
    "شما",
    "است",
    "برای",
    "این",
    "چه",
    "چقدر",
    "چند",
    "ایا",
    "تا",
    "خود",
    "کدام",
    "یا",
    "های",
    "ها",
    "رضایت",
    "پاسخ",
    "شماره",
    "خوب",
    "بد",
    "خیلی",
    "بله",
    "خیر",
    "نظر",
    "زمان",
    "خدمات",
    "کیفیت",
    "سرعت",
    "تجربه",
    "راضی",
    "ناراضی",
    "شهر",
];
/// As above.
const ARABIC_WORDS: &[&str] = &[
    "من",
    "فی",
    "علی",
    "عن",
    "الی",
    "هل",
    "ما",
    "مدی",
    "هذا",
    "هذه",
    "التی",
    "الذی",
    "کم",
    "کیف",
    "مع",
    "او",
    "ان",
    "لا",
    "نعم",
    "انت",
    "لدینا",
    "خدمه",
    "جدا",
    "غیر",
    "راض",
    "جید",
    "سیی",
    "تقییم",
    "تاریخ",
    "رقم",
    "مدینه",
    "فرع",
];

/// The language that most of the texts are in. Letters alone don't tell Persian from Arabic:
/// Windows-1256 has no ی, and many keyboards write ي and ك in Persian.
pub fn locale<'t>(texts: impl IntoIterator<Item = &'t str>) -> Locale {
    let (mut latin, mut arabic, mut persian, mut arab) = (0u64, 0u64, 0u64, 0u64);
    for text in texts {
        for letter in text.chars() {
            match letter {
                'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | '\u{200c}' => persian += 1,
                'ة' | 'إ' => arab += 1,
                _ => {}
            }
            if matches!(letter, '\u{0620}'..='\u{06d3}') {
                arabic += 1;
            } else if letter.is_alphabetic() {
                latin += 1;
            }
        }
        let folded = fold(text);
        for word in folded.split(|c: char| !c.is_alphanumeric()) {
            let article = word.starts_with("ال") && word.chars().count() > 4;
            persian += 3 * u64::from(PERSIAN_WORDS.contains(&word));
            arab += 3 * u64::from(ARABIC_WORDS.contains(&word) || article);
        }
    }
    if arabic * 2 < latin || arabic == 0 {
        Locale::English
    } else if persian >= arab {
        Locale::Persian
    } else {
        Locale::Arabic
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_questions() {
        let mut names = Names::default();
        for (text, name) in [
            (
                "Departure and Arrival Time Convenience",
                "departure_arrival_time_convenience",
            ),
            (
                "Do you ever recline your seat when you fly?",
                "recline_seat_fly",
            ),
            ("ResponseId", "response_id"),
            ("میزان رضایت شما از خدمات", "میزان_رضایت_خدمات"),
            ("بی‌تفاوت", "بی‌تفاوت"),
            ("2 for 1", "_2_1"),
            ("???", "question"),
            ("???", "question_2"),
            ("Source", "source_"),
        ] {
            assert_eq!(names.of(text, "question"), name, "{text}");
        }
        assert_eq!(spoken("BuysAgain"), "Buys again");
        assert_eq!(spoken("wait_minutes"), "Wait minutes");
        assert_eq!(spoken("NPS"), "NPS");
        assert_eq!(spoken("q0004_0001"), "q0004_0001");
        assert_eq!(column("Seat comfort").as_deref(), Some("`Seat comfort`"));
        assert_eq!(column("Q1").as_deref(), Some("Q1"));
        assert_eq!(column("use").as_deref(), Some("`use`"));
        assert_eq!(column(""), None);
        assert_eq!(locale(["میزان رضایت"]), Locale::Persian);
        assert_eq!(locale(["الرضا العام عن خدمة العملاء"]), Locale::Arabic);
        assert_eq!(locale(["Overall satisfaction"]), Locale::English);
        // As Windows-1256 and Arabic keyboards write Persian.
        assert_eq!(
            locale([
                "ميزان رضايت کلي شما از خدمات",
                "از كدام كانال استفاده كرديد",
                "دليل"
            ]),
            Locale::Persian
        );
        assert_eq!(
            locale(["ما مدى رضاك عن خدمتنا", "رقم الطلب"]),
            Locale::Arabic
        );
    }
}
