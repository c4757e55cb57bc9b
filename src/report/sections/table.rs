//! The crosstab: metrics by the answers to a question.

use serde::Serialize;

use crate::figures::model::{
    Contrast, Figure, MetricFacts, Table, TableBlock, TableCell, TableColumn, TableRow, Unit,
    ValueRange, Verdict,
};
use crate::report::context::Context;
use crate::report::locale::{capitalised, shortened};

/// So many columns stand side by side; more of them are cut into several tables.
pub const COLUMNS: usize = 8;
/// The level of capital letters.
const STRICT: f64 = 0.99;
/// Longer answers are cut in the head of a column.
const IN_A_HEAD: usize = 36;

/// A crosstab.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// One for each question, or several where a question has many answers.
    pub tables: Vec<Crosstab>,
    /// How to read it.
    pub notes: Vec<String>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crosstab {
    /// What it shows.
    pub caption: String,
    /// Responses in all.
    pub total: String,
    /// The columns.
    pub columns: Vec<CrosstabColumn>,
    /// The rows.
    pub rows: Vec<CrosstabRow>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrosstabColumn {
    /// The answer.
    pub label: String,
    /// Which numbers a band holds, with their unit: "over 5 to 15 minutes".
    pub remark: Option<String>,
    /// Its letter.
    pub letter: String,
    /// Its base, or a dash.
    pub base: String,
    /// A mark that leads to a note: "*" for a small base, "†" for a hidden one.
    pub mark: &'static str,
}

/// One metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrosstabRow {
    /// Its name.
    pub name: String,
    /// Its unit, and "lower is better" where that is so.
    pub remark: Option<String>,
    /// All respondents.
    pub total: String,
    /// The cells.
    pub cells: Vec<CrosstabCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrosstabCell {
    /// As text, or a dash.
    pub value: String,
    /// Its interval and base.
    pub detail: String,
    /// Letters of the columns that it is clearly higher than.
    pub letters: String,
    /// Shade: "worse-3" to "worse-1", "level", "better-1" to "better-3", or "none".
    pub shade: String,
}

/// The view of a crosstab.
pub fn view(context: &Context, table: &Table) -> TableView {
    let questions: Vec<String> = table
        .blocks
        .iter()
        .map(|block| context.locale.data(&block.label))
        .collect();
    let tables = table
        .blocks
        .iter()
        .enumerate()
        .flat_map(|(index, block)| cut(context, table, index, block))
        .collect();
    TableView {
        id: table.id.clone(),
        name: context.say(
            "nav_table",
            &[("questions", &context.locale.list(&questions))],
        ),
        heading: capitalised(&heading(context, table, &questions)),
        tables,
        notes: notes(context, table),
    }
}

/// The cell that clearly differs from the rest of its question and lies furthest from the total.
pub struct Furthest<'a> {
    /// Its row.
    pub row: &'a TableRow,
    /// Its question.
    pub block: &'a TableBlock,
    /// Its column.
    pub column: &'a TableColumn,
    /// Its figure.
    pub figure: &'a Figure,
    /// The column against the rest.
    pub contrast: &'a Contrast,
}

/// The clearest departure from the rest, where there is one.
pub fn furthest(table: &Table) -> Option<Furthest<'_>> {
    let mut best: Option<(f64, Furthest)> = None;
    for row in &table.rows {
        for (block, cells) in table.blocks.iter().zip(&row.cells) {
            for (column, cell) in block.columns.iter().zip(cells) {
                let clear = cell.against_rest.as_ref().filter(|c| c.matters());
                let distance = departure(&row.metric, row.total.estimate, cell).map(f64::abs);
                let (Some(contrast), Some(distance)) = (clear, distance) else {
                    continue;
                };
                if best.as_ref().is_none_or(|(most, _)| distance > *most) {
                    let figure = &cell.figure;
                    let one = Furthest {
                        row,
                        block,
                        column,
                        figure,
                        contrast,
                    };
                    best = Some((distance, one));
                }
            }
        }
    }
    best.map(|(_, furthest)| furthest)
}

/// A departure in words, by the name of a sentence.
pub fn departs(context: &Context, key: &str, furthest: &Furthest) -> String {
    let Furthest {
        row,
        block,
        column,
        figure,
        ..
    } = furthest;
    let style = context.styles.get(&row.metric);
    let places = [
        ("metric", context.quoted(&row.metric)),
        ("column", context.locale.data(&column.label)),
        ("question", context.locale.data(&block.label)),
        ("value", context.value_in_words(&style, figure)),
        ("total", context.value_in_words(&style, &row.total)),
    ];
    let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
    context.say(key, &places)
}

