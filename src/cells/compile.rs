//! The plan made ready for the scan: every distinct predicate, quantity and grouping once.

use std::slice;
use std::sync::Arc;

use polars::prelude::Expr;

use crate::language::query::{
    Answer, AnswerId, ColumnId, Excluded, Granularity, Invited, Limit, ListedCell, Predicate,
    Quantity, Query, RakedPart, Reading, Speeders, answers_of_predicate, answers_of_quantity,
};
use crate::language::span::Spanned;
use crate::survey::reading::Wanted;

use super::comments::{MOST, MOST_OF_A_PAGE};
use super::evaluate::{FALSE, TRUE};
use super::expression::{Names, column_name, text_column_name};
use super::period::Calendar;
use super::plan::{
    Clustered, Commented, Crossed, Dimension, Listed, Plan, Score, Tallied, Variable,
};
use super::simplify::simplify;

/// The plan with everything shared found.
pub struct Compiled<'q> {
    query: &'q Query,
    /// What is read of the survey.
    pub reads: Vec<Read>,
    /// Copies of category answers that are also read as text.
    texts: Vec<Answer>,
    /// Distinct predicates.
    pub predicates: Vec<Predicate>,
    /// Distinct look-ups: whether a read of a category has one of some values.
    pub memberships: Vec<(usize, Vec<Spanned<String>>)>,
    /// Distinct quantities that are more than a column.
    pub quantities: Vec<Quantity>,
    /// Distinct lists of dimensions.
    pub groupings: Vec<Vec<DimensionAt>>,
    /// Distinct variables.
    pub variables: Vec<VariableAt>,
    /// For each tally: variable, condition, grouping.
    pub tallies: Vec<TallyAt>,
    /// For each of the plan's sums by customer: variable, score, condition, groupings.
    pub clusters: Vec<ClusteredAt>,
    /// For each of the plan's numbers side by side: variables, condition, grouping.
    pub crosses: Vec<CrossedAt>,
    /// For each of the plan's lists of rows: condition, cells.
    pub lists: Vec<ListedAt>,
    /// For each of the plan's comments: text, groups, names.
    pub comments: Vec<CommentedAt>,
    /// Distinct columns whose cells are taken as they stand.
    pub plain: Vec<ColumnId>,
    /// Why responses are left out by what they say themselves, in the order in which it is looked
    /// at, with the predicate that tells it.
    pub left_out: Vec<(Leaves, usize)>,
    /// The time of a response whose median sets how short it may be.
    pub time: Option<usize>,
    /// Which read is the weight.
    pub weight: Option<usize>,
    /// The fields that weights are raked by.
    pub raking: Vec<DimensionAt>,
    /// Who of the survey's rows was asked, where the query says so.
    pub invited: Option<InvitedAt>,
    /// Whether those of a list were asked.
    pub reaches_list: bool,
    /// Which read is the date.
    pub date: Option<usize>,
}

/// Which responses a predicate leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// Those for which it is true.
    True(Excluded),
    /// Those for which it is false or unknown: it is the source's `keep`.
    NotTrue,
}

impl Leaves {
    /// Whether a response is left out of which the predicate has this truth.
    pub fn leaves(self, truth: u8) -> bool {
        match self {
            // Nobody knows that it is inside the period, or kept.
            Self::True(Excluded::OutsidePeriod) => truth != FALSE,
            Self::True(_) => truth == TRUE,
            Self::NotTrue => truth != TRUE,
        }
    }
}

/// An answer that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// The answer.
    pub answer: AnswerId,
    /// Whether a category is read as text, beside its numbers.
    pub as_text: bool,
    /// Whether an expression looks at it.
    pub in_expression: bool,
}

/// A variable, by indices into what is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableAt {
    /// Every response.
    Response,
    /// A read of a scale, with its lowest code and the number of its codes.
    Codes {
        /// Which read.
        read: usize,
        /// Lowest code.
        low: i16,
        /// How many codes.
        width: usize,
    },
    /// A predicate.
    Truth(usize),
    /// A quantity's different values.
    Values(Number),
    /// A quantity's sums.
    Moments(Number),
}

/// A number of each response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// A column of numbers as it was read.
    Read(usize),
    /// A computed one.
    Computed(usize),
}

/// A dimension, by indices into what is compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DimensionAt {
    Where(usize),
    Label(usize),
    Code(usize),
    Option(usize),
    First(usize),
    /// Predicates, one for each band.
    Band(Arc<[usize]>),
    Period(usize, Granularity, Calendar),
}

