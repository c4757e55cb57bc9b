//! Folding: the form of a text in which answers are compared, never shown.
//!
//! Surveys in Persian and Arabic hold the same letter in several code points,
//! because keyboards differ; two answers that look the same must be the same.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::digits::ascii_digit;

/// The text without case, diacritics, zero-width characters, presentation forms
/// and superfluous blanks, with one code point for each letter and ASCII digits.
pub fn fold(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase() || byte == b' ')
        && !trimmed.contains("  ")
    {
        return Cow::Borrowed(trimmed);
    }
    let mut folded = String::with_capacity(trimmed.len());
    let mut blank = false;
    for character in trimmed.nfkc().flat_map(char::to_lowercase) {
        if character.is_whitespace() {
            blank = true;
            continue;
        }
        if let Some(letter) = fold_letter(character) {
            if blank && !folded.is_empty() {
                folded.push(' ');
            }
            blank = false;
            folded.push(letter);
        }
    }
    Cow::Owned(folded)
}

/// The letter that stands for this one, or nothing where it only changes the looks.
fn fold_letter(character: char) -> Option<char> {
    Some(match character {
        'ي' | 'ى' | 'ۍ' => 'ی',
        'ك' => 'ک',
        'ة' | 'ۀ' | 'ە' => 'ه',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' => 'ی',
        // Zero-width joiners, directional marks, byte order marks, tatweel.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | 'ـ' => {
            return None;
        }
        // Arabic vowel signs.
        '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0610}'..='\u{061a}' => return None,
        _ => ascii_digit(character).unwrap_or(character),
    })
}

/// Digits and separators of a number in ASCII: `۱۲٫۵` is `12.5`.
pub fn ascii_number(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .filter_map(|character| match character {
                '٫' => Some('.'),
                '٬' | '\u{200e}' | '\u{200f}' | '\u{2066}' | '\u{2069}' | '\u{061c}' => None,
                '−' => Some('-'),
                _ => Some(ascii_digit(character).unwrap_or(character)),
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_the_same_is_the_same() {
        for (one, other) in [
            ("راضي", "راضی"),
            ("كم", "کم"),
            ("بی‌تفاوت", "بیتفاوت"),
            ("خوشحال ", "خوشحال"),
            ("Very  Satisfied", "very satisfied"),
            ("مُمتاز", "ممتاز"),
            ("۵", "5"),
            ("٥", "5"),
            ("ﺭﺍﺿﯽ", "راضی"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
        assert_ne!(fold("راضی"), fold("ناراضی"));
    }

    #[test]
    fn numbers_in_other_digits() {
        assert_eq!(ascii_number("۱۲٫۵"), "12.5");
        assert_eq!(ascii_number("٣٬٠٠٠"), "3000");
        assert_eq!(ascii_number(" 7 "), "7");
    }
}
