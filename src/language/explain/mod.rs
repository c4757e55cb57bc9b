//! What a query means, in plain words.

mod condition;

pub use condition::{conditions, quantity};

use std::fmt::Write as _;

use self::condition::name;
use super::query::{
    BenchmarkUnit, Good, Limit, Measure, Metric, MetricId, Query, answers_of_metric,
};

/// A metric in plain words: what it is, its formula, its base, what is left out and why, how sure
/// it is and how two of it are compared.
pub fn explain_metric(query: &Query, id: MetricId) -> String {
    let Some(metric) = query.metrics.get(id.index()) else {
        return String::new();
    };
    let mut text = format!("{} (`{}`)\n", metric.label, metric.name);
    let mut line = |title: &str, words: &str| {
        let _ = writeln!(text, "  {title:<9} {words}");
    };
    line(
        "Formula",
        &format!(
            "{}{}",
            metric.formula,
            metric
                .of_text
                .as_ref()
                .map_or(String::new(), |of| format!(" of {of}"))
        ),
    );
    line("Meaning", &meaning(query, metric));
    line("Base", &base(query, metric));
    line("Left out", &left_out(query, metric));
    let customers = clustered(query, &metric.measure);
    line(
        "Interval",
        &format!("{}{customers}", interval(&metric.measure)),
    );
    let test = match (&metric.measure, &query.source.customer) {
        (Measure::Mean(_), Some(_)) => "two groups: t test on linearised standard errors",
        (measure, customer) => test(measure, query.source.is_weighted() || customer.is_some()),
    };
    let customers = match has_test(&metric.measure) {
        true => customers.as_str(),
        false => "",
    };
    line("Test", &format!("{test}{customers}"));
    if let Some(target) = metric.target {
        line("Target", &value(metric, target));
    }
    if let Some(noise) = metric.noise {
        let amount = match metric.measure {
            Measure::Share(_) => {
                format!("{} percentage points", percent(noise).trim_end_matches('%'))
            }
            Measure::Nps(_) => format!("{noise} points"),
            _ => value(metric, noise),
        };
        line(
            "Noise",
            &format!("a difference below {amount} is not worth acting on, however clear it is"),
        );
    }
    if let Some(benchmark) = metric
        .benchmark
        .and_then(|id| query.benchmarks.get(id.index()))
    {
        let figure = match benchmark.unit {
            BenchmarkUnit::Share => percent(benchmark.value),
            BenchmarkUnit::Ratio => format!("{} times", benchmark.value),
            BenchmarkUnit::Points => format!("{} points", benchmark.value),
            BenchmarkUnit::Other(ref unit) => format!("{} {unit}", benchmark.value),
        };
        let year = benchmark
            .year
            .map_or(String::new(), |year| format!(", {year}"));
        line(
            "Beside it",
            &format!("{figure}, {} ({}{year})", benchmark.label, benchmark.source),
        );
    }
    match metric.good {
        Good::High => line("Good", "more is better"),
        Good::Low => line("Good", "less is better"),
        Good::Neither => {}
    }
    text
}

