//! Whether a vector is a linear combination of others.
//!
//! Exact, by elimination modulo the prime 2⁶¹ − 1: what is a combination with rational factors
//! is one there as well (no denominator of so small numbers is a multiple of the prime).

use std::collections::HashMap;

const PRIME: u64 = (1 << 61) - 1;

/// A sparse vector of numbers modulo the prime, none of them 0, ascending by their columns.
pub(super) type Vector = Vec<(u32, u64)>;

/// A whole number modulo the prime.
pub(super) fn modulo(number: i64) -> u64 {
    let rest = number.unsigned_abs() % PRIME;
    if number < 0 { negative(rest) } else { rest }
}

fn negative(number: u64) -> u64 {
    if number == 0 { 0 } else { PRIME - number }
}

fn times(one: u64, other: u64) -> u64 {
    // 2⁶¹ is 1 modulo the prime.
    let product = u128::from(one) * u128::from(other);
    let folded = (product & u128::from(PRIME)) as u64 + (product >> 61) as u64;
    if folded >= PRIME {
        folded - PRIME
    } else {
        folded
    }
}

fn plus(one: u64, other: u64) -> u64 {
    let sum = one + other;
    if sum >= PRIME { sum - PRIME } else { sum }
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

/// A vector plus `factor` times another.
pub(super) fn sum(one: &[(u32, u64)], factor: u64, other: &[(u32, u64)]) -> Vector {
    let mut sum = Vector::with_capacity(one.len() + other.len());
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    loop {
        match (ones.peek(), others.peek()) {
            (Some(&&(a, value)), Some(&&(b, more))) if a == b => {
                let value = plus(value, times(factor, more));
                if value != 0 {
                    sum.push((a, value));
                }
                ones.next();
                others.next();
            }
            (Some(&&(a, value)), Some(&&(b, _))) if a < b => {
                sum.push((a, value));
                ones.next();
            }
            (Some(&&(a, value)), None) => {
                sum.push((a, value));
                ones.next();
            }
            (_, Some(&&(b, more))) => {
                sum.push((b, times(factor, more)));
                others.next();
            }
            (None, None) => return sum,
        }
    }
}

/// What is left of a vector, and minus the factors of what was taken away, by the numbers of the
/// vectors.
#[derive(Debug)]
pub(super) struct Rest {
    pub rest: Vector,
    pub factors: Vector,
}

/// Vectors in echelon form, each with the factors of the vectors it was made of.
#[derive(Debug, Default)]
pub(super) struct Elimination {
    rows: HashMap<u32, (Vector, Vector)>,
}

/// How many more operations may be spent.
#[derive(Debug)]
pub(super) struct Budget(pub usize);

/// The budget is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent;

impl Budget {
    fn spend(&mut self, operations: usize) -> Result<(), Spent> {
        self.0 = self.0.checked_sub(operations).ok_or(Spent)?;
        Ok(())
    }
}

impl Elimination {
    /// Adds a vector under a number. One that is a combination of others adds nothing.
    ///
    /// # Errors
    /// It could not be looked at: it is not added.
    pub fn add(&mut self, number: u32, vector: Vector, budget: &mut Budget) -> Result<(), Spent> {
        let Rest { mut rest, factors } = self.reduce(vector, budget)?;
        let Some(&(pivot, value)) = rest.first() else {
            return Ok(());
        };
        let mut factors = sum(&factors, 1, &[(number, 1)]);
        let unit = inverse(value);
        for (_, value) in rest.iter_mut().chain(&mut factors) {
            *value = times(*value, unit);
        }
        self.rows.insert(pivot, (rest, factors));
        Ok(())
    }

    /// What is left of a vector, and minus the factors of what was taken away.
    ///
    /// # Errors
    /// It could not be looked at.
    pub fn reduce(&self, mut vector: Vector, budget: &mut Budget) -> Result<Rest, Spent> {
        let mut factors = Vector::new();
        let mut next = 0;
        while let Some(&(column, value)) = vector.get(next) {
            let Some((row, of_row)) = self.rows.get(&column) else {
                next += 1;
                continue;
            };
            budget.spend(vector.len() + row.len() + factors.len() + of_row.len())?;
            // Columns before this one stay as they are: a row begins with its own.
            vector = sum(&vector, negative(value), row);
            factors = sum(&factors, negative(value), of_row);
        }
        Ok(Rest {
            rest: vector,
            factors,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn vector(numbers: &[i64]) -> Vector {
        let numbers = (0..).zip(numbers);
        numbers
            .filter(|(_, number)| **number != 0)
            .map(|(column, number)| (column, modulo(*number)))
            .collect()
    }

    #[test]
    fn combinations_are_found_with_what_they_are_made_of() {
        let (mut elimination, mut budget) = (Elimination::default(), Budget(1_000));
        let vectors = [
            (10, [1, 1, 1, 0]),
            (11, [0, 3, 3, 0]),
            (12, [0, 0, 0, 1]),
            (13, [1, 0, 0, 0]), // 10 − 11/3: nothing new
        ];
        for (number, of) in vectors {
            elimination.add(number, vector(&of), &mut budget).unwrap();
        }
        let mut combination = |of: [i64; 4]| {
            let Rest { rest, factors } = elimination.reduce(vector(&of), &mut budget).unwrap();
            let numbers = factors.into_iter().map(|(number, _)| number);
            rest.is_empty().then(|| numbers.collect::<Vec<_>>())
        };
        assert_eq!(combination([2, 0, 0, 0]), Some(vec![10, 11]));
        assert_eq!(combination([-1, 1, 1, 5]), Some(vec![10, 11, 12]));
        assert_eq!(combination([0, 1, 0, 0]), None);
    }

    #[test]
    fn a_spent_budget_is_told() {
        let (mut elimination, mut budget) = (Elimination::default(), Budget(3));
        let mut add = |of| elimination.add(0, vector(&[1, of]), &mut budget);
        assert_eq!(add(1), Ok(()));
        assert_eq!(add(0), Err(Spent));
    }

    #[test]
    fn products_modulo_the_prime() {
        let numbers = [
            1,
            2,
            3,
            PRIME - 1,
            PRIME / 2,
            1 << 60,
            0x0123_4567_89ab_cdef,
        ];
        for one in numbers {
            for other in numbers {
                let product = u128::from(one) * u128::from(other) % u128::from(PRIME);
                assert_eq!(u128::from(times(one, other)), product);
            }
        }
        assert_eq!(times(inverse(12345), 12345), 1);
    }
}
