//! Figures and view model → HTML, JSON and CSV files, written whole or not at all.

pub mod csv;
pub mod html;
pub mod json;
pub mod templates;
pub mod write;

use crate::figures::model::Figures;
use crate::report::report;

use self::templates::{TemplateError, Templates};
use self::write::{File, safe_stem};

/// All files of a page: `<stem>.html`, `<stem>.json`, and `<stem>-<section>.csv` for each
/// section that is a table. The page comes first.
///
/// # Errors
/// Where a template is wrong.
pub fn files(
    figures: &Figures,
    stem: &str,
    templates: &Templates,
) -> Result<Vec<File>, TemplateError> {
    let stem = safe_stem(stem);
    let page = html::render(&report(figures), templates)?;
    let mut files = vec![
        File {
            name: format!("{stem}.html"),
            bytes: page.into_bytes(),
        },
        File {
            name: format!("{stem}.json"),
            bytes: json::render(figures).into_bytes(),
        },
    ];
    files.extend(csv::tables(figures).into_iter().map(|table| File {
        name: format!("{stem}-{}.csv", safe_stem(&table.section)),
        bytes: table.text.into_bytes(),
    }));
    Ok(files)
}
