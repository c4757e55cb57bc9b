//! What must hold for units drawn together.

use cxq::statistics::units::beta_binomial;
use cxq::statistics::{Binary, Level};
use proptest::prelude::*;
use statrs::function::beta::ln_beta;

/// Units of very different size: yes and all.
fn units() -> impl Strategy<Value = Vec<(u64, u64)>> {
    let n = prop_oneof![0..8_u64, 8..80_u64, Just(3000_u64)];
    let unit = (n, 0.0..=1.0_f64).prop_map(|(n, p)| ((n as f64 * p).round() as u64, n));
    prop::collection::vec(unit, 0..12)
}

/// ln likelihood of the prior Beta(a, b), or of one share p for all.
fn ln_likelihood(units: &[(u64, u64)], prior: Result<(f64, f64), f64>) -> f64 {
    let of_unit = |&(yes, n): &(u64, u64)| {
        let (x, y) = (yes as f64, (n - yes) as f64);
        match prior {
            Ok((a, b)) => ln_beta(a + x, b + y) - ln_beta(a, b),
            Err(p) => x * p.ln() + y * (1.0 - p).ln(),
        }
    };
    units.iter().map(of_unit).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// No other prior, near or far, makes the answers more likely than the one found does.
    #[test]
    fn no_prior_is_likelier(units in units(), ln_a in -3.0..9.0_f64, ln_b in -3.0..9.0_f64) {
        let binaries: Vec<Binary> = units.iter().map(|&(yes, n)| Binary::of(yes, n)).collect();
        let Ok(found) = beta_binomial::shrink(&binaries, Level::NINETY_FIVE) else { return Ok(()); };
        // Where the units are all at 0 or 1 the prior weighs one answer instead.
        let mixed = units.iter().any(|&(yes, n)| yes > 0 && yes < n);
        if !mixed {
            return Ok(());
        }
        let (yes, n) = units.iter().fold((0, 0), |sum, unit| (sum.0 + unit.0, sum.1 + unit.1));
        let here = ln_likelihood(&units, found.prior.ok_or(yes as f64 / n as f64));
        let there = ln_likelihood(&units, Ok((ln_a.exp(), ln_b.exp())));
        prop_assert!(here >= there - 1e-6, "{:?}: {} is less than {}", found.prior, here, there);
        for unit in found.units {
            prop_assert!(unit.low < unit.high && (unit.low..=unit.high).contains(&unit.value));
        }
    }
}
