//! Words that one group uses more than another.

use crate::statistics::special::normal;

/// The weight of the prior: so many words, shared out as both groups together use them. Monroe,
/// Colaresi and Quinn take 500 for their informative prior.
pub const PRIOR: f64 = 500.0;

/// How much more often one group uses a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordLogOdds {
    /// Log-odds in the first group minus those in the second, shrunken by the prior.
    pub log_odds_ratio: f64,
    /// The same in its standard errors.
    pub z: f64,
    /// Two-sided.
    pub p: f64,
}

/// The log-odds ratio of each word with an informative Dirichlet prior. `counts` are the word's
/// numbers in both groups, `totals` those of all words; `None` for a word that neither uses.
///
/// δ = ln[(y₁+α)/(n₁+α₀−y₁−α)] − ln[(y₂+α)/(n₂+α₀−y₂−α)] with α = α₀(y₁+y₂)/(n₁+n₂), variance
/// 1/(y₁+α) + 1/(y₂+α).
///
/// Reference: Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 16, 2008, (16), (20),
/// (22).
pub fn word_log_odds(counts: &[(u64, u64)], totals: (u64, u64)) -> Vec<Option<WordLogOdds>> {
    let (n1, n2) = (totals.0 as f64, totals.1 as f64);
    let of_word = |&(y1, y2): &(u64, u64)| {
        let (y1, y2) = (y1 as f64, y2 as f64);
        let prior = PRIOR * (y1 + y2) / (n1 + n2);
        let odds = |y: f64, n: f64| ((y + prior) / (n + PRIOR - y - prior)).ln();
        let log_odds_ratio = odds(y1, n1) - odds(y2, n2);
        let z = log_odds_ratio / (1.0 / (y1 + prior) + 1.0 / (y2 + prior)).sqrt();
        (z.is_finite() && y1 + y2 > 0.0).then_some(WordLogOdds {
            log_odds_ratio,
            z,
            p: normal::two_sided(z),
        })
    };
    counts.iter().map(of_word).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn by_hand() {
        // α = 500 · 40/2000 = 10; odds 40/(1500 − 40) and 20/(1500 − 20).
        let all = word_log_odds(&[(30, 10), (0, 0), (20, 20)], (1000, 1000));
        let one = all[0].unwrap();
        let expected = (40.0_f64 / 1460.0).ln() - (20.0_f64 / 1480.0).ln();
        assert!((one.log_odds_ratio - expected).abs() < 1e-12);
        assert!((one.z - expected / (1.0_f64 / 40.0 + 1.0 / 20.0).sqrt()).abs() < 1e-12);
        assert!(all[1].is_none());
        assert_eq!(all[2].unwrap().z, 0.0);
    }

    #[test]
    fn the_other_way_round_it_has_the_other_sign() {
        let one = word_log_odds(&[(30, 10)], (800, 1200))[0].unwrap();
        let other = word_log_odds(&[(10, 30)], (1200, 800))[0].unwrap();
        assert!((one.z + other.z).abs() < 1e-12);
        assert!((one.p - other.p).abs() < 1e-12);
    }
}
