//! The plan: everything that the pages of a query need counted, asked for once.

use crate::language::query::{AnswerId, Granularity, Predicate, Quantity};

use super::period::Calendar;

/// What is counted, of whom, and by which groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Tallied {
    /// What is counted.
    pub variable: Variable,
    /// Only of the responses for which this is true.
    pub of: Option<Predicate>,
    /// By which groups; all respondents are one group if there are no dimensions.
    pub by: Vec<Dimension>,
}

/// What is counted of a response.
#[derive(Debug, Clone, PartialEq)]
pub enum Variable {
    /// That it is there: one value, 1.
    Response,
    /// The code of a scale.
    Codes(AnswerId),
    /// Whether a predicate is true (1) or false (0).
    Truth(Predicate),
    /// A number, each different value by itself: for quantiles, the smallest and the largest.
    Values(Quantity),
    /// A number, its sums and sums of squares: for means and totals of any number of
    /// different values.
    Moments(Quantity),
}

/// What groups are made by.
#[derive(Debug, Clone, PartialEq)]
pub enum Dimension {
    /// One group: those for whom it is true.
    Where(Predicate),
    /// One group for each value of a category.
    Label(AnswerId),
    /// One group for each code of a scale.
    Code(AnswerId),
    /// One group for each calendar period.
    Period(AnswerId, Granularity, Calendar),
}

/// What is to be counted in one scan. Nothing is counted twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The tallies, in the order in which they were asked for.
    pub tallies: Vec<Tallied>,
}

impl Plan {
    /// Asks for a tally, unless it was asked for before.
    pub fn want(&mut self, tallied: Tallied) {
        if !self.tallies.contains(&tallied) {
            self.tallies.push(tallied);
        }
    }
}

impl Tallied {
    /// Responses by groups.
    pub fn responses(by: Vec<Dimension>) -> Self {
        Self {
            variable: Variable::Response,
            of: None,
            by,
        }
    }
}
