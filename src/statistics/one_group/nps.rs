//! The net promoter score, as a number from −1 to 1.

use crate::statistics::{Absent, Distribution, Estimate, Interval, Level, Method, Tally};

/// Promoters, passives and detractors.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    /// Ratings 9 and 10.
    pub promoters: Tally,
    /// Ratings 7 and 8.
    pub passives: Tally,
    /// Ratings 0 to 6.
    pub detractors: Tally,
}

/// Shares of promoters and detractors on `n` effective answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Adjusted {
    /// Score after adding three quarters of a promoter and of a detractor and one and a half passives.
    pub score: f64,
    /// Its standard error.
    pub error: f64,
}

impl Scores {
    /// The classes of ratings on the scale from 0 to 10; other ratings are left out.
    pub fn of_ratings(ratings: &Distribution) -> Scores {
        let mut scores = Scores::default();
        for (rating, tally) in ratings.cells() {
            let class = match rating {
                9.0..=10.0 => &mut scores.promoters,
                7.0..9.0 => &mut scores.passives,
                0.0..7.0 => &mut scores.detractors,
                _ => continue,
            };
            *class = class.merge(tally);
        }
        scores
    }

    /// Unweighted counts.
    pub fn of_counts(promoters: u64, passives: u64, detractors: u64) -> Scores {
        Scores {
            promoters: Tally::of(promoters),
            passives: Tally::of(passives),
            detractors: Tally::of(detractors),
        }
    }

    /// See [`Tally::with_design_effect`].
    #[must_use]
    pub fn with_design_effect(&self, effect: f64) -> Scores {
        Scores {
            promoters: self.promoters.with_design_effect(effect),
            passives: self.passives.with_design_effect(effect),
            detractors: self.detractors.with_design_effect(effect),
        }
    }

    /// All who are in the base.
    pub fn total(&self) -> Tally {
        self.promoters.merge(self.passives).merge(self.detractors)
    }

    /// Shares of promoters and detractors; `None` for no answers.
    pub fn shares(&self) -> Option<(f64, f64)> {
        let weight = self.total().weight();
        let share = |class: Tally| class.weight() / weight;
        (weight > 0.0).then(|| (share(self.promoters), share(self.detractors)))
    }

    /// Σw²(y−ȳ)²/W² of the scores −1, 0 and 1.
    pub fn variance_zero(&self) -> Option<f64> {
        let (p, d) = self.shares()?;
        let weight = self.total().weight();
        let part = |class: Tally, score: f64| {
            class.weight_squared() / weight * (score - (p - d)).powi(2) / weight
        };
        Some(part(self.promoters, 1.0) + part(self.passives, 0.0) + part(self.detractors, -1.0))
    }

    /// Effective number of answers, the smaller of Kish's and (p + d − (p − d)²) over the linearised
    /// variance; Kish's where all are of one class, 0 for none.
    pub fn effective_n(&self) -> f64 {
        match (self.shares(), self.variance_zero()) {
            (Some((p, d)), Some(mean_variance)) => {
                self.total().effective_n(variance(p, d), mean_variance)
            }
            _ => 0.0,
        }
    }

    /// The adjusted score with its standard error; `None` for no answers.
    pub(crate) fn adjusted(&self) -> Option<Adjusted> {
        let (p, d) = self.shares()?;
        let n = self.effective_n();
        let share = |part: f64| (part * n + 0.75) / (n + 3.0);
        let (p, d) = (share(p), share(d));
        Some(Adjusted {
            score: p - d,
            error: (variance(p, d) / (n + 3.0)).sqrt(),
        })
    }
}

/// Variance of the scores −1, 0, 1; in a form that does not cancel.
fn variance(p: f64, d: f64) -> f64 {
    let passive = (1.0 - p - d).max(0.0);
    (p + d) * passive + 4.0 * p * d
}

/// The score with the adjusted Wald interval on the effective number of answers.
///
/// Formula: score = p − d, raw. Interval: with n + 3 answers, three quarters added to promoters
/// and to detractors, (p′ − d′) ± z√((p′ + d′ − (p′ − d′)²)/(n + 3)), cut at ±1. The plain Wald
/// interval is [1, 1] for five promoters of five.
///
/// Range: −1 to 1 (times 100 in points). Absent without answers. The interval is never empty and
/// contains the score: for one or two answers it is drawn out to it.
///
/// Reference: Rocks, arXiv:1601.07235, 2016, interval (3, T).
pub fn estimate(scores: &Scores, level: Level) -> Estimate {
    let n = scores.total().n();
    let method = Method::AdjustedWaldNps;
    let (Some((p, d)), Some(adjusted), Some(variance)) =
        (scores.shares(), scores.adjusted(), scores.variance_zero())
    else {
        return Estimate::absent(n, 0.0, method, Absent::NoAnswers);
    };
    let margin = level.z() * adjusted.error;
    let low = (adjusted.score - margin).clamp(-1.0, p - d);
    let high = (adjusted.score + margin).clamp(p - d, 1.0);
    let interval = Interval::between(low, high, level);
    let estimate = Estimate::bare(p - d, n, scores.effective_n(), method, Absent::Undefined)
        .with_interval(interval);
    if n < 2 {
        return estimate;
    }
    estimate.with_error((n as f64 / (n as f64 - 1.0) * variance).sqrt())
}
