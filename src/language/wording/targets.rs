//! Words for a file of targets.

use super::terms;
use crate::diagnostics::{DataPlace, Diagnostic, Place};
use crate::language::span::Span;
use crate::language::targets::{TargetPlace, TargetsError};

pub(super) fn targets(error: &TargetsError, span: Span) -> Diagnostic {
    let at = |message: String| Diagnostic::query("bad-targets", span, message);
    let in_file = |place: &TargetPlace, message: String| Diagnostic {
        place: Place::Data(of_file(place)),
        ..at(message)
    };
    match error {
        TargetsError::Unreadable { path, reason } => {
            at(format!("the targets in \"{path}\" can't be read: {reason}"))
                .help("the path starts at the folder of the file that writes it")
        }
        TargetsError::NoTable { path } => at(format!("\"{path}\" is no CSV file in UTF-8"))
            .help("save it as \"CSV UTF-8\""),
        TargetsError::Columns { place } => in_file(
            place,
            "the first line of a file of targets names its columns: `field,value,share` or `field,value,count`".to_owned(),
        ),
        TargetsError::Cells { place } => in_file(place, "this line lacks a cell".to_owned()),
        TargetsError::Amount { place } => in_file(
            place,
            format!("{} is no share or count", terms::quoted(&place.cell)),
        )
        .help("a share is written `48%` or `48`, a count `12_400`"),
        TargetsError::Twice { place, field, value } => in_file(
            place,
            format!("`{field}` has two targets for \"{value}\""),
        )
        .help("each value has one target; a band holds all its values"),
        TargetsError::Sum { place, field, sum } => in_file(
            place,
            format!("the shares of `{field}` add up to {} %, not to 100 %", trimmed(*sum)),
        )
        .help("give the shares that lack, or give counts: `field,value,count`"),
        TargetsError::Nothing { place, field } => {
            in_file(place, format!("all counts of `{field}` are 0"))
        }
        TargetsError::NoField { path, field, fields } => {
            let error = at(format!("\"{path}\" has no targets for `{field}`"));
            match &fields[..] {
                [] => error.help("it has no lines but the first"),
                fields => error.help(format!("it has targets for {}", terms::all(&terms::ticked(fields)))),
            }
        }
        TargetsError::Value { place, field, low, high } => in_file(
            place,
            format!("{} is no answer to `{field}`", terms::quoted(&place.cell)),
        )
        .help(format!("its answers are codes from {low} to {high}, texts that stand for a code, or bands")),
    }
}

/// A number without the noise of binary fractions.
fn trimmed(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn of_file(place: &TargetPlace) -> DataPlace {
    let start = place.text.find(&place.cell).unwrap_or(0);
    let end = if place.cell.is_empty() {
        place.text.len()
    } else {
        start + place.cell.len()
    };
    DataPlace {
        file: place.path.clone(),
        line: place.line,
        character: place.text[..start].chars().count() + 1,
        column: None,
        excerpt: place.text.clone(),
        underline: start..end.min(place.text.len()),
    }
}
