//! Groups compared among respondents who gave the same answers to other questions: "adjusted for
//! channel".

use crate::cells::{Dimension, Place};
use crate::language::query::{AnswerId, Measure, Metric, MetricId};
use crate::statistics::adjustment::{mantel_haenszel, of_customers, stratified};
use crate::statistics::rules::small_base::{self, SUPPRESSED_BELOW};
use crate::statistics::{Binary, Contrast as Separated, Moments};

use super::context::Context;
use super::contrast::Separation;
use super::figure::{LEVEL, POINTS};
use super::model::{AbsentAdjustment, Adjusted, Contrast, Pair};
use super::overall::score_moments;
use super::sample::{Answers, Sample, Samples};
use super::sides::Side;
use super::table::dimension;
use super::tallies::Unshown;

/// The answers of each group to a metric, by strata: the cross of the answers to some questions.
pub struct Strata {
    names: Vec<String>,
    groups: Vec<Samples>,
}

impl Strata {
    /// Asks for them; `None` where the comparison is not adjusted.
    pub fn ask(
        context: &Context<'_>,
        metric: MetricId,
        sides: &[Side<'_>],
        adjusted: &[AnswerId],
    ) -> Option<Self> {
        let Context { query, tallies, .. } = *context;
        if adjusted.is_empty() {
            return None;
        }
        let of_side = |side: &Side<'_>| {
            let mut by = vec![Dimension::Where(side.predicate.clone())];
            by.extend(adjusted.iter().map(|answer| dimension(query, *answer)));
            by
        };
        let name = |answer: &AnswerId| query.answer(*answer).name.clone();
        Some(Self {
            names: adjusted.iter().map(name).collect(),
            groups: Samples::ask_all(
                query,
                &Unshown(tallies),
                metric,
                &sides.iter().map(of_side).collect::<Vec<_>>(),
            ),
        })
    }

    /// What separates two groups within the strata, before correction. `whole` are all answers of
    /// both.
    ///
    /// Repeated customers stand in several strata and perhaps in both groups: the variance is that of
    /// all of them together.
    pub fn separate(
        &self,
        metric: &Metric,
        (i, j): (usize, usize),
        whole: (&Sample, &Sample),
    ) -> (Adjusted, Option<Separation>) {
        let (left, right) = (&self.groups[i], &self.groups[j]);
        let places = left
            .places()
            .filter(|place| place.first() == Some(&Place::In));
        let strata: Vec<(&Sample, &Sample)> = places
            .map(|place| (left.at(place), right.at(place)))
            .filter(|(one, two)| one.n() > 0 && two.n() > 0)
            .collect();
        let used = strata
            .iter()
            .fold((0, 0), |(n1, n2), (one, two)| (n1 + one.n(), n2 + two.n()));
        let all = whole.0.n() + whole.1.n();
        let mut adjusted = Adjusted {
            adjusted_for: self.names.clone(),
            strata: strata.len() as u64,
            left_out: all.saturating_sub(used.0 + used.1),
            contrast: None,
            absent: None,
        };
        let separation = if strata.is_empty() {
            Err(AbsentAdjustment::NoCommonStratum)
        } else if used.0.min(used.1) < SUPPRESSED_BELOW {
            Err(AbsentAdjustment::TooFew)
        } else {
            let found = match whole.0.customers() {
                Some(_) => of_repeated(metric, &strata),
                None => within(metric, &strata),
            };
            found.ok_or(AbsentAdjustment::NoMethod)
        };
        match separation {
            Ok(separation) => {
                let base = |n: u64| small_base::of_counts(n, n as f64);
                let separation = Separation {
                    bases: (base(used.0), base(used.1)),
                    clustered: whole.0.customers().is_some(),
                    ..separation
                };
                (adjusted, Some(separation))
            }
            Err(why) => {
                adjusted.absent = Some(why);
                (adjusted, None)
            }
        }
    }
}

/// The difference within strata; `None` where no sound method is known.
fn within(metric: &Metric, strata: &[(&Sample, &Sample)]) -> Option<Separation> {
    match pairs_of(metric, strata)? {
        Pairs::Shares(shares) => Some(separation(
            metric,
            mantel_haenszel::risk_difference(&shares, LEVEL),
            Some(mantel_haenszel::risk_ratio(&shares, LEVEL)),
        )),
        Pairs::Means(means) => {
            let difference = stratified::difference(&means, LEVEL);
            Some(separation(metric, difference, None))
        }
    }
}

/// The same where customers repeat.
fn of_repeated(metric: &Metric, strata: &[(&Sample, &Sample)]) -> Option<Separation> {
    let (left, right): (Vec<&Sample>, Vec<&Sample>) = strata.iter().copied().unzip();
    let groups = Sample::together(&[left, right].concat())?;
    let (weights, is_share) = match pairs_of(metric, strata)? {
        Pairs::Shares(shares) => (mantel_haenszel::weights(&shares), true),
        Pairs::Means(means) => (stratified::weights(&means), false),
    };
    let ratio = is_share.then(|| of_customers::ratio(&groups, &weights, LEVEL));
    let difference = of_customers::difference(&groups, &weights, LEVEL);
    Some(separation(metric, difference, ratio))
}

/// The answers of both groups in each stratum, whoever gave them.
enum Pairs {
    Shares(Vec<(Binary, Binary)>),
    Means(Vec<(Moments, Moments)>),
}

/// `None` where no sound method is known.
fn pairs_of(metric: &Metric, strata: &[(&Sample, &Sample)]) -> Option<Pairs> {
    let share = |sample: &Sample| match (sample.plain(), &metric.measure) {
        (Answers::Share(share), Measure::Share(_)) => Some(*share),
        _ => None,
    };
    let moments = |sample: &Sample| match (sample.plain(), &metric.measure) {
        (Answers::Numbers(moments), Measure::Mean(_)) => *moments,
        (Answers::Scores(scores), _) => score_moments(scores),
        _ => None,
    };
    let strata = || strata.iter();
    let shares = strata().map(|(one, two)| share(one).zip(share(two)));
    if let Some(shares) = shares.collect() {
        return Some(Pairs::Shares(shares));
    }
    let means = strata().map(|(one, two)| moments(one).zip(moments(two)));
    means.collect::<Option<_>>().map(Pairs::Means)
}

fn separation(metric: &Metric, difference: Separated, ratio: Option<Separated>) -> Separation {
    Separation {
        difference,
        ratio,
        scale: match metric.measure {
            Measure::Nps(_) => POINTS,
            _ => 1.0,
        },
        bases: (small_base::Base::Enough, small_base::Base::Enough),
        noise: metric.noise,
        clustered: false,
        second_p: None,
    }
}
/// Puts the corrected contrast into its place.
pub fn fill(pair: &mut Pair, contrast: Option<Contrast>) {
    if let Some(adjusted) = &mut pair.adjusted {
        adjusted.contrast = contrast;
    }
}
