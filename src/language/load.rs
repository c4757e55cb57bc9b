//! Reads a file and all that it uses, asks for the survey's header, checks.

use std::path::{Component, Path, PathBuf};

use super::check;
use super::error::{Error, FieldError, TextError};
use super::published::{PublishedError, PublishedFigure, parse_published};
use super::query::{ColumnId, Query};
use super::recover::{self, Parsed};
use super::reported;
use super::scan;
use super::sources::{Sources, offset};
use super::span::{FileId, Span, Spanned};
use super::syntax::{File, Name, Source, SourcePart, Statement};
use super::targets::{self, Targets, TargetsError};
use super::wording;
use crate::diagnostics::{Class, Diagnostic, Severity};

/// Most files that one query is made of.
const MAX_FILES: usize = 200;
/// Most files in a row that use the next one.
const MAX_CHAIN: usize = 32;
/// Most errors that are told in one run.
const MAX_ERRORS: usize = 200;

/// What a query needs from the world.
pub trait Surroundings {
    /// The bytes of a `.cxq` file or of a file of targets. Need not read more than a little over 1 MiB of it.
    fn read(&mut self, path: &Path) -> std::io::Result<Vec<u8>>;
    /// The files of a survey and their header.
    fn survey(&mut self, request: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>>;
    /// The bytes of another report's figures, which may be longer than a query.
    fn read_figures(&mut self, path: &Path) -> std::io::Result<Vec<u8>> {
        self.read(path)
    }
    /// Figures that `against published` can name.
    fn published(&self) -> &[PublishedFigure];
}

/// Which survey a query is about.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyRequest {
    /// The paths and patterns as written, at least one.
    pub patterns: Vec<Spanned<String>>,
    /// The folder of the file that wrote them; relative paths start there.
    pub base: PathBuf,
    /// The delimiter, where the query says it.
    pub delimiter: Option<u8>,
    /// The encoding, likewise.
    pub encoding: Option<Spanned<String>>,
    /// The dialect, likewise.
    pub dialect: Option<Spanned<String>>,
    /// Second files whose rows belong to responses.
    pub joins: Vec<JoinRequest>,
}

/// `join "customers.csv" on CustomerId = id`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// The path as written.
    pub path: Spanned<String>,
    /// The column of responses that holds the key.
    pub on: Spanned<String>,
    /// The second file's, where it is called otherwise.
    pub key: Option<Spanned<String>>,
}

/// What is known of a survey before its answers are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SurveyHeader {
    /// Its files, sorted by name.
    pub files: Vec<PathBuf>,
    /// The names of its columns, no two of them the same.
    pub columns: Vec<String>,
    /// For each column the question's text, where the file has it beside the name.
    pub labels: Vec<Option<String>>,
    /// Questions of which one may choose several options, each option a column.
    pub blocks: Vec<HeaderBlock>,
    /// The second file, where one is joined.
    pub joined: Option<JoinedFile>,
}

/// A second file of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedFile {
    /// Its name without folders and ending.
    pub name: String,
    /// Its first column among those of the survey; all behind it are its.
    pub first: ColumnId,
}

/// Several columns that are one question with several options at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderBlock {
    /// What the query calls it.
    pub name: String,
    /// The question's text, where that is not its name.
    pub label: Option<String>,
    /// Its columns.
    pub columns: Vec<ColumnId>,
    /// For each column its option.
    pub options: Vec<String>,
}

/// A file that was loaded, as far as that was possible.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The texts, for showing places in them.
    pub sources: Sources,
    /// The query, if there is no error. A file that only defines names has none, and a warning says so.
    pub query: Option<Query>,
    /// Errors and warnings in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads and checks a `.cxq` file.
