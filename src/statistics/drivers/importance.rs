//! Shares of importance with intervals.

use super::cross_products::{Correlations, CrossProducts};
use super::relative_weights;
use super::shapley::{self, Importance, MOST_DRIVERS};
use crate::statistics::special::f;
use crate::statistics::{Absent, Interval, Level, Method, Test};

/// How much of what all drivers explain together each of them explains.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Complete cases.
    pub n: u64,
    /// Effective number of them.
    pub effective_n: f64,
    /// R² of all drivers together, 0 to 1.
    pub r_squared: f64,
    /// The F test that they explain anything.
    pub test: Result<Test, Absent>,
    /// For each driver its share of R², 0 to 1, and the share's interval.
    pub shares: Vec<(f64, Option<Interval>)>,
    /// Variance inflation of each; `None` where one is constant or made up of others.
    pub inflation: Option<Vec<f64>>,
    /// Correlation of each with the outcome.
    pub correlations: Vec<f64>,
    /// How R² was divided.
    pub method: Method,
}

/// Shares of R² with delete-a-group jackknife intervals.
///
/// Formula: the shares s of all groups together are those of [`shapley`] for up to 16 drivers and of
/// [`relative_weights`] beyond; leaving out each of the G groups of respondents in turn gives s₁ … s_G, their
/// variance is (G−1)/G·Σ(s_g − s̄)², the interval s ± t_{G−1}·error, cut at 0 and 1. R² is tested by
/// F = R²/k / ((1−R²)/(n−k−1)) on the effective number of cases, times `independence`, how much an answer
/// is worth where customers repeat (1 where nobody answers twice).
///
/// Fails for fewer than 100 cases or ten for each driver, for an outcome without variance, and
/// where nothing at all is explained.
///
/// Reference: Kott, J. Off. Stat. 17, 2001; Grömping, J. Stat. Softw. 17(1), 2006.
pub fn shares(groups: &[CrossProducts], independence: f64, level: Level) -> Result<Shares, Absent> {
    let all = merged(groups.iter())?;
    let correlations = all.correlations()?;
    if !correlations.enough() {
        return Err(Absent::TooFewAnswers);
    }
    let (whole, method) = divide(&correlations)?;
    let values = parts(&whole)?;
    let left_out: Vec<Vec<f64>> = (0..groups.len())
        .filter_map(|out| {
            let others = groups.iter().enumerate().filter(|(g, _)| *g != out);
            let rest = merged(others.map(|(_, group)| group)).ok()?;
            parts(&divide(&rest.correlations().ok()?).ok()?.0).ok()
        })
        .collect();
    let complete = left_out.len() == groups.len() && groups.len() > 1;
    let g = left_out.len() as f64;
    let shares = values
        .iter()
        .enumerate()
        .map(|(j, share)| {
            let mean: f64 = left_out.iter().map(|s| s[j] / g).sum();
            let squares: f64 = left_out.iter().map(|s| (s[j] - mean).powi(2)).sum();
            let margin = level.t(g - 1.0) * ((g - 1.0) / g * squares).sqrt();
            let (low, high) = ((share - margin).max(0.0), (share + margin).min(1.0));
            let interval = complete && margin > 0.0;
            let interval = interval
                .then(|| Interval::between(low, high, level))
                .flatten();
            (*share, interval)
        })
        .collect();
    let k = values.len() as f64;
    let effective_n = all.tally().kish() * independence.clamp(0.0, 1.0);
    Ok(Shares {
        n: correlations.n,
        effective_n,
        r_squared: whole.r_squared,
        test: test(whole.r_squared, k, effective_n),
        shares,
        inflation: correlations.variance_inflation(),
        correlations: correlations.with_outcome,
        method,
    })
}

fn test(r_squared: f64, k: f64, n: f64) -> Result<Test, Absent> {
    let rest = n - k - 1.0;
    if rest <= 0.0 {
        return Err(Absent::TooFewAnswers);
    }
    if r_squared >= 1.0 {
        return Err(Absent::Undefined);
    }
    let statistic = r_squared / k / ((1.0 - r_squared) / rest);
    Ok(Test {
        method: Method::RegressionF,
        statistic: Some(statistic),
        degrees_of_freedom: (Some(k), Some(rest)),
        p: f::survival(statistic, k, rest),
    })
}

fn merged<'g>(groups: impl Iterator<Item = &'g CrossProducts>) -> Result<CrossProducts, Absent> {
    let mut all: Option<CrossProducts> = None;
    for group in groups {
        all = Some(match all {
            None => group.clone(),
            Some(sum) => sum.merge(group).ok_or(Absent::Undefined)?,
        });
    }
    all.ok_or(Absent::NoAnswers)
}

fn divide(correlations: &Correlations) -> Result<(Importance, Method), Absent> {
    if correlations.with_outcome.len() > MOST_DRIVERS {
        Ok((
            relative_weights::importance(correlations),
            Method::RelativeWeights,
        ))
    } else {
        Ok((shapley::importance(correlations)?, Method::Shapley))
    }
}

/// The parts as shares of R²; what rounding took below 0 is 0.
fn parts(importance: &Importance) -> Result<Vec<f64>, Absent> {
    let total: f64 = importance.parts.iter().map(|part| part.max(0.0)).sum();
    if total <= 1e-12 {
        return Err(Absent::NoSpread);
    }
    let shares = importance.parts.iter();
    Ok(shares.map(|part| part.max(0.0) / total).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Cases of an outcome that follows its first driver and hardly its second, dealt into groups.
    fn groups(cases: usize, parts: usize) -> Vec<CrossProducts> {
        let case = |i: usize| {
            let (a, b, noise) = ((i * 7 % 5) as f64, (i * 11 % 7) as f64, (i * 13 % 9) as f64);
            vec![2.0 * a + 0.3 * b + noise, a, b, 4.0]
        };
        let rows: Vec<Vec<f64>> = (0..cases).map(case).collect();
        (0..parts)
            .map(|part| {
                let of_part = rows.iter().skip(part).step_by(parts);
                CrossProducts::of_cases(of_part.map(|row| (1.0, row.as_slice()))).unwrap()
            })
            .collect()
    }

    #[test]
    fn shares_add_up_and_lie_in_their_intervals() {
        let found = shares(&groups(600, 40), 1.0, Level::NINETY_FIVE).unwrap();
        let total: f64 = found.shares.iter().map(|(share, _)| share).sum();
        assert!((total - 1.0).abs() < 1e-12);
        let (first, interval) = found.shares[0];
        assert!(first > 0.8 && interval.unwrap().contains(first));
        assert_eq!(found.shares[2], (0.0, None), "a constant explains nothing");
        assert!(found.test.unwrap().p < 1e-6 && found.inflation.is_none());
    }

    #[test]
    fn too_few_cases_are_not_published() {
        let found = shares(&groups(99, 9), 1.0, Level::NINETY_FIVE);
        assert_eq!(found, Err(Absent::TooFewAnswers));
        assert_eq!(shares(&[], 1.0, Level::NINETY_FIVE), Err(Absent::NoAnswers));
    }
}
