//! Units ranked by a share.

use super::{FEWEST_UNITS, Shrunk, ranks};
use crate::statistics::one_group::share;
use crate::statistics::special::{beta, root, saddle};
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
/// unit i has the posterior Beta(a + x_i, b + n_i − x_i), its mean and its equal-tailed interval. Where no
/// prior makes the answers more likely than one share for all does, shares vary no more than
/// binomially: complete pooling, with Wilson's interval of the common share. Where the units are all at
/// 0 or 1 the likelihood grows as the prior goes to nothing; it then weighs one answer, so that no
/// interval collapses.
///
/// Range: 0 to 1. Units without answers take the prior. Fails for fewer than five units with answers, and where
/// all say yes or all say no.
///
/// Reference: Efron & Morris, JASA 70, 1975; Griffiths, Biometrics 29, 1973.
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
    let Some((a, b)) = fit(&used, p, q) else {
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

/// ln(a + b) is sought on this grid and then between its neighbours.
const LN_SIZES: std::ops::RangeInclusive<i32> = -9..=20;
/// Less than this much ln likelihood more than with one share for all is rounding.
const NOTHING: f64 = 1e-9;

/// The most likely a and b; `None` where one share for all is as likely.
///
/// In m = a/(a+b) for each s = a + b, then in s. With very different bases the likelihood may have
/// its maximum far from s = ∞ and yet fall as it comes from there, so that the slope at no
/// overdispersion (Tarone's test) does not tell: the whole range is looked through.
fn fit(used: &[(f64, f64)], p: f64, q: f64) -> Option<(f64, f64)> {
    let gain = |ln_s: f64| {
        let s = ln_s.exp();
        let m = most_likely_mean(used, p, q, s)?;
        Some(ln_gain(used, (p, q), m, s)).filter(|gain| gain.is_finite())
    };
    let grid: Vec<(i32, f64)> = LN_SIZES
        .filter_map(|ln_s| Some((ln_s, gain(f64::from(ln_s))?)))
        .collect();
    let best = grid.iter().copied().max_by(|x, y| x.1.total_cmp(&y.1))?;
    if best.1 <= NOTHING {
        return None;
    }
    let at = f64::from(best.0);
    let slope = |ln_s: f64| slope(used, p, q, ln_s.exp()).unwrap_or(f64::NAN);
    let ln_s = match root::crossing(slope, at - 1.0, at + 1.0) {
        Some(ln_s) => ln_s,
        None if best.0 == *LN_SIZES.start() => 0.0,
        None => at,
    };
    let s = ln_s.exp();
    let m = most_likely_mean(used, p, q, s)?;
    Some((m * s, (1.0 - m) * s))
}

/// Σψ(x+a) − ψ(a), the same of no and of all.
fn sums(used: &[(f64, f64)], m: f64, s: f64) -> (f64, f64, f64) {
    let (a, b) = (m * s, (1.0 - m) * s);
    let (mut of_yes, mut of_no, mut of_all) = (0.0, 0.0, 0.0);
    for (x, y) in used {
        of_yes += digamma(x + a) - digamma(a);
        of_no += digamma(y + b) - digamma(b);
        of_all += digamma(x + y + s) - digamma(s);
    }
    (of_yes, of_no, of_all)
}

/// The m that is most likely for this s.
fn most_likely_mean(used: &[(f64, f64)], p: f64, q: f64, s: f64) -> Option<f64> {
    let excess = |logit: f64| {
        let (of_yes, of_no, _) = sums(used, 1.0 / (1.0 + (-logit).exp()), s);
        of_yes - of_no
    };
    root::falling_crossing(excess, (p / q).ln(), 0.5, -30.0, 30.0)
        .map(|logit| 1.0 / (1.0 + (-logit).exp()))
}

/// The derivative of the ln likelihood in s at the most likely m.
fn slope(used: &[(f64, f64)], p: f64, q: f64, s: f64) -> Option<f64> {
    let m = most_likely_mean(used, p, q, s)?;
    let (of_yes, of_no, of_all) = sums(used, m, s);
    Some(m * of_yes + (1.0 - m) * of_no - of_all)
}

/// The ln likelihood of m and s less that of one share p = 1 − q for all.
///
/// ln B(a+x, b+y) − ln B(a, b) through Loader's binomial terms, since ln Γ of a great s would leave
/// nothing of the difference.
fn ln_gain(used: &[(f64, f64)], (p, q): (f64, f64), m: f64, s: f64) -> f64 {
    let (a, b) = (m * s, (1.0 - m) * s);
    let prior = saddle::ln_binomial_term(a, b, m, 1.0 - m);
    used.iter()
        .map(|(x, y)| {
            let posterior = saddle::ln_binomial_term(a + x, b + y, m, 1.0 - m);
            let sizes = (x / s + y / s).ln_1p() - (x / a).ln_1p() - (y / b).ln_1p();
            sizes + prior - posterior + x * (m / p).ln() + y * ((1.0 - m) / q).ln()
        })
        .sum()
}
