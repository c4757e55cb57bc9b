//! A metric by calendar periods.

use crate::cells::{Calendar, Dimension, Period, Place};
use crate::language::query::{Granularity, MetricId, Query};

use super::context::Context;
use super::figure::{Spot, figure};
use super::model::Figure;
use super::sample::{Sample, Samples};

/// A metric in every period from the first to the last that has answers.
pub struct ByPeriod {
    samples: Samples,
    dimension: Dimension,
    granularity: Granularity,
    calendar: Calendar,
}

impl ByPeriod {
    /// Asks for a metric by periods; `None` if the survey has no dates.
    pub fn ask(context: &Context<'_>, metric: MetricId, granularity: Granularity) -> Option<Self> {
        let Context { query, tallies, .. } = *context;
        let calendar = context.calendar();
        let dimension = Dimension::Period(query.source.date?, granularity, calendar);
        let by = [dimension.clone()];
        Some(Self {
            samples: Samples::ask(query, tallies, metric, &by),
            dimension,
            granularity,
            calendar,
        })
    }

    /// The dimension that it goes by.
    pub fn dimension(&self) -> Dimension {
        self.dimension.clone()
    }

    /// The sample of one period.
    pub fn at(&self, period: Period) -> &Sample {
        self.samples.at(&[Place::Period(period)])
    }

    /// The sample of all other periods together.
    pub fn others(&self, period: Period) -> Sample {
        self.samples.rest(&[Place::Period(period)])
    }

    /// The periods between the first and the last, without gaps.
    pub fn periods(&self) -> Vec<Period> {
        let mut found = self.samples.places().filter_map(|place| match place[..] {
            [Place::Period(period)] => Some(period.number),
            _ => None,
        });
        let Some(first) = found.next() else {
            return Vec::new();
        };
        let last = found.next_back().unwrap_or(first);
        (first..=last)
            .map(|number| Period {
                granularity: self.granularity,
                calendar: self.calendar,
                number,
            })
            .collect()
    }

    /// The figures of some periods.
    pub fn figures(
        &self,
        query: &Query,
        metric: MetricId,
        section: &str,
        periods: &[Period],
    ) -> Vec<Figure> {
        periods
            .iter()
            .map(|period| {
                let name = period.to_string();
                let spot = Spot {
                    period: Some(&name),
                    ..Spot::of(section)
                };
                figure(query, metric, self.at(*period), spot)
            })
            .collect()
    }
}
