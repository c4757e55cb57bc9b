//! A mean.

use crate::statistics::{Absent, Estimate, Interval, Level, Method, Moments};

/// The weighted mean with Student's interval on the linearised standard error.
///
/// Formula: ȳ ± t(n−1)·√(n/(n−1)·Σw²(y−ȳ)²/W²).
///
/// Range: all numbers. `None` stands for no answers. A single answer has a mean and no interval;
/// where all answers are the same there is a mean and no interval either, since they don't show
/// how far they may vary.
///
/// Reference: R's `t.test`, `survey::svymean` with `confint(df = n − 1)`.
pub fn estimate(moments: Option<&Moments>, level: Level) -> Estimate {
    let method = Method::StudentMean;
    let Some(moments) = moments else {
        return Estimate::absent(0, 0.0, method, Absent::NoAnswers);
    };
    let n = moments.tally().n();
    let bare = |why| Estimate::bare(moments.mean(), n, moments.effective_n(), method, why);
    let Some(variance) = moments.mean_variance() else {
        return bare(Absent::TooFewAnswers);
    };
    if moments.is_constant() {
        return bare(Absent::NoSpread).with_error(0.0);
    }
    let error = variance.sqrt();
    let margin = level.t(moments.units() as f64 - 1.0) * error;
    bare(Absent::Undefined)
        .with_error(error)
        .with_interval(Interval::around(moments.mean(), margin, level))
}
