//! The words for why cells can't be computed.

use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::language::span::Span;
use crate::survey;

use super::error::CellsError;
use super::raking::CannotRake;

/// What to tell the analyst.
pub fn diagnostic(error: CellsError) -> Diagnostic {
    match error {
        CellsError::Survey(error) => survey::wording::diagnostic(error),
        CellsError::TooManyGroups { span, name, most } => Diagnostic::query(
            "too-many-groups",
            span,
            format!("`{name}` has more than {most} different values, too many to make groups by"),
        )
        .help("groups are made by questions with few answers: a channel, a region, a band"),
        CellsError::TooManyValues { most } => Diagnostic {
            severity: Severity::Error,
            class: Class::Data,
            code: "too-many-values",
            message: format!(
                "a quantile is wanted of a number with more than {most} different values"
            ),
            place: Place::Nowhere,
            label: None,
            help: Some("round the number in the export, or take its mean".to_owned()),
        },
        CellsError::CannotRake { span, why } => cannot_rake(span, why),
        CellsError::Expression(error) => Diagnostic {
            severity: Severity::Error,
            class: Class::Query,
            code: "engine",
            message: format!("an expression of the query could not be evaluated: {error}"),
            place: Place::Nowhere,
            label: None,
            help: Some(
                "this is a mistake in cxq and not in the query; please report it with the query"
                    .to_owned(),
            ),
        },
    }
}

fn cannot_rake(span: Span, why: CannotRake) -> Diagnostic {
    let at = |message: String| Diagnostic::query("cannot-rake", span, message).class(Class::Data);
    match why {
        CannotRake::NoTarget { field, values, all } => {
            let more = all - values.len();
            let mut told: Vec<String> = values
                .iter()
                .map(|(value, n)| {
                    let responses = if *n == 1 { "response" } else { "responses" };
                    format!("\"{value}\" ({n} {responses})")
                })
                .collect();
            if more > 0 {
                told.push(format!("{more} more"));
            }
            at(format!("`{field}` has answers without a target: {}", told.join(", ")))
                .label("every answer to a raked field needs a target")
                .help("give them a target, 0 to leave them out, or declare them `missing`")
        }
        CannotRake::Nobody { field, value } => {
            at(format!("nobody answered \"{value}\" in `{field}`, but it has a target"))
                .label("no weight can make somebody of nobody")
                .help("put it together with another value: give the field a band of both and a target for the band")
        }
        CannotRake::NotConverged { without_bounds, bounds: (low, high) } => {
            let message = if without_bounds {
                format!("the targets can't be met with weights between {low} and {high} times their mean")
            } else {
                "the targets can't be met together".to_owned()
            };
            at(message)
                .label("no weights were found")
                .help("rake by fewer fields, or put values with few answers together in bands")
        }
    }
}
