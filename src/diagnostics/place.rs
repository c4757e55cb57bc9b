//! Where a diagnostic points, in the terms of whoever reads it.

use std::ops::Range;
use std::path::Path;

use super::diagnostic::Place;
use crate::language::{Position, Sources};

/// Longest piece of a line that is shown, in characters.
const WINDOW: usize = 160;
/// How much of it may stand before the place.
const BEFORE: usize = 60;
/// What stands for a character that is not shown as it is.
const HIDDEN: char = '\u{FFFD}';

/// A place in a file.
#[derive(Debug)]
pub(super) struct Located {
    /// The file, as a path.
    pub path: String,
    /// The line, from 1, if a line is meant.
    pub line: Option<u64>,
    /// Its column in characters from 1, if it is known.
    pub column: Option<usize>,
    /// Where the place ends, if it is known.
    pub end: Option<Position>,
    /// Zero-based lines and columns in UTF-16 units, as editors count them.
    pub editor: Option<[(usize, usize); 2]>,
    /// The text around it.
    pub snippet: Option<Snippet>,
}

/// A piece of one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snippet {
    /// The text, fit to be printed.
    pub text: String,
    /// Its bytes to underline.
    pub underline: Range<usize>,
}

/// Finds a place.
pub(super) fn locate(place: &Place, sources: &Sources) -> Option<Located> {
    match place {
        Place::Nowhere => None,
        Place::File(path) => Some(of_file(path)),
        Place::Data(data) => Some(Located {
            line: Some(data.line),
            column: Some(data.character),
            snippet: Some(cut(&data.excerpt, data.underline.clone())),
            ..of_file(&data.file)
        }),
        Place::Query(span) => {
            let file = sources.file(span.file)?;
            let (start, end) = (
                within(&file.text, span.start as usize),
                within(&file.text, span.end as usize),
            );
            let position = file.position(start);
            let line = file.line_range(position.line - 1);
            let text = &file.text[line.clone()];
            let underline = start.saturating_sub(line.start).min(text.len())
                ..end.min(line.end).saturating_sub(line.start);
            let editor = |byte: usize| {
                let line = file.line_of(byte);
                let before = &file.text[file.line_range(line).start..byte];
                (line, before.chars().map(char::len_utf16).sum::<usize>())
            };
            Some(Located {
                line: Some(position.line as u64),
                column: Some(position.column),
                end: Some(file.position(end)),
                editor: Some([editor(start), editor(end)]),
                snippet: Some(cut(text, underline)),
                ..of_file(&file.path)
            })
        }
    }
}

fn of_file(path: &Path) -> Located {
    Located {
        path: printable(&path.display().to_string()),
        line: None,
        column: None,
        end: None,
        editor: None,
        snippet: None,
    }
}

/// The nearest byte at or before this one at which a character begins.
fn within(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A window of a line around what is underlined.
fn cut(line: &str, underline: Range<usize>) -> Snippet {
    let (start, end) = (within(line, underline.start), within(line, underline.end));
    let before = line[..start]
        .char_indices()
        .rev()
        .nth(BEFORE - 1)
        .map_or(0, |(at, _)| at);
    // A long way to the left is only hidden if the line would not fit with it.
    let from = if line.chars().nth(WINDOW).is_none() {
        0
    } else {
        before
    };
    let to = line[from..]
        .char_indices()
        .nth(WINDOW)
        .map_or(line.len(), |(at, _)| from + at);
    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    let mut marked = 0..0;
    for (at, c) in line[from..to].char_indices() {
        if from + at == start {
            marked.start = text.len();
        }
        text.push(shown(c));
        if from + at < end {
            marked.end = text.len();
        }
    }
    if start >= to {
        marked = text.len()..text.len();
    }
    if marked.end < marked.start || start == end {
        marked.end = marked.start;
    }
    if to < line.len() {
        text.push('…');
    }
    if marked.is_empty() {
        // Something is missing here: the next character, or the blank behind the last one, is marked.
        if marked.start == text.len() {
            text.push(' ');
        }
        marked.end = marked.start
            + text[marked.start..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
    }
    Snippet {
        text,
        underline: marked,
    }
}

/// A text from outside, without what could steer a terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\n' { ' ' } else { shown(c) })
        .collect()
}

fn shown(c: char) -> char {
    let steers = c.is_control() && c != '\t'
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    if steers { HIDDEN } else { c }
}

#[cfg(test)]
mod tests {
    use super::{Snippet, cut, printable};

    fn underlined(snippet: &Snippet) -> &str {
        &snippet.text[snippet.underline.clone()]
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let snippet = cut("metric x = nps(csat)", 15..19);
        assert_eq!(snippet.text, "metric x = nps(csat)");
        assert_eq!(underlined(&snippet), "csat");
    }

    #[test]
    fn a_long_line_is_cut_to_a_window_around_the_place() {
        let line = format!("{}رضایت{}", "x".repeat(5000), "y".repeat(5_000_000));
        let snippet = cut(&line, 5000..5000 + "رضایت".len());
        assert_eq!(underlined(&snippet), "رضایت");
        assert!(snippet.text.chars().count() < 170);
        assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'));
    }

    #[test]
    fn a_place_behind_the_line_is_at_its_end() {
        let snippet = cut("trend x by", 10..10);
        assert_eq!(
            (snippet.text.as_str(), snippet.underline),
            ("trend x by ", 10..11)
        );
        assert_eq!(cut("", 0..0).text, " ");
        assert_eq!(cut("abc", 7..9).underline, 3..4);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\nc"), "a\u{FFFD}[31mb c");
        assert_eq!(cut("a\u{202E}b", 0..1).text, "a\u{FFFD}b");
    }
}
