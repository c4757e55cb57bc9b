//! What a file is that is no table of text, by its first bytes.

/// Marks that files of other kinds begin with.
const KINDS: [(&[u8], &str); 11] = [
    (b"PK\x03\x04", "an archive within an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "compressed twice"),
    (b"\x28\xb5\x2f\xfd", "compressed twice"),
    (b"PAR1", "a Parquet file"),
    (b"$FL2", "an SPSS file"),
    (b"$FL3", "an SPSS file"),
    (b"<stata_dta>", "a Stata file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"{\\rtf", "a text document (RTF)"),
];

/// Beginnings of web pages and the like, in small letters.
const PAGES: [&[u8]; 4] = [b"<!doctype", b"<html", b"<?xml", b"<table"];

/// The kind of a file that is no table of text.
pub fn kind(head: &[u8]) -> Option<&'static str> {
    let text = head.trim_ascii_start();
    let begins = |mark: &[u8]| {
        text.get(..mark.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(mark))
    };
    if PAGES.iter().any(|mark| begins(mark)) {
        return Some("a web page or XML document");
    }
    if is_json(text) {
        return Some("a JSON document");
    }
    KINDS
        .iter()
        .find(|(magic, _)| head.starts_with(magic))
        .map(|(_, kind)| *kind)
}

/// Whether a text begins as JSON does that holds objects.
fn is_json(text: &[u8]) -> bool {
    let mut marks = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (marks.next(), marks.next()) {
        (Some(b'{'), Some(b'"')) => true,
        (Some(b'['), Some(b'{')) => matches!(marks.next(), Some(b'"' | b'}')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn other_kinds_of_files_are_known() {
        assert_eq!(kind(b"\n <HTML>"), Some("a web page or XML document"));
        assert_eq!(kind(b"[\n  {\"a\": 1}]"), Some("a JSON document"));
        assert_eq!(kind(b"{\n \"a\": 1}"), Some("a JSON document"));
        assert_eq!(kind(b"$FL2@(#) SPSS"), Some("an SPSS file"));
        for table in [&b"a,b\n1,2"[..], b"[text],b", b"{a},b", b"\"{\",b", b""] {
            assert_eq!(kind(table), None);
        }
    }
}
