//! What must hold for any answers.

use cxq::statistics::adjustment::kitagawa::{self, Part};
use cxq::statistics::adjustment::raking::{self, Margin};
use cxq::statistics::adjustment::trimming::{self, Bounds};
use cxq::statistics::adjustment::{mantel_haenszel, standardisation};
use cxq::statistics::clustered::CustomerSums;
use cxq::statistics::drivers::cross_products::CrossProducts;
use cxq::statistics::drivers::{logistic, quadrants, relative_weights, shapley};
use cxq::statistics::many_groups::contingency::Table;
use cxq::statistics::many_groups::kruskal_wallis::MeanRanks;
use cxq::statistics::many_groups::letters;
use cxq::statistics::many_groups::multiplicity::Correction;
use cxq::statistics::many_groups::{rao_scott, weighted_rank, welch_anova};
use cxq::statistics::one_group::nps::Scores;
use cxq::statistics::one_group::ratio::{self, Dependence};
use cxq::statistics::one_group::{mean, nps, quantile, share, spread, total};
use cxq::statistics::over_time::{control_chart, series_trend, share_trend, xmr};
use cxq::statistics::rules::published::{self, Published};
use cxq::statistics::rules::suppression;
use cxq::statistics::special::hypergeometric::Margins;
use cxq::statistics::special::{beta, binomial, chi_square, f, normal, student};
use cxq::statistics::two_groups::nps as two_nps;
use cxq::statistics::two_groups::score_difference::Score;
use cxq::statistics::two_groups::{
    effect_size, means, odds_ratio, quantiles, rank_sum, risk_ratio, score_difference, shares,
    superiority,
};
use cxq::statistics::units::{beta_binomial, normal_normal};
use cxq::statistics::{
    Absent, Binary, Contrast, Distribution, Estimate, Interval, Level, Method, Moments, Tally, Test,
};
use proptest::prelude::*;

const LEVEL: Level = Level::NINETY_FIVE;

/// A rating with its weight.
type Row = (f64, f64);

fn ratings() -> impl Strategy<Value = Vec<Row>> {
    let weight = prop_oneof![Just(1.0), 0.05..8.0];
    prop::collection::vec(((0..=10_u8).prop_map(f64::from), weight), 0..60)
}

/// Any number that a computer can hold, extremes more often than by chance.
fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        Just(0.0),
        Just(-0.0),
        Just(1.0),
        Just(1e-300),
        Just(1e300),
        Just(f64::INFINITY),
        Just(f64::NAN),
        -100.0..100.0,
        0.0..1.0,
    ]
}

fn wild_rows() -> impl Strategy<Value = Vec<Row>> {
    let few = prop_oneof![Just(0.0), Just(1.0), Just(2.0), Just(1e9), wild()];
    prop::collection::vec((few, wild()), 0..30)
}

fn promoters(rows: &[Row]) -> Binary {
    Distribution::of_rows(rows.iter().copied()).split(|y| y >= 9.0)
}

/// Everything about one group.
fn about_one(rows: &[Row]) -> Vec<Estimate> {
    let answers = Distribution::of_rows(rows.iter().copied());
    let moments = answers.moments();
    let moments = moments.as_ref();
    let mut all = vec![
        share::estimate(&promoters(rows), LEVEL),
        share::exact(&promoters(rows), LEVEL),
        nps::estimate(&Scores::of_ratings(&answers), LEVEL),
        mean::estimate(moments, LEVEL),
        mean::estimate(Moments::of_rows(rows).as_ref(), LEVEL),
        spread::of_moments(moments),
        spread::estimate(&answers, LEVEL),
        total::count(answers.total()),
        total::minimum(&answers),
        total::maximum(&answers),
    ];
    all.extend([0.1, 0.5, 0.9].map(|p| quantile::estimate(&answers, p, LEVEL)));
    all
}

