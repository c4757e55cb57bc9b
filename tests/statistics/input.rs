//! Inputs of worked cases, and results as JSON.

use cxq::statistics::one_group::nps::Scores;
use cxq::statistics::{
    Absent, Binary, Contrast, Distribution, Estimate, Interval, Level, Moments, Tally, Test,
};
use serde_json::{Value, json};

/// A number; "inf" and "-inf" stand for the infinite ones.
pub fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some("inf") => f64::INFINITY,
        Some("-inf") => f64::NEG_INFINITY,
        _ => value
            .as_f64()
            .unwrap_or_else(|| panic!("{value} is not a number")),
    }
}

pub fn whole(value: &Value) -> u64 {
    value
        .as_u64()
        .unwrap_or_else(|| panic!("{value} is not a whole number"))
}

pub fn list(value: &Value) -> &Vec<Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("{value} is not a list"))
}

pub fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

pub fn wholes(value: &Value) -> Vec<u64> {
    list(value).iter().map(whole).collect()
}

/// Numbers and nulls.
pub fn gaps(value: &Value) -> Vec<Option<f64>> {
    list(value).iter().map(Value::as_f64).collect()
}

pub fn matrix(value: &Value) -> Vec<Vec<f64>> {
    list(value).iter().map(numbers).collect()
}

/// [[a, b], [c, d]].
pub fn two_by_two(value: &Value) -> [[u64; 2]; 2] {
    let rows: Vec<Vec<u64>> = list(value).iter().map(wholes).collect();
    [[rows[0][0], rows[0][1]], [rows[1][0], rows[1][1]]]
}

/// 95 % unless the case says otherwise.
pub fn level(input: &Value) -> Level {
    match input["level"].as_f64() {
        None => Level::NINETY_FIVE,
        Some(level) => Level::new(level).unwrap(),
    }
}

/// [n, Σw, Σw²].
pub fn tally(value: &Value) -> Tally {
    let sums = list(value);
    Tally::new(whole(&sums[0]), number(&sums[1]), number(&sums[2]))
        .unwrap_or_else(|| panic!("{value} is no tally"))
}

/// {"x": 3, "n": 10}, {"yes": tally, "no": tally} or {"y": [0, 1], "w": [1, 2]}.
pub fn binary(value: &Value) -> Binary {
    if value["yes"].is_array() {
        Binary {
            yes: tally(&value["yes"]),
            no: tally(&value["no"]),
        }
    } else if value["n"].is_u64() {
        Binary::of(whole(&value["x"]), whole(&value["n"]))
    } else {
        distribution(value).split(|y| y == 1.0)
    }
}

/// {"cells": [[value, n, Σw, Σw²]]}, {"counts": [[value, n]]} or {"y": [], "w": []}; without "w"
/// all weights are 1, and null is no answer.
pub fn distribution(value: &Value) -> Distribution {
    if value["cells"].is_array() {
        Distribution::new(list(&value["cells"]).iter().map(|cell| {
            let cell = list(cell);
            (number(&cell[0]), tally(&json!(cell[1..])))
        }))
    } else if value["counts"].is_array() {
        Distribution::of_counts(list(&value["counts"]).iter().map(|pair| {
            let pair = list(pair);
            (number(&pair[0]), whole(&pair[1]))
        }))
    } else {
        Distribution::of_rows(rows(value))
    }
}

/// Single answers with their weights.
pub fn rows(value: &Value) -> Vec<(f64, f64)> {
    let weights = value["w"].is_array().then(|| numbers(&value["w"]));
    gaps(&value["y"])
        .into_iter()
        .enumerate()
        .filter_map(|(i, y)| Some((y?, weights.as_ref().map_or(1.0, |w| w[i]))))
        .collect()
}

/// {"promoters": 1, "passives": 2, "detractors": 3} or ratings as a distribution.
pub fn scores(value: &Value) -> Scores {
    if value["promoters"].is_u64() {
        let count = |name: &str| whole(&value[name]);
        Scores::of_counts(count("promoters"), count("passives"), count("detractors"))
    } else {
        Scores::of_ratings(&distribution(value))
    }
}

pub fn moments(value: &Value) -> Option<Moments> {
    distribution(value).moments()
}

/// [low, high] with open ends as "-inf" and "inf"; null for no interval.
pub fn interval(interval: Option<Interval>) -> Value {
    match interval {
        None => Value::Null,
        Some(interval) => json!([
            interval.low.map_or(json!("-inf"), |x| json!(x)),
            interval.high.map_or(json!("inf"), |x| json!(x)),
        ]),
    }
}

pub fn estimate(estimate: &Estimate) -> Value {
    json!({
        "value": estimate.value,
        "se": estimate.standard_error,
        "ci": interval(estimate.interval),
        "n": estimate.n,
        "n_eff": estimate.effective_n,
        "absent": estimate.absent.map(|why| format!("{why:?}")),
        "method": format!("{:?}", estimate.method),
    })
}

pub fn test(test: &Result<Test, Absent>) -> Value {
    match test {
        Err(why) => json!({"statistic": null, "p": null, "absent": format!("{why:?}")}),
        Ok(test) => json!({
            "statistic": test.statistic,
            "df": test.degrees_of_freedom.0,
            "df2": test.degrees_of_freedom.1,
            "p": test.p,
            "method": format!("{:?}", test.method),
        }),
    }
}

pub fn contrast(contrast: &Contrast) -> Value {
    json!({
        "value": contrast.value,
        "se": contrast.standard_error,
        "ci": interval(contrast.interval),
        "test": test(&contrast.test),
        "detectable": contrast.detectable,
        "absent": contrast.absent.map(|why| format!("{why:?}")),
    })
}
