//! What is suspicious in a file, as data and in words.

use serde::Serialize;

use super::meaning::Meaning;
use super::profile::ColumnProfile;
use super::topic;

/// Something suspicious.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Trouble {
    /// Rows with fewer or more cells than the header; the first of them, from 1, and its file.
    Ragged { rows: u64, first: u64, file: String },
    /// Rows that are in all columns like an earlier one.
    Alike { rows: u64 },
    /// A column of how long a response took.
    Speeders { column: String },
    /// A quoted cell is never closed; what follows was not read.
    OpenQuote,
    /// The last row has no line end.
    Unended,
    /// Zero bytes.
    ZeroBytes,
    /// Bytes that are no characters.
    NotText,
    /// Column names that stand several times, or are empty.
    Header {
        columns: Vec<String>,
        nameless: usize,
    },
    /// A key that repeats.
    Repeated { column: String, rows: u64 },
    /// Dates that contradict each other about the order of day and month.
    MixedDates { column: String },
    /// Dates that leave the order of day and month open.
    OpenDates { column: String },
    /// Values outside of the scale that the others are on.
    OutsideScale {
        column: String,
        scale: String,
        values: Vec<String>,
        rows: u64,
    },
    /// Columns that say the same in every row.
    Constant { columns: Vec<String> },
    /// Columns without any answer.
    Empty { columns: Vec<String> },
    /// Columns that seem to identify people.
    Personal { columns: Vec<String> },
    /// Rows that answer neighbouring questions all alike.
    StraightLines {
        columns: Vec<String>,
        rows: u64,
        of: u64,
    },
    /// Codes that may mean "no answer".
    NoAnswerCodes { column: String, codes: Vec<String> },
}

/// What the pass found beyond single columns.
pub struct Facts {
    /// See [`Trouble::Ragged`].
    pub ragged: u64,
    /// The first ragged row, from 1, and the name of its file.
    pub first_ragged: Option<(u64, String)>,
    /// See [`Trouble::OpenQuote`].
    pub open_quote: bool,
    /// See [`Trouble::ZeroBytes`].
    pub zero_bytes: bool,
    /// See [`Trouble::NotText`].
    pub not_text: bool,
    /// See [`Trouble::Unended`].
    pub unended: bool,
    /// Rows that are in all columns like an earlier one.
    pub alike: u64,
    /// Grids with the rows that answered everything, and those that answered it all alike.
    pub straight: Vec<(Vec<usize>, (u64, u64))>,
}

/// More straight lines than this share of rows are told.
const STRAIGHT: f64 = 0.05;

/// Everything suspicious, what breaks a build first.
pub fn find(columns: &[ColumnProfile], facts: &Facts) -> Vec<Trouble> {
    let mut found = Vec::new();
    if facts.open_quote {
        found.push(Trouble::OpenQuote);
    }
    if facts.zero_bytes {
        found.push(Trouble::ZeroBytes);
    }
    if facts.unended && !facts.open_quote {
        found.push(Trouble::Unended);
    }
    if facts.not_text {
        found.push(Trouble::NotText);
    }
    if let Some((first, file)) = &facts.first_ragged {
        found.push(Trouble::Ragged {
            rows: facts.ragged,
            first: *first,
            file: file.clone(),
        });
    }
    if facts.alike > 0 {
        found.push(Trouble::Alike { rows: facts.alike });
    }
    found.extend(header(columns));
    for column in columns {
        found.extend(of_column(column));
    }
    let named = |fits: &dyn Fn(&Meaning) -> bool| -> Vec<String> {
        let columns = columns.iter().filter(|column| fits(&column.guess.meaning));
        columns.map(|column| column.name.clone()).collect()
    };
    let columns_of = [
        (named(&|kind| matches!(kind, Meaning::Personal(_))), 0),
        (named(&|kind| matches!(kind, Meaning::Constant)), 1),
        (named(&|kind| matches!(kind, Meaning::Empty)), 2),
    ];
    for (columns, kind) in columns_of {
        if !columns.is_empty() {
            found.push(match kind {
                0 => Trouble::Personal { columns },
                1 => Trouble::Constant { columns },
                _ => Trouble::Empty { columns },
            });
        }
    }
    let times = columns.iter().filter(|column| is_time_taken(column));
    found.extend(times.map(|column| Trouble::Speeders {
        column: column.name.clone(),
    }));
    for (grid, (of, rows)) in &facts.straight {
        if *rows as f64 > STRAIGHT * *of as f64 {
            let columns = grid.iter().map(|at| columns[*at].name.clone()).collect();
            found.push(Trouble::StraightLines {
                columns,
                rows: *rows,
                of: *of,
            });
        }
    }
    found
}

fn header(columns: &[ColumnProfile]) -> Option<Trouble> {
    let mut names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let nameless = names.iter().filter(|name| name.is_empty()).count();
    names.sort_unstable();
    let mut twice: Vec<String> = names
        .windows(2)
        .filter(|pair| pair[0] == pair[1] && !pair[0].is_empty())
        .map(|pair| pair[0].to_owned())
        .collect();
    twice.dedup();
    (nameless > 0 || !twice.is_empty()).then_some(Trouble::Header {
        columns: twice,
        nameless,
    })
}

