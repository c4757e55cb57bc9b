//! Whose reasons are whose: the variance of how often a reason is given where a customer may answer
//! more than once.

use std::sync::Arc;

use crate::cells::{Clustered, Clusters, Dimension, Period, Place, Score, Variable};
use crate::figures::clustering::Clustering;
use crate::figures::context::Context;
use crate::figures::table::dimension;
use crate::language::query::{AnswerId, Granularity, Predicate, Reading, SegmentId};

/// The customers behind the answers to a question.
pub struct Givers {
    clusters: Arc<Clusters>,
    /// The list of dimensions in which all who were asked are a group.
    list_of_asked: usize,
}

impl Givers {
    /// Asks for them, by period if asked for; `None` where the query does not name the customer.
    pub fn ask(
        context: &Context<'_>,
        of: Option<SegmentId>,
        answer: AnswerId,
        by: Option<Granularity>,
    ) -> Option<Self> {
        let query = context.query;
        query.source.customer.as_ref()?;
        let date = by.zip(query.source.date);
        let period = date.map(|(by, date)| Dimension::Period(date, by, context.calendar()));
        let by_period = |first: Dimension| -> Vec<Dimension> {
            std::iter::once(first).chain(period.clone()).collect()
        };
        // Of choices those who were asked are a group beside the options.
        let has_asked = matches!(query.answer(answer).reading, Reading::Choices(_));
        let mut lists = vec![by_period(dimension(query, answer))];
        if !has_asked {
            let answered = Dimension::Where(Predicate::Answered(answer));
            lists.push(by_period(answered));
        }
        Some(Self {
            list_of_asked: lists.len() - 1,
            clusters: context.tallies.clusters(Clustered {
                variable: Variable::Response,
                score: Score::Value,
                of: of.map(Predicate::In),
                by: lists,
                within: None,
            }),
        })
    }

    /// How many customers were asked.
    pub fn customers(&self) -> u64 {
        Clustering::at(&self.clusters, self.list_of_asked, &[Place::In]).customers()
    }

    /// Those who give a reason among those who were asked, in a period if one is given; `None` where
    /// nobody was asked.
    pub fn of(&self, reason: &str, period: Option<Period>) -> Option<Clustering> {
        let at = |first: Place| -> Vec<Place> {
            std::iter::once(first)
                .chain(period.map(Place::Period))
                .collect()
        };
        let part = at(Place::Label(reason.to_owned()));
        let whole = at(Place::In);
        Clustering::share(&self.clusters, (0, &part), (self.list_of_asked, &whole))
    }
}
