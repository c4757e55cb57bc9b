//! Who was asked: `invited customers by region`.

use super::Checker;
use super::names::Target;
use crate::language::error::{FieldError, Kind};
use crate::language::query::{
    AnswerId, BenchmarkId, BenchmarkUnit, Good, Invited, ListColumn, Predicate, Reading, Scale,
    ScaleKind,
};
use crate::language::span::Span;
use crate::language::syntax::{Against, Name};
use crate::text::nearest;

/// What may say who was asked, beside a joined file.
const WANTED: [Kind; 3] = [Kind::Segment, Kind::Field, Kind::Column];

/// The code of "yes".
const YES: i16 = 1;

impl<'a> Checker<'a> {
    /// The invited by name: those in the joined file, in a segment, or with a yes in a column.
    pub(super) fn invited(&mut self, list: &'a Name, by: &'a [Name]) -> Option<Invited> {
        self.each_once(by)?;
        let joined = self
            .input
            .header
            .and_then(|header| header.joined.as_ref())
            .filter(|joined| joined.name == list.text);
        if let Some(joined) = joined {
            let mut columns = Vec::new();
            for name in by {
                let Some(column) = self.plain(name) else {
                    continue;
                };
                if column < joined.first {
                    let (name_of, list) = (name.text.clone(), list.text.clone());
                    self.report(
                        FieldError::NotOfList {
                            name: name_of,
                            list,
                        },
                        name.span,
                    );
                    continue;
                }
                columns.push(ListColumn {
                    name: name.text.clone(),
                    label: self.question(column).unwrap_or_else(|| self.header(column)),
                    column,
                    missing: self.missing.clone(),
                });
            }
            return Some(Invited::List { by: columns });
        }
        let of = match self.target(list) {
            Some(Target::Segment(_)) => self.segment_named(list).map(Predicate::In)?,
            None if self.is_nowhere(list) => {
                let mut near = self.near_defined(list, &WANTED);
                let joined = self.input.header.and_then(|header| header.joined.as_ref());
                let joined = joined.map(|joined| joined.name.as_str());
                near.splice(0..0, nearest(&list.text, joined));
                let name = list.text.clone();
                return self.fail(FieldError::NoList { name, near }, list.span);
            }
            _ => self.yes(list)?,
        };
        let by: Vec<AnswerId> = by.iter().filter_map(|name| self.division(name)).collect();
        Some(Invited::Rows { of, by })
    }

    /// A share to stand beside the response rate.
    pub(super) fn response_benchmark(&mut self, against: &'a Against) -> Option<BenchmarkId> {
        let id = self.figure(against)?;
        let span = against.figure.span;
        self.fits_as(id, "a share", BenchmarkUnit::Share, span)
            .then_some(id)
    }

    /// That a question of yes and no was answered with yes.
    fn yes(&mut self, name: &Name) -> Option<Predicate> {
        let answer = match self.field_named(name, &WANTED)? {
            Ok(answer) => answer,
            Err(column) => self.read_column(column, yes_or_no(name.span), name.span),
        };
        match self.reading(answer) {
            Reading::Scale(scale) if scale.kind == ScaleKind::YesNo => Some(Predicate::Codes {
                answer,
                ranges: vec![(YES, YES)],
            }),
            _ => {
                let what = self.what(answer);
                let name_of = name.text.clone();
                self.fail(
                    FieldError::NotInvited {
                        name: name_of,
                        what,
                    },
                    name.span,
                )
            }
        }
    }
}

/// Yes and no in the usual words.
fn yes_or_no(span: Span) -> Reading {
    let kind = ScaleKind::YesNo;
    let (bands, labels) = super::meanings::built_in(kind, span);
    Reading::Scale(Scale {
        kind,
        low: 0,
        high: YES,
        good: Good::Neither,
        bands,
        labels,
    })
}