/// Who of the survey's rows was asked, by indices into what is compiled.
#[derive(Debug, Clone)]
pub struct InvitedAt {
    /// Which predicate is true.
    pub of: usize,
    /// By which groups.
    pub by: Vec<DimensionAt>,
}

/// A tally, by indices into what is compiled.
#[derive(Debug, Clone, Copy)]
pub struct TallyAt {
    /// Which variable.
    pub variable: usize,
    /// Which predicate must be true.
    pub of: Option<usize>,
    /// Which grouping.
    pub grouping: usize,
}

/// Sums by customer, by indices into what is compiled.
#[derive(Debug, Clone)]
pub struct ClusteredAt {
    /// Which variable.
    pub variable: usize,
    /// What is added up of it.
    pub score: Score,
    /// Which predicate must be true.
    pub of: Option<usize>,
    /// Which groupings.
    pub groupings: Vec<usize>,
    /// Whether the groupings' first dimension is one whose groups are looked at apart.
    pub apart: bool,
}

/// Numbers side by side, by indices into what is compiled.
#[derive(Debug, Clone)]
pub struct CrossedAt {
    /// Which variables.
    pub variables: Vec<usize>,
    /// Which predicate must be true.
    pub of: Option<usize>,
    /// Which grouping, of one dimension or none.
    pub grouping: usize,
}

/// Rows that are written out, by indices into what is compiled.
#[derive(Debug, Clone)]
pub struct ListedAt {
    /// Which predicate must be true.
    pub of: usize,
    /// What is written of each.
    pub cells: Vec<ListedCellAt>,
    /// Which plain column is the date.
    pub time: Option<usize>,
    /// Which plain column is the key.
    pub key: Option<usize>,
}

/// Comments, by indices into what is compiled.
#[derive(Debug, Clone)]
pub struct CommentedAt {
    /// Which read is the text, as it is compared.
    pub text: usize,
    /// Which plain column is the text, as it stands.
    pub plain: usize,
    /// Which predicates make the groups.
    pub groups: Vec<usize>,
    /// Which read is what they are about.
    pub about: Option<usize>,
    /// Which plain columns hold names.
    pub names: Vec<usize>,
    /// Which grouping, of one dimension or none.
    pub grouping: usize,
    /// Whether there are many pages.
    pub apart: bool,
}

impl CommentedAt {
    /// How many comments are kept of those who are in the same groups.
    pub fn most(&self) -> usize {
        if self.apart { MOST_OF_A_PAGE } else { MOST }
    }
}

/// A cell of a row that is written out, by indices into what is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ListedCellAt {
    Plain(usize),
    Read(usize),
}

impl<'q> Compiled<'q> {
    /// Compiles a plan.
    pub fn new(query: &'q Query, plan: &Plan) -> Self {
        let mut compiled = Self::dates(query);
        compiled.weight = query.source.weight.map(|weight| compiled.read(weight));
        for (why, predicate) in query.source.exclude.predicates() {
            let predicate = compiled.predicate(&predicate);
            compiled.left_out.push((Leaves::True(why), predicate));
        }
        if let Some(keep) = &query.source.keep {
            let predicate = compiled.predicate(&keep.value);
            compiled.left_out.push((Leaves::NotTrue, predicate));
        }
        compiled.time = match query.source.exclude.speeders {
            Some(Speeders {
                time,
                below: Limit::OfMedian(_),
            }) => Some(compiled.read(time)),
            _ => None,
        };
        for margin in query
            .source
            .raking
            .iter()
            .flat_map(|raking| &raking.margins)
        {
            let division = compiled.division(margin.answer);
            compiled.raking.push(division);
        }
        match &query.source.invited {
            Some(Invited::Rows { of, by }) => {
                compiled.invited = Some(InvitedAt {
                    of: compiled.predicate(of),
                    by: { by.iter() }
                        .map(|answer| compiled.division(*answer))
                        .collect(),
                });
            }
            Some(Invited::List { .. }) => compiled.reaches_list = true,
            Some(Invited::Number(_)) | None => {}
        }
        for tallied in &plan.tallies {
            let tally = compiled.tally(tallied);
            compiled.tallies.push(tally);
        }
        for clustered in &plan.clusters {
            let clustered = compiled.clustered(clustered);
            compiled.clusters.push(clustered);
        }
        for crossed in &plan.crosses {
            let crossed = compiled.crossed(crossed);
            compiled.crosses.push(crossed);
        }
        for listed in &plan.lists {
            let listed = compiled.listed(listed);
            compiled.lists.push(listed);
        }
        for commented in &plan.comments {
            let commented = compiled.commented(commented);
            compiled.comments.push(commented);
        }
        compiled
    }

