//! Typeform: `#` first, options as columns without their question, dates in UTC.

use crate::survey::header::{Head, Header, HeaderColumn, without_markup};

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let dates = head.has("Submit Date (UTC)") || head.has("Start Date (UTC)");
    let known = dates || head.has("Network ID");
    (head.cell(0, 0) == "#" && known || said).then(|| Header {
        columns: head
            .names()
            .iter()
            .map(|name| HeaderColumn {
                name: without_markup(name),
                ..HeaderColumn::default()
            })
            .collect(),
        blocks: Vec::new(),
        records: 1,
        tests: None,
        dialect: "Typeform",
        why: "the first column is #, and there are dates in UTC",
    })
}
