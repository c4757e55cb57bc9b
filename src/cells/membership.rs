//! Whether a category has one of some values, or one of some options was chosen, by their numbers
//! in the dictionary.

use crate::language::span::Spanned;
use crate::survey::absence::Answerable;
use crate::survey::batch::Batch;
use crate::survey::column::Column;
use crate::survey::dictionary::Dictionary;

/// A look-up. Long lists cost no more than short ones.
pub struct Membership {
    read: usize,
    /// By number: whether it is one of them.
    numbers: Vec<bool>,
}

impl Membership {
    /// A look-up of values in a read.
    pub fn new(read: usize, values: &[Spanned<String>], dictionary: &Dictionary) -> Self {
        let mut numbers = Vec::new();
        for number in values
            .iter()
            .filter_map(|value| dictionary.named(&value.value))
        {
            let number = number as usize;
            if numbers.len() <= number {
                numbers.resize(number + 1, false);
            }
            numbers[number] = true;
        }
        Self { read, numbers }
    }

    /// For each row of a batch, unknown where there is no answer.
    pub fn of<'b>(&'b self, batch: &'b Batch) -> Box<dyn Iterator<Item = Option<bool>> + 'b> {
        let is_one = |number: &u32| self.numbers.get(*number as usize) == Some(&true);
        match &batch.columns[self.read] {
            Column::Labels(labels) => Box::new(
                labels
                    .iter()
                    .map(move |label| label.absence().is_none().then(|| is_one(label))),
            ),
            Column::Options(options) => {
                let sets = options.sets.iter();
                let found: Vec<bool> = sets.map(|set| set.iter().any(is_one)).collect();
                let rows = options.rows.iter();
                Box::new(rows.map(move |set| found.get(*set as usize).copied()))
            }
            _ => Box::new(std::iter::empty()),
        }
    }
}
