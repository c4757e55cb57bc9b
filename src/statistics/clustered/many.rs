//! Any number of groups in which the same customers may stand: their means compared with the
//! covariances that this gives them.

use crate::statistics::linear::{Matrix, solve};
use crate::statistics::many_groups::rao_scott;
use crate::statistics::{Absent, Interval, Level, Method, Test};

/// What the customers of one group add up to: see [`Groups`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Group {
    /// Its answers.
    pub answers: u64,
    /// ΣA and ΣB.
    pub sums: [f64; 2],
    /// ΣAA, ΣAB, ΣBB.
    pub products: [f64; 3],
}

/// Sums over customers in several groups. For a customer in a group let B = Σw and
/// A = Σw(y − centre) over the answers there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Groups {
    /// What y was measured from.
    pub centre: f64,
    /// Different customers, m.
    pub customers: u64,
    /// The groups.
    pub groups: Vec<Group>,
    /// Pairs of groups with customers in both: the first, the second, and over these customers
    /// ΣA₁A₂, ΣA₁B₂, ΣB₁A₂, ΣB₁B₂.
    pub pairs: Vec<(usize, usize, [f64; 4])>,
}

/// What is multiplied with a customer's A and B of each group.
type Influence = Vec<[f64; 2]>;

/// The slope of a regression on time.
#[derive(Debug, Clone, PartialEq)]
pub struct Slope {
    /// Change of the mean from one unit of time to the next.
    pub slope: f64,
    /// Its interval.
    pub interval: Option<Interval>,
    /// The test that it is 0.
    pub test: Test,
}

/// A sum of means, each times a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Combination {
    /// The sum.
    pub value: f64,
    /// Its variance; `None` with one customer.
    pub variance: Option<f64>,
}

impl Groups {
    /// The mean of a group; `None` without weight in it.
    pub fn mean(&self, group: usize) -> Option<f64> {
        Some(self.centre + self.mean_from_centre(group)?)
    }

    fn mean_from_centre(&self, group: usize) -> Option<f64> {
        let [a, b] = self.groups.get(group)?.sums;
        (b > 0.0).then(|| a / b)
    }

    /// Σ(f·v)(g·v) over customers; 0 where only rounding is left of the terms.
    fn form(&self, f: &Influence, g: &Influence) -> f64 {
        let (mut sum, mut size) = (0.0, 0.0);
        let mut add = |terms: &[f64]| {
            for term in terms {
                sum += term;
                size += term.abs();
            }
        };
        for ((group, [a, b]), [c, d]) in self.groups.iter().zip(f).zip(g) {
            let [aa, ab, bb] = group.products;
            add(&[a * c * aa, (a * d + b * c) * ab, b * d * bb]);
        }
        for (one, two, [aa, ab, ba, bb]) in &self.pairs {
            for (f, g) in [(f[*one], g[*two]), (g[*one], f[*two])] {
                let ([a, b], [c, d]) = (f, g);
                add(&[a * c * aa, a * d * ab, b * c * ba, b * d * bb]);
            }
        }
        if f64::abs(sum) <= 8.0 * f64::EPSILON * size {
            0.0
        } else {
            sum
        }
    }

    /// m/(m − 1), which makes the sum of squared influences a variance.
    fn factor(&self) -> Option<f64> {
        let m = self.customers as f64;
        (m > 1.0).then(|| m / (m - 1.0))
    }

    /// The influence of a customer's sums on Σc·ȳ.
    fn influence(&self, coefficients: &[f64]) -> Option<Influence> {
        let groups = self.groups.iter().zip(coefficients).enumerate();
        groups
            .map(|(at, (group, coefficient))| {
                if *coefficient == 0.0 {
                    return Some([0.0; 2]);
                }
                let part = coefficient / group.sums[1];
                Some([part, -part * self.mean_from_centre(at)?])
            })
            .collect()
    }

