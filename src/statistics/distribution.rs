//! The answers of one group as a histogram.

use super::binary::Binary;
use super::moments::Moments;
use super::tally::Tally;

/// Distinct finite values in ascending order, each with the tally of those who gave it.
///
/// A histogram is all that the estimates and tests of ratings need: it is exact, small, and
/// histograms of parts add up to that of the whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Distribution {
    values: Vec<f64>,
    tallies: Vec<Tally>,
}

impl Distribution {
    /// A histogram of these values, in any order; equal values are added up. Values that are not
    /// finite and tallies without answers are left out.
    pub fn new(cells: impl IntoIterator<Item = (f64, Tally)>) -> Distribution {
        let mut cells: Vec<(f64, Tally)> = cells
            .into_iter()
            .filter(|(value, tally)| value.is_finite() && !tally.is_empty())
            .map(|(value, tally)| (value + 0.0, tally)) // -0 becomes 0
            .collect();
        // By weight as well, so that sums do not depend on the order of rows.
        cells.sort_by(|(a, s), (b, t)| {
            let by_weight = s.weight().total_cmp(&t.weight());
            let by_square = s.weight_squared().total_cmp(&t.weight_squared());
            a.total_cmp(b).then(by_weight).then(by_square)
        });
        let mut distribution = Distribution::default();
        for (value, tally) in cells {
            match distribution.tallies.last_mut() {
                Some(last) if distribution.values.last() == Some(&value) => {
                    *last = last.merge(tally);
                }
                _ => {
                    distribution.values.push(value);
                    distribution.tallies.push(tally);
                }
            }
        }
        distribution
    }

    /// A histogram of unweighted counts.
    pub fn of_counts(counts: impl IntoIterator<Item = (f64, u64)>) -> Distribution {
        Distribution::new(counts.into_iter().map(|(value, n)| (value, Tally::of(n))))
    }

    /// A histogram of single answers with their weights.
    pub fn of_rows(rows: impl IntoIterator<Item = (f64, f64)>) -> Distribution {
        let single = |(value, weight)| (value, Tally::of_weights([weight]));
        Distribution::new(rows.into_iter().map(single))
    }

    /// See [`Tally::with_design_effect`].
    #[must_use]
    pub fn with_design_effect(&self, effect: f64) -> Distribution {
        let tallies = self.tallies.iter();
        Distribution {
            values: self.values.clone(),
            tallies: tallies
                .map(|tally| tally.with_design_effect(effect))
                .collect(),
        }
    }

    /// The histogram of both together.
    pub fn merge(&self, other: &Distribution) -> Distribution {
        Distribution::new(self.cells().chain(other.cells()))
    }

    /// The distinct values, ascending.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The tally of each of [`Distribution::values`].
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// Each value with its tally, ascending.
    pub fn cells(&self) -> impl Iterator<Item = (f64, Tally)> + '_ {
        self.values
            .iter()
            .copied()
            .zip(self.tallies.iter().copied())
    }

    /// The tally of all answers.
    pub fn total(&self) -> Tally {
        let add = |sum: Tally, tally: &Tally| sum.merge(*tally);
        self.tallies.iter().fold(Tally::EMPTY, add)
    }

    /// Those whose value fulfils a condition, and the rest.
    pub fn split(&self, condition: impl Fn(f64) -> bool) -> Binary {
        let mut binary = Binary::default();
        for (value, tally) in self.cells() {
            let side = if condition(value) {
                &mut binary.yes
            } else {
                &mut binary.no
            };
            *side = side.merge(tally);
        }
        binary
    }

    /// The histogram of a function of the values.
    pub fn map(&self, function: impl Fn(f64) -> f64) -> Distribution {
        Distribution::new(self.cells().map(|(value, tally)| (function(value), tally)))
    }

    /// The moments of the values; `None` for no answers or where numbers overflow.
    pub fn moments(&self) -> Option<Moments> {
        Moments::of(|| self.cells())
    }
}
