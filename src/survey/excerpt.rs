//! The part of a record that is worth showing beside an error.

use std::ops::Range;

/// How many characters are kept on either side of the place meant.
const AROUND: usize = 60;

/// The bytes of a record's n-th field, as written.
pub fn field_range(record: &[u8], delimiter: u8, field: usize) -> Range<usize> {
    let (mut start, mut index, mut inside) = (0, 0, false);
    for (at, &byte) in record.iter().enumerate() {
        match byte {
            b'"' if inside => inside = false,
            // Also the second half of a doubled quote, which goes on with the field.
            b'"' if at == start || record[at - 1] == b'"' => inside = true,
            _ if byte == delimiter && !inside => {
                if index == field {
                    return start..at;
                }
                index += 1;
                start = at + 1;
            }
            _ => {}
        }
    }
    if index == field {
        start..record.len()
    } else {
        record.len()..record.len()
    }
}

/// A place in a record, with the text around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The text, line ends made visible.
    pub text: String,
    /// Which bytes of it are meant.
    pub underline: Range<usize>,
    /// How many line ends stand in the record before the place.
    pub lines_down: u64,
    /// The place's column on its line, in characters from 1.
    pub column: usize,
}

/// A record's text, cut around a place in it.
pub fn excerpt(record: &[u8], place: Range<usize>) -> Excerpt {
    let record = record.trim_ascii_end();
    let start = place.start.min(record.len());
    let end = place.end.clamp(start, record.len());
    let (before, cut_before) = last_characters(&record[..start]);
    let (meant, cut_meant) = first_characters(&record[start..end]);
    let (after, cut_after) = first_characters(&record[end..]);
    let mut text = String::new();
    if cut_before {
        text.push('…');
    }
    text.push_str(&before);
    let from = text.len();
    text.push_str(&meant);
    if cut_meant {
        text.push('…');
    }
    let to = text.len();
    if !cut_meant {
        text.push_str(&after);
        if cut_after {
            text.push('…');
        }
    }
    let line_start = memchr::memrchr(b'\n', &record[..start]).map_or(0, |newline| newline + 1);
    Excerpt {
        text,
        underline: from..to,
        lines_down: memchr::memchr_iter(b'\n', &record[..start]).count() as u64,
        column: String::from_utf8_lossy(&record[line_start..start])
            .chars()
            .count()
            + 1,
    }
}

fn first_characters(bytes: &[u8]) -> (String, bool) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(AROUND * 8)]);
    let kept: String = text.chars().take(AROUND).map(visible).collect();
    let cut = kept.chars().count() < text.chars().count() || bytes.len() > AROUND * 8;
    (kept, cut)
}

fn last_characters(bytes: &[u8]) -> (String, bool) {
    let mut from = bytes.len().saturating_sub(AROUND * 8);
    // Not in the middle of a character.
    while from < bytes.len() && bytes[from] & 0xc0 == 0x80 {
        from += 1;
    }
    let text = String::from_utf8_lossy(&bytes[from..]);
    let count = text.chars().count();
    let kept: String = text
        .chars()
        .skip(count.saturating_sub(AROUND))
        .map(visible)
        .collect();
    (kept, count > AROUND || from > 0)
}

/// Line ends and other control characters as one visible character each.
fn visible(character: char) -> char {
    match character {
        '\n' | '\r' => '⏎',
        '\t' => '\t',
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_found() {
        let record = br#"a,"b,""c""",d"#;
        assert_eq!(&record[field_range(record, b',', 1)], br#""b,""c""""#);
        assert_eq!(&record[field_range(record, b',', 2)], b"d");
        assert_eq!(field_range(record, b',', 7), record.len()..record.len());
    }

    #[test]
    fn a_long_record_is_cut_around_the_place() {
        let record = format!("{},سلام,{}", "x".repeat(500), "y".repeat(500));
        let found = excerpt(record.as_bytes(), 501..509);
        assert_eq!(&found.text[found.underline], "سلام");
        assert_eq!((found.lines_down, found.column), (0, 502));
        assert!(found.text.chars().count() < 140);
    }
}
