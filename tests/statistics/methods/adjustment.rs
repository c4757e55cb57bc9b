//! Methods that take differences of make-up out of account.

use super::Compute;
use crate::input::*;
use cxq::statistics::adjustment::kitagawa::{self, Part};
use cxq::statistics::adjustment::raking::{self, Margin};
use cxq::statistics::adjustment::trimming::{self, Bounds};
use cxq::statistics::adjustment::{mantel_haenszel, standardisation, stratified};
use cxq::statistics::clustered::CustomerSums;
use cxq::statistics::one_group::share;
use cxq::statistics::{Binary, Moments};
use serde_json::{Value, json};

/// [[share of the reference, {"x": 1, "n": 2}], …]
fn strata(value: &Value, input: &Value) -> Vec<standardisation::Stratum> {
    list(value)
        .iter()
        .map(|pair| {
            (
                number(&pair[0]),
                share::estimate(&binary(&pair[1]), level(input)),
            )
        })
        .collect()
}

/// Tables of [[yes, no] of the first group, [yes, no] of the second].
fn tables(input: &Value) -> Vec<(Binary, Binary)> {
    list(&input["tables"])
        .iter()
        .map(|table| {
            let [[a, b], [c, d]] = two_by_two(table);
            (Binary::of(a, a + b), Binary::of(c, c + d))
        })
        .collect()
}

pub const METHODS: &[(&str, Compute)] = &[
    ("mantel_haenszel", |i| {
        contrast(&mantel_haenszel::odds_ratio(&tables(i), level(i)))
    }),
    ("mantel_haenszel_difference", |i| {
        contrast(&mantel_haenszel::risk_difference(&tables(i), level(i)))
    }),
    ("mantel_haenszel_ratio", |i| {
        contrast(&mantel_haenszel::risk_ratio(&tables(i), level(i)))
    }),
    // "strata" are [values of the first group, of the second], "weights" likewise where there are.
    ("stratified_difference", |i| {
        let moments = |group: usize, stratum: usize| {
            let values = numbers(&i["strata"][stratum][group]);
            let weights = &i["weights"][stratum][group];
            let weights = match weights {
                Value::Null => vec![1.0; values.len()],
                weights => numbers(weights),
            };
            let rows: Vec<(f64, f64)> = values.into_iter().zip(weights).collect();
            Moments::of_rows(&rows).unwrap()
        };
        let strata = 0..list(&i["strata"]).len();
        let strata: Vec<_> = strata.map(|s| (moments(0, s), moments(1, s))).collect();
        contrast(&stratified::difference(&strata, level(i)))
    }),
    ("standardised_share", |i| {
        estimate(&standardisation::estimate(
            &strata(&i["strata"], i),
            level(i),
        ))
    }),
    ("difference_of_standardised_shares", |i| {
        let part = |name: &str| standardisation::estimate(&strata(&i[name], i), level(i));
        contrast(&standardisation::difference(
            &part("a"),
            &part("b"),
            level(i),
        ))
    }),
    ("kitagawa", |i| {
        let at = |name: &str| numbers(&i[name]);
        let (s1, s2, r1, r2) = (at("shares1"), at("shares2"), at("rates1"), at("rates2"));
        let parts: Vec<Part> = (0..s1.len())
            .map(|k| Part {
                shares: (s1[k], s2[k]),
                rates: (r1[k], r2[k]),
            })
            .collect();
        let split = kitagawa::split(&parts).unwrap();
        json!({"total": split.total, "mix": split.mix, "rate": split.rate})
    }),
    // "cells" are [rows, start weight, category of each margin]; results are by cell.
    ("rake", |i| {
        let cells: Vec<Vec<f64>> = matrix(&i["cells"]);
        let rows: Vec<&Vec<f64>> = cells
            .iter()
            .flat_map(|cell| std::iter::repeat_n(cell, cell[0] as usize))
            .collect();
        let start: Vec<f64> = rows.iter().map(|cell| cell[1]).collect();
        let margins: Vec<Margin> = list(&i["targets"])
            .iter()
            .enumerate()
            .map(|(k, targets)| Margin {
                categories: rows.iter().map(|cell| cell[2 + k] as usize).collect(),
                targets: numbers(targets),
            })
            .collect();
        let bounds = i["bounds"].as_array().map(|_| {
            let bounds = numbers(&i["bounds"]);
            Bounds::new(bounds[0], bounds[1]).unwrap()
        });
        match raking::rake(&start, &margins, bounds) {
            Err(why) => json!({"cannot": format!("{why:?}")}),
            Ok(raked) => {
                let mut first = 0;
                let mut weights = Vec::new();
                for cell in &cells {
                    weights.push(raked.weights[first]);
                    first += cell[0] as usize;
                }
                json!({
                    "weights": weights,
                    "deff": raked.design_effect,
                    "n_eff": raked.effective_n,
                    "at_bounds": [raked.at_bounds.0, raked.at_bounds.1],
                })
            }
        }
    }),
    // "cells" are [rows, weight].
    ("trim", |i| {
        let weights: Vec<f64> = matrix(&i["cells"])
            .iter()
            .flat_map(|cell| std::iter::repeat_n(cell[1], cell[0] as usize))
            .collect();
        match trimming::trim(&weights, number(&i["low"]), number(&i["high"])) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(mut trimmed) => {
                trimmed.sort_by(f64::total_cmp);
                trimmed.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
                json!({"distinct": trimmed})
            }
        }
    }),
    // "rows" are [customer, group 0 or 1, y, weight].
    ("clustered", |i| {
        let rows = matrix(&i["rows"]);
        let mut customers: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        customers.sort_by(f64::total_cmp);
        customers.dedup();
        let mut sums = CustomerSums::default();
        for customer in customers {
            let (mut sum, mut answers) = ([0.0; 4], [0, 0]);
            for row in rows.iter().filter(|row| row[0] == customer) {
                let group = row[1] as usize;
                sum[2 * group] += row[3] * row[2];
                sum[2 * group + 1] += row[3];
                answers[group] += 1;
            }
            sums.add(sum, answers);
        }
        json!({
            "mean": estimate(&sums.mean(level(i))),
            "share": estimate(&sums.share(level(i))),
            "difference": contrast(&sums.difference(level(i))),
        })
    }),
];
