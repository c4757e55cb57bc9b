//! `ranking of agent by csat_score` and `gap claimed 80% actual csat_score`

use super::Checker;
use super::metrics::Measured;
use crate::language::error::ReportError;
use crate::language::query::{Benchmark, BenchmarkId, BenchmarkUnit, Measure, Quantity, Section};
use crate::language::span::Span;
use crate::language::syntax::{Name, Number};

/// What companies believe and what their customers say, as published.
const PUBLISHED_GAP: [&str; 2] = ["delivery-gap.claimed", "delivery-gap.actual"];

impl Checker<'_> {
    pub(super) fn ranking(&mut self, of: &Name, by: &Name, span: Span) -> Option<Section> {
        let units = self.table_column(of);
        let metric = self.metric_named(by)?;
        match self.metrics[metric.index()].measure {
            Measure::Share(_) | Measure::Mean(_) | Measure::Nps(_) => Some(Section::Ranking {
                by: units?,
                metric,
                span,
            }),
            _ => {
                let name = by.text.clone();
                self.fail(ReportError::RankedBy { name }, by.span)
            }
        }
    }

    pub(super) fn gap(&mut self, claimed: &Number, actual: &Name, span: Span) -> Option<Section> {
        let id = self.metric_named(actual)?;
        let metric = self.metrics[id.index()].clone();
        let (unit, within) = match &metric.measure {
            Measure::Share(_) => (BenchmarkUnit::Share, Some((0.0, 1.0))),
            Measure::Nps(_) => (BenchmarkUnit::Points, Some((-100.0, 100.0))),
            Measure::Mean(Quantity::Answer(answer)) => (
                BenchmarkUnit::Other(String::new()),
                self.of_answer(*answer).2,
            ),
            Measure::Mean(_) => (BenchmarkUnit::Other(String::new()), None),
            _ => {
                let name = actual.text.clone();
                return self.fail(ReportError::RankedBy { name }, actual.span);
            }
        };
        let measured = Measured {
            measure: metric.measure.clone(),
            good: metric.good,
            unit: metric.unit.clone(),
            within,
        };
        let value = self.target_value(claimed, &measured)?;
        let published = if unit == BenchmarkUnit::Share {
            self.published_gap()
        } else {
            Vec::new()
        };
        Some(Section::Gap {
            claimed: Box::new(Benchmark {
                id: "claimed".to_owned(),
                label: String::new(),
                value,
                high: None,
                rounding: 0.0,
                unit,
                n: None,
                interval: None,
                source: String::new(),
                year: None,
            }),
            actual: id,
            published,
            span,
        })
    }

    fn published_gap(&mut self) -> Vec<BenchmarkId> {
        let ids = PUBLISHED_GAP.iter();
        ids.filter_map(|id| self.published_figure(id)).collect()
    }
}
