//! Lines that leave unfit responses out, for the analyst to take in: who does not count is never
//! guessed.

use std::fmt::Write as _;

use crate::profile::meaning::Meaning;
use crate::profile::trouble::{Trouble, is_time_taken};

use super::names::column;
use super::write::Writer;

/// So many questions are named; more say nothing more.
const MOST_ALIKE: usize = 12;

impl Writer<'_> {
    /// Lines of the source as comments, each with what speaks for it.
    pub(super) fn hints(&self) -> String {
        let mut lines = String::new();
        for trouble in &self.profile.troubles {
            let hint = match trouble {
                Trouble::Alike { rows } if self.chosen.key.is_none() => Some((
                    "exclude duplicates".to_owned(),
                    format!("{rows} rows are in all columns like an earlier one"),
                )),
                Trouble::StraightLines { columns, rows, of } if self.is_coded(columns) => {
                    let names: Option<Vec<String>> = columns
                        .iter()
                        .take(MOST_ALIKE)
                        .map(|name| column(name))
                        .collect();
                    names.map(|names| {
                        (
                            format!("exclude straight-liners {}", names.join(", ")),
                            format!("{rows} of {of} rows answer all of them alike"),
                        )
                    })
                }
                _ => None,
            };
            if let Some((line, why)) = hint {
                let _ = writeln!(lines, "  # {line}  # {why}");
            }
        }
        let mut columns = self.profile.columns.iter();
        let time = columns.find(|column| is_time_taken(column) && column.everywhere);
        if let Some(name) = time.and_then(|time| column(&time.name)) {
            let _ = writeln!(
                lines,
                "  # exclude speeders {name} below 40% of median  # it seems to say how long the answers took"
            );
        }
        if lines.is_empty() {
            return lines;
        }
        format!("  # Nobody is left out for these reasons unless you take the # away:\n{lines}")
    }

    /// Whether the answers in a grid are codes, and not texts that stand for them.
    fn is_coded(&self, grid: &[String]) -> bool {
        let mut columns = self.profile.columns.iter();
        let first = columns.find(|column| Some(&column.name) == grid.first());
        first.is_some_and(|column| {
            matches!(&column.guess.meaning, Meaning::Scale(scale) if scale.labels.is_empty())
        })
    }
}
