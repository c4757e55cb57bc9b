//! Methods that rank units.

use super::Compute;
use crate::input::*;
use cxq::statistics::Binary;
use cxq::statistics::units::{Shrunk, beta_binomial, normal_normal};
use serde_json::{Value, json};

fn shrunk(units: &[Shrunk]) -> Value {
    json!({
        "mean": units.iter().map(|u| u.value).collect::<Vec<_>>(),
        "ci": units.iter().map(|u| [u.low, u.high]).collect::<Vec<_>>(),
        "rank": units.iter().map(|u| u.rank).collect::<Vec<_>>(),
    })
}

pub const METHODS: &[(&str, Compute)] = &[
    ("beta_binomial", |i| {
        let (x, n) = (wholes(&i["x"]), wholes(&i["n"]));
        let units: Vec<Binary> = x.iter().zip(&n).map(|(&x, &n)| Binary::of(x, n)).collect();
        match beta_binomial::shrink(&units, level(i)) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(found) => {
                let mut json = shrunk(&found.units);
                json["a"] = json!(found.prior.map(|prior| prior.0));
                json["b"] = json!(found.prior.map(|prior| prior.1));
                json
            }
        }
    }),
    ("normal_normal", |i| {
        let (y, se) = (numbers(&i["y"]), numbers(&i["se"]));
        let units: Vec<(f64, f64)> = y.into_iter().zip(se).collect();
        match normal_normal::shrink(&units, level(i)) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(found) => {
                let mut json = shrunk(&found.units);
                json["tau2"] = json!(found.variance_between);
                json["mu"] = json!(found.mean);
                json
            }
        }
    }),
];
