//! Units ranked by a share.

use super::{FEWEST_UNITS, Shrunk, ranks};
use crate::statistics::one_group::share;
use crate::statistics::special::{beta, root};
use crate::statistics::two_groups::shares::Share;
use crate::statistics::{Absent, Binary, Level};
use statrs::function::gamma::digamma;

/// Shares of units drawn towards their common share.
#[derive(Debug, Clone, PartialEq)]
pub struct Units {
    /// The prior, a beta distribution with these two parameters; `None` where the units differ no
    /// more than chance would have them: then all have the common share, and no difference can be told.
    pub prior: Option<(f64, f64)>,
    /// One for each unit, in their order.
    pub units: Vec<Shrunk>,
}

/// Empirical Bayes with a beta prior fitted by marginal maximum likelihood, on effective numbers.
///
/// Formula: x_i is beta-binomial (n_i; a, b); (a, b) maximises the product of their likelihoods;
/// unit i has the posterior Beta(a + x_i, b + n_i − x_i), its mean and its equal-tailed interval. The
/// likelihood has no maximum where shares vary no more than binomially (its slope at no
/// overdispersion is not positive): complete pooling, with Wilson's interval of the common share.
///
/// Units without answers take the prior. Fails for fewer than five units with answers, and where
/// all say yes or all say no.
///
/// Reference: Efron & Morris, JASA 70, 1975; Griffiths, Biometrics 29, 1973; the test of the boundary is
/// the score of Tarone, Biometrika 66, 1979.
pub fn shrink(units: &[Binary], level: Level) -> Result<Units, Absent> {
    let counts: Vec<(f64, f64)> = units
        .iter()
        .map(|unit| Share::of(unit).map_or((0.0, 0.0), |s| (s.p * s.n, s.q * s.n)))
        .collect();
    let used: Vec<(f64, f64)> = counts
        .iter()
        .copied()
        .filter(|(x, y)| x + y > 0.0)
        .collect();
    if used.len() < FEWEST_UNITS {
        return Err(Absent::TooFewAnswers);
    }
    let yes: f64 = used.iter().map(|(x, _)| x).sum();
    let no: f64 = used.iter().map(|(_, y)| y).sum();
    if yes <= 0.0 || no <= 0.0 {
        return Err(Absent::NoSpread);
    }
    let (p, q) = (yes / (yes + no), no / (yes + no));
    let pairs = |k: f64| k * (k - 1.0);
    let slope: f64 = used
        .iter()
        .map(|(x, y)| pairs(*x) / p + pairs(*y) / q - pairs(x + y))
        .sum();
    if slope <= 1e-9 * (yes + no) {
        return Ok(pooled(units.len(), p, q, yes + no, level));
    }
    let Some((a, b)) = fit(&used, p) else {
        return Ok(pooled(units.len(), p, q, yes + no, level));
    };
    let mean = |(x, y): &(f64, f64)| (a + x) / (a + x + b + y);
    let means: Vec<f64> = counts.iter().map(mean).collect();
    let tail = 0.5 * level.alpha();
    let units = counts
        .iter()
        .zip(ranks(&means))
        .map(|((x, y), rank)| Shrunk {
            value: (a + x) / (a + x + b + y),
            low: beta::quantile(tail, a + x, b + y).0,
            high: beta::upper_quantile(tail, a + x, b + y).0,
            rank,
        })
        .collect();
    Ok(Units {
        prior: Some((a, b)),
        units,
    })
}

fn pooled(units: usize, p: f64, q: f64, n: f64, level: Level) -> Units {
    let (low, high) = share::wilson(p, q, n, level.z());
    let unit = Shrunk {
        value: p,
        low,
        high,
        rank: 1,
    };
    Units {
        prior: None,
        units: vec![unit; units],
    }
}

/// Where both derivatives of the likelihood vanish, in m = a/(a+b) for each s = a + b, then in s.
fn fit(used: &[(f64, f64)], p: f64) -> Option<(f64, f64)> {
    let sums = |m: f64, s: f64| {
        let (a, b) = (m * s, (1.0 - m) * s);
        let (mut of_yes, mut of_no, mut of_all) = (0.0, 0.0, 0.0);
        for (x, y) in used {
            of_yes += digamma(x + a) - digamma(a);
            of_no += digamma(y + b) - digamma(b);
            of_all += digamma(x + y + s) - digamma(s);
        }
        (of_yes, of_no, of_all)
    };
    let mean_at = |s: f64| {
        let excess = |logit: f64| {
            let (of_yes, of_no, _) = sums(1.0 / (1.0 + (-logit).exp()), s);
            of_yes - of_no
        };
        let guess = (p / (1.0 - p)).ln();
        root::falling_crossing(excess, guess, 0.5, -30.0, 30.0)
            .map(|logit| 1.0 / (1.0 + (-logit).exp()))
    };
    let excess = |ln_s: f64| {
        let s = ln_s.exp();
        let Some(m) = mean_at(s) else {
            return f64::NAN;
        };
        let (of_yes, of_no, of_all) = sums(m, s);
        m * of_yes + (1.0 - m) * of_no - of_all
    };
    let s = root::falling_crossing(excess, 2.0, 1.0, -12.0, 20.0)?.exp();
    let m = mean_at(s)?;
    Some((m * s, (1.0 - m) * s))
}
