//! Weights raked to known margins: a scan counts who is in which class of the fields together and
//! with which weight of their own, raking turns that into a weight for each such class, and the
//! scan that follows looks it up.
//!
//! A response without an answer to a field is in a class of its own that keeps the share of weight
//! it has: the field's targets hold among those who answered, and the others are neither dropped
//! nor moved by a question that they did not answer.

use std::collections::HashMap;

use crate::language::query::{AnswerId, Query, RakedMargin, RakedPart, Raking};
use crate::statistics::Tally;
use crate::statistics::adjustment::raking::{Margin, Rows, rake_rows};
use crate::statistics::adjustment::trimming::Bounds;
use crate::survey::batch::Batch;
use crate::survey::column::Column;
use crate::survey::reading::SurveyReading;

use super::compile::{Compiled, DimensionAt};
use super::error::CellsError;
use super::evaluate::Evaluated;
use super::grouping::{NONE, number_at, places};
use super::table::Weights;

/// How many values without a target are told.
const TOLD: usize = 5;

type Fast = foldhash::fast::RandomState;

/// How many responses are in which class of the raked fields, by their own weight.
#[derive(Debug, Default)]
pub struct Classes {
    /// The number on each field, [`NONE`] without an answer, with the class's index.
    indices: HashMap<Vec<u32>, u32, Fast>,
    names: Vec<Vec<u32>>,
    /// By class and the bits of the weight.
    counts: HashMap<(u32, u64), u64, Fast>,
}

impl Classes {
    fn index(&mut self, name: &[u32]) -> u32 {
        if let Some(index) = self.indices.get(name) {
            return *index;
        }
        let index = self.names.len() as u32;
        self.indices.insert(name.to_vec(), index);
        self.names.push(name.to_vec());
        index
    }

    /// Adds the responses of a batch that count.
    pub fn add(
        &mut self,
        fields: &[DimensionAt],
        batch: &Batch,
        evaluated: &Evaluated,
        used: &[bool],
        weights: &Weights,
    ) {
        let columns = columns(fields, batch, evaluated);
        let mut name = vec![NONE; columns.len()];
        for row in (0..batch.rows).filter(|row| used[*row]) {
            for (part, column) in name.iter_mut().zip(&columns) {
                *part = column[row];
            }
            let weight = weights.values.get(row).copied().unwrap_or(1.0);
            let index = self.index(&name);
            *self.counts.entry((index, weight.to_bits())).or_default() += 1;
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        let indices: Vec<u32> = other.names.iter().map(|name| self.index(name)).collect();
        for ((index, weight), n) in other.counts {
            let index = indices[index as usize];
            *self.counts.entry((index, weight)).or_default() += n;
        }
    }
}

fn columns(fields: &[DimensionAt], batch: &Batch, evaluated: &Evaluated) -> Vec<Vec<u32>> {
    let column = |field: &DimensionAt| places(field, batch, evaluated);
    fields.iter().map(column).collect()
}

/// The weight of every class, and what raking came to.
#[derive(Debug)]
pub struct Raked {
    /// The category on each field; the number of categories stands for no answer.
    classes: HashMap<Vec<u16>, u32, Fast>,
    weights: HashMap<(u32, u64), f64, Fast>,
    /// For the report.
    pub outcome: RakingOutcome,
}

/// What raking came to.
#[derive(Debug, Clone, PartialEq)]
pub struct RakingOutcome {
    /// The fields with the number of responses that have no answer to each.
    pub fields: Vec<(AnswerId, u64)>,
    /// Responses that were raked.
    pub n: u64,
    /// Passes over all fields it took.
    pub passes: usize,
    /// n over Kish's effective number of the weights before raking; 1 without.
    pub design_effect_before: f64,
    /// The same after raking, if weights were not held within bounds.
    pub design_effect_untrimmed: f64,
    /// The same of the weights as they are.
    pub design_effect: f64,
    /// Kish's effective number of them.
    pub effective_n: f64,
    /// What weights were held to, as multiples of their mean.
    pub bounds: (f64, f64),
    /// How many stand at the lower and at the upper bound.
    pub at_bounds: (u64, u64),
}

/// Why weights can't be raked.
#[derive(Debug, Clone, PartialEq)]
pub enum CannotRake {
    /// Values of a field that have no target, the most frequent ones with their numbers of
    /// responses, and how many values there are in all.
    NoTarget {
        /// The field.
        field: String,
        /// Some of them.
        values: Vec<(String, u64)>,
        /// How many.
        all: usize,
    },
    /// A target above 0 for a value that nobody gave.
    Nobody {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// The targets can't be met together, or not within the bounds.
    NotConverged {
        /// Whether they can be met without bounds.
        without_bounds: bool,
        /// The bounds.
        bounds: (f64, f64),
    },
}

/// Which category an answer is in.
struct Categories<'c> {
    margin: &'c RakedMargin,
    /// Of a category, by number of its dictionary.
    labels: HashMap<u32, u16, Fast>,
}

impl<'c> Categories<'c> {
    fn new(field: &DimensionAt, margin: &'c RakedMargin, reading: &SurveyReading<'_>) -> Self {
        let mut labels = HashMap::default();
        if let DimensionAt::Label(read) = field {
            for (category, index) in margin.categories.iter().zip(0..) {
                if let RakedPart::Values(values) = &category.part {
                    let dictionary = &reading.dictionaries[*read];
                    let numbers = values.iter().filter_map(|value| dictionary.named(value));
                    labels.extend(numbers.map(|number| (number, index)));
                }
            }
        }
        Self { margin, labels }
    }

