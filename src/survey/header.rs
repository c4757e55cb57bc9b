//! What the first rows of a file say of its columns.

use std::collections::HashMap;

use crate::text::fold;

/// The columns of a file, and how its tool writes them down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The columns from left to right; no two have the same name.
    pub columns: Vec<HeaderColumn>,
    /// Questions of which one may choose several options, each option a column.
    pub blocks: Vec<OptionBlock>,
    /// How many records stand before the first answer.
    pub records: usize,
    /// Rows that are no answers of customers.
    pub tests: Option<TestRows>,
    /// The tool's name: "Qualtrics".
    pub dialect: &'static str,
    /// By what it was recognised, for people.
    pub why: &'static str,
}

/// A column of the header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderColumn {
    /// What the query calls it.
    pub name: String,
    /// The question's text, where that is not its name.
    pub label: Option<String>,
    /// What tells the question from others, also in another wave: its code, or its text.
    pub question: Option<String>,
    /// The option or row of the question that the column is about.
    pub option: Option<String>,
}

/// Several columns that are one question with several options at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionBlock {
    /// What the query calls it.
    pub name: String,
    /// The question's text, where that is not its name.
    pub label: Option<String>,
    /// Its columns, from left to right, each with an option.
    pub columns: Vec<usize>,
}

/// Which rows are previews and tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRows {
    /// The column that tells.
    pub column: usize,
    /// The values, as they stand there, that mean that the row is one.
    pub values: &'static [&'static str],
}

impl TestRows {
    /// Whether a cell says that its row is a test.
    pub fn are_told_by(&self, cell: &[u8]) -> bool {
        let cell = cell.trim_ascii();
        self.values
            .iter()
            .any(|value| cell.eq_ignore_ascii_case(value.as_bytes()))
    }
}

/// The first rows of a file as text, blanks around the cells removed.
pub struct Head {
    /// Row by row.
    pub rows: Vec<Vec<String>>,
}

impl Head {
    /// A cell; empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let cell = self.rows.get(row).and_then(|row| row.get(column));
        cell.map_or("", String::as_str)
    }

    /// The first row.
    pub fn names(&self) -> &[String] {
        self.rows.first().map_or(&[], Vec::as_slice)
    }

    /// Whether one of the first row's names is this, in whatever letters.
    pub fn has(&self, name: &str) -> bool {
        self.names()
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    }
}

impl Header {
    /// A header of one row, the names as they stand there.
    pub fn of_names(head: &Head, dialect: &'static str, why: &'static str) -> Self {
        let columns = head.names().iter().map(|name| HeaderColumn {
            name: name.clone(),
            ..HeaderColumn::default()
        });
        Self {
            columns: columns.collect(),
            blocks: Vec::new(),
            records: 1,
            tests: None,
            dialect,
            why,
        }
        .with_names_apart()
    }

    /// Names that stand several times are numbered: `Other (1)`, `Other (2)`.
    pub fn with_names_apart(mut self) -> Self {
        let mut times: HashMap<&str, usize> = HashMap::new();
        for column in &self.columns {
            *times.entry(&column.name).or_default() += 1;
        }
        let repeated: Vec<String> = times
            .into_iter()
            .filter(|(name, times)| *times > 1 && !name.is_empty())
            .map(|(name, _)| name.to_owned())
            .collect();
        for name in repeated {
            let columns = self.columns.iter_mut();
            let same = columns.filter(|column| column.name == name);
            for (number, column) in (1..).zip(same) {
                column.name = format!("{name} ({number})");
            }
        }
        self
    }