/// Everything about two groups that does not change with the unit of weights, with the value that
/// stands for no difference.
fn about_two(first: &[Row], second: &[Row]) -> Vec<(Contrast, f64)> {
    let (a, b) = (promoters(first), promoters(second));
    let of = |rows: &[Row]| Distribution::of_rows(rows.iter().copied());
    let (x, y) = (of(first), of(second));
    let (m, n) = (x.moments(), y.moments());
    let (m, n) = (m.as_ref(), n.as_ref());
    vec![
        (shares::difference(&a, &b, LEVEL), 0.0),
        (risk_ratio::ratio(&a, &b, LEVEL), 1.0),
        (odds_ratio::ratio(&a, &b, LEVEL), 1.0),
        (
            two_nps::difference(&Scores::of_ratings(&x), &Scores::of_ratings(&y), LEVEL),
            0.0,
        ),
        (means::difference(m, n, LEVEL), 0.0),
        (quantiles::difference(&x, &y, 0.5, LEVEL), 0.0),
        (quantiles::difference(&x, &y, 0.9, LEVEL), 0.0),
        (mantel_haenszel::odds_ratio(&[(a, b), (b, b)], LEVEL), 1.0),
    ]
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => (a - b).abs() <= 1e-7 * (1e-3 + a.abs().max(b.abs())),
        _ => false,
    }
}

fn ends(interval: Option<Interval>) -> [Option<f64>; 2] {
    [interval.and_then(|i| i.low), interval.and_then(|i| i.high)]
}

fn same_estimate(a: &Estimate, b: &Estimate) -> bool {
    let ([low_a, high_a], [low_b, high_b]) = (ends(a.interval), ends(b.interval));
    near(a.value, b.value)
        && near(a.standard_error, b.standard_error)
        && near(low_a, low_b)
        && near(high_a, high_b)
        && near(Some(a.effective_n), Some(b.effective_n))
        && a.absent == b.absent
}

fn same_contrast(a: &Contrast, b: &Contrast) -> bool {
    let ([low_a, high_a], [low_b, high_b]) = (ends(a.interval), ends(b.interval));
    near(a.value, b.value)
        && near(low_a, low_b)
        && near(high_a, high_b)
        && near(a.p(), b.p())
        && near(a.detectable, b.detectable)
        && a.absent == b.absent
}

fn weighted(rows: &[Row], factor: f64) -> Vec<Row> {
    rows.iter().map(|(y, w)| (*y, w * factor)).collect()
}

fn sound_interval(interval: Option<Interval>) {
    if let Some(interval) = interval {
        let [low, high] = ends(Some(interval));
        assert!(low.is_none_or(f64::is_finite) && high.is_none_or(f64::is_finite));
        assert!(
            low.zip(high).is_none_or(|(low, high)| low < high),
            "{interval:?}"
        );
    }
}

fn sound_estimate(estimate: &Estimate) {
    assert!(estimate.value.is_none_or(f64::is_finite), "{estimate:?}");
    assert!(
        estimate
            .standard_error
            .is_none_or(|e| e.is_finite() && e >= 0.0),
        "{estimate:?}"
    );
    assert!(
        estimate.effective_n.is_finite() && estimate.effective_n >= 0.0,
        "{estimate:?}"
    );
    let complete = estimate.value.is_some() && estimate.interval.is_some();
    assert_eq!(complete, estimate.absent.is_none(), "{estimate:?}");
    sound_interval(estimate.interval);
}

fn sound_test(test: &Result<Test, Absent>) {
    if let Ok(test) = test {
        assert!((0.0..=1.0).contains(&test.p), "{test:?}");
        assert!(test.statistic.is_none_or(f64::is_finite), "{test:?}");
    }
}