fn meaning(query: &Query, metric: &Metric) -> String {
    let weighted = query.source.is_weighted();
    let each = if weighted {
        "each answer counted by its weight"
    } else {
        "each answer counted once"
    };
    match &metric.measure {
        Measure::Nps(answer) => {
            let name = name(query, *answer);
            format!(
                "share of promoters (9 and 10) of {name} minus share of detractors (0 to 6), in points from -100 to 100; {each}"
            )
        }
        Measure::Share(predicate) => format!(
            "share of responses where {}; {each}",
            conditions(query, predicate)
        ),
        Measure::Mean(of) => format!("average of {}; {each}", quantity(query, of)),
        Measure::Quantile(of, 0.5) => format!(
            "median of {}: half of the answers are below, half above; {each}",
            quantity(query, of)
        ),
        Measure::Quantile(of, level) => {
            format!(
                "value of {} that {} of the answers do not exceed; {each}",
                quantity(query, of),
                percent(*level)
            )
        }
        Measure::StandardDeviation(of) => format!(
            "standard deviation of {}, its spread around the average",
            quantity(query, of)
        ),
        Measure::Sum(of) if weighted => format!("sum of weight times {}", quantity(query, of)),
        Measure::Sum(of) => format!("sum of {}", quantity(query, of)),
        Measure::Minimum(of) => format!("smallest {}", quantity(query, of)),
        Measure::Maximum(of) => format!("largest {}", quantity(query, of)),
        Measure::Count(None) => "number of responses, without weights".to_owned(),
        Measure::Count(Some(predicate)) => format!(
            "number of responses where {}, without weights",
            conditions(query, predicate)
        ),
        Measure::Ratio(upper, lower) => {
            let label = |id: &MetricId| {
                query
                    .metrics
                    .get(id.index())
                    .map_or("", |metric| metric.label.as_str())
            };
            let counts = if weighted {
                "; where one is a number of responses, each counts by its weight here"
            } else {
                ""
            };
            format!("{} divided by {}{counts}", label(upper), label(lower))
        }
    }
}

fn base(query: &Query, metric: &Metric) -> String {
    let known = match &metric.measure {
        Measure::Nps(answer) => format!("responses with an answer to {}", name(query, *answer)),
        Measure::Share(_) => "responses for which the condition is true or false".to_owned(),
        Measure::Count(_) => "all responses that are used".to_owned(),
        Measure::Ratio(..) => "that of the two metrics".to_owned(),
        Measure::Mean(of)
        | Measure::Quantile(of, _)
        | Measure::StandardDeviation(of)
        | Measure::Sum(of)
        | Measure::Minimum(of)
        | Measure::Maximum(of) => format!("responses in which {} has a value", quantity(query, of)),
    };
    match &metric.of {
        Some(of) => format!("{known}, only those where {}", conditions(query, of)),
        None => known,
    }
}

/// The responses that the source leaves out by name.
pub fn excluded(query: &Query) -> Vec<String> {
    let exclude = &query.source.exclude;
    let mut parts = Vec::new();
    if let Some(incomplete) = &exclude.incomplete {
        let condition = conditions(query, &incomplete.value);
        parts.push(format!("incomplete responses ({condition})"));
    }
    if let Some(speeders) = &exclude.speeders {
        let time = name(query, speeders.time);
        parts.push(match speeders.below {
            Limit::Absolute(below) => format!("responses whose {time} is below {below}"),
            Limit::OfMedian(share) => format!(
                "responses whose {time} is below {} of its median",
                percent(share)
            ),
        });
    }
    if let Some(alike) = &exclude.straight_liners {
        let names: Vec<String> = alike.value.iter().map(|id| name(query, *id)).collect();
        let names = names.join(", ");
        parts.push(format!("responses with one and the same answer to {names}"));
    }
    if let Some(period) = &exclude.period {
        let inside = conditions(query, &period.value);
        parts.push(format!("responses for which it is not true that {inside}"));
    }
    if let Some(duplicates) = &exclude.duplicates {
        let which = if duplicates.keep_last {
            "earlier"
        } else {
            "later"
        };
        let of = match duplicates.by.len() {
            0 => "in all columns".to_owned(),
            1 => "in one column".to_owned(),
            several => format!("in {several} columns"),
        };
        parts.push(format!("{which} responses that are like another one {of}"));
    }
    parts
}

