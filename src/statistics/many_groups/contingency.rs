//! A crosstab of two questions: do they hang together, and how closely?

use crate::statistics::special::chi_square;
use crate::statistics::special::hypergeometric::Margins;
use crate::statistics::special::random::Random;
use crate::statistics::{Absent, Method, Test};

/// How many random tables the permutation test draws.
const DRAWS: u32 = 9999;

/// An unweighted table of counts without empty rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    rows: Vec<u64>,
    columns: Vec<u64>,
    cells: Vec<Vec<u64>>,
    total: u64,
}

/// Pearson's chi-square of a table, with what tells whether it may be compared with chi-square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pearson {
    /// Σ(O−E)²/E.
    pub chi_square: f64,
    /// (rows − 1)·(columns − 1).
    pub degrees_of_freedom: f64,
    /// The smallest expected count.
    pub least_expected: f64,
    /// The share of cells with an expected count under five.
    pub share_under_five: f64,
}

impl Table {
    /// A table of counts; empty rows and columns are dropped. `None` for rows of unequal length
    /// and where the sum of counts overflows.
    pub fn new(cells: &[Vec<u64>]) -> Option<Table> {
        let width = cells.first().map_or(0, Vec::len);
        if cells.iter().any(|row| row.len() != width) {
            return None;
        }
        let all = cells
            .iter()
            .flatten()
            .try_fold(0_u64, |sum, n| sum.checked_add(*n))?;
        let used: Vec<usize> = (0..width)
            .filter(|&c| cells.iter().any(|row| row[c] > 0))
            .collect();
        let cells: Vec<Vec<u64>> = cells
            .iter()
            .filter(|row| row.iter().any(|n| *n > 0))
            .map(|row| used.iter().map(|&c| row[c]).collect())
            .collect();
        Some(Table {
            rows: cells.iter().map(|row| row.iter().sum()).collect(),
            columns: (0..used.len())
                .map(|c| cells.iter().map(|row| row[c]).sum())
                .collect(),
            cells,
            total: all,
        })
    }

    fn expected(&self, row: usize, column: usize) -> f64 {
        self.rows[row] as f64 / self.total as f64 * self.columns[column] as f64
    }

    fn chi_square(&self, cells: &[Vec<u64>]) -> f64 {
        let mut sum = 0.0;
        for (r, row) in cells.iter().enumerate() {
            for (c, &n) in row.iter().enumerate() {
                let expected = self.expected(r, c);
                sum += (n as f64 - expected) * (n as f64 - expected) / expected;
            }
        }
        sum
    }

    /// Pearson's statistic X² = Σ(O−E)²/E with E = row·column/n; fails without answers and where only
    /// one row or column has any.
    ///
    /// Reference: R's `chisq.test(correct = FALSE)`.
    pub fn pearson(&self) -> Result<Pearson, Absent> {
        if self.total == 0 {
            return Err(Absent::NoAnswers);
        }
        if self.rows.len() < 2 || self.columns.len() < 2 {
            return Err(Absent::NoSpread);
        }
        let expected: Vec<f64> = (0..self.rows.len())
            .flat_map(|r| (0..self.columns.len()).map(move |c| (r, c)))
            .map(|(r, c)| self.expected(r, c))
            .collect();
        let under_five = expected.iter().filter(|e| **e < 5.0).count();
        Ok(Pearson {
            chi_square: self.chi_square(&self.cells),
            degrees_of_freedom: ((self.rows.len() - 1) * (self.columns.len() - 1)) as f64,
            least_expected: expected.iter().copied().fold(f64::INFINITY, f64::min),
            share_under_five: under_five as f64 / expected.len() as f64,
        })
    }

    /// The N − 1 chi-square, (N − 1)/N of Pearson's, and its p value; `None` where
    /// [`Table::pearson`] fails. For 2 × 2 tables it holds down to expected counts of one.
    ///
    /// Reference: Campbell, Stat. Med. 26, 2007.
    pub fn n_minus_one(&self) -> Option<(f64, f64)> {
        let pearson = self.pearson().ok()?;
        let statistic = (self.total - 1) as f64 / self.total as f64 * pearson.chi_square;
        let p = chi_square::survival(statistic, pearson.degrees_of_freedom);
        Some((statistic, p))
    }

