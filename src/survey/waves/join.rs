//! The columns of several files, matched.

use std::collections::{BTreeMap, HashMap};

use super::{words, words_of};
use crate::survey::header::{Header, HeaderColumn, OptionBlock};

/// The columns of all files together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The first file's header, with what others have beyond it behind.
    pub header: Header,
    /// For each file, for each of the columns: where it stands there.
    pub places: Vec<Vec<Option<usize>>>,
}

/// Matches the columns of files, each with its name for people.
pub fn join<'f>(files: impl IntoIterator<Item = (&'f Header, String)>) -> Option<Joined> {
    let mut files = files.into_iter();
    let (first, _) = files.next()?;
    let mut joined = Joined {
        places: vec![(0..first.columns.len()).map(Some).collect()],
        header: first.clone(),
    };
    for (header, name) in files {
        joined.add(header, &name);
    }
    let columns = joined.header.columns.len();
    for places in &mut joined.places {
        places.resize(columns, None);
    }
    Some(joined)
}

/// What two columns must share to be one, from the surest on.
const STEPS: [fn(&HeaderColumn) -> Option<String>; 7] = [
    // The name, with the same text.
    |column| Some(format!("{}\0{}", column.name, words_of(column)?)),
    // The question's identity, with the same text.
    |column| Some(format!("{}\0{}", identity(column)?, words_of(column)?)),
    // The name.
    |column| Some(column.name.clone()),
    // The name but for punctuation and the looks of letters.
    |column| Some(words(&column.name)),
    // The question's identity.
    identity,
    // The text, also where it is the name in one of the files.
    |column| column.option.is_none().then(|| words_of(column)).flatten(),
    |column| {
        let text = words_of(column).unwrap_or_else(|| words(&column.name));
        column.option.is_none().then_some(text)
    },
];

/// The question and the option.
fn identity(column: &HeaderColumn) -> Option<String> {
    let question = column.question.as_deref()?;
    let option = column.option.as_deref().map(words).unwrap_or_default();
    Some(format!("{question}\0{option}"))
}

impl Joined {
    fn add(&mut self, header: &Header, file: &str) {
        let mut places = vec![None; self.header.columns.len()];
        let mut matched = vec![false; header.columns.len()];
        for step in STEPS {
            let known = by_key(&self.header.columns, step, |at| places[at].is_none());
            let found = by_key(&header.columns, step, |at| !matched[at]);
            for (key, at) in found {
                if let (Some(at), Some(Some(column))) = (at, known.get(&key)) {
                    places[*column] = Some(at);
                    matched[at] = true;
                }
            }
        }
        let mut names: HashMap<String, usize> = HashMap::new();
        for column in &self.header.columns {
            *names.entry(column.name.clone()).or_default() += 1;
        }
        for (at, column) in header
            .columns
            .iter()
            .enumerate()
            .filter(|(at, _)| !matched[*at])
        {
            let mut column = column.clone();
            // Another question has the name.
            if !column.name.is_empty() && names.contains_key(&column.name) {
                column.name = format!("{} ({file})", column.name);
            }
            self.header.columns.push(column);
            places.push(Some(at));
        }
        self.places.push(places);
        self.add_blocks(header);
    }

    /// The file's multi-select questions, in the columns of all files.
    fn add_blocks(&mut self, header: &Header) {
        let Some(places) = self.places.last() else {
            return;
        };
        let column_at: BTreeMap<usize, usize> = (0..)
            .zip(places)
            .filter_map(|(column, at)| Some(((*at)?, column)))
            .collect();
        for block in &header.blocks {
            let columns: Vec<usize> = block
                .columns
                .iter()
                .filter_map(|at| column_at.get(at).copied())
                .collect();
            let blocks = &mut self.header.blocks;
            let same = blocks
                .iter_mut()
                .find(|known| known.columns.iter().any(|column| columns.contains(column)));
            match same {
                Some(known) => {
                    let known = &mut known.columns;
                    let more: Vec<usize> = columns
                        .into_iter()
                        .filter(|column| !known.contains(column))
                        .collect();
                    known.extend(more);
                }
                None => blocks.push(OptionBlock {
                    columns,
                    ..block.clone()
                }),
            }
        }
    }
}

