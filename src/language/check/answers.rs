//! The readings of columns: one [`Answer`] for each column, reading and set of missing values.

use super::Checker;
use crate::language::error::What;
use crate::language::query::{
    Answer, AnswerId, ColumnId, DateReading, Good, NumberReading, Reading, Scale, ScaleKind,
};
use crate::language::span::Span;

impl<'a> Checker<'a> {
    /// A plain column read so; the same reading of the same column is one answer.
    pub(super) fn read_column(
        &mut self,
        column: ColumnId,
        reading: Reading,
        span: Span,
    ) -> AnswerId {
        let missing = self.missing.clone();
        let known = self.answers_of.get(&column).and_then(|ids| {
            ids.iter().copied().find(|id| {
                let answer = &self.answers[id.index()];
                // The date of the answer settles how its column's dates are read.
                let same_dates = matches!((&answer.reading, &reading), (Reading::Date(_), Reading::Date(plain)) if *plain == DateReading::default());
                (answer.reading == reading || same_dates) && answer.missing == missing && answer.not_applicable.is_empty()
            })
        });
        if let Some(id) = known {
            return id;
        }
        let header = self.header(column);
        self.add_answer(Answer {
            name: header.clone(),
            label: self.question(column),
            column,
            header,
            reading,
            missing,
            not_applicable: Vec::new(),
            span,
        })
    }

    /// The text of a column's question, where the file has it beside the name.
    pub(super) fn question(&self, column: ColumnId) -> Option<String> {
        let labels = &self.input.header?.labels;
        labels.get(column.index())?.clone()
    }

    /// How a plain column is read as a number.
    pub(super) fn plain_number(&self) -> Reading {
        Reading::Number(NumberReading {
            decimal: self.decimal,
            ..NumberReading::default()
        })
    }

    /// Adds an answer.
    pub(super) fn add_answer(&mut self, answer: Answer) -> AnswerId {
        let id = AnswerId(u32::try_from(self.answers.len()).unwrap_or(u32::MAX));
        self.answers_of.entry(answer.column).or_default().push(id);
        self.answers.push(answer);
        id
    }

    /// A column's header.
    pub(super) fn header(&self, column: ColumnId) -> String {
        let names = self.input.header.map(|header| &header.columns);
        names
            .and_then(|names| names.get(column.index()))
            .cloned()
            .unwrap_or_default()
    }

    /// A column's header, if there is such a column.
    pub(super) fn header_of(&self, column: ColumnId) -> Option<&'a str> {
        let header = self.input.header?.columns.get(column.index())?;
        Some(header.as_str())
    }

    pub(super) fn reading(&self, id: AnswerId) -> &Reading {
        &self.answers[id.index()].reading
    }

    pub(super) fn name_of(&self, id: AnswerId) -> String {
        self.answers[id.index()].name.clone()
    }

    /// The scale of an answer that has one.
    pub(super) fn scale(&self, id: AnswerId) -> Option<&Scale> {
        match self.reading(id) {
            Reading::Scale(scale) => Some(scale),
            _ => None,
        }
    }

    /// Which direction of an answer is the good one.
    pub(super) fn good_of(&self, id: AnswerId) -> Good {
        match self.reading(id) {
            Reading::Scale(scale) => scale.good,
            _ => self.good.get(&id).copied().unwrap_or(Good::Neither),
        }
    }

    /// What an answer is, for people.
    pub(super) fn what(&self, id: AnswerId) -> What {
        what(self.reading(id))
    }
}

/// What a reading is, for people.
pub(super) fn what(reading: &Reading) -> What {
    match reading {
        Reading::Scale(scale) => match scale.kind {
            ScaleKind::Nps => What::Nps,
            ScaleKind::Rating => What::Rating(scale.low, scale.high),
            ScaleKind::Effort => What::Effort(scale.low, scale.high),
            ScaleKind::Smiley => What::Smiley,
            ScaleKind::YesNo => What::YesNo,
        },
        Reading::Category(_) => What::Category,
        Reading::Choices(_) => What::Choices,
        Reading::Number(_) => What::Number,
        Reading::Date(_) => What::Date,
        Reading::Text => What::Text,
    }
}
