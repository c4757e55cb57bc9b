//! Groups as functions of what a respondent may have answered.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A block of answers on an axis.
pub(super) type Block = u32;

/// One block of each of some axes, ascending: those whose answers lie in all of them. Empty: all.
pub(super) type Monomial = Vec<(u16, Block)>;

/// A function of more terms is not written out.
const MOST_TERMS: usize = 20_000;

/// A linear combination of [`Monomial`]s: 1 for those in a group and 0 for others, or such a
/// function times a number that depends on the answer.
///
/// On each axis one block is not written, being 1 minus the others, so that equal functions
/// have equal terms.
///
/// One that would be too long, or of a question that is not looked at, is unwritten, and so is
/// everything made of it: what it tells nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function(Option<BTreeMap<Monomial, i64>>);

impl Default for Function {
    fn default() -> Self {
        Self::zero()
    }
}

impl Function {
    /// 0 for everybody.
    pub fn zero() -> Self {
        Self(Some(BTreeMap::new()))
    }

    /// 1 for everybody.
    pub fn one() -> Self {
        Self(Some(BTreeMap::from([(Vec::new(), 1)])))
    }

    /// One of which nothing is known.
    pub fn unwritten() -> Self {
        Self(None)
    }

    /// 1 for those in a block that is written.
    pub fn block(axis: u16, block: Block) -> Self {
        Self(Some(BTreeMap::from([(vec![(axis, block)], 1)])))
    }

    /// This minus those in some blocks of an axis, of which it has none.
    pub fn without_blocks(self, axis: u16, blocks: impl Iterator<Item = Block>) -> Self {
        Self(self.0.map(|mut terms| {
            terms.extend(blocks.map(|block| (vec![(axis, block)], -1)));
            terms
        }))
    }

    /// The terms, if it is written.
    pub fn terms(&self) -> Option<impl Iterator<Item = (&Monomial, i64)>> {
        let terms = self.0.as_ref()?.iter();
        Some(terms.map(|(monomial, factor)| (monomial, *factor)))
    }

    /// Whether it is known.
    pub fn is_written(&self) -> bool {
        self.0.is_some()
    }

    /// Whether it is 0 for everybody.
    pub fn is_zero(&self) -> bool {
        self.0.as_ref().is_some_and(BTreeMap::is_empty)
    }

    /// This plus `factor` times the other.
    pub fn plus(self, factor: i64, other: &Self) -> Self {
        let (Some(mut sum), Some(other)) = (self.0, &other.0) else {
            return Self::unwritten();
        };
        for (monomial, of) in other {
            add(&mut sum, monomial.clone(), factor.saturating_mul(*of));
        }
        Self(Some(sum))
    }

    /// 1 minus this.
    pub fn complement(&self) -> Self {
        Self::one().plus(-1, self)
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::zero();
        }
        let (Some(these), Some(others)) = (&self.0, &other.0) else {
            return Self::unwritten();
        };
        if these.len().saturating_mul(others.len()) > MOST_TERMS {
            return Self::unwritten();
        }
        let mut product = BTreeMap::new();
        for (one, f) in these {
            for (two, g) in others {
                if let Some(both) = intersection(one, two) {
                    add(&mut product, both, f.saturating_mul(*g));
                }
            }
        }
        Self(Some(product))
    }
}

fn add(sum: &mut BTreeMap<Monomial, i64>, monomial: Monomial, factor: i64) {
    match sum.entry(monomial) {
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

/// The blocks of both; `None` where they ask for two blocks of one axis.
fn intersection(one: &Monomial, two: &Monomial) -> Option<Monomial> {
    // Most pairs ask for two blocks of one axis: that is seen before anything is allocated.
    let asks = |axis| {
        let at = one.binary_search_by_key(&axis, |(axis, _)| *axis).ok()?;
        one.get(at).map(|(_, block)| *block)
    };
    let apart = |&(axis, block): &(u16, Block)| asks(axis).is_some_and(|other| other != block);
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

    #[test]
    fn what_is_too_long_is_not_taken_for_nobody() {
        let many = |axis| {
            let blocks = (1..1_000).map(|block| Function::block(axis, block));
            blocks.fold(Function::one(), |sum, block| sum.plus(-1, &block))
        };
        let product = many(0).times(&many(1));
        assert!(!product.is_written() && !product.is_zero());
        assert!(!product.complement().is_written());
        assert!(product.times(&Function::zero()).is_zero());
    }
}
