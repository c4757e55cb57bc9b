//! Methods for one group.

use super::Compute;
use crate::input::*;
use cxq::statistics::one_group::{mean, nps, quantile, ratio, share, spread, total};
use serde_json::json;

pub const METHODS: &[(&str, Compute)] = &[
    ("share", |i| {
        let answers = binary(i);
        let mut found = estimate(&share::estimate(&answers, level(i)));
        found["exact"] = interval(share::exact(&answers, level(i)).interval);
        found["jeffreys"] = interval(share::jeffreys(&answers, level(i)));
        found["wilson_corrected"] = interval(share::wilson_corrected(&answers, level(i)));
        found
    }),
    ("nps", |i| {
        let scores = scores(i);
        let mut found = estimate(&nps::estimate(&scores, level(i)));
        let (promoters, detractors) = scores.shares().unzip();
        found["promoters"] = json!(promoters);
        found["detractors"] = json!(detractors);
        found
    }),
    ("mean", |i| {
        estimate(&mean::estimate(moments(i).as_ref(), level(i)))
    }),
    ("quantile", |i| {
        let (answers, p) = (distribution(i), number(&i["p"]));
        let mut found = estimate(&quantile::estimate(&answers, p, level(i)));
        let ranks = quantile::ranks(answers.total().whole_kish(), p, level(i));
        found["ranks"] = json!([ranks.0, ranks.1]);
        found["inverse_distribution"] = json!(quantile::inverse_distribution(&answers, p));
        found["interpolated"] = json!(quantile::interpolated(&answers, p));
        found["grouped_median"] = json!(quantile::grouped_median(&answers, 1.0));
        found
    }),
    ("standard_deviation", |i| {
        estimate(&spread::estimate(&distribution(i), level(i)))
    }),
    ("sum", |i| {
        estimate(&total::sum(moments(i).as_ref(), level(i)))
    }),
    ("extremes", |i| {
        let answers = distribution(i);
        json!({
            "minimum": total::minimum(&answers).value,
            "maximum": total::maximum(&answers).value,
            "count": total::count(answers.total()).value,
        })
    }),
    ("ratio_of_means", |i| {
        let part = |name: &str| mean::estimate(moments(&i[name]).as_ref(), level(i));
        let dependence = match i["covariance"].as_f64() {
            Some(covariance) => ratio::Dependence::Covariance(covariance),
            None => ratio::Dependence::Unknown,
        };
        let (a, b) = (part("a"), part("b"));
        estimate(&ratio::estimate(&a, &b, dependence, level(i)))
    }),
    ("kish", |i| {
        let tally = tally(&i["tally"]);
        json!({"n_eff": tally.kish(), "deff": tally.design_effect()})
    }),
];
