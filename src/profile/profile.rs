//! The profile of a file, or of several of one survey: what the columns seem to hold, and what is
//! suspicious in them.

use std::path::PathBuf;

use serde::Serialize;

use crate::language::query::ColumnId;
use crate::survey::Survey;
use crate::survey::error::SurveyError;
use crate::survey::files;
use crate::survey::header::OptionBlock;
use crate::survey::ledger::WaveChange;
use crate::survey::survey_file::{Said, SurveyFile};
use crate::text::fold;

use super::guess::{Column, guess};
use super::meaning::{Guess, Meaning, ValueCount};
use super::pass::{self, Part, Passed, Watched};
use super::shape::SEPARATORS;
use super::tally::{Cells, Seen};
use super::topic;
use super::trouble::{self, Trouble};
use super::waves;
use super::words::Words;

/// So many records of the beginning tell what to watch in all of them.
const HEAD: u64 = 2000;

/// At most so many columns are looked at for repeated values.
const MOST_KEYS: usize = 3;

/// A grid has at least so many columns.
const SMALLEST_GRID: usize = 4;

/// What is known of a file, or of all files of a survey, after one pass.
#[derive(Debug, Clone, Serialize)]
pub struct Profile {
    /// The first file; the only one of most profiles.
    #[serde(flatten)]
    pub first: FileProfile,
    /// The files behind it, in the order of their paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<FileProfile>,
    /// Questions of which one may choose several options, each a column.
    #[serde(skip)]
    pub blocks: Vec<OptionBlock>,
    /// The columns of all files, from left to right.
    pub columns: Vec<ColumnProfile>,
    /// What some files ask otherwise than others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<WaveChange>,
    /// What is suspicious.
    pub troubles: Vec<Trouble>,
    /// The files themselves, opened.
    #[serde(skip)]
    pub survey: Survey,
}

/// What is known of one file.
#[derive(Debug, Clone, Serialize)]
pub struct FileProfile {
    /// Its name, without folders.
    pub file: String,
    /// What was recognised: delimiter, encoding, compression.
    pub format: String,
    /// The survey tool that seems to have written it.
    pub dialect: String,
    /// By what it was recognised.
    pub why: String,
    /// Records in it, the header not counted.
    pub rows: u64,
    /// Those of them that the survey tool says are previews or tests; nothing else counts them.
    pub tests: u64,
    /// Rows with fewer or more cells than the header.
    pub ragged: u64,
    /// Whether a quoted cell is never closed, so that the rest was not read.
    #[serde(skip)]
    pub open_quote: bool,
    /// Whether there are zero bytes, or bytes that are no characters.
    #[serde(skip)]
    pub damaged: bool,
}

impl Profile {
    /// The files.
    pub fn files(&self) -> impl Iterator<Item = &FileProfile> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Records in all files, headers not counted.
    pub fn rows(&self) -> u64 {
        self.files().map(|file| file.rows).sum()
    }

    /// Records with fewer or more cells than their header.
    pub fn ragged(&self) -> u64 {
        self.files().map(|file| file.ragged).sum()
    }
}

/// What is known of a column.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnProfile {
    /// Its name, by which a query knows it.
    pub name: String,
    /// The question's text, where it is not the name.
    pub label: Option<String>,
    /// What it seems to hold, in the words of the language.
    pub seems: String,
    /// What speaks for that.
    pub why: String,
    /// Cells with an answer.
    pub answered: u64,
    /// Empty cells, and such as say "no answer".
    pub missing: u64,
    /// Cells that can't be read as what the others are.
    pub unreadable: u64,
    /// How many different values there are; none if they were too many to count.
    pub different: Option<usize>,
    /// The most frequent values, at most ten.
    pub values: Vec<ValueCount>,
    /// Of several options in one cell: each with the rows that chose it, at most sixty.
    pub options: Vec<ValueCount>,
    /// The smallest number and the largest, where there are numbers.
    pub numbers: Option<(f64, f64)>,
    /// The mean of the numbers.
    pub mean: Option<f64>,
    /// The first day and the last, where there are dates.
    pub days: Option<(String, String)>,
    /// Values that seem to mean "no answer".
    pub no_answer: Vec<String>,
    /// Values that seem to mean "does not apply".
    pub not_applicable: Vec<String>,
    /// The guess itself.
    #[serde(skip)]
    pub guess: Guess,
    /// All values, if they were few.
    #[serde(skip)]
    pub all: Option<Vec<(String, u64)>>,
    /// Its words.
    #[serde(skip)]
    pub words: Words,
    /// Rows whose value stood in another row before, where that was looked at.
    #[serde(skip)]
    pub repeated: Option<u64>,
    /// Whether every file has it.
    #[serde(skip)]
    pub everywhere: bool,
    /// For each file its values, where they are few.
    #[serde(skip)]
    pub seen: Vec<Seen>,
}

