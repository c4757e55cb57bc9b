//! A standard deviation.

use crate::statistics::{Absent, Distribution, Estimate, Interval, Level, Method, Moments};

/// The weighted standard deviation without an interval, from moments alone.
///
/// Formula: √(n/(n−1)·Σw(y−ȳ)²/W). The textbook chi-square interval holds for normal answers
/// only, which ratings are not, so that moments alone give none; see [`estimate`].
///
/// Range: ≥ 0. `None` stands for no answers; a single answer has none.
///
/// Reference: R's `survey::svyvar`.
pub fn of_moments(moments: Option<&Moments>) -> Estimate {
    let method = Method::StandardDeviation;
    let Some(moments) = moments else {
        return Estimate::absent(0, 0.0, method, Absent::NoAnswers);
    };
    let (n, effective) = (moments.tally().n(), moments.effective_n());
    match moments.variance() {
        None => Estimate::absent(n, effective, method, Absent::TooFewAnswers),
        Some(variance) => Estimate::bare(variance.sqrt(), n, effective, method, Absent::NoMethod),
    }
}

/// The weighted standard deviation with an interval that does not suppose normal answers.
///
/// Formula: s as in [`of_moments`]; the squares u = (y−ȳ)² have the linearised variance
/// v = n/(n−1)·Σw²(u−ū)²/W², so that ln s has the standard error √v/(2ū), and the interval is
/// s·exp(±t(n−1)·√v/(2ū)).
///
/// Range: ≥ 0. A single answer has none. No interval where all answers are the same, or where all
/// are equally far from the mean.
///
/// Reference: delta method on R's `survey::svyvar`; Bonett, Comput. Stat. Data Anal. 50, 2006.
pub fn estimate(answers: &Distribution, level: Level) -> Estimate {
    let plain = of_moments(answers.moments().as_ref());
    let (Some(deviation), Some(moments)) = (plain.value, answers.moments()) else {
        return plain;
    };
    let mean = moments.mean();
    let squares = answers.map(|y| (y - mean) * (y - mean)).moments();
    let spread = Estimate {
        method: Method::LogDelta,
        absent: Some(Absent::NoSpread),
        ..plain
    };
    let Some((squares, variance)) = squares.and_then(|s| Some((s, s.mean_variance()?))) else {
        return spread;
    };
    if moments.is_constant() || squares.is_constant() {
        return spread;
    }
    let log_error = variance.sqrt() / (2.0 * squares.mean());
    let reach = (level.t(plain.n as f64 - 1.0) * log_error).exp();
    spread
        .with_error(deviation * log_error)
        .with_interval(Interval::between(
            deviation / reach,
            deviation * reach,
            level,
        ))
}
