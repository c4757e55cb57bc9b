//! Two samples of one metric against each other.

use crate::language::query::{Measure, Metric};
use crate::statistics::many_groups::multiplicity::holm;
use crate::statistics::rules::{small_base, verdict};
use crate::statistics::two_groups::{
    effect_size, means, nps, pooled_means, quantiles, risk_ratio, shares, superiority,
};
use crate::statistics::{Contrast, Distribution, Method};

use super::figure::{LEVEL, POINTS};
use super::model::{self, Verdict};
use super::sample::{Answers, Sample};

/// What separates two samples, before correction for the number of comparisons.
#[derive(Debug, Clone)]
pub struct Separation {
    /// First minus second.
    pub(super) difference: Contrast,
    /// First over second, for shares.
    pub(super) ratio: Option<Contrast>,
    /// From statistics' scale to the page's.
    pub(super) scale: f64,
    pub(super) bases: (small_base::Base, small_base::Base),
    /// On the page's scale, smaller differences are not worth acting on.
    pub(super) noise: Option<f64>,
    /// Whether it allows for repeated customers.
    pub(super) clustered: bool,
    /// The p value of a second test that must find the difference clear as well.
    pub(super) second_p: Option<f64>,
}

/// Compares two samples of a metric that share no response; `None` where no method is known, or
/// where the same customers gave the same answers in both, so that nothing varies.
pub fn separate(metric: &Metric, left: &Sample, right: &Sample) -> Option<Separation> {
    let shared = left.with(right);
    let (one, two) = answers(left, right)?;
    let mut second_p = None;
    let (difference, ratio, scale) = match (&one, &two) {
        (Answers::Share(one), Answers::Share(two)) => {
            let ratio = risk_ratio::ratio(one, two, LEVEL);
            (shares::difference(one, two, LEVEL), Some(ratio), 1.0)
        }
        (Answers::Scores(one), Answers::Scores(two)) => {
            (nps::difference(one, two, LEVEL), None, POINTS)
        }
        (Answers::Numbers(one), Answers::Numbers(two))
            if matches!(metric.measure, Measure::Mean(_)) =>
        {
            let plain = means::difference(one.as_ref(), two.as_ref(), LEVEL);
            let both = one.as_ref().zip(two.as_ref());
            let effect = shared_effect(left, right);
            second_p = both.and_then(|(one, two)| pooled_means::p_value(one, two, effect));
            let clustered = shared.map(|shared| shared.difference(LEVEL));
            // Without spread there is nothing for customers to share.
            let clustered = clustered.filter(|_| plain.absent.is_none());
            (clustered.unwrap_or(plain), None, 1.0)
        }
        (Answers::Values(one), Answers::Values(two)) => match metric.measure {
            Measure::Quantile(_, p) => (quantiles::difference(one, two, p, LEVEL), None, 1.0),
            _ => return None,
        },
        _ => return None,
    };
    Some(Separation {
        difference,
        ratio,
        scale,
        bases: (base(left), base(right)),
        noise: metric.noise,
        clustered: left.customers().is_some(),
        second_p,
    })
}

/// The answers of two samples, with the variance of their difference: what the same customers
/// answer in both adds to it or takes from it.
pub fn answers(left: &Sample, right: &Sample) -> Option<(Answers, Answers)> {
    let effect = shared_effect(left, right);
    let with_effect = |sample: &Sample| sample.answers.clone().with_design_effect(effect);
    (effect > NOTHING_VARIES).then(|| (with_effect(left), with_effect(right)))
}

/// How many times as large the variance of a difference is because the same customers stand in
/// both samples.
pub fn shared_effect(left: &Sample, right: &Sample) -> f64 {
    left.with(right)
        .and_then(|shared| shared.difference_effect())
        .unwrap_or(1.0)
}

/// Under this part of the variance of two separate groups a difference has none.
const NOTHING_VARIES: f64 = 1e-9;

fn base(sample: &Sample) -> small_base::Base {
    if sample.hidden {
        return small_base::Base::TooSmall;
    }
    let effective = match &sample.answers {
        Answers::Scores(scores) => scores.effective_n(),
        Answers::Share(share) => share.effective_n(),
        Answers::Numbers(moments) => moments
            .as_ref()
            .map_or(0.0, |moments| moments.effective_n()),
        Answers::Values(values) => values.total().kish(),
        Answers::Count(answers) => answers.total().kish(),
        Answers::Ratio(..) => sample.n() as f64,
    };
    small_base::of_counts(sample.people(), effective)
}

