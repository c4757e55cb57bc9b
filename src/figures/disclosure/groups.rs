//! What is published of a query, group by group.

use crate::cells::{Cells, Clustered, Dimension, Period, Place, Plan, Tallied, Variable};
use crate::language::query::{AnswerId, Measure, Query, Reading, Section};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::Published;
use super::axes::Axes;
use super::indicator::Function;

/// What is added up over respondents. Sums of different things can't be combined.
pub(super) type Summed = usize;
/// 1 for each response.
const RESPONSES: Summed = 0;
/// Its weight: the same, where there are no weights.
const WEIGHTS: Summed = 1;
/// The first of the numbers that respondents gave.
const NUMBERS: Summed = 2;

/// One group of a tally.
#[derive(Debug)]
pub(super) struct Group {
    pub tally: usize,
    pub place: Vec<Place>,
    /// Answers in it.
    pub n: u64,
    /// People they are known to come from.
    pub people: u64,
    /// Whether it is always shown: a number of responses that no figure rests on.
    pub is_plain: bool,
    /// Whether it is shown as a share of larger groups: then a small one tells of no small base.
    pub is_share: bool,
}

impl Group {
    pub fn is_small(&self) -> bool {
        let is_base = !self.is_plain && !self.is_share;
        is_base && (1..SUPPRESSED_BELOW).contains(&self.people)
    }

    /// Whether it may be hidden, and hiding it takes something from what is known.
    pub fn can_be_hidden(&self) -> bool {
        !self.is_plain && self.n > 0
    }
}

/// What is published of a group, if it is.
#[derive(Debug)]
pub(super) struct Sums {
    /// All that is published; what its respondents answered comes first.
    pub sums: Vec<(Summed, Function)>,
    /// So many of them tell what its respondents answered.
    pub answers: usize,
}

impl Sums {
    pub fn answers(&self) -> &[(Summed, Function)] {
        &self.sums[..self.answers]
    }
}

/// A number that is added up of codes.
#[derive(Debug, Clone, Copy)]
enum CodeScore {
    /// The code itself.
    Code,
    /// 1 from 9, −1 up to 6.
    NetPromoter,
    /// 1 where it is this one.
    Is(i16),
}

impl CodeScore {
    fn of(self, code: i16) -> i64 {
        match self {
            Self::Code => code.into(),
            Self::NetPromoter => i64::from(code >= 9) - i64::from(code <= 6),
            Self::Is(this) => (code == this).into(),
        }
    }
}

/// What each tally sums, whoever is looked at.
#[derive(Debug)]
pub(super) struct Tallies<'q> {
    query: &'q Query,
    pub published: &'q [Tallied],
    /// Numbers that respondents gave, in the order of their tallies.
    numbers: Vec<&'q Variable>,
    weights: Summed,
}

impl<'q> Tallies<'q> {
    pub fn new(query: &'q Query, published: &'q [Tallied]) -> Self {
        let mut numbers: Vec<&Variable> = Vec::new();
        for tallied in published {
            if is_number(&tallied.variable) && !numbers.contains(&&tallied.variable) {
                numbers.push(&tallied.variable);
            }
        }
        Self {
            query,
            published,
            numbers,
            weights: if query.source.is_weighted() {
                WEIGHTS
            } else {
                RESPONSES
            },
        }
    }

    /// What is summed that tells what the respondents of a tally answered.
    pub fn summed(&self, tally: usize) -> Summed {
        match &self.published[tally].variable {
            Variable::Response => RESPONSES,
            Variable::Truth(_) | Variable::Codes(_) => self.weights,
            number => {
                let at = self.numbers.iter().position(|known| *known == number);
                NUMBERS + at.unwrap_or_default()
            }
        }
    }

    /// What is summed that tells what the respondents of a tally answered, number by number.
    pub fn answers(&self, tally: usize) -> Vec<Summed> {
        let numbers = match &self.published[tally].variable {
            Variable::Codes(answer) => self.scores(*answer).len(),
            _ => 1,
        };
        vec![self.summed(tally); numbers]
    }

    /// All that is summed of a tally's groups: see [`Self::sums`].
    pub fn all_summed(&self, tally: usize) -> Vec<Summed> {
        let mut summed = self.answers(tally);
        if self.weights != RESPONSES {
            summed.push(self.weights);
        }
        summed.extend([RESPONSES, RESPONSES]);
        summed
    }

    /// What is added up of the codes of a scale.
    fn scores(&self, answer: AnswerId) -> Vec<CodeScore> {
        let mut scores = vec![CodeScore::Code];
        let is_score = |measure: &Measure| *measure == Measure::Nps(answer);
        if self.query.metrics.iter().any(|m| is_score(&m.measure)) {
            scores.push(CodeScore::NetPromoter);
        }
        // Where answers are shown in full, each of them is told.
        let mut sections = self
            .query
            .reports
            .iter()
            .flat_map(|report| &report.sections);
        let in_full = sections.any(|section| {
            matches!(section, Section::Answers { questions, .. } if questions.contains(&answer))
        });
        if let (true, Reading::Scale(scale)) = (in_full, &self.query.answer(answer).reading) {
            scores.extend((scale.low..=scale.high).map(CodeScore::Is));
        }
        scores
    }

