//! From answers to sums over customers.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::clusters::{ByCustomer, Clusters, InBoth, Rest};
use super::customers::Name;
use super::plan::Score;
use super::result::Place;
use super::table::WeightSum;

/// An answer on its way into the sums.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The group, by its place among the names.
    pub group: u32,
    /// The value, and then what is made of it.
    pub score: f64,
    /// The weight.
    pub weight: f64,
}

impl Answer {
    fn order(&self, other: &Self) -> Ordering {
        let by_group = self.group.cmp(&other.group);
        by_group
            .then_with(|| self.score.total_cmp(&other.score))
            .then_with(|| self.weight.total_cmp(&other.weight))
    }
}

/// All answers, in an order that does not depend on that of the rows.
#[derive(Debug, Default)]
pub struct Answers {
    /// The answers so far.
    pub all: Vec<Answer>,
    /// Where the answers of each customer end.
    ends: Vec<usize>,
}

impl Answers {
    /// The sums over customers of a score of the values.
    pub fn clusters(mut self, score: Score, names: Vec<Name<'_>>) -> Clusters {
        match score {
            Score::Value => {}
            Score::NetPromoter => self.score(net_promoter),
            Score::Rank => self.rank(),
        }
        let mut sums = Sums::new(wholes(&names), self.mean());
        for own in self.by_customer() {
            sums.add(own);
        }
        sums.finish(names)
    }

    /// The answers of each part by themselves, in the same order. `part_of` says which part each
    /// group belongs to, `number_in_part` which group it is there.
    pub fn split(self, part_of: &[u32], number_in_part: &[u32]) -> Vec<Self> {
        let parts = part_of.iter().max().map_or(0, |last| *last as usize + 1);
        let mut split: Vec<Self> = (0..parts).map(|_| Self::default()).collect();
        let mut touched = Vec::new();
        for own in self.by_customer() {
            for answer in own {
                let part = part_of[answer.group as usize] as usize;
                split[part].all.push(Answer {
                    group: number_in_part[answer.group as usize],
                    ..*answer
                });
                touched.push(part);
            }
            touched.drain(..).for_each(|part| split[part].end());
        }
        split
    }

    /// Ends a customer, unless there are no answers of one.
    pub fn end(&mut self) {
        let start = self.ends.last().copied().unwrap_or(0);
        let own = &mut self.all[start..];
        if own.len() > 1 {
            own.sort_unstable_by(Answer::order);
        }
        if !own.is_empty() {
            self.ends.push(self.all.len());
        }
    }

    /// Puts those so far into the order of their answers.
    pub fn order_customers(&mut self) {
        let mut customers: Vec<&[Answer]> = self.by_customer().collect();
        let order = |one: &&[Answer], two: &&[Answer]| {
            let answers = one.iter().zip(two.iter()).map(|(a, b)| a.order(b));
            let first = answers.into_iter().find(|order| order.is_ne());
            first.unwrap_or_else(|| one.len().cmp(&two.len()))
        };
        customers.sort_unstable_by(order);
        let ends = customers.iter().scan(0, |end, own| {
            *end += own.len();
            Some(*end)
        });
        (self.ends, self.all) = (ends.collect(), customers.concat());
    }

    fn by_customer(&self) -> impl Iterator<Item = &[Answer]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.all[start..*end])
    }

    /// Replaces values by scores. Two values of one score are told apart no longer, but stay in
    /// the order of the values.
    fn score(&mut self, score: impl Fn(f64) -> f64) {
        for answer in &mut self.all {
            answer.score = score(answer.score);
        }
    }

    /// Replaces values by the middle of their place among all.
    fn rank(&mut self) {
        let mut weights = HashMap::<u64, WeightSum, foldhash::fast::RandomState>::default();
        for answer in &self.all {
            let weight = weights.entry(answer.score.to_bits()).or_default();
            weight.add_value(answer.weight);
        }
        let mut values: Vec<(f64, u64, f64)> = weights
            .into_iter()
            .map(|(bits, weight)| (f64::from_bits(bits), bits, weight.total().0))
            .collect();
        values.sort_unstable_by(|one, two| one.0.total_cmp(&two.0));
        let all: f64 = values.iter().map(|(_, _, weight)| weight).sum();
        let mut below = 0.0;
        let ranks: HashMap<u64, f64, foldhash::fast::RandomState> = values
            .into_iter()
            .map(|(_, bits, weight)| {
                let rank = (below + 0.5 * weight) / all;
                below += weight;
                (bits, rank)
            })
            .collect();
        self.score(|value| ranks.get(&value.to_bits()).copied().unwrap_or(0.5));
    }

    /// The weighted mean of the scores; 0 without answers.
    fn mean(&self) -> f64 {
        let weight: f64 = self.all.iter().map(|answer| answer.weight).sum();
        let sum: f64 = self.all.iter().map(|a| a.weight * a.score).sum();
        if weight > 0.0 { sum / weight } else { 0.0 }
    }
}

fn net_promoter(code: f64) -> f64 {
    if code >= 9.0 {
        1.0
    } else if code >= 7.0 {
        0.0
    } else {
        -1.0
    }
}

/// The sums over customers on their way.
struct Sums {
    centre: f64,
    customers: u64,
    groups: Vec<ByCustomer>,
    pairs: HashMap<(u32, u32), (u64, [f64; 4]), foldhash::fast::RandomState>,
    /// By group: the groups that are part of it.
    parts: Vec<Vec<u32>>,
    /// By group: of a part the others of its whole.
    rests: Vec<Rest>,
    own: Vec<Own>,
}

