//! What a case may name, and how it is computed.

use crate::input::*;
use cxq::statistics::many_groups::letters::{self, letter};
use cxq::statistics::many_groups::multiplicity::Correction;
use cxq::statistics::many_groups::weighted_rank;
use cxq::statistics::one_group::{mean, nps, quantile, ratio, share, spread, total};
use cxq::statistics::rules::published::{self, Published};
use cxq::statistics::rules::{small_base, suppression};
use cxq::statistics::special::hypergeometric::Margins;
use cxq::statistics::special::{beta, binomial, chi_square, f, normal, student};
use cxq::statistics::two_groups::effect_size;
use cxq::statistics::two_groups::nps as two_nps;
use cxq::statistics::two_groups::rank_sum::{self, Ranks};
use cxq::statistics::two_groups::{means, quantiles, risk_ratio, shares, superiority};
use serde_json::{Value, json};

type Compute = fn(&Value) -> Value;

/// Name and computation of every method.
pub const METHODS: &[(&str, Compute)] = &[
    // One group.
    ("share", |i| {
        let answers = binary(i);
        let mut found = estimate(&share::estimate(&answers, level(i)));
        found["exact"] = interval(share::exact(&answers, level(i)).interval);
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
    // Two groups.
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
    // Many groups.
    ("weighted_rank", |i| {
        let groups: Vec<_> = list(&i["groups"]).iter().map(distribution).collect();
        test(&weighted_rank::test(&groups.iter().collect::<Vec<_>>()))
    }),
    ("adjusted_p", |i| {
        let p = gaps(&i["p"]);
        json!({
            "holm": Correction::Holm.adjust(&p),
            "bonferroni": Correction::Bonferroni.adjust(&p),
            "benjamini_hochberg": Correction::BenjaminiHochberg.adjust(&p),
            "benjamini_yekutieli": Correction::BenjaminiYekutieli.adjust(&p),
        })
    }),
    ("column_letters", |i| {
        let (x, n) = (wholes(&i["x"]), wholes(&i["n"]));
        let columns: Vec<_> = x
            .iter()
            .zip(&n)
            .map(|(&x, &n)| cxq::statistics::Binary::of(x, n))
            .collect();
        let by = |correction| {
            let row = letters::shares(&columns, letters::SMALLEST_BASE, correction, level(i));
            let words: Vec<String> = row
                .higher_than
                .iter()
                .map(|lower| {
                    lower
                        .iter()
                        .map(|&c| letter(c))
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            json!({"letters": words, "p": row.p.iter().map(|(_, p)| *p).collect::<Vec<_>>()})
        };
        json!({
            "none": by(Correction::None),
            "holm": by(Correction::Holm),
            "bonferroni": by(Correction::Bonferroni),
        })
    }),
    // Rules.
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
    // Special functions.
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
        let table: Vec<Vec<u64>> = list(&i["table"]).iter().map(wholes).collect();
        let table = [[table[0][0], table[0][1]], [table[1][0], table[1][1]]];
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
