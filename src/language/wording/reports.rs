//! Words for metrics, sections, alerts, and for what is not computed yet.

use super::terms::{self, number, what};
use crate::diagnostics::Diagnostic;
use crate::language::error::{NoiseError, ReportError, What};
use crate::language::span::Span;

pub(super) fn report(error: &ReportError, span: Span) -> Diagnostic {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    match error {
        ReportError::Arguments { function, form } => at(
            "wrong-arguments",
            format!("`{function}` is written `{form}`"),
        ),
        ReportError::NpsOf { what: is, name } => nps_of(is, name, span),
        ReportError::ShareOf { what: is, name } => {
            let help = match is {
                What::Number => format!(
                    "for its average write `mean({name})`; for a share ask something of it: `share({name} > 5)`"
                ),
                What::Rating(..) | What::Effort(..) => {
                    format!("ask something of it: `share({name} >= 4)`, or `top({name}, 2)`")
                }
                _ => format!("ask something of it: `share({name} == \"…\")`"),
            };
            at(
                "share-of-value",
                format!(
                    "a share is of those for whom a condition holds; `{name}` is {}",
                    what(is)
                ),
            )
            .help(help)
        }
        ReportError::MeanOf {
            function,
            what: is,
            name,
        } => mean_of(function, is, name, span),
        ReportError::QuantileLevel => at(
            "bad-level",
            "the level of a quantile lies between 0% and 100%".to_owned(),
        )
        .help("write `quantile(wait, 90%)`; the middle is `median(wait)`"),
        ReportError::BoxOf {
            function,
            what: is,
            name,
        } => at(
            "wrong-type",
            format!(
                "`{function}` counts the end of a scale; `{name}` is {}",
                what(is)
            ),
        )
        .help("it needs a field declared as `rating`, `effort`, `nps` or `smiley`"),
        ReportError::BoxSize { codes } => at(
            "bad-count",
            format!(
                "of a scale with {codes} codes 1 to {} can be counted",
                codes.saturating_sub(1)
            ),
        ),
        ReportError::RatioOfItself => at(
            "ratio-of-itself",
            "a metric divided by itself is always 1".to_owned(),
        ),
        ReportError::Twice { part } => {
            at("said-twice", format!("the {part} is given twice")).help("keep one of them")
        }
        ReportError::TargetOfShare => {
            at("bad-share", "a share lies between 0% and 100%".to_owned())
                .help("write it with a percent sign: `80%`")
        }
        ReportError::TargetPercent { points: true } => at(
            "bad-target",
            "a net promoter score is counted in points from -100 to 100".to_owned(),
        )
        .help("write it without a percent sign"),
        ReportError::TargetPercent { points: false } => {
            at("bad-target", "this metric is not a share".to_owned())
                .help("write the number without a percent sign")
        }
        ReportError::TargetOutside { low, high } => at(
            "bad-target",
            format!(
                "this metric lies between {} and {}",
                number(*low),
                number(*high)
            ),
        ),
        ReportError::BenchmarkUnit => at(
            "no-unit",
            "it is not said what this number counts".to_owned(),
        )
        .help("write `76%`, `42 points`, `3.5 times` or `11 minutes`"),
        ReportError::BenchmarkRange => at(
            "bad-range",
            "a range goes from low to high, in one unit".to_owned(),
        )
        .help("write `60%..70%`"),
        ReportError::Year => at("bad-year", "this is not a year such as 2026".to_owned()),
        ReportError::Misfit { figure, metric } => at(
            "misfit",
            format!("this figure is {figure}, the metric {metric}; they can't stand side by side"),
        ),
        ReportError::ForInMetric => at(
            "for-in-metric",
            "in a metric the figure is for the metric itself".to_owned(),
        )
        .help("take `for` away"),
        ReportError::NotInComparison { metric } => at(
            "not-in-comparison",
            format!("`{metric}` is not among the metrics of this comparison"),
        )
        .help("name it after `on`"),
        ReportError::SegmentWithItself { name } => {
            at("same-segment", format!("`{name}` is compared with itself"))
        }
        ReportError::TooManyGroups { most } => at(
            "too-many-groups",
            format!("at most {most} groups are compared at once"),
        )
        .help("make a table of them: `table … by` the field that makes the groups"),
        ReportError::MetricTwice { name } => {
            at("said-twice", format!("`{name}` is named twice")).help("keep one of them")
        }
        ReportError::JourneyOf { name } => at(
            "wrong-type",
            format!("a journey is told by the parts of a question, and `{name}` has none"),
        )
        .help("name a field that says who is satisfied: `rating 1..5 { satisfied 4..5, dissatisfied 1..2 }`"),
        ReportError::RankedBy { name } => at(
            "wrong-type",
            format!("it takes a share, a mean or a net promoter score; `{name}` is none"),
        )
        .help("write `metric score = share(csat is satisfied)` and name that"),
        ReportError::TooManyAnswers { name, most } => at(
            "too-many",
            format!("`{name}` has more than {most} answers, too many to be shown one by one"),
        )
        .help("declare the column as a number with bands: `as number { low ..20, high 20.. }`"),
        ReportError::ValueOf { name } => at(
            "wrong-type",
            format!("what a customer is worth is a mean or a share; `{name}` is neither"),
        )
        .help("write `metric spend = mean(revenue)` or `metric kept = share(stayed == \"yes\")` and name that"),
        ReportError::DriverTwice { name } => {
            at("said-twice", format!("`{name}` is named twice")).help("keep one of them")
        }
        ReportError::DriverOfItself { name } => at(
            "driver-of-itself",
            format!("`{name}` is what is to be explained and what explains it"),
        )
        .help("take it out of the list behind `from`"),
        ReportError::DriversOfMetric { name } => at(
            "wrong-type",
            format!("`drivers` explain a mean, a share or a net promoter score; `{name}` is none"),
        )
        .help("name a rated field, a number or a segment"),
        ReportError::NeedsDate { section } => at(
            "no-date",
            format!("`{section}` goes by time, but the source has no date"),
        )
        .help("say which column holds it: `source … { date EndDate }`"),
        ReportError::ColumnsOf { what: is, name } => at(
            "wrong-type",
            format!(
                "only a question with few answers can divide the respondents; `{name}` is {}",
                what(is)
            ),
        )
        .help(match is {
            What::Number => "give it bands: `field wait = … as number { short 0..5, long 5.. }`",
            What::Choices => "a response can have several choices; use `reasons` for them",
            _ => "split it by a category or a scale",
        }),
        ReportError::BySegment { name } => at(
            "wrong-kind",
            format!("`{name}` is a segment; a field or column is needed to divide the respondents"),
        )
        .help("two segments are compared by `compare … with … on …`"),
        ReportError::EmptyReport => at("empty-report", "the report shows nothing".to_owned())
            .help("add a section: `summary csat_score`"),
        ReportError::OutsideFolder { path } => at(
            "outside-folder",
            format!("{} leads out of the output folder", terms::quoted(path)),
        )
        .help("write a plain file name such as \"follow-up.csv\""),
        ReportError::ListName { name } => at(
            "list-name",
            format!("{} is no name for a list", terms::quoted(name)),
        )
        .help("a list is a CSV file beside the page: write a name such as \"follow-up.csv\""),
        ReportError::ListTwice { name } => at(
            "list-name",
            format!("another list is written to {} already", terms::quoted(name)),
        )
        .help("give each list a name of its own"),
        ReportError::NoConsent => at(
            "no-consent",
            "nothing says who agreed to be contacted, so everybody of the segment is listed"
                .to_owned(),
        )
        .help("add a condition: `followup of dissatisfied where may_contact == \"yes\" to …`")
        .warning(),
        ReportError::AlertCondition => at(
            "bad-alert",
            "an alert compares metrics with numbers".to_owned(),
        )
        .help("write `alert when csat_score < 75% or fall(nps_score) > 5`"),
        ReportError::AlertThreshold => at(
            "bad-alert",
            "an alert compares a metric with a fixed number".to_owned(),
        )
        .help("write the number: `alert when csat_score < 75%`"),
        ReportError::AlertNoMetric { name } => at(
            "wrong-kind",
            format!("`{name}` is not a metric; an alert watches metrics"),
        )
        .help("define the number to watch with `metric`"),
        ReportError::FallOf => at(
            "wrong-arguments",
            "a change is written `fall(nps_score)` or `fall(nps_score, month)`".to_owned(),
        )
        .help("without a period it is that from one quarter to the next"),
    }
}