    /// Pearson's test on (rows − 1)·(columns − 1) degrees of freedom; a permutation test where an
    /// expected count is under 1 or more than a fifth of them are under 5. Fails as [`Table::pearson`].
    ///
    /// Reference: Cochran, Biometrics 10, 1954 (the rule); R's `chisq.test`.
    pub fn test(&self) -> Result<Test, Absent> {
        let pearson = self.pearson()?;
        if pearson.least_expected < 1.0 || pearson.share_under_five > 0.2 {
            self.permutation_test()
        } else {
            let df = pearson.degrees_of_freedom;
            Test::chi_square(Method::PearsonChiSquare, pearson.chi_square, df)
        }
    }

    /// The share of random tables with the same margins whose chi-square is at least as great:
    /// (1 + hits)/(1 + 9999).
    ///
    /// Tables are drawn cell by cell from hypergeometric distributions; the draws are seeded from
    /// the counts, so that the same table always gives the same p.
    ///
    /// Range: 1/10 000 to 1. Fails as [`Table::pearson`].
    ///
    /// Reference: Patefield, Appl. Stat. 30, 1981 (AS 159); R's `chisq.test(simulate.p.value = TRUE)`.
    pub fn permutation_test(&self) -> Result<Test, Absent> {
        let pearson = self.pearson()?;
        let limit = pearson.chi_square * (1.0 - 64.0 * f64::EPSILON);
        let mut random = Random::seeded_by(self.cells.iter().flatten().map(|n| *n as f64));
        let mut hits = 0_u32;
        for _ in 0..DRAWS {
            if self.chi_square(&self.draw(&mut random)) >= limit {
                hits += 1;
            }
        }
        let p = f64::from(1 + hits) / f64::from(1 + DRAWS);
        let test = Test::exact(Method::Permutation, p)?;
        Ok(Test {
            statistic: Some(pearson.chi_square),
            ..test
        })
    }

    /// A random table with the same margins.
    fn draw(&self, random: &mut Random) -> Vec<Vec<u64>> {
        let mut left = self.columns.clone();
        let mut cells = Vec::with_capacity(self.rows.len());
        for &row in &self.rows {
            let mut in_row = row;
            let mut open: u64 = left.iter().sum();
            let mut line = Vec::with_capacity(left.len());
            for column in &mut left {
                let margins = Margins {
                    row: in_row,
                    column: *column,
                    total: open,
                };
                let n = margins.draw(random.uniform());
                line.push(n);
                open -= *column;
                *column -= n;
                in_row -= n;
            }
            cells.push(line);
        }
        cells
    }

    /// Cramér's V as it is and corrected for bias; `None` where [`Table::pearson`] fails or fewer
    /// than two answers are left to correct by.
    ///
    /// Formula: φ² = X²/n; V = √(φ²/(min(r, c) − 1)). Corrected: φ̃² = max(0, φ² − (r−1)(c−1)/(n−1)),
    /// r̃ = r − (r−1)²/(n−1), c̃ likewise, V = √(φ̃²/(min(r̃, c̃) − 1)).
    ///
    /// Range: 0 to 1. Reference: Bergsma, J. Korean Stat. Soc. 42, 2013.
    pub fn cramers_v(&self) -> Option<(f64, f64)> {
        let pearson = self.pearson().ok()?;
        let n = self.total as f64;
        let (r, c) = (self.rows.len() as f64, self.columns.len() as f64);
        let phi = pearson.chi_square / n;
        let raw = (phi / (r.min(c) - 1.0)).sqrt();
        let corrected = (phi - (r - 1.0) * (c - 1.0) / (n - 1.0)).max(0.0);
        let shrink = |k: f64| k - (k - 1.0) * (k - 1.0) / (n - 1.0);
        let limit = shrink(r).min(shrink(c)) - 1.0;
        let bias_corrected = if corrected == 0.0 {
            0.0
        } else {
            (corrected / limit).sqrt().min(1.0)
        };
        (raw.is_finite() && bias_corrected.is_finite()).then_some((raw.min(1.0), bias_corrected))
    }
}
