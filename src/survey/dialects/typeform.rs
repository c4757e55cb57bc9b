//! Typeform: `#` first, options as columns without their question, dates in UTC.

use crate::survey::header::{Head, Header, HeaderColumn, without_markup};

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let dates = head.has("Submit Date (UTC)") || head.has("Start Date (UTC)");
    let known = dates || head.has("Network ID");
    (head.cell(0, 0) == "#" && known || said).then(|| Header {
        columns: columns(head),
        blocks: Vec::new(),
        records: 1,
        tests: None,
        dialect: "Typeform",
        why: "the first column is #, and there are dates in UTC",
    })
}

fn columns(head: &Head) -> Vec<HeaderColumn> {
    let names = head.names().iter().map(|name| without_markup(name));
    let mut columns: Vec<HeaderColumn> = names
        .map(|name| HeaderColumn {
            name,
            ..HeaderColumn::default()
        })
        .collect();
    let mut first = 0;
    while first < columns.len() {
        let run = (first..columns.len()).take_while(|&column| is_option(head, column));
        let last = first + run.count();
        // The question has no column of its own: it is called by its first and its last option.
        if last - first >= 2 {
            let question = format!("{} … {}", columns[first].name, columns[last - 1].name);
            for column in &mut columns[first..last] {
                column.question = Some(question.clone());
                column.option = Some(column.name.clone());
            }
        }
        first = last.max(first + 1);
    }
    columns
}

/// Whether a column holds nothing but its own name: an option that was chosen or not.
fn is_option(head: &Head, column: usize) -> bool {
    let name = head.cell(0, column);
    let mut cells = (1..head.rows.len()).map(|row| head.cell(row, column));
    !name.is_empty()
        && cells.clone().any(|cell| cell == name)
        && cells.all(|cell| cell.is_empty() || cell == name)
}