    /// The category of a number; that of no answer for [`NONE`].
    fn of(&self, number: u32) -> Option<u16> {
        if number == NONE {
            return Some(self.margin.categories.len() as u16);
        }
        if let Some(category) = self.labels.get(&number) {
            return Some(*category);
        }
        let code = number_at(number);
        let holds = |part: &RakedPart| match part {
            RakedPart::Codes(ranges) => ranges
                .iter()
                .any(|(low, high)| (i32::from(*low)..=i32::from(*high)).contains(&code)),
            RakedPart::Values(_) => false,
        };
        let categories = &self.margin.categories;
        let found = categories
            .iter()
            .position(|category| holds(&category.part))?;
        u16::try_from(found).ok()
    }
}

/// Weights for what was counted.
///
/// # Errors
/// A value has no target, a target has nobody, the targets can't be met.
pub fn rake(
    query: &Query,
    raking: &Raking,
    compiled: &Compiled<'_>,
    reading: &SurveyReading<'_>,
    counted: &Classes,
) -> Result<Raked, CellsError> {
    let fields = compiled.raking.iter().zip(&raking.margins);
    let categories: Vec<Categories<'_>> = fields
        .map(|(field, margin)| Categories::new(field, margin, reading))
        .collect();
    let cannot = |why| CellsError::CannotRake {
        span: raking.span,
        why,
    };
    // In an order of their own, so that no sum depends on that of the rows.
    let mut rows: Vec<(Vec<u16>, f64, u64)> = Vec::new();
    let mut strangers = vec![HashMap::<u32, u64>::new(); categories.len()];
    for ((class, weight), n) in &counted.counts {
        let name = &counted.names[*class as usize];
        let mut of: Vec<u16> = Vec::with_capacity(name.len());
        for ((number, categories), strangers) in name.iter().zip(&categories).zip(&mut strangers) {
            match categories.of(*number) {
                Some(category) => of.push(category),
                None => *strangers.entry(*number).or_default() += n,
            }
        }
        rows.push((of, f64::from_bits(*weight), *n));
    }
    for ((strangers, field), margin) in strangers.iter().zip(&compiled.raking).zip(&raking.margins)
    {
        if !strangers.is_empty() {
            let field = (field.clone(), query.answer(margin.answer).name.clone());
            return Err(cannot(without_target(strangers, field, reading)));
        }
    }
    rows.sort_by(|one, two| one.0.cmp(&two.0).then(one.1.total_cmp(&two.1)));
    // Values of one band, or spelt in two ways, are one class.
    rows.dedup_by(|next, row| {
        let alike = next.0 == row.0 && next.1 == row.1;
        row.2 += if alike { next.2 } else { 0 };
        alike
    });
    solve(query, raking, &rows).map_err(cannot)
}

fn without_target(
    strangers: &HashMap<u32, u64>,
    (field, name): (DimensionAt, String),
    reading: &SurveyReading<'_>,
) -> CannotRake {
    let spellings = match field {
        DimensionAt::Label(read) => reading.dictionaries[read].spellings(),
        _ => Default::default(),
    };
    let mut values: Vec<(String, u64)> = strangers
        .iter()
        .map(|(number, n)| {
            let spelt = spellings.get(number).cloned();
            (spelt.unwrap_or_else(|| number_at(*number).to_string()), *n)
        })
        .collect();
    values.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    let all = values.len();
    values.truncate(TOLD);
    CannotRake::NoTarget {
        field: name,
        values,
        all,
    }
}

fn solve(
    query: &Query,
    raking: &Raking,
    rows: &[(Vec<u16>, f64, u64)],
) -> Result<Raked, CannotRake> {
    let alike: Vec<Rows> = rows
        .iter()
        .map(|&(_, weight, n)| Rows { n, weight })
        .collect();
    let n: u64 = alike.iter().map(|rows| rows.n).sum();
    let sum: f64 = alike.iter().map(|rows| rows.n as f64 * rows.weight).sum();
    let squares = alike
        .iter()
        .map(|rows| rows.n as f64 * rows.weight * rows.weight);
    let before = Tally::new(n, sum, squares.sum()).unwrap_or(Tally::EMPTY);
    let mut fields = Vec::new();
    let mut margins = Vec::new();
    for (place, margin) in raking.margins.iter().enumerate() {
        let silent = margin.categories.len();
        let categories: Vec<usize> = rows.iter().map(|row| usize::from(row.0[place])).collect();
        let of = |category: usize| {
            let own = alike
                .iter()
                .zip(&categories)
                .filter(move |(_, c)| **c == category);
            own.map(|(rows, _)| *rows).collect::<Vec<Rows>>()
        };
        for (index, category) in margin.categories.iter().enumerate() {
            if category.share > 0.0 && of(index).is_empty() {
                return Err(CannotRake::Nobody {
                    field: query.answer(margin.answer).name.clone(),
                    value: category.name.clone(),
                });
            }
        }
        let silent_rows = of(silent);
        let kept: f64 = silent_rows
            .iter()
            .map(|rows| rows.n as f64 * rows.weight)
            .sum();
        let mut targets: Vec<f64> = margin
            .categories
            .iter()
            .map(|category| category.share * (sum - kept))
            .collect();
        targets.push(kept);
        fields.push((margin.answer, silent_rows.iter().map(|rows| rows.n).sum()));
        margins.push(Margin {
            categories,
            targets,
        });
    }
    let bounds = Bounds::USUAL;
    let free = rake_rows(&alike, &margins, None);
    let raked = rake_rows(&alike, &margins, Some(bounds));
    let (Ok(free), Ok(raked)) = (&free, &raked) else {
        return Err(CannotRake::NotConverged {
            without_bounds: free.is_ok(),
            bounds: (bounds.low(), bounds.high()),
        });
    };
    let mut classes = HashMap::<Vec<u16>, u32, Fast>::default();
    let mut weights = HashMap::default();
    for ((class, own, _), weight) in rows.iter().zip(&raked.weights) {
        let next = classes.len() as u32;
        let index = *classes.entry(class.clone()).or_insert(next);
        weights.insert((index, own.to_bits()), *weight);
    }
    Ok(Raked {
        classes,
        weights,
        outcome: RakingOutcome {
            fields,
            n,
            passes: raked.passes,
            design_effect_before: before.design_effect(),
            design_effect_untrimmed: free.design_effect,
            design_effect: raked.design_effect,
            effective_n: raked.effective_n,
            bounds: (bounds.low(), bounds.high()),
            at_bounds: raked.at_bounds,
        },
    })
}

/// Raked weights, ready for a scan.
pub struct RakedWeights<'r> {
    raked: &'r Raked,
    categories: Vec<Categories<'r>>,
}