impl ColumnProfile {
    /// The words of its name alone.
    pub fn own_words(&self) -> Words {
        Words::of([self.name.as_str()])
    }

    /// Cells that hold a text, but one that means that there is no answer.
    pub fn missing_values(&self) -> u64 {
        let values = self.all.iter().flatten();
        let silent = values.filter(|(text, _)| {
            self.no_answer.contains(text) || self.not_applicable.contains(text)
        });
        silent.map(|(_, rows)| rows).sum()
    }
}

/// Reads each file once and says what all of them together seem to be. Memory is bounded by the
/// number of columns, but for 8 bytes a row for each of at most three columns that may be a key,
/// and 8 for the row itself.
///
/// # Errors
/// Files can't be read, are empty, or are no text: an error for each. None of none.
pub fn profile(
    paths: &[PathBuf],
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Profile, Vec<SurveyError>> {
    let (files, errors): (Vec<_>, Vec<_>) = files::each_once(paths.to_vec())
        .iter()
        .map(|path| SurveyFile::open(path, Said::default()))
        .partition(Result::is_ok);
    let errors: Vec<SurveyError> = errors.into_iter().filter_map(Result::err).collect();
    if !errors.is_empty() || files.is_empty() {
        return Err(errors);
    }
    let survey = Survey::of(files.into_iter().flatten().collect());
    of_survey(survey, progress).map_err(|error| vec![error])
}

fn of_survey(survey: Survey, progress: &(dyn Fn(u64) + Sync)) -> Result<Profile, SurveyError> {
    let headings: Vec<Heading> = survey
        .joined
        .columns
        .iter()
        .map(|column| Heading {
            name: column.name.clone(),
            label: column.label.clone(),
            option: column.option.clone(),
        })
        .collect();
    let parts = parts(&survey);
    let head = pass::head(&parts, headings.len(), HEAD)?;
    let (_, guesses) = judge(&headings, head, &Watched::default());
    let watched = watch(&headings, &guesses);
    let (passed, of_files) = pass::whole(&parts, headings.len(), &watched, progress)?;
    drop(parts);
    let first_ragged = of_files.iter().zip(&survey.files);
    let first_ragged = first_ragged
        .filter_map(|(of, file)| Some((of.first_ragged?, files::name(&file.path))))
        .next();
    let facts = trouble::Facts {
        ragged: passed.ragged,
        first_ragged,
        open_quote: passed.open_quote,
        zero_bytes: passed.zero_bytes,
        not_text: passed.not_text,
        unended: passed.unended,
        alike: passed.alike,
        straight: watched
            .grids
            .iter()
            .cloned()
            .zip(passed.straight.clone())
            .collect(),
    };
    let repeated = passed.repeated.clone();
    let (cells, guesses) = judge(&headings, passed, &watched);
    let columns: Vec<ColumnProfile> = headings
        .into_iter()
        .zip(cells)
        .zip(guesses)
        .enumerate()
        .map(|(at, ((heading, cells), guess))| {
            let key = watched.keys.iter().position(|key| *key == at);
            let seen = of_files.iter().map(|file| file.seen[at].clone());
            ColumnProfile {
                everywhere: (0..of_files.len()).all(|file| place(&survey, file, at).is_some()),
                seen: seen.collect(),
                ..column(heading, cells, guess, key.map(|key| repeated[key]))
            }
        })
        .collect();
    let mut files = survey
        .files
        .iter()
        .zip(&of_files)
        .map(|(file, of)| FileProfile {
            file: files::name(&file.path),
            format: file.format(),
            dialect: file.header.dialect.to_owned(),
            why: file.header.why.to_owned(),
            rows: of.rows,
            tests: of.tests,
            ragged: of.ragged,
            open_quote: of.open_quote,
            damaged: of.damaged,
        });
    let Some(first) = files.next() else {
        unreachable!("a survey has a file")
    };
    Ok(Profile {
        first,
        others: files.collect(),
        blocks: survey.joined.blocks.clone(),
        troubles: trouble::find(&columns, &facts),
        changes: waves::changes(&survey, &columns),
        columns,
        survey,
    })
}

/// Where a column of all files stands in one of them.
fn place(survey: &Survey, file: usize, column: usize) -> Option<usize> {
    let column = ColumnId(u32::try_from(column).ok()?);
    survey.position(file, column)
}

/// The files, each with the columns that its own are.
fn parts(survey: &Survey) -> Vec<Part<'_>> {
    let joined = survey.joined.columns.len();
    let part = |(number, file)| {
        let mut columns: Vec<(usize, usize)> = (0..joined)
            .filter_map(|column| Some((place(survey, number, column)?, column)))
            .collect();
        columns.sort_unstable();
        Part {
            file,
            columns: columns.into_iter().map(|(_, column)| column).collect(),
        }
    };
    survey.files.iter().enumerate().map(part).collect()
}

