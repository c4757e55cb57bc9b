//! What one file asks otherwise than another.

use super::join::Joined;
use super::{other_list, words};
use crate::survey::header::{Header, OptionBlock};

/// A question that is not the same in all files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its columns among those of all files.
    pub columns: Vec<usize>,
    /// What changed.
    pub kind: ChangeKind,
    /// The earlier file, and what it has; of options those that are gone in the other.
    pub before: (usize, String),
    /// The first file that has something else, and what; nothing for a question that it lacks; of
    /// options those that are new.
    pub after: (usize, String),
    /// How many files have what `after` has.
    pub files: usize,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The file lacks the question.
    NeverAsked,
    /// The text of the question.
    Wording,
    /// The options that one could choose.
    Options,
}

/// What the headers of files tell of changes. `headers` are those that were joined.
pub fn changes(joined: &Joined, headers: &[&Header]) -> Vec<Change> {
    if headers.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for column in 0..joined.header.columns.len() {
        found.extend(lacking(joined, column));
        let text = |file: usize| {
            let at = joined.places[file][column]?;
            let column = &headers[file].columns[at];
            column.label.as_deref()
        };
        found.extend(sequence(
            vec![column],
            ChangeKind::Wording,
            headers.len(),
            text,
        ));
    }
    for block in &joined.header.blocks {
        found.extend(other_options(joined, block, headers.len()));
    }
    found
}

/// The files that lack a column.
fn lacking(joined: &Joined, column: usize) -> Option<Change> {
    let lacks = |file: &usize| joined.places[*file][column].is_none();
    let files = 0..joined.places.len();
    let without = files.clone().find(lacks)?;
    let with = files.clone().find(|file| !lacks(file))?;
    // An option that was added is a change of the options.
    let is_option = joined
        .header
        .blocks
        .iter()
        .any(|block| block.columns.contains(&column));
    (!is_option).then(|| Change {
        columns: vec![column],
        kind: ChangeKind::NeverAsked,
        before: (with, joined.header.columns[column].name.clone()),
        after: (without, String::new()),
        files: files.filter(lacks).count(),
    })
}

/// Where a text differs from that of the last file before which has one: the first time for each
/// new text.
fn sequence<'t>(
    columns: Vec<usize>,
    kind: ChangeKind,
    files: usize,
    text: impl Fn(usize) -> Option<&'t str>,
) -> Vec<Change> {
    let texts: Vec<(usize, &str, String)> = (0..files)
        .filter_map(|file| text(file).map(|text| (file, text, words(text))))
        .collect();
    let mut found: Vec<Change> = Vec::new();
    for pair in texts.windows(2) {
        let [(before, old, old_words), (after, new, new_words)] = pair else {
            continue;
        };
        let known = found
            .iter()
            .any(|change| words(&change.after.1) == *new_words);
        let first = texts
            .first()
            .is_some_and(|(_, _, words)| words == new_words);
        if old_words != new_words && !known && !first {
            found.push(Change {
                columns: columns.clone(),
                kind,
                before: (*before, (*old).to_owned()),
                after: (*after, (*new).to_owned()),
                files: texts
                    .iter()
                    .filter(|(_, _, words)| words == new_words)
                    .count(),
            });
        }
    }
    found
}

/// The first two files that follow one another and offer other options.
fn other_options(joined: &Joined, block: &OptionBlock, files: usize) -> Option<Change> {
    let offered = |file: usize| -> Vec<String> {
        let columns = block.columns.iter();
        columns
            .filter(|column| joined.places[file][**column].is_some())
            .map(|&column| &joined.header.columns[column])
            .map(|column| column.option.as_ref().unwrap_or(&column.name).clone())
            .collect()
    };
    let asked: Vec<(usize, Vec<String>)> = (0..files)
        .map(|file| (file, offered(file)))
        .filter(|(_, options)| !options.is_empty())
        .collect();
    asked.windows(2).find_map(|pair| {
        let [(before, old), (after, new)] = pair else {
            return None;
        };
        let (gone, fresh) = other_list(old, new)?;
        Some(Change {
            columns: block.columns.clone(),
            kind: ChangeKind::Options,
            before: (*before, gone.join(", ")),
            after: (*after, fresh.join(", ")),
            files: 1,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::join::tests::header;
    use super::super::{ChangeKind, changes, join};

    fn told(files: &[&[&str]]) -> Vec<(ChangeKind, String, String, usize)> {
        let headers: Vec<_> = files.iter().map(|columns| header(columns)).collect();
        let named = headers.iter().map(|header| (header, String::new()));
        let joined = join(named).unwrap_or_else(|| unreachable!("there are files"));
        changes(&joined, &headers.iter().collect::<Vec<_>>())
            .into_iter()
            .map(|change| (change.kind, change.before.1, change.after.1, change.files))
            .collect()
    }

    #[test]
    fn a_question_that_was_put_otherwise_is_told_once() {
        let found = told(&[
            &["Q1|How satisfied are you?"],
            &["Q1|How satisfied are you with us?"],
            &["Q1|how satisfied are you with us"],
        ]);
        let [(kind, before, after, files)] = &found[..] else {
            unreachable!("{found:?}")
        };
        assert_eq!(*kind, ChangeKind::Wording);
        assert_eq!(
            (before.as_str(), after.as_str()),
            ("How satisfied are you?", "How satisfied are you with us?")
        );
        assert_eq!(*files, 2);
    }

    #[test]
    fn a_question_that_files_lack_is_told_with_their_number() {
        let found = told(&[&["Q1", "Q2"], &["Q1"], &["Q1"]]);
        assert_eq!(
            found,
            [(ChangeKind::NeverAsked, "Q2".to_owned(), String::new(), 2)]
        );
        assert_eq!(told(&[&["Q1", "Q2"], &["Q2", "Q1"]]), []);
    }
}
