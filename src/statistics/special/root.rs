//! Where a function crosses zero.

/// A point between `low` and `high` where `f` crosses zero, by Brent's method.
///
/// `None` when the signs at the ends agree or a value is not a number.
///
/// Reference: Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4.
pub(crate) fn crossing(f: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    if fa.is_nan() || fb.is_nan() || (fa > 0.0) == (fb > 0.0) {
        return None;
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut step_before = step;
    for _ in 0..300 {
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            step_before = step;
        }
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let tolerance = 2.0 * f64::EPSILON * b.abs() + f64::MIN_POSITIVE;
        let half = 0.5 * (c - b);
        if half.abs() <= tolerance || fb == 0.0 {
            return Some(b);
        }
        if step_before.abs() >= tolerance && fa.abs() > fb.abs() {
            let s = fb / fa;
            let (mut p, mut q) = if a == c {
                (2.0 * half * s, 1.0 - s)
            } else {
                let (q, r) = (fa / fc, fb / fc);
                (
                    s * (2.0 * half * q * (q - r) - (b - a) * (r - 1.0)),
                    (q - 1.0) * (r - 1.0) * (s - 1.0),
                )
            };
            if p > 0.0 {
                q = -q;
            }
            p = p.abs();
            if 2.0 * p < (3.0 * half * q - (tolerance * q).abs()).min((step_before * q).abs()) {
                step_before = step;
                step = p / q;
            } else {
                step = half;
                step_before = half;
            }
        } else {
            step = half;
            step_before = half;
        }
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance {
            step
        } else {
            tolerance.copysign(half)
        };
        fb = f(b);
        if fb.is_nan() {
            return None;
        }
    }
    Some(b)
}

/// Like [`crossing`], for a function that falls all the way, searching outward from `guess`
/// in steps that double, no further than `low` and `high`.
pub(crate) fn falling_crossing(
    f: impl Fn(f64) -> f64,
    guess: f64,
    step: f64,
    low: f64,
    high: f64,
) -> Option<f64> {
    let start = guess.clamp(low, high);
    let at_start = f(start);
    if at_start == 0.0 {
        return Some(start);
    }
    let upward = at_start > 0.0;
    let (mut here, mut width) = (start, step);
    loop {
        let next = if upward {
            (here + width).min(high)
        } else {
            (here - width).max(low)
        };
        let value = f(next);
        if value.is_nan() || next == here {
            return None;
        }
        if value == 0.0 {
            return Some(next);
        }
        if (value > 0.0) != upward {
            return crossing(f, here.min(next), here.max(next));
        }
        here = next;
        width *= 2.0;
    }
}

/// The smallest number from `low` to `high` − 1 for which `holds`, which holds for all greater
/// ones as well; `high` where there is none.
pub(crate) fn first(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
