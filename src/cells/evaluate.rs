//! Evaluating the query's expressions on a batch with polars.

use polars::prelude::{
    BooleanChunked, Column as Series, DataFrame, Float64Chunked, Int16Chunked, Int32Chunked,
    IntoColumn, IntoLazy, NewChunkedArray, PolarsResult, StringChunked, UInt32Chunked,
};

use crate::survey::absence::{Absence, Answerable};
use crate::survey::batch::Batch;
use crate::survey::column::Column;
use crate::survey::decode::LARGEST;

use super::compile::{predicate_name, quantity_name};
use super::expression::membership_name;
use super::gather::Task;

/// The values of a batch's expressions.
#[derive(Debug, Default)]
pub struct Evaluated {
    /// For each predicate, for each row: 0 false, 1 true, 2 unknown.
    pub truths: Vec<Vec<u8>>,
    /// For each quantity, for each row: a number up to [`LARGEST`] or [`Absence::Skipped`].
    pub quantities: Vec<Vec<f64>>,
}

/// False, as [`Evaluated::truths`] has it.
pub const FALSE: u8 = 0;
/// True.
pub const TRUE: u8 = 1;
/// Unknown.
pub const UNKNOWN: u8 = 2;

/// Evaluates all expressions of a plan on a batch.
///
/// # Errors
/// polars refuses an expression, which the checker should have prevented.
pub fn evaluate(task: &Task<'_>, batch: &Batch) -> PolarsResult<Evaluated> {
    let Task {
        compiled,
        expressions,
        ..
    } = task;
    if expressions.is_empty() || batch.rows == 0 {
        return Ok(Evaluated {
            truths: vec![Vec::new(); compiled.predicates.len()],
            quantities: vec![Vec::new(); compiled.quantities.len()],
        });
    }
    let read = compiled
        .reads
        .iter()
        .zip(&batch.columns)
        .filter(|(read, _)| read.in_expression)
        .map(|(read, column)| series(&read.column_name(), column));
    let looked_up = task
        .memberships
        .iter()
        .enumerate()
        .map(|(index, membership)| {
            let name = membership_name(index).into();
            BooleanChunked::from_iter_options(name, membership.of(batch)).into_column()
        });
    let columns = read.chain(looked_up).collect();
    let values = DataFrame::new(batch.rows, columns)?
        .lazy()
        .select(expressions)
        .collect()?;
    let mut evaluated = Evaluated::default();
    for index in 0..compiled.predicates.len() {
        let truths = values.column(&predicate_name(index))?.bool()?.iter();
        // A constant expression has one value for all rows.
        evaluated.truths.push(fit(
            batch.rows,
            truths.map(|truth| truth.map_or(UNKNOWN, u8::from)),
        ));
    }
    for index in 0..compiled.quantities.len() {
        let numbers = values.column(&quantity_name(index))?.f64()?.iter();
        let finite = |number: Option<f64>| {
            number
                .filter(|number| number.abs() <= LARGEST)
                .map_or(f64::absent(Absence::Skipped), |number| number + 0.0)
        };
        evaluated
            .quantities
            .push(fit(batch.rows, numbers.map(finite)));
    }
    Ok(evaluated)
}

fn fit<T: Copy>(rows: usize, values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    if let [constant] = values[..] {
        values.resize(rows, constant);
    }
    values
}

/// A column as polars has it, null where there is no answer.
fn series(name: &str, column: &Column) -> Series {
    fn present<T: Answerable>(values: &[T]) -> impl Iterator<Item = Option<T>> {
        values
            .iter()
            .map(|value| value.absence().is_none().then_some(*value))
    }
    let name = name.into();
    match column {
        Column::Codes(values) => {
            Int16Chunked::from_iter_options(name, present(values)).into_column()
        }
        Column::Labels(values) => {
            UInt32Chunked::from_iter_options(name, present(values)).into_column()
        }
        Column::Numbers(values) => {
            Float64Chunked::from_iter_options(name, present(values)).into_column()
        }
        // Which options they are is looked up when the batch is made.
        Column::Options(options) => {
            UInt32Chunked::from_iter_options(name, present(&options.rows)).into_column()
        }
        Column::Days(values) => {
            Int32Chunked::from_iter_options(name, present(values)).into_column()
        }
        Column::Texts(values) => {
            StringChunked::from_iter_options(name, values.iter().map(|value| value.as_deref().ok()))
                .into_column()
        }
    }
}
