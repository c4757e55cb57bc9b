//! Whether several groups differ at all.

use crate::language::query::{Measure, MetricId, Query};
use crate::statistics::clustered::many;
use crate::statistics::many_groups::contingency::Table;
use crate::statistics::many_groups::kruskal_wallis::MeanRanks;
use crate::statistics::many_groups::{rao_scott, weighted_rank, welch_anova};
use crate::statistics::one_group::nps::Scores;
use crate::statistics::{Absent, Binary, Distribution, Moments, Tally, Test};

use super::model::{Compare, Figure, Overall, Verdict};
use super::sample::{Answers, Sample};

/// The test of more than two groups; `None` for two, where no method is known, and where fewer than
/// two can be shown.
///
/// Shares by Pearson's chi-square or, with weights, Rao and Scott's; means and scores by Welch's
/// analysis of variance; medians by Kruskal and Wallis' test or, with weights, the rank test of
/// Lumley and Scott. Where customers repeat, whose answers may stand in several groups, shares by Rao
/// and Scott's test and means, scores and ranks by Wald's, both with the covariances that they give.
pub fn overall(
    query: &Query,
    metric: MetricId,
    section: &str,
    samples: &[Sample],
    figures: &[Figure],
) -> Option<Overall> {
    if samples.len() < 3 {
        return None;
    }
    let shown: Vec<&Sample> = samples
        .iter()
        .zip(figures)
        .filter(|(_, figure)| figure.absent.is_none())
        .map(|(sample, _)| sample)
        .collect();
    let of = query.metric(metric);
    let test = match Sample::together(&shown) {
        Some(groups) => of_customers(&of.measure, &shown, &groups)?,
        None if query.source.customer.is_some() => return None,
        None => test(&of.measure, &shown, !query.source.is_weighted())?,
    };
    let test = test.ok()?;
    Some(Overall {
        section: section.to_owned(),
        metric: of.name.clone(),
        test: shown.first()?.name_of(test.method),
        p: test.p,
        p_adjusted: test.p,
        p_page: None,
        clear: false,
    })
}

/// The test where customers may stand in several groups.
fn of_customers(
    measure: &Measure,
    samples: &[&Sample],
    groups: &many::Groups,
) -> Option<Result<Test, Absent>> {
    if samples.len() < 2 {
        return None;
    }
    match measure {
        Measure::Share(_) => Some(groups.equal_shares()),
        // Of a quantile the sums are those of ranks.
        Measure::Nps(_) | Measure::Mean(_) | Measure::Quantile(_, 0.5) => {
            Some(groups.equal_means())
        }
        _ => None,
    }
}

fn test(measure: &Measure, samples: &[&Sample], plain: bool) -> Option<Result<Test, Absent>> {
    let shares: Option<Vec<&Binary>> = each(samples, |answers| match answers {
        Answers::Share(share) => Some(share),
        _ => None,
    });
    if let Some(shares) = shares.filter(|shares| shares.len() > 1) {
        return Some(if plain {
            let counts: Vec<Vec<u64>> = shares.iter().map(|s| vec![s.yes.n(), s.no.n()]).collect();
            Table::new(&counts).map_or(Err(Absent::Invalid), |table| table.test())
        } else {
            let tallies: Vec<Vec<Tally>> = shares.iter().map(|s| vec![s.yes, s.no]).collect();
            rao_scott::test(&tallies).map(|found| found.second_order)
        });
    }
    let values: Option<Vec<&Distribution>> = each(samples, |answers| match answers {
        Answers::Values(values) => Some(values),
        _ => None,
    });
    if let (Some(values), Measure::Quantile(_, 0.5)) = (values, measure) {
        return Some(if plain {
            MeanRanks::of(&values).and_then(|ranks| ranks.kruskal_wallis())
        } else {
            weighted_rank::test(&values)
        });
    }
    let moments: Option<Vec<Moments>> = samples
        .iter()
        .map(|sample| match (&sample.answers, measure) {
            (Answers::Numbers(moments), Measure::Mean(_)) => *moments,
            (Answers::Scores(scores), _) => score_moments(scores),
            _ => None,
        })
        .collect();
    Some(welch_anova::test(&moments?))
}

/// What all samples have in one form.
fn each<'s, T>(samples: &[&'s Sample], form: impl Fn(&'s Answers) -> Option<T>) -> Option<Vec<T>> {
    samples.iter().map(|sample| form(&sample.answers)).collect()
}

/// Scores of -1, 0 and 1 as numbers.
pub fn score_moments(scores: &Scores) -> Option<Moments> {
    Distribution::new([
        (-1.0, scores.detractors),
        (0.0, scores.passives),
        (1.0, scores.promoters),
    ])
    .moments()
}

/// Takes back that pairs differ where the groups as a whole don't.
pub fn gate(compare: &mut Compare) {
    for row in &mut compare.rows {
        if row.overall.as_ref().is_none_or(|overall| overall.clear) {
            continue;
        }
        let contrasts = row
            .pairs
            .iter_mut()
            .filter_map(|pair| pair.contrast.as_mut());
        for contrast in contrasts.filter(|contrast| contrast.verdict == Verdict::Differs) {
            contrast.verdict = Verdict::NoClearDifference;
        }
    }
}
