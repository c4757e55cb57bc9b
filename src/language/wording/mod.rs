//! The words of every error. Nowhere else does the language speak to people.

mod expected;
mod fields;
mod forms;
mod meanings;
mod names;
mod neighbours;
mod reports;
mod syntax;
mod targets;
mod terms;
mod texts;

use std::path::Path;

use super::error::{Error, ErrorKind};
use super::sources::Sources;
use crate::diagnostics::{Class, Diagnostic, Place};

/// An error as it is told.
pub(super) fn diagnostic(error: &Error, sources: &Sources) -> Diagnostic {
    match &error.kind {
        ErrorKind::Text(kind) => texts::text(kind, error.span, sources),
        ErrorKind::Syntax(kind) => syntax::syntax(kind, error.span),
        ErrorKind::Name(kind) => names::name(kind, error.span),
        ErrorKind::Field(kind) => fields::field(kind, error.span, sources),
        ErrorKind::Meaning(kind) => meanings::meaning(kind, error.span),
        ErrorKind::Report(kind) => reports::report(kind, error.span),
        ErrorKind::Noise(kind) => reports::noise(kind, error.span),
        ErrorKind::Reported(kind) => texts::reported(kind, error.span),
    }
}

/// What is said after so many errors that no more are told.
pub(super) fn more(count: usize, path: &Path) -> Diagnostic {
    Diagnostic {
        severity: crate::diagnostics::Severity::Error,
        class: Class::Query,
        code: "more-errors",
        message: format!("there are {count} more errors"),
        place: Place::File(path.to_owned()),
        label: None,
        help: Some("mend those above and run again".to_owned()),
    }
}