/// Whether a column says how long a response took.
pub fn is_time_taken(column: &ColumnProfile) -> bool {
    let measured = matches!(column.guess.meaning, Meaning::Number | Meaning::Category(_));
    measured && column.numbers.is_some() && column.own_words().are(topic::TIME_TAKEN)
}

/// A column's name as a query writes it.
fn quoted(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    match plain {
        true => name.to_owned(),
        false => format!("`{name}`"),
    }
}

fn of_column(column: &ColumnProfile) -> Vec<Trouble> {
    let mut found = Vec::new();
    let name = || column.name.clone();
    match &column.guess.meaning {
        Meaning::Identifier => {
            if let Some(rows) = column.repeated.filter(|rows| *rows > 0) {
                found.push(Trouble::Repeated {
                    column: name(),
                    rows,
                });
            }
        }
        Meaning::Date(date) if date.open => {
            found.push(if date.mixed {
                Trouble::MixedDates { column: name() }
            } else {
                Trouble::OpenDates { column: name() }
            });
        }
        Meaning::Scale(scale) => {
            if !scale.outside.is_empty() {
                found.push(Trouble::OutsideScale {
                    column: name(),
                    scale: column.seems.clone(),
                    values: scale
                        .outside
                        .iter()
                        .take(5)
                        .map(|(value, _)| value.clone())
                        .collect(),
                    rows: scale.outside.iter().map(|(_, rows)| rows).sum(),
                });
            }
            let codes: Vec<String> = column
                .guess
                .missing
                .iter()
                .filter(|code| code.parse::<f64>().is_ok())
                .cloned()
                .collect();
            if !codes.is_empty() {
                found.push(Trouble::NoAnswerCodes {
                    column: name(),
                    codes,
                });
            }
        }
        _ => {}
    }
    found
}

impl Trouble {
    /// In words, without a full stop.
    pub fn words(&self) -> String {
        let list = |columns: &[String]| -> String {
            let mut shown: Vec<String> = columns
                .iter()
                .take(8)
                .map(|name| format!("`{name}`"))
                .collect();
            if columns.len() > 8 {
                shown.push(format!("and {} more", columns.len() - 8));
            }
            shown.join(", ")
        };
        match self {
            Self::Ragged { rows, first, file } => format!(
                "{rows} rows have fewer or more cells than the header; the first is row {first} of {file}. `tolerate 1%` leaves out so many and counts them"
            ),
            Self::Alike { rows } => format!(
                "{rows} rows are in all columns like an earlier one. `exclude duplicates` leaves them out and counts them"
            ),
            Self::Speeders { column } => format!(
                "`{column}` says how long the answers took: exclude speeders {} below 40% of median leaves out who was too fast to read the questions",
                quoted(column)
            ),
            Self::OpenQuote => {
                "a quoted cell is never closed; what follows was not read. `cxq build` shows where"
                    .to_owned()
            }
            Self::Unended => {
                "the last row has no line end: if the file was cut off, its last answer is not whole"
                    .to_owned()
            }
            Self::ZeroBytes => {
                "there are zero bytes in it, which no text has. Export it again".to_owned()
            }
            Self::NotText => {
                "there are bytes in it that are no characters of its encoding".to_owned()
            }
            Self::Header { columns, nameless } => {
                let mut parts = Vec::new();
                if !columns.is_empty() {
                    parts.push(format!("names of several columns: {}", list(columns)));
                }
                if *nameless > 0 {
                    parts.push(format!("{nameless} columns without a name"));
                }
                parts.join("; ")
            }
            Self::Repeated { column, rows } => format!(
                "{rows} rows repeat a `{column}`. `key … keep last` counts the last one only"
            ),
            Self::MixedDates { column } => format!(
                "`{column}` holds dates that begin with the day and dates that begin with the month"
            ),
            Self::OpenDates { column } => format!(
                "`{column}` does not tell whether day or month comes first: say `day/month/year` or `month/day/year` behind it"
            ),
            Self::OutsideScale {
                column,
                scale,
                values,
                rows,
            } => format!(
                "`{column}` has {rows} values outside of {scale}: {}",
                values.join(", ")
            ),
            Self::NoAnswerCodes { column, codes } => format!(
                "`{column}` has codes that may mean \"no answer\": {}",
                codes.join(", ")
            ),
            Self::Constant { columns } => format!("the same in every row: {}", list(columns)),
            Self::Empty { columns } => format!("without any answer: {}", list(columns)),
            Self::Personal { columns } => format!(
                "seem to identify people, and have no place in a report: {}",
                list(columns)
            ),
            Self::StraightLines { columns, rows, of } => {
                let (first, last) = (columns.first(), columns.last());
                let name = |column: Option<&String>| column.cloned().unwrap_or_default();
                format!(
                    "{rows} of {of} rows give the same answer to all {} questions from `{}` to `{}`. `exclude straight-liners` and their names leaves these out",
                    columns.len(),
                    name(first),
                    name(last)
                )
            }
        }
    }
}
