//! Rules about what may be shown and said.

use super::Compute;
use crate::input::*;
use cxq::statistics::one_group::share;
use cxq::statistics::rules::published::{self, Published};
use cxq::statistics::rules::{small_base, suppression};
use serde_json::json;

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
        let published = Published::rounded(number(&i["value"]), number(&i["rounding"])).unwrap();
        match published::share(&binary(i), published, level(i)) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(against) => json!({
                "standing": format!("{:?}", against.standing),
                "difference": against.difference,
                "at_value": test(&Ok(against.at_value)),
                "at_limit": test(&Ok(against.at_limit)),
            }),
        }
    }),
    ("published_share_with_base", |i| {
        let (value, n) = (number(&i["value"]), whole(&i["published_n"]));
        contrast(&published::share_with_base(&binary(i), value, n, level(i)))
    }),
];
