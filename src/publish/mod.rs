//! Figures and view model → HTML, JSON and CSV files, written whole or not at all.

pub mod csv;
pub mod html;
pub mod json;
pub mod list;
pub mod spreadsheet;
pub mod templates;
pub mod write;

use crate::figures::model::Figures;
use crate::report::report;

use self::html::Pages;
use self::templates::TemplateError;
use self::write::{File, Role};
use crate::text::safe_stem;

/// All files of a page: `<stem>.html`, `<stem>.json`, and `<stem>-<section>.csv` for each
/// section that is a table; `<stem>-<page>.html` and so on for one page of many. The page comes
/// first.
///
/// # Errors
/// Where a template is wrong.
pub fn files(figures: &Figures, stem: &str, pages: &Pages) -> Result<Vec<File>, TemplateError> {
    let stem = safe_stem(stem);
    let mut page = report(figures);
    page.stem.clone_from(&stem);
    let (stem, role) = match &figures.about.page {
        Some(one) => (format!("{stem}-{}", one.name), Role::OneOfMany),
        None => (stem, Role::Page),
    };
    let mut files = vec![
        File {
            name: format!("{stem}.html"),
            bytes: pages.render(&page)?.into_bytes(),
            role,
        },
        File {
            name: format!("{stem}.json"),
            bytes: json::render(figures).into_bytes(),
            role: Role::Data,
        },
    ];
    files.extend(csv::tables(figures).into_iter().map(|table| File {
        name: format!("{stem}-{}.csv", safe_stem(&table.section)),
        bytes: table.text.into_bytes(),
        role: Role::Data,
    }));
    Ok(files)
}
