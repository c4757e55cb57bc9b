//! The words for what the data don't bear out.

use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::language::span::Span;
use crate::survey::ledger::{RowExclusion, WaveChange, WaveChangeKind};
use crate::survey::waves;
use crate::text::nearest;

use super::check::{MOST_COLUMNS, MOST_STRATA, Unborne};

/// How many of a column's values are told.
const TOLD: usize = 8;

/// What to tell the analyst.
pub fn diagnostic(unborne: &Unborne) -> Diagnostic {
    match unborne {
        Unborne::Value { span, value, answer, seen, harmless } => {
            let found = Diagnostic::query(
                "value-never-given",
                *span,
                format!("nobody answered \"{value}\" in `{answer}`"),
            )
            .label("this value does not stand in the data");
            let found = match harmless {
                true => found.class(Class::Data).warning(),
                false => found,
            };
            let near = nearest(value, seen.iter().map(String::as_str));
            match near.first() {
                Some(near) => found.help(format!("did you mean \"{near}\"?")),
                None if seen.is_empty() => found.help("the column has no values at all"),
                None => {
                    let mut told: Vec<String> =
                        seen.iter().take(TOLD).map(|value| format!("\"{value}\"")).collect();
                    if seen.len() > TOLD {
                        told.push("…".to_owned());
                    }
                    found.help(format!("its values are {}", told.join(", ")))
                }
            }
        }
        Unborne::Kept { span, rows, left_out } => {
            let found = Diagnostic::query("nothing-kept", *span, format!("none of the {rows} rows is kept"))
                .class(Class::Data);
            match left_out.as_slice() {
                [(RowExclusion::NotKept, _)] => found
                    .label("true of no row")
                    .help("`keep` leaves out every row for which it is not true, also where an answer is missing"),
                steps => {
                    let told: Vec<String> = steps
                        .iter()
                        .map(|(why, rows)| format!("{rows} {}", left_out_as(*why)))
                        .collect();
                    found.help(format!("left out are {}", told.join(", ")))
                }
            }
        }
        Unborne::Columns { span, name, number } => Diagnostic::query(
            "too-many-columns",
            *span,
            format!("`{name}` has {number} different values, and each would be a column of the table"),
        )
        .label(format!("a table has at most {MOST_COLUMNS} columns"))
        .help("make a table by a question with few answers: a channel, a region, a band"),
        Unborne::OutsideBands { span, name, n } => Diagnostic::query(
            "in-no-band",
            *span,
            format!("{n} numbers of `{name}` are in none of its bands"),
        )
        .class(Class::Data)
        .label("they stand in no column of the table")
        .help("a band without an end takes all others in: `long 15..`; a number at which two bands meet belongs to the lower")
        .warning(),
        Unborne::Periods { span, ends: [first, last], number } => Diagnostic::query(
            "too-many-periods",
            *span,
            format!("the dates go from {first} to {last}, which makes {number} points of a trend"),
        )
        .class(Class::Data)
        .label("more than a page can show")
        .help("if a year is mistyped, leave the row out with `keep`; otherwise choose a longer period"),
        Unborne::Overlap { span, names: [left, right], each, both } => {
            let (message, help) = if each[0] == each[1] && each[0] == *both {
                (
                    format!("`{left}` and `{right}` are the same {both} respondents"),
                    "the page says that they can't be compared".to_owned(),
                )
            } else {
                (
                    format!(
                        "`{left}` and `{right}` can't be compared: {both} of {} and {} respondents are in both",
                        each[0], each[1]
                    ),
                    format!("leave those out of one of them: `segment … = {left} and not {right}`"),
                )
            };
            Diagnostic::query("groups-overlap", *span, message)
                .class(Class::Data)
                .label("tests hold only for groups that share nobody")
                .help(help)
                .warning()
        }
        Unborne::HeavyWeights { span, design_effect, effective_n } => Diagnostic::query(
            "heavy-weights",
            *span,
            format!("the weights differ so much that the responses are worth {effective_n:.0} of equal weight (design effect {design_effect:.2})"),
        )
        .class(Class::Data)
        .label("more than half of the base is lost")
        .help("rake by fewer fields, or put small groups together; the page says so")
        .warning(),
        Unborne::Strata { span, names, number } => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            Diagnostic::query(
                "too-many-strata",
                *span,
                format!(
                    "the answers to {} make {number} parts, each to be compared by itself",
                    names.join(" and ")
                ),
            )
            .label(format!("at most {MOST_STRATA} parts are compared"))
            .help("name questions with few answers: a channel, a region, a band")
        }
        Unborne::Changed { span, change, followed } => changed(*span, change, *followed),
        Unborne::Spreadsheet { span, name, value, before } => Diagnostic::query(
            "spreadsheet-date",
            *span,
            format!("a spreadsheet seems to have made dates of answers to `{name}`: \"{value}\" was \"{before}\""),
        )
        .class(Class::Data)
        .label("counted as it stands in the file")
        .help("export the survey again and don't save it from a spreadsheet")
        .warning(),
        Unborne::FewCustomers { span, name, customers, responses } => Diagnostic::query(
            "few-customers",
            *span,
            format!("`{name}` tells only {customers} customers apart, who gave {responses} responses"),
        )
        .class(Class::Data)
        .label("figures on fewer than 10 customers are hidden")
        .help("name the column that has one value for each person")
        .warning(),
        Unborne::Segment { span, name } => {
            Diagnostic::query("empty-segment", *span, format!("nobody is in the segment `{name}`"))
                .class(Class::Data)
                .label("true of no response that counts")
                .help("a response is in a segment only where its condition is true; one with a missing answer is in none")
        }
        Unborne::Metric { span, name } => {
            Diagnostic::query("empty-metric", *span, format!("nobody answered what `{name}` asks"))
                .class(Class::Data)
                .label("its base is empty")
                .help("a response counts only where the metric's columns have an answer and its `of` is true")
        }
    }
}

