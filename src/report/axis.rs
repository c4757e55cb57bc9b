//! Axes: a range of values with round ticks, and where a value stands on it.

use serde::{Serialize, Serializer};

/// A position in percent of the plot's width or height, written with two decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percent(pub f64);

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Adding 0 turns -0 into 0.
        serializer.serialize_f64((self.0 * 100.0).round() / 100.0 + 0.0)
    }
}

/// A range of values on an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The value at the start.
    pub low: f64,
    /// The value at the end.
    pub high: f64,
    /// Round values in between, ascending, both ends included where they are round.
    pub ticks: Vec<f64>,
}

impl Axis {
    /// An axis from `low` to `high` exactly, with round ticks inside.
    pub fn fixed(low: f64, high: f64, about: usize) -> Self {
        let step = nice_step(high - low, about);
        Self {
            low,
            high,
            ticks: ticks(low, high, step),
        }
    }

    /// An axis around values, its ends moved out to round values, and kept inside `bounds`.
    /// No values give an axis from 0 to 1.
    pub fn around(
        values: impl IntoIterator<Item = f64>,
        bounds: Option<(f64, f64)>,
        about: usize,
    ) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            return Self::fixed(0.0, 1.0, about);
        }
        let padding = if high > low {
            0.0
        } else {
            (high.abs() * 0.1).max(0.01)
        };
        let (low, high) = (low - padding, high + padding);
        let step = nice_step(high - low, about);
        let mut start = (low / step).floor() * step;
        let mut end = (high / step).ceil() * step;
        if let Some((least, most)) = bounds {
            start = start.max(least);
            end = end.min(most);
        }
        Self {
            low: start,
            high: end,
            ticks: ticks(start, end, step),
        }
    }

    /// Where a value stands, from 0 at the start to 100 at the end; values outside stand at an end.
    pub fn at(&self, value: f64) -> Percent {
        let width = self.high - self.low;
        if width > 0.0 && value.is_finite() {
            Percent(((value - self.low) / width * 100.0).clamp(0.0, 100.0))
        } else {
            Percent(0.0)
        }
    }

    /// The same from the top of a plot.
    pub fn from_top(&self, value: f64) -> Percent {
        Percent(100.0 - self.at(value).0)
    }

    /// How many decimals its ticks need.
    pub fn decimals(&self) -> usize {
        let step = match self.ticks.as_slice() {
            [first, second, ..] => second - first,
            _ => self.high - self.low,
        };
        (0..6)
            .find(|&decimals| {
                let scaled = step * 10f64.powi(decimals);
                (scaled - scaled.round()).abs() < 1e-6
            })
            .map_or(6, |decimals| decimals.unsigned_abs() as usize)
    }
}

/// A step of 1, 2, 2.5 or 5 times a power of ten that cuts the range into about so many parts.
fn nice_step(range: f64, about: usize) -> f64 {
    let raw = range / about.max(1) as f64;
    if !raw.is_finite() || raw <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(raw.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .find(|factor| factor * power >= raw * 0.999)
        .unwrap_or(10.0);
    factor * power
}

fn ticks(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last.min(first.saturating_add(40)))
        .map(|k| k as f64 * step)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_have_whole_ticks() {
        assert_eq!(Axis::fixed(1.0, 5.0, 4).ticks, [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(
            Axis::fixed(0.0, 10.0, 5).ticks,
            [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
        );
    }

    #[test]
    fn ends_are_round_and_inside_the_bounds() {
        let axis = Axis::around([0.53, 0.78], Some((0.0, 1.0)), 5);
        assert_eq!((axis.low, axis.high), (0.5, 0.8));
        let axis = Axis::around([0.97, 1.0], Some((0.0, 1.0)), 5);
        assert_eq!(axis.high, 1.0);
        let axis = Axis::around([f64::NAN], None, 5);
        assert_eq!((axis.low, axis.high), (0.0, 1.0));
        let axis = Axis::around([3.0, 3.0], None, 5);
        assert!(axis.low < 3.0 && axis.high > 3.0);
    }

    #[test]
    fn decimals_follow_the_step() {
        assert_eq!(Axis::fixed(0.0, 1.0, 4).decimals(), 2);
        assert_eq!(Axis::fixed(1.0, 5.0, 4).decimals(), 0);
    }
}