/// What one customer adds up to in one group.
struct Own {
    group: u32,
    answers: u64,
    /// A and B, as [`Clusters`] has them.
    sums: [f64; 2],
    /// What [`ByCustomer::apart`] gets of them.
    apart: [f64; 3],
}

impl Sums {
    /// None yet. `wholes` says of each group which one it is a part of.
    fn new(wholes: Vec<Option<u32>>, centre: f64) -> Self {
        let mut parts = vec![Vec::new(); wholes.len()];
        for (part, whole) in (0..).zip(&wholes) {
            if let Some(whole) = whole {
                parts[*whole as usize].push(part);
            }
        }
        Self {
            centre,
            customers: 0,
            groups: vec![ByCustomer::default(); wholes.len()],
            pairs: HashMap::default(),
            rests: vec![Rest::default(); wholes.len()],
            parts,
            own: Vec::new(),
        }
    }

    /// Adds one customer.
    fn add(&mut self, answers: &[Answer]) {
        self.own.clear();
        for same in answers.chunk_by(|one, two| one.group == two.group) {
            let group = same[0].group;
            let (mut sums, mut apart) = ([0.0; 2], [0.0; 3]);
            for answer in same {
                let b = answer.weight;
                let a = b * (answer.score - self.centre);
                add(&mut apart, [a * a, a * b, b * b]);
                add(&mut sums, [a, b]);
            }
            self.own.push(Own {
                group,
                answers: same.len() as u64,
                sums,
                apart,
            });
        }
        self.customers += 1;
        let is_alone = self.own.len() == 1;
        for (at, own) in self.own.iter().enumerate() {
            let [a, b] = own.sums;
            let group = &mut self.groups[own.group as usize];
            group.customers += 1;
            group.alone += u64::from(is_alone);
            group.answers += own.answers;
            add(&mut group.sums, [a, b]);
            add(&mut group.products, [a * a, a * b, b * b]);
            add(&mut group.apart, own.apart);
            for other in &self.own[at + 1..] {
                let [c, d] = other.sums;
                let (customers, products) = self.pairs.entry((own.group, other.group)).or_default();
                *customers += 1;
                add(products, [a * c, a * d, b * c, b * d]);
            }
            for part in &self.parts[own.group as usize] {
                let chosen = self.own.binary_search_by_key(part, |own| own.group);
                let chosen = chosen.ok().map(|at| &self.own[at]);
                add_rest(&mut self.rests[*part as usize], own, chosen);
            }
        }
    }

    fn finish(self, names: Vec<Name<'_>>) -> Clusters {
        let names = names
            .into_iter()
            .map(|(list, place, _)| (list, place.to_vec()));
        let both = |(customers, products)| InBoth {
            customers,
            products,
        };
        let pairs = self.pairs.into_iter();
        let mut pairs: Vec<_> = pairs
            .map(|((one, other), sums)| ((one as usize, other as usize), both(sums)))
            .collect();
        pairs.sort_unstable_by_key(|(pair, _)| *pair);
        let mut parts: Vec<usize> = { self.parts.into_iter().flatten() }
            .map(|part| part as usize)
            .collect();
        parts.sort_unstable();
        let rests = parts.into_iter().map(|part| (part, self.rests[part]));
        let rests = rests.collect();
        Clusters::new(
            self.centre,
            self.customers,
            names.zip(self.groups).collect(),
            pairs,
            rests,
        )
    }
}

/// Adds to what the others of a part add up to a customer who stands in its whole, and perhaps in
/// the part.
fn add_rest(rest: &mut Rest, whole: &Own, part: Option<&Own>) {
    rest.customers += 1;
    let chosen = part.map_or(0, |part| part.answers);
    if chosen == whole.answers {
        return;
    }
    let ([mut a, mut b], mut apart) = (whole.sums, whole.apart);
    if let Some(part) = part {
        a -= part.sums[0];
        b -= part.sums[1];
        let both = apart.iter_mut().zip(part.apart);
        both.for_each(|(sum, of_part)| *sum -= of_part);
        let [c, d] = part.sums;
        rest.common.customers += 1;
        add(&mut rest.common.products, [c * a, c * b, d * a, d * b]);
    }
    rest.own.customers += 1;
    rest.own.alone += u64::from(part.is_none());
    rest.own.answers += whole.answers - chosen;
    add(&mut rest.own.sums, [a, b]);
    add(&mut rest.own.products, [a * a, a * b, b * b]);
    add(&mut rest.own.apart, apart);
}

/// Of each group, by its place among the names, which other one it is a part of: of an option all
/// who were asked. Nothing else has a label at one place and all at another.
fn wholes(names: &[Name<'_>]) -> Vec<Option<u32>> {
    let find = |list: usize, place: &[Place]| {
        let found = names.binary_search_by(|(known, at, _)| (*known, *at).cmp(&(list, place)));
        found.ok().map(|at| at as u32)
    };
    let whole = |(list, place, _): &Name<'_>| {
        let mut whole = place.to_vec();
        for at in 0..place.len() {
            let mut asked = place.to_vec();
            if matches!(place[at], Place::Label(_)) {
                asked[at] = Place::In;
                if find(*list, &asked).is_some() {
                    whole[at] = Place::In;
                }
            }
        }
        (whole != *place).then(|| find(*list, &whole)).flatten()
    };
    names.iter().map(whole).collect()
}

fn add<const N: usize>(sums: &mut [f64; N], terms: [f64; N]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term;
    }
}
