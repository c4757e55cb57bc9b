//! Methods for drivers.

use super::Compute;
use crate::input::*;
use cxq::statistics::drivers::cross_products::CrossProducts;
use cxq::statistics::drivers::quadrants::Cut;
use cxq::statistics::drivers::{logistic, relative_weights, shapley};
use serde_json::{Value, json};

fn rows_with_gaps(input: &Value) -> Vec<(f64, Vec<f64>)> {
    let weights = input["w"].as_array().map(|_| numbers(&input["w"]));
    let row = |(k, row): (usize, &Value)| {
        let numbers = gaps(row).into_iter().map(|x| x.unwrap_or(f64::NAN));
        (weights.as_ref().map_or(1.0, |w| w[k]), numbers.collect())
    };
    list(&input["rows"]).iter().enumerate().map(row).collect()
}

pub const METHODS: &[(&str, Compute)] = &[
    // "rows" are outcome and drivers, null where there is no answer, "w" their weights; or
    // "tally", "means" and "products" are their sums.
    ("drivers", |i| {
        let sums = if i["tally"].is_array() {
            CrossProducts::new(
                tally(&i["tally"]),
                numbers(&i["means"]),
                matrix(&i["products"]),
            )
        } else {
            let rows = rows_with_gaps(i);
            let cases = rows.iter().map(|(w, row)| (*w, row.as_slice()));
            CrossProducts::of_cases(cases)
        };
        let correlations = sums.unwrap().correlations().unwrap();
        let lmg = shapley::importance(&correlations).unwrap();
        let johnson = relative_weights::importance(&correlations);
        json!({
            "n": correlations.n,
            "r_squared": lmg.r_squared,
            "lmg": lmg.parts,
            "johnson": johnson.parts,
            "johnson_r_squared": johnson.r_squared,
            "beta": correlations.standardised_coefficients(),
            "vif": correlations.variance_inflation(),
            "enough": correlations.enough(),
        })
    }),
    // The outcome, first in each row, is 0 or 1.
    ("logistic", |i| {
        let rows = rows_with_gaps(i);
        let cases: Vec<logistic::Case> = rows
            .iter()
            .map(|(w, row)| (*w, row[0] == 1.0, &row[1..]))
            .collect();
        match logistic::fit(&cases) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(found) => {
                json!({"intercept": found.intercept, "coefficients": found.coefficients})
            }
        }
    }),
    ("quadrants", |i| {
        let (importance, performance) = (numbers(&i["importance"]), numbers(&i["performance"]));
        let drivers: Vec<(f64, f64)> = importance.into_iter().zip(performance).collect();
        let cut = Cut::at_means(&drivers).unwrap();
        let field = |(importance, performance): &(f64, f64)| {
            format!("{:?}", cut.quadrant(*importance, *performance))
        };
        json!({
            "cut": [cut.importance, cut.performance],
            "quadrants": drivers.iter().map(field).collect::<Vec<_>>(),
        })
    }),
];