/// The columns by a key; `None` for keys that several columns share.
fn by_key(
    columns: &[HeaderColumn],
    key: fn(&HeaderColumn) -> Option<String>,
    open: impl Fn(usize) -> bool,
) -> BTreeMap<String, Option<usize>> {
    let mut found = BTreeMap::new();
    for (at, column) in columns.iter().enumerate().filter(|(at, _)| open(*at)) {
        if column.name.is_empty() {
            continue;
        }
        if let Some(key) = key(column).filter(|key| !key.is_empty()) {
            found
                .entry(key)
                .and_modify(|at| *at = None)
                .or_insert(Some(at));
        }
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A header of columns written as "name|text|question|option".
    pub fn header(columns: &[&str]) -> Header {
        let columns = columns.iter().map(|column| {
            let mut parts = column
                .split('|')
                .map(|part| (!part.is_empty()).then(|| part.to_owned()));
            let mut next = || parts.next().flatten();
            HeaderColumn {
                name: next().unwrap_or_default(),
                label: next(),
                question: next(),
                option: next(),
            }
        });
        Header {
            columns: columns.collect(),
            blocks: Vec::new(),
            records: 1,
            tests: None,
            dialect: "plain",
            why: "",
        }
    }

    fn joined(files: &[&[&str]]) -> (Vec<String>, Vec<Vec<Option<usize>>>) {
        let headers: Vec<Header> = files.iter().map(|columns| header(columns)).collect();
        let named = headers
            .iter()
            .zip(1..)
            .map(|(header, n)| (header, format!("{n}.csv")));
        let joined = join(named).unwrap_or_else(|| unreachable!("there are files"));
        let names = joined.header.columns.into_iter().map(|column| column.name);
        (names.collect(), joined.places)
    }

    #[test]
    fn columns_are_found_by_name_wherever_they_stand() {
        let (names, places) = joined(&[&["id", "q1", "q2"], &["q2", "id", "q3"]]);
        assert_eq!(names, ["id", "q1", "q2", "q3"]);
        assert_eq!(places[0], [Some(0), Some(1), Some(2), None]);
        assert_eq!(places[1], [Some(1), None, Some(0), Some(2)]);
    }

    #[test]
    fn a_question_that_was_numbered_anew_is_found_by_its_identity() {
        let (names, places) = joined(&[
            &["Q1|How satisfied?|QID1", "Q2|Why?|QID2"],
            &[
                "Q1|How satisfied?|QID1",
                "Q2|Did we call?|QID9",
                "Q3|Why?|QID2",
            ],
        ]);
        assert_eq!(names, ["Q1", "Q2", "Q2 (2.csv)"]);
        assert_eq!(places[1], [Some(0), Some(2), Some(1)]);
    }

    #[test]
    fn another_tool_s_file_is_found_by_the_text() {
        let (names, places) = joined(&[
            &["Q1|How satisfied are you?|QID1", "Q2|Why?|QID2"],
            &["Timestamp", "How satisfied are you", "Why ?"],
        ]);
        assert_eq!(names, ["Q1", "Q2", "Timestamp"]);
        assert_eq!(places[1], [Some(1), Some(2), Some(0)]);
    }

    #[test]
    fn what_could_be_two_columns_is_neither() {
        let (names, places) = joined(&[
            &["Q1_1|Rate|QID1|Price", "Q1_2|Rate|QID1|Quality"],
            &["A|Rate", "B|Rate"],
        ]);
        assert_eq!(names.len(), 4);
        assert_eq!(places[1][..2], [None, None]);
    }

    #[test]
    fn the_options_of_a_question_are_those_of_all_files() {
        let block = |columns: &[&str], at: &[usize]| {
            let mut header = header(columns);
            header.blocks.push(OptionBlock {
                name: "Q4".to_owned(),
                label: None,
                columns: at.to_vec(),
            });
            header
        };
        let first = block(&["id", "Q4_1", "Q4_2"], &[1, 2]);
        let second = block(&["Q4_1", "Q4_2", "Q4_3"], &[0, 1, 2]);
        let files = [(&first, "1.csv".to_owned()), (&second, "2.csv".to_owned())];
        let joined = join(files).unwrap_or_else(|| unreachable!("there are files"));
        assert_eq!(joined.header.blocks.len(), 1);
        assert_eq!(joined.header.blocks[0].columns, [1, 2, 3]);
    }
}
