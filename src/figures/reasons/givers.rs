//! Whose answers are whose: the variance of how often an answer is given where a customer may answer
//! more than once.

use std::sync::Arc;

use crate::cells::{Clustered, Clusters, Dimension, Place, Score, Variable};
use crate::figures::clustering::Clustering;
use crate::figures::context::Context;
use crate::language::query::{AnswerId, Predicate, Reading, SegmentId};

/// The customers behind the answers to a question.
pub struct Givers {
    clusters: Arc<Clusters>,
    /// The list of dimensions in which all who were asked are a group.
    list_of_asked: usize,
}

impl Givers {
    /// Asks for those who give each answer and those who were asked, by a further dimension if one is
    /// given; `None` where the query does not name the customer.
    pub fn ask(
        context: &Context<'_>,
        of: Option<SegmentId>,
        answer: AnswerId,
        parts: Dimension,
        by: Option<&Dimension>,
    ) -> Option<Self> {
        let query = context.query;
        query.source.customer.as_ref()?;
        let with_by = |first: Dimension| -> Vec<Dimension> {
            std::iter::once(first).chain(by.cloned()).collect()
        };
        // Of choices those who were asked are a group beside the options.
        let asked = match query.answer(answer).reading {
            Reading::Choices(_) => Dimension::Option(answer),
            _ => Dimension::Where(Predicate::Answered(answer)),
        };
        let mut lists = vec![with_by(parts.clone())];
        if asked != parts {
            lists.push(with_by(asked));
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

    /// How many customers give an answer, in a group of the further dimension if there is one.
    pub fn customers_of(&self, answer: &Place, by: Option<&Place>) -> u64 {
        let place: Vec<Place> = std::iter::once(answer).chain(by).cloned().collect();
        Clustering::at(&self.clusters, 0, &place).customers()
    }

    /// Those who give an answer among those who were asked, in a group of the further dimension if
    /// there is one; `None` where nobody was asked.
    pub fn of(&self, answer: &Place, by: Option<&Place>) -> Option<Clustering> {
        let at =
            |first: &Place| -> Vec<Place> { std::iter::once(first).chain(by).cloned().collect() };
        let (part, whole) = (at(answer), at(&Place::In));
        Clustering::share(&self.clusters, (0, &part), (self.list_of_asked, &whole))
    }
}
