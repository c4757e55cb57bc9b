//! The plan: everything that the pages of a query need counted, asked for once.

use crate::language::query::{
    AnswerId, ColumnId, Granularity, ListedCell, Predicate, Quantity, Query, Reading,
};

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

/// Answers added up by customer, of whom, and by which groups: what the variance of a figure
/// rests on where a customer may answer more than once. A histogram can't tell, since it does
/// not know whose answers are whose.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustered {
    /// What is looked at.
    pub variable: Variable,
    /// What is added up of it.
    pub score: Score,
    /// Only of the responses for which this is true.
    pub of: Option<Predicate>,
    /// By which groups. The groups of all these lists are looked at pair by pair: a customer may
    /// stand in several.
    pub by: Vec<Vec<Dimension>>,
    /// Sums apart for each group of this dimension, in which nothing is known of the others.
    pub within: Option<Dimension>,
}

/// The number that is added up for each answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// The value itself; of a predicate 1 or 0.
    Value,
    /// 1 for codes from 9, 0 for 7 and 8, -1 for those below.
    NetPromoter,
    /// The middle of the value's place among the answers of all groups, from 0 to 1.
    Rank,
}

/// Several numbers of the same responses, of whom: what shares of explained variance rest on. Only
/// responses that have all of them count.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossed {
    /// The numbers: codes, truths, or quantities.
    pub numbers: Vec<Variable>,
    /// Only of the responses for which this is true.
    pub of: Option<Predicate>,
    /// Apart for each group of this dimension.
    pub within: Option<Dimension>,
}

/// Rows that are written out for somebody to act on, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Only responses for which this is true.
    pub of: Predicate,
    /// What is written of each.
    pub cells: Vec<ListedCell>,
}

/// Comments to be quoted and to count words in, without what tells who wrote them.
#[derive(Debug, Clone, PartialEq)]
pub struct Commented {
    /// The text.
    pub text: AnswerId,
    /// Groups to be told apart; a response may be in several or none.
    pub groups: Vec<Predicate>,
    /// What the comments are about: a category or choices.
    pub about: Option<AnswerId>,
    /// Columns that hold names, which are taken out.
    pub names: Vec<ColumnId>,
    /// Apart for each group of this dimension.
    pub within: Option<Dimension>,
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
    /// One group for each option that may be chosen with others, as [`Place::Label`], and one of
    /// all who were asked, as [`Place::In`]. A response is in as many of them as it chose.
    ///
    /// [`Place::Label`]: super::Place::Label
    /// [`Place::In`]: super::Place::In
    Option(AnswerId),
    /// One group for each option that stands first among those chosen.
    First(AnswerId),
    /// One group for each band of a number, as [`Place::Code`] with the band's place from 0.
    ///
    /// [`Place::Code`]: super::Place::Code
    Band(AnswerId),
    /// One group for each calendar period.
    Period(AnswerId, Granularity, Calendar),
}

/// What is to be counted in one scan. Nothing is counted twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The tallies, in the order in which they were asked for.
    pub tallies: Vec<Tallied>,
    /// What is added up by customer.
    pub clusters: Vec<Clustered>,
    /// What is looked at side by side.
    pub crosses: Vec<Crossed>,
    /// What is written out row by row.
    pub lists: Vec<Listed>,
    /// What comments are kept.
    pub comments: Vec<Commented>,
}

impl Plan {
    /// Asks for a tally, unless it was asked for before.
    pub fn want(&mut self, tallied: Tallied) {
        if !self.tallies.contains(&tallied) {
            self.tallies.push(tallied);
        }
    }

    /// Asks for sums by customer, unless they were asked for before.
    pub fn want_clusters(&mut self, clustered: Clustered) {
        if !self.clusters.contains(&clustered) {
            self.clusters.push(clustered);
        }
    }

    /// Asks for numbers side by side, unless they were asked for before.
    pub fn want_crosses(&mut self, crossed: Crossed) {
        if !self.crosses.contains(&crossed) {
            self.crosses.push(crossed);
        }
    }

    /// Asks for comments, unless they were asked for before.
    pub fn want_comments(&mut self, commented: Commented) {
        if !self.comments.contains(&commented) {
            self.comments.push(commented);
        }
    }

    /// Asks for rows, unless they were asked for before.
    pub fn want_list(&mut self, listed: Listed) {
        if !self.lists.contains(&listed) {
            self.lists.push(listed);
        }
    }
}

impl Dimension {
    /// The groups that an answer makes.
    pub fn of_answer(query: &Query, answer: AnswerId) -> Self {
        match query.answer(answer).reading {
            Reading::Scale(_) => Self::Code(answer),
            Reading::Choices(_) => Self::Option(answer),
            Reading::Number(_) => Self::Band(answer),
            Reading::Category(_) | Reading::Date(_) | Reading::Text => Self::Label(answer),
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
