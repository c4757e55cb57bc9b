//! Figures and view model → HTML, JSON and CSV files, written whole or not at all.

pub mod csv;
pub mod html;
pub mod json;
pub mod list;
pub mod spreadsheet;
pub mod staging;
pub mod templates;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::figures::model::Figures;
use crate::report;

use self::html::Pages;
use self::staging::{Staged, stage};
use self::templates::TemplateError;
use self::write::{File, Role, WriteError};
use crate::text::safe_stem;

/// The names of the files of each page of many, by the page's part of them.
pub type FilesOfPages = BTreeMap<String, Vec<String>>;

/// A report that can't be written.
#[derive(Debug)]
pub enum PublishError {
    /// A template is wrong.
    Template(TemplateError),
    /// A file can't be written.
    Write(WriteError),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PublishError {}

/// Writes the files of a report into a folder, under temporary names: of one page, or of those that
/// its list is followed by. No more pages are held in memory than are written at once.
///
/// # Errors
/// Where a template is wrong or a file can't be written: the first in the order of the pages.
pub fn stage_report(
    figures: &[Figures],
    stem: &str,
    pages: &Pages,
    folder: &Path,
) -> Result<Vec<Staged>, PublishError> {
    let one = |figures: &Figures, listed: &FilesOfPages| {
        let files = files(figures, stem, pages, listed).map_err(PublishError::Template)?;
        let staged = files.iter().map(|file| stage(folder, file));
        staged
            .collect::<Result<Vec<_>, _>>()
            .map_err(PublishError::Write)
    };
    let Some((first, of_values)) = figures.split_first() else {
        return Ok(Vec::new());
    };
    let none = FilesOfPages::new();
    let of_values: Vec<_> = of_values
        .par_iter()
        .map(|figures| one(figures, &none).map(|staged| (figures, staged)))
        .collect();
    let of_values = of_values.into_iter().collect::<Result<Vec<_>, _>>()?;
    let names = of_values.iter().filter_map(|(figures, staged)| {
        let page = figures.about.page.as_ref()?;
        let names = staged.iter().map(|file| file.name.clone());
        Some((page.name.clone(), names.collect()))
    });
    let mut staged = one(first, &names.collect())?;
    staged.extend(of_values.into_iter().flat_map(|(_, staged)| staged));
    Ok(staged)
}

/// All files of a page: `<stem>.html`, `<stem>.json`, and `<stem>-<section>.csv` for each
/// section that is a table; `<stem>-<page>.html` and so on for one page of many. The page comes
/// first. A list of pages names their files.
///
/// # Errors
/// Where a template is wrong.
pub fn files(
    figures: &Figures,
    stem: &str,
    pages: &Pages,
    listed: &FilesOfPages,
) -> Result<Vec<File>, TemplateError> {
    let stem = safe_stem(stem);
    let mut page = report::report(figures);
    page.stem.clone_from(&stem);
    let (stem, role, beside) = match &figures.about.page {
        Some(one) => (
            format!("{stem}-{}", one.name),
            Role::OneOfMany,
            Role::OneOfMany,
        ),
        None => (stem, Role::Page, Role::Data),
    };
    let mut files = vec![
        File {
            name: format!("{stem}.html"),
            bytes: pages.render(&page)?.into_bytes(),
            role,
        },
        File {
            name: format!("{stem}.json"),
            bytes: json::render_list(figures, listed).into_bytes(),
            role: beside,
        },
    ];
    files.extend(csv::tables(figures).into_iter().map(|table| File {
        name: format!("{stem}-{}.csv", safe_stem(&table.section)),
        bytes: table.text.into_bytes(),
        role: beside,
    }));
    Ok(files)
}

/// The files of pages that the last build of a report wrote and that this one does not: values that
/// are gone, or that too few people gave. `own` has the names of all files of this one.
pub fn gone(folder: &Path, stem: &str, own: &BTreeSet<String>) -> BTreeMap<String, Vec<String>> {
    let mut gone = json::listed_before(&folder.join(format!("{stem}.json")));
    let is_gone = |name: &String| {
        // Whatever the file says: only what could be a page of this report.
        name.starts_with(&format!("{stem}-")) && !own.contains(&name.to_lowercase())
    };
    for names in gone.values_mut() {
        names.retain(is_gone);
    }
    gone.retain(|_, names| !names.is_empty());
    gone
}
