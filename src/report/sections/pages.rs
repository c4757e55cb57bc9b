//! The list of a report's pages. There is no script on a page to search it with: it is one table
//! in the order of names, which the browser's own search goes through, with links to its letters,
//! and once more in the order of the first key figure.

use serde::Serialize;

use crate::figures::model::{ListedPage, MetricFacts, Pages};
use crate::report::Entry;
use crate::report::context::Context;
use crate::report::locale::capitalised;

/// A list longer than this has links to its letters.
const LONG: usize = 30;
/// So many values without a page are named; the JSON file names all.
const NAMED: usize = 40;

/// The list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PagesView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// What it shows.
    pub caption: String,
    /// The letters that values begin with, where there are many.
    pub letters: Vec<Entry>,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// The pages.
    pub rows: Vec<PageRow>,
    /// The pages once more, in the order of the first key figure.
    pub order: Option<PageOrder>,
    /// What is not in it.
    pub notes: Vec<String>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageRow {
    /// Where a letter's link leads.
    pub anchor: Option<String>,
    /// The value.
    pub value: String,
    /// The page's part of its file's name.
    pub file: String,
    /// Its base and its key figures.
    pub cells: Vec<PageCell>,
}

/// A number of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageCell {
    /// The number.
    pub value: String,
    /// Its interval, or why there is no value.
    pub detail: Option<String>,
}

/// Pages in the order of a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageOrder {
    /// By which.
    pub title: String,
    /// How far the order can be trusted.
    pub note: String,
    /// The pages, the best first.
    pub rows: Vec<PageRow>,
}

/// The view of the list.
pub fn view(context: &Context, pages: &Pages) -> PagesView {
    let label = context.locale.data(&pages.label);
    let mut rows: Vec<PageRow> = pages
        .pages
        .iter()
        .map(|page| row(context, pages, page))
        .collect();
    let letters = letters(context, &pages.pages, &mut rows);
    let mut columns = vec![label.clone(), context.say("col_n", &[])];
    columns.extend(pages.metrics.iter().map(|metric| context.title(metric)));
    let number = pages.pages.len() as u64;
    PagesView {
        id: pages.id.clone(),
        name: context.say("nav_pages", &[("label", &label)]),
        heading: capitalised(&heading(context, pages)),
        caption: context.locale.say_count(
            "pages_caption",
            number,
            &[("label", &label), ("level", &context.level())],
        ),
        letters,
        columns,
        rows,
        order: order(context, pages),
        notes: notes(context, pages),
    }
}

/// From the lowest to the highest of the first key figure.
fn heading(context: &Context, pages: &Pages) -> String {
    let label = context.locale.data(&pages.label);
    let ordered = ordered(pages);
    let ends = ordered.first().zip(ordered.last());
    let (Some(metric), Some((best, worst))) = (pages.metrics.first(), ends) else {
        return context.say("pages_heading_plain", &[("label", &label)]);
    };
    if ordered.len() < 2 {
        return context.say("pages_heading_plain", &[("label", &label)]);
    }
    let style = context.styles.get(metric);
    let value = |page: &ListedPage| context.value(&style, &page.figures[0]);
    let name = |page: &ListedPage| context.locale.data(&page.value);
    context.say(
        "pages_heading",
        &[
            ("metric", &context.title(metric)),
            ("a", &value(best)),
            ("first", &name(best)),
            ("b", &value(worst)),
            ("last", &name(worst)),
        ],
    )
}

fn row(context: &Context, pages: &Pages, page: &ListedPage) -> PageRow {
    let cells = pages.metrics.iter().zip(&page.figures);
    let mut all = vec![PageCell {
        value: context.locale.integer(page.n),
        detail: None,
    }];
    all.extend(cells.map(|(metric, figure)| {
        let style = context.styles.get(metric);
        PageCell {
            value: context.value(&style, figure),
            detail: style
                .interval(&context.locale, figure.low, figure.high)
                .or_else(|| context.absence(figure)),
        }
    }));
    PageRow {
        anchor: None,
        value: context.locale.data(&page.value),
        file: page.name.clone(),
        cells: all,
    }
}

/// The letters with which values begin, with the rows where each begins.
fn letters(context: &Context, pages: &[ListedPage], rows: &mut [PageRow]) -> Vec<Entry> {
    let mut letters: Vec<Entry> = Vec::new();
    if rows.len() <= LONG {
        return letters;
    }
    let mut last = String::new();
    for (index, (page, row)) in pages.iter().zip(rows).enumerate() {
        let first = page.value.chars().next();
        let letter: String = first.into_iter().flat_map(char::to_uppercase).collect();
        if letter != last {
            let anchor = format!("page-{index}");
            row.anchor = Some(anchor.clone());
            letters.push(Entry {
                anchor,
                label: context.locale.data(&letter),
            });
            last = letter;
        }
    }
    letters
}

/// The pages that have the first key figure, the best first; equal ones in the order of names.
fn ordered(pages: &Pages) -> Vec<&ListedPage> {
    let more_is_good = pages.metrics.first().and_then(|metric| metric.more_is_good);
    let value = |page: &ListedPage| page.figures.first().and_then(|figure| figure.estimate);
    let mut ordered: Vec<(f64, &ListedPage)> = pages
        .pages
        .iter()
        .filter_map(|page| Some((value(page)?, page)))
        .collect();
    ordered.sort_by(|(one, _), (two, _)| match more_is_good {
        Some(false) => one.total_cmp(two),
        _ => two.total_cmp(one),
    });
    ordered.into_iter().map(|(_, page)| page).collect()
}

fn order(context: &Context, pages: &Pages) -> Option<PageOrder> {
    let metric: &MetricFacts = pages.metrics.first()?;
    let ordered = ordered(pages);
    (ordered.len() > 2).then(|| PageOrder {
        title: context.say("pages_order", &[("metric", &context.title(metric))]),
        note: context.say("pages_order_note", &[]),
        rows: ordered
            .into_iter()
            .map(|page| row(context, pages, page))
            .map(|row| PageRow {
                cells: row.cells.into_iter().take(2).collect(),
                ..row
            })
            .collect(),
    })
}

fn notes(context: &Context, pages: &Pages) -> Vec<String> {
    let mut notes = Vec::new();
    let hidden = &pages.hidden;
    if !hidden.is_empty() {
        let named = hidden.iter().take(NAMED);
        let named: Vec<String> = named.map(|value| context.locale.data(value)).collect();
        let mut list = context.locale.list(&named);
        if hidden.len() > NAMED {
            list = format!("{list} …");
        }
        let number = hidden.len() as u64;
        let places = [("values", list.as_str())];
        notes.push(context.locale.say_count("pages_hidden", number, &places));
    }
    if pages.unknown > 0 {
        let label = context.locale.data(&pages.label);
        let places = [("label", label.as_str())];
        notes.push(
            context
                .locale
                .say_count("pages_unknown", pages.unknown, &places),
        );
    }
    notes
}