    /// Σc·ȳ of the groups; `None` where a group with c ≠ 0 has no answers.
    ///
    /// Formula: v = m/(m−1)·Σ_c(Σ_g c_g(A − (ȳ_g − centre)B)/W_g)² over the m customers.
    ///
    /// Reference: Särndal et al. 1992, section 5.5; R's `survey::svycontrast`.
    pub fn combination(&self, coefficients: &[f64]) -> Option<Combination> {
        let influence = self.influence(coefficients)?;
        let terms = coefficients.iter().enumerate();
        let terms = terms.filter(|(_, coefficient)| **coefficient != 0.0);
        let values = terms.map(|(group, coefficient)| Some(coefficient * self.mean(group)?));
        Some(Combination {
            value: values.sum::<Option<f64>>()?,
            variance: self
                .factor()
                .map(|factor| factor * self.form(&influence, &influence).max(0.0)),
        })
    }

    /// Whether the means of all k groups are the same: Wald's test with the covariances of the means,
    /// F on k − 1 and m − k degrees of freedom. Of ranks it is the rank test of Lumley and Scott.
    ///
    /// Formula: with d the differences of all means from the last and V their covariance,
    /// F = dᵀV⁻¹d/(k−1).
    ///
    /// Fails with fewer than two groups, where a group is empty, with no more customers than groups,
    /// and where a combination of the means has no variance.
    ///
    /// Reference: Korn & Graubard, Am. Stat. 44, 1990; Lumley & Scott, Biometrika 100, 2013; R's
    /// `survey::regTermTest` of `svyglm(y ~ group)` with `id = ~customer`.
    pub fn equal_means(&self) -> Result<Test, Absent> {
        let k = self.groups.len();
        let factor = self.factor().ok_or(Absent::TooFewAnswers)?;
        if k < 2 {
            return Err(Absent::Invalid);
        }
        let freedom = self.customers as f64 - k as f64;
        if freedom <= 0.0 {
            return Err(Absent::TooFewAnswers);
        }
        let mut influences = Vec::with_capacity(k - 1);
        let mut differences: Matrix = Vec::with_capacity(k - 1);
        for group in 0..k - 1 {
            let mut coefficients = vec![0.0; k];
            (coefficients[group], coefficients[k - 1]) = (1.0, -1.0);
            influences.push(self.influence(&coefficients).ok_or(Absent::NoAnswers)?);
            let both = self
                .mean_from_centre(group)
                .zip(self.mean_from_centre(k - 1));
            let (one, last) = both.ok_or(Absent::NoAnswers)?;
            differences.push(vec![one - last]);
        }
        let covariance: Matrix = influences
            .iter()
            .map(|f| {
                influences
                    .iter()
                    .map(|g| factor * self.form(f, g))
                    .collect()
            })
            .collect();
        let solved = solve(&covariance, &differences, 1e-12).ok_or(Absent::NoSpread)?;
        let square: f64 = { differences.iter().zip(&solved) }
            .map(|(one, two)| one[0] * two[0])
            .sum();
        let df = (k - 1) as f64;
        Test::f(Method::ClusteredWald, square / df, df, freedom)
    }