    /// A plan that looks at nothing but the dates of all rows.
    pub fn dates(query: &'q Query) -> Self {
        let mut compiled = Self {
            query,
            reads: Vec::new(),
            texts: Vec::new(),
            predicates: Vec::new(),
            memberships: Vec::new(),
            quantities: Vec::new(),
            groupings: Vec::new(),
            variables: Vec::new(),
            tallies: Vec::new(),
            clusters: Vec::new(),
            crosses: Vec::new(),
            lists: Vec::new(),
            comments: Vec::new(),
            plain: Vec::new(),
            left_out: Vec::new(),
            time: None,
            weight: None,
            raking: Vec::new(),
            invited: None,
            reaches_list: false,
            date: None,
        };
        compiled.date = query.source.date.map(|date| compiled.read(date));
        compiled
    }

    /// Whether responses have weights.
    pub fn is_weighted(&self) -> bool {
        self.weight.is_some() || !self.raking.is_empty()
    }

    /// Whether an expression counts days back from the as-of date.
    pub fn counts_back(&self) -> bool {
        self.predicates
            .iter()
            .any(|predicate| counts_back(self.query, predicate))
    }

    fn tally(&mut self, tallied: &Tallied) -> TallyAt {
        let variable = self.variable(&tallied.variable);
        TallyAt {
            variable: index_of(&mut self.variables, variable),
            of: tallied.of.as_ref().map(|of| self.predicate(of)),
            grouping: self.grouping(&tallied.by),
        }
    }

    fn clustered(&mut self, clustered: &Clustered) -> ClusteredAt {
        let variable = self.variable(&clustered.variable);
        ClusteredAt {
            variable: index_of(&mut self.variables, variable),
            score: clustered.score,
            of: clustered.of.as_ref().map(|of| self.predicate(of)),
            groupings: clustered
                .by
                .iter()
                .map(|by| match &clustered.within {
                    Some(within) => self.grouping(&[slice::from_ref(within), by].concat()),
                    None => self.grouping(by),
                })
                .collect(),
            apart: clustered.within.is_some(),
        }
    }

    fn crossed(&mut self, crossed: &Crossed) -> CrossedAt {
        let mut variables = Vec::new();
        for number in &crossed.numbers {
            let variable = self.variable(number);
            variables.push(index_of(&mut self.variables, variable));
        }
        CrossedAt {
            variables,
            of: crossed.of.as_ref().map(|of| self.predicate(of)),
            grouping: self.grouping(crossed.within.as_slice()),
        }
    }

    fn commented(&mut self, commented: &Commented) -> CommentedAt {
        let column = self.query.answer(commented.text).column;
        let groups = commented.groups.iter();
        let names = commented.names.iter();
        CommentedAt {
            text: self.read(commented.text),
            plain: index_of(&mut self.plain, column),
            groups: groups.map(|group| self.predicate(group)).collect(),
            about: commented.about.map(|about| self.read(about)),
            names: names.map(|name| index_of(&mut self.plain, *name)).collect(),
            grouping: self.grouping(commented.within.as_slice()),
            apart: commented.within.is_some(),
        }
    }

    fn listed(&mut self, listed: &Listed) -> ListedAt {
        let source = &self.query.source;
        let date = source.date.map(|date| self.query.answer(date).column);
        let key = source.key.as_ref().map(|key| key.column);
        let cells = listed.cells.iter().map(|cell| match *cell {
            ListedCell::Column(column) => ListedCellAt::Plain(index_of(&mut self.plain, column)),
            ListedCell::Answer(answer) => ListedCellAt::Read(self.read(answer)),
        });
        let cells = cells.collect();
        ListedAt {
            of: self.predicate(&listed.of),
            cells,
            time: date.map(|column| index_of(&mut self.plain, column)),
            key: key.map(|column| index_of(&mut self.plain, column)),
        }
    }

