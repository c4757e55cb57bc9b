//! Values that stand for the lack of an answer.

use crate::language::query::Answer;
use crate::survey::absence::Absence;
use crate::text::{ascii_number, fold};

/// The codes of an answer that mean "no answer" or "does not apply".
#[derive(Debug, Clone, Default)]
pub struct SpecialCodes {
    texts: Vec<(String, Absence)>,
    numbers: Vec<(f64, Absence)>,
}

impl SpecialCodes {
    /// Those that the query declares for an answer. "Does not apply" is the answer's own
    /// and wins over the source's "missing".
    pub fn of(answer: &Answer) -> Self {
        Self::new(&answer.not_applicable, &answer.missing)
    }

    /// The same of values.
    pub fn new(not_applicable: &[String], missing: &[String]) -> Self {
        let declared = { not_applicable.iter() }
            .map(|code| (code, Absence::NotApplicable))
            .chain(missing.iter().map(|code| (code, Absence::Missing)));
        let mut codes = Self::default();
        for (code, why) in declared {
            codes.texts.push((fold(code).into_owned(), why));
            if let Ok(number) = ascii_number(code).parse::<f64>() {
                codes.numbers.push((number, why));
            }
        }
        codes
    }

    /// What a folded text stands for; an empty one for a skipped question.
    pub fn of_text(&self, folded: &str) -> Option<Absence> {
        if folded.is_empty() {
            return Some(Absence::Skipped);
        }
        self.texts
            .iter()
            .find(|(code, _)| code == folded)
            .map(|&(_, why)| why)
    }

    /// What a number stands for.
    pub fn of_number(&self, number: f64) -> Option<Absence> {
        self.numbers
            .iter()
            .find(|(code, _)| *code == number)
            .map(|&(_, why)| why)
    }
}
