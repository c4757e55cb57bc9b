//! Answers in full: how often each answer is given, by all and by groups.

use std::collections::BTreeMap;

use crate::cells::{Dimension, Place, Tallied, Variable};
use crate::language::query::{AnswerId, Good, Predicate, Reading, Scale, ScaleKind, SegmentId};
use crate::statistics::Tally;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::context::Context;
use super::figure::{Spot, figure_of};
use super::model::{
    Absent, AnswerColumn, AnswerKind, AnswerOption, AnsweredQuestion, Answers, Figure,
};
use super::reasons::{Givers, most_design_effect, share, share_metric};
use super::sample::{Sample, binary, distribution};
use super::sides::group;
use super::table::{label, ranges};
use super::tone::tones;

/// Computes the section.
pub fn answers(
    context: &Context<'_>,
    id: &str,
    questions: &[AnswerId],
    of: &[SegmentId],
) -> Answers {
    let groups = of.iter().zip(tones(context, of));
    Answers {
        id: id.to_owned(),
        groups: groups
            .map(|(segment, tone)| group(context, *segment, tone))
            .collect(),
        questions: questions
            .iter()
            .map(|answer| {
                Asked {
                    context,
                    id,
                    answer: *answer,
                }
                .question(of)
            })
            .collect(),
    }
}

/// A question.
struct Asked<'a> {
    context: &'a Context<'a>,
    id: &'a str,
    answer: AnswerId,
}

/// How some respondents answer.
#[derive(Default)]
struct Counted {
    /// Those who gave an answer, by answer.
    given: BTreeMap<Place, Tally>,
    /// Those who were asked and answered.
    asked: Tally,
    missing: u64,
    /// Whether nothing of it may be shown.
    hidden: bool,
    /// Whose answers they are, where the query names the customer.
    givers: Option<Givers>,
    /// The group among them.
    by: Option<Place>,
}

impl Counted {
    /// How many people gave an answer.
    fn people(&self, place: &Place) -> u64 {
        let n = self.of(place).n();
        let customers = self.givers.as_ref();
        customers.map_or(n, |givers| {
            givers.customers_of(place, self.by.as_ref()).min(n)
        })
    }

    fn of(&self, place: &Place) -> Tally {
        self.given.get(place).copied().unwrap_or(Tally::EMPTY)
    }
}

/// What stands in a row of the table: the answers that are counted there.
struct Row {
    option: AnswerOption,
    places: Vec<Place>,
}