    fn grouping(&mut self, by: &[Dimension]) -> usize {
        let by = by
            .iter()
            .map(|dimension| self.dimension(dimension))
            .collect();
        index_of(&mut self.groupings, by)
    }

    fn variable(&mut self, variable: &Variable) -> VariableAt {
        match variable {
            Variable::Response => VariableAt::Response,
            Variable::Codes(answer) => {
                let read = self.read(*answer);
                match &self.query.answer(*answer).reading {
                    Reading::Scale(scale) => VariableAt::Codes {
                        read,
                        low: scale.low,
                        width: usize::from(scale.high.abs_diff(scale.low)) + 1,
                    },
                    // The checker lets only scales through.
                    _ => VariableAt::Codes {
                        read,
                        low: 0,
                        width: 0,
                    },
                }
            }
            Variable::Truth(predicate) => VariableAt::Truth(self.predicate(predicate)),
            Variable::Values(quantity) => VariableAt::Values(self.number(quantity)),
            Variable::Moments(quantity) => VariableAt::Moments(self.number(quantity)),
        }
    }

    fn number(&mut self, quantity: &Quantity) -> Number {
        if let Quantity::Answer(answer) = quantity
            && matches!(self.query.answer(*answer).reading, Reading::Number(_))
        {
            return Number::Read(self.read(*answer));
        }
        let mut answers = Vec::new();
        answers_of_quantity(quantity, &mut answers);
        self.look_at(&answers);
        Number::Computed(index_of(&mut self.quantities, quantity.clone()))
    }

    fn dimension(&mut self, dimension: &Dimension) -> DimensionAt {
        match dimension {
            Dimension::Where(predicate) => DimensionAt::Where(self.predicate(predicate)),
            Dimension::Label(answer) => DimensionAt::Label(self.read(*answer)),
            Dimension::Code(answer) => DimensionAt::Code(self.read(*answer)),
            Dimension::Option(answer) => DimensionAt::Option(self.read(*answer)),
            Dimension::First(answer) => DimensionAt::First(self.read(*answer)),
            Dimension::Band(answer) => match &self.query.answer(*answer).reading {
                Reading::Number(number) => {
                    let bands = number.bands.iter();
                    let bands = bands.map(|band| self.predicate(&band.predicate(*answer)));
                    DimensionAt::Band(bands.collect())
                }
                _ => DimensionAt::Band(Arc::default()),
            },
            Dimension::Period(answer, granularity, calendar) => {
                DimensionAt::Period(self.read(*answer), *granularity, *calendar)
            }
        }
    }

    /// The groups that an answer makes.
    fn division(&mut self, answer: AnswerId) -> DimensionAt {
        self.dimension(&Dimension::of_answer(self.query, answer))
    }

    fn predicate(&mut self, predicate: &Predicate) -> usize {
        let predicate = simplify(self.query, predicate);
        let mut answers = Vec::new();
        answers_of_predicate(self.query, &predicate, &mut answers);
        self.look_at(&answers);
        self.look_closer(&predicate);
        index_of(&mut self.predicates, predicate)
    }

    /// Notes that expressions look at these answers.
    fn look_at(&mut self, answers: &[AnswerId]) {
        for &answer in answers {
            let read = self.read(answer);
            self.reads[read].in_expression = true;
        }
    }

    /// Notes the categories that are searched as text, and the look-ups.
    fn look_closer(&mut self, predicate: &Predicate) {
        match predicate {
            Predicate::All(parts) | Predicate::Any(parts) => {
                for part in parts {
                    self.look_closer(part);
                }
            }
            Predicate::Not(part) => self.look_closer(part),
            Predicate::OneOf { answer, values } => {
                let read = self.read(*answer);
                index_of(&mut self.memberships, (read, values.clone()));
            }
            Predicate::Chosen { answer, option } => {
                let read = self.read(*answer);
                index_of(&mut self.memberships, (read, vec![option.clone()]));
            }
            Predicate::Text { answer, .. } => {
                let read = Read {
                    answer: *answer,
                    as_text: true,
                    in_expression: true,
                };
                let category = matches!(self.query.answer(*answer).reading, Reading::Category(_));
                if category && !self.reads.contains(&read) {
                    self.texts.push(Answer {
                        reading: Reading::Text,
                        ..self.query.answer(*answer).clone()
                    });
                    self.reads.push(read);
                }
            }
            _ => {}
        }
    }

