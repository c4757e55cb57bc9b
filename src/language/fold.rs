//! The form in which names are compared when looking for near ones, and texts when comparing answers.

use unicode_normalization::UnicodeNormalization;

/// Lower case, one code point for each letter that Persian and Arabic keyboards write differently,
/// western digits, no joiners, diacritics or elongations, single spaces.
pub(super) fn fold(text: &str) -> String {
    let letters = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            'ي' | 'ى' => Some('ی'),
            'ك' => Some('ک'),
            'ة' | 'ۀ' => Some('ه'),
            'أ' | 'إ' | 'ٱ' => Some('ا'),
            'ـ'
            | '\u{200B}'..='\u{200F}'
            | '\u{061C}'
            | '\u{FEFF}'
            | '\u{064B}'..='\u{0652}'
            | '\u{0670}' => None,
            _ => Some(super::numerals::digit(c).unwrap_or(c)),
        });
    let mut folded = String::with_capacity(text.len());
    for c in letters {
        if c.is_whitespace() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.push(c);
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn letters_that_look_the_same_are_the_same() {
        assert_eq!(fold("رضايت‌مشتري"), fold("رضایتمشتری"));
        assert_eq!(fold("  Seat   Comfort "), "seat comfort");
        assert_eq!(fold("كيفيت"), fold("کیفیت"));
    }
}