fn nps_of(is: &What, name: &str, span: Span) -> Diagnostic {
    let (message, help) = match is {
        What::Rating(0, 10) => (
            format!(
                "`{name}` is declared as a rating from 0 to 10, so it is not sure that it asks for recommendation"
            ),
            "if it does, declare it `as nps`; otherwise take `mean` or `top`".to_owned(),
        ),
        What::Rating(low, high) | What::Effort(low, high) => (
            format!(
                "a net promoter score needs the question about recommendation from 0 to 10; `{name}` goes from {low} to {high}"
            ),
            format!(
                "for this scale take `share({name} >= {})`, `top({name}, 2)` or `mean({name})`",
                high - 1
            ),
        ),
        What::Column => (
            format!(
                "a net promoter score needs a field declared `as nps`; `{name}` is a plain column"
            ),
            format!(
                "declare it: `field recommend = {} as nps`",
                terms::written(name)
            ),
        ),
        _ => (
            format!(
                "a net promoter score needs the question about recommendation from 0 to 10; `{name}` is {}",
                what(is)
            ),
            "declare the field `as nps`".to_owned(),
        ),
    };
    Diagnostic::query("nps-of-other", span, message).help(help)
}

fn mean_of(function: &str, is: &What, name: &str, span: Span) -> Diagnostic {
    let at = |message: String| Diagnostic::query("wrong-type", span, message);
    match (function, is) {
        ("weight", _) => at(format!("a weight is a number; `{name}` is {}", what(is))),
        ("speeders", _) => at(format!(
            "speeders are told by a length of time, a number; `{name}` is {}",
            what(is)
        ))
        .help("declare it: `as number in minutes`"),
        ("straight-liners", _) => at(format!(
            "straight-liners give one code on a block of scales; `{name}` is {}",
            what(is)
        )),
        ("date", _) => at(format!(
            "the date of the answer is a date; `{name}` is {}",
            what(is)
        )),
        ("reasons", _) => at(format!(
            "reasons are choices or a category; `{name}` is {}",
            what(is)
        ))
        .help("name a field of choices or a category; make groups of anything else with `segment`"),
        ("quotes", _) => at(format!("quotes are from a text; `{name}` is {}", what(is))).help(
            "name the column of the comments, or a field of it: `field comment = Q9 as text`",
        ),
        (_, What::Condition | What::Segment) => at(format!(
            "`{function}` needs a number; `{name}` is {}",
            what(is)
        ))
        .help(format!("for how many it holds write `share({name})`")),
        (_, What::Category | What::Choices | What::Text) => at(format!(
            "`{function}` needs a number; `{name}` is {}",
            what(is)
        ))
        .help("for how often a value is given write `share(… == \"…\")`"),
        (_, What::NumberAsWritten) => at(format!("`{function}` of a fixed number is that number"))
            .help("name a field or column"),
        _ => at(format!(
            "`{function}` needs a number; `{name}` is {}",
            what(is)
        )),
    }
}