/// What the header says of a column.
struct Heading {
    name: String,
    label: Option<String>,
    option: Option<String>,
}

impl Heading {
    fn words(&self) -> Words {
        Words::of(
            [self.name.as_str()]
                .into_iter()
                .chain(self.label.as_deref()),
        )
    }
}

/// Guesses at the columns of what was counted.
fn judge(headings: &[Heading], passed: Passed, watched: &Watched) -> (Vec<Cells>, Vec<Guess>) {
    let cells: Vec<Cells> = passed
        .tallies
        .into_iter()
        .map(super::tally::Tally::finish)
        .collect();
    let columns: Vec<Column<'_>> = headings
        .iter()
        .zip(&cells)
        .enumerate()
        .map(|(at, (heading, cells))| {
            let key = watched.keys.iter().position(|key| *key == at);
            Column {
                words: heading.words(),
                name: Words::of([heading.name.as_str()]),
                option: heading.option.as_deref(),
                cells,
                unique: key
                    .and_then(|key| passed.repeated.get(key))
                    .map(|repeated| *repeated == 0),
            }
        })
        .collect();
    let guesses = guess(&columns);
    drop(columns);
    (cells, guesses)
}

/// What the head of a file says is worth watching.
fn watch(headings: &[Heading], guesses: &[Guess]) -> Watched {
    let may_be_key = |at: &usize| {
        let words = Words::of([headings[*at].name.as_str()]);
        let named = words.speak_of(topic::RESPONSE_ID)
            || words.speak_of(topic::CUSTOMER)
            || words.speak_of(topic::IDENTIFIER)
            || words.count() == 0 && *at == 0;
        let kind = &guesses[*at].meaning;
        matches!(kind, Meaning::Identifier | Meaning::Customer)
            || named
                && words.count() <= 4
                && matches!(kind, Meaning::Text | Meaning::Number | Meaning::Category(_))
            || *at < 2 && matches!(kind, Meaning::Text | Meaning::Number)
    };
    let mut keys: Vec<usize> = (0..headings.len()).filter(may_be_key).collect();
    keys.sort_by_key(|at| {
        (
            !matches!(
                guesses[*at].meaning,
                Meaning::Identifier | Meaning::Customer
            ),
            *at,
        )
    });
    keys.truncate(MOST_KEYS);
    let scale = |at: usize| match &guesses[at].meaning {
        Meaning::Scale(scale) if scale.high - scale.low >= 2 => {
            Some((scale.kind, scale.low, scale.high))
        }
        _ => None,
    };
    let mut grids = Vec::new();
    let mut first = 0;
    while first < guesses.len() {
        let own = scale(first);
        let last = (first..guesses.len())
            .take_while(|at| own.is_some() && scale(*at) == own)
            .last()
            .map_or(first + 1, |last| last + 1);
        if last - first >= SMALLEST_GRID {
            grids.push((first..last).collect());
        }
        first = last;
    }
    Watched {
        keys,
        grids,
        rows: true,
    }
}

