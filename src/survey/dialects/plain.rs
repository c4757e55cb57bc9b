//! One row of names, then answers.

use crate::survey::header::{Head, Header, MARKS};
use crate::text::fold;

pub fn read(head: &Head, _said: bool) -> Option<Header> {
    Some(header(head))
}

pub fn header(head: &Head) -> Header {
    let mut header = Header::of_names(head, "plain", "one row of column names");
    for (column, of) in header.columns.iter_mut().enumerate() {
        if let Some((question, option)) = numbered(&of.name).zip(only_text(head, column)) {
            of.question = Some(question.to_owned());
            of.option = Some(option.to_owned());
        }
    }
    header
}

/// `Q4` of `Q4_3`.
fn numbered(name: &str) -> Option<&str> {
    let (stem, number) = name.rsplit_once(['_', '.'])?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !stem.is_empty()).then_some(stem)
}

/// The one text that stands in a column whose other cells only say that it was not chosen.
fn only_text(head: &Head, column: usize) -> Option<&str> {
    let mut found = None;
    for row in 1..head.rows.len() {
        let cell = head.cell(row, column);
        if MARKS.contains(&&*fold(cell)) || found == Some(cell) {
            continue;
        }
        if found.is_some()
            || cell
                .bytes()
                .all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii())
        {
            return None;
        }
        found = Some(cell);
    }
    found
}
