//! Weighted cross-products of an outcome and its drivers on complete cases.

use crate::statistics::linear::{Matrix, inverse};
use crate::statistics::{Absent, Tally};

/// Below this share of a driver's own variance what others leave of it counts as nothing.
pub(crate) const ALIASED: f64 = 1e-10;

/// Centred weighted cross-products; the outcome first, then the drivers.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossProducts {
    tally: Tally,
    means: Vec<f64>,
    /// Σw(x − x̄)(z − z̄).
    products: Matrix,
}

/// The same as correlations, which is all that shares of R² depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlations {
    /// Complete cases.
    pub n: u64,
    /// Between the drivers; a driver without variance correlates 0 with all, itself included.
    pub between: Vec<Vec<f64>>,
    /// Of each driver with the outcome.
    pub with_outcome: Vec<f64>,
}

impl CrossProducts {
    /// Cross-products from their sums: of all variables, the outcome first, the weighted means
    /// and Σw(x − x̄)(z − z̄), of which the lower triangle is read. `None` if they don't fit together.
    pub fn new(tally: Tally, means: Vec<f64>, products: Vec<Vec<f64>>) -> Option<CrossProducts> {
        let size = means.len();
        let square = products.len() == size && products.iter().all(|row| row.len() == size);
        if tally.is_empty() || !square || means.iter().any(|mean| !mean.is_finite()) {
            return None;
        }
        CrossProducts {
            tally,
            means,
            products,
        }
        .finished()
        .filter(|sums| (0..size).all(|i| sums.products[i][i] >= 0.0))
    }

    /// Cross-products of single cases: weight, outcome, drivers. Cases with a number that is not
    /// finite are left out (complete cases only). `None` for no cases, for cases of unequal
    /// length, and where numbers overflow.
    pub fn of_cases<'a>(
        cases: impl Iterator<Item = (f64, &'a [f64])> + Clone,
    ) -> Option<CrossProducts> {
        let complete = || {
            cases
                .clone()
                .filter(|(w, row)| *w > 0.0 && w.is_finite() && row.iter().all(|x| x.is_finite()))
        };
        let tally = Tally::of_weights(complete().map(|(w, _)| w));
        let size = complete().next()?.1.len();
        let mut means = vec![0.0; size];
        // Twice, so that the second pass takes what rounding left.
        for _ in 0..2 {
            let mut gaps = vec![0.0; size];
            for (w, row) in complete() {
                if row.len() != size {
                    return None;
                }
                for (gap, (x, mean)) in gaps.iter_mut().zip(row.iter().zip(&means)) {
                    *gap += w / tally.weight() * (x - mean);
                }
            }
            for (mean, gap) in means.iter_mut().zip(gaps) {
                *mean += gap;
            }
        }
        let mut products = vec![vec![0.0; size]; size];
        for (w, row) in complete() {
            for i in 0..size {
                for j in 0..=i {
                    products[i][j] += w * (row[i] - means[i]) * (row[j] - means[j]);
                }
            }
        }
        CrossProducts {
            tally,
            means,
            products,
        }
        .finished()
    }

    /// Both together; `None` if they are of different variables.
    pub fn merge(&self, other: &CrossProducts) -> Option<CrossProducts> {
        let size = self.means.len();
        if other.means.len() != size {
            return None;
        }
        let tally = self.tally.merge(other.tally);
        let share = other.tally.weight() / tally.weight();
        let gap: Vec<f64> = other
            .means
            .iter()
            .zip(&self.means)
            .map(|(b, a)| b - a)
            .collect();
        let mut merged = self.clone();
        merged.tally = tally;
        for i in 0..size {
            merged.means[i] += gap[i] * share;
            for j in 0..=i {
                merged.products[i][j] +=
                    other.products[i][j] + self.tally.weight() * share * gap[i] * gap[j];
            }
        }
        merged.finished()
    }

    /// n, Σw and Σw² of the cases.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Weighted mean of each variable, the outcome first.
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    fn finished(mut self) -> Option<CrossProducts> {
        for i in 0..self.means.len() {
            for j in 0..i {
                self.products[j][i] = self.products[i][j];
            }
        }
        let finite = self.products.iter().flatten().all(|x| x.is_finite());
        finite.then_some(self)
    }

    /// Correlations of the drivers among each other and with the outcome.
    ///
    /// Fails for fewer than two cases, without drivers, and for an outcome without variance.
    pub fn correlations(&self) -> Result<Correlations, Absent> {
        if self.tally.n() < 2 {
            return Err(Absent::TooFewAnswers);
        }
        if self.means.len() < 2 {
            return Err(Absent::Invalid);
        }
        let deviation: Vec<f64> = (0..self.means.len())
            .map(|i| {
                let per_case = (self.products[i][i] / self.tally.weight()).sqrt();
                // A constant has only rounding for a deviation.
                if per_case <= 8.0 * f64::EPSILON * self.means[i].abs() {
                    0.0
                } else {
                    self.products[i][i].sqrt()
                }
            })
            .collect();
        if deviation[0] <= 0.0 {
            return Err(Absent::NoSpread);
        }
        let r = |i: usize, j: usize| {
            if deviation[i] == 0.0 || deviation[j] == 0.0 {
                0.0
            } else if i == j {
                1.0
            } else {
                (self.products[i][j] / deviation[i] / deviation[j]).clamp(-1.0, 1.0)
            }
        };
        let p = self.means.len();
        Ok(Correlations {
            n: self.tally.n(),
            between: (1..p).map(|i| (1..p).map(|j| r(i, j)).collect()).collect(),
            with_outcome: (1..p).map(|i| r(i, 0)).collect(),
        })
    }
}

impl Correlations {
    /// Whether there are enough cases to publish: at least 100, and ten for each driver.
    pub fn enough(&self) -> bool {
        self.n >= 100 && self.n >= 10 * self.with_outcome.len() as u64
    }

    /// Variance inflation of each driver, 1/(1 − R² on the others), ≥ 1; over 10 deserves a warning.
    /// `None` where a driver is constant or made up of others.
    ///
    /// Reference: Marquardt, Technometrics 12, 1970.
    pub fn variance_inflation(&self) -> Option<Vec<f64>> {
        let inverse = inverse(&self.between, ALIASED)?;
        Some((0..inverse.len()).map(|i| inverse[i][i]).collect())
    }

    /// Standardised regression coefficients R⁻¹r; `None` as for
    /// [`Correlations::variance_inflation`].
    pub fn standardised_coefficients(&self) -> Option<Vec<f64>> {
        let inverse = inverse(&self.between, ALIASED)?;
        let dot = |row: &Vec<f64>| row.iter().zip(&self.with_outcome).map(|(a, b)| a * b).sum();
        Some(inverse.iter().map(dot).collect())
    }
}
