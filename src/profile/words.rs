//! The words of headers, in the form in which they are compared with a vocabulary.

use crate::text::fold;

/// The words of a column's name and question, in the form in which they are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(String);

impl Words {
    /// The words of some texts: `ResponseId`, `wait_minutes` and "How are you?" have two or three.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = String::from(" ");
        for text in texts {
            let mut before = ' ';
            let mut spaced = String::new();
            for letter in text.chars() {
                let begins = letter.is_uppercase() && before.is_lowercase()
                    || letter.is_numeric() != before.is_numeric() && before != ' ';
                if begins {
                    spaced.push(' ');
                }
                spaced.push(if letter.is_alphanumeric() || joins(letter) {
                    letter
                } else {
                    ' '
                });
                before = letter;
            }
            for word in fold(&spaced).split_whitespace() {
                words.push_str(word);
                words.push(' ');
            }
        }
        Self(words)
    }

    /// Whether they speak of a topic.
    pub fn speak_of(&self, topic: &[&str]) -> bool {
        topic.iter().any(|hint| {
            let (hint, prefix) = match hint.strip_suffix('*') {
                Some(begin) => (begin, true),
                None => (*hint, false),
            };
            let hint = fold(hint);
            if hint.is_ascii() {
                let end = if prefix { "" } else { " " };
                return self.0.contains(&format!(" {hint}{end}"));
            }
            // A short word stands alone, or with an ending that many have.
            let short = hint.chars().count() <= 3;
            PREFIXES.iter().any(|before| {
                let word = format!(" {before}{hint}");
                self.0.match_indices(&word).any(|(at, _)| {
                    let rest = &self.0[at + word.len()..];
                    let ending = rest.split(' ').next().unwrap_or_default();
                    !short || ENDINGS.contains(&ending)
                })
            })
        })
    }

    /// Whether they are nothing but one of these.
    pub fn are(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.0.trim() == fold(name))
    }

    /// How many words there are.
    pub fn count(&self) -> usize {
        self.0.split_whitespace().count()
    }
}

/// What grows before Arabic words, and behind Persian and Arabic ones.
const PREFIXES: [&str; 5] = ["", "ال", "و", "وال", "بال"];
/// As above.
const ENDINGS: [&str; 8] = ["", "ی", "ه", "ها", "های", "هایی", "ون", "ین"];

/// Zero-width non-joiners and accents hold a word together.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\'' | '’' | '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}')
}
