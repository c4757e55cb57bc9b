//! The ledger in words: from rows read to answers used.

use serde::Serialize;

use super::response::{self, ResponseView};
use super::{Numbers, NumbersRow};
use crate::report::context::Context;
use crate::survey::ledger::{BadValueKind, JoinLedger, LeftOut, RowExclusion, WaveChangeKind};

/// So many bad values are listed on the page; the JSON file has more.
const LISTED: usize = 12;

/// What was read and what was left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QualityView {
    /// From rows read to rows used.
    pub rows: Vec<LedgerLine>,
    /// For each answer, from rows used to answers used.
    pub answers: Numbers,
    /// Who answered of those who were asked, by groups.
    pub response: Vec<ResponseView>,
    /// What some files ask otherwise than others.
    pub changes: Option<Numbers>,
    /// The first values that could not be taken as declared.
    pub bad_values: Option<Numbers>,
    /// How many there are.
    pub bad_values_note: String,
    /// The files read.
    pub files: Vec<String>,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerLine {
    /// What the number counts.
    pub what: String,
    /// The number.
    pub n: String,
    /// "total" for the first and the last line, "less" for those in between.
    pub kind: &'static str,
}

/// The view of the ledger.
pub fn view(context: &Context) -> QualityView {
    let ledger = &context.figures.ledger;
    let line = |what: String, n: u64, kind| LedgerLine {
        what,
        n: if kind == "less" {
            context.locale.number(-(n as f64), 0)
        } else {
            context.locale.integer(n)
        },
        kind,
    };
    let mut rows = vec![line(context.say("ledger_read", &[]), ledger.read, "total")];
    let steps = ledger.left_out.iter();
    rows.extend(steps.map(|step| line(left_out(context, step), step.rows, "less")));
    let used = context.say("ledger_used", &[]);
    rows.push(line(used, ledger.used, "total"));
    if context.figures.about.page.is_some() {
        let page = context.say("ledger_page", &[]);
        rows.push(line(page, context.figures.base.n, "total"));
    }
    QualityView {
        rows,
        answers: answers(context),
        response: response::views(context),
        changes: changes(context),
        bad_values: bad_values(context),
        bad_values_note: if ledger.bad_values_total == 0 {
            context.say("bad_values_none", &[])
        } else {
            context
                .locale
                .say_count("bad_values", ledger.bad_values_total, &[])
        },
        files: ledger
            .files
            .iter()
            .map(|file| {
                let places = [
                    ("name", context.locale.data(&file.name)),
                    ("format", format(context, &file.format)),
                ];
                let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
                context.locale.say_count("ledger_file", file.rows, &places)
            })
            .chain(ledger.joins.iter().map(|join| joined(context, join)))
            .collect(),
    }
}

/// Why rows were left out.
fn left_out(context: &Context, step: &LeftOut) -> String {
    let comma = context.say("list_comma", &[]);
    let by: Vec<String> = step.by.iter().map(|by| context.locale.data(by)).collect();
    let by = by.join(&comma);
    let key = match step.why {
        RowExclusion::Test => "ledger_test",
        RowExclusion::Ragged => "ledger_ragged",
        RowExclusion::Incomplete => "ledger_incomplete",
        RowExclusion::Speeder => {
            if let Some(below) = step.below {
                let decimals = if below.fract() == 0.0 { 0 } else { 2 };
                let limit = context.locale.number(below, decimals);
                let places = [("column", by.as_str()), ("limit", &limit)];
                return context.say("ledger_speeder_below", &places);
            }
            "ledger_speeder"
        }
        RowExclusion::StraightLiner => "ledger_straight_liner",
        RowExclusion::OutsidePeriod => "ledger_outside_period",
        RowExclusion::NotKept => "ledger_not_kept",
        RowExclusion::Duplicate if !by.is_empty() => {
            return context.say("ledger_duplicate_by", &[("columns", &by)]);
        }
        RowExclusion::Duplicate => "ledger_duplicate",
        RowExclusion::Repeated => "ledger_repeated",
        RowExclusion::NoWeight => "ledger_no_weight",
    };
    context.say(key, &[])
}