/// A standardised size of what separates two samples, absolute: Cohen's h of shares, Hedges' g
/// of means and scores, Cliff's delta of values. None where a sample may not be shown: beside the
/// other's figure it would give it away.
pub fn effect(left: &Sample, right: &Sample) -> Option<f64> {
    if left.hidden || right.hidden {
        return None;
    }
    let effect = match (&left.answers, &right.answers) {
        (Answers::Share(one), Answers::Share(two)) => {
            effect_size::cohens_h(one.shares()?.0, two.shares()?.0)
        }
        (Answers::Numbers(one), Answers::Numbers(two)) => {
            effect_size::hedges_g(one.as_ref(), two.as_ref(), LEVEL).value
        }
        (Answers::Scores(one), Answers::Scores(two)) => {
            let moments = |scores: &crate::statistics::one_group::nps::Scores| {
                Distribution::new([
                    (-1.0, scores.detractors),
                    (0.0, scores.passives),
                    (1.0, scores.promoters),
                ])
                .moments()
            };
            effect_size::hedges_g(moments(one).as_ref(), moments(two).as_ref(), LEVEL).value
        }
        (Answers::Values(one), Answers::Values(two)) => {
            superiority::cliffs_delta(one, two, LEVEL).value
        }
        _ => None,
    };
    effect.map(f64::abs)
}

/// Names of a comparison's two sides.
#[derive(Debug, Clone)]
pub struct Sides {
    /// The section's id.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// The question whose values make the columns of a table.
    pub by: Option<String>,
    /// First.
    pub left: String,
    /// Second.
    pub right: String,
}

/// Contrasts of a family of comparisons, their p values corrected by Holm's method.
///
/// A comparison on a base that is too small to be shown is not made: it is no test. What a second
/// test does not find clear, corrected likewise, is not called so.
pub fn family(separations: Vec<(Sides, Option<Separation>)>) -> Vec<Option<model::Contrast>> {
    let shown = |separation: &Separation| {
        separation.bases.0.max(separation.bases.1) < small_base::Base::TooSmall
    };
    let p: Vec<Option<f64>> = separations
        .iter()
        .map(|(_, separation)| separation.as_ref().filter(|one| shown(one))?.difference.p())
        .collect();
    let of_both = separations.iter().zip(&p).map(|((_, separation), p)| {
        let second = separation.as_ref()?.second_p.unwrap_or(0.0);
        Some(p.as_ref()?.max(second))
    });
    let of_both = holm(&of_both.collect::<Vec<_>>());
    separations
        .into_iter()
        .zip(holm(&p).into_iter().zip(of_both))
        .map(|((sides, separation), adjusted)| {
            separation.map(|separation| {
                let shown = shown(&separation);
                separation.contrast(sides, adjusted, shown)
            })
        })
        .collect()
}

impl Separation {
    /// The test of the difference and its p value, uncorrected.
    pub fn test(&self) -> Option<(Method, f64)> {
        let test = self.difference.test.ok()?;
        Some((test.method, test.p))
    }

    /// The contrast with its p value corrected, and with the larger of those of both tests.
    fn contrast(
        self,
        sides: Sides,
        (p_adjusted, p_of_both): (Option<f64>, Option<f64>),
        shown: bool,
    ) -> model::Contrast {
        let Self {
            difference,
            ratio,
            scale,
            bases,
            noise,
            clustered,
            second_p,
        } = self;
        let name = |method: Method| match clustered {
            true => method.clustered_name(),
            false => method.name().to_owned(),
        };
        let points = |value: Option<f64>| value.filter(|_| shown).map(|value| value * scale);
        let ends = |contrast: &Contrast| {
            let interval = contrast.interval.filter(|_| shown);
            (
                interval.and_then(|interval| interval.low),
                interval.and_then(|interval| interval.high),
            )
        };
        let (low, high) = ends(&difference);
        let (ratio_low, ratio_high) = ratio.as_ref().map_or((None, None), ends);
        let test = difference.test.as_ref().ok().filter(|_| shown);
        model::Contrast {
            section: sides.section,
            metric: sides.metric,
            by: sides.by,
            left: sides.left,
            right: sides.right,
            difference: points(difference.value),
            difference_low: points(low),
            difference_high: points(high),
            ratio: ratio.and_then(|ratio| ratio.value).filter(|_| shown),
            ratio_low,
            ratio_high,
            level: LEVEL.get(),
            method: name(difference.method),
            test: test.map(|test| name(test.method)),
            p: test.map(|test| test.p),
            p_second: second_p.filter(|_| test.is_some()),
            p_adjusted,
            p_page: None,
            verdict: match verdict::of(&difference, p_of_both, bases, LEVEL) {
                // Two equal medians do not differ, whatever a test says of all the answers.
                verdict::Verdict::Differs if difference.value == Some(0.0) => {
                    Verdict::NoClearDifference
                }
                verdict::Verdict::Differs => Verdict::Differs,
                verdict::Verdict::NoClearDifference => Verdict::NoClearDifference,
                verdict::Verdict::TooFewAnswers => Verdict::TooFew,
            },
            below_noise: noise
                .zip(points(difference.value))
                .is_some_and(|(noise, difference)| difference.abs() < noise),
            detectable: points(difference.detectable),
        }
    }
}
