//! Reasons of groups beside each other.

use std::collections::BTreeMap;

use crate::cells::{Place, Tallied};
use crate::language::query::{AnswerId, Predicate, Reading};
use crate::statistics::Tally;
use crate::statistics::many_groups::letters::letter;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::rules::suppression;

use super::{
    Asked, Context, Givers, Sample, Sides, Spot, family, figure_of, separate, share, share_metric,
    total,
};
use crate::figures::figure::hidden;
use crate::figures::model::{ReasonCell, ReasonQuestion, TableColumn};
use crate::figures::table::{dimension, label, ranges};

/// A group: those who were asked there, and how many gave each reason.
#[derive(Default)]
struct Column {
    given: BTreeMap<String, Tally>,
    asked: Option<Tally>,
}

impl Column {
    /// Of categories, where each gives one, all who gave any.
    fn asked(&self) -> Tally {
        let all = || {
            self.given
                .values()
                .copied()
                .fold(Tally::EMPTY, Tally::merge)
        };
        self.asked.unwrap_or_else(all)
    }

    fn given(&self, reason: &str) -> Tally {
        self.given.get(reason).copied().unwrap_or(Tally::EMPTY)
    }
}

/// Fills in the columns of a question and each reason's share in them. Each is held against all
/// others together, corrected by Holm over the columns of the reason. Customers who stand in several
/// are taken to be different people there, which makes the test more careful than it need be.
pub(super) fn fill(asked: &Asked<'_>, by: AnswerId, question: &mut ReasonQuestion) {
    let Asked {
        context,
        id,
        of,
        answer,
    } = *asked;
    let Context { query, tallies, .. } = *context;
    let (parts, columns_by) = (dimension(query, answer), dimension(query, by));
    let all_givers = asked.givers(None);
    let givers = Givers::ask(context, of, answer, parts, Some(&columns_by));
    let divided = query.answer(by);
    let reasons = Tallied {
        of: of.map(Predicate::In),
        ..Tallied::responses(vec![dimension(query, by), dimension(query, answer)])
    };
    let groups = tallies.shares(reasons.clone());
    let mut columns: BTreeMap<Place, Column> = BTreeMap::new();
    for (place, cell) in groups {
        let [at, reason] = &place[..] else { continue };
        let column = columns.entry(at.clone()).or_default();
        match reason {
            Place::Label(label) => {
                column.given.insert(label.clone(), total(&cell));
            }
            _ => column.asked = Some(total(&cell)),
        }
    }
    let bases: Vec<u64> = columns.values().map(|column| column.asked().n()).collect();
    let mut hide = suppression::in_row(&bases, SUPPRESSED_BELOW);
    // What gives away a group elsewhere in the query is hidden as well.
    let responses = Tallied {
        of: of.map(Predicate::In),
        ..Tallied::responses(vec![dimension(query, by)])
    };
    tallies.groups(responses.clone());
    for (hide, place) in hide.iter_mut().zip(columns.keys()) {
        *hide |= tallies.hides(&responses, std::slice::from_ref(place));
    }
    question.by = Some(divided.title());
    question.unit = match &divided.reading {
        Reading::Number(number) => number.unit.clone(),
        _ => None,
    };
    question.columns = columns
        .keys()
        .zip(bases.iter().zip(&hide))
        .enumerate()
        .map(|(index, (place, (n, hide)))| {
            let place = std::slice::from_ref(place);
            TableColumn {
                label: label(query, by, place),
                letter: letter(index),
                n: (!hide).then_some(*n),
                ranges: ranges(&divided.reading, place),
            }
        })
        .collect();
    let metric = share_metric(&question.name);
    for reason in &mut question.rows {
        let label = Place::Label(reason.label.clone());
        let effect = all_givers
            .as_ref()
            .and_then(|givers| givers.of(&label, None));
        let effect = effect.map_or(1.0, |customers| customers.design_effect());
        let cells = columns.iter().zip(&question.columns).zip(&hide);
        let (shares, separations): (Vec<_>, Vec<_>) = cells
            .map(|(((place, column), facts), hide)| {
                let hide = *hide
                    || reason.share.estimate.is_none()
                    || tallies.hides(&reasons, &[place.clone(), label.clone()]);
                let customers = givers.as_ref();
                let customers = customers.and_then(|givers| givers.of(&label, Some(place)));
                let own = share(column.given(&reason.label), column.asked());
                let one = Sample::of_share(own, customers);
                let spot = Spot {
                    by: Some(&reason.label),
                    segment: Some(&facts.label),
                    ..Spot::of(id)
                };
                let figure = figure_of(query, &metric, &one, spot);
                let others = columns.iter().filter(|(other, _)| *other != place);
                let (given, asked) = others.fold(
                    (Tally::EMPTY, Tally::EMPTY),
                    |(given, asked), (_, other)| {
                        let more = other.given(&reason.label);
                        (given.merge(more), asked.merge(other.asked()))
                    },
                );
                let sides = Sides {
                    section: id.to_owned(),
                    metric: question.name.clone(),
                    by: Some(reason.label.clone()),
                    left: facts.label.clone(),
                    right: String::from("rest"),
                };
                let rest = share(given, asked).with_design_effect(effect);
                let separation = separate(&metric, &one, &Sample::of_share(rest, None));
                let figure = if hide { hidden(figure) } else { figure };
                (figure, (sides, separation.filter(|_| !hide)))
            })
            .unzip();
        reason.cells = shares
            .into_iter()
            .zip(family(separations))
            .map(|(share, against_rest)| ReasonCell {
                share,
                against_rest,
            })
            .collect();
    }
}
