//! Methods for two groups.

use super::Compute;
use crate::input::*;
use cxq::statistics::special::hypergeometric::Margins;
use cxq::statistics::two_groups::nps as two_nps;
use cxq::statistics::two_groups::rank_sum::{self, Ranks};
use cxq::statistics::two_groups::score_difference::Score;
use cxq::statistics::two_groups::{
    effect_size, means, odds_ratio, quantiles, risk_ratio, score_difference, shares, superiority,
};
use serde_json::json;

pub const METHODS: &[(&str, Compute)] = &[
    ("difference_of_shares", |i| {
        let (a, b) = (binary(&i["a"]), binary(&i["b"]));
        let mut found = contrast(&shares::difference(&a, &b, level(i)));
        let score = |score| interval(score_difference::interval(&a, &b, score, level(i)));
        found["miettinen_nurminen"] = score(Score::MiettinenNurminen);
        found["mee"] = score(Score::Mee);
        found["agresti_caffo"] = interval(score_difference::agresti_caffo(&a, &b, level(i)));
        found
    }),
    ("risk_ratio", |i| {
        let (a, b) = (binary(&i["a"]), binary(&i["b"]));
        let mut found = contrast(&risk_ratio::ratio(&a, &b, level(i)));
        found["katz"] = interval(risk_ratio::katz(&a, &b, level(i)));
        found
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
        let (a, b) = (binary(&i["a"]), binary(&i["b"]));
        let mut found = contrast(&odds_ratio::ratio(&a, &b, level(i)));
        found["score"] = interval(odds_ratio::score(&a, &b, level(i)));
        if let Some((value, error, ends)) = odds_ratio::gart(&a, &b, level(i)) {
            found["gart"] = json!({"value": value, "se_log": error, "ci": interval(Some(ends))});
        }
        found
    }),
    ("exact_odds_ratio", |i| {
        let table = two_by_two(&i["table"]);
        let mut found = contrast(&odds_ratio::exact(table, level(i)));
        found["mid_p"] = json!(Margins::of(table).map(|margins| margins.mid_p(table[0][0])));
        found
    }),
];