/// What became of a second file, in one line.
fn joined(context: &Context, join: &JoinLedger) -> String {
    let count = |count: u64| context.locale.integer(count);
    context.say(
        "ledger_join",
        &[
            ("name", &context.locale.data(&join.name)),
            ("format", &format(context, &join.format)),
            ("rows", &count(join.rows)),
            ("found", &count(join.found)),
            ("not_found", &count(join.not_found)),
            ("unused", &count(join.unused)),
        ],
    )
}

/// "comma, UTF-8" in the page's words.
fn format(context: &Context, format: &str) -> String {
    let comma = context.say("list_comma", &[]);
    let parts = format.split(", ").map(|part| {
        let known = context.locale.try_say(&format!("format_{part}"), &[]);
        known.unwrap_or_else(|| context.locale.data(part))
    });
    parts.collect::<Vec<_>>().join(&comma)
}

/// One row for each answer; columns that are zero throughout are left out.
fn answers(context: &Context) -> Numbers {
    let answers = &context.figures.ledger.answers;
    let counts: Vec<[u64; 7]> = answers
        .iter()
        .map(|a| {
            [
                a.used,
                a.skipped,
                a.missing,
                a.not_applicable,
                a.out_of_scale,
                a.unreadable,
                a.never_asked,
            ]
        })
        .collect();
    let keys = [
        "col_used",
        "col_skipped",
        "col_missing",
        "col_not_applicable",
        "col_out_of_scale",
        "col_unreadable",
        "col_never_asked",
    ];
    let shown: Vec<usize> = (0..keys.len())
        .filter(|&column| column == 0 || counts.iter().any(|row| row[column] > 0))
        .collect();
    let heads = shown.iter().map(|&column| context.say(keys[column], &[]));
    Numbers {
        columns: std::iter::once(context.say("col_answer", &[]))
            .chain(heads)
            .collect(),
        rows: answers
            .iter()
            .zip(&counts)
            .map(|(answer, counts)| NumbersRow {
                head: context.locale.data(&answer.column),
                cells: shown
                    .iter()
                    .map(|&column| context.locale.integer(counts[column]))
                    .collect(),
            })
            .collect(),
    }
}

/// One row for each question that is not the same in all files.
fn changes(context: &Context) -> Option<Numbers> {
    let changes = &context.figures.ledger.changes;
    let columns = ["col_column", "col_changed", "col_before", "col_after"];
    let says = |file: &str, text: &str| {
        let (file, text) = (context.locale.data(file), context.locale.data(text));
        if text.is_empty() {
            return file;
        }
        context.say("wave_says", &[("file", &file), ("text", &text)])
    };
    (!changes.is_empty()).then(|| Numbers {
        columns: columns.map(|key| context.say(key, &[])).to_vec(),
        rows: changes
            .iter()
            .map(|change| {
                let what = match change.what {
                    WaveChangeKind::NeverAsked => "wave_never_asked",
                    WaveChangeKind::Wording => "wave_wording",
                    WaveChangeKind::Options => "wave_options",
                    WaveChangeKind::Scale => "wave_scale",
                };
                NumbersRow {
                    head: context.locale.data(&change.column),
                    cells: vec![
                        context.say(what, &[]),
                        says(&change.before_file, &change.before),
                        says(&change.after_file, &change.after),
                    ],
                }
            })
            .collect(),
    })
}

fn bad_values(context: &Context) -> Option<Numbers> {
    let bad = &context.figures.ledger.bad_values;
    let columns = ["col_file", "col_line", "col_column", "col_found", "col_why"];
    (!bad.is_empty()).then(|| Numbers {
        columns: columns.map(|key| context.say(key, &[])).to_vec(),
        rows: bad
            .iter()
            .take(LISTED)
            .map(|value| NumbersRow {
                head: context.locale.data(&value.file),
                cells: vec![
                    context.locale.integer(value.line),
                    context.locale.data(&value.column),
                    context.locale.data(&value.value),
                    context.say(
                        match value.why {
                            BadValueKind::OutOfScale => "bad_out_of_scale",
                            BadValueKind::Unreadable => "bad_unreadable",
                        },
                        &[],
                    ),
                ],
            })
            .collect(),
    })
}
