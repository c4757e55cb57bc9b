//! What the program's exit codes mean.

use std::process::ExitCode;

use crate::diagnostics::{Class, Diagnostic, Severity};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All is well.
    Success = 0,
    /// Everything was built, and an alert fired.
    Alert = 1,
    /// A query is wrong. (2 is clap's, for wrong arguments.)
    Query = 3,
    /// A survey holds what the query does not allow.
    Data = 4,
    /// A file can't be read or written.
    Io = 5,
}

impl Exit {
    /// How a run ends that has these diagnostics: the first error decides.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let error = diagnostics
            .iter()
            .find(|diagnostic| diagnostic.severity == Severity::Error);
        match error.map(|error| error.class) {
            None => Self::Success,
            Some(Class::Query) => Self::Query,
            Some(Class::Data) => Self::Data,
            Some(Class::Io) => Self::Io,
        }
    }

    /// How several runs end: the first error decides, then an alert.
    pub fn and(self, next: Self) -> Self {
        match self {
            Self::Success | Self::Alert if next != Self::Success => next,
            _ => self,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
