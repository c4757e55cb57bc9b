//! Sums that don't depend on the order of their terms.
//!
//! Floating-point addition is not associative, so a sum over threads would differ
//! in its last digits from run to run. Here every term is added into a wide
//! fixed-point number, which is exact; only the total is rounded, once.
//! (Crates for this keep 540 bytes a sum; a table of cells needs them small.)

/// A fixed-point sum of `LIMBS` × 64 bits, two's complement, with its binary point
/// in the middle: 4 limbs hold magnitudes from 2^-128 to 2^127.
///
/// A bit of a term below the lowest place is cut off, which depends on the term
/// alone. A term above the highest place saturates the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactSum<const LIMBS: usize> {
    limbs: [u64; LIMBS],
}

/// A term made ready to be added to any number of sums of the same width.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// Index of the lower of the two limbs that the term touches.
    limb: usize,
    /// What goes into them, with the upper bits of a negative term all set.
    low: u64,
    high: u64,
    /// What goes into all limbs above: 0, or all ones for a negative term.
    sign: u64,
}

impl<const LIMBS: usize> Default for ExactSum<LIMBS> {
    fn default() -> Self {
        Self { limbs: [0; LIMBS] }
    }
}

impl<const LIMBS: usize> ExactSum<LIMBS> {
    /// The place value of the lowest bit is 2^-POINT.
    const POINT: i32 = LIMBS as i32 * 32;

    /// Makes a term ready. Not-a-number is taken as 0.
    #[inline]
    pub fn term(value: f64) -> Term {
        let bits = value.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as i32;
        let fraction = bits & ((1 << 52) - 1);
        let nothing = Term {
            limb: 0,
            low: 0,
            high: 0,
            sign: 0,
        };
        if value.is_nan() || value == 0.0 {
            return nothing;
        }
        let (mantissa, power) = match exponent {
            0 => (fraction, -1074),
            _ => (fraction | (1 << 52), exponent - 1075),
        };
        // The lowest bit of the mantissa lands on this bit of the sum.
        let place = power + Self::POINT;
        let (mantissa, place) = if place < 0 {
            if place <= -64 {
                return nothing;
            }
            (mantissa >> -place, 0)
        } else {
            (mantissa, place as usize)
        };
        // Two limbs hold the term, and 2^10 such terms stay below the sign bit.
        let highest = LIMBS * 64 - 64 - 11;
        let (mantissa, place) = if place > highest {
            (u64::MAX >> 11, highest)
        } else {
            (mantissa, place)
        };
        let wide = u128::from(mantissa) << (place % 64);
        let wide = if value < 0.0 {
            wide.wrapping_neg()
        } else {
            wide
        };
        Term {
            limb: place / 64,
            low: wide as u64,
            high: (wide >> 64) as u64,
            sign: if value < 0.0 && mantissa != 0 {
                u64::MAX
            } else {
                0
            },
        }
    }

    /// Adds a term.
    #[inline]
    pub fn add(&mut self, term: Term) {
        let [low, high, rest @ ..] = &mut self.limbs[term.limb..] else {
            return;
        };
        let (sum, carry) = low.overflowing_add(term.low);
        *low = sum;
        let (sum, over) = high.overflowing_add(term.high);
        let (sum, over_again) = sum.overflowing_add(u64::from(carry));
        *high = sum;
        let carry = over || over_again;
        if carry || term.sign != 0 {
            propagate(rest, carry, term.sign);
        }
    }

    /// Adds a number.
    pub fn add_value(&mut self, value: f64) {
        self.add(Self::term(value));
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        let mut carry = false;
        for (limb, &addend) in self.limbs.iter_mut().zip(&other.limbs) {
            let (sum, over) = limb.overflowing_add(addend);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = over || over_again;
        }
    }

    /// The total as a number and what the rounding left, which is below half of the
    /// number's last digit: together 106 bits.
    pub fn total(&self) -> (f64, f64) {
        let high = self.rounded();
        let mut rest = *self;
        rest.add_value(-high);
        (high, rest.rounded())
    }

    /// The total, rounded to nearest, ties to even.
    fn rounded(&self) -> f64 {
        let negative = self.limbs[LIMBS - 1] >> 63 == 1;
        let mut limbs = self.limbs;
        if negative {
            let mut carry = true;
            for limb in &mut limbs {
                let (sum, over) = (!*limb).overflowing_add(u64::from(carry));
                *limb = sum;
                carry = over;
            }
        }
        let Some(top) = limbs.iter().rposition(|&limb| limb != 0) else {
            return 0.0;
        };
        // The 64 highest bits, with the last one set if anything is below them (sticky).
        let shift = limbs[top].leading_zeros();
        let below = if top == 0 { 0 } else { limbs[top - 1] };
        let mut bits = limbs[top] << shift;
        let mut sticky = false;
        if shift > 0 {
            bits |= below >> (64 - shift);
            sticky = below << shift != 0;
        } else if below != 0 {
            sticky = true;
        }
        sticky |= top > 1 && limbs[..top - 1].iter().any(|&limb| limb != 0);
        bits |= u64::from(sticky);
        let power = top as i32 * 64 - shift as i32 - Self::POINT;
        // The conversion rounds to nearest even; the product is by a power of two.
        let magnitude = bits as f64 * 2f64.powi(power);
        if negative { -magnitude } else { magnitude }
    }
}

/// Carries into the limbs above a term, and adds the sign of a negative one.
#[cold]
fn propagate(limbs: &mut [u64], mut carry: bool, sign: u64) {
    for limb in limbs {
        let (sum, over) = limb.overflowing_add(sign);
        let (sum, over_again) = sum.overflowing_add(u64::from(carry));
        *limb = sum;
        carry = over || over_again;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(values: &[f64]) -> f64 {
        let mut sum = ExactSum::<4>::default();
        for &value in values {
            sum.add_value(value);
        }
        sum.total().0
    }

    #[test]
    fn what_floating_point_gets_wrong() {
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[1e16, 1.0, -1e16]), 1.0);
        assert_eq!(sum(&[]), 0.0);
        assert_eq!(sum(&[-2.5, -2.5]), -5.0);
        assert_eq!(sum(&[f64::MIN_POSITIVE, f64::NAN]), 0.0);
    }

    #[test]
    fn the_rest_of_the_rounding_is_kept() {
        let mut sum = ExactSum::<6>::default();
        sum.add_value(1e16);
        sum.add_value(0.25);
        assert_eq!(sum.total(), (1e16, 0.25));
    }

    proptest! {
        #[test]
        fn the_order_changes_nothing(mut values in prop::collection::vec(-1e6f64..1e6, 0..200), at in 0usize..200) {
            let forwards = sum(&values);
            values.reverse();
            prop_assert_eq!(forwards.to_bits(), sum(&values).to_bits());
            let (left, right) = values.split_at(at.min(values.len()));
            let mut parts = ExactSum::<4>::default();
            for part in [left, right] {
                let mut partial = ExactSum::<4>::default();
                for &value in part {
                    partial.add_value(value);
                }
                parts.merge(&partial);
            }
            prop_assert_eq!(forwards.to_bits(), parts.total().0.to_bits());
        }

        #[test]
        fn two_terms_are_summed_as_the_processor_does(a in -1e12f64..1e12, b in -1e12f64..1e12) {
            prop_assert_eq!(sum(&[a, b]), a + b);
        }
    }
}
