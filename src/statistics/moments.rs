//! Weighted moments of a number in one group.

use super::clustered::CustomerSums;
use super::tally::Tally;

/// Mean and second moments of a number, centred at its mean.
///
/// Centred sums are kept because Σy² − nȳ² has nothing left of the variance of 10⁹, 10⁹+1, 10⁹+2.
/// Kept true: there is at least one answer, all sums are finite, the squared ones are ≥ 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    tally: Tally,
    mean: f64,
    variance_sum: f64,
    linearised_cross: f64,
    linearised_sum: f64,
    clusters: Option<Clusters>,
}

/// What repeated customers do to variances; see [`crate::statistics::clustered`].
#[derive(Debug, Clone, Copy, PartialEq)]
struct Clusters {
    customers: u64,
    mean_variance: f64,
    total_variance: f64,
    design_effect: f64,
}

impl Moments {
    /// Moments from their sums about the mean ȳ: Σw(y−ȳ)², Σw²(y−ȳ) and Σw²(y−ȳ)².
    ///
    /// `None` for no answers and for sums that can't be such.
    pub fn new(
        tally: Tally,
        mean: f64,
        variance_sum: f64,
        linearised_cross: f64,
        linearised_sum: f64,
    ) -> Option<Moments> {
        let possible = !tally.is_empty()
            && mean.is_finite()
            && variance_sum.is_finite()
            && linearised_cross.is_finite()
            && linearised_sum.is_finite()
            && variance_sum >= 0.0
            && linearised_sum >= 0.0;
        possible.then_some(Moments {
            tally,
            mean,
            variance_sum,
            linearised_cross,
            linearised_sum,
            clusters: None,
        })
    }

    /// The same answers with variances clustered by customer, from the customers' sums of y,
    /// measured from `centre`, and from the same sums as if every answer were another customer's.
    #[must_use]
    pub fn of_customers(
        self,
        customers: &CustomerSums,
        apart: &CustomerSums,
        centre: f64,
    ) -> Moments {
        let found = customers
            .mean_variance_zero(0)
            .zip(customers.total_variance_zero(centre));
        let Some((mean_variance, total_variance)) = found else {
            return self;
        };
        Moments {
            clusters: Some(Clusters {
                customers: customers.customers(),
                mean_variance,
                total_variance,
                design_effect: customers.design_effect(apart),
            }),
            ..self
        }
    }

    /// How many answer independently of each other: customers where they are known, or answers.
    pub fn units(&self) -> u64 {
        self.clusters
            .map_or(self.tally.n(), |clusters| clusters.customers)
    }

    /// Moments of cells that can be gone through twice: first the mean, then the rest about it.
    pub fn of<I: Iterator<Item = (f64, Tally)>>(cells: impl Fn() -> I) -> Option<Moments> {
        let tally = cells().fold(Tally::EMPTY, |sum, (_, tally)| sum.merge(tally));
        if tally.is_empty() {
            return None;
        }
        let weight = tally.weight();
        let first: f64 = cells().map(|(y, t)| t.weight() / weight * y).sum();
        // A second pass takes what rounding left of the mean.
        let rest: f64 = cells()
            .map(|(y, t)| t.weight() / weight * (y - first))
            .sum();
        let mean = first + rest;
        let (mut variance, mut cross, mut linearised) = (0.0, 0.0, 0.0);
        for (y, t) in cells() {
            let gap = y - mean;
            variance += t.weight() * gap * gap;
            cross += t.weight_squared() * gap;
            linearised += t.weight_squared() * gap * gap;
        }
        Moments::new(tally, mean, variance, cross, linearised)
    }

    /// Moments of single numbers with their weights, whatever the order of rows.
    pub fn of_rows(rows: &[(f64, f64)]) -> Option<Moments> {
        let mut rows: Vec<(f64, f64)> = rows
            .iter()
            .copied()
            .filter(|(y, _)| y.is_finite())
            .collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Moments::of(|| rows.iter().map(|(y, w)| (*y, Tally::of_weights([*w]))))
    }

