//! A figure as it would be if the strata had given shares: direct standardisation.

use crate::statistics::{Absent, Contrast, Estimate, Interval, Level, Method, Test};

/// A stratum: its share of the reference population (≥ 0) and the group's estimate in it.
pub type Stratum = (f64, Estimate);

/// The standardised estimate Σcθ/Σc, with c the strata's shares in the reference population.
///
/// Formula: interval θ̂ − √Σ(c(θ_s − l_s))² to θ̂ + √Σ(c(u_s − θ_s))² from the strata's own intervals, so
/// that it does not collapse where a stratum is at 0 or 1; standard error √Σc²·error².
///
/// Range: that of the strata's figures. Fails (absent) where a stratum with a share above 0 has no estimate: then the reference can't
/// be met. No interval where a stratum has none.
///
/// Reference: Zou, Huang & Zhang, Comput. Stat. Data Anal. 53, 2009 (MOVER for weighted sums).
pub fn estimate(strata: &[Stratum], level: Level) -> Estimate {
    let method = Method::DirectStandardisation;
    let used = || strata.iter().filter(|(share, _)| *share != 0.0);
    let n = used().fold(0_u64, |sum, (_, e)| sum.saturating_add(e.n));
    let effective = used().map(|(_, e)| e.effective_n).sum();
    let all: f64 = used().map(|(share, _)| share).sum();
    let fine = used().all(|(share, _)| *share > 0.0 && share.is_finite());
    if !(fine && all > 0.0 && all.is_finite()) {
        return Estimate::absent(n, effective, method, Absent::Invalid);
    }
    let (mut value, mut below, mut above, mut variance) = (0.0, 0.0, 0.0, 0.0);
    for (share, stratum) in used() {
        let c = share / all;
        let Some(here) = stratum.value else {
            let why = stratum.absent.unwrap_or(Absent::NoAnswers);
            return Estimate::absent(n, effective, method, why);
        };
        let reach = |end: Option<f64>| end.map_or(f64::INFINITY, |end| c * (end - here));
        let (low, high) = match stratum.interval {
            Some(interval) => (reach(interval.low), reach(interval.high)),
            None => (f64::NAN, f64::NAN),
        };
        value += c * here;
        below += low * low;
        above += high * high;
        variance += match stratum.standard_error {
            Some(error) => c * c * error * error,
            None => f64::NAN,
        };
    }
    let interval = Interval::between(value - below.sqrt(), value + above.sqrt(), level);
    Estimate::bare(value, n, effective, method, Absent::TooFewAnswers)
        .with_error(variance.sqrt())
        .with_interval(interval.filter(|i| i.low.is_some() || i.high.is_some()))
}

/// Difference of two standardised estimates of groups that share nobody.
///
/// Formula: d − √((θ₁−l₁)² + (u₂−θ₂)²) to d + √((u₁−θ₁)² + (θ₂−l₂)²); z = d/√(error₁² + error₂²).
///
/// Swapping the groups swaps the sign. Absent where an estimate is; no test where neither varies.
///
/// Reference: Zou & Donner, Stat. Med. 27, 2008 (MOVER).
pub fn difference(first: &Estimate, second: &Estimate, level: Level) -> Contrast {
    let method = Method::DirectStandardisation;
    let (Some(a), Some(b)) = (first.value, second.value) else {
        let why = first.absent.or(second.absent).unwrap_or(Absent::Undefined);
        return Contrast::absent(method, why);
    };
    let gap = a - b;
    let ends = |estimate: &Estimate| {
        estimate.interval.map(|i| {
            let low = i.low.unwrap_or(f64::NEG_INFINITY);
            (low, i.high.unwrap_or(f64::INFINITY))
        })
    };
    let interval = ends(first)
        .zip(ends(second))
        .and_then(|((l1, u1), (l2, u2))| {
            let low = gap - (a - l1).hypot(u2 - b);
            Interval::between(low, gap + (u1 - a).hypot(b - l2), level)
        });
    let test = match (first.standard_error, second.standard_error) {
        (Some(e1), Some(e2)) if e1.hypot(e2) > 0.0 => {
            Test::z(Method::StandardisedZ, gap / e1.hypot(e2))
        }
        (Some(_), Some(_)) => Err(Absent::NoSpread),
        _ => Err(Absent::TooFewAnswers),
    };
    Contrast::new(gap, interval, method, test, Absent::TooFewAnswers)
}
