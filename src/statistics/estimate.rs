//! What is said about one group: an estimate with its interval.

use super::absent::Absent;
use super::level::Level;
use super::method::Method;

/// A confidence interval; an end that is `None` is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Confidence level, 0.95.
    pub level: f64,
}

impl Interval {
    /// An interval between two numbers; infinite ends are open. `None` if an end is not a number,
    /// if they stand the wrong way round or at the same place.
    pub(crate) fn between(low: f64, high: f64, level: Level) -> Option<Interval> {
        (low < high).then(|| Interval {
            low: low.is_finite().then_some(low),
            high: high.is_finite().then_some(high),
            level: level.get(),
        })
    }

    /// centre ± margin; `None` if the margin is not positive and finite.
    pub(crate) fn around(centre: f64, margin: f64, level: Level) -> Option<Interval> {
        if margin.is_finite() {
            Interval::between(centre - margin, centre + margin, level)
        } else {
            None
        }
    }

    /// Whether a number lies in it, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// Upper minus lower end; `None` where one is open.
    pub fn width(&self) -> Option<f64> {
        Some(self.high? - self.low?)
    }
}

/// An estimate for one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The point estimate, finite.
    pub value: Option<f64>,
    /// Its standard error, linearised for the weights.
    pub standard_error: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Number of answers it rests on.
    pub n: u64,
    /// Effective number of answers.
    pub effective_n: f64,
    /// How the interval was made.
    pub method: Method,
    /// Why there is no value or, with a value, no interval.
    pub absent: Option<Absent>,
}

impl Estimate {
    /// No value at all.
    pub(crate) fn absent(n: u64, effective_n: f64, method: Method, why: Absent) -> Estimate {
        Estimate {
            value: None,
            standard_error: None,
            interval: None,
            n,
            effective_n,
            method,
            absent: Some(why),
        }
    }

    /// A value without an interval.
    pub(crate) fn bare(
        value: f64,
        n: u64,
        effective_n: f64,
        method: Method,
        why: Absent,
    ) -> Estimate {
        if !value.is_finite() {
            return Estimate::absent(n, effective_n, method, Absent::Undefined);
        }
        Estimate {
            value: Some(value),
            ..Estimate::absent(n, effective_n, method, why)
        }
    }

    /// The same with a standard error, if it is a number.
    pub(crate) fn with_error(self, standard_error: f64) -> Estimate {
        Estimate {
            standard_error: standard_error.is_finite().then_some(standard_error),
            ..self
        }
    }

    /// The same with an interval; stays without one, and with its reason, if there is none.
    pub(crate) fn with_interval(self, interval: Option<Interval>) -> Estimate {
        if interval.is_none() || self.value.is_none() {
            return self;
        }
        Estimate {
            interval,
            absent: None,
            ..self
        }
    }
}
