//! Sums of a number and its square, without loss.
//!
//! The variance of 10⁹ + {0, 1, 2} can't be had from sums rounded to 53 bits. Here the
//! products are kept whole (each as a sum of two numbers), the sums are exact, and only
//! the variance itself is rounded.

use super::exact::ExactSum;
use super::result::{Count, Sums};

type Wide = ExactSum<6>;

/// Sums of one number in one group.
#[derive(Debug, Clone, Copy, Default)]
pub struct MomentSums {
    n: u64,
    weight: Wide,
    weight_squared: Wide,
    /// Σwy and Σwy².
    first: Wide,
    second: Wide,
    /// Σw²y and Σw²y², for the linearised variance.
    first_squared: Wide,
    second_squared: Wide,
}

impl MomentSums {
    /// Adds a number with its weight; without weights, 1.
    pub fn add(&mut self, number: f64, weight: Option<f64>) {
        self.n += 1;
        let square = Exact::product(number, number);
        let Some(weight) = weight else {
            self.first.add_value(number);
            square.add_to(&mut self.second);
            return;
        };
        // As elsewhere the square of a weight is the rounded one.
        let weight_squared = weight * weight;
        self.weight.add_value(weight);
        self.weight_squared.add_value(weight_squared);
        Exact::product(weight, number).add_to(&mut self.first);
        Exact::product(weight_squared, number).add_to(&mut self.first_squared);
        square.times(weight).add_to(&mut self.second);
        square
            .times(weight_squared)
            .add_to(&mut self.second_squared);
    }

    /// Adds another thread's sums.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.weight.merge(&other.weight);
        self.weight_squared.merge(&other.weight_squared);
        self.first.merge(&other.first);
        self.second.merge(&other.second);
        self.first_squared.merge(&other.first_squared);
        self.second_squared.merge(&other.second_squared);
    }

    /// Mean and sums of squares about it.
    pub fn finish(self, weighted: bool) -> Sums {
        if self.n == 0 {
            return Sums::default();
        }
        let n = self.n as f64;
        let (weight, weight_squared) = if weighted {
            (self.weight.total(), self.weight_squared.total())
        } else {
            ((n, 0.0), (n, 0.0))
        };
        let mean = self.first.total().0 / weight.0;
        let squares = about(mean, weight, self.first.total(), self.second.total());
        let first_squared = if weighted {
            &self.first_squared
        } else {
            &self.first
        };
        let cross = gap(mean, weight_squared, first_squared.total());
        let linearised = if weighted {
            about(
                mean,
                weight_squared,
                self.first_squared.total(),
                self.second_squared.total(),
            )
        } else {
            squares
        };
        Sums {
            count: Count {
                n: self.n,
                weight: weight.0,
                weight_squared: weight_squared.0,
            },
            mean,
            squares,
            cross,
            linearised,
        }
    }
}

/// Sums of products of several numbers in one group of complete cases.
#[derive(Debug, Clone)]
pub struct ProductSums {
    n: u64,
    weight: Wide,
    weight_squared: Wide,
    /// Σwx of each number.
    firsts: Vec<Wide>,
    /// Σwxy of each pair, the second not after the first.
    seconds: Vec<Wide>,
}

/// Several numbers in one group of complete cases.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Products {
    /// n, Σw, Σw².
    pub count: Count,
    /// Σwx / Σw of each number.
    pub means: Vec<f64>,
    /// Σw(x - mean x)(y - mean y) of each number with those up to it.
    pub products: Vec<Vec<f64>>,
}

impl ProductSums {
    /// No cases of so many numbers.
    pub fn new(numbers: usize) -> Self {
        Self {
            n: 0,
            weight: Wide::default(),
            weight_squared: Wide::default(),
            firsts: vec![Wide::default(); numbers],
            seconds: vec![Wide::default(); numbers * (numbers + 1) / 2],
        }
    }

    /// Adds a case with its weight, so many times.
    pub fn add(&mut self, numbers: &[f64], weight: f64, times: u64) {
        self.n += times;
        let times = times as f64;
        let Exact([weight_high, weight_low, ..]) = Exact::product(weight, times);
        let all = (weight_high, weight_low);
        Exact::product(weight, times).add_to(&mut self.weight);
        Exact::product(weight * weight, times).add_to(&mut self.weight_squared);
        let mut seconds = self.seconds.iter_mut();
        for (index, (one, first)) in numbers.iter().zip(&mut self.firsts).enumerate() {
            Exact::pair(all, *one).add_to(first);
            for (other, second) in numbers[..=index].iter().zip(&mut seconds) {
                let Exact([high, low, ..]) = Exact::product(*one, *other);
                Exact::pair(all, high).add_to(second);
                Exact::pair(all, low).add_to(second);
            }
        }
    }

