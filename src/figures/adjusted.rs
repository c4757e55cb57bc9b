//! Groups compared among respondents who gave the same answers to other questions: "adjusted for
//! channel".

use crate::cells::{Dimension, Place};
use crate::language::query::{AnswerId, Measure, Metric, MetricId};
use crate::statistics::adjustment::{mantel_haenszel, stratified};
use crate::statistics::rules::small_base::{self, SUPPRESSED_BELOW};
use crate::statistics::{Binary, Moments};

use super::context::Context;
use super::contrast::{Separation, shared_effect};
use super::figure::{LEVEL, POINTS};
use super::model::{AbsentAdjustment, Adjusted, Contrast, Pair};
use super::overall::score_moments;
use super::sample::{Answers, Sample, Samples};
use super::sides::Side;
use super::table::dimension;

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
            Samples::ask_answers(query, tallies, metric, &by)
        };
        let name = |answer: &AnswerId| query.answer(*answer).name.clone();
        Some(Self {
            names: adjusted.iter().map(name).collect(),
            groups: sides.iter().map(of_side).collect(),
        })
    }

    /// What separates two groups within the strata, before correction. `whole` are all answers of
    /// both.
    ///
    /// Repeated customers stand in several strata: the variances are as many times as large as
    /// those of the whole groups are.
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
            let shared = shared_effect(whole.0, whole.1);
            let effects = (
                whole.0.customer_effect() * shared,
                whole.1.customer_effect() * shared,
            );
            within(metric, &strata, effects).ok_or(AbsentAdjustment::NoMethod)
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
fn within(
    metric: &Metric,
    strata: &[(&Sample, &Sample)],
    effects: (f64, f64),
) -> Option<Separation> {
    let separation = |difference, ratio, scale| Separation {
        difference,
        ratio,
        scale,
        bases: (small_base::Base::Enough, small_base::Base::Enough),
        noise: metric.noise,
        clustered: false,
    };
    let share = |sample: &Sample, effect: f64| match &sample.answers {
        Answers::Share(share) => Some(share.with_design_effect(effect)),
        _ => None,
    };
    if matches!(metric.measure, Measure::Share(_)) {
        let shares: Option<Vec<(Binary, Binary)>> = strata
            .iter()
            .map(|(one, two)| share(one, effects.0).zip(share(two, effects.1)))
            .collect();
        let shares = shares?;
        return Some(separation(
            mantel_haenszel::risk_difference(&shares, LEVEL),
            Some(mantel_haenszel::risk_ratio(&shares, LEVEL)),
            1.0,
        ));
    }
    let moments = |sample: &Sample| match (&sample.answers, &metric.measure) {
        (Answers::Numbers(moments), Measure::Mean(_)) => *moments,
        (Answers::Scores(scores), _) => score_moments(scores),
        _ => None,
    };
    let pairs: Option<Vec<(Moments, Moments)>> = strata
        .iter()
        .map(|(one, two)| moments(one).zip(moments(two)))
        .collect();
    let scale = match metric.measure {
        Measure::Nps(_) => POINTS,
        _ => 1.0,
    };
    let difference = stratified::difference(&pairs?, effects, LEVEL);
    Some(separation(difference, None, scale))
}

/// Puts the corrected contrast into its place.
pub fn fill(pair: &mut Pair, contrast: Option<Contrast>) {
    if let Some(adjusted) = &mut pair.adjusted {
        adjusted.contrast = contrast;
    }
}