/// What to tell the analyst where groups are hidden since it could not be found out whether they
/// give small ones away.
pub fn unaccounted(groups: usize) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        class: Class::Query,
        code: "hidden-unproven",
        message: format!(
            "{groups} figures are hidden: too many groups overlap for finding out whether these would give away what fewer than ten people answered"
        ),
        place: Place::Nowhere,
        label: None,
        help: Some("divide the report into queries of their own, or leave out tables".to_owned()),
    }
}

fn changed(span: Span, change: &WaveChange, followed: bool) -> Diagnostic {
    let name = &change.name;
    let message = waves::told(change);
    // A name with blanks needs back-quotes of its own.
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let accept = match plain {
        true => format!("`accept changes in {name}`"),
        false => format!("accept changes in `{name}`"),
    };
    let found = Diagnostic::query("question-changed", span, message).class(Class::Data);
    match (change.what, followed) {
        (WaveChangeKind::NeverAsked, _) => found
            .label("its rows are counted as never asked, not as missing")
            .help(format!("say {accept} in the source if that is known"))
            .warning(),
        (_, true) => found
            .label("the query follows its development, which would be that of the question")
            .help(format!(
                "if the answers can be compared all the same, say {accept} in the source"
            )),
        (_, false) => found
            .label("both are counted together")
            .help(format!("say {accept} in the source if that is known"))
            .warning(),
    }
}

/// What rows are that were left out.
fn left_out_as(why: RowExclusion) -> &'static str {
    match why {
        RowExclusion::Test => "previews and tests",
        RowExclusion::Ragged => "with fewer or more fields than the header",
        RowExclusion::Incomplete => "incomplete",
        RowExclusion::Speeder => "too fast",
        RowExclusion::StraightLiner => "with one and the same answer throughout",
        RowExclusion::OutsidePeriod => "outside the period or without a date",
        RowExclusion::NotKept => "for which `keep` is not true",
        RowExclusion::Duplicate => "duplicates",
        RowExclusion::Repeated => "earlier ones of a repeated key",
        RowExclusion::NoWeight => "without a weight",
    }
}
