//! Methods for several groups and whole crosstabs.

use super::Compute;
use crate::input::*;
use cxq::statistics::Binary;
use cxq::statistics::many_groups::contingency::Table;
use cxq::statistics::many_groups::kruskal_wallis::MeanRanks;
use cxq::statistics::many_groups::letters::{self, letter};
use cxq::statistics::many_groups::multiplicity::Correction;
use cxq::statistics::many_groups::{rao_scott, weighted_rank, welch_anova};
use serde_json::json;

pub const METHODS: &[(&str, Compute)] = &[
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
        let columns: Vec<_> = x.iter().zip(&n).map(|(&x, &n)| Binary::of(x, n)).collect();
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
    ("crosstab", |i| {
        let cells: Vec<Vec<u64>> = list(&i["table"]).iter().map(wholes).collect();
        let table = Table::new(&cells).unwrap();
        let (v, corrected) = table.cramers_v().unzip();
        let mut found = json!({"v": v, "v_corrected": corrected, "test": test(&table.test())});
        match table.pearson() {
            Err(why) => found["absent"] = json!(format!("{why:?}")),
            Ok(pearson) => {
                found["chi_square"] = json!(pearson.chi_square);
                found["df"] = json!(pearson.degrees_of_freedom);
                found["least_expected"] = json!(pearson.least_expected);
                found["share_under_five"] = json!(pearson.share_under_five);
                let (statistic, p) = table.n_minus_one().unzip();
                found["n_minus_one"] = json!({"statistic": statistic, "p": p});
                found["permutation"] = test(&table.permutation_test());
            }
        }
        found
    }),
    ("rao_scott", |i| {
        let cells: Vec<Vec<_>> = list(&i["cells"])
            .iter()
            .map(|row| list(row).iter().map(tally).collect())
            .collect();
        match rao_scott::test(&cells) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(found) => json!({
                "chi_square": found.chi_square,
                "second_order": test(&Ok(found.second_order)),
                "first_order": test(&Ok(found.first_order)),
            }),
        }
    }),
    ("kruskal_wallis", |i| {
        let groups: Vec<_> = list(&i["groups"]).iter().map(distribution).collect();
        match MeanRanks::of(&groups.iter().collect::<Vec<_>>()) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(ranks) => {
                let dunn = ranks.dunn().unwrap_or_default();
                let mut found = test(&ranks.kruskal_wallis());
                found["epsilon_squared"] = json!(ranks.epsilon_squared());
                found["dunn"] = json!({
                    "z": dunn.iter().map(|(test, _)| test.statistic).collect::<Vec<_>>(),
                    "p": dunn.iter().map(|(test, _)| test.p).collect::<Vec<_>>(),
                    "p_holm": dunn.iter().map(|(_, p)| *p).collect::<Vec<_>>(),
                });
                found
            }
        }
    }),
    ("welch_anova", |i| {
        let groups: Vec<_> = list(&i["groups"]).iter().filter_map(moments).collect();
        test(&welch_anova::test(&groups))
    }),
];
