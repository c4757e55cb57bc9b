//! Crosstabs: metrics by the values of questions.

use crate::cells::{Dimension, Place, Tallied};
use crate::language::query::{AnswerId, MetricId, NumberBand, NumberRange, Query, Reading};
use crate::statistics::many_groups::letters::letter;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::rules::suppression;
use crate::text::ascii_number;

use super::context::Context;
use super::contrast::{Sides, family, separate};
use super::figure::{Spot, facts, figure, hidden, hide_in_row, hide_some};
use super::letters;
use super::model::{
    Absent, ColumnTest, Table, TableBlock, TableCell, TableColumn, TableRow, ValueRange,
};
use super::sample::{Sample, Samples};

/// Computes the section.
pub fn table(context: &Context<'_>, id: &str, metrics: &[MetricId], by: &[AnswerId]) -> Table {
    let blocks: Vec<Block> = by
        .iter()
        .map(|answer| Block::ask(context, *answer))
        .collect();
    let rows = metrics
        .iter()
        .map(|&metric| {
            let total = Samples::ask(context.query, context.tallies, metric, &[]);
            let (cells, tests) = blocks
                .iter()
                .map(|block| block.cells(context, id, metric))
                .unzip();
            TableRow {
                metric: facts(context.query, metric),
                total: figure(context.query, metric, total.total(), Spot::of(id)),
                cells,
                tests,
            }
        })
        .collect();
    Table {
        id: id.to_owned(),
        blocks: blocks.into_iter().map(|block| block.facts).collect(),
        rows,
    }
}

/// The groups that a question makes.
pub fn dimension(query: &Query, answer: AnswerId) -> Dimension {
    Dimension::of_answer(query, answer)
}

struct Block {
    dimension: Dimension,
    /// The columns' places with their numbers of respondents.
    columns: Vec<(Vec<Place>, u64)>,
    /// Which columns are not shown at all.
    hide: Vec<bool>,
    facts: TableBlock,
}

impl Block {
    fn ask(context: &Context<'_>, answer: AnswerId) -> Self {
        let of = context.query.answer(answer);
        let dimension = dimension(context.query, answer);
        let responses = Tallied::responses(vec![dimension.clone()]);
        let groups = context.tallies.groups(responses.clone());
        let all = context.tallies.total(Tallied::responses(Vec::new())).n();
        let mut columns: Vec<_> = groups
            .into_iter()
            .map(|(place, cell)| (place, cell.n()))
            .collect();
        in_number_order(&mut columns);
        // Of options the group of all who were asked is known; other groups share nobody.
        let asked = columns.iter().position(|(place, _)| *place == [Place::In]);
        let asked = asked.map(|at| columns.remove(at).1);
        in_declared_order(&of.reading, &mut columns);
        let bases: Vec<u64> = columns.iter().map(|(_, n)| *n).collect();
        // What gives away a group elsewhere in the query is hidden as well.
        let elsewhere = |place: &[Place]| context.tallies.hides(&responses, place);
        let mut hide = match asked {
            Some(asked) => {
                let parts = bases.iter().map(|n| (*n, asked.saturating_sub(*n)));
                suppression::parts_of_whole(&parts.collect::<Vec<_>>(), SUPPRESSED_BELOW)
            }
            None => suppression::in_row(&bases, SUPPRESSED_BELOW),
        };
        for (hide, (place, _)) in hide.iter_mut().zip(&columns) {
            *hide |= elsewhere(place);
        }
        let facts = TableBlock {
            name: of.name.clone(),
            label: of.label.clone().unwrap_or_else(|| of.header.clone()),
            unknown: all.saturating_sub(asked.unwrap_or_else(|| bases.iter().sum())),
            columns: columns
                .iter()
                .zip(&hide)
                .enumerate()
                .map(|(index, ((place, n), hide))| TableColumn {
                    label: label(context.query, answer, place),
                    letter: letter(index),
                    n: (!hide).then_some(*n),
                    ranges: ranges(&of.reading, place),
                })
                .collect(),
            unit: match &of.reading {
                Reading::Number(number) => number.unit.clone(),
                _ => None,
            },
        };
        Self {
            dimension,
            columns,
            hide,
            facts,
        }
    }

