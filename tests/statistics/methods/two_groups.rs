//! Methods for two groups.

use super::Compute;
use crate::input::*;
use cxq::statistics::two_groups::nps as two_nps;
use cxq::statistics::two_groups::rank_sum::{self, Ranks};
use cxq::statistics::two_groups::{
    effect_size, means, odds_ratio, quantiles, risk_ratio, shares, superiority,
};
use serde_json::json;

pub const METHODS: &[(&str, Compute)] = &[
    ("difference_of_shares", |i| {
        contrast(&shares::difference(
            &binary(&i["a"]),
            &binary(&i["b"]),
            level(i),
        ))
    }),
    ("risk_ratio", |i| {
        contrast(&risk_ratio::ratio(
            &binary(&i["a"]),
            &binary(&i["b"]),
            level(i),
        ))
    }),
    ("difference_of_nps", |i| {
        contrast(&two_nps::difference(
            &scores(&i["a"]),
            &scores(&i["b"]),
            level(i),
        ))
    }),
    ("difference_of_means", |i| {
        let (a, b) = (moments(&i["a"]), moments(&i["b"]));
        contrast(&means::difference(a.as_ref(), b.as_ref(), level(i)))
    }),
    ("difference_of_quantiles", |i| {
        let (a, b) = (distribution(&i["a"]), distribution(&i["b"]));
        contrast(&quantiles::difference(&a, &b, number(&i["p"]), level(i)))
    }),
    ("rank_sum", |i| {
        let (a, b) = (distribution(&i["a"]), distribution(&i["b"]));
        let mut found = test(&rank_sum::test(&a, &b));
        found["u"] = json!(Ranks::of(&a, &b).u);
        found["asymptotic"] = test(&Ranks::of(&a, &b).asymptotic());
        found
    }),
    ("superiority", |i| {
        let (a, b) = (distribution(&i["a"]), distribution(&i["b"]));
        let mut found = estimate(&superiority::probability(&a, &b, level(i)));
        found["delta"] = estimate(&superiority::cliffs_delta(&a, &b, level(i)));
        found
    }),
    ("hedges_g", |i| {
        let (a, b) = (moments(&i["a"]), moments(&i["b"]));
        estimate(&effect_size::hedges_g(a.as_ref(), b.as_ref(), level(i)))
    }),
    (
        "cohens_h",
        |i| json!({"h": effect_size::cohens_h(number(&i["p1"]), number(&i["p2"]))}),
    ),
    ("odds_ratio", |i| {
        contrast(&odds_ratio::ratio(
            &binary(&i["a"]),
            &binary(&i["b"]),
            level(i),
        ))
    }),
    ("exact_odds_ratio", |i| {
        contrast(&odds_ratio::exact(two_by_two(&i["table"]), level(i)))
    }),
];
