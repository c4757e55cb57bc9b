//! Questions that files ask otherwise: told, and no development is followed across them unless
//! the query accepts it.

use std::collections::BTreeSet;

use crate::language::query::{
    AnswerId, Condition, Measure, MetricId, Query, Section, Watched, answers_of_metric,
};
use crate::language::span::Span;
use crate::survey::ledger::{WaveChange, WaveChangeKind};

use super::check::Unborne;

/// What is to be said of changes; one of them for each answer.
pub fn changed(query: &Query, changes: &[WaveChange]) -> Vec<(Span, Unborne)> {
    let followed = followed(query);
    let open = changes.iter().filter(|change| !change.accepted);
    open.filter_map(|change| {
        let mut answers = (0..).zip(&query.answers);
        let (id, answer) = answers.find(|(_, answer)| answer.name == change.name)?;
        let unborne = Unborne::Changed {
            span: answer.span,
            change: change.clone(),
            followed: change.what != WaveChangeKind::NeverAsked && followed.contains(&AnswerId(id)),
        };
        Some((answer.span, unborne))
    })
    .collect()
}

/// The answers whose development the query follows: in trends, against an earlier period, in
/// alerts on rises and falls.
fn followed(query: &Query) -> BTreeSet<AnswerId> {
    let mut metrics = BTreeSet::new();
    for section in query.reports.iter().flat_map(|report| &report.sections) {
        match section {
            Section::Trend { metrics: shown, .. }
            | Section::Summary {
                metrics: shown,
                versus: Some(_),
                ..
            } => metrics.extend(shown.iter().copied()),
            _ => {}
        }
    }
    for alert in &query.alerts {
        watched(&alert.condition, &mut metrics);
    }
    metrics
        .into_iter()
        .flat_map(|metric| answers(query, metric))
        .collect()
}

fn watched(condition: &Condition, metrics: &mut BTreeSet<MetricId>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                watched(part, metrics);
            }
        }
        Condition::Not(part) => watched(part, metrics),
        Condition::Compare { metric, of, .. } => {
            if matches!(of, Watched::Fall(_) | Watched::Rise(_)) {
                metrics.insert(*metric);
            }
        }
    }
}

/// The answers of a metric, and of those that it divides.
fn answers(query: &Query, metric: MetricId) -> Vec<AnswerId> {
    match query.metric(metric).measure {
        // The checker lets no circle through.
        Measure::Ratio(one, other) => [one, other]
            .into_iter()
            .flat_map(|metric| answers(query, metric))
            .collect(),
        _ => answers_of_metric(query, query.metric(metric)),
    }
}