pub fn load(path: &Path, surroundings: &mut dyn Surroundings) -> Loaded {
    let mut loader = Loader {
        surroundings,
        sources: Sources::default(),
        trees: Vec::new(),
        figures: Vec::new(),
        errors: Vec::new(),
        seen: Vec::new(),
        chain: Vec::new(),
        incomplete: false,
    };
    loader.visit(path, None);
    let Loader {
        sources,
        trees,
        figures,
        mut errors,
        incomplete,
        ..
    } = loader;
    if trees.is_empty() {
        return finish(sources, None, errors, Vec::new());
    }
    let request = survey_request(&trees, &sources);
    let (header, problems) = match &request {
        Some(request) => match surroundings.survey(request) {
            Ok(header) => (Some(header), Vec::new()),
            Err(problems) => (None, problems),
        },
        None => (None, Vec::new()),
    };
    let (targets, mistake) = match rake_targets(&trees, &sources, surroundings) {
        Some((Ok(targets), _)) => (Some(targets), None),
        Some((Err(error), span)) => (None, Some(Error::new(FieldError::Targets(error), span))),
        None => (None, None),
    };
    errors.extend(mistake);
    let pattern = request
        .as_ref()
        .and_then(|request| request.patterns.first());
    let at = pattern.map(|pattern| pattern.span).unwrap_or_default();
    let problems = problems.into_iter().map(|problem| (at, problem)).collect();
    let (reported, found) = reported::figures(&trees, |span, path| {
        let path = tidy(&folder(sources.path(span.file)).join(path));
        surroundings
            .read_figures(&path)
            .map_err(|error| TextError::UseMissing {
                path: path.display().to_string(),
                reason: reason(&error),
            })
    });
    errors.extend(found);

    let published: Vec<PublishedFigure> = surroundings
        .published()
        .iter()
        .cloned()
        .chain(figures)
        .collect();
    let input = check::Input {
        trees: &trees,
        sources: &sources,
        header: header.as_ref(),
        published: &published,
        reported: &reported,
        targets: targets.as_ref(),
        incomplete,
        mistakes: errors.len(),
    };
    let (query, found) = check::check(&input);
    errors.extend(found);
    finish(sources, query, errors, problems)
}

/// Puts everything that is wrong into the order of the files.
fn finish(
    sources: Sources,
    query: Option<Query>,
    errors: Vec<Error>,
    problems: Vec<(Span, Diagnostic)>,
) -> Loaded {
    let worded = errors
        .iter()
        .map(|error| (error.span, wording::diagnostic(error, &sources)));
    let mut all: Vec<(Span, Diagnostic)> = worded.chain(problems).collect();
    all.sort_by_key(|(span, _)| span.order());
    let more = all.len().saturating_sub(MAX_ERRORS);
    all.truncate(MAX_ERRORS);
    let mut diagnostics: Vec<Diagnostic> =
        all.into_iter().map(|(_, diagnostic)| diagnostic).collect();
    if more > 0 {
        diagnostics.push(wording::more(more, sources.path(FileId::default())));
    }
    let failed = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Loaded {
        sources,
        query: query.filter(|_| !failed),
        diagnostics,
    }
}

/// Old editors end lines with a carriage return alone; bytes stay where they are.
fn with_line_ends(text: &str) -> String {
    if text.contains('\n') {
        text.to_owned()
    } else {
        text.replace('\r', "\n")
    }
}

/// The first source, the file's own before those of used files.
fn first_source(trees: &[(FileId, File)]) -> Option<&Source> {
    trees
        .iter()
        .flat_map(|(_, tree)| &tree.statements)
        .find_map(|statement| match statement {
            Statement::Source(source) => Some(source),
            _ => None,
        })
}

/// What the first source's weights are raked to, with the place that names the file.
fn rake_targets(
    trees: &[(FileId, File)],
    sources: &Sources,
    surroundings: &mut dyn Surroundings,
) -> Option<(Result<Targets, TargetsError>, Span)> {
    let text = first_source(trees)?
        .parts
        .iter()
        .find_map(|part| match part {
            SourcePart::Rake { targets, .. } => Some(targets),
            _ => None,
        })?;
    let path = tidy(&folder(sources.path(text.span.file)).join(&text.value));
    let found = match surroundings.read(&path) {
        Ok(bytes) => targets::read(&path, &bytes),
        Err(error) => Err(TargetsError::Unreadable {
            path: text.value.clone(),
            reason: reason(&error),
        }),
    };
    Some((found, text.span))
}

/// The survey of the first source.
fn survey_request(trees: &[(FileId, File)], sources: &Sources) -> Option<SurveyRequest> {
    let source = first_source(trees)?;
    let delimiter = source.parts.iter().find_map(|part| match part {
        SourcePart::Delimiter(text) => text.value.bytes().next().filter(|_| text.value.len() == 1),
        _ => None,
    });
    let mut encoding = None;
    let mut dialect = None;
    let mut joins = Vec::new();
    for part in &source.parts {
        match part {
            SourcePart::Join { path, on, key, .. } => {
                let text = |name: &Name| Spanned::new(name.text.clone(), name.span);
                joins.push(JoinRequest {
                    path: path.clone(),
                    on: text(on),
                    key: key.as_ref().map(text),
                });
            }
            SourcePart::Encoding(text) => encoding = Some(text.clone()),
            SourcePart::Dialect(text) => dialect = Some(text.clone()),
            _ => {}
        }
    }
    Some(SurveyRequest {
        encoding,
        dialect,
        joins,
        patterns: source.patterns.clone(),
        base: folder(sources.path(source.span.file)),
        delimiter,
    })
}

