//! One line for each diagnostic, as editors and `grep` like it.

use std::fmt::Write as _;

use super::diagnostic::{Diagnostic, Severity};
use super::place::{locate, printable};
use crate::language::Sources;

/// `file:line:column: error: message; hint: help`
pub(super) fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut line = String::new();
    if let Some(located) = locate(&diagnostic.place, sources) {
        line.push_str(&located.path);
        if let Some(number) = located.line {
            let _ = write!(line, ":{number}");
        }
        if let Some(column) = located.column {
            let _ = write!(line, ":{column}");
        }
        line.push_str(": ");
    }
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let _ = write!(line, "{severity}: {}", printable(&diagnostic.message));
    if let Some(help) = &diagnostic.help {
        let _ = write!(line, "; hint: {}", printable(help));
    }
    line
}
