//! Whether a category has one of some values, by its number in the dictionary.

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
    pub fn of<'b>(&'b self, batch: &'b Batch) -> impl Iterator<Item = Option<bool>> + 'b {
        let labels = match &batch.columns[self.read] {
            Column::Labels(labels) => labels.as_slice(),
            _ => &[],
        };
        labels.iter().map(|label| match label.absence() {
            Some(_) => None,
            None => Some(self.numbers.get(*label as usize).copied().unwrap_or(false)),
        })
    }
}
