//! Customers who answer more than once: variances from sums over customers.

pub mod many;

use super::special::normal;
use super::{Absent, Contrast, Estimate, Interval, Level, Method, Test};
use crate::statistics::one_group::share::wilson;

/// What one customer adds up to in two groups: Σwy and Σw in the first, Σwy and Σw in the second.
/// A figure of one group has zeros for the second.
pub type Customer = [f64; 4];

/// Sums over customers, from which every clustered variance of means and shares follows.
///
/// y should be measured from a round number near its mean, so that little cancels; add that
/// number to the result.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CustomerSums {
    customers: u64,
    answers: [u64; 2],
    sums: Customer,
    products: [[f64; 4]; 4],
}

impl CustomerSums {
    /// Adds a customer, with the number of answers in each group; one without any is none.
    pub fn add(&mut self, customer: Customer, answers: [u64; 2]) {
        if customer.iter().any(|x| !x.is_finite()) || customer[1] + customer[3] <= 0.0 {
            return;
        }
        self.customers += 1;
        for (sum, n) in self.answers.iter_mut().zip(answers) {
            *sum = sum.saturating_add(n);
        }
        for (i, x) in customer.iter().enumerate() {
            self.sums[i] += x;
            for (j, y) in customer.iter().enumerate() {
                self.products[i][j] += x * y;
            }
        }
    }

    /// Sums that were added up elsewhere; `None` if they can't be those of any customers.
    pub fn of_sums(
        customers: u64,
        answers: [u64; 2],
        sums: Customer,
        products: [[f64; 4]; 4],
    ) -> Option<CustomerSums> {
        let all = || sums.iter().chain(products.iter().flatten());
        let squares = (0..4).all(|i| products[i][i] >= 0.0);
        (customers > 0 && squares && all().all(|x| x.is_finite())).then_some(CustomerSums {
            customers,
            answers,
            sums,
            products,
        })
    }

    /// How many customers there are.
    pub fn customers(&self) -> u64 {
        self.customers
    }

    /// The sums of two sets that share no customer.
    pub fn merge(mut self, other: &CustomerSums) -> CustomerSums {
        self.customers += other.customers;
        for i in 0..4 {
            self.sums[i] += other.sums[i];
            for j in 0..4 {
                self.products[i][j] += other.products[i][j];
            }
        }
        for (sum, n) in self.answers.iter_mut().zip(other.answers) {
            *sum = sum.saturating_add(n);
        }
        self
    }

    /// The mean of a group, 0 or 1; `None` without weight in it.
    fn mean_of(&self, group: usize) -> Option<f64> {
        let weight = self.sums[2 * group + 1];
        (weight > 0.0).then(|| self.sums[2 * group] / weight)
    }

    /// Σ(fᵀv)(gᵀv) over customers; 0 where only rounding is left of the terms.
    fn product(&self, f: &[f64; 4], g: &[f64; 4]) -> f64 {
        let (mut sum, mut size) = (0.0, 0.0_f64);
        for (i, x) in f.iter().enumerate() {
            for (j, y) in g.iter().enumerate() {
                let term = x * y * self.products[i][j];
                sum += term;
                size += term.abs();
            }
        }
        if sum.abs() <= 8.0 * f64::EPSILON * size {
            0.0
        } else {
            sum
        }
    }

    /// m/(m−1)·Σ(fᵀv)² over customers; Σfᵀv is 0 for the f used here.
    fn variance(&self, f: &[f64; 4]) -> Option<f64> {
        let m = self.customers as f64;
        (m > 1.0).then(|| m / (m - 1.0) * self.product(f, f).max(0.0))
    }

    /// Σ_c(Σwy − ȳΣw)²/W² of a group, 0 or 1: the variance of its mean without the factor m/(m−1).
    /// `None` without weight in it.
    pub fn mean_variance_zero(&self, group: usize) -> Option<f64> {
        let f = self.influence(group, self.mean_of(group)?);
        Some(self.product(&f, &f).max(0.0))
    }

