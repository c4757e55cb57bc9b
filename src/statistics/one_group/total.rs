//! Sums, counts, and the smallest and greatest answer.

use crate::statistics::{Absent, Distribution, Estimate, Interval, Level, Method, Moments, Tally};

/// The weighted sum Σwy with Student's interval on the linearised standard error.
///
/// Formula: Σwy ± t(n−1)·√(n/(n−1)·Σ(wy − Σwy/n)²). The interval is that of the total of as many
/// respondents drawn anew; the number of respondents counts as given.
///
/// Range: all numbers, in the unit of wy. `None` stands for no answers. No interval for a single
/// answer and where all wy are the same.
///
/// Reference: R's `survey::svytotal`.
pub fn sum(moments: Option<&Moments>, level: Level) -> Estimate {
    let method = Method::StudentTotal;
    let Some(moments) = moments else {
        return Estimate::absent(0, 0.0, method, Absent::NoAnswers);
    };
    let n = moments.tally().n();
    let total = moments.mean() * moments.tally().weight();
    let bare = |why| Estimate::bare(total, n, moments.effective_n(), method, why);
    let Some(variance) = moments.total_variance() else {
        return bare(Absent::TooFewAnswers);
    };
    let error = variance.sqrt();
    if error <= 4.0 * f64::EPSILON * total.abs() {
        return bare(Absent::NoSpread);
    }
    let margin = level.t(moments.units() as f64 - 1.0) * error;
    bare(Absent::Undefined)
        .with_error(error)
        .with_interval(Interval::around(total, margin, level))
}

/// The number of answers: what was counted, without an interval and whatever the weights. 0 where
/// there are none, which is no absence.
pub fn count(answers: Tally) -> Estimate {
    let n = answers.n();
    Estimate::bare(
        n as f64,
        n,
        answers.kish(),
        Method::Counted,
        Absent::NoMethod,
    )
}

/// The smallest answer, without an interval: no sample tells how small the smallest of all is.
/// Absent without answers.
pub fn minimum(answers: &Distribution) -> Estimate {
    extreme(answers, answers.values().first())
}

/// The greatest answer, without an interval, as for [`minimum`].
pub fn maximum(answers: &Distribution) -> Estimate {
    extreme(answers, answers.values().last())
}

fn extreme(answers: &Distribution, value: Option<&f64>) -> Estimate {
    let total = answers.total();
    match value {
        None => Estimate::absent(0, 0.0, Method::Counted, Absent::NoAnswers),
        Some(value) => Estimate::bare(
            *value,
            total.n(),
            total.kish(),
            Method::Counted,
            Absent::NoMethod,
        ),
    }
}
