//! The little linear algebra that a dozen drivers need.

/// A symmetric matrix as rows.
pub(crate) type Matrix = Vec<Vec<f64>>;

/// Solves a·X = b for a symmetric positive definite `a` (Cholesky); `None` if it isn't, within
/// `tolerance` of the greatest diagonal.
pub(crate) fn solve(a: &Matrix, b: &Matrix, tolerance: f64) -> Option<Matrix> {
    let n = a.len();
    let greatest = (0..n).map(|i| a[i][i]).fold(0.0, f64::max);
    let mut l = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            let rest = a[i][j] - dot;
            if i == j {
                if rest.is_nan() || rest <= tolerance * greatest {
                    return None;
                }
                l[i][i] = rest.sqrt();
            } else {
                l[i][j] = rest / l[j][j];
            }
        }
    }
    let mut x = b.clone();
    for i in 0..n {
        for (k, factor) in l[i].iter().enumerate().take(i) {
            subtract(&mut x, i, k, *factor);
        }
        x[i].iter_mut().for_each(|entry| *entry /= l[i][i]);
    }
    for i in (0..n).rev() {
        for (k, row) in l.iter().enumerate().skip(i + 1) {
            subtract(&mut x, i, k, row[i]);
        }
        x[i].iter_mut().for_each(|entry| *entry /= l[i][i]);
    }
    Some(x)
}

/// Takes `factor` times row `k` off row `i`.
fn subtract(x: &mut Matrix, i: usize, k: usize, factor: f64) {
    for c in 0..x[i].len() {
        x[i][c] -= factor * x[k][c];
    }
}

/// The inverse; `None` as for [`solve`].
pub(crate) fn inverse(a: &Matrix, tolerance: f64) -> Option<Matrix> {
    let n = a.len();
    let unit = (0..n)
        .map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    solve(a, &unit, tolerance)
}

/// Eigenvalues and eigenvectors (as columns) of a symmetric matrix, by Jacobi's rotations.
pub(crate) fn eigen(a: &Matrix) -> (Vec<f64>, Matrix) {
    let n = a.len();
    let mut a = a.clone();
    let mut vectors: Matrix = (0..n)
        .map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    for _ in 0..100 {
        let off: f64 = (0..n)
            .flat_map(|i| (0..i).map(move |j| (i, j)))
            .map(|(i, j)| a[i][j].abs())
            .sum();
        if off.is_nan() || off <= 1e-300 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q].abs() <= f64::EPSILON * 1e-3 * (a[p][p].abs() + a[q][q].abs()) {
                    a[p][q] = 0.0;
                    a[q][p] = 0.0;
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
                let c = 1.0 / t.hypot(1.0);
                let s = t * c;
                let rotate = |x: f64, y: f64| (c * x - s * y, s * x + c * y);
                for row in a.iter_mut().chain(&mut vectors) {
                    (row[p], row[q]) = rotate(row[p], row[q]);
                }
                let (row_p, row_q) = (a[p].clone(), a[q].clone());
                for (k, (x, y)) in row_p.into_iter().zip(row_q).enumerate() {
                    (a[p][k], a[q][k]) = rotate(x, y);
                }
            }
        }
    }
    ((0..n).map(|i| a[i][i]).collect(), vectors)
}
