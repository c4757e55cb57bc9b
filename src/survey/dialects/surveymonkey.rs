//! SurveyMonkey: a question over the first of its columns only, and its options below.

use crate::survey::header::{Head, Header, HeaderColumn, without_markup};

/// What stands below a question that has one column.
const SINGLE: [&str; 3] = ["Response", "Open-Ended Response", ""];

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let first = head.cell(0, 0).replace(' ', "").to_ascii_lowercase();
    let named = first == "respondentid";
    let below = (0..head.names().len())
        .filter(|&column| matches!(head.cell(1, column), "Response" | "Open-Ended Response"))
        .count();
    let two_rows = below > 0 && head.cell(1, 0).is_empty();
    if two_rows && (named || said) || said && head.rows.len() > 1 && below > 0 {
        return Some(Header {
            columns: columns(head),
            blocks: Vec::new(),
            records: 2,
            tests: None,
            dialect: "SurveyMonkey",
            why: "a respondent ID, and options in the second row",
        });
    }
    (named || said).then(|| {
        Header::of_names(
            head,
            "SurveyMonkey",
            "the first column is the respondent ID",
        )
    })
}

fn columns(head: &Head) -> Vec<HeaderColumn> {
    let mut question = String::new();
    (0..head.names().len())
        .map(|column| {
            let over = without_markup(head.cell(0, column));
            let below = without_markup(head.cell(1, column));
            if !over.is_empty() {
                question = over;
            }
            if SINGLE.contains(&below.as_str()) {
                return HeaderColumn {
                    name: question.clone(),
                    question: Some(question.clone()),
                    ..HeaderColumn::default()
                };
            }
            HeaderColumn {
                name: format!("{question} / {below}"),
                label: Some(below.clone()),
                question: Some(question.clone()),
                option: Some(below),
            }
        })
        .collect()
}
