//! What a section is computed from.

use crate::cells::Period;
use crate::language::query::{Granularity, Query, Report};

use super::tallies::Tallies;

/// Handed to every section.
pub struct Context<'c> {
    /// The query.
    pub query: &'c Query,
    /// The page.
    pub report: &'c Report,
    /// Who is asked for tallies.
    pub tallies: &'c dyn Tallies,
    /// The day that "previous quarter" counts from, where the survey has dates.
    pub as_of: Option<i32>,
}

impl Context<'_> {
    /// The period of the as-of date.
    pub fn current(&self, granularity: Granularity) -> Option<Period> {
        Some(Period::of_day(self.as_of?, granularity))
    }
}
