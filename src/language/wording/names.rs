//! Words for names that stand for nothing, or not for what is needed.

use super::terms::{self, did_you_mean, either, ticked};
use crate::diagnostics::{Class, Diagnostic};
use crate::language::error::{Kind, NameError, What};
use crate::language::span::Span;

/// The columns that a survey has, or the first of them.
fn columns(some: &[String], all: usize) -> String {
    let short = |name: &String| terms::written(name).chars().take(40).collect::<String>();
    let columns = some.iter().map(short).collect::<Vec<_>>().join(", ");
    let rest = all.saturating_sub(some.len());
    let more = if rest > 0 {
        format!(" and {rest} more")
    } else {
        String::new()
    };
    format!("its columns are {columns}{more}")
}

pub(super) fn name(error: &NameError, span: Span) -> Diagnostic {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    let offer = |diagnostic: Diagnostic, near: &[String], otherwise: &str| match did_you_mean(near)
    {
        Some(near) => diagnostic.help(near),
        None => diagnostic.help(otherwise),
    };
    match error {
        NameError::Unknown { wanted, name, near } => {
            let kinds: Vec<&str> = wanted.iter().map(|kind| terms::bare_kind(*kind)).collect();
            let diagnostic = at("unknown-name", format!("there is no {} `{name}`", either(&kinds)));
            offer(diagnostic, near, otherwise(wanted))
        }
        NameError::UnknownColumn { name, near, some, all } => {
            let diagnostic = at("unknown-column", format!("the survey has no column `{name}`"));
            let near: Vec<String> = near.iter().map(|name| terms::written(name).trim_matches('`').to_owned()).collect();
            offer(diagnostic, &near, &columns(some, *all))
        }
        NameError::AnotherSurvey { strangers, some, all } => {
            at("another-survey", format!("the file has none of the {strangers} columns that the query names"))
                .class(Class::Data)
                .label("is this the right file?")
                .help(columns(some, *all))
        }
        NameError::UnknownFigure { id, published, near } => {
            let what = if *published { "published figure" } else { "benchmark or published figure" };
            let diagnostic = at("unknown-figure", format!("there is no {what} `{id}`"));
            offer(diagnostic, near, "define it: `benchmark market = 76% source \"Index\" year 2026`")
        }
        NameError::AmbiguousColumn { name, times } => at("ambiguous-column", format!("the survey has {times} columns `{name}`"))
            .label("which of them?")
            .help(format!("they are called `{name} (1)` to `{name} ({times})`, from left to right")),
        NameError::WrongKind { name, is, wanted } => {
            let wanted_kinds: Vec<&str> = wanted.iter().map(|kind| terms::kind(*kind)).collect();
            let diagnostic = at("wrong-kind", format!("`{name}` is {}; {} is needed here", terms::kind(*is), either(&wanted_kinds)));
            match how_to_make(name, *is, wanted) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            }
        }
        NameError::Twice { name, first } => at("defined-twice", format!("`{name}` is already defined in {first}"))
            .label("defined again")
            .help("fields, segments, metrics and benchmarks share their names; choose another"),
        NameError::BandTwice { name } => at("defined-twice", format!("the band `{name}` is already defined"))
            .help("name all its values in one place: `satisfied 4..5`"),
        NameError::Cycle { kind, names } => at("circle", format!("{} defined by themselves: {}", plural(*kind), names.join(" → "))),
        NameError::ChainTooLong { kind, most } => at("too-deep", format!("more than {most} {}s are defined one by the other here", terms::bare_kind(*kind)))
            .help("write out what one of them means"),
        NameError::UnknownBand { name, field, bands, near, scale } => {
            let diagnostic = at("unknown-band", format!("`{field}` has no band `{name}`"));
            if bands.is_empty() {
                return diagnostic.help(if *scale {
                    format!("a scale has no split of its own; say where it is: `{{ {name} 4..5, neutral 3 }}` behind its type")
                } else {
                    format!("say which values it has: `{{ {name} \"…\" }}` behind `category`, or compare with `==`")
                });
            }
            offer(diagnostic, near, &format!("it has {}", terms::all(&ticked(bands))))
        }
        NameError::BandOfColumn { column, band } => at("unknown-band", format!("`{column}` is a plain column and has no band `{band}`"))
            .help(format!("to compare with a value write `{0} == \"{band}\"`, or say what it means with `field`", terms::written(column))),
        NameError::NoBands { field, what } => at("no-bands", format!("`{field}` is {} and has no bands", terms::what(what)))
            .help(match what {
                What::Choices => "to ask for an option write `has \"option\"`",
                What::Text => "to search it write `contains \"…\"`",
                What::Segment => "a segment stands by itself; its opposite is `not` and its name",
                _ => "compare it: `==`, `<`, `in 1..5`",
            }),
        NameError::UnknownZone { name, near } => {
            let diagnostic = at("unknown-zone", format!("there is no time zone \"{name}\""));
            let near = near.iter().map(|zone| format!("\"{zone}\"")).collect::<Vec<_>>();
            if near.is_empty() {
                diagnostic.help("zones are named like \"Asia/Tehran\"")
            } else {
                diagnostic.help(format!("did you mean {}?", either(&near)))
            }
        }
        NameError::UnknownLocale { name } => at("unknown-language", format!("pages can't be written in `{name}`"))
            .help("there are `en`, `fa` and `ar`"),
        NameError::UnknownFunction { name, near } => {
            let diagnostic = at("unknown-function", format!("there is no metric `{name}(…)`"));
            match function(name) {
                Some(instead) => diagnostic.help(instead),
                None => offer(diagnostic, near, "there are nps, share, mean, median, quantile, top, bottom, count, sum, min, max, deviation and ratio"),
            }
        }
        NameError::Nothing { name } => at("neighbour-word", format!("there is no value `{name}`"))
            .help(if name.to_lowercase() == "true" || name.to_lowercase() == "false" {
                "compare with what stands in the file: `== 1`, `== \"yes\"`, or declare the field `as yes/no`"
            } else {
                "to ask whether there is an answer write `is missing` or `is answered`"
            }),
    }
}