/// What stands out most.
fn heading(context: &Context, table: &Table, questions: &[String]) -> String {
    if let Some(furthest) = furthest(table) {
        return departs(context, "table_heading", &furthest);
    }
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let mut contrasts = cells.filter_map(|cell| cell.against_rest.as_ref());
    let by = context.locale.list(questions);
    if contrasts.any(|contrast| contrast.verdict != Verdict::TooFew) {
        context.say("table_no_difference", &[("questions", &by)])
    } else {
        context.say("table_plain", &[("questions", &by)])
    }
}

/// A value in a sentence, a band with its numbers: "long (over 15 minutes)".
pub fn in_words(
    context: &Context,
    label: &str,
    unit: Option<&str>,
    numbers: &[ValueRange],
) -> String {
    let label = context.locale.data(label);
    match ranges(context, unit, numbers) {
        Some(ranges) => context.say("value_and_range", &[("value", &label), ("range", &ranges)]),
        None => label,
    }
}

/// The numbers that a band holds, with their unit.
pub fn ranges(context: &Context, unit: Option<&str>, numbers: &[ValueRange]) -> Option<String> {
    let number = |value: Option<f64>| {
        value.map_or_else(String::new, |value| {
            context.given(&Unit::Number(None), value)
        })
    };
    let range = |range: &ValueRange| {
        let key = match (range.low, range.above_low, range.high) {
            (Some(low), _, Some(high)) if low == high => return number(range.low),
            (Some(_), false, Some(_)) => "range",
            (Some(_), true, Some(_)) => "range_over",
            (Some(_), false, None) => "or_more",
            (Some(_), true, None) => "over",
            (None, ..) => "at_most",
        };
        let ends = [("low", number(range.low)), ("high", number(range.high))];
        let ends = ends.each_ref().map(|(place, end)| (*place, end.as_str()));
        context.say(key, &ends)
    };
    let ranges: Vec<String> = numbers.iter().map(range).collect();
    let ranges = (!ranges.is_empty()).then(|| context.locale.list(&ranges))?;
    Some(match unit {
        Some(unit) => context.say(
            "number_unit",
            &[("number", &ranges), ("unit", &context.locale.data(unit))],
        ),
        None => ranges,
    })
}

/// How far a cell is from the total, as a part of the metric's range (of the total where there
/// is no range).
fn departure(metric: &MetricFacts, total: Option<f64>, cell: &TableCell) -> Option<f64> {
    let (total, value) = (total?, cell.figure.estimate?);
    let range = match (&metric.unit, metric.bounds) {
        (Unit::Share, _) => 1.0,
        (Unit::Points, _) => 200.0,
        (_, Some((low, high))) if high > low => high - low,
        _ if total != 0.0 => total.abs() * 2.0,
        _ => return None,
    };
    Some((value - total) / range)
}

fn cut(context: &Context, table: &Table, index: usize, block: &TableBlock) -> Vec<Crosstab> {
    let count = block.columns.len();
    let parts = count.div_ceil(COLUMNS).max(1);
    let width = count.div_ceil(parts).max(1);
    let label = context.locale.data(&block.label);
    (0..parts)
        .map(|part| {
            let columns = part * width..((part + 1) * width).min(count);
            let caption = if parts == 1 {
                context.say("table_caption", &[("question", &label)])
            } else {
                let (part, parts) = (part as u64 + 1, parts as u64);
                context.say(
                    "table_caption_part",
                    &[
                        ("question", &label),
                        ("part", &context.locale.integer(part)),
                        ("parts", &context.locale.integer(parts)),
                    ],
                )
            };
            Crosstab {
                caption,
                total: context.locale.integer(context.figures.base.n),
                columns: block.columns[columns.clone()]
                    .iter()
                    .enumerate()
                    .map(|(offset, column)| CrosstabColumn {
                        label: context.locale.data(&shortened(&column.label, IN_A_HEAD)),
                        remark: ranges(context, block.unit.as_deref(), &column.ranges),
                        letter: column.letter.clone(),
                        base: column
                            .n
                            .map_or_else(|| "–".to_owned(), |n| context.locale.integer(n)),
                        mark: mark(table, index, columns.start + offset, column.n),
                    })
                    .collect(),
                rows: table
                    .rows
                    .iter()
                    .map(|row| {
                        let cells = row
                            .cells
                            .get(index)
                            .and_then(|cells| cells.get(columns.clone()));
                        row_view(context, row, cells.unwrap_or_default())
                    })
                    .collect(),
            }
        })
        .collect()
}

