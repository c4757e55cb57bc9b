//! Figures beside those from elsewhere.

use crate::language::query::{self, BenchmarkId, BenchmarkUnit, Measure, Metric, Query};
use crate::statistics::rules::published::{self, Against, Published};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::{Absent, Binary, Contrast, Level, Method};

use super::contrast;
use super::figure::{LEVEL, POINTS};
use super::model::{AgainstBenchmark, Benchmark, BenchmarkedQuantity, Standing, Unit};
use super::sample::{Answers, Sample};

/// A benchmark as the page cites it.
pub fn cited(benchmark: &query::Benchmark) -> Benchmark {
    Benchmark {
        id: benchmark.id.clone(),
        label: benchmark.label.clone(),
        value: benchmark.value,
        high: benchmark.high,
        unit: match &benchmark.unit {
            BenchmarkUnit::Share => Unit::Share,
            BenchmarkUnit::Ratio => Unit::Ratio,
            BenchmarkUnit::Points => Unit::Points,
            BenchmarkUnit::Other(word) => Unit::Number(Some(word.clone())),
        },
        n: benchmark.n,
        source: benchmark.source.clone(),
        year: benchmark.year,
    }
}

/// One sample beside a benchmark.
pub fn beside(
    query: &Query,
    id: BenchmarkId,
    metric: &Metric,
    sample: &Sample,
    with: BenchmarkedQuantity,
) -> AgainstBenchmark {
    beside_figure(query.benchmark(id), metric, sample, with)
}

/// One sample beside a figure that need not be one of the query's.
pub fn beside_figure(
    benchmark: &query::Benchmark,
    metric: &Metric,
    sample: &Sample,
    with: BenchmarkedQuantity,
) -> AgainstBenchmark {
    if too_small(sample) {
        return of_against(named(sample), &benchmark.id, with, None);
    }
    let against = match (&sample.answers, &benchmark.unit) {
        (Answers::Share(answers), BenchmarkUnit::Share) => match benchmark.n {
            Some(n) if benchmark.high.is_none() => {
                let contrast = published::share_with_base(answers, benchmark.value, n, LEVEL);
                return of_contrast(named(sample), &benchmark.id, with, &contrast);
            }
            _ => figure(benchmark, 1.0)
                .and_then(|published| published::share(answers, published, LEVEL).ok()),
        },
        (Answers::Scores(scores), BenchmarkUnit::Points) => figure(benchmark, POINTS)
            .and_then(|published| published::nps(scores, published, benchmark.n, LEVEL).ok()),
        (Answers::Numbers(Some(moments)), BenchmarkUnit::Other(_))
            if matches!(metric.measure, Measure::Mean(_)) =>
        {
            figure(benchmark, 1.0)
                .and_then(|published| published::mean(moments, published, LEVEL).ok())
        }
        _ => None,
    };
    of_against(named(sample), &benchmark.id, with, against)
}

/// A share beside a benchmark.
pub fn beside_share(query: &Query, id: BenchmarkId, share: &Binary) -> AgainstBenchmark {
    let benchmark = query.benchmark(id);
    let with = BenchmarkedQuantity::Figure;
    let named = |method: Method| method.name().to_owned();
    match benchmark.n {
        Some(n) if benchmark.high.is_none() => {
            let contrast = published::share_with_base(share, benchmark.value, n, LEVEL);
            of_contrast(named, &benchmark.id, with, &contrast)
        }
        _ => {
            let against = figure(benchmark, 1.0)
                .and_then(|published| published::share(share, published, LEVEL).ok());
            of_against(named, &benchmark.id, with, against)
        }
    }
}

/// Compared groups beside a benchmark: the ratio of the first two's shares, or the group that it
/// speaks of.
pub fn beside_groups(
    query: &Query,
    id: BenchmarkId,
    metric: &Metric,
    groups: &[(&str, &Sample)],
) -> Option<AgainstBenchmark> {
    let benchmark = query.benchmark(id);
    let ((left, first), (right, second)) = (groups.first()?, groups.get(1)?);
    if groups.iter().any(|(_, sample)| too_small(sample)) {
        let with = BenchmarkedQuantity::Ratio;
        return Some(of_against(named(first), &benchmark.id, with, None));
    }
    if benchmark.unit == BenchmarkUnit::Ratio {
        let against = match contrast::answers(first, second) {
            Some((Answers::Share(one), Answers::Share(two))) => figure(benchmark, 1.0)
                .and_then(|published| published::ratio(&one, &two, published, LEVEL).ok()),
            _ => None,
        };
        let with = BenchmarkedQuantity::Ratio;
        return Some(of_against(named(first), &benchmark.id, with, against));
    }
    // `dissatisfied.leave` speaks of the dissatisfied.
    let group = benchmark.id.split('.').next().unwrap_or_default();
    Some(if group == *right && group != *left {
        beside(query, id, metric, second, BenchmarkedQuantity::Right)
    } else {
        beside(query, id, metric, first, BenchmarkedQuantity::Left)
    })
}

/// Whether a sample is not shown, so that a test on it would tell what it hides.
fn too_small(sample: &Sample) -> bool {
    sample.hidden || sample.people() < SUPPRESSED_BELOW
}

/// The benchmark on the statistics' scale.
fn figure(benchmark: &query::Benchmark, scale: f64) -> Option<Published> {
    let (value, rounding) = (benchmark.value / scale, benchmark.rounding / scale);
    let published = match benchmark.high {
        Some(high) => Published::range(value, high / scale, rounding),
        None => Published::rounded(value, rounding),
    }?;
    let interval = benchmark
        .interval
        .and_then(|(low, high, level)| Some((low / scale, high / scale, Level::new(level)?)));
    Some(match interval {
        Some((low, high, level)) => published.with_interval(low, high, level),
        None => published,
    })
}

/// What a method is called for a sample.
fn named(sample: &Sample) -> impl Fn(Method) -> String {
    |method| sample.name_of(method)
}

fn of_against(
    named: impl Fn(Method) -> String,
    id: &str,
    with: BenchmarkedQuantity,
    against: Option<Against>,
) -> AgainstBenchmark {
    AgainstBenchmark {
        benchmark: id.to_owned(),
        with,
        standing: match against.map(|against| against.standing) {
            Some(published::Standing::Above) => Standing::Above,
            Some(published::Standing::Level) => Standing::Level,
            Some(published::Standing::Below) => Standing::Below,
            None => Standing::Unknown,
        },
        test: against.map(|against| named(against.at_limit.method)),
        p: against.map(|against| against.at_limit.p),
        p_page: None,
    }
}

fn of_contrast(
    named: impl Fn(Method) -> String,
    id: &str,
    with: BenchmarkedQuantity,
    contrast: &Contrast,
) -> AgainstBenchmark {
    let test = contrast.test.as_ref().ok();
    AgainstBenchmark {
        benchmark: id.to_owned(),
        with,
        standing: match (contrast.value, contrast.p()) {
            (Some(value), Some(p)) if p < LEVEL.alpha() && value > 0.0 => Standing::Above,
            (Some(value), Some(p)) if p < LEVEL.alpha() && value < 0.0 => Standing::Below,
            (Some(_), _) if contrast.test != Err(Absent::NoAnswers) => Standing::Level,
            _ => Standing::Unknown,
        },
        test: test.map(|test| named(test.method)),
        p: test.map(|test| test.p),
        p_page: None,
    }
}
