//! What a query wants of a survey, made ready for reading: positions of columns,
//! formats of dates, dictionaries of categories.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use crate::language::query::{
    Answer, AnswerId, Choices, ChoicesLayout, ColumnId, DateOrder, DateReading, DecimalMark,
    NumberReading, Reading,
};

use super::decode::{
    ColumnFormat, DateFormat, Decoder, OrderEvidence, SpecialCodes, decimal_evidence, settle_order,
};
use super::dictionary::Dictionary;
use super::error::SurveyError;
use super::survey::Survey;

/// An answer to be read, and what only the query as a whole tells of it.
pub struct Wanted<'q> {
    /// Its place among the query's answers; several wanted ones may share it.
    pub id: AnswerId,
    /// The answer.
    pub answer: &'q Answer,
    /// The values that the query names, for a category.
    pub named: Vec<&'q str>,
    /// Whether each of its values makes a group, for a category.
    pub groups: bool,
    /// Whether it must be a number of at least zero: the weight.
    pub weight: bool,
    /// Whether every file must have its column, since it decides which rows count and how much.
    pub needed: bool,
}

/// Everything needed to read a survey's blocks.
pub struct SurveyReading<'q> {
    /// The survey.
    pub survey: &'q Survey,
    /// What is read, in this order.
    pub wanted: Vec<Wanted<'q>>,
    /// For each of the wanted: the values of a category, empty for others.
    pub dictionaries: Vec<Dictionary>,
    /// For each of the wanted: how its values are written.
    formats: Vec<ColumnFormat>,
    /// For each file, for each of the wanted: the position of its column, if the file has it; of
    /// the first that it has of options' columns.
    positions: Vec<Vec<Option<usize>>>,
    /// For each file, for each of the wanted that has several columns: the position of each, if
    /// the file has it; empty for others.
    option_positions: Vec<Vec<Vec<Option<usize>>>>,
    /// For each file: the position of the key.
    keys: Vec<Option<usize>>,
    /// For each file: the position of the customer.
    customers: Vec<Option<usize>>,
    /// For each file: the positions of the columns whose cells make a duplicate when they are all
    /// alike; none where nobody asked.
    duplicates: Vec<Vec<Option<usize>>>,
    /// The customers that are nobody.
    pub no_customer: SpecialCodes,
    /// Columns whose cells are also handed on as they stand.
    plain: Vec<ColumnId>,
    /// For each file: where those columns are.
    plain_positions: Vec<Vec<Option<usize>>>,
}