fn sound_contrast(contrast: &Contrast) {
    assert!(contrast.value.is_none_or(f64::is_finite), "{contrast:?}");
    assert!(
        contrast.detectable.is_none_or(|d| d.is_finite() && d > 0.0),
        "{contrast:?}"
    );
    sound_interval(contrast.interval);
    sound_test(&contrast.test);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equal_weights_reproduce_the_unweighted(rows in ratings(), other in ratings(), w in 0.01..50.0) {
        let plain: Vec<Row> = rows.iter().map(|(y, _)| (*y, 1.0)).collect();
        for (a, b) in about_one(&plain).iter().zip(&about_one(&weighted(&plain, w))) {
            prop_assert!(same_estimate(a, b), "{a:?}\n{b:?}");
        }
        let other: Vec<Row> = other.iter().map(|(y, _)| (*y, 1.0)).collect();
        let both = (weighted(&plain, w), weighted(&other, w));
        for ((a, _), (b, _)) in about_two(&plain, &other).iter().zip(&about_two(&both.0, &both.1)) {
            prop_assert!(same_contrast(a, b), "{a:?}\n{b:?}");
        }
    }

    #[test]
    fn the_unit_of_weights_does_not_matter(rows in ratings(), other in ratings(), w in 0.01..50.0) {
        for (a, b) in about_one(&rows).iter().zip(&about_one(&weighted(&rows, w))) {
            prop_assert!(same_estimate(a, b), "{a:?}\n{b:?}");
        }
        let both = (weighted(&rows, w), weighted(&other, w));
        for ((a, _), (b, _)) in about_two(&rows, &other).iter().zip(&about_two(&both.0, &both.1)) {
            prop_assert!(same_contrast(a, b), "{a:?}\n{b:?}");
        }
    }

    #[test]
    fn parts_add_up_to_the_whole(rows in ratings(), cut in 0..60_usize) {
        let (left, right) = rows.split_at(cut.min(rows.len()));
        let of = |rows: &[Row]| Distribution::of_rows(rows.iter().copied());
        let whole = of(&rows);
        let merged = of(left).merge(&of(right));
        prop_assert_eq!(whole.values(), merged.values());
        prop_assert_eq!(whole.total().n(), merged.total().n());
        let pair = [Moments::of_rows(left), Moments::of_rows(right)];
        if let [Some(a), Some(b)] = pair {
            let (merged, whole) = (a.merge(&b).unwrap(), Moments::of_rows(&rows).unwrap());
            for (x, y) in [
                (merged.mean(), whole.mean()),
                (merged.variance().unwrap_or(0.0), whole.variance().unwrap_or(0.0)),
                (merged.mean_variance().unwrap_or(0.0), whole.mean_variance().unwrap_or(0.0)),
                (merged.total_variance().unwrap_or(0.0), whole.total_variance().unwrap_or(0.0)),
            ] {
                prop_assert!(near(Some(x), Some(y)), "{x} {y}");
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_change_a_byte(rows in ratings()) {
        let mut reversed = rows.clone();
        reversed.reverse();
        prop_assert_eq!(about_one(&rows), about_one(&reversed));
    }

    #[test]
    fn swapping_groups_swaps_signs(rows in ratings(), other in ratings()) {
        let pairs = about_two(&rows, &other).into_iter().zip(about_two(&other, &rows));
        // Strata of the last, Mantel–Haenszel, are not swapped here.
        for ((a, none), (b, _)) in pairs.take(7) {
            let mirror = |x: Option<f64>| x.map(|x| if none == 0.0 { -x } else { 1.0 / x });
            // The inverse of 0 is no number, and neither is that of an open end.
            let finite = |x: Option<f64>| x.filter(|x| x.abs() < 1e12 && (none == 0.0 || x.abs() > 1e-12));
            let both = a.value.is_some() && b.value.is_some();
            prop_assert!(!both || near(finite(a.value), finite(mirror(b.value))), "{a:?}\n{b:?}");
            let ([low, high], [low_b, high_b]) = (ends(a.interval), ends(b.interval));
            prop_assert!(near(finite(low), finite(mirror(high_b))), "{a:?}\n{b:?}");
            prop_assert!(near(finite(high), finite(mirror(low_b))), "{a:?}\n{b:?}");
            prop_assert!(near(a.p(), b.p()), "{a:?}\n{b:?}");
        }
    }

    #[test]
    fn intervals_contain_their_estimate(rows in ratings(), other in ratings()) {
        for estimate in about_one(&rows) {
            if let (Some(value), Some(interval)) = (estimate.value, estimate.interval) {
                let slack = Interval { low: interval.low.map(|x| x - 1e-12), high: interval.high.map(|x| x + 1e-12), ..interval };
                prop_assert!(slack.contains(value), "{estimate:?}");
            }
        }
        for (contrast, _) in about_two(&rows, &other) {
            if let (Some(value), Some(interval)) = (contrast.value, contrast.interval) {
                let reach = 1e-9 * (1.0 + value.abs());
                let slack = Interval { low: interval.low.map(|x| x - reach), high: interval.high.map(|x| x + reach), ..interval };
                prop_assert!(slack.contains(value), "{contrast:?}");
            }
        }
    }

    #[test]
    fn groups_give_numbers_or_reasons(rows in wild_rows(), other in wild_rows(), third in wild_rows()) {
        for estimate in about_one(&rows) {
            sound_estimate(&estimate);
        }
        for (contrast, _) in about_two(&rows, &other) {
            sound_contrast(&contrast);
        }
        let of = |rows: &[Row]| Distribution::of_rows(rows.iter().copied());
        let (x, y, z) = (of(&rows), of(&other), of(&third));
        let (m, n) = (x.moments(), y.moments());
        sound_estimate(&effect_size::hedges_g(m.as_ref(), n.as_ref(), LEVEL));
        sound_estimate(&superiority::probability(&x, &y, LEVEL));
        sound_estimate(&superiority::cliffs_delta(&x, &y, LEVEL));
        sound_estimate(&total::sum(m.as_ref(), LEVEL));
        sound_test(&rank_sum::test(&x, &y));
        sound_test(&weighted_rank::test(&[&x, &y, &z]));
        if let Ok(ranks) = MeanRanks::of(&[&x, &y, &z]) {
            sound_test(&ranks.kruskal_wallis());
            prop_assert!(ranks.epsilon_squared().is_none_or(|e| (0.0..=1.0).contains(&e)));
            if let Ok(dunn) = ranks.dunn() {
                dunn.into_iter().for_each(|(test, _)| sound_test(&Ok(test)));
            }
        }
        let moments: Vec<Moments> = [&x, &y, &z].into_iter().filter_map(Distribution::moments).collect();
        sound_test(&welch_anova::test(&moments));
        let (a, b) = (mean::estimate(m.as_ref(), LEVEL), mean::estimate(n.as_ref(), LEVEL));
        for dependence in [Dependence::Independent, Dependence::Unknown, Dependence::Covariance(0.1)] {
            sound_estimate(&ratio::estimate(&a, &b, dependence, LEVEL));
        }
        let binaries = [&rows, &other, &third].map(|rows| promoters(rows));
        let cells: Vec<Vec<Tally>> = binaries.iter().map(|b| vec![b.yes, b.no]).collect();
        if let Ok(test) = rao_scott::test(&cells) {
            sound_test(&Ok(test.second_order));
        }
        letters::shares(&binaries, 2.0, Correction::Holm, LEVEL);
        sound_test(&share_trend::cochran_armitage(&[(0.0, binaries[0]), (1.0, binaries[1]), (5.0, binaries[2])]));
        for chart in [control_chart::chart(&binaries), control_chart::laney(&binaries)].into_iter().flatten() {
            for point in chart.points.into_iter().flatten() {
                prop_assert!(point.low.is_finite() && point.high.is_finite() && point.low <= point.high);
            }
        }
        let strata: Vec<(f64, Estimate)> = binaries.iter().map(|b| (0.3, share::estimate(b, LEVEL))).collect();
        sound_estimate(&standardisation::estimate(&strata, LEVEL));
        let many: Vec<Binary> = binaries.iter().cycle().take(9).copied().collect();
        if let Ok(units) = beta_binomial::shrink(&many, LEVEL) {
            prop_assert!(units.units.iter().all(|u| u.low <= u.high && (0.0..=1.0).contains(&u.value)));
        }
    }

    #[test]
    fn other_intervals_of_shares_are_sound(rows in wild_rows(), other in wild_rows()) {
        let level = LEVEL;
        let (a, b) = (promoters(&rows), promoters(&other));
        for interval in [share::jeffreys(&a, level), share::wilson_corrected(&a, level)] {
            sound_interval(interval);
            prop_assert_eq!(interval.is_some(), a.shares().is_some());
            if let (Some(interval), Some((p, _))) = (interval, a.shares()) {
                prop_assert!(interval.contains(p), "{:?} without {}", interval, p);
            }
        }
        for score in [Score::MiettinenNurminen, Score::Mee] {
            let one = score_difference::interval(&a, &b, score, level);
            let other = score_difference::interval(&b, &a, score, level);
            sound_interval(one);
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                let gap = a.shares().unwrap().0 - b.shares().unwrap().0;
                prop_assert!(one.contains(gap), "{:?} without {}", one, gap);
                let sum = one.low.unwrap() + other.high.unwrap();
                prop_assert!(sum.abs() < 1e-7, "{:?} and {:?}", one, other);
            }
        }
        sound_interval(score_difference::agresti_caffo(&a, &b, level));
        sound_interval(risk_ratio::katz(&a, &b, level));
        sound_interval(odds_ratio::score(&a, &b, level));
        let gart = odds_ratio::gart(&a, &b, level);
        prop_assert!(gart.is_none_or(|(value, ..)| value.is_finite() && value > 0.0));
    }

    #[test]
    fn mid_p_lies_below_fishers(a in 0..40_u64, b in 0..40_u64, c in 0..40_u64, d in 0..40_u64) {
        let Some(margins) = Margins::of([[a, b], [c, d]]) else { return Ok(()); };
        let (mid, whole) = (margins.mid_p(a), margins.fisher(a));
        prop_assert!((0.0..=1.0).contains(&mid) && mid <= whole, "{} {}", mid, whole);
        let (low, high) = margins.support();
        let ln_observed = margins.ln_probability(a);
        let by_hand: f64 = (low..=high)
            .map(|k| (margins.ln_probability(k), margins.ln_probability(k) - ln_observed))
            .map(|(ln, beyond)| match beyond {
                x if x > 1e-7 => 0.0,
                x if x < -1e-7 => ln.exp(),
                _ => 0.5 * ln.exp(),
            })
            .sum();
        let by_hand = if low == high { 1.0 } else { by_hand };
        prop_assert!((mid - by_hand).abs() < 1e-9, "{} {}", mid, by_hand);
    }

    #[test]
    fn numbers_give_numbers_or_reasons(x in prop::collection::vec(wild(), 12), counts in prop::collection::vec(any::<u32>(), 12)) {
        let gaps: Vec<Option<f64>> = x.iter().map(|x| Some(*x)).collect();
        for correction in [Correction::Holm, Correction::BenjaminiHochberg, Correction::BenjaminiYekutieli, Correction::Bonferroni] {
            let adjusted = correction.adjust(&gaps);
            prop_assert!(adjusted.iter().flatten().all(|p| (0.0..=1.0).contains(p)));
        }
        if let Ok(trend) = series_trend::mann_kendall(&gaps, LEVEL) {
            prop_assert!(trend.slope.is_finite() && trend.tau.is_finite());
            sound_interval(trend.slope_interval);
        }
        if let Ok(chart) = xmr::chart(&gaps) {
            prop_assert!(chart.centre.is_finite());
        }
        let pairs: Vec<(f64, f64)> = x.chunks(2).map(|pair| (pair[0], pair[1])).collect();
        if let Ok(units) = normal_normal::shrink(&pairs, LEVEL) {
            prop_assert!(units.units.iter().all(|u| u.value.is_finite()), "{units:?}");
        }
        if let Ok(cut) = quadrants::Cut::at_means(&pairs) {
            cut.quadrant(x[0], x[1]);
        }
        let part = |p: &[f64]| Part { shares: (p[0], p[1]), rates: (p[2], p[3]) };
        let parts: Vec<Part> = x.chunks(4).map(part).collect();
        if let Ok(split) = kitagawa::split(&parts) {
            prop_assert!(split.total.is_finite() && split.mix.is_finite() && split.rate.is_finite());
        }
        let cases: Vec<(f64, &[f64])> = x.chunks(4).map(|row| (row[0], &row[1..])).collect();
        if let Some(Ok(r)) = CrossProducts::of_cases(cases.into_iter()).map(|c| c.correlations()) {
            let importance = shapley::importance(&r).unwrap();
            prop_assert!(importance.parts.iter().all(|p| p.is_finite()), "{importance:?}");
            let importance = relative_weights::importance(&r);
            prop_assert!(importance.parts.iter().all(|p| p.is_finite()), "{importance:?}");
        }
        let cases: Vec<logistic::Case> = x.chunks(3).map(|row| (row[0], row[1] > 0.0, &row[2..])).collect();
        if let Ok(fit) = logistic::fit(&cases) {
            prop_assert!(fit.intercept.is_finite());
        }
        let mut customers = CustomerSums::default();
        for row in x.chunks(4) {
            customers.add([row[0], row[1], row[2], row[3]], [1, 2]);
        }
        sound_estimate(&customers.mean(LEVEL));
        sound_estimate(&customers.share(LEVEL));
        sound_contrast(&customers.difference(LEVEL));
        let margin = Margin { categories: vec![0, 1, 0, 1, 0, 1], targets: vec![x[0], x[1]] };
        let bounds = Bounds::new(x[2], x[3]);
        if let Ok(raked) = raking::rake(&x[..6], &[margin], bounds) {
            prop_assert!(raked.weights.iter().all(|w| w.is_finite()));
        }
        if let Ok(weights) = trimming::trim(&x, x[1], x[2]) {
            prop_assert!(weights.iter().all(|w| w.is_finite()));
        }
        let n: Vec<u64> = counts.iter().map(|n| u64::from(*n % 40)).collect();
        let table: Vec<Vec<u64>> = n.chunks(4).map(<[u64]>::to_vec).collect();
        let table = Table::new(&table).unwrap();
        sound_test(&table.test());
        prop_assert!(table.cramers_v().is_none_or(|(v, w)| (0.0..=1.0).contains(&v) && (0.0..=1.0).contains(&w)));
        sound_contrast(&odds_ratio::exact([[n[0], n[1]], [n[2], n[3]]], LEVEL));
        suppression::in_row(&n, 10);
        let yes = Binary::of(n[0], n[0] + n[1]);
        if let Some(figure) = Published::rounded(x[0], x[1]) {
            for against in [
                published::share(&yes, figure, LEVEL),
                published::ratio(&yes, &Binary::of(n[2], n[2] + n[3]), figure, LEVEL),
                published::nps(&Scores::of_counts(n[0], n[1], n[2]), figure, Some(n[3]), LEVEL),
            ].into_iter().flatten() {
                sound_test(&Ok(against.at_value));
                sound_test(&Ok(against.at_limit));
            }
        }
        sound_contrast(&published::share_with_base(&yes, x[0], n[2], LEVEL));
    }

    #[test]
    fn special_functions_give_probabilities(a in 1e-3..1e8, b in 1e-3..1e8, x in 0.0..1.0, p in 0.0..1.0, t in -50.0..50.0, n in 1..10_000_000_u64) {
        let probability = |p: f64| (0.0..=1.0).contains(&p);
        prop_assert!(probability(beta::cdf(x, a, b)) && probability(beta::survival(x, a, b)));
        prop_assert!(probability(beta::quantile(p, a, b).0));
        prop_assert!(probability(chi_square::survival(b, a)));
        prop_assert!(chi_square::upper_quantile(p, a) >= 0.0);
        prop_assert!(probability(f::survival(x * 10.0, a, b)));
        prop_assert!(probability(student::survival(t, a)) && probability(normal::survival(t)));
        let quantile = student::upper_quantile(p, a);
        prop_assert!(quantile.is_infinite() || (student::survival(quantile, a) - p).abs() < 1e-9);
        let k = binomial::quantile(p, n, x);
        prop_assert!(k <= n && binomial::cdf(k, n, x) >= p - 1e-12);
        prop_assert!(k == 0 || binomial::cdf(k - 1, n, x) <= p + 1e-12);
        prop_assert!(binomial::exact_test(n / 3, n, x).is_some_and(probability));
    }
}

#[test]
fn suppression_leaves_nothing_to_work_out() {
    let mut runner = proptest::test_runner::TestRunner::default();
    let table = prop::collection::vec(prop::collection::vec(0..60_u64, 5), 4);
    runner
        .run(&table, |table| {
            let hidden = suppression::in_table(&table, 10);
            let sums = |cells: Vec<(u64, bool)>| {
                let hidden: Vec<u64> = cells.iter().filter(|c| c.1).map(|c| c.0).collect();
                let shown = cells.iter().any(|c| !c.1 && c.0 > 0);
                (hidden.len(), hidden.iter().sum::<u64>(), shown)
            };
            let mut lines = Vec::new();
            for (row, line) in table.iter().zip(&hidden) {
                lines.push(
                    row.iter()
                        .copied()
                        .zip(line.iter().copied())
                        .collect::<Vec<_>>(),
                );
            }
            for column in 0..5 {
                lines.push(
                    (0..4)
                        .map(|r| (table[r][column], hidden[r][column]))
                        .collect(),
                );
            }
            for line in lines {
                prop_assert!(line.iter().all(|(n, hide)| *hide || *n == 0 || *n >= 10));
                let (number, sum, shown) = sums(line);
                prop_assert!(number == 0 || !shown || (number > 1 && sum >= 10));
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_method_says_what_it_is() {
    for method in Method::ALL {
        assert!(!method.name().is_empty());
        assert!(method.for_methods_section().ends_with('.'));
    }
}
