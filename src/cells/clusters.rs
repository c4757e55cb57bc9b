//! Sums over customers: how much the answers of one group, or of two, hang together because the
//! same customers gave them.

use super::result::Place;

/// Groups with what their customers add up to.
///
/// For a customer c in a group g let B = Σw and A = Σw(y − centre) over c's answers there, y being
/// the score. Variances of means, totals and differences clustered by customer follow from the
/// sums of A and B and of their products.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clusters {
    /// What scores are measured from: their weighted mean over all groups.
    pub centre: f64,
    /// Customers with an answer in any group.
    pub customers: u64,
    /// The groups by list of dimensions and place, ascending.
    groups: Vec<((usize, Vec<Place>), ByCustomer)>,
    /// Pairs of groups (by their index, the smaller first) with customers in both, ascending.
    pairs: Vec<((usize, usize), InBoth)>,
    /// Of groups that are part of another one, by their index, ascending: the rest of it.
    rests: Vec<(usize, Rest)>,
}

/// The others of a group.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rest {
    /// What they add up to.
    pub own: ByCustomer,
    /// What customers who also stand in the group add up to, seen from the group.
    pub common: InBoth,
    /// Different customers in the group and the others together.
    pub customers: u64,
}

/// One group.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ByCustomer {
    /// Customers with an answer in it.
    pub customers: u64,
    /// Those of them who have none in any other group.
    pub alone: u64,
    /// Their answers.
    pub answers: u64,
    /// ΣA and ΣB.
    pub sums: [f64; 2],
    /// ΣAA, ΣAB, ΣBB.
    pub products: [f64; 3],
    /// The same as if every answer were another customer's.
    pub apart: [f64; 3],
}

/// What customers who stand in two groups add up to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct InBoth {
    /// How many they are.
    pub customers: u64,
    /// ΣA₁A₂, ΣA₁B₂, ΣB₁A₂, ΣB₁B₂.
    pub products: [f64; 4],
}

impl InBoth {
    /// The same seen from the second group.
    #[must_use]
    fn turned(self) -> Self {
        let [aa, ab, ba, bb] = self.products;
        Self {
            products: [aa, ba, ab, bb],
            ..self
        }
    }
}

impl Clusters {
    /// Groups, pairs, and the rests of groups that are part of another one, all ascending.
    pub fn new(
        centre: f64,
        customers: u64,
        groups: Vec<((usize, Vec<Place>), ByCustomer)>,
        pairs: Vec<((usize, usize), InBoth)>,
        rests: Vec<(usize, Rest)>,
    ) -> Self {
        Self {
            centre,
            customers,
            groups,
            pairs,
            rests,
        }
    }

    /// The pairs of groups with customers in both, by their indices, the smaller first; ascending.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize, &InBoth)> {
        let pairs = self.pairs.iter();
        pairs.map(|((one, other), both)| (*one, *other, both))
    }

    /// The index of the group at a place of a list of dimensions; `None` if nobody is in it.
    pub fn index(&self, list: usize, place: &[Place]) -> Option<usize> {
        self.groups
            .binary_search_by(|((known, at), _)| {
                known.cmp(&list).then_with(|| at.as_slice().cmp(place))
            })
            .ok()
    }

    /// A group by its index.
    pub fn group(&self, index: usize) -> ByCustomer {
        self.groups
            .get(index)
            .map_or_else(ByCustomer::default, |(_, group)| *group)
    }

    /// What customers in two different groups add up to, seen from the first.
    pub fn both(&self, one: usize, other: usize) -> InBoth {
        let find = |key: (usize, usize)| {
            self.pairs
                .binary_search_by_key(&key, |(pair, _)| *pair)
                .map_or_else(|_| InBoth::default(), |at| self.pairs[at].1)
        };
        if one < other {
            find((one, other))
        } else {
            find((other, one)).turned()
        }
    }

    /// The others of a group: of an option those who were asked and did not choose it, else all
    /// groups but one together. Groups of one list of dimensions share no response; those of
    /// several are not for this.
    pub fn rest(&self, but: Option<usize>) -> Rest {
        let of_whole = but.and_then(|but| {
            let at = self.rests.binary_search_by_key(&but, |(part, _)| *part);
            at.ok().map(|at| self.rests[at].1)
        });
        of_whole.unwrap_or_else(|| self.all_but(but))
    }

    fn all_but(&self, but: Option<usize>) -> Rest {
        let mut rest = ByCustomer {
            customers: self.customers - but.map_or(0, |but| self.group(but).alone),
            ..ByCustomer::default()
        };
        for (index, (_, group)) in self.groups.iter().enumerate() {
            if Some(index) == but {
                continue;
            }
            rest.answers += group.answers;
            for (sum, more) in rest.sums.iter_mut().zip(group.sums) {
                *sum += more;
            }
            for (sum, more) in rest.products.iter_mut().zip(group.products) {
                *sum += more;
            }
            for (sum, more) in rest.apart.iter_mut().zip(group.apart) {
                *sum += more;
            }
        }
        let mut common = InBoth::default();
        for &((one, other), both) in &self.pairs {
            let seen = match but {
                Some(but) if but == one => both,
                Some(but) if but == other => both.turned(),
                _ => {
                    let [aa, ab, ba, bb] = both.products;
                    rest.products[0] += 2.0 * aa;
                    rest.products[1] += ab + ba;
                    rest.products[2] += 2.0 * bb;
                    continue;
                }
            };
            for (sum, more) in common.products.iter_mut().zip(seen.products) {
                *sum += more;
            }
        }
        Rest {
            own: rest,
            common,
            customers: self.customers,
        }
    }
}
