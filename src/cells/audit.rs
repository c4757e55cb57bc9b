//! Whether what was read may be used: faults of records, bad cells, repeated keys.

use crate::language::query::{Query, Reading, Repeated, Scale};
use crate::survey::absence::Absence;
use crate::survey::error::{BadCells, Cell, RecordFaultKind, SurveyError};
use crate::survey::reading::SurveyReading;
use crate::survey::scan::{RecordId, Scanned};

use super::compile::Compiled;
use super::error::CellsError;
use super::gather::Gathered;
use super::repeated::first_repeated;

/// Holds what was read against what the query allows.
///
/// # Errors
/// One error for each kind of fault in records; without those, one for each answer whose
/// values are not as declared, and one for repeated keys.
pub fn audit(
    query: &Query,
    compiled: &Compiled<'_>,
    reading: &SurveyReading<'_>,
    gathered: &Gathered,
    scanned: &Scanned,
) -> Result<(), Vec<CellsError>> {
    let audit = Audit {
        query,
        compiled,
        reading,
        gathered,
        scanned,
    };
    let mut errors = audit.records();
    if errors.is_empty() {
        errors.extend(audit.weights());
        errors.extend(audit.cells());
        errors.extend(audit.keys());
    }
    let errors: Vec<CellsError> = errors.into_iter().map(CellsError::Survey).collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

struct Audit<'a> {
    query: &'a Query,
    compiled: &'a Compiled<'a>,
    reading: &'a SurveyReading<'a>,
    gathered: &'a Gathered,
    scanned: &'a Scanned,
}

impl Audit<'_> {
    fn tolerates(&self, bad: u64, of: u64) -> bool {
        bad as f64 <= self.query.source.tolerate * of as f64
    }

    /// One wrong byte makes the records after it wrong too: only the first kind is told.
    fn records(&self) -> Vec<SurveyError> {
        let fault = self.scanned.faults.iter().find(|fault| match fault.kind {
            RecordFaultKind::Ragged { .. } => !self.tolerates(fault.records, self.scanned.records),
            _ => true,
        });
        if let Some(fault) = fault {
            return vec![SurveyError::Record(fault.clone())];
        }
        if self.scanned.records == 0 {
            let file = self.reading.survey.files[0].path.clone();
            return vec![SurveyError::HeaderOnly { file }];
        }
        Vec::new()
    }

    fn weights(&self) -> Option<SurveyError> {
        let weight = self.compiled.weight?;
        if self.gathered.bad_weights > 0
            && let Some((_, at)) = &self.scanned.first_bad[weight]
        {
            return Some(SurveyError::BadWeight { at: at.clone() });
        }
        (self.gathered.used == 0 && self.gathered.no_weight > 0).then(|| SurveyError::NoWeights {
            file: self.reading.survey.files[0].path.clone(),
            column: self.reading.wanted[weight].answer.header.clone(),
        })
    }

    fn cells(&self) -> Vec<SurveyError> {
        let mut errors = Vec::new();
        for (index, absences) in self.gathered.absences.iter().enumerate() {
            let count = |why: Absence| absences[why as usize];
            let bad = count(Absence::OutOfScale) + count(Absence::Unreadable);
            let answered = self.gathered.used
                - count(Absence::Skipped)
                - count(Absence::Missing)
                - count(Absence::NotApplicable)
                - count(Absence::NeverAsked);
            if self.compiled.weight == Some(index) || self.tolerates(bad, answered) {
                continue;
            }
            if let Some((why, first)) = &self.scanned.first_bad[index] {
                let answer = self.reading.wanted[index].answer;
                errors.push(SurveyError::BadCells(BadCells {
                    first: first.clone(),
                    why: *why,
                    cells: bad,
                    answered,
                    expected: expected(&answer.reading),
                    span: answer.span,
                    name: answer.name.clone(),
                }));
            }
        }
        errors
    }

    /// The key of a record.
    fn cell_of_key(&self, id: RecordId) -> Option<Cell> {
        let position = self.reading.key(id.0 as usize)?;
        self.scanned.cell(self.reading, id, position).ok()
    }

    fn keys(&self) -> Option<SurveyError> {
        let key = self.query.source.key.as_ref()?;
        if key.repeated == Repeated::KeepLast {
            return None;
        }
        if let Some(at) = self.gathered.keyless {
            return self.cell_of_key(at).map(|at| SurveyError::Keyless { at });
        }
        let (at, earlier, rows) = first_repeated(self.gathered.keys.clone())?;
        let (at, earlier) = (self.cell_of_key(at)?, self.cell_of_key(earlier)?);
        // Hashes were compared so far.
        (at.value == earlier.value).then_some(SurveyError::Repeated {
            at,
            first_line: earlier.line,
            first_file: earlier.file,
            rows,
        })
    }
}

/// What a reading takes, in an analyst's words.
fn expected(reading: &Reading) -> String {
    match reading {
        Reading::Scale(Scale {
            low, high, labels, ..
        }) if labels.is_empty() => {
            format!("a whole number from {low} to {high}")
        }
        Reading::Scale(Scale {
            low, high, labels, ..
        }) => {
            let mut texts: Vec<String> = labels
                .iter()
                .map(|(_, text)| format!("\"{text}\""))
                .collect();
            if texts.len() > 6 {
                texts.truncate(6);
                texts.push("…".to_owned());
            }
            format!(
                "a whole number from {low} to {high} or one of {}",
                texts.join(", ")
            )
        }
        Reading::Number(_) => "a number".to_owned(),
        Reading::Date(_) => "a date".to_owned(),
        Reading::Category(_) | Reading::Choices(_) | Reading::Text => "a text".to_owned(),
    }
}
