//! The numbers of a comparison as a table.

use super::{Numbers, NumbersRow};
use crate::figures::model::{Compare, CompareRow, Figure, MetricFacts, Unit};
use crate::report::context::Context;
use crate::report::style::Style;

/// Names of the tests of a comparison, each once, in the order of the rows.
pub fn tests(context: &Context, compare: &Compare) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let contrasts = compare.rows.iter().filter_map(|row| row.contrast.as_ref());
    for test in contrasts.filter_map(|contrast| contrast.test.as_deref()) {
        let name = context.locale.method(test);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// All numbers of a comparison.
pub fn of_compare(context: &Context, compare: &Compare) -> Numbers {
    let has_ratio = compare
        .rows
        .iter()
        .any(|row| row.contrast.as_ref().is_some_and(|c| c.ratio.is_some()));
    let word = |key: &str| context.say(key, &[]);
    let mut columns = vec![word("col_measure")];
    for group in [&compare.left, &compare.right] {
        let label = context.group_head(group);
        columns.push(context.say(
            "col_group",
            &[("group", &label), ("level", &context.level())],
        ));
        columns.push(word("col_n"));
    }
    columns.push(context.say("col_gap", &[("level", &context.level())]));
    if has_ratio {
        columns.push(context.say("col_ratio", &[("level", &context.level())]));
    }
    columns.extend(["col_test", "col_p", "col_p_adjusted", "col_verdict"].map(word));
    let rows = compare
        .rows
        .iter()
        .map(|row| NumbersRow {
            head: with_unit(context, &row.metric),
            cells: cells(context, row, has_ratio),
        })
        .collect();
    Numbers { columns, rows }
}

fn cells(context: &Context, row: &CompareRow, has_ratio: bool) -> Vec<String> {
    let style = context.styles.get(&row.metric);
    let mut cells = Vec::new();
    for figure in [&row.left, &row.right] {
        cells.push(with_interval(context, &style, figure));
        cells.push(base(context, figure));
    }
    let contrast = row.contrast.as_ref();
    let dash = || "–".to_owned();
    cells.push(
        contrast
            .and_then(|c| {
                let value = style.difference(&context.locale, c.difference?);
                let range =
                    style.difference_interval(&context.locale, c.difference_low, c.difference_high);
                Some(bracketed(context, value, range))
            })
            .unwrap_or_else(dash),
    );
    if has_ratio {
        cells.push(
            contrast
                .and_then(|c| {
                    let style = Style::new(&Unit::Ratio, false, c.ratio?);
                    let value = style.value(&context.locale, c.ratio?);
                    let range = c
                        .ratio_low
                        .and_then(|low| style.bare_interval(&context.locale, low, c.ratio_high));
                    Some(bracketed(context, value, range))
                })
                .unwrap_or_else(dash),
        );
    }
    let test = contrast.and_then(|c| c.test.as_deref());
    cells.push(test.map_or_else(dash, |test| context.locale.method(test)));
    cells.push(
        contrast
            .and_then(|c| c.p)
            .map_or_else(dash, |p| bare_p(context, p)),
    );
    cells.push(
        contrast
            .and_then(|c| c.p_adjusted)
            .map_or_else(dash, |p| bare_p(context, p)),
    );
    cells.push(contrast.map_or_else(dash, |c| context.verdict(c)));
    cells
}

/// "Waiting time (minutes)".
pub fn with_unit(context: &Context, metric: &MetricFacts) -> String {
    let name = context.title(metric);
    match context.unit(metric) {
        Some(unit) => context.say("with_codes", &[("name", &name), ("codes", &unit)]),
        None => name,
    }
}

/// "4.03 (3.98 to 4.08)", or why there is none.
pub fn with_interval(context: &Context, style: &Style, figure: &Figure) -> String {
    match figure.estimate {
        Some(value) => {
            let value = style.value(&context.locale, value);
            bracketed(
                context,
                value,
                style.interval(&context.locale, figure.low, figure.high),
            )
        }
        None => context.absence(figure).unwrap_or_else(|| "–".to_owned()),
    }
}

/// The base of a figure.
pub fn base(context: &Context, figure: &Figure) -> String {
    context.base(figure).unwrap_or_else(|| "–".to_owned())
}

fn bracketed(context: &Context, value: String, range: Option<String>) -> String {
    match range {
        Some(range) => context.say("value_and_range", &[("value", &value), ("range", &range)]),
        None => value,
    }
}

fn bare_p(context: &Context, p: f64) -> String {
    if p < 0.001 {
        let limit = context.locale.number(0.001, 3);
        context.say("below_limit", &[("p", &limit)])
    } else {
        context.locale.number(p, 3)
    }
}
