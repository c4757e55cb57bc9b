//! Special functions.

use super::Compute;
use crate::input::*;
use cxq::statistics::special::hypergeometric::Margins;
use cxq::statistics::special::{beta, binomial, chi_square, f, normal, student};
use serde_json::json;

pub const METHODS: &[(&str, Compute)] = &[
    ("normal", |i| {
        let z = i["z"]
            .as_f64()
            .map(|z| (normal::survival(z), normal::two_sided(z)));
        json!({
            "survival": z.map(|z| z.0),
            "two_sided": z.map(|z| z.1),
            "quantile": i["p"].as_f64().map(normal::upper_quantile),
        })
    }),
    ("student", |i| {
        let df = number(&i["df"]);
        json!({
            "survival": i["t"].as_f64().map(|t| student::survival(t, df)),
            "quantile": i["p"].as_f64().map(|p| student::upper_quantile(p, df)),
        })
    }),
    ("chi_square_distribution", |i| {
        let df = number(&i["df"]);
        json!({
            "survival": i["x"].as_f64().map(|x| chi_square::survival(x, df)),
            "cdf": i["x"].as_f64().map(|x| chi_square::cdf(x, df)),
            "quantile": i["p"].as_f64().map(|p| chi_square::upper_quantile(p, df)),
        })
    }),
    ("f_distribution", |i| {
        let (df1, df2) = (number(&i["df1"]), number(&i["df2"]));
        json!({
            "survival": i["x"].as_f64().map(|x| f::survival(x, df1, df2)),
            "quantile": i["p"].as_f64().map(|p| f::upper_quantile(p, df1, df2)),
        })
    }),
    ("beta_distribution", |i| {
        let (a, b) = (number(&i["a"]), number(&i["b"]));
        json!({
            "cdf": i["x"].as_f64().map(|x| beta::cdf(x, a, b)),
            "survival": i["x"].as_f64().map(|x| beta::survival(x, a, b)),
            "quantile": i["p"].as_f64().map(|p| beta::quantile(p, a, b).0),
            "quantile_complement": i["p"].as_f64().map(|p| beta::quantile(p, a, b).1),
        })
    }),
    ("binomial_distribution", |i| {
        let (n, p) = (whole(&i["n"]), number(&i["p"]));
        json!({
            "probability": i["k"].as_u64().map(|k| binomial::probability(k, n, p)),
            "cdf": i["k"].as_u64().map(|k| binomial::cdf(k, n, p)),
            "survival": i["k"].as_u64().map(|k| binomial::survival(k, n, p)),
            "quantile": i["at"].as_f64().map(|at| binomial::quantile(at, n, p)),
        })
    }),
    (
        "binomial_test",
        |i| json!({"p": binomial::exact_test(whole(&i["x"]), whole(&i["n"]), number(&i["p0"]))}),
    ),
    ("hypergeometric", |i| {
        let table = two_by_two(&i["table"]);
        let margins = Margins::of(table).unwrap();
        let (_, below, above) = margins.at_odds(table[0][0], 1.0);
        json!({
            "probability": margins.ln_probability(table[0][0]).exp(),
            "cdf": below,
            "survival": above,
            "fisher": margins.fisher(table[0][0]),
        })
    }),
];
