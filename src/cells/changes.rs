//! What the files ask otherwise, of the answers that a query reads.

use crate::language::query::{Answer, Query};
use crate::survey::files;
use crate::survey::ledger::{WaveChange, WaveChangeKind};
use crate::survey::reading::{SurveyReading, option_columns};
use crate::survey::waves::{Change, ChangeKind};

use super::scales::CodesSeen;

/// The changes that the headers tell of, then those that show in the answers; in the order of the
/// query's answers.
pub fn changes(query: &Query, reading: &SurveyReading<'_>, codes: &CodesSeen) -> Vec<WaveChange> {
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
        let mut of_header: Vec<&Change> = Vec::new();
        for told in &survey.changes {
            let concerns = columns().any(|column| told.columns.contains(&column));
            // A text that changed over several options is one change.
            let known = of_header.iter().any(|known| {
                (known.kind, &known.before.1, &known.after.1)
                    == (told.kind, &told.before.1, &told.after.1)
            });
            if concerns && !known {
                of_header.push(told);
            }
        }
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
    found.sort_by(|one, other| {
        (one.0, one.1.what, &one.1.after).cmp(&(other.0, other.1.what, &other.1.after))
    });
    // A category that is also read as text is one answer.
    found.dedup();
    found.into_iter().map(|(_, change)| change).collect()
}
