//! What must hold for corrections of many p values and for the letters that rest on them.

use cxq::statistics::many_groups::letters::{self, RowLetters, SMALLEST_BASE, letter};
use cxq::statistics::many_groups::multiplicity::Correction::{
    self, BenjaminiHochberg, BenjaminiYekutieli, Bonferroni, Holm,
};
use cxq::statistics::{Binary, Level};
use proptest::prelude::*;

const LEVEL: Level = Level::NINETY_FIVE;

/// P values from certain to hopeless, ties and tests that were not done among them.
fn p_values(most: usize) -> impl Strategy<Value = Vec<Option<f64>>> {
    let p = prop_oneof![
        0.0..=1.0,
        (-12.0..0.0_f64).prop_map(|x| 10_f64.powf(x)),
        Just(0.01),
        Just(0.0),
        Just(1.0),
    ];
    let p = prop_oneof![9 => p.prop_map(Some), 1 => Just(None), 1 => Just(Some(f64::NAN))];
    prop::collection::vec(p, 0..most)
}

/// Columns of a row of a crosstab: yes and no.
fn columns() -> impl Strategy<Value = Vec<Binary>> {
    let column = (0..=120_u64, 1..=120_u64).prop_map(|(yes, n)| Binary::of(yes.min(n), n));
    prop::collection::vec(column, 0..9)
}

fn row(columns: &[Binary], correction: Correction) -> RowLetters {
    letters::shares(columns, SMALLEST_BASE, correction, LEVEL)
}

fn done(p: &[Option<f64>]) -> Vec<f64> {
    p.iter()
        .flatten()
        .copied()
        .filter(|p| !p.is_nan())
        .collect()
}

