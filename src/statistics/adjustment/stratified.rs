//! Two means compared within strata.

use crate::statistics::two_groups::means::satterthwaite_of;
use crate::statistics::two_groups::power;
use crate::statistics::{Absent, Contrast, Interval, Level, Method, Moments, Test};

/// The difference of two means within strata, each stratum weighing n₁n₂/(n₁+n₂) as Mantel and
/// Haenszel's do, on effective numbers.
///
/// Formula: d = Σw(ȳ₁ − ȳ₂)/Σw; each group has one variance within strata, s² = Σ(n−1)s²/Σ(n−1);
/// the variance of d is s₁²·Σ(w²/n₁)/(Σw)² + s₂²·Σ(w²/n₂)/(Σw)², with Satterthwaite's degrees of
/// freedom from Σ(n−1) of each group. With one stratum it is Welch's; strata of a single answer
/// count, which a standardisation could not use.
///
/// Strata in which a group has no answers add nothing. No interval and no test where a group has
/// no stratum of two answers, or neither group varies within strata.
///
/// Reference: Mantel & Haenszel, J. Natl. Cancer Inst. 22, 1959 (the weights); Cochran, Biometrics
/// 10, 1954, section 6 (means in strata); Welch, Biometrika 34, 1947.
pub fn difference(strata: &[(Moments, Moments)], level: Level) -> Contrast {
    let method = Method::StratifiedDifference;
    let all: f64 = strata.iter().map(weight).sum();
    if strata.is_empty() || all <= 0.0 {
        return Contrast::absent(method, Absent::NoAnswers);
    }
    let gap = strata
        .iter()
        .map(|stratum| weight(stratum) / all * (stratum.0.mean() - stratum.1.mean()))
        .sum();
    let first = variance(strata, all, |stratum| &stratum.0);
    let second = variance(strata, all, |stratum| &stratum.1);
    let (Some((v1, df1)), Some((v2, df2))) = (first, second) else {
        let why = Absent::TooFewAnswers;
        return Contrast::new(gap, None, method, Err(why), why);
    };
    if v1 + v2 <= 0.0 {
        let why = Absent::NoSpread;
        return Contrast::new(gap, None, method, Err(why), why);
    }
    let error = (v1 + v2).sqrt();
    let df = satterthwaite_of(&[(v1, df1), (v2, df2)]);
    let interval = Interval::around(gap, level.t(df) * error, level);
    let test = Test::t(Method::StratifiedT, gap / error, df);
    Contrast {
        standard_error: Some(error),
        detectable: power::detectable_t(error, df, level),
        ..Contrast::new(gap, interval, method, test, Absent::Undefined)
    }
}

/// The strata's weights.
pub fn weights(strata: &[(Moments, Moments)]) -> Vec<f64> {
    strata.iter().map(weight).collect()
}

fn weight((first, second): &(Moments, Moments)) -> f64 {
    let (n1, n2) = (first.effective_n(), second.effective_n());
    n1 * n2 / (n1 + n2)
}

/// What a group adds to the variance of the difference, with its degrees of freedom.
fn variance(
    strata: &[(Moments, Moments)],
    all: f64,
    of: impl Fn(&(Moments, Moments)) -> &Moments,
) -> Option<(f64, f64)> {
    let (mut squares, mut freedom, mut reach) = (0.0, 0.0, 0.0);
    for stratum in strata {
        let moments = of(stratum);
        let share = weight(stratum) / all;
        reach += share * share / moments.effective_n();
        if let Some(variance) = moments.variance().filter(|_| !moments.is_constant()) {
            squares += (moments.tally().n() as f64 - 1.0) * variance;
        }
        freedom += moments.tally().n() as f64 - 1.0;
    }
    (freedom > 0.0).then(|| (reach * squares / freedom, freedom))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::statistics::two_groups::means;

    fn moments(values: &[f64]) -> Moments {
        let rows: Vec<(f64, f64)> = values.iter().map(|y| (*y, 1.0)).collect();
        Moments::of_rows(&rows).unwrap()
    }

    #[test]
    fn one_stratum_is_welch() {
        let (a, b) = (moments(&[1.0, 2.0, 4.0, 5.0]), moments(&[2.0, 6.0, 7.0]));
        let (one, welch) = (
            difference(&[(a, b)], Level::NINETY_FIVE),
            means::difference(Some(&a), Some(&b), Level::NINETY_FIVE),
        );
        let close = |x: f64, y: f64| assert!((x - y).abs() < 1e-12, "{x} {y}");
        close(one.value.unwrap(), welch.value.unwrap());
        close(one.p().unwrap(), welch.p().unwrap());
        close(
            one.interval.unwrap().low.unwrap(),
            welch.interval.unwrap().low.unwrap(),
        );
    }

    #[test]
    fn what_the_mix_did_is_taken_away() {
        // Within each stratum the groups are alike; only their mix differs.
        let (low, high) = ([1.0, 2.0, 3.0], [7.0, 8.0, 9.0]);
        let strata = [
            (moments(&low), moments(&[low, low].concat())),
            (moments(&[high, high].concat()), moments(&high)),
        ];
        let found = difference(&strata, Level::NINETY_FIVE);
        assert!(found.value.unwrap().abs() < 1e-12);
        assert!(found.p().unwrap() > 0.999);
    }
}
