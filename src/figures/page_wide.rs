//! The correction for everything that a page tests.
//!
//! A heading is chosen from many rows and a finding from the whole page, so it does not do that a
//! difference is clear among the rows beside it: it must also be so among all comparisons of the
//! page, or a page of nothing but chance would claim something too often.

use crate::statistics::many_groups::multiplicity::benjamini_hochberg;

use super::figure::LEVEL;
use super::model::{Contrast, Section, Verdict};

/// Corrects the p values of all comparisons of a page, and takes back the verdict of those that
/// are not clear any more. Gives the number of comparisons that were tested.
pub fn correct(sections: &mut [Section]) -> usize {
    let mut contrasts: Vec<&mut Contrast> = sections.iter_mut().flat_map(contrasts).collect();
    let p: Vec<Option<f64>> = contrasts.iter().map(|contrast| contrast.p).collect();
    for (contrast, p_page) in contrasts.iter_mut().zip(benjamini_hochberg(&p)) {
        contrast.p_page = p_page;
        let is_clear = p_page.is_some_and(|p| p < LEVEL.alpha());
        if contrast.verdict == Verdict::Differs && !is_clear {
            contrast.verdict = Verdict::NoClearDifference;
        }
    }
    p.iter().flatten().count()
}

/// The comparisons of a section.
fn contrasts(section: &mut Section) -> Vec<&mut Contrast> {
    match section {
        Section::Summary(summary) => {
            let changes = summary
                .kpis
                .iter_mut()
                .filter_map(|kpi| kpi.change.as_mut());
            changes.map(|change| &mut change.contrast).collect()
        }
        Section::Compare(compare) => compare
            .rows
            .iter_mut()
            .filter_map(|row| row.contrast.as_mut())
            .collect(),
        Section::Trend(trend) => trend
            .series
            .iter_mut()
            .flat_map(|series| series.change.iter_mut().chain(&mut series.apart))
            .collect(),
        Section::Table(table) => table
            .rows
            .iter_mut()
            .flat_map(|row| row.cells.iter_mut().flatten())
            .filter_map(|cell| cell.against_rest.as_mut())
            .collect(),
        Section::Text { .. } | Section::NotYet { .. } => Vec::new(),
    }
}
