//! Figures from elsewhere: the `benchmark` statement and the published ones.

use super::names::Target;
use super::segments::spaced;
use super::{Checker, State};
use crate::language::error::{NameError, ReportError};
use crate::language::published::PublishedFigure;
use crate::language::query::{self, BenchmarkId, BenchmarkUnit, Measure};
use crate::language::span::Span;
use crate::language::syntax::{Against, Benchmark, BenchmarkFigure, Name, Number};

impl<'a> Checker<'a> {
    /// The figure that `against` names: the query's own, or a published one.
    pub(super) fn figure(&mut self, against: &'a Against) -> Option<BenchmarkId> {
        let id = against.figure.value.as_str();
        if !against.published {
            match self.scope.get(id).map(|definition| definition.target) {
                Some(Target::Benchmark(i)) => return self.own_benchmark(i),
                Some(Target::Broken) => return None,
                _ => {}
            }
        }
        if let Some(known) = self.published_figure(id) {
            return Some(known);
        }
        // It may stand in a table that could not be read, of which everybody was told.
        if self.input.incomplete {
            return None;
        }
        let published = self.input.published;
        let own = self
            .statements
            .benchmarks
            .iter()
            .map(|benchmark| benchmark.name.text.as_str());
        let own: Vec<&str> = if against.published {
            Vec::new()
        } else {
            own.collect()
        };
        let near = self.near(
            id,
            own.into_iter()
                .chain(published.iter().map(|figure| figure.id.as_str())),
        );
        let kind = NameError::UnknownFigure {
            id: id.to_owned(),
            published: against.published,
            near,
        };
        self.fail(kind, against.figure.span)
    }

    /// A published figure by its id.
    pub(super) fn published_figure(&mut self, id: &str) -> Option<BenchmarkId> {
        let published = self.input.published;
        let figure = published.iter().find(|figure| figure.id == id)?;
        if let Some(known) = self.published_ids.get(figure.id.as_str()) {
            return Some(*known);
        }
        let number = self.add_benchmark(from_published(figure));
        self.published_ids.insert(&figure.id, number);
        Some(number)
    }

    /// Checks a benchmark once.
    pub(super) fn own_benchmark(&mut self, i: usize) -> Option<BenchmarkId> {
        match self.benchmark_ids[i] {
            State::Known(id) => return Some(id),
            State::Wrong | State::Open => return None,
            State::Untouched => {}
        }
        let checked = self.check_benchmark(self.statements.benchmarks[i]);
        self.benchmark_ids[i] = State::Wrong;
        let id = self.add_benchmark(checked?);
        self.benchmark_ids[i] = State::Known(id);
        Some(id)
    }

    fn add_benchmark(&mut self, benchmark: query::Benchmark) -> BenchmarkId {
        self.benchmarks.push(benchmark);
        BenchmarkId(u32::try_from(self.benchmarks.len() - 1).unwrap_or(u32::MAX))
    }

    fn check_benchmark(&mut self, benchmark: &'a Benchmark) -> Option<query::Benchmark> {
        let label = self
            .once(&benchmark.labels, "label", |label| label.span)
            .map(|label| label.value.clone());
        let source = self
            .once(&benchmark.sources, "source", |source| source.span)
            .map(|source| source.value.clone());
        let year = self
            .once(&benchmark.years, "year", |year| year.span)
            .cloned();
        let base = self.once(&benchmark.bases, "n", |base| base.span).cloned();
        let n = base.and_then(|base| self.count(&base, "n"));
        let year = year.and_then(|year| self.year(&year));
        let id = benchmark.name.text.clone();
        match &benchmark.figure {
            BenchmarkFigure::Written {
                value,
                high,
                measure,
            } => {
                let (low, unit) = self.written_figure(value, high.as_ref(), measure.as_ref())?;
                let percent = unit == BenchmarkUnit::Share;
                Some(query::Benchmark {
                    label: label.unwrap_or_else(|| spaced(&id)),
                    id,
                    value: low,
                    high: high.as_ref().map(|high| high.value),
                    rounding: rounding(value.decimals, percent),
                    unit,
                    n,
                    interval: None,
                    source: source.unwrap_or_default(),
                    year,
                })
            }
            BenchmarkFigure::Reported { metric, .. } => {
                // Where it is not there, the reason was told when its file was read.
                let place = (metric.span.file, metric.span.start);
                let reported = self.input.reported.get(&place)?;
                Some(query::Benchmark {
                    id,
                    label: label.unwrap_or_else(|| reported.label.clone()),
                    value: reported.value,
                    high: None,
                    rounding: 0.0,
                    unit: reported.unit.clone(),
                    n: n.or(reported.n),
                    interval: reported.interval,
                    source: source.unwrap_or_else(|| reported.title.clone()),
                    year: year.or(reported.year),
                })
            }
        }
    }

