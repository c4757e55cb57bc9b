//! Whether a series of figures rises or falls, and how fast.

use crate::statistics::{Absent, Interval, Level, Method, Test};

/// Fewest periods that a trend is told from.
pub const FEWEST_PERIODS: usize = 8;
/// More periods than this are not compared pair by pair.
const MOST_PERIODS: usize = 4000;

/// A trend over periods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Periods with a figure.
    pub n: usize,
    /// Pairs that rise minus pairs that fall.
    pub s: f64,
    /// Variance of `s` if there were no trend, ties taken off.
    pub variance: f64,
    /// Kendall's tau-b with time, −1 to 1.
    pub tau: f64,
    /// The test that there is no trend.
    pub test: Test,
    /// Median change per period.
    pub slope: f64,
    /// Its interval.
    pub slope_interval: Option<Interval>,
}

/// Mann and Kendall's test with tie correction, and Sen's slope with Gilbert's interval.
///
/// `figures` are equally spaced periods, `None` where a period has none: it is left out, but time
/// goes on. Formula: S = Σ_{i<j} sign(y_j − y_i), V = (n(n−1)(2n+5) − Σt(t−1)(2t+5))/18,
/// z = (S ∓ 1)/√V; slope is the median of (y_j − y_i)/(j − i), its ends have the ranks
/// (N − z√V)/2 and (N + z√V)/2 + 1 among the N slopes, between ranks by interpolation.
///
/// Fails for fewer than eight periods with a figure and where all are the same.
///
/// Reference: Mann 1945; Kendall 1948; Sen, JASA 63, 1968; Gilbert, Statistical Methods for
/// Environmental Pollution Monitoring, 1987, chapter 16.
pub fn mann_kendall(figures: &[Option<f64>], level: Level) -> Result<Trend, Absent> {
    let points: Vec<(f64, f64)> = figures
        .iter()
        .enumerate()
        .filter_map(|(time, y)| Some((time as f64, y.filter(|y| y.is_finite())?)))
        .collect();
    let n = points.len();
    if n < FEWEST_PERIODS {
        let none = n == 0;
        return Err(if none {
            Absent::NoAnswers
        } else {
            Absent::TooFewAnswers
        });
    }
    if n > MOST_PERIODS {
        return Err(Absent::NoMethod);
    }
    let mut s = 0.0_f64;
    let mut slopes = Vec::with_capacity(n * (n - 1) / 2);
    for (i, (time, y)) in points.iter().enumerate() {
        for (later, z) in &points[i + 1..] {
            s += match z.total_cmp(y) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Less => -1.0,
                std::cmp::Ordering::Equal => 0.0,
            };
            slopes.push((z - y) / (later - time));
        }
    }
    slopes.sort_by(f64::total_cmp);
    let (ties, tied_pairs) = ties(&points);
    let m = n as f64;
    let variance = (m * (m - 1.0) * (2.0 * m + 5.0) - ties) / 18.0;
    let pairs = m * (m - 1.0) / 2.0;
    if variance <= 1e-9 {
        return Err(Absent::NoSpread);
    }
    let error = variance.sqrt();
    let z = (s.abs() - 1.0).max(0.0).copysign(s) / error;
    let half = 0.5 * level.z() * error;
    let centre = 0.5 * slopes.len() as f64;
    let interval = Interval::between(
        at_rank(&slopes, centre - half).unwrap_or(f64::NEG_INFINITY),
        at_rank(&slopes, centre + half + 1.0).unwrap_or(f64::INFINITY),
        level,
    );
    let slope = at_rank(&slopes, centre + 0.5).filter(|slope| slope.is_finite());
    Ok(Trend {
        n,
        s,
        variance,
        tau: s / (pairs * (pairs - tied_pairs)).sqrt(),
        test: Test::z(Method::MannKendall, z)?,
        slope: slope.ok_or(Absent::Undefined)?,
        slope_interval: interval,
    })
}

/// Σt(t−1)(2t+5) and Σt(t−1)/2 over blocks of equal figures.
fn ties(points: &[(f64, f64)]) -> (f64, f64) {
    let mut figures: Vec<f64> = points.iter().map(|(_, y)| y + 0.0).collect();
    figures.sort_by(f64::total_cmp);
    let (mut sum, mut pairs) = (0.0, 0.0);
    for block in figures.chunk_by(|a, b| a == b) {
        let t = block.len() as f64;
        sum += t * (t - 1.0) * (2.0 * t + 5.0);
        pairs += t * (t - 1.0) / 2.0;
    }
    (sum, pairs)
}

/// The value at a rank counted from 1, by interpolation; `None` outside.
fn at_rank(sorted: &[f64], rank: f64) -> Option<f64> {
    if !(1.0..=sorted.len() as f64).contains(&rank) {
        return None;
    }
    let below = rank.floor() as usize;
    let low = sorted[below - 1];
    let part = rank - below as f64;
    match sorted.get(below) {
        Some(high) if part > 0.0 => Some(low * (1.0 - part) + high * part),
        _ => Some(low),
    }
}
