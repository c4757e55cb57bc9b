//! What a section is computed from.

use crate::cells::{Calendar, Period};
use crate::language::query::{Granularity, Locale, Query, Report};

use super::pages::OfAll;
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
    /// The key figures of all respondents, where the page is one of some of them.
    pub of_all: Option<&'c OfAll>,
}

impl Context<'_> {
    /// The period of the as-of date.
    pub fn current(&self, granularity: Granularity) -> Option<Period> {
        Some(Period::of_day(self.as_of?, granularity, self.calendar()))
    }

    /// The calendar of the page's readers.
    pub fn calendar(&self) -> Calendar {
        match self.report.locale {
            Locale::Persian => Calendar::SolarHijri,
            Locale::English | Locale::Arabic => Calendar::Gregorian,
        }
    }
}