    /// Adds other sums of the same numbers.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.weight.merge(&other.weight);
        self.weight_squared.merge(&other.weight_squared);
        let (mine, theirs) = (&mut self.firsts, &other.firsts);
        mine.iter_mut().zip(theirs).for_each(|(a, b)| a.merge(b));
        let (mine, theirs) = (&mut self.seconds, &other.seconds);
        mine.iter_mut().zip(theirs).for_each(|(a, b)| a.merge(b));
    }

    /// Means and products about them; `None` without cases.
    pub fn finish(&self) -> Option<Products> {
        if self.n == 0 {
            return None;
        }
        let weight = self.weight.total();
        let firsts: Vec<(f64, f64)> = self.firsts.iter().map(Wide::total).collect();
        let means: Vec<f64> = firsts.iter().map(|first| first.0 / weight.0).collect();
        let mut seconds = self.seconds.iter().map(Wide::total);
        let mut products = Vec::new();
        for (index, mean) in means.iter().enumerate() {
            let row = means[..=index].iter().zip(&firsts).zip(&mut seconds);
            // Σw(x-a)(y-b) = Σwxy - aΣwy - b(Σwx - aΣw), with about 100 bits until the end.
            type Sum = (f64, f64);
            let about = |((other, first), second): ((&f64, &Sum), Sum)| {
                let mut inner = Wide::default();
                Exact::pair(firsts[index], 1.0).add_to(&mut inner);
                Exact::pair(weight, -mean).add_to(&mut inner);
                let mut sum = Wide::default();
                sum.add_value(second.0);
                sum.add_value(second.1);
                Exact::pair(*first, -mean).add_to(&mut sum);
                Exact::pair(inner.total(), -other).add_to(&mut sum);
                sum.total().0
            };
            products.push(row.map(about).collect());
        }
        Some(Products {
            count: Count {
                n: self.n,
                weight: weight.0,
                weight_squared: self.weight_squared.total().0,
            },
            means,
            products,
        })
    }
}

/// Σw(y-m)² = Σwy² - m(2Σwy - mΣw), with about 100 bits until the end.
fn about(mean: f64, weight: (f64, f64), first: (f64, f64), second: (f64, f64)) -> f64 {
    let mut inner = Wide::default();
    Exact::pair(first, 2.0).add_to(&mut inner);
    Exact::pair(weight, -mean).add_to(&mut inner);
    let mut sum = Wide::default();
    sum.add_value(second.0);
    sum.add_value(second.1);
    Exact::pair(inner.total(), -mean).add_to(&mut sum);
    sum.total().0.max(0.0)
}

/// Σw(y-m) = Σwy - mΣw, likewise.
fn gap(mean: f64, weight: (f64, f64), first: (f64, f64)) -> f64 {
    let mut sum = Wide::default();
    sum.add_value(first.0);
    sum.add_value(first.1);
    Exact::pair(weight, -mean).add_to(&mut sum);
    sum.total().0
}

/// A number as an unevaluated sum of up to four.
struct Exact([f64; 4]);

impl Exact {
    /// The exact product of two numbers.
    fn product(one: f64, other: f64) -> Self {
        let high = one * other;
        Self([high, one.mul_add(other, -high), 0.0, 0.0])
    }

    /// The exact product of a pair and a number.
    fn pair(pair: (f64, f64), factor: f64) -> Self {
        let (Self([a, b, ..]), Self([c, d, ..])) =
            (Self::product(pair.0, factor), Self::product(pair.1, factor));
        Self([a, b, c, d])
    }

    /// The exact product of what [`Exact::product`] gave and a number.
    fn times(&self, factor: f64) -> Self {
        Self::pair((self.0[0], self.0[1]), factor)
    }

    fn add_to(&self, sum: &mut Wide) {
        for part in self.0 {
            // A product beyond the range has no exact rest.
            if part != 0.0 && part.is_finite() {
                sum.add_value(part);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(values: &[(f64, Option<f64>)]) -> Sums {
        let mut sums = MomentSums::default();
        for &(number, weight) in values {
            sums.add(number, weight);
        }
        sums.finish(values.iter().any(|(_, weight)| weight.is_some()))
    }

    #[test]
    fn a_small_variance_on_a_large_mean() {
        let found = sums(&[(1e9, None), (1e9 + 1.0, None), (1e9 + 2.0, None)]);
        assert_eq!((found.mean, found.squares), (1e9 + 1.0, 2.0));
        let found = sums(&[
            (1e12, Some(0.5)),
            (1e12 + 1.0, Some(1.0)),
            (1e12 + 2.0, Some(0.5)),
        ]);
        assert_eq!(
            (found.mean, found.squares, found.linearised),
            (1e12 + 1.0, 1.0, 0.5)
        );
    }

    #[test]
    fn equal_weights_are_none() {
        let plain = sums(&[(1.25, None), (7.5, None), (3.0, None)]);
        let weighted = sums(&[(1.25, Some(1.0)), (7.5, Some(1.0)), (3.0, Some(1.0))]);
        assert_eq!(plain, weighted);
    }

    #[test]
    fn nobody() {
        assert_eq!(sums(&[]), Sums::default());
    }
}
