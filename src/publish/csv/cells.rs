//! How figures, contrasts and numbers are written into the cells of a line.

use serde::Serialize;

use crate::figures::model::{Contrast, Figure, MetricFacts, Unit};
use crate::publish::spreadsheet::safe;

/// Heads of the columns of a [`figure`].
pub const FIGURE: [&str; 11] = [
    "estimate",
    "low",
    "high",
    "n",
    "effective_n",
    "design_effect",
    "customers",
    "missing",
    "small_base",
    "absent",
    "no_interval",
];
/// Heads of the columns of a [`contrast`].
pub const CONTRAST: [&str; 12] = [
    "difference",
    "difference_low",
    "difference_high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "test",
    "p",
    "p_adjusted",
    "p_page",
    "verdict",
    "below_noise",
];

/// Heads of columns.
pub fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A metric: its name, label and unit.
pub fn metric(metric: &MetricFacts) -> Vec<String> {
    let unit = match &metric.unit {
        Unit::Share => "share",
        Unit::Points => "points",
        Unit::Number(Some(unit)) => unit,
        Unit::Number(None) => "number",
        Unit::Count => "count",
        Unit::Ratio => "ratio",
    };
    vec![safe(&metric.name), safe(&metric.label), safe(unit)]
}

/// A figure, under the heads [`FIGURE`].
pub fn figure(figure: &Figure) -> [String; 11] {
    [
        number(figure.estimate),
        number(figure.low),
        number(figure.high),
        count(figure.n),
        number(figure.effective_n),
        number(figure.design_effect),
        count(figure.customers),
        count(figure.missing),
        figure.small_base.to_string(),
        word(&figure.absent),
        word(&figure.no_interval),
    ]
}

/// A contrast, under the heads [`CONTRAST`]; empty cells where there is none.
pub fn contrast(contrast: Option<&Contrast>) -> [String; 12] {
    let of = |pick: fn(&Contrast) -> Option<f64>| number(contrast.and_then(pick));
    [
        of(|c| c.difference),
        of(|c| c.difference_low),
        of(|c| c.difference_high),
        of(|c| c.ratio),
        of(|c| c.ratio_low),
        of(|c| c.ratio_high),
        safe(contrast.and_then(|c| c.test.as_deref()).unwrap_or_default()),
        of(|c| c.p),
        of(|c| c.p_adjusted),
        of(|c| c.p_page),
        contrast.map(|c| word(&c.verdict)).unwrap_or_default(),
        contrast
            .map(|c| c.below_noise.to_string())
            .unwrap_or_default(),
    ]
}

/// A number with full precision; tiny ones as 8.5e-272, as the JSON file has them.
pub fn number(value: Option<f64>) -> String {
    let written = value.map(|value| match value.abs() {
        size if size > 0.0 && size < 1e-5 => format!("{value:e}"),
        _ => value.to_string(),
    });
    written.unwrap_or_default()
}

/// A number of answers; empty where it is not known.
pub fn count(value: Option<u64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The name that a value has in the JSON file.
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_precision() {
        assert_eq!(number(Some(-0.5)), "-0.5");
        assert_eq!(number(Some(0.0)), "0");
        assert_eq!(
            number(Some(8.549_525_465_105_898e-272)),
            "8.549525465105898e-272"
        );
    }
}
