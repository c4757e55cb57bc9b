//! The words for why cells can't be computed.

use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::survey;

use super::error::CellsError;

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