/// The folder that a file is in.
fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

struct Loader<'a> {
    surroundings: &'a mut dyn Surroundings,
    sources: Sources,
    trees: Vec<(FileId, File)>,
    /// Figures of the tables that are used.
    figures: Vec<PublishedFigure>,
    errors: Vec<Error>,
    /// Every file that was read.
    seen: Vec<PathBuf>,
    /// The files being read, each used by the one before it.
    chain: Vec<PathBuf>,
    /// Whether a used file could not be read, so that its names are not known.
    incomplete: bool,
}

impl Loader<'_> {
    /// Takes in a table of figures; an id that stands in it or elsewhere already is an error.
    fn table(&mut self, path: PathBuf, text: String, file: FileId) {
        let parsed = parse_published(&text);
        self.sources.add(path, text);
        let line_of = |sources: &Sources, line: u64| {
            let line = usize::try_from(line)
                .unwrap_or(usize::MAX)
                .saturating_sub(1);
            let range = sources
                .file(file)
                .map_or(0..0, |source| source.line_range(line));
            Span {
                file,
                start: offset(range.start),
                end: offset(range.end),
            }
        };
        match parsed {
            Err(PublishedError { line, reason }) => {
                self.incomplete = true;
                let span = line_of(&self.sources, line);
                self.errors
                    .push(Error::new(TextError::Table { reason }, span));
            }
            Ok(figures) => {
                for figure in figures {
                    let known = self.surroundings.published().iter().chain(&self.figures);
                    if known.into_iter().any(|known| known.id == figure.id) {
                        let span = line_of(&self.sources, figure.line);
                        let id = figure.id;
                        self.errors
                            .push(Error::new(TextError::FigureTwice { id }, span));
                    } else {
                        self.figures.push(figure);
                    }
                }
            }
        }
    }

    /// Reads a file; `used` is the path in the `use` that names it.
    fn visit(&mut self, path: &Path, used: Option<Span>) {
        let path = tidy(path);
        if let Some(first) = self.chain.iter().position(|open| *open == path) {
            let around = self.chain[first..].iter().chain([&path]);
            let files = around
                .map(|path| {
                    path.file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned()
                })
                .collect();
            self.errors.push(Error::new(
                TextError::UseCycle { files },
                used.unwrap_or_default(),
            ));
            return;
        }
        if self.seen.contains(&path) {
            return;
        }
        if self.seen.len() >= MAX_FILES || self.chain.len() >= MAX_CHAIN {
            self.incomplete = true;
            self.errors
                .push(Error::new(TextError::UseTooMany, used.unwrap_or_default()));
            return;
        }
        let bytes = match self.surroundings.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.incomplete = true;
                let reason = reason(&error);
                if let Some(span) = used {
                    let path = path.display().to_string();
                    self.errors
                        .push(Error::new(TextError::UseMissing { path, reason }, span));
                } else {
                    self.sources.add(path, String::new());
                    self.errors.push(Error::new(
                        TextError::Unreadable { reason },
                        Span::default(),
                    ));
                }
                return;
            }
        };
        self.seen.push(path.clone());
        let file = FileId(u16::try_from(self.sources.files().len()).unwrap_or(u16::MAX));
        let text = match scan::decode(&bytes, file) {
            Ok(text) => with_line_ends(text),
            Err(refused) => {
                let (text, error) = *refused;
                self.incomplete = true;
                self.sources.add(path, text);
                self.errors.push(error);
                return;
            }
        };
        if is_table(&path) {
            self.table(path, text, file);
            return;
        }
        let Parsed { tree, errors } = recover::parse(&text, file);
        self.incomplete |= tree.statements.is_empty();
        self.errors.extend(errors);
        self.sources.add(path.clone(), text);
        let uses: Vec<(PathBuf, Span)> = tree
            .statements
            .iter()
            .filter_map(|statement| match statement {
                Statement::Use(text) => Some((folder(&path).join(&text.value), text.span)),
                _ => None,
            })
            .collect();
        if !tree.statements.is_empty() {
            self.trees.push((file, tree));
        }
        self.chain.push(path);
        for (path, span) in uses {
            self.visit(&path, Some(span));
        }
        self.chain.pop();
    }
}

/// Whether a used file is a table of figures and no query.
fn is_table(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// A path without `.` and, where that is sure, without `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}

/// Why a file can't be read, in plain words.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

impl Loaded {
    /// The class of the first error, which decides the exit code.
    pub fn class(&self) -> Option<Class> {
        self.diagnostics
            .iter()
            .find(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|error| error.class)
    }
}