    /// Both together (Chan, Golub & LeVeque 1979), without what was known of customers; `None` if
    /// numbers overflow.
    pub fn merge(&self, other: &Moments) -> Option<Moments> {
        let tally = self.tally.merge(other.tally);
        let share = other.tally.weight() / tally.weight();
        let mean = self.mean + (other.mean - self.mean) * share;
        let (mut variance, mut cross, mut linearised) = (0.0, 0.0, 0.0);
        for part in [self, other] {
            let shift = part.mean - mean;
            variance += part.variance_sum + part.tally.weight() * shift * shift;
            cross += part.linearised_cross + part.tally.weight_squared() * shift;
            linearised += part.linearised_sum
                + 2.0 * shift * part.linearised_cross
                + part.tally.weight_squared() * shift * shift;
        }
        Moments::new(tally, mean, variance, cross, linearised.max(0.0))
    }

    /// n, Σw and Σw².
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Weighted mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Weighted variance, n/(n−1)·Σw(y−ȳ)²/W as R's `svyvar`; `None` for a single answer.
    pub fn variance(&self) -> Option<f64> {
        let n = self.tally.n() as f64;
        (n > 1.0).then(|| n / (n - 1.0) * (self.variance_sum / self.tally.weight()))
    }

    /// Variance of the mean without the factor n/(n−1): Σw²(y−ȳ)²/W².
    fn mean_variance_zero(&self) -> f64 {
        let weight = self.tally.weight();
        self.linearised_sum / weight / weight
    }

    /// Linearised variance of the mean, n/(n−1)·Σw²(y−ȳ)²/W², or that clustered by customer;
    /// `None` for a single answer or customer.
    ///
    /// Reference: R's `survey::svymean`; Särndal, Swensson & Wretman 1992, section 5.5.
    pub fn mean_variance(&self) -> Option<f64> {
        let n = self.units() as f64;
        let zero = self.clusters.map_or_else(
            || self.mean_variance_zero(),
            |clusters| clusters.mean_variance,
        );
        (n > 1.0).then(|| n / (n - 1.0) * zero)
    }

    /// Linearised variance of the total Σwy, n/(n−1)·Σ(wy − Σwy/n)², or that clustered by
    /// customer; `None` for a single answer or customer.
    pub fn total_variance(&self) -> Option<f64> {
        let n = self.units() as f64;
        if let Some(clusters) = self.clusters {
            return (n > 1.0).then(|| n / (n - 1.0) * clusters.total_variance);
        }
        let (weight, square) = (self.tally.weight(), self.tally.weight_squared());
        // Σ(wy − Wȳ/n)² with y = ȳ + gap, so that nothing large cancels.
        let weights_apart = square - weight / n * weight;
        let sum = if weights_apart <= 1e-12 * square {
            // All weigh the same: what rounding left would count ȳ² times.
            self.linearised_sum
        } else {
            self.linearised_sum
                + 2.0 * self.mean * self.linearised_cross
                + self.mean * self.mean * weights_apart
        };
        (n > 1.0).then(|| n / (n - 1.0) * sum.max(0.0))
    }

    /// Effective number of answers: the smaller of Kish's and the linearised one,
    /// (Σw(y−ȳ)²/W)/(Σw²(y−ȳ)²/W²), which for customers is that over their design effect; Kish's where
    /// all values are the same. Range: ≥ 1.
    pub fn effective_n(&self) -> f64 {
        let variance = self.variance_sum / self.tally.weight();
        match self.clusters {
            None => self.tally.effective_n(variance, self.mean_variance_zero()),
            Some(clusters) => {
                let effect = clusters.design_effect;
                let zero = self.mean_variance_zero() * effect;
                self.tally
                    .with_design_effect(effect)
                    .effective_n(variance, zero)
            }
        }
    }

    /// Whether all values are the same, as far as the numbers can tell.
    pub fn is_constant(&self) -> bool {
        let spread = (self.variance_sum / self.tally.weight()).sqrt();
        spread <= 4.0 * f64::EPSILON * self.mean.abs()
    }
}
