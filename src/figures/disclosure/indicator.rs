//! Groups as functions of what a respondent may have answered.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// One block of each of some axes, ascending: those whose answers lie in all of them. Empty: all.
pub(super) type Monomial = Vec<(u16, u16)>;

/// No function of a query needs more terms; one that does is left out of the account.
const MOST_TERMS: usize = 20_000;

/// A linear combination of [`Monomial`]s: 1 for those in a group and 0 for others, or such a
/// function times a number that depends on the answer.
///
/// On each axis one block is not written, being 1 minus the others, so that equal functions
/// have equal terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Function(BTreeMap<Monomial, i64>);

impl Function {
    /// 0 for everybody.
    pub fn zero() -> Self {
        Self::default()
    }

    /// 1 for everybody.
    pub fn one() -> Self {
        Self(BTreeMap::from([(Vec::new(), 1)]))
    }

    /// 1 for those in a block that is written.
    pub fn block(axis: u16, block: u16) -> Self {
        Self(BTreeMap::from([(vec![(axis, block)], 1)]))
    }

    /// The terms.
    pub fn terms(&self) -> impl Iterator<Item = (&Monomial, i64)> {
        self.0.iter().map(|(monomial, factor)| (monomial, *factor))
    }

    /// Whether it is 0 for everybody.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// This plus `factor` times the other.
    pub fn plus(mut self, factor: i64, other: &Self) -> Self {
        for (monomial, of) in &other.0 {
            self.add(monomial.clone(), factor.saturating_mul(*of));
        }
        self
    }

    /// 1 minus this.
    pub fn complement(&self) -> Self {
        Self::one().plus(-1, self)
    }

    /// The product; 0 of what would be too long to be written.
    pub fn times(&self, other: &Self) -> Self {
        let mut product = Self::zero();
        if self.0.len().saturating_mul(other.0.len()) > MOST_TERMS {
            return product;
        }
        for (one, f) in &self.0 {
            for (two, g) in &other.0 {
                if let Some(both) = intersection(one, two) {
                    product.add(both, f.saturating_mul(*g));
                }
            }
        }
        product
    }

    fn add(&mut self, monomial: Monomial, factor: i64) {
        match self.0.entry(monomial) {
            Entry::Vacant(free) if factor != 0 => {
                free.insert(factor);
            }
            Entry::Vacant(_) => {}
            Entry::Occupied(mut sum) => {
                *sum.get_mut() = sum.get().saturating_add(factor);
                if *sum.get() == 0 {
                    sum.remove();
                }
            }
        }
    }
}

/// The blocks of both; `None` where they ask for two blocks of one axis.
fn intersection(one: &Monomial, two: &Monomial) -> Option<Monomial> {
    // Most pairs ask for two blocks of one axis: that is seen before anything is allocated.
    let asks = |axis| {
        let at = one.binary_search_by_key(&axis, |(axis, _)| *axis).ok()?;
        one.get(at).map(|(_, block)| *block)
    };
    let apart = |&(axis, block): &(u16, u16)| asks(axis).is_some_and(|other| other != block);
    if two.iter().any(apart) {
        return None;
    }
    let mut both = one.clone();
    both.extend(two.iter().filter(|(axis, _)| asks(*axis).is_none()));
    both.sort_unstable();
    Some(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_multiplied_and_complemented() {
        let (a, b, other) = (
            Function::block(0, 1),
            Function::block(0, 2),
            Function::block(1, 1),
        );
        assert_eq!(a.times(&a), a);
        assert!(a.times(&b).is_zero());
        assert_eq!(a.complement().times(&b), b, "those in b are not in a");
        let union = a.complement().times(&other.complement()).complement();
        let sum = a.clone().plus(1, &other).plus(-1, &a.times(&other));
        assert_eq!(union, sum);
    }
}