fn is_tested(column: &Binary) -> bool {
    let n = column.total().n();
    n >= 30 && column.yes.n() > 0 && column.no.n() > 0
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Holm's correction is the closed test of all intersections by Bonferroni's rule.
    #[test]
    fn holm_is_a_closed_test(p in p_values(9)) {
        let adjusted = done(&Holm.adjust(&p));
        let p = done(&p);
        for (i, found) in adjusted.into_iter().enumerate() {
            let by_hand = (1_u32..1 << p.len())
                .filter(|set| set & (1 << i) != 0)
                .map(|set| {
                    let members = (0..p.len()).filter(|j| set & (1 << j) != 0);
                    let least = members.map(|j| p[j]).fold(1.0, f64::min);
                    (f64::from(set.count_ones()) * least).min(1.0)
                })
                .fold(0.0, f64::max);
            prop_assert!(near(found, by_hand), "{} is not {}", found, by_hand);
        }
    }

    /// Benjamini and Hochberg's claims are those of their step-up rule at any rate.
    #[test]
    fn benjamini_hochberg_steps_up(p in p_values(40), rate in 0.001..0.5_f64) {
        let adjusted = done(&BenjaminiHochberg.adjust(&p));
        let p = done(&p);
        let mut sorted = p.clone();
        sorted.sort_by(f64::total_cmp);
        let m = p.len() as f64;
        let reaches = |k: &usize| sorted[k - 1] <= *k as f64 * rate / m;
        let cut = (1..=p.len()).rev().find(reaches).map(|k| sorted[k - 1]);
        for (p, adjusted) in p.iter().zip(adjusted) {
            let on_the_line = (adjusted - rate).abs() < 1e-12;
            prop_assert!(on_the_line || (adjusted <= rate) == cut.is_some_and(|cut| *p <= cut));
        }
    }

    #[test]
    fn corrections_are_ordered_and_keep_order(p in p_values(40)) {
        let by = |correction: Correction| done(&correction.adjust(&p));
        let (raw, bh, by_, holm, bonferroni) =
            (by(Correction::None), by(BenjaminiHochberg), by(BenjaminiYekutieli), by(Holm), by(Bonferroni));
        for i in 0..raw.len() {
            prop_assert!(raw[i] <= bh[i] * (1.0 + 1e-12) && bh[i] <= holm[i] * (1.0 + 1e-12));
            prop_assert!(holm[i] <= bonferroni[i] && bh[i] <= by_[i] && bonferroni[i] <= 1.0);
            for j in 0..raw.len() {
                for adjusted in [&bh, &by_, &holm, &bonferroni] {
                    prop_assert!(raw[i] > raw[j] || adjusted[i] <= adjusted[j]);
                }
            }
        }
    }

    /// Neither the order of tests nor those that were not done change a byte.
    #[test]
    fn only_tests_count_in_any_order(p in p_values(30), turn in 0..30_usize) {
        for correction in [Correction::None, Holm, Bonferroni, BenjaminiHochberg, BenjaminiYekutieli] {
            let adjusted = correction.adjust(&p);
            let alone: Vec<Option<f64>> = done(&p).into_iter().map(Some).collect();
            prop_assert_eq!(done(&adjusted), done(&correction.adjust(&alone)));
            for (p, adjusted) in p.iter().zip(&adjusted) {
                prop_assert_eq!(p.is_some_and(|p| !p.is_nan()), adjusted.is_some());
            }
            let (mut turned, mut expected) = (p.clone(), adjusted);
            turned.rotate_left(turn % p.len().max(1));
            expected.rotate_left(turn % p.len().max(1));
            turned.reverse();
            expected.reverse();
            prop_assert_eq!(correction.adjust(&turned), expected);
        }
    }

    /// The higher column of a tested pair has the letter, exactly where the adjusted p says so.
    #[test]
    fn letters_say_what_the_tests_say(columns in columns()) {
        for correction in [Correction::None, Holm, Bonferroni] {
            let row = row(&columns, correction);
            let share = |c: usize| columns[c].shares().unwrap().0;
            for ((i, j), p) in &row.p {
                let tested = is_tested(&columns[*i]) && is_tested(&columns[*j]);
                prop_assert_eq!(tested, p.is_some());
                let claim = p.is_some_and(|p| p < LEVEL.alpha());
                let has = |a: usize, b: usize| row.higher_than[a].contains(&b);
                prop_assert_eq!(has(*i, *j), claim && share(*i) > share(*j));
                prop_assert_eq!(has(*j, *i), claim && share(*j) > share(*i));
            }
            let pairs = columns.len() * columns.len().saturating_sub(1) / 2;
            prop_assert_eq!(row.p.len(), pairs);
        }
    }

    /// A stricter correction takes letters away and gives none.
    #[test]
    fn a_stricter_correction_takes_letters_away(columns in columns()) {
        let rows = [Correction::None, Holm, Bonferroni].map(|correction| row(&columns, correction));
        for pair in rows.windows(2) {
            for (more, fewer) in pair[0].higher_than.iter().zip(&pair[1].higher_than) {
                prop_assert!(fewer.iter().all(|column| more.contains(column)));
            }
        }
    }

    /// A column that is too small to be tested costs the others nothing.
    #[test]
    fn an_untested_column_changes_nothing(columns in columns(), yes in 0..=29_u64, at in 0..9_usize) {
        let at = at.min(columns.len());
        let plain = row(&columns, Holm);
        let mut more = columns.clone();
        more.insert(at, Binary::of(yes, 29));
        let with = row(&more, Holm);
        prop_assert!(with.higher_than[at].is_empty());
        let moved = |c: usize| if c < at { c } else { c + 1 };
        for (c, lower) in plain.higher_than.iter().enumerate() {
            let lower: Vec<usize> = lower.iter().map(|c| moved(*c)).collect();
            prop_assert_eq!(&with.higher_than[moved(c)], &lower);
        }
    }

    #[test]
    fn columns_in_another_order_have_the_same_letters(columns in columns()) {
        let forward = row(&columns, Holm);
        let turned: Vec<Binary> = columns.iter().rev().copied().collect();
        let backward = row(&turned, Holm);
        let mirror = |c: usize| columns.len() - 1 - c;
        for (c, lower) in forward.higher_than.iter().enumerate() {
            let mut lower: Vec<usize> = lower.iter().map(|c| mirror(*c)).collect();
            lower.sort_unstable();
            prop_assert_eq!(&backward.higher_than[mirror(c)], &lower);
        }
    }

    /// A to Z, AA to ZZ, AAA …: read back as numbers with the digits 1 to 26 they are the places again.
    #[test]
    fn letters_are_places(place in 0..1_000_000_usize) {
        let letters = letter(place);
        let read = letters.bytes().fold(0, |sum, b| sum * 26 + usize::from(b - b'A') + 1);
        prop_assert_eq!(read, place + 1);
    }
}