impl<'q> SurveyReading<'q> {
    /// Looks the columns up in every file, and settles what the data must settle.
    ///
    /// # Errors
    /// A file lacks a column that is needed, a time zone is unknown, the order of dates can't be told.
    pub fn new(
        survey: &'q Survey,
        wanted: Vec<Wanted<'q>>,
        key: Option<ColumnId>,
        customer: Option<&Answer>,
    ) -> Result<Self, Vec<SurveyError>> {
        let mut errors = Vec::new();
        let mut positions = Vec::new();
        let mut option_positions = Vec::new();
        let mut keys = Vec::new();
        let mut customers = Vec::new();
        for file in 0..survey.files.len() {
            let options_of_file: Vec<Vec<Option<usize>>> = wanted
                .iter()
                .map(|wanted| {
                    let columns = option_columns(wanted.answer).iter();
                    columns
                        .map(|column| survey.position(file, *column))
                        .collect()
                })
                .collect();
            let of_file = wanted
                .iter()
                .zip(&options_of_file)
                .map(|(wanted, options)| {
                    let column = wanted.answer.column;
                    if wanted.needed {
                        return survey.needed(file, column).map(Some);
                    }
                    let option = || options.iter().find_map(|option| *option);
                    Ok(survey.position(file, column).or_else(option))
                });
            match of_file.collect() {
                Ok(of_file) => positions.push(of_file),
                Err(error) => errors.push(error),
            }
            option_positions.push(options_of_file);
            let column = customer.map(|customer| customer.column);
            for (positions, column) in [(&mut keys, key), (&mut customers, column)] {
                match column.map(|column| survey.needed(file, column)).transpose() {
                    Ok(position) => positions.push(position),
                    Err(error) => errors.push(error),
                }
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let dictionaries = wanted
            .iter()
            .map(|wanted| Dictionary::new(wanted.named.iter().copied(), wanted.groups))
            .collect();
        let formats = vec![ColumnFormat::default(); wanted.len()];
        let mut reading = Self {
            survey,
            wanted,
            dictionaries,
            formats,
            positions,
            option_positions,
            keys,
            customers,
            duplicates: vec![Vec::new(); survey.files.len()],
            no_customer: customer.map_or_else(SpecialCodes::default, SpecialCodes::of),
            plain: Vec::new(),
            plain_positions: vec![Vec::new(); survey.files.len()],
        };
        for index in 0..reading.wanted.len() {
            match reading.format(index) {
                Ok(format) => reading.formats[index] = format,
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(reading)
        } else {
            Err(errors)
        }
    }

    /// The same with the cells of some columns as they stand, see [`Batch::plain`].
    ///
    /// [`Batch::plain`]: super::batch::Batch::plain
    #[must_use]
    pub fn with_plain(mut self, columns: &[ColumnId]) -> Self {
        self.plain = columns.to_vec();
        self.plain_positions = (0..self.survey.files.len())
            .map(|file| {
                let columns = columns.iter();
                columns
                    .map(|column| self.survey.position(file, *column))
                    .collect()
            })
            .collect();
        self
    }

    /// Where a file's columns are whose cells are handed on as they stand.
    pub fn plain_positions(&self, file: usize) -> &[Option<usize>] {
        &self.plain_positions[file]
    }

    /// How the dates of one of the wanted are written.
    pub fn dates(&self, wanted: usize) -> &DateFormat {
        &self.formats[wanted].date
    }

    /// Looks at whether responses are alike in some columns, or in all of the files' own.
    ///
    /// # Errors
    /// A file lacks one of the columns that the query names.
    pub fn comparing(mut self, by: &[ColumnId]) -> Result<Self, Vec<SurveyError>> {
        let survey = self.survey;
        let mut errors = Vec::new();
        for (file, positions) in self.duplicates.iter_mut().enumerate() {
            if by.is_empty() {
                *positions = (0..survey.own_columns())
                    .map(|column| survey.position(file, ColumnId(column)))
                    .collect();
            }
            for &column in by {
                match survey.needed(file, column) {
                    Ok(position) => positions.push(Some(position)),
                    Err(error) => errors.push(error),
                }
            }
        }
        if errors.is_empty() {
            Ok(self)
        } else {
            Err(errors)
        }
    }

    /// Where the columns of a file are in which duplicates are alike.
    pub fn duplicates(&self, file: usize) -> &[Option<usize>] {
        &self.duplicates[file]
    }

    /// Decoders for one thread.
    pub fn decoders(&self) -> Vec<Decoder<'_>> {
        self.wanted
            .iter()
            .zip(&self.dictionaries)
            .zip(&self.formats)
            .map(|((wanted, dictionary), format)| {
                Decoder::new(wanted.answer, dictionary, format, wanted.weight)
            })
            .collect()
    }

    /// Where a file's columns are, in the order of the wanted.
    pub fn positions(&self, file: usize) -> &[Option<usize>] {
        &self.positions[file]
    }

    /// Where the columns of those that have several are, in the order of the wanted; empty for
    /// others.
    pub fn option_positions(&self, file: usize) -> &[Vec<Option<usize>>] {
        &self.option_positions[file]
    }

    /// Where a file's key is.
    pub fn key(&self, file: usize) -> Option<usize> {
        self.keys[file]
    }

    /// Where a file's customer is.
    pub fn customer(&self, file: usize) -> Option<usize> {
        self.customers[file]
    }

    fn format(&self, index: usize) -> Result<ColumnFormat, SurveyError> {
        let mut format = ColumnFormat::default();
        match &self.wanted[index].answer.reading {
            Reading::Date(reading) => format.date = self.date_format(index, reading)?,
            Reading::Number(number) if number.between.is_some() => {
                format.date.order = self.settle(index)?;
            }
            Reading::Number(number) => {
                format.decimal = match number.decimal {
                    None => self.settle_decimal(index)?,
                    said => said,
                }
            }
            _ => {}
        }
        Ok(format)
    }

    fn date_format(&self, index: usize, reading: &DateReading) -> Result<DateFormat, SurveyError> {
        let answer = self.wanted[index].answer;
        let zone = match &reading.zone {
            None => None,
            Some(name) => Some(TimeZone::get(name).map_err(|_| SurveyError::Zone {
                span: answer.span,
                zone: name.clone(),
            })?),
        };
        let order = match reading.order {
            Some(order) => order,
            None => self.settle(index)?,
        };
        Ok(DateFormat { order, zone })
    }

    /// The order of day and month, from the data: the beginning of the files where it
    /// is settled there, all of them where it is not.
    fn settle(&self, index: usize) -> Result<DateOrder, SurveyError> {
        let answer = self.wanted[index].answer;
        let mut evidence = OrderEvidence::default();
        self.look(index, |texts| {
            settle_order(&mut evidence, texts.iter().map(AsRef::as_ref));
            evidence.day_first.is_some() != evidence.month_first.is_some()
                || evidence.needs_no_order()
        })?;
        self.conclude(answer, evidence)
    }

    /// The decimal mark, from the data: the first number that shows it. The files are read beyond
    /// their beginning only if a number there could be read in two ways.
    fn settle_decimal(&self, index: usize) -> Result<Option<DecimalMark>, SurveyError> {
        let answer = self.wanted[index].answer;
        let mut either = None;
        let mut settled = None;
        self.look(index, |texts| {
            for text in texts {
                // Most numbers have no comma, and mean what they say.
                match text.contains([',', '،']).then(|| decimal_evidence(text)) {
                    Some(Ok(Some(mark))) => settled = Some(mark),
                    Some(Err(_)) if either.is_none() => either = Some(text.trim().to_owned()),
                    _ => {}
                }
                if settled.is_some() {
                    return true;
                }
            }
            either.is_none()
        })?;
        match (settled, either) {
            (None, Some(either)) => Err(SurveyError::Decimal {
                span: answer.span,
                column: answer.header.clone(),
                either,
            }),
            (settled, _) => Ok(settled),
        }
    }

    /// Looks at the cells of one of the wanted, block by block, until `enough` says so.
    fn look(
        &self,
        index: usize,
        mut enough: impl FnMut(&[Cow<'_, str>]) -> bool,
    ) -> Result<(), SurveyError> {
        let column = self.wanted[index].answer.column;
        if let Some((second, column)) = self.survey.of_second(column) {
            let texts: Vec<_> = second.cells(column).map(String::from_utf8_lossy).collect();
            enough(&texts);
            return Ok(());
        }
        for (number, file) in self.survey.files.iter().enumerate() {
            let several = &self.option_positions[number][index];
            let one = std::slice::from_ref(&self.positions[number][index]);
            let positions = if several.is_empty() { one } else { several };
            let mut blocks = file.blocks()?;
            // What can't be cut is reported by the scan that follows.
            while let Ok(Some(block)) = blocks.next_block() {
                let mut reader = file.records(&block.bytes[..]);
                let header = file.header_records(block.number);
                let records: Vec<csv::ByteRecord> = reader
                    .byte_records()
                    .skip(header)
                    .filter_map(Result::ok)
                    .collect();
                let cells = records
                    .iter()
                    .flat_map(|record| positions.iter().filter_map(|at| record.get((*at)?)));
                let texts: Vec<_> = cells.map(String::from_utf8_lossy).collect();
                if enough(&texts) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn conclude(&self, answer: &Answer, evidence: OrderEvidence) -> Result<DateOrder, SurveyError> {
        match (&evidence.day_first, &evidence.month_first, &evidence.either) {
            (Some(_), None, _) if evidence.year_first.is_none() => Ok(DateOrder::DayMonthYear),
            (None, Some(_), _) => Ok(DateOrder::MonthDayYear),
            (None, None, _) if evidence.year_first.is_some() => Ok(DateOrder::YearMonthDay),
            (None, None, None) => Ok(DateOrder::YearMonthDay),
            _ => Err(SurveyError::DateOrder {
                span: answer.span,
                column: answer.header.clone(),
                day_first: evidence.day_first,
                month_first: evidence.month_first,
                either: evidence.either,
            }),
        }
    }
}

/// The columns of an answer that has several: options, or two moments.
pub fn option_columns(answer: &Answer) -> &[ColumnId] {
    match &answer.reading {
        Reading::Choices(Choices {
            layout: ChoicesLayout::Columns(columns),
            ..
        }) => columns,
        Reading::Number(NumberReading {
            between: Some(columns),
            ..
        }) => columns,
        _ => &[],
    }
}
