//! Rules about what may be shown and said.

use super::Compute;
use crate::input::*;
use cxq::statistics::one_group::share;
use cxq::statistics::rules::published::{self, Against, Published};
use cxq::statistics::rules::{small_base, suppression, verdict};
use cxq::statistics::two_groups::shares;
use cxq::statistics::{Absent, Binary};
use serde_json::{Value, json};

fn figure(input: &Value) -> Published {
    let rounding = number(&input["rounding"]);
    let figure = match input["high"].as_f64() {
        Some(high) => Published::range(number(&input["value"]), high, rounding).unwrap(),
        None => Published::rounded(number(&input["value"]), rounding).unwrap(),
    };
    match input["published_ci"].as_array() {
        Some(ends) => figure.with_interval(number(&ends[0]), number(&ends[1]), level(input)),
        None => figure,
    }
}

fn against(against: Result<Against, Absent>) -> Value {
    match against {
        Err(why) => json!({"absent": format!("{why:?}")}),
        Ok(against) => json!({
            "standing": format!("{:?}", against.standing),
            "difference": against.difference,
            "at_value": test(&Ok(against.at_value)),
            "at_limit": test(&Ok(against.at_limit)),
        }),
    }
}

pub const METHODS: &[(&str, Compute)] = &[
    (
        "small_base",
        |i| json!({"base": format!("{:?}", small_base::of_counts(whole(&i["n"]), number(&i["n_eff"])))}),
    ),
    ("small_base_of_share", |i| {
        let share = share::estimate(&binary(i), level(i));
        json!({"base": format!("{:?}", small_base::of_share(&share))})
    }),
    ("suppression", |i| {
        if i["row"].is_array() {
            json!({"hidden": suppression::in_row(&wholes(&i["row"]), 10)})
        } else {
            let table: Vec<Vec<u64>> = list(&i["table"]).iter().map(wholes).collect();
            json!({"hidden": suppression::in_table(&table, 10)})
        }
    }),
    ("published_share", |i| {
        against(published::share(&binary(i), figure(i), level(i)))
    }),
    ("published_nps", |i| {
        let n = i["published_n"].as_u64();
        against(published::nps(&scores(i), figure(i), n, level(i)))
    }),
    ("published_mean", |i| {
        against(published::mean(&moments(i).unwrap(), figure(i), level(i)))
    }),
    ("published_ratio", |i| {
        against(published::ratio(
            &binary(&i["a"]),
            &binary(&i["b"]),
            figure(i),
            level(i),
        ))
    }),
    ("verdict", |i| {
        let (a, b) = (binary(&i["a"]), binary(&i["b"]));
        let contrast = shares::difference(&a, &b, level(i));
        let base =
            |answers: &Binary| small_base::of_counts(answers.total().n(), answers.effective_n());
        let p = i["p_adjusted"].as_f64();
        json!({
            "verdict": format!("{:?}", verdict::of(&contrast, p, (base(&a), base(&b)), level(i))),
            "worth_acting_on": verdict::worth_acting_on(&contrast, 0.05),
        })
    }),
    ("published_share_with_base", |i| {
        let (value, n) = (number(&i["value"]), whole(&i["published_n"]));
        contrast(&published::share_with_base(&binary(i), value, n, level(i)))
    }),
];