impl<'r> RakedWeights<'r> {
    /// The weights for a reading of the survey.
    pub fn new(
        raked: &'r Raked,
        raking: &'r Raking,
        compiled: &Compiled<'_>,
        reading: &SurveyReading<'_>,
    ) -> Self {
        let fields = compiled.raking.iter().zip(&raking.margins);
        let categories = fields.map(|(field, margin)| Categories::new(field, margin, reading));
        Self {
            raked,
            categories: categories.collect(),
        }
    }

    /// The weights of a batch; 0 for responses that were not raked.
    pub fn of(
        &self,
        fields: &[DimensionAt],
        batch: &Batch,
        evaluated: &Evaluated,
        own: Option<&Column>,
    ) -> Weights {
        let own = Weights::of(own);
        let columns = columns(fields, batch, evaluated);
        let mut class = vec![0; columns.len()];
        let mut weight = |row: usize| {
            for ((part, column), categories) in class.iter_mut().zip(&columns).zip(&self.categories)
            {
                *part = categories.of(column[row])?;
            }
            let index = *self.raked.classes.get(&class)?;
            let own = own.values.get(row).copied().unwrap_or(1.0);
            self.raked.weights.get(&(index, own.to_bits())).copied()
        };
        let weights = (0..batch.rows).map(|row| weight(row).unwrap_or(0.0));
        Weights::of_values(weights.collect())
    }
}
