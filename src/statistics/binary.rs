//! Answers that are yes or no.

use super::tally::Tally;

/// Those for whom something holds and those for whom it doesn't; others are not in the base.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Binary {
    /// It holds.
    pub yes: Tally,
    /// It doesn't.
    pub no: Tally,
}

impl Binary {
    /// `yes` of `n` unweighted answers; all of them if `yes` is larger.
    pub fn of(yes: u64, n: u64) -> Binary {
        let yes = yes.min(n);
        Binary {
            yes: Tally::of(yes),
            no: Tally::of(n - yes),
        }
    }

    /// All who are in the base.
    pub fn total(&self) -> Tally {
        self.yes.merge(self.no)
    }

    /// The share of yes and that of no; `None` for no answers.
    ///
    /// Both are given because one minus the other loses digits where one is small.
    pub fn shares(&self) -> Option<(f64, f64)> {
        let weight = self.total().weight();
        (weight > 0.0).then(|| (self.yes.weight() / weight, self.no.weight() / weight))
    }

    /// Σw²(y−p)²/W²; `None` for no answers.
    pub fn variance_zero(&self) -> Option<f64> {
        let (p, q) = self.shares()?;
        let weight = self.total().weight();
        Some(
            (self.yes.weight_squared() / weight * q * q
                + self.no.weight_squared() / weight * p * p)
                / weight,
        )
    }

    /// Effective number of answers, the smaller of Kish's and p·q over the linearised variance;
    /// 0 for none.
    pub fn effective_n(&self) -> f64 {
        match (self.shares(), self.variance_zero()) {
            (Some((p, q)), Some(variance)) => self.total().effective_n(p * q, variance),
            _ => 0.0,
        }
    }

    /// See [`Tally::with_design_effect`].
    #[must_use]
    pub fn with_design_effect(&self, effect: f64) -> Binary {
        Binary {
            yes: self.yes.with_design_effect(effect),
            no: self.no.with_design_effect(effect),
        }
    }

    /// Both together.
    pub fn merge(&self, other: &Binary) -> Binary {
        Binary {
            yes: self.yes.merge(other.yes),
            no: self.no.merge(other.no),
        }
    }
}