    fn cells(
        &self,
        context: &Context<'_>,
        id: &str,
        metric: MetricId,
    ) -> (Vec<TableCell>, Vec<ColumnTest>) {
        let query = context.query;
        let samples = Samples::ask(
            query,
            context.tallies,
            metric,
            std::slice::from_ref(&self.dimension),
        );
        let of_columns: Vec<&Sample> = self
            .columns
            .iter()
            .map(|(place, _)| samples.at(place))
            .collect();
        let mut figures: Vec<_> = of_columns
            .iter()
            .zip(&self.facts.columns)
            .zip(&self.hide)
            .map(|((sample, column), hide)| {
                let spot = Spot {
                    by: Some(&self.facts.name),
                    segment: Some(&column.label),
                    ..Spot::of(id)
                };
                let figure = figure(query, metric, sample, spot);
                if *hide { hidden(figure) } else { figure }
            })
            .collect();
        // Options share respondents: each is held against the others, no two against each other.
        let apart = !matches!(self.dimension, Dimension::Option(_));
        if apart {
            let bases: Vec<u64> = of_columns.iter().map(|sample| sample.people()).collect();
            hide_in_row(&mut figures, &bases);
        } else {
            let parts = self.columns.iter().zip(&of_columns);
            let parts: Vec<(u64, u64)> = parts
                .map(|((place, _), sample)| (sample.people(), samples.rest(place).people()))
                .collect();
            hide_some(
                &mut figures,
                &suppression::parts_of_whole(&parts, SUPPRESSED_BELOW),
            );
        }
        let shown: Vec<bool> = figures
            .iter()
            .map(|figure| figure.absent != Some(Absent::SmallBase))
            .collect();
        let tested: Vec<Option<&Sample>> = of_columns
            .iter()
            .zip(&shown)
            .map(|(sample, shown)| shown.then_some(*sample))
            .collect();
        let row = letters::Row {
            section: id,
            by: &self.facts.name,
            labels: self
                .facts
                .columns
                .iter()
                .map(|c| c.label.as_str())
                .collect(),
        };
        let tested = if apart {
            tested
        } else {
            vec![None; tested.len()]
        };
        let tests = letters::tests(query.metric(metric), &tested, &row);
        let against_rest = family(
            self.columns
                .iter()
                .zip(&self.facts.columns)
                .zip(of_columns.iter().zip(&shown))
                .map(|(((place, _), column), (sample, shown))| {
                    let sides = Sides {
                        section: id.to_owned(),
                        metric: query.metric(metric).name.clone(),
                        by: Some(self.facts.name.clone()),
                        left: column.label.clone(),
                        right: String::from("rest"),
                    };
                    let rest = samples.rest(place);
                    let separation = if *shown {
                        separate(query.metric(metric), sample, &rest)
                    } else {
                        None
                    };
                    (sides, separation)
                })
                .collect(),
        );
        let cells = figures
            .into_iter()
            .zip(against_rest)
            .map(|(figure, against_rest)| TableCell {
                figure,
                higher_than: Vec::new(),
                against_rest,
            })
            .collect();
        (cells, tests)
    }
}

/// Sorts columns that all have numbers for labels by those: 2 comes before 10.
pub fn in_number_order(columns: &mut [(Vec<Place>, u64)]) {
    let number = |(place, _): &(Vec<Place>, u64)| match &place[..] {
        [Place::Label(label)] => ascii_number(label).parse::<f64>().ok(),
        _ => None,
    };
    if columns.iter().all(|column| number(column).is_some()) {
        columns.sort_by(|one, two| {
            number(one)
                .unwrap_or(0.0)
                .total_cmp(&number(two).unwrap_or(0.0))
        });
    }
}

/// Sorts options as the query or the header names them; others follow.
fn in_declared_order(reading: &Reading, columns: &mut [(Vec<Place>, u64)]) {
    let Reading::Choices(choices) = reading else {
        return;
    };
    columns.sort_by_key(|(place, _)| {
        let declared = choices.options.iter();
        let is_it = |text: &str| *place == [Place::Label(text.to_owned())];
        let found = { declared }.position(|option| is_it(&option.text));
        found.unwrap_or(choices.options.len())
    });
}

/// A column's label: the value as it stands in the data, or the text of a scale's code.
pub fn label(query: &Query, answer: AnswerId, place: &[Place]) -> String {
    match place {
        [Place::Label(label)] => label.clone(),
        [Place::Code(code)] => match &query.answer(answer).reading {
            Reading::Scale(scale) => scale
                .bands
                .iter()
                .find(|band| band.codes == [(*code, *code)])
                .map(|band| band.name.clone())
                .or_else(|| {
                    scale
                        .labels
                        .iter()
                        .find(|(labelled, _)| labelled == code)
                        .map(|(_, text)| text.clone())
                })
                .unwrap_or_else(|| code.to_string()),
            reading => band(reading, *code)
                .map_or_else(|| code.to_string(), |band| band.name.replace('_', " ")),
        },
        _ => String::new(),
    }
}

/// The band of a number at a place.
fn band(reading: &Reading, place: i16) -> Option<&NumberBand> {
    match reading {
        Reading::Number(number) => number.bands.get(usize::try_from(place).ok()?),
        _ => None,
    }
}

/// The numbers that a column holds, where it is a band.
pub fn ranges(reading: &Reading, place: &[Place]) -> Vec<ValueRange> {
    let [Place::Code(place)] = place else {
        return Vec::new();
    };
    let ranges = band(reading, *place).map(|band| band.ranges.iter());
    let range = |range: &NumberRange| ValueRange {
        low: range.low,
        above_low: range.above_low,
        high: range.high,
    };
    ranges.into_iter().flatten().map(range).collect()
}
