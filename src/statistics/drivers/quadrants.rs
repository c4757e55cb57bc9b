//! Importance and performance of drivers: what to do about each.

use crate::statistics::Absent;

/// The four fields of an importance–performance chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quadrant {
    /// Important and poor: act here first.
    Fix,
    /// Important and good: keep it up.
    Keep,
    /// Unimportant and poor: watch.
    Monitor,
    /// Unimportant and good: hold with little effort.
    Maintain,
}

/// Where a chart is cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// From this importance up a driver is important.
    pub importance: f64,
    /// From this performance up it is good.
    pub performance: f64,
}

impl Cut {
    /// The means of both, each driver counting once; fails for no drivers and for numbers that are not finite.
    ///
    /// Reference: Martilla & James, J. Mark. 41, 1977.
    pub fn at_means(drivers: &[(f64, f64)]) -> Result<Cut, Absent> {
        if drivers.is_empty() {
            return Err(Absent::NoAnswers);
        }
        let n = drivers.len() as f64;
        let cut = Cut {
            importance: drivers.iter().map(|(importance, _)| importance / n).sum(),
            performance: drivers.iter().map(|(_, performance)| performance / n).sum(),
        };
        if cut.importance.is_finite() && cut.performance.is_finite() {
            Ok(cut)
        } else {
            Err(Absent::Undefined)
        }
    }

    /// The field of a driver with this importance and performance.
    pub fn quadrant(&self, importance: f64, performance: f64) -> Quadrant {
        match (
            importance >= self.importance,
            performance >= self.performance,
        ) {
            (true, false) => Quadrant::Fix,
            (true, true) => Quadrant::Keep,
            (false, false) => Quadrant::Monitor,
            (false, true) => Quadrant::Maintain,
        }
    }
}