    /// Σ_c(T_c − T̄)² of the totals T_c = Σwy of the first group's customers, where y was measured
    /// from `centre`: the variance of the total without the factor m/(m−1).
    pub fn total_variance_zero(&self, centre: f64) -> Option<f64> {
        let m = self.customers as f64;
        let about = |i: usize, j: usize| self.products[i][j] - self.sums[i] / m * self.sums[j];
        let sum = about(0, 0) + 2.0 * centre * about(0, 1) + centre * centre * about(1, 1);
        (m > 0.0).then(|| sum.max(0.0))
    }

    /// How many times as large the variance of the first group's mean is as `apart`, in which every
    /// answer is another customer's, gives it; held so that answers are never worth more than as
    /// many of different customers without weights.
    ///
    /// Where all answers are the same there is no variance to compare; a customer's answers are then
    /// taken to tell no more than one of all their weight.
    pub fn design_effect(&self, apart: &CustomerSums) -> f64 {
        let zero = |sums: &CustomerSums| sums.mean_variance_zero(0).unwrap_or(0.0);
        let (clustered, single) = (zero(self), zero(apart));
        let effect = if clustered > 0.0 && single > 0.0 {
            clustered / single
        } else {
            self.products[1][1] / apart.products[1][1]
        };
        let least = apart.kish() / self.answers[0] as f64;
        if effect.is_finite() && least.is_finite() {
            effect.max(least)
        } else {
            1.0
        }
    }

    /// The design effect of methods that rest on normal quantiles: [`CustomerSums::design_effect`]
    /// times (t(m−1)/t(n−1))², so that few customers, whose variance is known but roughly, make
    /// intervals as much wider as Student's t would. 1 where every answer is another customer's.
    ///
    /// Reference: Korn & Graubard, Survey Methodology 24, 1998; R's `survey::svyciprop`.
    pub fn normal_design_effect(&self, apart: &CustomerSums, level: Level) -> f64 {
        let df = |n: u64| n as f64 - 1.0;
        let ratio = level.t(df(self.customers)) / level.t(df(self.answers[0]));
        let effect = self.design_effect(apart);
        let adjusted = effect * ratio * ratio;
        if adjusted.is_finite() && self.customers < self.answers[0] {
            adjusted
        } else {
            effect
        }
    }

    /// The variance of the difference of the two means over the sum of their variances: 1 where no
    /// customer stands in both groups, less where those who do answer alike, more where they answer
    /// the opposite. `None` where neither mean varies.
    pub fn difference_effect(&self) -> Option<f64> {
        let f = self.influence(0, self.mean_of(0)?);
        let g = self.influence(1, self.mean_of(1)?);
        let sum = self.product(&f, &f) + self.product(&g, &g);
        (sum > 0.0).then(|| (1.0 - 2.0 * self.product(&f, &g) / sum).max(0.0))
    }

    /// The influence of a customer's sums on the mean of a group.
    fn influence(&self, group: usize, mean: f64) -> [f64; 4] {
        let weight = self.sums[2 * group + 1];
        let mut f = [0.0; 4];
        f[2 * group] = 1.0 / weight;
        f[2 * group + 1] = -mean / weight;
        f
    }

    /// The mean of the first group, clustered: t on customers − 1 degrees of freedom.
    ///
    /// Formula: v = m/(m−1)·Σ_c(Σwy − ȳΣw)²/W² over the m customers.
    ///
    /// Range: all numbers. Absent without weight; no interval for a single customer and where nothing
    /// varies.
    ///
    /// Reference: R's `survey::svymean` with `id = ~customer`; Särndal et al. 1992, section 8.5.
    pub fn mean(&self, level: Level) -> Estimate {
        let method = Method::ClusteredMean;
        let (n, m) = (self.answers[0], self.customers as f64);
        let Some(mean) = self.mean_of(0) else {
            return Estimate::absent(0, 0.0, method, Absent::NoAnswers);
        };
        let bare = |why| Estimate::bare(mean, n, self.kish(), method, why);
        let Some(variance) = self.variance(&self.influence(0, mean)) else {
            return bare(Absent::TooFewAnswers);
        };
        let error = variance.sqrt();
        bare(Absent::NoSpread)
            .with_error(error)
            .with_interval(Interval::around(mean, level.t(m - 1.0) * error, level))
    }

