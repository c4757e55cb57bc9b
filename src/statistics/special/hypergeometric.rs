//! The hypergeometric distribution, the odds ratio in it, and Fisher's exact test.

use super::root;
use super::saddle::ln_binomial_term;

/// A two by two table with its margins held: how many of the first row stand in the first column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    /// Sum of the first row.
    pub row: u64,
    /// Sum of the first column.
    pub column: u64,
    /// Sum of all.
    pub total: u64,
}

impl Margins {
    /// Margins of the table [[a, b], [c, d]]; `None` if their sum does not fit.
    pub fn of(table: [[u64; 2]; 2]) -> Option<Margins> {
        let [[a, b], [c, d]] = table;
        let row = a.checked_add(b)?;
        let column = a.checked_add(c)?;
        let total = row.checked_add(c)?.checked_add(d)?;
        Some(Margins { row, column, total })
    }

    /// Smallest and largest possible count.
    pub fn support(self) -> (u64, u64) {
        let low = (self.row as u128 + self.column as u128).saturating_sub(self.total as u128);
        (low as u64, self.row.min(self.column))
    }

    /// ln P(X = k) when rows and columns are independent: of C(row, k)·C(total − row, column − k)/C(total,
    /// column); −∞ where k is not possible.
    pub fn ln_probability(self, k: u64) -> f64 {
        let (low, high) = self.support();
        if k < low || k > high {
            return f64::NEG_INFINITY;
        }
        if self.total == 0 {
            return 0.0;
        }
        let p = self.column as f64 / self.total as f64;
        let q = (self.total - self.column) as f64 / self.total as f64;
        let (row, other) = (self.row, self.total - self.row);
        let in_other = self.column - k;
        ln_binomial_term(k as f64, (row - k) as f64, p, q)
            + ln_binomial_term(in_other as f64, (other - in_other) as f64, p, q)
            - ln_binomial_term(self.column as f64, (self.total - self.column) as f64, p, q)
    }

    /// P(X = k + 1) / P(X = k) when the odds ratio is 1.
    fn ratio(self, k: u64) -> f64 {
        let (row, column, total) = (self.row as f64, self.column as f64, self.total as f64);
        let k = k as f64;
        (row - k) * (column - k) / ((k + 1.0) * (total - row - column + k + 1.0))
    }

    /// The most likely count when the odds ratio is `odds`: where the falling ratio crosses 1.
    fn mode(self, odds: f64) -> u64 {
        let (low, high) = self.support();
        root::first(low, high, |k| self.ratio(k) * odds <= 1.0)
    }

    /// Sum of P(X = i)/P(X = k)·weight(i) for i from `k` up, at an odds ratio.
    fn sum_up(self, k: u64, odds: f64, weight: impl Fn(u64) -> f64) -> f64 {
        let (_, top) = self.support();
        let (mut sum, mut term, mut i) = (weight(k), 1.0, k);
        while i < top {
            term *= self.ratio(i) * odds;
            i += 1;
            let next = sum + term * weight(i);
            if term < 1e-18 * sum.abs().max(1e-300) || !next.is_finite() {
                break;
            }
            sum = next;
        }
        sum
    }

    /// The same for i from `k` down.
    fn sum_down(self, k: u64, odds: f64, weight: impl Fn(u64) -> f64) -> f64 {
        let (bottom, _) = self.support();
        let (mut sum, mut term, mut i) = (weight(k), 1.0, k);
        while i > bottom {
            i -= 1;
            term /= self.ratio(i) * odds;
            let next = sum + term * weight(i);
            if term < 1e-18 * sum.abs().max(1e-300) || !next.is_finite() {
                break;
            }
            sum = next;
        }
        sum
    }