    /// The lower end and the unit of a figure as it is written in the query.
    fn written_figure(
        &mut self,
        value: &Number,
        high: Option<&Number>,
        measure: Option<&Name>,
    ) -> Option<(f64, BenchmarkUnit)> {
        if let Some(high) = high
            && (high.percent != value.percent && !high.percent
                || high.value <= self.low_end(value, high))
        {
            return self.fail(ReportError::BenchmarkRange, value.span.to(high.span));
        }
        // `60..70%`: the sign behind the range is for both ends.
        let percent = value.percent || high.is_some_and(|high| high.percent);
        let low = high.map_or(value.value, |high| self.low_end(value, high));
        let unit = match (percent, measure.map(|name| name.text.as_str())) {
            (true, None) => BenchmarkUnit::Share,
            (false, Some("points" | "point")) => BenchmarkUnit::Points,
            (false, Some("times" | "x")) => BenchmarkUnit::Ratio,
            (false, Some(word)) => BenchmarkUnit::Other(word.to_owned()),
            _ => return self.fail(ReportError::BenchmarkUnit, value.span),
        };
        if unit == BenchmarkUnit::Share
            && !(0.0..=1.0).contains(&high.map_or(low, |high| high.value))
        {
            return self.fail(ReportError::TargetOfShare, value.span);
        }
        Some((low, unit))
    }

    fn low_end(&self, value: &Number, high: &Number) -> f64 {
        if high.percent && !value.percent {
            value.value / 100.0
        } else {
            value.value
        }
    }

    fn year(&mut self, year: &Number) -> Option<i16> {
        let fits =
            year.value.fract() == 0.0 && (1900.0..2200.0).contains(&year.value) && !year.percent;
        if fits {
            Some(year.value as i16)
        } else {
            self.fail(ReportError::Year, year.span)
        }
    }

    /// Whether a figure can stand beside a metric; beside a comparison a ratio can, too.
    pub(super) fn fits(
        &mut self,
        id: BenchmarkId,
        measure: &Measure,
        comparison: bool,
        span: Span,
    ) -> bool {
        let unit = &self.benchmarks[id.index()].unit;
        let fits = match (measure, unit) {
            (Measure::Nps(_), BenchmarkUnit::Ratio) => false,
            (_, BenchmarkUnit::Ratio) if comparison => true,
            (Measure::Share(_), unit) => *unit == BenchmarkUnit::Share,
            (Measure::Nps(_), unit) => *unit == BenchmarkUnit::Points,
            (Measure::Ratio(..), unit) => {
                matches!(unit, BenchmarkUnit::Ratio | BenchmarkUnit::Share)
            }
            (_, unit) => matches!(unit, BenchmarkUnit::Other(_) | BenchmarkUnit::Points),
        };
        if !fits {
            self.misfit(id, measure_name(measure), span);
        }
        fits
    }

    /// Whether a figure is of the unit of what it is to stand beside.
    pub(super) fn fits_as(
        &mut self,
        id: BenchmarkId,
        what: &'static str,
        unit: BenchmarkUnit,
        span: Span,
    ) -> bool {
        let fits = self.benchmarks[id.index()].unit == unit;
        if !fits {
            self.misfit(id, what, span);
        }
        fits
    }

    fn misfit(&mut self, id: BenchmarkId, metric: &'static str, span: Span) {
        let figure = match self.benchmarks[id.index()].unit {
            BenchmarkUnit::Share => "a share",
            BenchmarkUnit::Ratio => "a ratio",
            BenchmarkUnit::Points => "a number of points",
            BenchmarkUnit::Other(_) => "a number with a unit",
        };
        self.report(ReportError::Misfit { figure, metric }, span);
    }
}

/// What a measure gives, for people.
pub(super) fn measure_name(measure: &Measure) -> &'static str {
    match measure {
        Measure::Nps(_) => "a net promoter score",
        Measure::Share(_) => "a share",
        Measure::Mean(_) => "a mean",
        Measure::Quantile(..) => "a quantile",
        Measure::StandardDeviation(_) => "a standard deviation",
        Measure::Sum(_) => "a sum",
        Measure::Minimum(_) => "a smallest value",
        Measure::Maximum(_) => "a largest value",
        Measure::Count(_) => "a count",
        Measure::Ratio(..) => "a ratio",
    }
}

fn from_published(figure: &PublishedFigure) -> query::Benchmark {
    let percent = figure.unit == "percent";
    let scale = if percent { 100.0 } else { 1.0 };
    query::Benchmark {
        id: figure.id.clone(),
        label: format!("{}: {}", capital(&figure.group), figure.measure),
        value: figure.value / scale,
        high: figure.value_high.map(|high| high / scale),
        rounding: rounding(figure.decimals, percent),
        unit: match figure.unit.as_str() {
            "percent" => BenchmarkUnit::Share,
            "ratio" => BenchmarkUnit::Ratio,
            "points" => BenchmarkUnit::Points,
            other => BenchmarkUnit::Other(other.to_owned()),
        },
        n: None,
        interval: None,
        source: figure.source.clone(),
        year: figure.year,
    }
}

/// Half a unit of the last printed digit.
fn rounding(decimals: u8, percent: bool) -> f64 {
    let digits = i32::from(decimals) + if percent { 2 } else { 0 };
    0.5 / 10f64.powi(digits)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
