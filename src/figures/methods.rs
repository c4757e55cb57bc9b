//! The methods behind a metric, worded for the methods section of a report.

use crate::language::query::{Measure, Metric, Query};
use crate::statistics::Method;

/// Sentences that say, with references, how a metric's figures and their differences were computed.
pub fn sentences(query: &Query, metric: &Metric) -> String {
    let mut text: Vec<&str> = of(&metric.measure)
        .iter()
        .map(|method| method.for_methods_section())
        .collect();
    if query.source.customer.is_some() {
        text.push(
            "Variances were linearised and clustered by customer (Särndal, Swensson & Wretman 1992).",
        );
    }
    text.push(
        "P values were corrected by Holm's method within a comparison and by Benjamini and Hochberg's over the page.",
    );
    text.join(" ")
}

/// The methods of one figure, of the difference of two, and of their test.
fn of(measure: &Measure) -> &'static [Method] {
    match measure {
        Measure::Share(_) => &[
            Method::Wilson,
            Method::Newcombe,
            Method::ScoreRatio,
            Method::PooledZ,
            Method::FisherExact,
        ],
        Measure::Nps(_) => &[
            Method::AdjustedWaldNps,
            Method::AdjustedNpsDifference,
            Method::AdjustedNpsZ,
        ],
        Measure::Mean(_) => &[Method::StudentMean, Method::WelchInterval, Method::WelchT],
        Measure::Quantile(..) => &[
            Method::BinomialRanks,
            Method::MedianDifference,
            Method::PooledQuantile,
        ],
        Measure::StandardDeviation(_) => &[Method::LogDelta],
        Measure::Sum(_) => &[Method::StudentTotal],
        Measure::Ratio(..) => &[Method::FiellerOuter],
        Measure::Count(_) | Measure::Minimum(_) | Measure::Maximum(_) => &[Method::Counted],
    }
}