    /// Whose answers are counted by a tally, and what is summed, of all: the groups take their
    /// parts of it.
    pub fn asked(&self, axes: &Axes<'_>, tally: usize) -> AskedFor {
        let tallied = &self.published[tally];
        let summed = self.summed(tally);
        let (counted, sums) = match &tallied.variable {
            Variable::Response => (Function::one(), vec![(summed, Function::one())]),
            Variable::Truth(predicate) => {
                let truth = axes.truth(predicate);
                (truth.known(), vec![(summed, truth.yes)])
            }
            Variable::Codes(answer) => {
                let scores = self.scores(*answer).into_iter();
                let sums = scores
                    .map(|score| (summed, axes.codes(*answer, |code| score.of(code))))
                    .collect();
                (axes.answered(*answer), sums)
            }
            Variable::Values(_) | Variable::Moments(_) => {
                (Function::zero(), vec![(summed, Function::one())])
            }
        };
        AskedFor {
            of: axes.of(tallied),
            counted,
            sums,
        }
    }

    /// Who is in a group.
    pub fn who(&self, axes: &Axes<'_>, asked: &AskedFor, group: &Group) -> Function {
        axes.group(&asked.of, &self.published[group.tally], &group.place)
    }

    /// What a group publishes.
    pub fn sums(&self, axes: &Axes<'_>, asked: &AskedFor, group: &Group) -> Sums {
        let who = self.who(axes, asked, group);
        let part = |(summed, of): &(Summed, Function)| (*summed, who.times(of));
        let mut sums: Vec<_> = asked.sums.iter().map(part).collect();
        let answers = sums.len();
        // A base, and with those who gave no answer the responses.
        let counts = who.times(&asked.counted);
        if self.weights != RESPONSES {
            sums.push((self.weights, counts.clone()));
        }
        sums.extend([(RESPONSES, counts), (RESPONSES, who)]);
        Sums { sums, answers }
    }
}

/// Whose answers a tally counts, and what it sums.
pub(super) struct AskedFor {
    of: Function,
    counted: Function,
    sums: Vec<(Summed, Function)>,
}

fn is_number(variable: &Variable) -> bool {
    matches!(variable, Variable::Values(_) | Variable::Moments(_))
}

/// Whether each response has at most one place on a dimension, and all have one together.
pub(super) fn is_partition(dimension: &Dimension) -> bool {
    !matches!(dimension, Dimension::Where(_) | Dimension::Option(_))
}

/// All groups.
pub(super) fn groups(published: &Published, cells: &Cells) -> Vec<Group> {
    let mut groups = Vec::new();
    for (tally, tallied) in published.plan.tallies.iter().enumerate() {
        let is_segment = |dimension: &Dimension| matches!(dimension, Dimension::Where(_));
        // On one page of many as on a page of all.
        let of_page = match tallied.by.split_first() {
            Some((page, segments)) if is_partition(page) && !segments.is_empty() => segments,
            _ => &tallied.by[..],
        };
        let is_plain = tallied.variable == Variable::Response && of_page.iter().all(is_segment);
        let is_share = published.shares.contains(tallied);
        let people = People::of(&published.plan, cells, tallied);
        let counted = cells.groups(tallied).iter();
        let mut places: Vec<(Vec<Place>, u64)> = counted
            .map(|(place, cell)| (place.clone(), cell.n()))
            .collect();
        places.extend(nobody(tallied, &places));
        groups.extend(places.into_iter().map(|(place, n)| {
            let people = people.at(&place);
            Group {
                tally,
                place,
                n,
                people: people.map_or(n, |people| people.min(n)),
                is_plain,
                is_share,
            }
        }));
    }
    groups
}

/// Different customers in the groups of a tally, where they were counted.
struct People<'c> {
    cells: &'c Cells,
    /// Where: the sums by customer, the list of groups in them, and whether they are apart by page.
    counted: Option<(&'c Clustered, usize, bool)>,
}

impl<'c> People<'c> {
    fn of(published: &'c Plan, cells: &'c Cells, tallied: &Tallied) -> Self {
        let same = published.clusters.iter().filter(|clustered| {
            clustered.variable == tallied.variable && clustered.of == tallied.of
        });
        let lists = same.flat_map(|clustered| {
            let lists = clustered.by.iter().enumerate();
            lists.map(move |(list, by)| (clustered, list, by))
        });
        let mut counted = lists.filter_map(|(clustered, list, by)| {
            let is_it = match &clustered.within {
                None => *by == tallied.by,
                Some(within) => tallied.by.split_first() == Some((within, by.as_slice())),
            };
            is_it.then_some((clustered, list, clustered.within.is_some()))
        });
        Self {
            cells,
            counted: counted.next(),
        }
    }

    fn at(&self, place: &[Place]) -> Option<u64> {
        let (clustered, list, is_apart) = self.counted?;
        let (page, place) = if is_apart {
            place.split_first().map(|(page, rest)| (Some(page), rest))?
        } else {
            (None, place)
        };
        let clusters = self.cells.clusters(clustered, page)?;
        let group = clusters.index(list, place)?;
        Some(clusters.group(group).customers)
    }
}

/// Groups that nobody is in, which the page shows as such: segments, and periods between others.
fn nobody(tallied: &Tallied, places: &[(Vec<Place>, u64)]) -> Vec<(Vec<Place>, u64)> {
    if places.is_empty() && !tallied.by.iter().any(is_partition) {
        return vec![(vec![Place::In; tallied.by.len()], 0)];
    }
    let period = |place: &[Place]| match place {
        [Place::Period(period)] => Some(*period),
        _ => None,
    };
    let periods: Vec<Period> = places.iter().filter_map(|(p, _)| period(p)).collect();
    let between = periods.windows(2).flat_map(|pair| {
        let numbers = pair[0].number + 1..pair[1].number;
        numbers.map(|number| (vec![Place::Period(Period { number, ..pair[0] })], 0))
    });
    between.collect()
}
