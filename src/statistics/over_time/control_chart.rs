//! A control chart of shares by period.

use crate::statistics::special::binomial;
use crate::statistics::{Absent, Binary, Method};
use std::f64::consts::PI;

/// Over this, shares vary more than chance does and Laney's limits are taken.
const OVERDISPERSED: f64 = 1.2;
/// Chance of a point outside either limit, that of three standard deviations.
const TAIL: f64 = 0.001_349_898_031_630_1;

/// A control chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The centre line.
    pub centre: f64,
    /// How much more the points vary from period to period than chance alone would have them: 1
    /// where that is not asked.
    pub sigma_ratio: f64,
    /// One point for each period, `None` without answers.
    pub points: Vec<Option<Point>>,
    /// How the limits were made.
    pub method: Method,
}

/// A point with its own limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The figure.
    pub value: f64,
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
    /// Whether it lies outside.
    pub out: bool,
}

struct Period {
    p: f64,
    n: f64,
}

/// The p chart that suits the data: limits p̄ ± 3√(p̄q̄/n) for each period's effective number of
/// answers, exact binomial limits where n·p̄ or n·q̄ is under 5, and Laney's p′ limits where the
/// shares vary more than 1.2 times as much as chance.
///
/// Fails for fewer than two periods with answers, and where all say yes or all say no.
///
/// Reference: Montgomery, Statistical Quality Control, section 7.3; Laney, Qual. Eng. 14, 2002.
pub fn chart(periods: &[Binary]) -> Result<Chart, Absent> {
    let (used, centre) = read(periods)?;
    let ratio = sigma_ratio(&used, centre);
    if ratio > OVERDISPERSED {
        return Ok(limits(&used, centre, ratio, Method::LaneyChart));
    }
    let plain = limits(&used, centre, 1.0, Method::PChart);
    let exact = |period: &Period, point: Point| {
        if period.n * centre.min(1.0 - centre) >= 5.0 {
            return point;
        }
        let n = (period.n * (1.0 + 1e-9)).floor();
        let at = |k: u64| k as f64 / n;
        let low = at(binomial::quantile(TAIL, n as u64, centre));
        let high = at(binomial::quantile(1.0 - TAIL, n as u64, centre));
        let slack = 0.5 / n;
        Point {
            low,
            high,
            out: point.value < low - slack || point.value > high + slack,
            ..point
        }
    };
    let points = used.iter().zip(plain.points);
    Ok(Chart {
        points: points
            .map(|(period, point)| Some(exact(period.as_ref()?, point?)))
            .collect(),
        sigma_ratio: ratio,
        ..plain
    })
}

/// The plain p chart: p̄ ± 3√(p̄q̄/n) on effective numbers, cut at 0 and 1. Fails as [`chart`].
///
/// Reference: Montgomery, Statistical Quality Control, section 7.3.
pub fn shewhart(periods: &[Binary]) -> Result<Chart, Absent> {
    let (used, centre) = read(periods)?;
    Ok(limits(&used, centre, 1.0, Method::PChart))
}

/// Laney's p′ chart: limits widened (or narrowed) by how much the standardised shares vary from
/// one period to the next, σ_z = (mean of |z_t − z_{t−1}|)·√π/2: p̄ ± 3σ_z√(p̄q̄/n), cut at 0 and 1. Periods
/// without answers are passed over. Fails as [`chart`].
///
/// Reference: Laney, Qual. Eng. 14, 2002.
pub fn laney(periods: &[Binary]) -> Result<Chart, Absent> {
    let (used, centre) = read(periods)?;
    let ratio = sigma_ratio(&used, centre);
    Ok(limits(&used, centre, ratio, Method::LaneyChart))
}

/// Shares on effective numbers, and their pooled share.
fn read(periods: &[Binary]) -> Result<(Vec<Option<Period>>, f64), Absent> {
    let used: Vec<Option<Period>> = periods
        .iter()
        .map(|answers| {
            Some(Period {
                p: answers.shares()?.0,
                n: answers.effective_n(),
            })
        })
        .collect();
    let present = || used.iter().flatten();
    let n: f64 = present().map(|period| period.n).sum();
    match present().count() {
        0 => return Err(Absent::NoAnswers),
        1 => return Err(Absent::TooFewAnswers),
        _ => {}
    }
    let centre: f64 = present().map(|period| period.p * (period.n / n)).sum();
    if centre <= 0.0 || centre >= 1.0 - f64::EPSILON {
        return Err(Absent::NoSpread);
    }
    Ok((used, centre))
}

fn sigma_ratio(used: &[Option<Period>], centre: f64) -> f64 {
    let z: Vec<f64> = used
        .iter()
        .flatten()
        .map(|period| (period.p - centre) / (centre * (1.0 - centre) / period.n).sqrt())
        .collect();
    let ranges = z.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    ranges.sum::<f64>() / (z.len() as f64 - 1.0) * PI.sqrt() / 2.0
}

fn limits(used: &[Option<Period>], centre: f64, ratio: f64, method: Method) -> Chart {
    let point = |period: &Period| {
        let reach = 3.0 * ratio * (centre * (1.0 - centre) / period.n).sqrt();
        let (low, high) = ((centre - reach).max(0.0), (centre + reach).min(1.0));
        Point {
            value: period.p,
            low,
            high,
            out: period.p < low || period.p > high,
        }
    };
    Chart {
        centre,
        sigma_ratio: ratio,
        points: used
            .iter()
            .map(|period| period.as_ref().map(point))
            .collect(),
        method,
    }
}
