//! Whether a vector is a linear combination of others.
//!
//! Exact, by elimination modulo the prime 2⁶¹ − 1: what is a combination with rational factors
//! is one there as well (no denominator of so small numbers is a multiple of the prime).

use std::collections::BTreeMap;

const PRIME: u64 = (1 << 61) - 1;

/// A sparse vector of numbers modulo the prime; none of them 0.
pub(super) type Vector = BTreeMap<usize, u64>;

/// A whole number modulo the prime.
pub(super) fn modulo(number: i64) -> u64 {
    let rest = number.unsigned_abs() % PRIME;
    if number < 0 { negative(rest) } else { rest }
}

fn negative(number: u64) -> u64 {
    if number == 0 { 0 } else { PRIME - number }
}

fn times(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product % u128::from(PRIME)) as u64
}

/// By Fermat's little theorem; `number` is not 0.
fn inverse(number: u64) -> u64 {
    let (mut power, mut exponent, mut result) = (number, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, power);
        }
        power = times(power, power);
        exponent >>= 1;
    }
    result
}

/// Adds `factor` times the other vector, and gives the number of its terms.
fn add(vector: &mut Vector, factor: u64, other: &Vector) -> usize {
    for (column, value) in other {
        let sum = vector.entry(*column).or_insert(0);
        *sum = (*sum + times(factor, *value)) % PRIME;
        if *sum == 0 {
            vector.remove(column);
        }
    }
    other.len()
}

/// Vectors in echelon form, each with the factors of the vectors it was made of.
#[derive(Debug)]
pub(super) struct Elimination {
    rows: BTreeMap<usize, (Vector, Vector)>,
    /// How many more operations may be spent.
    budget: usize,
}

impl Elimination {
    /// Nothing yet. No more than so many operations will be spent.
    pub fn new(budget: usize) -> Self {
        Self {
            rows: BTreeMap::new(),
            budget,
        }
    }

    /// Adds a vector under a number. One that is a combination of others adds nothing.
    pub fn add(&mut self, number: usize, vector: Vector) {
        let (mut rest, mut factors) = self.reduce(vector);
        let Some((&pivot, &value)) = rest.first_key_value() else {
            return;
        };
        add(&mut factors, 1, &Vector::from([(number, 1)]));
        let unit = inverse(value);
        for value in rest.values_mut().chain(factors.values_mut()) {
            *value = times(*value, unit);
        }
        self.rows.insert(pivot, (rest, factors));
    }

    /// The numbers of vectors of which this one is a combination; `None` where it is none, or
    /// where the budget is spent.
    pub fn combination(&mut self, vector: Vector) -> Option<Vec<usize>> {
        let (rest, factors) = self.reduce(vector);
        rest.is_empty().then(|| factors.into_keys().collect())
    }

    /// What is left of a vector, and minus the factors of what was taken away.
    fn reduce(&mut self, mut vector: Vector) -> (Vector, Vector) {
        let mut factors = Vector::new();
        let mut next = 0;
        while let Some((&column, &value)) = vector.range(next..).next() {
            if let Some((row, of_row)) = self.rows.get(&column) {
                if self.budget == 0 {
                    break;
                }
                let spent = add(&mut vector, negative(value), row)
                    + add(&mut factors, negative(value), of_row);
                self.budget = self.budget.saturating_sub(spent);
            }
            next = column + 1;
        }
        (vector, factors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(numbers: &[i64]) -> Vector {
        let numbers = numbers.iter().enumerate();
        numbers
            .filter(|(_, number)| **number != 0)
            .map(|(column, number)| (column, modulo(*number)))
            .collect()
    }

    #[test]
    fn combinations_are_found_with_what_they_are_made_of() {
        let mut elimination = Elimination::new(usize::MAX);
        elimination.add(10, vector(&[1, 1, 1, 0]));
        elimination.add(11, vector(&[0, 3, 3, 0]));
        elimination.add(12, vector(&[0, 0, 0, 1]));
        elimination.add(13, vector(&[1, 0, 0, 0])); // 10 − 11/3: nothing new
        assert_eq!(
            elimination.combination(vector(&[2, 0, 0, 0])),
            Some(vec![10, 11])
        );
        assert_eq!(
            elimination.combination(vector(&[-1, 1, 1, 5])),
            Some(vec![10, 11, 12])
        );
        assert_eq!(elimination.combination(vector(&[0, 1, 0, 0])), None);
    }

    #[test]
    fn a_spent_budget_finds_nothing() {
        let mut elimination = Elimination::new(1);
        elimination.add(0, vector(&[1, 1]));
        elimination.add(1, vector(&[1, 0]));
        assert_eq!(elimination.combination(vector(&[0, 1])), None);
    }
}
