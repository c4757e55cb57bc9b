//! What is published of a query, group by group, and which groups have to be hidden.

use std::collections::{BTreeMap, BTreeSet};

use crate::cells::{Cells, Dimension, Period, Place, Plan, Tallied, Variable};
use crate::language::query::{AnswerId, Measure, Query, Reading, Section};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::axes::Axes;
use super::elimination::{Elimination, Vector, modulo};
use super::indicator::{Function, Monomial};

/// How many operations the search for combinations may cost. Pages of a hundred columns and
/// years of weeks need a small part of it; beyond it only the other rules hold.
const BUDGET: usize = 30_000_000;

/// What is added up over respondents. Sums of different things can't be combined.
type Summed = usize;
/// 1 for each answer.
const ANSWERS: Summed = 0;
/// 1 for each response.
const RESPONSES: Summed = 1;
/// The first of the numbers that respondents gave.
const NUMBERS: Summed = 2;

/// One group of a tally.
struct Group {
    tally: usize,
    place: Vec<Place>,
    /// Answers in it.
    n: u64,
    /// People they are known to come from.
    people: u64,
    /// Who is in it.
    who: Function,
    /// What is published of it, if it is.
    sums: Vec<(Summed, Function)>,
    /// Those of them that tell what its respondents answered.
    answers: Vec<(Summed, Function)>,
    /// A number of responses that no figure rests on: it is always shown.
    is_plain: bool,
    is_hidden: bool,
}

impl Group {
    fn is_small(&self) -> bool {
        (1..SUPPRESSED_BELOW).contains(&self.people) && !self.is_plain
    }
}

/// The groups that must not be shown: the tally's index in the plan, and the place.
pub(super) fn hidden(
    query: &Query,
    published: &Plan,
    cells: &Cells,
    as_of: Option<i32>,
) -> BTreeSet<(usize, Vec<Place>)> {
    let axes = Axes::new(query, &published.tallies, cells, as_of);
    let mut groups = groups(query, published, cells, &axes);
    let rows = rows(&published.tallies, &groups);
    let classes = classes(&published.tallies, &axes, &groups);
    for group in &mut groups {
        group.is_hidden = group.is_small();
    }
    // Each turn hides at least one group more.
    while fill_rows(&mut groups, &rows)
        | hide_remainders(&mut groups, &classes, &published.tallies)
        | hide_combinations(&mut groups)
    {}
    let hidden = groups.into_iter().filter(|group| group.is_hidden);
    hidden.map(|group| (group.tally, group.place)).collect()
}

fn groups(query: &Query, published: &Plan, cells: &Cells, axes: &Axes<'_>) -> Vec<Group> {
    let mut numbers: Vec<&Variable> = Vec::new();
    let mut groups = Vec::new();
    for (tally, tallied) in published.tallies.iter().enumerate() {
        let mut places: Vec<(Vec<Place>, u64)> = cells
            .groups(tallied)
            .iter()
            .map(|(place, cell)| (place.clone(), cell.n()))
            .collect();
        places.extend(nobody(tallied, &places));
        let is_partition = |dimension: &Dimension| {
            !matches!(
                dimension,
                Dimension::Where(_) | Dimension::Option(_) | Dimension::First(_)
            )
        };
        let is_plain =
            tallied.variable == Variable::Response && !tallied.by.iter().any(is_partition);
        // Who is counted, and what is summed, of all: the groups take their parts of it.
        let (counted, summed) = match &tallied.variable {
            Variable::Response => (Function::one(), vec![(RESPONSES, Function::one())]),
            Variable::Truth(predicate) => {
                let truth = axes.truth(predicate);
                (truth.known(), vec![(ANSWERS, truth.yes)])
            }
            Variable::Codes(answer) => {
                let mut summed = vec![(ANSWERS, axes.codes(*answer, i64::from))];
                let is_score = |measure: &Measure| *measure == Measure::Nps(*answer);
                if query.metrics.iter().any(|m| is_score(&m.measure)) {
                    let score = |code| i64::from(code >= 9) - i64::from(code <= 6);
                    summed.push((ANSWERS, axes.codes(*answer, score)));
                }
                // Where answers are shown in full, each of them is told.
                if in_full(query, *answer)
                    && let Reading::Scale(scale) = &query.answer(*answer).reading
                {
                    let each = |code| axes.codes(*answer, |known| i64::from(known == code));
                    summed.extend((scale.low..=scale.high).map(|code| (ANSWERS, each(code))));
                }
                (axes.answered(*answer), summed)
            }
            number @ (Variable::Values(_) | Variable::Moments(_)) => {
                let known = numbers.iter().position(|known| *known == number);
                let at = known.unwrap_or_else(|| {
                    numbers.push(number);
                    numbers.len() - 1
                });
                (Function::zero(), vec![(NUMBERS + at, Function::one())])
            }
        };
        let of = axes.of(tallied);
        for (place, n) in places {
            let who = axes.group(&of, tallied, &place);
            let counts = who.times(&counted);
            let answers: Vec<(Summed, Function)> = summed
                .iter()
                .map(|(number, function)| (*number, who.times(function)))
                .collect();
            let mut sums = answers.clone();
            // A base, and with those who gave no answer the responses.
            sums.extend([(ANSWERS, counts), (RESPONSES, who.clone())]);
            let people = people(published, cells, tallied, &place);
            groups.push(Group {
                tally,
                place,
                n,
                people: people.map_or(n, |people| people.min(n)),
                who,
                sums,
                answers,
                is_plain,
                is_hidden: false,
            });
        }
    }
    groups
}

