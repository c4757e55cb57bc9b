//! LimeSurvey: codes, texts or both in one row; `Q3[SQ001]` is a part of a question.

use crate::survey::header::{Head, Header, HeaderColumn, without_markup};

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let codes = head.has("submitdate") && (head.has("lastpage") || head.has("startlanguage"));
    let texts = head.has("Date submitted") && (head.has("Last page") || head.has("Start language"));
    (codes || texts || said).then(|| Header {
        columns: head.names().iter().map(|name| column(name)).collect(),
        blocks: Vec::new(),
        records: 1,
        tests: None,
        dialect: "LimeSurvey",
        why: "the columns of the submission date and the last page",
    })
}

fn column(heading: &str) -> HeaderColumn {
    let heading = without_markup(heading);
    // "Q3[SQ001]. Why? [Slow reply]": code and text.
    let (code, text) = match heading.split_once(". ") {
        Some((code, text)) if is_code(code) => (code, Some(text)),
        _ => (heading.as_str(), None),
    };
    let part = |text: &str| {
        let (question, part) = text.strip_suffix(']')?.rsplit_once('[')?;
        let fits = !question.trim().is_empty() && !part.is_empty();
        fits.then(|| (question.trim().to_owned(), part.to_owned()))
    };
    let of_code = part(code);
    let of_text = text.and_then(part);
    let question = of_code.as_ref().map(|(question, _)| question.clone());
    let option = of_text.or_else(|| of_code.clone()).map(|(_, part)| part);
    HeaderColumn {
        name: code.to_owned(),
        label: text.map(str::to_owned),
        question: question.or_else(|| Some(code.to_owned())),
        // The text that goes with an option "other" is no option.
        option: option.filter(|option| option != "other" && option != "comment"),
    }
}

fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'[' | b']'))
}
