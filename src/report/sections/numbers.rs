//! The numbers of a comparison as a table.

use super::adjusted;
use super::{Numbers, NumbersRow};
use crate::figures::model::{Compare, CompareRow, Contrast, Figure, MetricFacts, Unit};
use crate::report::between::Between;
use crate::report::context::Context;
use crate::report::style::Style;

/// Names of the tests of a comparison, each once, in the order of the rows.
pub fn tests(context: &Context, compare: &Compare) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in &compare.rows {
        let overall = row.overall.as_ref().map(|overall| overall.test.as_str());
        let contrasts = row.pairs.iter().filter_map(|pair| pair.contrast.as_ref());
        let pairs = contrasts.filter_map(|contrast| contrast.test.as_deref());
        for test in overall.into_iter().chain(pairs) {
            let name = context.locale.method(test).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The figures of more than two groups, and whether they differ at all.
pub fn of_groups(context: &Context, compare: &Compare) -> Numbers {
    let word = |key: &str| context.say(key, &[]);
    let mut columns = vec![word("col_measure")];
    for group in &compare.groups {
        columns.extend(heads_of_group(context, &context.group_head(group)));
    }
    columns.extend(["col_test", "col_p", "col_p_adjusted", "col_verdict"].map(word));
    let row = |row: &CompareRow| {
        let style = context.styles.get(&row.metric);
        let of_groups = row.figures.iter();
        let mut cells: Vec<String> = of_groups
            .flat_map(|figure| {
                [
                    with_interval(context, &style, figure),
                    base(context, figure),
                ]
            })
            .collect();
        cells.extend(match &row.overall {
            Some(overall) => [
                context.locale.method(&overall.test).to_owned(),
                bare_p(context, overall.p),
                bare_p(context, overall.p_adjusted),
                word(if overall.clear {
                    "verdict_differs"
                } else {
                    "verdict_no_clear_difference"
                }),
            ],
            None => [(); 4].map(|()| dash()),
        });
        NumbersRow {
            head: with_unit(context, &row.metric),
            cells,
        }
    };
    Numbers {
        rows: compare.rows.iter().map(row).collect(),
        columns,
    }
}

/// Every two groups of a comparison.
pub fn of_pairs(context: &Context, compare: &Compare) -> Numbers {
    let are_many = compare.groups.len() > 2;
    let all = || {
        compare
            .rows
            .iter()
            .flat_map(|row| Between::all(compare, row))
    };
    let has_ratio = all().any(|b| b.contrast.is_some_and(|c| c.ratio.is_some()));
    let is_adjusted = !compare.adjusted_for.is_empty();
    let word = |key: &str| context.say(key, &[]);
    let with_level = |key: &str| context.say(key, &[("level", &context.level())]);
    let mut columns = vec![word("col_measure")];
    if are_many {
        columns.push(word("col_groups"));
    } else {
        for group in &compare.groups {
            columns.extend(heads_of_group(context, &context.group_head(group)));
        }
    }
    columns.push(with_level("col_gap"));
    columns.extend(has_ratio.then(|| with_level("col_ratio")));
    columns.extend(["col_test", "col_p", "col_p_adjusted", "col_verdict"].map(word));
    if is_adjusted {
        columns.push(with_level("col_gap_adjusted"));
        columns.extend(has_ratio.then(|| with_level("col_ratio_adjusted")));
        columns.extend(["col_p_of_adjusted", "col_verdict_adjusted"].map(word));
    }
    let row = |between: Between| {
        let style = context.styles.get(between.metric);
        let mut cells = Vec::new();
        if are_many {
            cells.push(super::forest::pair_name(context, &between));
        } else {
            for figure in [between.left.1, between.right.1] {
                cells.push(with_interval(context, &style, figure));
                cells.push(base(context, figure));
            }
        }
        let contrast = between.contrast;
        cells.extend(sizes(context, &style, contrast, has_ratio));
        let test = contrast.and_then(|c| c.test.as_deref());
        cells.push(test.map_or_else(dash, |test| context.locale.method(test).to_owned()));
        let p = |p: Option<f64>| p.map_or_else(dash, |p| bare_p(context, p));
        cells.push(p(contrast.and_then(|c| c.p)));
        cells.push(p(contrast.and_then(|c| c.p_adjusted)));
        let verdict = |c: &Contrast| context.verdict_in_full(&style, c);
        cells.push(contrast.map_or_else(dash, verdict));
        if is_adjusted {
            let adjusted = between.adjusted.and_then(|a| a.contrast.as_ref());
            cells.extend(sizes(context, &style, adjusted, has_ratio));
            cells.push(p(adjusted.and_then(|c| c.p_adjusted)));
            cells.push(adjusted.map_or_else(dash, verdict));
        }
        NumbersRow {
            head: with_unit(context, between.metric),
            cells,
        }
    };
    Numbers {
        rows: all().map(row).collect(),
        columns,
    }
}

fn heads_of_group(context: &Context, label: &str) -> [String; 2] {
    let places = [("group", label), ("level", &context.level())];
    [context.say("col_group", &places), context.say("col_n", &[])]
}

/// The difference with its interval and, where shares are in the table, the ratio with its.
fn sizes(
    context: &Context,
    style: &Style,
    contrast: Option<&Contrast>,
    has_ratio: bool,
) -> Vec<String> {
    let gap = contrast.and_then(|c| adjusted::difference(context, style, c));
    let mut cells = vec![gap.unwrap_or_else(dash)];
    if has_ratio {
        let ratio = contrast.and_then(|c| {
            let style = Style::new(&Unit::Ratio, false, c.ratio?);
            let value = style.value(&context.locale, c.ratio?);
            let range = c
                .ratio_low
                .and_then(|low| style.bare_interval(&context.locale, low, c.ratio_high));
            Some(bracketed(context, value, range))
        });
        cells.push(ratio.unwrap_or_else(dash));
    }
    cells
}

fn dash() -> String {
    "–".to_owned()
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

/// A value with its range in brackets, where there is one.
pub fn bracketed(context: &Context, value: String, range: Option<String>) -> String {
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