/// Whether a section shows all answers to a question.
fn in_full(query: &Query, answer: AnswerId) -> bool {
    let mut sections = query.reports.iter().flat_map(|report| &report.sections);
    sections.any(|section| {
        matches!(section, Section::Answers { questions, .. } if questions.contains(&answer))
    })
}

/// Different customers in a group, where they were counted.
fn people(published: &Plan, cells: &Cells, tallied: &Tallied, place: &[Place]) -> Option<u64> {
    let same = published
        .clusters
        .iter()
        .filter(|clustered| clustered.variable == tallied.variable && clustered.of == tallied.of);
    let lists = same.flat_map(|clustered| {
        let lists = clustered.by.iter().enumerate();
        lists.map(move |(list, by)| (clustered, list, by))
    });
    let mut counted = lists.filter(|(clustered, _, by)| match &clustered.within {
        None => **by == tallied.by,
        Some(within) => tallied.by.split_first() == Some((within, by.as_slice())),
    });
    let (clustered, list, _) = counted.next()?;
    let (within, place) = match &clustered.within {
        None => (None, place),
        Some(_) => place.split_first().map(|(page, rest)| (Some(page), rest))?,
    };
    let clusters = cells.clusters(clustered, within)?;
    let group = clusters.index(list, place)?;
    Some(clusters.group(group).customers)
}

