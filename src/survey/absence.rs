//! Why a cell holds no answer, and how that is written into a typed column.
//!
//! Columns are plain vectors without a validity mask: a few values that no answer
//! can have stand for the reasons, so that the hot loops read one array.

/// Why a cell holds no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// The cell is empty.
    Skipped,
    /// It holds a code that means "no answer".
    Missing,
    /// It holds a code that means "does not apply".
    NotApplicable,
    /// It holds a number outside the scale.
    OutOfScale,
    /// It can't be read as declared.
    Unreadable,
    /// There is no cell: the file does not ask the question.
    NeverAsked,
}

impl Absence {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 6] = [
        Self::Skipped,
        Self::Missing,
        Self::NotApplicable,
        Self::OutOfScale,
        Self::Unreadable,
        Self::NeverAsked,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    fn from_index(index: usize) -> Self {
        Self::ALL[index.min(Self::COUNT - 1)]
    }
}

/// A type that can hold an answer or the reason for its absence.
pub trait Answerable: Copy {
    /// The value that stands for the absence.
    fn absent(why: Absence) -> Self;
    /// The absence that the value stands for, if it does.
    fn absence(self) -> Option<Absence>;
}

impl Answerable for i16 {
    fn absent(why: Absence) -> Self {
        Self::MIN + why as Self
    }
    fn absence(self) -> Option<Absence> {
        (self < Self::MIN + Absence::COUNT as Self)
            .then(|| Absence::from_index((self - Self::MIN) as usize))
    }
}

impl Answerable for i32 {
    fn absent(why: Absence) -> Self {
        Self::MIN + why as Self
    }
    fn absence(self) -> Option<Absence> {
        (self < Self::MIN + Absence::COUNT as Self)
            .then(|| Absence::from_index((self - Self::MIN) as usize))
    }
}

impl Answerable for u32 {
    fn absent(why: Absence) -> Self {
        Self::MAX - why as Self
    }
    fn absence(self) -> Option<Absence> {
        (self > Self::MAX - Absence::COUNT as Self)
            .then(|| Absence::from_index((Self::MAX - self) as usize))
    }
}

/// The payload of a quiet NaN tells the reason; no number that was read is NaN.
const QUIET_NAN: u64 = 0x7ff8_0000_0000_0000;

impl Answerable for f64 {
    fn absent(why: Absence) -> Self {
        Self::from_bits(QUIET_NAN | (why as u64 + 1))
    }
    fn absence(self) -> Option<Absence> {
        self.is_nan().then(|| {
            let payload = (self.to_bits() & 0xff) as usize;
            Absence::from_index(payload.saturating_sub(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_survives_in_every_type() {
        for why in Absence::ALL {
            assert_eq!(i16::absent(why).absence(), Some(why));
            assert_eq!(i32::absent(why).absence(), Some(why));
            assert_eq!(u32::absent(why).absence(), Some(why));
            assert_eq!(f64::absent(why).absence(), Some(why));
        }
        assert_eq!(0i16.absence(), None);
        assert_eq!((-20_000i32).absence(), None);
        assert_eq!(4_000_000_000u32.absence(), None);
        assert_eq!((-0.0f64).absence(), None);
    }
}
