//! How many answers there are, and what they weigh.

use super::absent::Absent;

/// n, Σw and Σw² of some answers. Answers without a positive, finite weight are no answers.
///
/// Kept true: all sums finite and ≥ 0, and n = 0 exactly when they are 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    n: u64,
    weight: f64,
    weight_squared: f64,
}

impl Tally {
    /// No answers.
    pub const EMPTY: Tally = Tally {
        n: 0,
        weight: 0.0,
        weight_squared: 0.0,
    };

    /// A tally from its sums; `None` if they can't be those of any answers.
    pub fn new(n: u64, weight: f64, weight_squared: f64) -> Option<Tally> {
        let tally = Tally {
            n,
            weight,
            weight_squared,
        };
        let possible = if n == 0 {
            weight == 0.0 && weight_squared == 0.0
        } else {
            weight > 0.0
                && weight.is_finite()
                && weight_squared > 0.0
                && weight_squared.is_finite()
                && tally.weight / n as f64 * weight <= weight_squared * (1.0 + 1e-6)
        };
        possible.then_some(tally)
    }

    /// `n` answers without weights.
    pub fn of(n: u64) -> Tally {
        Tally {
            n,
            weight: n as f64,
            weight_squared: n as f64,
        }
    }

    /// The answers with these weights, added in their order.
    pub fn of_weights(weights: impl IntoIterator<Item = f64>) -> Tally {
        let mut tally = Tally::EMPTY;
        for weight in weights {
            tally.add(weight);
        }
        tally
    }

    /// Adds one answer; does nothing if its weight or the square of it is not positive and finite.
    pub fn add(&mut self, weight: f64) {
        let square = weight * weight;
        let sums = (self.weight + weight, self.weight_squared + square);
        if weight > 0.0 && square > 0.0 && sums.0.is_finite() && sums.1.is_finite() {
            self.n += 1;
            (self.weight, self.weight_squared) = sums;
        }
    }

    /// Both together.
    pub fn merge(self, other: Tally) -> Tally {
        Tally {
            n: self.n.saturating_add(other.n),
            weight: (self.weight + other.weight).min(f64::MAX),
            weight_squared: (self.weight_squared + other.weight_squared).min(f64::MAX),
        }
    }

    /// Number of answers.
    pub fn n(self) -> u64 {
        self.n
    }

    /// Σw.
    pub fn weight(self) -> f64 {
        self.weight
    }

    /// Σw².
    pub fn weight_squared(self) -> f64 {
        self.weight_squared
    }

    /// Whether there are no answers.
    pub fn is_empty(self) -> bool {
        self.n == 0
    }

    /// The same answers, of which each tells as much as 1/`effect` of one: all variances that
    /// rest on them, and so on Σw², are `effect` times as large. Not positive or not finite: as is.
    ///
    /// Reference: Kish, Survey Sampling, 1965, section 8.2; Rao & Scott, JASA 76, 1981.
    #[must_use]
    pub fn with_design_effect(self, effect: f64) -> Tally {
        let square = self.weight_squared * effect;
        if effect > 0.0 && square.is_finite() && (square > 0.0 || self.n == 0) {
            Tally {
                weight_squared: square,
                ..self
            }
        } else {
            self
        }
    }

    /// Kish's effective number of answers, (Σw)²/Σw²; at least 1, 0 for none. At most n unless a
    /// design effect below 1 says that the answers tell more than as many independent ones.
    ///
    /// Reference: Kish, Survey Sampling, 1965, section 11.7.
    pub fn kish(self) -> f64 {
        let n = self.n as f64;
        let kish = self.weight / self.weight_squared * self.weight;
        if self.n == 0 {
            0.0
        } else if kish <= n * (1.0 + 1e-6) || self.weight_squared >= f64::MAX {
            // What is above n is rounding, or the square overflowed.
            kish.clamp(1.0, n)
        } else {
            kish
        }
    }

    /// Kish's number as a whole one, forgiving rounding: ten weights of 0.1 are ten answers.
    pub fn whole_kish(self) -> u64 {
        (self.kish() * (1.0 + 1e-9)).floor() as u64
    }

    /// n over Kish's effective number, n·Σw²/(Σw)²: how much weighting costs. 1 without weights, greater with
    /// them, 0 for no answers. Reference: that of [`Tally::kish`].
    pub fn design_effect(self) -> f64 {
        if self.n == 0 {
            0.0
        } else {
            self.n as f64 / self.kish()
        }
    }

    /// The effective number of answers behind an estimate: the smaller of Kish's and of the number
    /// of unweighted answers that would give the same linearised variance.
    ///
    /// `variance` is that of the answers, `mean_variance` is Σw²(y−ȳ)²/W². Where all answers are
    /// the same there is no variance to compare, and it is Kish's.
    pub(crate) fn effective_n(self, variance: f64, mean_variance: f64) -> f64 {
        let linearised = variance / mean_variance;
        if variance > 0.0 && mean_variance > 0.0 && linearised.is_finite() {
            self.kish().min(linearised.max(1.0))
        } else {
            self.kish()
        }
    }

    /// Fails where there are no answers.
    pub(crate) fn some(self) -> Result<Tally, Absent> {
        if self.n == 0 {
            Err(Absent::NoAnswers)
        } else {
            Ok(self)
        }
    }
}