    /// The share of the first group (y is 0 or 1, not shifted), clustered: Wilson's interval on the
    /// number of answers p·q/v, no more than the customers' own effective number of weights where all
    /// answers are the same.
    ///
    /// Range: 0 to 1. Absent without weight; no interval for a single customer.
    ///
    /// Reference: R's `survey::svyciprop(method = "wilson")`.
    pub fn share(&self, level: Level) -> Estimate {
        let method = Method::ClusteredWilson;
        let n = self.answers[0];
        let Some(p) = self.mean_of(0) else {
            return Estimate::absent(0, 0.0, method, Absent::NoAnswers);
        };
        let p = p.clamp(0.0, 1.0);
        let Some(variance) = self.variance(&self.influence(0, p)) else {
            return Estimate::bare(p, n, 1.0_f64.min(n as f64), method, Absent::TooFewAnswers);
        };
        let m = self.customers as f64;
        let linearised = p * (1.0 - p) / (variance * (m - 1.0) / m);
        let effective = if variance > 0.0 && linearised.is_finite() {
            linearised.min(n as f64)
        } else {
            self.kish()
        };
        let (low, high) = wilson(p, 1.0 - p, effective, level.z());
        Estimate::bare(p, n, effective, method, Absent::Undefined)
            .with_error(variance.sqrt())
            .with_interval(Interval::between(low, high, level))
    }

    /// First mean minus second, also where customers stand in both: t on customers − 1 degrees of freedom.
    ///
    /// Formula: v = m/(m−1)·Σ_c(e₁ − e₂)² with e_g = (Σwy − ȳ_gΣw)/W_g, a customer's influence on ȳ_g.
    ///
    /// Range: all numbers. Absent where a group has no weight; no interval and no test for a single
    /// customer and where nothing varies.
    ///
    /// Reference: R's `survey::svycontrast` of `svyby` with `covmat = TRUE`.
    pub fn difference(&self, level: Level) -> Contrast {
        let method = Method::ClusteredDifference;
        let (Some(a), Some(b)) = (self.mean_of(0), self.mean_of(1)) else {
            return Contrast::absent(method, Absent::NoAnswers);
        };
        let (mut f, second) = (self.influence(0, a), self.influence(1, b));
        for (x, y) in f.iter_mut().zip(second) {
            *x -= y;
        }
        let gap = a - b;
        let error = match self.variance(&f) {
            None => {
                return Contrast::new(
                    gap,
                    None,
                    method,
                    Err(Absent::TooFewAnswers),
                    Absent::TooFewAnswers,
                );
            }
            Some(variance) => variance.sqrt(),
        };
        if error <= 0.0 {
            return Contrast::new(gap, None, method, Err(Absent::NoSpread), Absent::NoSpread);
        }
        let df = self.customers as f64 - 1.0;
        let interval = Interval::around(gap, level.t(df) * error, level);
        let power = (level.t(df) + normal::upper_quantile(0.2)) * error;
        Contrast {
            standard_error: Some(error),
            detectable: power.is_finite().then_some(power),
            ..Contrast::new(
                gap,
                interval,
                method,
                Test::t(Method::ClusteredT, gap / error, df),
                Absent::Undefined,
            )
        }
    }

    /// Kish's effective number of customers in the first group.
    fn kish(&self) -> f64 {
        let squares = self.products[1][1];
        if squares > 0.0 {
            (self.sums[1] / squares * self.sums[1]).min(self.customers as f64)
        } else {
            0.0
        }
    }
}
