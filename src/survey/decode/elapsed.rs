//! The time from one column's moment to another's.

use crate::language::query::DateOrder;
use crate::survey::absence::{Absence, Answerable};
use crate::text::fold;

use super::SpecialCodes;
use super::moment::{elapsed, moment_of};

/// Reads pairs of moments into the time between them.
pub struct ElapsedDecoder {
    order: DateOrder,
    /// Seconds of the field's unit.
    unit: f64,
    special: SpecialCodes,
    /// The column so far.
    pub values: Vec<f64>,
}

impl ElapsedDecoder {
    /// A decoder for moments written in an order.
    pub fn new(order: DateOrder, unit: f64, special: SpecialCodes) -> Self {
        Self {
            order,
            unit,
            special,
            values: Vec::new(),
        }
    }

    /// Reads a row's two cells. Who has only one of the moments still waits, or never asked: there
    /// is no answer. An end before the beginning is out of all scales.
    pub(super) fn push<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c [u8]>,
    ) -> Option<(usize, Absence)> {
        let mut moments = Vec::with_capacity(2);
        for (at, cell) in cells.enumerate() {
            let text = String::from_utf8_lossy(cell);
            let found = match self.special.of_text(&fold(&text)) {
                Some(why) => Err(why),
                None => moment_of(&text, self.order).ok_or(Absence::Unreadable),
            };
            match found {
                Ok(moment) => moments.push(moment),
                Err(why) => return self.absent(at, why),
            }
        }
        let &[from, to] = moments.as_slice() else {
            return self.absent(0, Absence::Skipped);
        };
        match elapsed(from, to) {
            None => self.absent(1, Absence::Unreadable),
            Some(seconds) if seconds < 0.0 => self.absent(1, Absence::OutOfScale),
            Some(seconds) => {
                self.values.push(seconds / self.unit);
                None
            }
        }
    }

    fn absent(&mut self, at: usize, why: Absence) -> Option<(usize, Absence)> {
        self.values.push(f64::absent(why));
        matches!(why, Absence::OutOfScale | Absence::Unreadable).then_some((at, why))
    }
}
