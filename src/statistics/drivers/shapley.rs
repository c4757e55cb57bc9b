//! Shares of R² that don't depend on the order of drivers.

use super::cross_products::{ALIASED, Correlations};
use crate::statistics::Absent;

/// More drivers than this are left to [`super::relative_weights`]: the number of subsets doubles
/// with each.
pub const MOST_DRIVERS: usize = 16;

/// How a total R² divides over the drivers.
#[derive(Debug, Clone, PartialEq)]
pub struct Importance {
    /// R² of all drivers together, 0 to 1.
    pub r_squared: f64,
    /// The part of each driver, ≥ 0 up to rounding; they add up to `r_squared`.
    pub parts: Vec<f64>,
}

/// The shares of Lindeman, Merenda and Gold: what a driver adds to R², averaged over all orders of
/// the drivers (its Shapley value).
///
/// Formula: Σ over subsets S without j of |S|!(p−|S|−1)!/p!·(R²(S∪j) − R²(S)), exact over all 2ᵖ
/// subsets. A driver that others make up adds nothing where they stand before it; a constant
/// driver has 0.
///
/// Fails for more than 16 drivers.
///
/// Reference: Lindeman, Merenda & Gold 1980; Grömping, J. Stat. Softw. 17(1), 2006 (`relaimpo`).
pub fn importance(correlations: &Correlations) -> Result<Importance, Absent> {
    let p = correlations.with_outcome.len();
    if p > MOST_DRIVERS {
        return Err(Absent::NoMethod);
    }
    let mut r_squared = vec![0.0; 1 << p];
    let mut subsets = Subsets {
        correlations,
        rows: Vec::with_capacity(p),
        r_squared: &mut r_squared,
    };
    subsets.visit(0, 0, 0.0);
    // |S|!(p−|S|−1)!/p! = 1/(p·C(p−1, |S|)).
    let mut weight = vec![1.0 / p as f64; p];
    for s in 1..p {
        weight[s] = weight[s - 1] * s as f64 / (p - s) as f64;
    }
    let parts = (0..p)
        .map(|j| {
            (0..1_usize << p)
                .filter(|set| set & (1 << j) == 0)
                .map(|set| {
                    let gain = r_squared[set | (1 << j)] - r_squared[set];
                    weight[set.count_ones() as usize] * gain
                })
                .sum()
        })
        .collect();
    Ok(Importance {
        r_squared: r_squared[(1 << p) - 1],
        parts,
    })
}

/// Goes through all subsets, each from the one without its last driver, by adding a row to its
/// Cholesky factor.
struct Subsets<'a> {
    correlations: &'a Correlations,
    /// For each driver of the subset: its place, its row of the factor, its part of the outcome.
    rows: Vec<(usize, Vec<f64>, f64)>,
    r_squared: &'a mut [f64],
}

impl Subsets<'_> {
    fn visit(&mut self, from: usize, set: usize, r_squared: f64) {
        self.r_squared[set] = r_squared;
        for j in from..self.correlations.with_outcome.len() {
            let between = &self.correlations.between[j];
            let mut row: Vec<f64> = Vec::with_capacity(self.rows.len() + 1);
            let mut rest = between[j];
            let mut outcome = self.correlations.with_outcome[j];
            for (i, factor, part) in &self.rows {
                let dot: f64 = factor.iter().zip(&row).map(|(a, b)| a * b).sum();
                let entry = (between[*i] - dot) / factor[row.len()];
                rest -= entry * entry;
                outcome -= entry * part;
                row.push(entry);
            }
            let next = set | (1 << j);
            if rest <= ALIASED {
                // The others make it up: it adds nothing and is passed over.
                self.visit(j + 1, next, r_squared);
            } else {
                let pivot = rest.sqrt();
                let part = outcome / pivot;
                row.push(pivot);
                self.rows.push((j, row, part));
                self.visit(j + 1, next, (r_squared + part * part).min(1.0));
                self.rows.pop();
            }
        }
    }
}
