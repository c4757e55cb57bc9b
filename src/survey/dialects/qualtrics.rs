//! Qualtrics: names, question texts and, since 2016, a row of identifiers.

use crate::survey::header::{
    Head, Header, HeaderColumn, TestRows, shared_beginning, without_markup,
};

/// What `Status` holds for previews and spam: by text, and by code. Responses that Qualtrics
/// generated for a test (2) are all that some files hold, so `keep` leaves those out.
const TESTS: [&str; 13] = [
    "Survey Preview",
    "Preview",
    "Offline Survey Preview",
    "Spam",
    "Spam Preview",
    "Survey Preview Spam",
    "Imported Spam",
    "Possible Spam",
    "1",
    "8",
    "9",
    "12",
    "17",
];

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let imported = head
        .rows
        .get(2)
        .is_some_and(|row| row.iter().any(|cell| import_id(cell).is_some()));
    let legacy = head.cell(0, 0) == "V1"
        && matches!(
            head.cell(1, 0).to_ascii_lowercase().as_str(),
            "responseid" | "response id"
        );
    if !imported && !legacy && !said {
        return None;
    }
    let columns: Vec<HeaderColumn> = (0..head.names().len())
        .map(|column| one_column(head, column, imported))
        .collect();
    // A question may be called `Status` as well.
    let status = (0..columns.len()).find(|&column| {
        let name = match import_id(head.cell(2, column)).filter(|_| imported) {
            Some(id) => id,
            None => columns[column].name.clone(),
        };
        name.eq_ignore_ascii_case("status")
    });
    let mut header = Header {
        columns,
        blocks: Vec::new(),
        records: if imported { 3 } else { 2 },
        tests: status.map(|column| TestRows {
            column,
            values: &TESTS,
        }),
        dialect: "Qualtrics",
        why: if imported {
            "the third row holds ImportId"
        } else {
            "two rows of names, the first beginning with V1"
        },
    };
    options(&mut header);
    Some(header)
}

fn one_column(head: &Head, column: usize, imported: bool) -> HeaderColumn {
    let name = head.cell(0, column).to_owned();
    let label = without_markup(head.cell(1, column));
    // `V1` says nothing; the second row has the name.
    let numbered = name
        .strip_prefix('V')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    let name = if numbered && !imported && !label.is_empty() {
        label.clone()
    } else {
        name
    };
    let id = imported
        .then(|| import_id(head.cell(2, column)))
        .flatten()
        .unwrap_or_else(|| name.clone());
    HeaderColumn {
        label: (!label.is_empty() && label != name).then_some(label),
        question: question(&id, imported),
        option: None,
        name,
    }
}

/// `QID3` of `QID3_4`; nothing for texts beside an option, orders of display and the like.
fn question(id: &str, imported: bool) -> Option<String> {
    // Older files write the mark before them otherwise.
    let id = id.replace('-', "_");
    let special = ["_TEXT", "_DO", "_NPS_GROUP", "_RANK"];
    if special.iter().any(|end| id.ends_with(end)) || imported && !id.starts_with("QID") {
        return None;
    }
    let stem = id.split(['_', '#']).next().unwrap_or(&id);
    // Names of the analyst's own may hold the mark: only the last part is the option's.
    let stem = if imported {
        stem
    } else {
        id.rsplit_once('_').map_or(id.as_str(), |(stem, _)| stem)
    };
    Some(stem.to_owned())
}

/// The identifier in `{"ImportId":"QID3","choiceId":"4"}`, which older files write in single quotes.
fn import_id(cell: &str) -> Option<String> {
    let cell = cell.replace('\'', "\"");
    let object: serde_json::Value = serde_json::from_str(&cell).ok()?;
    let id = object.get("ImportId")?.as_str()?;
    match object.get("choiceId").and_then(|choice| choice.as_str()) {
        Some(choice) if !id.ends_with(choice) => Some(format!("{id}_{choice}")),
        _ => Some(id.to_owned()),
    }
}

/// The texts of columns of one question differ behind the last dash: that is the option.
fn options(header: &mut Header) {
    let mut first = 0;
    while first < header.columns.len() {
        let question = header.columns[first].question.clone();
        let same = header.columns[first..]
            .iter()
            .take_while(|column| question.is_some() && column.question == question)
            .count();
        if same >= 2 {
            let labels: Vec<&str> = header.columns[first..first + same]
                .iter()
                .map(|column| column.label.as_deref().unwrap_or_default())
                .collect();
            let shared = shared_beginning(&labels);
            let start = shared.rfind('-').map_or(0, |dash| dash + 1);
            let options: Vec<Option<String>> = labels
                .iter()
                .map(|label| label.get(start..).map(|option| option.trim().to_owned()))
                .map(|option| option.filter(|option| start > 0 && !option.is_empty()))
                .collect();
            for (column, option) in header.columns[first..].iter_mut().zip(options) {
                column.option = option;
            }
        }
        first += same.max(1);
    }
}