fn otherwise(wanted: &[Kind]) -> &'static str {
    match wanted {
        [Kind::Metric] => "define it with `metric`",
        [Kind::Segment] => "define it with `segment`",
        _ => "names of columns stand in the first line of the survey's file, and capitals count",
    }
}

/// How something of another kind becomes what is needed.
fn how_to_make(name: &str, is: Kind, wanted: &[Kind]) -> Option<String> {
    match (is, wanted) {
        (Kind::Field | Kind::Column, [Kind::Metric]) => Some(format!(
            "a metric says what to compute: `metric {name}_mean = mean({})`",
            terms::written(name)
        )),
        (Kind::Segment, [Kind::Metric]) => Some(format!(
            "to compute its share write `metric {name}_share = share({name})`"
        )),
        (Kind::Field | Kind::Column, [Kind::Segment]) => Some(format!(
            "a segment says who is meant: `segment {name}_high = {} == …`",
            terms::written(name)
        )),
        (Kind::Segment, [Kind::Field, Kind::Column]) => Some(
            "a segment is a condition; name the question that it asks about, or a column"
                .to_owned(),
        ),
        (Kind::Metric, _) if wanted.contains(&Kind::Column) => Some(
            "a metric is one number over all responses; name the field that it is about".to_owned(),
        ),
        _ => None,
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Metric => "these metrics are",
        _ => "these segments are",
    }
}

/// What a function of another language is called here.
fn function(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "avg" | "average" | "mean_of" => "the average is `mean(…)`",
        "stdev" | "stddev" | "std" | "sd" | "stddev_samp" => {
            "the standard deviation is `deviation(…)`"
        }
        "percentile" | "percentile_cont" | "quantile_cont" | "p90" => {
            "a percentile is `quantile(wait, 90%)`"
        }
        "percent" | "pct" | "proportion" | "rate" | "countif" | "csat" => {
            "a share is `share(…)` of a condition"
        }
        "top2" | "top_box" | "topbox" | "t2b" | "top2box" => "the top two boxes are `top(csat, 2)`",
        "bottom2" | "bottom_box" | "b2b" => "the bottom two boxes are `bottom(csat, 2)`",
        "minimum" | "least" => "the smallest value is `min(…)`",
        "maximum" | "greatest" => "the largest value is `max(…)`",
        "total" => "a sum is `sum(…)`, a number of responses `count()`",
        "n" | "size" | "len" | "length" | "count_distinct" => {
            "the number of responses is `count()`"
        }
        "variance" | "var" => "spread is `deviation(…)`",
        "ces" => "effort is a `mean(…)` or, as a share, `top(ease, 2)`",
        "promoters" | "promoter_score" => "the net promoter score is `nps(…)`",
        "fall" | "rise" => "changes are watched by an alert: `alert when fall(nps_score) > 5`",
        _ => return None,
    })
}
