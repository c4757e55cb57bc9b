//! What separates the fields of a file.

/// The delimiters that survey tools write.
pub const DELIMITERS: [u8; 4] = *b",;\t|";

/// How many records are looked at.
const RECORDS: usize = 50;

/// The delimiter of a file by its beginning: the one that gives the most fields in the
/// most records of equal length; a comma where none gives more than one field.
pub fn detect(head: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let lengths: Vec<usize> = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(head)
            .byte_records()
            .take(RECORDS)
            .filter_map(Result::ok)
            .map(|record| record.len())
            .collect();
        let header = lengths.first().copied().unwrap_or(0);
        if header < 2 {
            return (0, 0);
        }
        // The last record may be cut off.
        let looked = lengths.len().saturating_sub(1).max(1);
        let alike = lengths
            .iter()
            .take(looked)
            .filter(|&&length| length == header)
            .count();
        (alike * 100 / looked, header)
    };
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let found = score(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

/// The delimiter of a file whose first line is `sep=;`, as spreadsheets write and read it.
pub fn said_by_file(head: &[u8]) -> Option<u8> {
    match head.strip_prefix(b"sep=")? {
        [delimiter, b'\n' | b'\r', ..] if !delimiter.is_ascii_alphanumeric() => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter's name for people.
pub fn name(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "comma",
        b';' => "semicolon",
        b'\t' => "tab",
        b'|' => "vertical bar",
        _ => "delimiter given in the query",
    }
}

#[cfg(test)]
mod tests {
    use super::{detect, said_by_file};

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_table() {
        assert_eq!(detect(b"a,b,c\n1,2,3\n4,5,6\n"), b',');
        assert_eq!(detect(b"a;b;c\n1,5;2,5;3\n4,1;5,2;6\n"), b';');
        assert_eq!(detect(b"a\tb, or c\n1\t2\n3\t4\n"), b'\t');
        assert_eq!(detect(b"\"a;1\";b|c\n\"x;y\";1|2\n"), b';');
        assert_eq!(detect(b"only\n1\n2\n"), b',');
        assert_eq!(detect(b""), b',');
        assert_eq!(said_by_file(b"sep=;\r\na;b\n"), Some(b';'));
        assert_eq!(said_by_file(b"sep=a\n"), None);
        assert_eq!(said_by_file(b"sep;b\n"), None);
    }
}