fn column(heading: Heading, cells: Cells, guess: Guess, repeated: Option<u64>) -> ColumnProfile {
    let silent = |text: &str| {
        guess
            .missing
            .iter()
            .chain(&guess.not_applicable)
            .any(|known| known == text)
    };
    let counted = cells.values.as_ref().map_or_else(
        || {
            cells
                .shape
                .words
                .0
                .iter()
                .flatten()
                .map(|(text, rows)| (text.clone(), *rows))
                .collect()
        },
        Clone::clone,
    );
    let unanswered: u64 = counted
        .iter()
        .filter(|(text, _)| silent(text))
        .map(|(_, rows)| rows)
        .sum();
    let values = cells
        .values
        .iter()
        .flatten()
        .take(10)
        .map(|(value, rows)| ValueCount {
            value: value.clone(),
            rows: *rows,
        });
    let days = match &guess.meaning {
        Meaning::Date(date) => Some((day(date.days.0), day(date.days.1))),
        _ => None,
    };
    let answered = cells.shape.cells - unanswered;
    let unreadable = match &guess.meaning {
        Meaning::Date(_) => answered.saturating_sub(cells.shape.dates.any),
        Meaning::Scale(scale) => scale.outside.iter().map(|(_, rows)| rows).sum(),
        _ => 0,
    };
    ColumnProfile {
        words: heading.words(),
        name: heading.name,
        label: heading.label,
        seems: guess.meaning.words(),
        why: guess.why.clone(),
        answered,
        unreadable,
        missing: cells.blank + unanswered,
        different: cells.values.as_ref().map(Vec::len),
        values: values.collect(),
        options: options(&cells, &guess),
        numbers: cells
            .shape
            .numbers
            .ends
            .filter(|_| cells.shape.numbers.cells * 2 > cells.shape.cells),
        mean: cells
            .shape
            .numbers
            .mean()
            .filter(|_| cells.shape.numbers.cells * 2 > cells.shape.cells),
        days,
        no_answer: guess.missing.clone(),
        not_applicable: guess.not_applicable.clone(),
        guess,
        all: cells.values,
        repeated,
        everywhere: true,
        seen: Vec::new(),
    }
}

/// The options of joined cells, spelt as they stand there where that is known.
fn options(cells: &Cells, guess: &Guess) -> Vec<ValueCount> {
    let Meaning::Choices(split) = guess.meaning else {
        return Vec::new();
    };
    let counts = SEPARATORS
        .iter()
        .position(|separator| *separator == split)
        .and_then(|at| cells.shape.split[at].1.0.as_ref());
    let spelt = |folded: &str| {
        let texts = cells.values.iter().flatten();
        let mut options = texts.flat_map(|(text, _)| text.split(split));
        let found = options.find(|option| fold(option) == folded);
        found.map_or_else(|| folded.to_owned(), |option| option.trim().to_owned())
    };
    let mut options: Vec<ValueCount> = counts
        .into_iter()
        .flatten()
        .map(|(folded, rows)| ValueCount {
            value: spelt(folded),
            rows: *rows,
        })
        .collect();
    options.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.value.cmp(&b.value)));
    options
}

/// A day as the language writes it.
fn day(number: i32) -> String {
    let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(i64::from(number)));
    date.map_or_else(|_| String::new(), |date| date.to_string())
}

/// What some of several files ask otherwise than others, each of which was profiled by itself.
pub fn changes_between(profiles: &[Profile]) -> Vec<WaveChange> {
    let files = profiles.iter().flat_map(|profile| &profile.survey.files);
    let survey = Survey::of(files.cloned().collect());
    let of_file = |file: usize, column: usize| {
        let columns = &profiles.get(file)?.columns;
        columns.get(place(&survey, file, column)?)
    };
    let columns: Vec<ColumnProfile> = (0..survey.joined.columns.len())
        .filter_map(|column| {
            let profiled = (0..profiles.len()).map(|file| of_file(file, column));
            let seen = profiled.clone().map(|of_file| {
                let seen = of_file.and_then(|of_file| of_file.seen.first());
                seen.cloned().unwrap_or_default()
            });
            let seen = seen.collect();
            let first = profiled.flatten().next()?.clone();
            Some(ColumnProfile {
                name: survey.joined.columns[column].name.clone(),
                seen,
                ..first
            })
        })
        .collect();
    waves::changes(&survey, &columns)
}
