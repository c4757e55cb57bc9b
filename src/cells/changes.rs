//! What the files ask otherwise, of the answers that a query reads.

use crate::language::query::{Answer, ChoicesLayout, ColumnId, Query, Reading};
use crate::survey::Survey;
use crate::survey::files;
use crate::survey::ledger::{WaveChange, WaveChangeKind};
use crate::survey::reading::{SurveyReading, option_columns};
use crate::survey::waves::{Change, ChangeKind, other_list};

use super::options::{OptionChange, OptionsSeen};
use super::scales::CodesSeen;

/// The changes that the headers tell of, then those that show in the answers; in the order of the
/// query's answers.
pub fn changes(
    query: &Query,
    reading: &SurveyReading<'_>,
    codes: &CodesSeen,
    options: &OptionsSeen,
) -> Vec<WaveChange> {
    let survey = reading.survey;
    let file = |number: usize| files::name(&survey.files[number].path);
    let change = |answer: &Answer, what, before: (usize, String), after: (usize, String), files| {
        WaveChange {
            name: answer.name.clone(),
            column: answer.header.clone(),
            what,
            before_file: file(before.0),
            before: before.1,
            after_file: file(after.0),
            after: after.1,
            files,
            accepted: query.source.accepted.contains(&answer.column),
        }
    };
    let mut found = Vec::new();
    for wanted in &reading.wanted {
        let columns = || {
            let options = option_columns(wanted.answer).iter();
            options
                .chain([&wanted.answer.column])
                .map(|column| column.index())
        };
        let several = option_columns(wanted.answer);
        let mut of_header: Vec<&Change> = Vec::new();
        for told in &survey.changes {
            let concerns = columns().any(|column| told.columns.contains(&column));
            // A text that changed over several options is one change, and so is what options a
            // file lacks or has beyond others.
            let known = of_header.iter().any(|known| {
                (known.kind, &known.before.1, &known.after.1)
                    == (told.kind, &told.before.1, &told.after.1)
            });
            let of_options = match told.kind {
                ChangeKind::Options => true,
                ChangeKind::NeverAsked => has_some(survey, told.after.0, several),
                ChangeKind::Wording => false,
            };
            if concerns && !known && (!of_options || several.is_empty()) {
                of_header.push(told);
            }
        }
        found.extend(of_columns(survey, wanted.answer).into_iter().map(|told| {
            let (before, after) = (told.before.0, told.after.0);
            let told = change(
                wanted.answer,
                WaveChangeKind::Options,
                (before, told.before.1.join(", ")),
                (after, told.after.1.join(", ")),
                1,
            );
            (wanted.id, told)
        }));
        found.extend(of_header.into_iter().map(|told| {
            let what = match told.kind {
                ChangeKind::NeverAsked => WaveChangeKind::NeverAsked,
                ChangeKind::Wording => WaveChangeKind::Wording,
                ChangeKind::Options => WaveChangeKind::Options,
            };
            let told = (told.before.clone(), told.after.clone(), told.files as u64);
            (
                wanted.id,
                change(wanted.answer, what, told.0, told.1, told.2),
            )
        }));
    }
    for told in codes.changes() {
        let wanted = &reading.wanted[told.read];
        let range = |[low, high]: [i16; 2]| format!("{low}..{high}");
        let before = (told.before.0, range(told.before.1));
        let after = (told.after.0, range(told.after.1));
        let told = change(wanted.answer, WaveChangeKind::Scale, before, after, 1);
        found.push((wanted.id, told));
    }
    for (read, wanted) in reading.wanted.iter().enumerate() {
        let joined = matches!(
            &wanted.answer.reading,
            Reading::Choices(choices) if matches!(choices.layout, ChoicesLayout::Joined { .. })
        );
        let spellings = || reading.dictionaries[read].spellings();
        if let Some(told) = joined.then(|| options.change(read, &spellings())).flatten() {
            let before = (told.before.0, told.before.1.join(", "));
            let after = (told.after.0, told.after.1.join(", "));
            let told = change(wanted.answer, WaveChangeKind::Options, before, after, 1);
            found.push((wanted.id, told));
        }
    }
    found.sort_by(|one, other| {
        (one.0, one.1.what, &one.1.after).cmp(&(other.0, other.1.what, &other.1.after))
    });
    // A category that is also read as text is one answer.
    found.dedup();
    found.into_iter().map(|(_, change)| change).collect()
}

/// Whether a file has some of the columns of several options.
fn has_some(survey: &Survey, file: usize, columns: &[ColumnId]) -> bool {
    let mut columns = columns.iter();
    columns.any(|column| survey.position(file, *column).is_some())
}

/// The first two files that follow one another and have other columns of options.
fn of_columns(survey: &Survey, answer: &Answer) -> Option<OptionChange> {
    let Reading::Choices(choices) = &answer.reading else {
        return None;
    };
    let columns = option_columns(answer);
    let offered = |file: usize| -> Vec<String> {
        let options = columns.iter().zip(&choices.options);
        options
            .filter(|(column, _)| survey.position(file, **column).is_some())
            .map(|(_, option)| option.text.clone())
            .collect()
    };
    let files: Vec<(usize, Vec<String>)> = (0..survey.files.len())
        .map(|file| (file, offered(file)))
        .filter(|(_, options)| !options.is_empty())
        .collect();
    files.windows(2).find_map(|pair| {
        let [(before, old), (after, new)] = pair else {
            return None;
        };
        let (gone, fresh) = other_list(old, new)?;
        Some(OptionChange {
            before: (*before, gone),
            after: (*after, fresh),
        })
    })
}