pub(super) fn noise(error: &NoiseError, span: Span) -> Diagnostic {
    let at = |message: String| Diagnostic::query("bad-noise", span, message);
    match error {
        NoiseError::NotCompared => {
            at("groups are not compared on a metric of this kind, so it has no noise".to_owned())
                .help("take `noise` away; shares, net promoter scores, means and quantiles have it")
        }
        NoiseError::OfShare => {
            at("the noise of a share is counted in percentage points".to_owned())
                .help("write `noise 2%` or `noise 2 points`")
        }
        NoiseError::OfNumber { percent: true } => at("this metric is not a share".to_owned())
            .help("write its noise without a percent sign, on the metric's own scale"),
        NoiseError::OfNumber { percent: false } => {
            at("this metric is not counted in points".to_owned())
                .help("write its noise as a plain number in the metric's own unit")
        }
        NoiseError::OutOfRange { widest } => {
            let most = match widest {
                Some(widest) if *widest == 1.0 => " and 100%".to_owned(),
                Some(widest) => format!(" and {}", number(*widest)),
                None => String::new(),
            };
            at(match widest {
                Some(_) => format!("noise lies between 0{most}"),
                None => "noise is above 0".to_owned(),
            })
            .help("say how large a difference must be before anybody would act on it")
        }
    }
}