    /// Finds the questions of which one may choose several options: neighbouring columns of one
    /// question in whose cells nothing stands but their option, or a yes or no.
    pub fn with_blocks(mut self, head: &Head) -> Self {
        let mut first = 0;
        while first < self.columns.len() {
            let question = &self.columns[first].question;
            let same = self.columns[first..]
                .iter()
                .take_while(|column| question.is_some() && column.question == *question);
            let last = first + same.count().max(1);
            let mut named = false;
            let chosen: Vec<usize> = (first..last)
                .filter(|&column| {
                    let fit = self.fits_option(head, column);
                    named |= fit == Some(true);
                    fit.is_some()
                })
                .collect();
            let options = (first..last)
                .filter(|&column| self.columns[column].option.is_some())
                .count();
            if chosen.len() >= 2 && (named || chosen.len() == options) {
                let name = self.block_name(&chosen);
                self.blocks.push(OptionBlock {
                    label: self.block_label(&chosen, &name),
                    name,
                    columns: chosen,
                });
            }
            first = last;
        }
        self
    }

    /// Whether a column's cells are those of an option; `Some(true)` where they name it.
    fn fits_option(&self, head: &Head, column: usize) -> Option<bool> {
        let option = fold(self.columns[column].option.as_deref()?);
        let mut named = false;
        for row in head.rows.iter().skip(self.records) {
            let cell = fold(row.get(column).map_or("", String::as_str));
            if *cell == *option {
                named = true;
            } else if !MARKS.contains(&&*cell) {
                return None;
            }
        }
        Some(named)
    }

    /// What the names of a block's columns begin with, up to a mark; the question otherwise.
    fn block_name(&self, columns: &[usize]) -> String {
        let names: Vec<&str> = columns
            .iter()
            .map(|&column| self.columns[column].name.as_str())
            .collect();
        let shared = shared_beginning(&names);
        let stem = shared.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?' && c != ')');
        let question = self.columns[columns[0]].question.clone();
        // Where the names begin with the whole question, that is it.
        if let Some(question) = question
            .as_ref()
            .filter(|question| shared.starts_with(*question))
        {
            return question.clone();
        }
        // `Q1_1` and `Q1_10` share `Q1_1`: the stem ends at a mark.
        let cut = names[0][stem.len()..].starts_with(|c: char| !c.is_alphanumeric());
        match (stem.is_empty(), cut) {
            (false, true) => stem.to_owned(),
            _ => match shared.rfind(['_', '[', '/', '-']) {
                Some(end) if end > 0 => shared[..end].trim().to_owned(),
                _ => question.unwrap_or_else(|| shared.to_owned()),
            },
        }
    }

    fn block_label(&self, columns: &[usize], name: &str) -> Option<String> {
        let label = self.columns[columns[0]].label.as_deref()?;
        let option = self.columns[columns[0]].option.as_deref()?;
        let bare = label.trim_end_matches(']');
        let text = bare.strip_suffix(option).unwrap_or(label);
        let text = text.trim_end_matches([' ', '-', '–', ':', '[', '/']);
        let text = text.strip_suffix("Selected Choice").unwrap_or(text);
        let text = text.trim_end_matches([' ', '-', '–', ':']);
        (!text.is_empty() && text != name).then(|| text.to_owned())
    }
}

/// What stands in an option's column beside the option itself, folded.
pub const MARKS: [&str; 15] = [
    "",
    "0",
    "1",
    "y",
    "n",
    "yes",
    "no",
    "true",
    "false",
    "x",
    "selected",
    "not selected",
    "checked",
    "unchecked",
    "quoted",
];

/// What all texts begin with.
pub fn shared_beginning<'t>(texts: &[&'t str]) -> &'t str {
    let Some((first, others)) = texts.split_first() else {
        return "";
    };
    let mut length = first.len();
    for other in others {
        let same = first
            .char_indices()
            .zip(other.chars())
            .take_while(|((_, one), other)| one == other);
        let end = same.last().map_or(0, |((at, one), _)| at + one.len_utf8());
        length = length.min(end);
    }
    &first[..length]
}

/// A text without HTML marks and superfluous blanks: question texts come from web editors.
pub fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, from) = rest.split_at(open);
        plain.push_str(before);
        let mark = from[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match from.find('>').filter(|_| mark) {
            Some(close) => {
                plain.push(' ');
                rest = &from[close + 1..];
            }
            None => {
                plain.push('<');
                rest = &from[1..];
            }
        }
    }
    plain.push_str(rest);
    let plain = plain
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