fn left_out(query: &Query, metric: &Metric) -> String {
    let mut parts = Vec::new();
    if let Some(keep) = &query.source.keep {
        parts.push(format!(
            "responses for which it is not true that {} (`keep`)",
            conditions(query, &keep.value)
        ));
    }
    parts.extend(excluded(query));
    let ids = answers_of_metric(query, metric);
    let mut codes: Vec<String> = Vec::new();
    let mut elsewhere: Vec<String> = Vec::new();
    for answer in ids.iter().filter_map(|id| query.answers.get(id.index())) {
        codes.extend(answer.missing.iter().map(|value| format!("\"{value}\"")));
        elsewhere.extend(
            answer
                .not_applicable
                .iter()
                .map(|value| format!("\"{value}\"")),
        );
    }
    codes.sort();
    codes.dedup();
    if !matches!(metric.measure, Measure::Count(None)) {
        let also = if codes.is_empty() {
            String::new()
        } else {
            format!(", also {}", codes.join(", "))
        };
        parts.push(format!(
            "missing answers (empty cells{also}): they are neither yes nor no"
        ));
    }
    if !elsewhere.is_empty() {
        elsewhere.dedup();
        parts.push(format!(
            "answers that do not apply ({})",
            elsewhere.join(", ")
        ));
    }
    if query.source.is_weighted() && !matches!(metric.measure, Measure::Count(_)) {
        parts.push("responses without a weight above 0".to_owned());
    }
    if parts.is_empty() {
        "nothing".to_owned()
    } else {
        parts.join("; ")
    }
}

fn interval(measure: &Measure) -> &'static str {
    match measure {
        Measure::Share(_) => "Wilson score interval on the effective number of answers",
        Measure::Nps(_) => {
            "adjusted Wald interval (three answers added) on the effective number of answers"
        }
        Measure::Mean(_) => "t interval with linearised standard error",
        Measure::Quantile(..) => {
            "from the ranks that the binomial distribution allows, on the effective number of answers"
        }
        Measure::Sum(_) => "t interval of the total with linearised standard error",
        Measure::StandardDeviation(_) => "none is given",
        Measure::Minimum(_) | Measure::Maximum(_) => "none: it describes the answers received",
        Measure::Count(_) => "none: it is counted, not estimated",
        Measure::Ratio(..) => "Fieller interval that holds whatever the two metrics have in common",
    }
}

/// What is said where the query names the customer.
fn clustered(query: &Query, measure: &Measure) -> String {
    let has_interval = !matches!(
        measure,
        Measure::StandardDeviation(_)
            | Measure::Minimum(_)
            | Measure::Maximum(_)
            | Measure::Count(_)
    );
    match &query.source.customer {
        Some(customer) if has_interval => format!("; clustered by customer (`{}`)", customer.name),
        _ => String::new(),
    }
}

/// Whether two groups are tested on it.
fn has_test(measure: &Measure) -> bool {
    matches!(
        measure,
        Measure::Share(_) | Measure::Nps(_) | Measure::Mean(_) | Measure::Quantile(..)
    )
}

fn test(measure: &Measure, weighted: bool) -> &'static str {
    match measure {
        Measure::Share(_) => {
            "two groups: pooled z test, or Fisher's exact test where few are expected; interval of the difference by Newcombe"
        }
        Measure::Nps(_) => "two groups: z test of the adjusted scores",
        Measure::Mean(_) => {
            "two groups: Welch's t test; clear only where Student's with one variance agrees"
        }
        Measure::Quantile(_, 0.5) if weighted => {
            "two groups: design-based rank test (Lumley and Scott) of the whole distributions"
        }
        Measure::Quantile(_, 0.5) => "two groups: Mann-Whitney test of the whole distributions",
        Measure::Quantile(..) => {
            "two groups: z test of the shares above the quantile of both together"
        }
        _ => "none: two groups are shown side by side",
    }
}

/// A value on the metric's own scale.
fn value(metric: &Metric, value: f64) -> String {
    match (&metric.measure, &metric.unit) {
        (Measure::Share(_), _) => percent(value),
        (_, Some(unit)) => format!("{value} {unit}"),
        _ => format!("{value}"),
    }
}

/// A share in percent, without the noise of binary fractions.
fn percent(share: f64) -> String {
    let text = format!("{:.4}", share * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