    /// Whether the shares of all groups, the means of zeros and ones, are the same: Rao and Scott's
    /// second-order correction of Pearson's test with the covariances of the cells.
    ///
    /// Formula: as [`rao_scott::test`] has it, V being the covariance clustered by customer and m − 1
    /// its degrees of freedom.
    ///
    /// Fails as it does.
    ///
    /// Reference: Rao & Scott, Ann. Stat. 12, 1984; R's `survey::svychisq` with `id = ~customer`.
    pub fn equal_shares(&self) -> Result<Test, Absent> {
        let factor = self.factor().ok_or(Absent::TooFewAnswers)?;
        let all: f64 = self.groups.iter().map(|group| group.sums[1]).sum();
        let used: Vec<usize> = (0..self.groups.len())
            .filter(|group| self.groups[*group].sums[1] > 0.0)
            .collect();
        let shares: Vec<f64> = used
            .iter()
            .flat_map(|group| {
                let [a, b] = self.groups[*group].sums;
                let yes = (a + self.centre * b).clamp(0.0, b);
                // What rounding leaves of a cell without answers is none.
                let tidy = |part: f64| if part <= 1e-12 * b { 0.0 } else { part / all };
                [tidy(yes), tidy(b - yes)]
            })
            .collect();
        let influence = |contrast: &[f64]| -> Influence {
            let mean: f64 = contrast.iter().zip(&shares).map(|(c, p)| c * p).sum();
            let mut influence = vec![[0.0; 2]; self.groups.len()];
            for (cells, group) in contrast.chunks(2).zip(&used) {
                let (yes, no) = (cells[0], cells[1]);
                let of_weight = self.centre * yes + (1.0 - self.centre) * no - mean;
                influence[*group] = [(yes - no) / all, of_weight / all];
            }
            influence
        };
        let covariance =
            |one: &[f64], two: &[f64]| factor * self.form(&influence(one), &influence(two));
        let freedom = self.customers as f64 - 1.0;
        let method = (Method::ClusteredRaoScott, Method::ClusteredRaoScott);
        let found = rao_scott::of_cells(&shares, 2, 1.0, freedom, covariance, method)?;
        Ok(found.second_order)
    }

    /// Whether the means rise or fall over the groups' times: the slope of the regression of all
    /// answers on time, t on m − 2 degrees of freedom.
    ///
    /// Formula: b = Σw(t−t̄)y/Σw(t−t̄)²; v = m/(m−1)·Σ_c(Σw(t−t̄)(y − ȳ − b(t−t̄)))²/(Σw(t−t̄)²)² over
    /// the customers. Groups without answers are left out.
    ///
    /// Fails with fewer than three groups or customers, and where nothing varies.
    ///
    /// Reference: Fuller, Sankhyā C 37, 1975; R's `survey::svyglm(y ~ time)` with `id = ~customer`.
    pub fn trend(&self, times: &[f64], level: Level) -> Result<Slope, Absent> {
        let used: Vec<(usize, f64, Group)> = self
            .groups
            .iter()
            .zip(times)
            .enumerate()
            .filter(|(_, (group, time))| group.sums[1] > 0.0 && time.is_finite())
            .map(|(at, (group, time))| (at, *time, *group))
            .collect();
        let freedom = self.customers as f64 - 2.0;
        if used.is_empty() {
            return Err(Absent::NoAnswers);
        }
        let factor = self.factor().filter(|_| used.len() > 2 && freedom > 0.0);
        let factor = factor.ok_or(Absent::TooFewAnswers)?;
        let weight: f64 = used.iter().map(|(_, _, group)| group.sums[1]).sum();
        let mean = |of: &dyn Fn(f64, &Group) -> f64| -> f64 {
            used.iter()
                .map(|(_, time, group)| of(*time, group) / weight)
                .sum()
        };
        let middle = mean(&|time, group| time * group.sums[1]);
        let level_of_all = mean(&|_, group| group.sums[0]);
        let spread = mean(&|time, group| (time - middle) * (time - middle) * group.sums[1]);
        let cross = mean(&|time, group| (time - middle) * group.sums[0]);
        let slope = cross / spread;
        let mut influence = vec![[0.0; 2]; self.groups.len()];
        for (at, time, _) in &used {
            let from = time - middle;
            let part = from / (spread * weight);
            influence[*at] = [part, -part * (level_of_all + slope * from)];
        }
        let error = (factor * self.form(&influence, &influence)).sqrt();
        if error.is_nan() || error <= 0.0 {
            return Err(Absent::NoSpread);
        }
        Ok(Slope {
            slope,
            interval: Interval::around(slope, level.t(freedom) * error, level),
            test: Test::t(Method::ClusteredTrend, slope / error, freedom)?,
        })
    }
}
