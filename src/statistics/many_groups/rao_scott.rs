//! A crosstab of weighted answers: Pearson's test corrected for the weights.

use crate::statistics::linear::{Matrix, solve};
use crate::statistics::{Absent, Method, Tally, Test};

/// What the correction comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaoScott {
    /// Pearson's chi-square of the weighted shares times n.
    pub chi_square: f64,
    /// The second-order test, F.
    pub second_order: Test,
    /// The first-order test, chi-square over the mean design effect.
    pub first_order: Test,
}

/// Rao and Scott's test from the tallies of the cells; rows of equal length.
///
/// Formula: with p the cells' weighted shares, V their linearised covariance
/// n/(n−1)/W²·Σw²(1_c − p_c)(1_d − p_d), D = diag(p) and C a basis of the interactions,
/// Δ = (CᵀD⁻¹C/n)⁻¹·CᵀD⁻¹VD⁻¹C; F = X²/tr Δ on d = (tr Δ)²/tr Δ² and d·(n−1) degrees of freedom.
/// Needs n, Σw and Σw² of each cell, no rows.
///
/// Equal weights give Δ = n/(n−1)·I and so Pearson's test up to that factor. Empty rows and columns are
/// dropped. Fails without answers, where fewer than two of either are left,
/// for rows of unequal length, and where empty cells leave too little to estimate Δ from.
///
/// Reference: Rao & Scott, Ann. Stat. 12, 1984; R's `survey::svychisq(statistic = "F")`.
pub fn test(cells: &[Vec<Tally>]) -> Result<RaoScott, Absent> {
    let width = cells.first().map_or(0, Vec::len);
    if cells.iter().any(|row| row.len() != width) {
        return Err(Absent::Invalid);
    }
    let columns: Vec<usize> = (0..width)
        .filter(|&c| cells.iter().any(|row| !row[c].is_empty()))
        .collect();
    let table: Vec<Vec<Tally>> = cells
        .iter()
        .filter(|row| row.iter().any(|tally| !tally.is_empty()))
        .map(|row| columns.iter().map(|&c| row[c]).collect())
        .collect();
    let (r, c) = (table.len(), columns.len());
    let flat: Vec<Tally> = table.into_iter().flatten().collect();
    let total = flat
        .iter()
        .fold(Tally::EMPTY, |sum, tally| sum.merge(*tally))
        .some()?;
    if r < 2 || c < 2 {
        return Err(Absent::NoSpread);
    }
    let n = total.n() as f64;
    let p: Vec<f64> = flat.iter().map(|t| t.weight() / total.weight()).collect();
    let square: Vec<f64> = flat
        .iter()
        .map(|t| t.weight_squared() / total.weight() / total.weight())
        .collect();
    let all_squares: f64 = square.iter().sum();
    let covariance = |left: &[f64], right: &[f64]| {
        let mean = |f: &[f64]| -> f64 { f.iter().zip(&p).map(|(f, p)| f * p).sum() };
        let weighted = |f: &[f64]| -> f64 { f.iter().zip(&square).map(|(f, s)| f * s).sum() };
        let squares: f64 = left
            .iter()
            .zip(right)
            .zip(&square)
            .map(|((x, y), s)| x * y * s)
            .sum();
        n / (n - 1.0)
            * (squares - mean(left) * weighted(right) - mean(right) * weighted(left)
                + mean(left) * mean(right) * all_squares)
    };
    of_cells(
        &p,
        c,
        n,
        n - 1.0,
        covariance,
        (Method::RaoScott, Method::RaoScottFirst),
    )
}

/// The test from the cells' shares, row by row of so many columns, none of which is empty, n, the
/// degrees of freedom of the variances, and a function that gives the covariance of two
/// combinations of the shares; with the names of the second- and the first-order test.
pub(crate) fn of_cells(
    p: &[f64],
    columns: usize,
    n: f64,
    freedom: f64,
    covariance: impl Fn(&[f64], &[f64]) -> f64,
    (second_order, first_order): (Method, Method),
) -> Result<RaoScott, Absent> {
    let c = columns;
    let r = p.len() / c.max(1);
    let row_share = |i: usize| (0..c).map(|j| p[i * c + j]).sum::<f64>();
    let column_share = |j: usize| (0..r).map(|i| p[i * c + j]).sum::<f64>();
    if r < 2 || c < 2 || (0..c).any(|j| column_share(j) <= 0.0) {
        return Err(Absent::NoSpread);
    }
    let mut chi_square = 0.0;
    for i in 0..r {
        for j in 0..c {
            let expected = row_share(i) * column_share(j);
            chi_square += n * (p[i * c + j] - expected) * (p[i * c + j] - expected) / expected;
        }
    }
    let contrasts = interactions(r, c, p);
    let size = contrasts.len();
    let mut denominator: Matrix = vec![vec![0.0; size]; size];
    let mut numerator = denominator.clone();
    for (a, left) in contrasts.iter().enumerate() {
        for (b, right) in contrasts.iter().enumerate() {
            // left and right are columns of D⁻¹C, so that CᵀD⁻¹C = Σ left·p·right.
            let product: f64 = left
                .iter()
                .zip(right)
                .zip(p)
                .map(|((x, y), p)| x * y * p)
                .sum();
            denominator[a][b] = product / n;
            numerator[a][b] = covariance(left, right);
        }
    }
    let delta = solve(&denominator, &numerator, 1e-12).ok_or(Absent::TooFewAnswers)?;
    let trace: f64 = (0..size).map(|i| delta[i][i]).sum();
    let trace_of_square: f64 = (0..size)
        .flat_map(|i| (0..size).map(move |j| (i, j)))
        .map(|(i, j)| delta[i][j] * delta[j][i])
        .sum();
    let d = trace * trace / trace_of_square;
    let df = size as f64;
    let first = Test::chi_square(first_order, chi_square * df / trace, df)?;
    Ok(RaoScott {
        chi_square,
        second_order: Test::f(second_order, chi_square / trace, d, d * freedom)?,
        first_order: first,
    })
}

/// D⁻¹C for the basis (e_i − e_last)⊗(e_j − e_last) of what rows and columns alone don't explain;
/// an empty cell counts as 0.
fn interactions(r: usize, c: usize, p: &[f64]) -> Vec<Vec<f64>> {
    let mut contrasts = Vec::with_capacity((r - 1) * (c - 1));
    for i in 0..r - 1 {
        for j in 0..c - 1 {
            let mut contrast = vec![0.0; r * c];
            for (row, sign_row) in [(i, 1.0), (r - 1, -1.0)] {
                for (column, sign) in [(j, sign_row), (c - 1, -sign_row)] {
                    let cell = row * c + column;
                    if p[cell] > 0.0 {
                        contrast[cell] = sign / p[cell];
                    }
                }
            }
            contrasts.push(contrast);
        }
    }
    contrasts
}