    /// Mean count, P(X ≤ k) and P(X ≥ k) when the odds ratio is `odds` > 0 (Fisher's noncentral
    /// hypergeometric distribution, P(X = k) ∝ C(row, k)·C(total − row, column − k)·oddsᵏ).
    ///
    /// Reference: Fisher, J. R. Stat. Soc. 98, 1935.
    pub fn at_odds(self, k: u64, odds: f64) -> (f64, f64, f64) {
        let mode = self.mode(odds);
        let one = |_| 1.0;
        let all = self.sum_up(mode, odds, one) + self.sum_down(mode, odds, one) - 1.0;
        let count = |i: u64| i as f64;
        let mean =
            (self.sum_up(mode, odds, count) + self.sum_down(mode, odds, count) - mode as f64) / all;
        // P(X = k) relative to the mode, then each tail from k outward.
        let at_k = (self.ln_probability(k) - self.ln_probability(mode)
            + (k as f64 - mode as f64) * odds.ln())
        .exp()
            / all;
        let (below, above) = if k <= mode {
            let below = at_k * self.sum_down(k, odds, one);
            (below, 1.0 - below + at_k)
        } else {
            let above = at_k * self.sum_up(k, odds, one);
            (1.0 - above + at_k, above)
        };
        (mean, below.min(1.0), above.min(1.0))
    }

    /// Two-sided p value of Fisher's exact test: the sum of all probabilities no greater than
    /// that of `k` (ties within 1e-7), as R's `fisher.test`. 1 where only one count is possible.
    pub fn fisher(self, k: u64) -> f64 {
        let (low, high) = self.support();
        if low == high {
            return 1.0;
        }
        let one = |_| 1.0;
        let observed = self.ln_probability(k);
        let limit = observed + 1e-7;
        let mode = self.mode(1.0);
        if self.ln_probability(mode) <= limit {
            return 1.0;
        }
        let rare = |i: u64| self.ln_probability(i) <= limit;
        let p_value = if k < mode {
            let from = root::first(mode, high + 1, rare);
            let far = if from > high {
                0.0
            } else {
                self.ln_probability(from).exp() * self.sum_up(from, 1.0, one)
            };
            observed.exp() * self.sum_down(k, 1.0, one) + far
        } else {
            let common = root::first(low, mode, |i| !rare(i));
            let far = if common == low {
                0.0
            } else {
                self.ln_probability(common - 1).exp() * self.sum_down(common - 1, 1.0, one)
            };
            observed.exp() * self.sum_up(k, 1.0, one) + far
        };
        p_value.min(1.0)
    }

    /// The mid-p value of Fisher's exact test: that of [`Margins::fisher`] less half of the
    /// probability of `k` and of what is exactly as likely. Less conservative, no longer exact.
    ///
    /// Range: 0 to 1; 1 where only one count is possible.
    ///
    /// Reference: Lancaster, JASA 56, 1961; R's `exact2x2(midp = TRUE)`.
    pub fn mid_p(self, k: u64) -> f64 {
        let (low, high) = self.support();
        if low == high || !(low..=high).contains(&k) {
            return 1.0;
        }
        let observed = self.ln_probability(k);
        let mode = self.mode(1.0);
        let as_likely = |i: u64| (self.ln_probability(i) - observed).abs() <= 1e-7;
        let mut tied = observed.exp();
        if k <= mode {
            let rare = |i: u64| self.ln_probability(i) <= observed + 1e-7;
            let other = root::first(mode.max(k + 1), high + 1, rare);
            if other <= high && as_likely(other) {
                tied += self.ln_probability(other).exp();
            }
        }
        if k >= mode && k > low {
            let common = |i: u64| self.ln_probability(i) > observed + 1e-7;
            let next = root::first(low, mode.min(k - 1) + 1, common);
            if next > low && as_likely(next - 1) {
                tied += self.ln_probability(next - 1).exp();
            }
        }
        (self.fisher(k) - 0.5 * tied).max(0.0)
    }

    /// A count drawn by chance: `uniform` (0 ≤ u < 1) is used up from the mode outward.
    pub(crate) fn draw(self, uniform: f64) -> u64 {
        let (low, high) = self.support();
        let mode = self.mode(1.0);
        let at_mode = self.ln_probability(mode).exp();
        let mut rest = uniform - at_mode;
        let (mut up, mut down) = ((mode, at_mode), (mode, at_mode));
        while rest >= 0.0 && (up.0 < high || down.0 > low) {
            if up.0 < high {
                up = (up.0 + 1, up.1 * self.ratio(up.0));
                rest -= up.1;
                if rest < 0.0 {
                    return up.0;
                }
            }
            if down.0 > low {
                down = (down.0 - 1, down.1 / self.ratio(down.0 - 1));
                rest -= down.1;
                if rest < 0.0 {
                    return down.0;
                }
            }
            if up.1 < 1e-30 && down.1 < 1e-30 {
                break;
            }
        }
        mode
    }
}