    /// Whether a read decides which responses count, how much and in which period.
    fn decides(&self, read: usize) -> bool {
        let leaves_out = self.left_out.iter().any(|(_, predicate)| {
            let mut answers = Vec::new();
            answers_of_predicate(self.query, &self.predicates[*predicate], &mut answers);
            answers.contains(&self.reads[read].answer)
        });
        leaves_out || [self.weight, self.date, self.time].contains(&Some(read))
    }

    fn read(&mut self, answer: AnswerId) -> usize {
        let found = self
            .reads
            .iter()
            .position(|read| read.answer == answer && !read.as_text);
        found.unwrap_or_else(|| {
            self.reads.push(Read {
                answer,
                as_text: false,
                in_expression: false,
            });
            self.reads.len() - 1
        })
    }

    /// What the survey is asked to read, in the order of [`Compiled::reads`].
    pub fn wanted(&self) -> Vec<Wanted<'_>> {
        let mut texts = self.texts.iter();
        self.reads
            .iter()
            .enumerate()
            .map(|(index, read)| {
                let answer = self.query.answer(read.answer);
                let answer = if read.as_text {
                    texts.next().unwrap_or(answer)
                } else {
                    answer
                };
                let looked_up = self
                    .memberships
                    .iter()
                    .filter(|(read, _)| *read == index)
                    .flat_map(|(_, values)| values.iter().map(|value| value.value.as_str()));
                let named = looked_up.chain(self.targets_of(read.answer)).collect();
                let invited = self.invited.iter().flat_map(|invited| &invited.by);
                let by = self.groupings.iter().flatten().chain(&self.raking).chain(invited);
                let groups = { by }.any(|dimension| {
                    matches!(dimension, DimensionAt::Label(read) | DimensionAt::Option(read) | DimensionAt::First(read) if *read == index)
                }) || self.comments.iter().any(|one| one.about == Some(index));
                Wanted {
                    id: read.answer,
                    answer,
                    named,
                    groups,
                    weight: self.weight == Some(index),
                    needed: self.decides(index),
                }
            })
            .collect()
    }

    /// The values of a category that have targets.
    fn targets_of(&self, answer: AnswerId) -> impl Iterator<Item = &'q str> {
        let raking = self.query.source.raking.iter();
        raking
            .flat_map(|raking| &raking.margins)
            .filter(move |margin| margin.answer == answer)
            .flat_map(|margin| &margin.categories)
            .flat_map(|category| match &category.part {
                RakedPart::Values(values) => values.as_slice(),
                RakedPart::Codes(_) => &[],
            })
            .map(String::as_str)
    }

    /// The expressions of a batch: predicates `p0`, `p1`, … and quantities `q0`, `q1`, …
    pub fn expressions(&self, as_of: i32) -> Vec<Expr> {
        let membership = |answer: AnswerId, values: &[Spanned<String>]| {
            self.memberships
                .iter()
                .position(|(read, known)| self.reads[*read].answer == answer && known == values)
        };
        let names = Names {
            query: self.query,
            as_of,
            membership: &membership,
        };
        let predicates = self
            .predicates
            .iter()
            .zip(0..)
            .map(|(predicate, index)| names.predicate(predicate).alias(predicate_name(index)));
        let quantities = self
            .quantities
            .iter()
            .zip(0..)
            .map(|(quantity, index)| names.quantity(quantity).alias(quantity_name(index)));
        predicates.chain(quantities).collect()
    }
}

fn counts_back(query: &Query, predicate: &Predicate) -> bool {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => {
            parts.iter().any(|part| counts_back(query, part))
        }
        Predicate::Not(part) => counts_back(query, part),
        Predicate::In(segment) => counts_back(query, &query.segment(*segment).predicate),
        Predicate::LastDays { .. } => true,
        _ => false,
    }
}

impl Read {
    /// The name of its column in a batch.
    pub fn column_name(&self) -> String {
        if self.as_text {
            text_column_name(self.answer)
        } else {
            column_name(self.answer)
        }
    }
}

/// The name of a predicate's column.
pub fn predicate_name(index: usize) -> String {
    format!("p{index}")
}

/// The name of a quantity's column.
pub fn quantity_name(index: usize) -> String {
    format!("q{index}")
}

fn index_of<T: PartialEq>(known: &mut Vec<T>, item: T) -> usize {
    known
        .iter()
        .position(|other| *other == item)
        .unwrap_or_else(|| {
            known.push(item);
            known.len() - 1
        })
}
