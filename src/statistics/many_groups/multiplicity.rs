//! Correcting p values for having looked many times.
//!
//! All functions take p values in any order, give them back in the same order, and leave a missing
//! p (`None` or not a number) out of the count: a test that was not done is not a test. Adjusted p
//! values lie between their p and 1; a missing p stays missing. None of them fails.

/// A correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Correction {
    /// None.
    None,
    /// Holm's: keeps the chance of any false claim, for the rows of one section.
    Holm,
    /// Bonferroni's, as SPSS has it.
    Bonferroni,
    /// Benjamini and Hochberg's: keeps the share of false claims, for automatic scans.
    BenjaminiHochberg,
    /// Benjamini and Yekutieli's: the same under any dependence.
    BenjaminiYekutieli,
}

impl Correction {
    /// The p values adjusted by this correction.
    pub fn adjust(self, p: &[Option<f64>]) -> Vec<Option<f64>> {
        match self {
            Correction::None => p.iter().map(|p| p.filter(|p| !p.is_nan())).collect(),
            Correction::Holm => holm(p),
            Correction::Bonferroni => bonferroni(p),
            Correction::BenjaminiHochberg => benjamini_hochberg(p),
            Correction::BenjaminiYekutieli => benjamini_yekutieli(p),
        }
    }
}

/// Holm: p₍ᵢ₎·(m−i+1), running maximum from the smallest.
///
/// Reference: Holm, Scand. J. Stat. 6, 1979; R's `p.adjust`.
pub fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p);
    let m = order.len();
    let mut adjusted = vec![None; p.len()];
    let mut greatest = 0.0_f64;
    for (rank, (i, p)) in order.into_iter().enumerate() {
        greatest = greatest.max((m - rank) as f64 * p).min(1.0);
        adjusted[i] = Some(greatest);
    }
    adjusted
}

/// Bonferroni: p·m, at most 1.
///
/// Reference: R's `p.adjust`; SPSS Custom Tables.
pub fn bonferroni(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p);
    let m = order.len() as f64;
    let mut adjusted = vec![None; p.len()];
    for (i, p) in order {
        adjusted[i] = Some((m * p).min(1.0));
    }
    adjusted
}

/// Benjamini–Hochberg: p₍ᵢ₎·m/i, running minimum from the greatest.
///
/// Reference: Benjamini & Hochberg, J. R. Stat. Soc. B 57, 1995; R's `p.adjust`.
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    step_up(p, 1.0)
}

/// Benjamini–Yekutieli: the same times 1 + 1/2 + … + 1/m.
///
/// Reference: Benjamini & Yekutieli, Ann. Stat. 29, 2001.
pub fn benjamini_yekutieli(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let m = ascending(p).len();
    step_up(p, (1..=m).map(|i| 1.0 / i as f64).sum())
}

fn step_up(p: &[Option<f64>], factor: f64) -> Vec<Option<f64>> {
    let order = ascending(p);
    let m = order.len() as f64;
    let mut adjusted = vec![None; p.len()];
    let mut least = 1.0_f64;
    for (rank, (i, p)) in order.into_iter().enumerate().rev() {
        least = least.min(factor * m * p / (rank as f64 + 1.0));
        adjusted[i] = Some(least);
    }
    adjusted
}

/// The p values there are with their places, smallest first; ties in their order.
fn ascending(p: &[Option<f64>]) -> Vec<(usize, f64)> {
    let mut order: Vec<(usize, f64)> = p
        .iter()
        .enumerate()
        .filter_map(|(i, p)| p.filter(|p| !p.is_nan()).map(|p| (i, p.clamp(0.0, 1.0))))
        .collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    order
}