impl Asked<'_> {
    fn question(&self, of: &[SegmentId]) -> AnsweredQuestion {
        let Context { query, .. } = *self.context;
        let answer = query.answer(self.answer);
        let all = self.count(None);
        let of_groups: Vec<Counted> = of.iter().map(|one| self.count(Some(*one))).collect();
        let (rows, hidden) = self.rows(&all);
        let effect = most_design_effect(self.context);
        let names = of
            .iter()
            .map(|segment| Some(query.segment(*segment).name.as_str()));
        let counted = std::iter::once(&all).chain(&of_groups);
        let columns = std::iter::once(None).chain(names).zip(counted);
        let (kind, good) = match &answer.reading {
            Reading::Scale(Scale {
                kind: ScaleKind::Nps,
                ..
            }) => (AnswerKind::Nps, Good::High),
            Reading::Scale(scale) => (AnswerKind::Scale, scale.good),
            Reading::Number(_) => (AnswerKind::Number, Good::Neither),
            Reading::Choices(_) => (AnswerKind::Choices, Good::Neither),
            _ => (AnswerKind::Category, Good::Neither),
        };
        AnsweredQuestion {
            name: answer.name.clone(),
            label: answer.title(),
            kind,
            unit: match &answer.reading {
                Reading::Number(number) => number.unit.clone(),
                _ => None,
            },
            more_is_good: match good {
                Good::High => Some(true),
                Good::Low => Some(false),
                Good::Neither => None,
            },
            columns: columns
                .map(|(segment, counted)| self.column(segment, counted, &rows, effect))
                .collect(),
            options: rows.into_iter().map(|row| row.option).collect(),
            hidden,
        }
    }

    fn column(
        &self,
        segment: Option<&str>,
        counted: &Counted,
        rows: &[Row],
        effect: f64,
    ) -> AnswerColumn {
        let query = self.context.query;
        let metric = share_metric(&query.answer(self.answer).name);
        let figure = |row: &Row| -> Figure {
            let given = row.places.iter().map(|place| counted.of(place));
            let given = given.fold(Tally::EMPTY, Tally::merge);
            let given = share(given, counted.asked);
            let mut sample = match (&row.places[..], &counted.givers) {
                ([place], Some(givers)) => {
                    Sample::of_share(given, givers.of(place, counted.by.as_ref()))
                }
                ([_], None) => Sample::of_share(given, None),
                // Of texts brought together it is not known whose they are.
                _ => Sample::of_share(given.with_design_effect(effect), None),
            };
            sample.missing = counted.missing;
            sample.hidden = counted.hidden;
            let spot = Spot {
                by: Some(&row.option.label),
                segment,
                ..Spot::of(self.id)
            };
            figure_of(query, &metric, &sample, spot)
        };
        let shares: Vec<Figure> = rows.iter().map(figure).collect();
        let is_hidden = |figure: &Figure| figure.absent == Some(Absent::SmallBase);
        let shown = !counted.hidden && !shares.iter().any(is_hidden);
        AnswerColumn {
            segment: segment.map(str::to_owned),
            n: shown.then_some(counted.asked.n()),
            missing: shown.then_some(counted.missing),
            shares,
        }
    }

    /// The rows of the question, and how many options fewer than ten chose.
    fn rows(&self, all: &Counted) -> (Vec<Row>, u64) {
        let reading = &self.context.query.answer(self.answer).reading;
        match reading {
            Reading::Scale(scale) => {
                let codes = (scale.low..=scale.high).map(Place::Code);
                (codes.map(|place| self.row(place)).collect(), 0)
            }
            Reading::Number(number) => {
                let bands = (0..).zip(&number.bands).map(|(at, _)| Place::Code(at));
                (bands.map(|place| self.row(place)).collect(), 0)
            }
            _ => self.by_frequency(all, matches!(reading, Reading::Choices(_))),
        }
    }

    fn row(&self, place: Place) -> Row {
        let query = self.context.query;
        let places = vec![place];
        Row {
            option: AnswerOption {
                label: match (&query.answer(self.answer).reading, &places[..]) {
                    (Reading::Scale(scale), [Place::Code(code)]) if is_coded(scale) => {
                        let mut labels = scale.labels.iter();
                        let text = labels.find(|(labelled, _)| labelled == code);
                        text.map_or_else(|| code.to_string(), |(_, text)| text.clone())
                    }
                    _ => label(query, self.answer, &places),
                },
                code: match (&query.answer(self.answer).reading, &places[..]) {
                    (Reading::Scale(_), [Place::Code(code)]) => Some(*code),
                    _ => None,
                },
                ranges: ranges(&query.answer(self.answer).reading, &places),
            },
            places,
        }
    }

    /// Texts, the most frequent first. What a text says of fewer than ten people elsewhere is
    /// hidden, so they are not told here either: texts that so few gave are brought together, and
    /// options that so few chose, which can't be added up, are left out.
    fn by_frequency(&self, all: &Counted, several: bool) -> (Vec<Row>, u64) {
        let mut given: Vec<(&Place, &Tally)> = all.given.iter().collect();
        // The sort is stable: equals stand in the order of their names.
        given.sort_by(|one, two| two.1.weight().total_cmp(&one.1.weight()));
        let is_rare = |place: &Place| all.people(place) < SUPPRESSED_BELOW;
        let (mut rare, common): (Vec<_>, Vec<_>) =
            given.into_iter().partition(|(place, _)| is_rare(place));
        let mut rows: Vec<Row> = common
            .iter()
            .map(|(place, _)| self.row((*place).clone()))
            .collect();
        if several {
            return (rows, rare.len() as u64);
        }
        let together: u64 = rare.iter().map(|(place, _)| all.people(place)).sum();
        if (1..SUPPRESSED_BELOW).contains(&together)
            && let (Some(smallest), Some(_)) = (common.last(), rows.pop())
        {
            rare.push(*smallest);
        }
        if !rare.is_empty() {
            rows.push(Row {
                option: AnswerOption {
                    label: String::new(),
                    code: None,
                    ranges: Vec::new(),
                },
                places: rare.into_iter().map(|(place, _)| place.clone()).collect(),
            });
        }
        (rows, 0)
    }

    /// How often each answer is given in a group.
    fn count(&self, segment: Option<SegmentId>) -> Counted {
        let by: Vec<Dimension> = { segment.iter() }
            .map(|segment| Dimension::Where(Predicate::In(*segment)))
            .collect();
        let parts = Dimension::of_answer(self.context.query, self.answer);
        let givers = Givers::ask(self.context, None, self.answer, parts, by.first());
        let counted = match &self.context.query.answer(self.answer).reading {
            Reading::Scale(_) => self.codes(by),
            Reading::Number(number) => {
                let bands = number.bands.iter().map(|band| band.predicate(self.answer));
                self.bands(bands.collect(), by)
            }
            _ => self.labels(by),
        };
        Counted {
            givers,
            by: segment.map(|_| Place::In),
            ..counted
        }
    }

    fn codes(&self, by: Vec<Dimension>) -> Counted {
        let tallies = self.context.tallies;
        let place = vec![Place::In; by.len()];
        let tallied = Tallied {
            variable: Variable::Codes(self.answer),
            of: None,
            by,
        };
        let cell = tallies.total(tallied.clone());
        let found = distribution(&cell);
        let given = found
            .cells()
            .map(|(code, tally)| (Place::Code(code as i16), tally));
        Counted {
            given: given.collect(),
            asked: found.total(),
            missing: cell.missing,
            hidden: tallies.hides(&tallied, &place),
            ..Counted::default()
        }
    }

    fn bands(&self, bands: Vec<Predicate>, by: Vec<Dimension>) -> Counted {
        let tallies = self.context.tallies;
        let place = vec![Place::In; by.len()];
        let mut counted = Counted::default();
        for (at, band) in (0..).zip(bands) {
            let tallied = Tallied {
                variable: Variable::Truth(band),
                of: None,
                by: by.clone(),
            };
            let cell = tallies.total(tallied.clone());
            let inside = binary(&cell);
            counted.given.insert(Place::Code(at), inside.yes);
            counted.asked = inside.total();
            counted.missing = cell.missing;
            counted.hidden |= tallies.hides(&tallied, &place);
        }
        counted
    }

    fn labels(&self, by: Vec<Dimension>) -> Counted {
        let Context { query, tallies, .. } = *self.context;
        let place = vec![Place::In; by.len()];
        let responses = Tallied::responses(by.clone());
        let everybody = tallies.total(responses.clone()).n();
        let dimensions = by
            .into_iter()
            .chain([Dimension::of_answer(query, self.answer)]);
        let mut given = BTreeMap::new();
        let (mut asked, mut several) = (Tally::EMPTY, None);
        for (mut place, cell) in tallies.groups(Tallied::responses(dimensions.collect())) {
            let tally = distribution(&cell).total();
            match place.pop() {
                // Of choices those who were asked are counted by themselves.
                Some(Place::In) => several = Some(tally),
                Some(last) => {
                    given.insert(last, tally);
                    asked = asked.merge(tally);
                }
                None => {}
            }
        }
        let asked = several.unwrap_or(asked);
        Counted {
            given,
            asked,
            missing: everybody.saturating_sub(asked.n()),
            hidden: tallies.hides(&responses, &place),
            ..Counted::default()
        }
    }
}

/// Whether answers are known by their codes: faces, and yes and no, are not.
fn is_coded(scale: &Scale) -> bool {
    !matches!(scale.kind, ScaleKind::Smiley | ScaleKind::YesNo)
}