fn mark(table: &Table, block: usize, column: usize, n: Option<u64>) -> &'static str {
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(block)?.get(column));
    match n {
        None => "†",
        Some(_) if cells.clone().any(|cell| cell.figure.small_base) => "*",
        Some(_) => "",
    }
}

fn row_view(context: &Context, row: &TableRow, cells: &[TableCell]) -> CrosstabRow {
    let style = context.styles.get(&row.metric);
    CrosstabRow {
        name: context.title(&row.metric),
        remark: remark(context, &row.metric),
        total: context.value(&style, &row.total),
        cells: cells
            .iter()
            .map(|cell| {
                let why = context.interval_or_why(&style, &cell.figure);
                let mut detail: Vec<String> = why.into_iter().collect();
                let base = context.base(&cell.figure);
                detail.extend(base.map(|n| context.say("n_equals", &[("n", &n)])));
                CrosstabCell {
                    value: context.value(&style, &cell.figure),
                    detail: detail.join(&context.say("reason_separator", &[])),
                    letters: letters(cell),
                    shade: shade(&row.metric, row.total.estimate, cell),
                }
            })
            .collect(),
    }
}

/// "Bd"; with blanks between letters of which one is long.
fn letters(cell: &TableCell) -> String {
    let is_long = cell.higher_than.iter().any(|letter| letter.len() > 1);
    cell.higher_than.join(if is_long { " " } else { "" })
}

/// "minutes; lower is better".
fn remark(context: &Context, metric: &MetricFacts) -> Option<String> {
    let mut remarks: Vec<String> = context.unit(metric).into_iter().collect();
    if metric.more_is_good == Some(false) {
        remarks.push(context.say("lower_is_better", &[]));
    }
    let separator = context.say("reason_separator", &[]);
    (!remarks.is_empty()).then(|| remarks.join(&separator))
}

/// Colour marks clear differences only; how strong it is tells how far from the total.
fn shade(metric: &MetricFacts, total: Option<f64>, cell: &TableCell) -> String {
    let Some(distance) = departure(metric, total, cell) else {
        return "none".to_owned();
    };
    let (Some(more_is_good), Some(contrast)) = (metric.more_is_good, &cell.against_rest) else {
        return "level".to_owned();
    };
    let step = match distance.abs() {
        _ if !contrast.matters() => return "level".to_owned(),
        d if d >= 0.10 => 3,
        d if d >= 0.05 => 2,
        _ => 1,
    };
    let side = if (distance > 0.0) == more_is_good {
        "better"
    } else {
        "worse"
    };
    format!("{side}-{step}")
}

fn notes(context: &Context, table: &Table) -> Vec<String> {
    let cells = || table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let mut notes = Vec::new();
    if cells().any(|cell| !cell.higher_than.is_empty()) {
        let places = [
            ("level", context.level()),
            ("strict", context.level_of(STRICT)),
        ];
        let places = places.each_ref().map(|(key, level)| (*key, level.as_str()));
        notes.push(context.say("note_letters", &places));
    }
    if table
        .rows
        .iter()
        .any(|row| row.metric.more_is_good.is_some())
    {
        notes.push(context.say("note_shades", &[]));
    }
    if cells().any(|cell| cell.figure.small_base && cell.figure.estimate.is_some()) {
        notes.push(context.say("note_small", &[]));
    }
    if cells().any(|cell| cell.figure.estimate.is_none()) {
        notes.push(context.say("note_hidden", &[]));
    }
    for block in table.blocks.iter().filter(|block| block.unknown > 0) {
        let question = context.locale.data(&block.label);
        let is_banded = block.columns.iter().any(|column| !column.ranges.is_empty());
        notes.push(context.locale.say_count(
            if is_banded {
                "note_in_no_band"
            } else {
                "note_unanswered"
            },
            block.unknown,
            &[("question", &question)],
        ));
    }
    notes
}
