//! The methods behind a metric and a section, worded for the methods section of a report.

mod sections;

pub use sections::explain_sections;

use crate::language::query::{Measure, Metric, Query};
use crate::statistics::Method;

/// Sentences that say, with references, how a metric's figures and their differences were computed.
pub fn sentences(query: &Query, metric: &Metric) -> String {
    let mut methods = figure(query, &metric.measure);
    methods.extend(difference(query, &metric.measure));
    worded(query, &methods, &[])
}

/// Methods as sentences, each once, and others after them.
fn worded(query: &Query, methods: &[Method], others: &[&str]) -> String {
    let mut text: Vec<&str> = Vec::new();
    let sentences = methods.iter().map(|method| method.for_methods_section());
    for sentence in sentences.chain(others.iter().copied()) {
        if !text.contains(&sentence) {
            text.push(sentence);
        }
    }
    let counted = methods.iter().all(|method| *method == Method::Counted);
    if query.source.customer.is_some() && !counted {
        text.push(
            "Variances were linearised and clustered by customer (Särndal, Swensson & Wretman 1992).",
        );
    }
    let is_test = |method: &Method| !OF_ONE_FIGURE.contains(method);
    if methods.iter().any(is_test) || !others.is_empty() {
        text.push(
            "P values were corrected by Holm's method within a comparison and by Benjamini and Hochberg's over the page.",
        );
    }
    text.join(" ")
}

/// Methods by which nothing is tested.
const OF_ONE_FIGURE: [Method; 9] = [
    Method::Wilson,
    Method::AdjustedWaldNps,
    Method::StudentMean,
    Method::ClusteredMean,
    Method::BinomialRanks,
    Method::StandardDeviation,
    Method::StudentTotal,
    Method::FiellerOuter,
    Method::Counted,
];

/// The methods of one figure.
fn figure(query: &Query, measure: &Measure) -> Vec<Method> {
    let clustered = query.source.customer.is_some();
    vec![match measure {
        Measure::Share(_) => Method::Wilson,
        Measure::Nps(_) => Method::AdjustedWaldNps,
        Measure::Mean(_) if clustered => Method::ClusteredMean,
        Measure::Mean(_) => Method::StudentMean,
        Measure::Quantile(..) => Method::BinomialRanks,
        Measure::StandardDeviation(_) => Method::StandardDeviation,
        Measure::Sum(_) => Method::StudentTotal,
        Measure::Ratio(..) => Method::FiellerOuter,
        Measure::Count(_) | Measure::Minimum(_) | Measure::Maximum(_) => Method::Counted,
    }]
}

/// Those of the difference of two, and of its test.
fn difference(query: &Query, measure: &Measure) -> Vec<Method> {
    let clustered = query.source.customer.is_some();
    match measure {
        Measure::Share(_) => vec![
            Method::Newcombe,
            Method::ScoreRatio,
            Method::PooledZ,
            Method::FisherExact,
        ],
        Measure::Nps(_) => vec![Method::AdjustedNpsDifference, Method::AdjustedNpsZ],
        Measure::Mean(_) if clustered => vec![Method::ClusteredDifference, Method::ClusteredT],
        Measure::Mean(_) => vec![Method::WelchInterval, Method::WelchT],
        Measure::Quantile(_, 0.5) if clustered || query.source.is_weighted() => {
            vec![Method::MedianDifference, Method::LumleyScott]
        }
        Measure::Quantile(_, 0.5) => vec![
            Method::MedianDifference,
            Method::MannWhitney,
            Method::MannWhitneyExact,
        ],
        Measure::Quantile(..) => vec![Method::MedianDifference, Method::PooledQuantile],
        _ => Vec::new(),
    }
}

/// Those of more than two groups all at once.
fn of_several(query: &Query, measure: &Measure) -> Vec<Method> {
    let (clustered, weighted) = (query.source.customer.is_some(), query.source.is_weighted());
    match measure {
        Measure::Share(_) if clustered => vec![Method::ClusteredRaoScott],
        Measure::Share(_) if weighted => vec![Method::RaoScott],
        Measure::Share(_) => vec![Method::PearsonChiSquare, Method::Permutation],
        Measure::Mean(_) | Measure::Nps(_) | Measure::Quantile(_, 0.5) if clustered => {
            vec![Method::ClusteredWald]
        }
        Measure::Mean(_) | Measure::Nps(_) => vec![Method::WelchAnova],
        Measure::Quantile(_, 0.5) if weighted => vec![Method::LumleyScott],
        Measure::Quantile(_, 0.5) => vec![Method::KruskalWallis],
        _ => Vec::new(),
    }
}

/// Those of a comparison within strata.
fn within_strata(query: &Query, measure: &Measure) -> Vec<Method> {
    match (measure, &query.source.customer) {
        (Measure::Share(_), Some(_)) => {
            vec![Method::ClusteredStrata, Method::ClusteredStrataRatio]
        }
        (Measure::Mean(_) | Measure::Nps(_), Some(_)) => vec![Method::ClusteredStrata],
        (Measure::Share(_), None) => vec![
            Method::MantelHaenszelDifference,
            Method::MantelHaenszelRatio,
            Method::Cmh,
        ],
        (Measure::Mean(_) | Measure::Nps(_), None) => {
            vec![Method::StratifiedDifference, Method::StratifiedT]
        }
        _ => Vec::new(),
    }
}

/// Those of a series of periods: its control limits, and whether it rises or falls.
fn over_time(query: &Query, measure: &Measure) -> Vec<Method> {
    let limits = match measure {
        Measure::Share(_) => vec![Method::PChart, Method::LaneyChart],
        _ => vec![Method::XmR],
    };
    let course = match (measure, &query.source.customer) {
        (Measure::Share(_) | Measure::Nps(_) | Measure::Mean(_), Some(_))
        | (Measure::Quantile(_, 0.5), Some(_)) => vec![Method::ClusteredTrend],
        (_, Some(_)) => Vec::new(),
        (Measure::Share(_), None) => vec![Method::CochranArmitage],
        (_, None) => vec![Method::MannKendall],
    };
    [limits, course].concat()
}

/// Those of a figure beside a published one.
fn beside(measure: &Measure) -> Vec<Method> {
    match measure {
        Measure::Share(_) => vec![Method::ScoreTest],
        Measure::Nps(_) => vec![Method::AdjustedNpsZ],
        Measure::Mean(_) => vec![Method::OneSampleT],
        _ => Vec::new(),
    }
}
