//! A figure of another report, from the JSON that was written beside its page.

use std::collections::HashMap;

use serde::Deserialize;

use super::error::{Error, ReportedError, TextError};
use super::query::BenchmarkUnit;
use super::span::{FileId, Span};
use super::syntax::{BenchmarkFigure, File, Statement};
use crate::text::nearest;

/// One metric of another report, over all of its respondents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reported {
    /// What that report calls the metric.
    pub label: String,
    /// That report's title.
    pub title: String,
    /// The year of the newest answers in it.
    pub year: Option<i16>,
    /// Its value; a share from 0 to 1.
    pub value: f64,
    /// What kind of number it is.
    pub unit: BenchmarkUnit,
    /// Its effective number of answers, rounded down.
    pub n: Option<u64>,
    /// The ends of its interval and their level.
    pub interval: Option<(f64, f64, f64)>,
}

/// The format that is read.
const FORMAT: u64 = 1;

#[derive(Deserialize)]
struct Version {
    format: u64,
}

/// The part of the file's format that is looked at.
#[derive(Deserialize)]
struct Document {
    about: About,
    metrics: Vec<Metric>,
    figures: Vec<Figure>,
}

#[derive(Deserialize)]
struct About {
    title: String,
    period: Option<(String, String)>,
    as_of: Option<String>,
}

#[derive(Deserialize)]
struct Metric {
    name: String,
    label: String,
}

#[derive(Deserialize)]
struct Figure {
    metric: String,
    by: Option<String>,
    segment: Option<String>,
    period: Option<String>,
    unit: Unit,
    estimate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    level: f64,
    effective_n: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Share,
    Points,
    Number(Option<String>),
    Count,
    Ratio,
}

/// Figures by the file and byte at which the metric's name stands.
pub(super) type Figures = HashMap<(FileId, u32), Reported>;

/// The figures of other reports that benchmarks name, and what is wrong with those that are missing.
pub(super) fn figures(
    trees: &[(FileId, File)],
    mut read: impl FnMut(Span, &str) -> Result<Vec<u8>, TextError>,
) -> (Figures, Vec<Error>) {
    let (mut figures, mut errors) = (Figures::new(), Vec::new());
    for statement in trees.iter().flat_map(|(_, tree)| &tree.statements) {
        let Statement::Benchmark(benchmark) = statement else {
            continue;
        };
        let BenchmarkFigure::Reported { metric, report } = &benchmark.figure else {
            continue;
        };
        match read(report.span, &report.value) {
            Err(error) => errors.push(Error::new(error, report.span)),
            Ok(bytes) => match reported(&bytes, &metric.text) {
                Ok(figure) => {
                    figures.insert((metric.span.file, metric.span.start), figure);
                }
                Err(
                    error @ (ReportedError::NoReport { .. } | ReportedError::AnotherFormat { .. }),
                ) => {
                    errors.push(Error::new(error, report.span));
                }
                Err(error) => errors.push(Error::new(error, metric.span)),
            },
        }
    }
    (figures, errors)
}

/// The figure of a metric in a report's JSON.
///
/// # Errors
/// The text is no such JSON, or it has no such figure.
fn reported(text: &[u8], metric: &str) -> Result<Reported, ReportedError> {
    let no_value = || ReportedError::NoValue {
        metric: metric.to_owned(),
    };
    let no_report = |error: serde_json::Error| ReportedError::NoReport {
        reason: format!("line {}, column {}", error.line(), error.column()),
    };
    // What another version wrote may be of another shape; that is said first.
    let version: Version = serde_json::from_slice(text).map_err(no_report)?;
    if version.format != FORMAT {
        return Err(ReportedError::AnotherFormat {
            format: version.format,
            read: FORMAT,
        });
    }
    let document: Document = serde_json::from_slice(text).map_err(no_report)?;
    let Some(facts) = document.metrics.iter().find(|known| known.name == metric) else {
        let metrics: Vec<String> = document
            .metrics
            .into_iter()
            .map(|known| known.name)
            .collect();
        return Err(ReportedError::NoMetric {
            metric: metric.to_owned(),
            near: nearest(metric, metrics.iter().map(String::as_str)),
            metrics,
        });
    };
    let of_all = |figure: &&Figure| {
        figure.metric == metric
            && figure.by.is_none()
            && figure.segment.is_none()
            && figure.period.is_none()
    };
    let of_total = |figure: &&Figure| {
        figure.metric == metric && figure.segment.is_none() && figure.period.is_none()
    };
    let figures = &document.figures;
    let figure = figures
        .iter()
        .find(of_all)
        .or_else(|| figures.iter().find(of_total))
        .ok_or_else(no_value)?;
    let value = figure
        .estimate
        .filter(|value| value.is_finite())
        .ok_or_else(no_value)?;
    let possible = match &figure.unit {
        Unit::Share => (0.0..=1.0).contains(&value),
        Unit::Points => (-100.0..=100.0).contains(&value),
        Unit::Number(_) | Unit::Ratio | Unit::Count => true,
    };
    if !possible {
        return Err(ReportedError::Impossible {
            metric: metric.to_owned(),
            value,
        });
    }
    let unit = match &figure.unit {
        Unit::Share => BenchmarkUnit::Share,
        Unit::Points => BenchmarkUnit::Points,
        Unit::Ratio => BenchmarkUnit::Ratio,
        Unit::Number(word) => BenchmarkUnit::Other(word.clone().unwrap_or_default()),
        Unit::Count => {
            return Err(ReportedError::Count {
                metric: metric.to_owned(),
            });
        }
    };
    let about = &document.about;
    let newest = about
        .as_of
        .as_ref()
        .or(about.period.as_ref().map(|(_, last)| last));
    Ok(Reported {
        label: facts.label.clone(),
        title: about.title.clone(),
        year: newest.and_then(|day| day.get(..4)?.parse().ok()),
        value,
        unit,
        n: figure
            .effective_n
            .filter(|n| *n >= 1.0)
            .map(|n| n.floor() as u64),
        interval: figure
            .low
            .zip(figure.high)
            .map(|(low, high)| (low, high, figure.level)),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_gives_no_figure() {
        assert!(matches!(
            reported(b"{}", "x"),
            Err(ReportedError::NoReport { .. })
        ));
        assert!(matches!(
            reported(br#"{"format":2,"figures":{}}"#, "x"),
            Err(ReportedError::AnotherFormat { format: 2, read: 1 })
        ));
        let empty = br#"{"format":1,"about":{"title":"T"},"metrics":[{"name":"a","label":"A"}],"figures":[]}"#;
        assert!(matches!(
            reported(empty, "a"),
            Err(ReportedError::NoValue { .. })
        ));
        assert!(matches!(
            reported(empty, "b"),
            Err(ReportedError::NoMetric { metrics, .. }) if metrics == ["a"]
        ));
    }
}
