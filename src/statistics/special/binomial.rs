//! The binomial distribution, its exact test and the exact interval of a share.

use super::{beta, normal, root, saddle};

/// P(X = k) of `n` trials with probability `p`, 0 for k > n.
///
/// Reference: Loader, Fast and accurate computation of binomial probabilities, 2000; R's `dbinom`.
pub fn probability(k: u64, n: u64, p: f64) -> f64 {
    ln_probability(k, n, p).exp()
}

fn ln_probability(k: u64, n: u64, p: f64) -> f64 {
    if k > n {
        f64::NEG_INFINITY
    } else {
        saddle::ln_binomial_term(k as f64, (n - k) as f64, p, 1.0 - p)
    }
}

/// P(X ≤ k) = I₁₋ₚ(n − k, k + 1), 1 for k ≥ n.
pub fn cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        1.0
    } else {
        beta::regularised((n - k) as f64, k as f64 + 1.0, 1.0 - p, p).0
    }
}

/// P(X > k) = Iₚ(k + 1, n − k), 0 for k ≥ n.
pub fn survival(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        0.0
    } else {
        beta::regularised((n - k) as f64, k as f64 + 1.0, 1.0 - p, p).1
    }
}

/// The smallest k with P(X ≤ k) ≥ `probability`, as R's `qbinom`. Range: 0 to `n`.
///
/// Starts from the Cornish–Fisher approximation and halves the bracket around it. Like R, lets
/// a probability that falls short by no more than rounding count as reached.
pub fn quantile(probability: f64, n: u64, p: f64) -> u64 {
    if !(probability > 0.0 && p > 0.0) {
        return 0;
    }
    if probability >= 1.0 || p >= 1.0 {
        return n;
    }
    let reached = |k: u64| {
        let slack = 64.0 * f64::EPSILON;
        if probability <= 0.5 {
            cdf(k, n, p) >= probability * (1.0 - slack)
        } else {
            survival(k, n, p) <= (1.0 - probability) + slack * probability
        }
    };
    let (mean, q) = (n as f64 * p, 1.0 - p);
    let sd = (mean * q).sqrt();
    let z = -normal::upper_quantile(probability);
    let guess = mean + sd * z + (q - p) * (z * z - 1.0) / 6.0;
    let (mut low, mut high) = (guess.clamp(0.0, n as f64) as u64, n);
    let mut step = 1;
    while low > 0 && reached(low) {
        high = low;
        low = low.saturating_sub(step);
        step *= 2;
    }
    step = 1;
    while low.saturating_add(step) < high {
        if reached(low + step) {
            high = low + step;
            break;
        }
        low += step;
        step *= 2;
    }
    root::first(low, high, reached)
}

/// Two-sided p value of the exact test that the probability is `p`: the sum of all
/// probabilities no greater than that of `k`, as R's `binom.test`. `None` for no trials.
pub fn exact_test(k: u64, n: u64, p: f64) -> Option<f64> {
    if n == 0 || k > n || !(0.0..=1.0).contains(&p) {
        return None;
    }
    if p == 0.0 || p == 1.0 {
        let certain = if p == 0.0 { k == 0 } else { k == n };
        return Some(if certain { 1.0 } else { 0.0 });
    }
    let mean = n as f64 * p;
    let limit = ln_probability(k, n, p) + 1e-7;
    let as_rare = |i: u64| ln_probability(i, n, p) <= limit;
    let p_value = if (k as f64) < mean {
        let rare = root::first(mean.ceil() as u64, n, as_rare);
        let far = if as_rare(rare) {
            survival(rare - 1, n, p)
        } else {
            0.0
        };
        cdf(k, n, p) + far
    } else if (k as f64) > mean {
        let common = root::first(0, mean.floor() as u64 + 1, |i| !as_rare(i));
        let far = if common == 0 {
            0.0
        } else {
            cdf(common - 1, n, p)
        };
        survival(k - 1, n, p) + far
    } else {
        1.0
    };
    Some(p_value.min(1.0))
}

/// Clopper and Pearson's interval for a share of `x` in `n`, real numbers allowed.
///
/// Range: 0 ≤ x ≤ n, n > 0, `alpha` is one minus the level; (0, 1) outside.
///
/// Reference: Clopper & Pearson, Biometrika 26, 1934.
pub fn clopper_pearson(x: f64, n: f64, alpha: f64) -> (f64, f64) {
    if !(n > 0.0 && (0.0..=n).contains(&x) && n.is_finite()) {
        return (0.0, 1.0);
    }
    let low = if x == 0.0 {
        0.0
    } else {
        beta::quantile(0.5 * alpha, x, n - x + 1.0).0
    };
    let high = if x == n {
        1.0
    } else {
        beta::upper_quantile(0.5 * alpha, x + 1.0, n - x).0
    };
    (low, high)
}
