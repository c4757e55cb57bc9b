//! Confidence levels.

use super::special::{normal, student};

/// A confidence level strictly between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level(f64);

impl Level {
    /// 95 %, what surveys are reported at.
    pub const NINETY_FIVE: Level = Level(0.95);
    /// 99 %.
    pub const NINETY_NINE: Level = Level(0.99);

    /// A level, if it lies strictly between 0 and 1.
    pub fn new(level: f64) -> Option<Level> {
        (level > 0.0 && level < 1.0).then_some(Level(level))
    }

    /// The level: 0.95.
    pub fn get(self) -> f64 {
        self.0
    }

    /// One minus the level: 0.05.
    pub fn alpha(self) -> f64 {
        1.0 - self.0
    }

    /// The two-sided normal quantile: 1.96.
    pub fn z(self) -> f64 {
        normal::upper_quantile(0.5 * self.alpha())
    }

    /// The two-sided quantile of Student's t.
    pub fn t(self, degrees_of_freedom: f64) -> f64 {
        student::upper_quantile(0.5 * self.alpha(), degrees_of_freedom)
    }
}

impl Default for Level {
    fn default() -> Level {
        Level::NINETY_FIVE
    }
}
