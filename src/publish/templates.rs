//! The templates: built into the program, each replaced by a file of the same name in a folder
//! of the company's own.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../report-templates/", $name)))),*]
    };
}

/// Name and source of every built-in template. A new template is a new line.
const BUILT_IN: &[(&str, &str)] = built_in![
    "page.html.j2",
    "theme.css.j2",
    "sections/lead.html.j2",
    "sections/summary.html.j2",
    "sections/compare.html.j2",
    "sections/trend.html.j2",
    "sections/table.html.j2",
    "sections/drivers.html.j2",
    "sections/journey.html.j2",
    "sections/reasons.html.j2",
    "sections/ranking.html.j2",
    "sections/answers.html.j2",
    "sections/gap.html.j2",
    "sections/stake.html.j2",
    "sections/pages.html.j2",
    "sections/followup.html.j2",
    "sections/quotes.html.j2",
    "sections/text.html.j2",
    "sections/method.html.j2",
    "sections/glossary.html.j2",
    "charts/share_bar.html.j2",
    "charts/kpis.html.j2",
    "charts/forest.html.j2",
    "charts/forest_many.html.j2",
    "charts/line.html.j2",
    "charts/quadrant.html.j2",
    "charts/crosstab.html.j2",
    "charts/numbers.html.j2",
];

/// The ending of template files.
const ENDING: &str = ".j2";
/// Folders deeper than this are not searched.
const DEPTH: usize = 4;

/// The sources of all templates, by name: "page.html.j2", "sections/compare.html.j2".
///
/// All files are read before anything is rendered, so a template can't read files.
#[derive(Debug, Clone)]
pub struct Templates {
    sources: BTreeMap<String, Source>,
}

#[derive(Debug, Clone)]
struct Source {
    text: String,
    /// Where it was read from; `None` for a built-in one.
    file: Option<PathBuf>,
}

/// A template that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The file, where it is one of the company's own; the name of the built-in one otherwise.
    pub file: PathBuf,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for TemplateError {}

impl Default for Templates {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Templates {
    /// The built-in templates.
    pub fn built_in() -> Self {
        let source = |(name, text): &(&str, &str)| {
            let text = (*text).to_owned();
            ((*name).to_owned(), Source { text, file: None })
        };
        Self {
            sources: BUILT_IN.iter().map(source).collect(),
        }
    }

    /// The built-in templates, with those of a folder over them. A file of another name is a
    /// template that the others may include.
    ///
    /// # Errors
    /// Where the folder or a file in it can't be read as UTF-8 text.
    pub fn with_folder(folder: &Path) -> Result<Self, TemplateError> {
        let mut templates = Self::built_in();
        templates
            .read_folder(folder, "", DEPTH)
            .map_err(|(file, error)| TemplateError {
                file,
                line: None,
                message: format!("can't read the template: {error}"),
            })?;
        Ok(templates)
    }

    fn read_folder(
        &mut self,
        folder: &Path,
        prefix: &str,
        depth: usize,
    ) -> Result<(), (PathBuf, io::Error)> {
        let at = |path: &Path, error| (path.to_owned(), error);
        for entry in fs::read_dir(folder).map_err(|error| at(folder, error))? {
            let entry = entry.map_err(|error| at(folder, error))?;
            let path = entry.path();
            let Ok(file_name) = entry.file_name().into_string() else {
                continue;
            };
            let name = format!("{prefix}{file_name}");
            if path.is_dir() {
                if depth > 0 && !file_name.starts_with('.') {
                    self.read_folder(&path, &format!("{name}/"), depth - 1)?;
                }
            } else if file_name.ends_with(ENDING) {
                let text = fs::read_to_string(&path).map_err(|error| at(&path, error))?;
                let file = Some(path);
                self.sources.insert(name, Source { text, file });
            }
        }
        Ok(())
    }

    /// Name and source of all templates.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let sources = self.sources.iter();
        sources.map(|(name, source)| (name.as_str(), source.text.as_str()))
    }

    /// The error of the template engine, at the file that the template came from.
    pub(super) fn error(&self, error: &minijinja::Error) -> TemplateError {
        let name = error.name().unwrap_or("page.html.j2");
        let file = self
            .sources
            .get(name)
            .and_then(|source| source.file.clone());
        let message = match error.detail() {
            Some(detail) => format!("{}: {detail}", error.kind()),
            None => error.kind().to_string(),
        };
        TemplateError {
            file: file.unwrap_or_else(|| PathBuf::from(name)),
            line: error.line(),
            message,
        }
    }
}