/// Groups that nobody is in, which the page shows as such: segments, and periods between others.
fn nobody(tallied: &Tallied, places: &[(Vec<Place>, u64)]) -> Vec<(Vec<Place>, u64)> {
    let is_segment = |dimension: &Dimension| {
        matches!(
            dimension,
            Dimension::Where(_) | Dimension::Option(_) | Dimension::First(_)
        )
    };
    if places.is_empty() && tallied.by.iter().all(is_segment) {
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

/// Groups that add up to all who are in one of them: the values of a question, periods.
fn rows(tallies: &[Tallied], groups: &[Group]) -> Vec<Vec<usize>> {
    let mut rows: BTreeMap<(usize, usize, Vec<&Place>), Vec<usize>> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        for (at, dimension) in tallies[group.tally].by.iter().enumerate() {
            if matches!(
                dimension,
                Dimension::Where(_) | Dimension::Option(_) | Dimension::First(_)
            ) {
                continue;
            }
            let others = group.place.iter().enumerate();
            let others = others.filter(|(other, _)| *other != at).map(|(_, p)| p);
            let key = (group.tally, at, others.collect());
            rows.entry(key).or_default().push(index);
        }
    }
    rows.into_values().collect()
}

/// Groups by what was asked of them.
fn classes(tallies: &[Tallied], axes: &Axes<'_>, groups: &[Group]) -> Vec<Vec<usize>> {
    let mut kinds: Vec<(&Variable, Option<[Function; 2]>)> = Vec::new();
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let of_tally: Vec<usize> = tallies
        .iter()
        .map(|tallied| {
            let variable = &tallied.variable;
            let truth = match variable {
                Variable::Truth(predicate) => {
                    let truth = axes.truth(predicate);
                    Some([truth.yes, truth.no])
                }
                _ => None,
            };
            let known = kinds
                .iter()
                .position(|(kind, sides)| match (&truth, sides) {
                    // A share and its complement are the same question.
                    (Some([yes, no]), Some([a, b])) => {
                        (yes == a && no == b) || (yes == b && no == a)
                    }
                    (None, None) => *kind == variable,
                    _ => false,
                });
            known.unwrap_or_else(|| {
                kinds.push((variable, truth));
                classes.push(Vec::new());
                kinds.len() - 1
            })
        })
        .collect();
    for (index, group) in groups.iter().enumerate() {
        classes[of_tally[group.tally]].push(index);
    }
    classes
}

/// The hidden groups of a row must not have too few answers between them.
fn fill_rows(groups: &mut [Group], rows: &[Vec<usize>]) -> bool {
    let mut changed = false;
    for row in rows {
        loop {
            let hidden = row.iter().filter(|&&index| groups[index].is_hidden);
            let answers: u64 = hidden.map(|&index| groups[index].people).sum();
            if !(1..SUPPRESSED_BELOW).contains(&answers) {
                break;
            }
            let shown = row.iter().copied();
            let shown = shown.filter(|&index| !groups[index].is_hidden && groups[index].n > 0);
            let Some(smallest) = shown.min_by_key(|&index| groups[index].people) else {
                break;
            };
            groups[smallest].is_hidden = true;
            changed = true;
        }
    }
    changed
}

/// A shown group must not leave too few answers of another shown one that holds it.
fn hide_remainders(groups: &mut [Group], classes: &[Vec<usize>], tallies: &[Tallied]) -> bool {
    let mut changed = false;
    for class in classes {
        let mut by_size = class.clone();
        by_size.sort_by_key(|&index| groups[index].n);
        for (at, &part) in by_size.iter().enumerate() {
            let following = by_size[at + 1..].iter();
            let near = following
                .take_while(|&&whole| groups[whole].n - groups[part].n < SUPPRESSED_BELOW)
                .filter(|&&whole| groups[whole].n > groups[part].n);
            let shown = |group: &Group| !group.is_hidden && group.n > 0 && !group.who.is_zero();
            let gives_away = near.copied().any(|whole| {
                let (part, whole) = (&groups[part], &groups[whole]);
                shown(part)
                    && shown(whole)
                    && !lie_apart(tallies, part, whole)
                    && part.who.times(&whole.who) == part.who
            });
            if gives_away && !groups[part].is_plain {
                groups[part].is_hidden = true;
                changed = true;
            }
        }
    }
    changed
}

/// Whether two groups have different values of one question, as those of two pages have: nobody is
/// in both. (Only sees what their places tell, which spares most pairs their functions.)
fn lie_apart(tallies: &[Tallied], one: &Group, other: &Group) -> bool {
    let (of_one, of_other) = (&tallies[one.tally].by, &tallies[other.tally].by);
    of_one.iter().zip(&one.place).any(|(dimension, place)| {
        let is_partition = !matches!(
            dimension,
            Dimension::Where(_) | Dimension::Option(_) | Dimension::First(_)
        );
        let mut places = of_other.iter().zip(&other.place);
        is_partition && places.any(|(same, at)| same == dimension && at != place)
    })
}

/// What a small group answered must not be a combination of what is shown.
fn hide_combinations(groups: &mut [Group]) -> bool {
    let protected: BTreeSet<Summed> = groups
        .iter()
        .filter(|group| group.is_small())
        .flat_map(|group| group.answers.iter().map(|(summed, _)| *summed))
        .collect();
    let mut changed = false;
    for summed in protected {
        changed |= hide_combinations_of(groups, summed);
    }
    changed
}

fn hide_combinations_of(groups: &mut [Group], summed: Summed) -> bool {
    let mut columns: BTreeMap<Monomial, usize> = BTreeMap::new();
    let mut vector = |function: &Function| -> Vector {
        let terms = function.terms().map(|(monomial, factor)| {
            let next = columns.len();
            let column = *columns.entry(monomial.clone()).or_insert(next);
            (column, modulo(factor))
        });
        terms.collect()
    };
    let mut shown: Vec<usize> = (0..groups.len())
        .filter(|&index| !groups[index].is_hidden)
        .collect();
    // The largest first: what follows from them need not be known again.
    shown.sort_by_key(|&index| std::cmp::Reverse(groups[index].n));
    let mut elimination = Elimination::new(BUDGET);
    let mut sources: Vec<usize> = Vec::new();
    for index in shown {
        for (of, function) in &groups[index].sums {
            if *of == summed && !function.is_zero() {
                elimination.add(sources.len(), vector(function));
                sources.push(index);
            }
        }
    }
    let mut hide: BTreeSet<usize> = BTreeSet::new();
    for small in groups.iter().filter(|group| group.is_small()) {
        for (_, answers) in small.answers.iter().filter(|(of, _)| *of == summed) {
            if answers.is_zero() {
                continue;
            }
            let Some(made_of) = elimination.combination(vector(answers)) else {
                continue;
            };
            let made_of: BTreeSet<usize> = made_of.iter().map(|&source| sources[source]).collect();
            if !made_of.is_disjoint(&hide) {
                continue;
            }
            let can_be_hidden = |index: &&usize| !groups[**index].is_plain && groups[**index].n > 0;
            let smallest = made_of.iter().filter(can_be_hidden);
            hide.extend(smallest.min_by_key(|&&index| groups[index].n));
        }
    }
    for &index in &hide {
        groups[index].is_hidden = true;
    }
    !hide.is_empty()
}
