//! Text that came from data, and sentences with places.

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// Text without control characters and without marks that change the direction of what
/// stands around it. Joiners stay, since letters need them.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The same, isolated where its direction differs from the page's.
pub fn isolated(text: &str, page_is_right_to_left: bool) -> String {
    let text = plain(text);
    let other = text.chars().any(|c| {
        if page_is_right_to_left {
            c.is_alphanumeric() && !is_right_to_left(c)
        } else {
            is_right_to_left(c)
        }
    });
    if other {
        format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}")
    } else {
        text
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The text with a capital at its beginning, where it begins with a plain lower-case word:
/// "iPhone" stays as it is.
pub fn capitalised(text: &str) -> String {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if word.chars().all(char::is_lowercase) => first
            .to_uppercase()
            .chain(letters)
            .chain(rest.chars())
            .collect(),
        _ => text.to_owned(),
    }
}

/// A label that fits into so many characters: cut after a word, with an ellipsis.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let cut = kept
        .rfind(char::is_whitespace)
        .filter(|cut| kept[..*cut].chars().count() * 2 > most)
        .unwrap_or(kept.len());
    let kept = kept[..cut].trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{kept}…")
}

/// A sentence with its `{places}` filled in. What is filled in is never searched for places.
pub fn filled(sentence: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match places.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        let done = filled("{a} and {b}, {", &[("a", "{b}"), ("b", "2")]);
        assert_eq!(done, "{b} and 2, {");
    }

    #[test]
    fn data_cannot_turn_the_page_around() {
        assert_eq!(plain("a\u{202e}b\u{2069}\n"), "ab");
        assert_eq!(isolated("راضی", false), "\u{2068}راضی\u{2069}");
        assert_eq!(isolated("NPS", false), "NPS");
        assert_eq!(isolated("NPS", true), "\u{2068}NPS\u{2069}");
    }

    #[test]
    fn long_labels_are_cut_after_a_word() {
        assert_eq!(
            shortened("Neutral or dissatisfied", 24),
            "Neutral or dissatisfied"
        );
        assert_eq!(
            shortened("Customers who called twice, or more often", 28),
            "Customers who called…"
        );
        assert_eq!(shortened("abcdefghijkl", 8), "abcdefg…");
    }

    #[test]
    fn first_letter_becomes_a_capital() {
        assert_eq!(capitalised("neutral or not"), "Neutral or not");
        assert_eq!(capitalised("iPhone app"), "iPhone app");
        assert_eq!(capitalised("راضی"), "راضی");
    }
}
