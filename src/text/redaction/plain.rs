//! A text in which digits and signs have one form.

use unicode_normalization::UnicodeNormalization;

use super::super::digits::ascii_digit;

/// A text in its plain form, with the place of each byte in the original.
pub(super) struct Plain {
    /// The plain form.
    pub text: String,
    places: Vec<usize>,
    length: usize,
}

impl Plain {
    /// The plain form of a text.
    pub(super) fn of(original: &str) -> Self {
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
    pub(super) fn range(&self, start: usize, end: usize) -> (usize, usize) {
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
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{20e3}'
        | '\u{feff}'
        | '\u{61c}'
        | '\u{ad}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ـ' => Some('-'),
        '،' => Some(','),
        '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' | '\u{3000}' => Some(' '),
        _ if character.is_ascii() => Some(character),
        // Full-width, raised, circled and other digits and signs that stand for one of ASCII.
        _ => Some(ascii_digit(character).unwrap_or_else(|| {
            let mut normal = std::iter::once(character).nfkc();
            match (normal.next(), normal.next()) {
                (Some(one), None) if one.is_ascii() => one,
                _ => character,
            }
        })),
    }
}
