//! One page for each value of a question, and one that lists them with the key figures of all.
//!
//! A page is hidden as a cell of a table would be: where fewer than ten people are behind it, and
//! where it would give away such a page. The figures of all are hidden where those that stand on
//! the pages would leave the answers of fewer than ten.

mod list;
mod names;
mod tallies;

use std::collections::BTreeMap;
use std::slice;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::cells::{Place, Tallied};
use crate::language::query::{AnswerId, MetricId, Query, Report, Section};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::rules::suppression;

use super::base;
use super::clustering;
use super::context::Context;
use super::disclosure::Protected;
use super::model::{Figure, Figures, PageOf};
use super::table::{dimension, in_number_order, label};
use super::tallies::{Asked, Tallies};
use super::{Provenance, page, sections, split};
use tallies::{AskedForEach, OfOnePage};

/// The key figures of all respondents, beside which a page puts its own.
pub type OfAll = BTreeMap<MetricId, Figure>;

/// Asks for what all pages of a report need.
pub fn ask(query: &Query, report: &Report, by: AnswerId, asked: &Asked) {
    let for_each = AskedForEach {
        asked,
        by: dimension(query, by),
    };
    let context = Context {
        query,
        report,
        tallies: &for_each,
        as_of: Some(0),
        of_all: Some(&OfAll::new()),
    };
    base::base(&context);
    split::split(&context);
    sections(&context);
    list::ask(query, report, by, asked);
}

/// The list of the pages, then the pages.
pub fn pages(
    query: &Query,
    report: &Report,
    by: AnswerId,
    protected: &Protected<'_>,
    provenance: &Provenance,
) -> Vec<Figures> {
    let cells = protected.cells();
    let values = Values::of(query, by, protected);
    let list = list::List::new(query, report, by, protected, &values);
    let of = query.answer(by);
    let heading = of.label.clone().unwrap_or_else(|| of.header.clone());
    let one = |value: &Value| {
        let own = value.tallies(query, by, protected);
        let context = Context {
            query,
            report,
            tallies: &own,
            as_of: super::as_of(cells, provenance),
            of_all: Some(&list.of_all),
        };
        let mut figures = page(&context, cells, provenance);
        figures.about.page = Some(PageOf {
            by: of.name.clone(),
            label: heading.clone(),
            value: value.label.clone(),
            name: value.name.clone(),
        });
        figures
    };
    let pages: Vec<Figures> = values.shown.par_iter().map(one).collect();
    let mut all = vec![list.page(report, protected, provenance)];
    all.extend(pages);
    all
}

/// A value with a page.
struct Value {
    place: Place,
    label: String,
    name: String,
    n: u64,
}

/// The values of a question.
struct Values {
    /// Those with a page, in order.
    shown: Vec<Value>,
    /// Those without one.
    hidden: Vec<String>,
    /// Responses without a value.
    unknown: u64,
}

impl Value {
    fn tallies<'c>(
        &self,
        query: &Query,
        by: AnswerId,
        protected: &'c Protected<'c>,
    ) -> OfOnePage<'c> {
        OfOnePage {
            protected,
            by: dimension(query, by),
            value: self.place.clone(),
        }
    }
}

impl Values {
    fn of(query: &Query, by: AnswerId, protected: &Protected<'_>) -> Self {
        let cells = protected.cells();
        let responses = Tallied::responses(vec![dimension(query, by)]);
        let groups = cells.groups(&responses);
        let mut groups: Vec<(Vec<Place>, u64)> = groups
            .iter()
            .map(|(place, cell)| (place.clone(), cell.n()))
            .collect();
        in_number_order(&mut groups);
        let all = cells.groups(&Tallied::responses(Vec::new()));
        let all: u64 = all.iter().map(|(_, cell)| cell.n()).sum();
        let known: u64 = groups.iter().map(|(_, n)| n).sum();
        let labels: Vec<String> = groups
            .iter()
            .map(|(place, _)| label(query, by, place))
            .collect();
        let names = names::names(&labels, query.reports.len());
        let values: Vec<Value> = groups
            .into_iter()
            .zip(labels.into_iter().zip(names))
            .filter_map(|((place, n), (label, name))| {
                let place = place.into_iter().next()?;
                Some(Value {
                    place,
                    label,
                    name,
                    n,
                })
            })
            .collect();
        let people: Vec<u64> = values
            .iter()
            .map(|value| {
                let customers = clustering::customers(query, &value.tallies(query, by, protected));
                customers.map_or(value.n, |customers| customers.min(value.n))
            })
            .collect();
        let mut hide = suppression::in_row(&people, SUPPRESSED_BELOW);
        // What gives away a group elsewhere in the query is hidden as well.
        for (hide, value) in hide.iter_mut().zip(&values) {
            *hide |= protected.hides(&responses, slice::from_ref(&value.place));
        }
        let (mut shown, mut hidden) = (Vec::new(), Vec::new());
        for (value, hide) in values.into_iter().zip(hide) {
            if hide {
                hidden.push(value.label);
            } else {
                shown.push(value);
            }
        }
        Self {
            shown,
            hidden,
            unknown: all.saturating_sub(known),
        }
    }
}

/// The key figures of a report, each once.
fn key_figures(report: &Report) -> Vec<MetricId> {
    let mut metrics = Vec::new();
    for section in &report.sections {
        if let Section::Summary { metrics: more, .. } = section {
            for metric in more {
                if !metrics.contains(metric) {
                    metrics.push(*metric);
                }
            }
        }
    }
    metrics
}
