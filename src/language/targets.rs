//! The file of targets that weights are raked to: `field,value,share` or `field,value,count`.

use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord};

use crate::text::{ascii_number, fold};

/// Targets as they stand in a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Targets {
    pub path: PathBuf,
    pub rows: Vec<Target>,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub field: String,
    pub value: String,
    /// The share of its field, from 0 to 1.
    pub share: f64,
    pub place: TargetPlace,
}

/// Where something stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TargetPlace {
    pub path: PathBuf,
    /// From 1.
    pub line: u64,
    /// The line's text.
    pub text: String,
    /// What of it is meant.
    pub cell: String,
}

/// What can be wrong with the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TargetsError {
    Unreadable {
        path: String,
        reason: String,
    },
    /// It is no UTF-8, or no table.
    NoTable {
        path: String,
    },
    /// Its first line does not name the three columns.
    Columns {
        place: TargetPlace,
    },
    /// A line with more or fewer cells than the first.
    Cells {
        place: TargetPlace,
    },
    Amount {
        place: TargetPlace,
    },
    Twice {
        place: TargetPlace,
        field: String,
        value: String,
    },
    /// The shares of a field do not make a whole.
    Sum {
        place: TargetPlace,
        field: String,
        sum: f64,
    },
    /// All counts of a field are 0.
    Nothing {
        place: TargetPlace,
        field: String,
    },
    /// No line is about a field that is raked by.
    NoField {
        path: String,
        field: String,
        fields: Vec<String>,
    },
    /// A value that the field can't have.
    Value {
        place: TargetPlace,
        field: String,
        low: i16,
        high: i16,
    },
}

/// Reads the bytes of a file of targets.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Targets, TargetsError> {
    let no_table = || TargetsError::NoTable {
        path: path.display().to_string(),
    };
    let text = std::str::from_utf8(bytes).map_err(|_| no_table())?;
    let text = text.trim_start_matches('\u{feff}');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let place = |line: u64, cell: &str| TargetPlace {
        path: path.to_owned(),
        line,
        text: lines
            .get((line as usize).saturating_sub(1))
            .map_or(String::new(), |line| (*line).to_owned()),
        cell: cell.trim().to_owned(),
    };
    let head = lines.first().copied().unwrap_or_default();
    let Some((delimiter, columns)) = header(head) else {
        return Err(TargetsError::Columns {
            place: place(1, head),
        });
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut found: Vec<(String, String, Amount, TargetPlace)> = Vec::new();
    for record in reader.records() {
        let record: StringRecord = record.map_err(|_| no_table())?;
        let line = record.position().map_or(1, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |column: usize| record.get(column).map(str::trim);
        let cells = cell(columns.field).zip(cell(columns.value));
        let Some(((field, value), amount)) = cells.zip(cell(columns.amount)) else {
            return Err(TargetsError::Cells {
                place: place(line, ""),
            });
        };
        let Some(number) = Amount::parse(amount) else {
            return Err(TargetsError::Amount {
                place: place(line, amount),
            });
        };
        let is_same = |(other, known, ..): &&(String, String, Amount, TargetPlace)| {
            fold(other) == fold(field) && fold(known) == fold(value)
        };
        if found.iter().any(|known| is_same(&known)) {
            return Err(TargetsError::Twice {
                place: place(line, value),
                field: field.to_owned(),
                value: value.to_owned(),
            });
        }
        let place = place(line, value);
        found.push((field.to_owned(), value.to_owned(), number, place));
    }
    let mut rows = Vec::new();
    for (field, value, amount, place) in &found {
        let own = found
            .iter()
            .filter(|(other, ..)| fold(other) == fold(field));
        let amounts: Vec<Amount> = own.map(|(_, _, amount, _)| *amount).collect();
        let sum: f64 = amounts.iter().map(|amount| amount.number).sum();
        if columns.counts {
            if sum <= 0.0 {
                return Err(TargetsError::Nothing {
                    place: place.clone(),
                    field: field.clone(),
                });
            }
        } else {
            let rounding: f64 = amounts.iter().map(|amount| amount.rounding).sum();
            let is_whole = |whole: f64| (sum - whole).abs() <= rounding * (1.0 + 1e-9) + 1e-9;
            let percent = amounts.iter().any(|amount| amount.percent);
            if !is_whole(100.0) && (percent || !is_whole(1.0)) {
                return Err(TargetsError::Sum {
                    place: place.clone(),
                    field: field.clone(),
                    sum: if sum < 2.0 && !percent {
                        100.0 * sum
                    } else {
                        sum
                    },
                });
            }
        }
        rows.push(Target {
            field: field.clone(),
            value: value.clone(),
            share: amount.number / sum,
            place: place.clone(),
        });
    }
    Ok(Targets {
        path: path.to_owned(),
        rows,
    })
}

/// Where the columns stand.
struct Columns {
    field: usize,
    value: usize,
    amount: usize,
    counts: bool,
}

/// The delimiter and the columns, if the line names all three.
fn header(line: &str) -> Option<(u8, Columns)> {
    b",;\t".iter().find_map(|delimiter| {
        let names: Vec<String> = line
            .split(char::from(*delimiter))
            .map(|name| fold(name.trim().trim_matches('"')).into_owned())
            .collect();
        let at = |wanted: &str| names.iter().position(|name| name == wanted);
        let (share, count) = (at("share"), at("count"));
        let columns = Columns {
            field: at("field")?,
            value: at("value")?,
            amount: share.or(count)?,
            counts: share.is_none(),
        };
        Some((*delimiter, columns))
    })
}

/// A share or a count.
#[derive(Debug, Clone, Copy)]
struct Amount {
    number: f64,
    percent: bool,
    /// How far the printed number may be from the true one.
    rounding: f64,
}

impl Amount {
    fn parse(cell: &str) -> Option<Self> {
        let bare = cell.trim_end_matches(['%', '٪']).trim_end();
        let text = ascii_number(bare).replace('_', "");
        let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let number: f64 = text.parse().ok().filter(|_| plain)?;
        let decimals = text
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        (number < 1e15).then_some(Self {
            number,
            percent: bare.len() < cell.len(),
            rounding: 0.5 * 0.1_f64.powi(decimals.min(300) as i32),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shares(text: &str) -> Vec<f64> {
        let targets = read(Path::new("t.csv"), text.as_bytes()).unwrap();
        targets.rows.iter().map(|row| row.share).collect()
    }

    #[test]
    fn shares_percentages_and_counts_say_the_same() {
        for text in [
            "field,value,share\nage,young,25%\nage,old,75%\n",
            "field;value;share\nage;young;25\nage;old;75\n",
            "\u{feff}value,field,share\nyoung,age,0.25\nold,age,0.75\n\n",
            "field\tvalue\tcount\nage\tyoung\t۱٬۰۰۰\nage\told\t3_000\n",
        ] {
            assert_eq!(shares(text), [0.25, 0.75], "{text}");
        }
    }

    #[test]
    fn rounded_shares_make_a_whole() {
        let third = "field,value,share\na,x,33.3\na,y,33.3\na,z,33.3\n";
        assert_eq!(shares(third), [1.0 / 3.0; 3]);
        let short = "field,value,share\na,x,33.3\na,y,33.3\na,z,33.1\n";
        let error = read(Path::new("t.csv"), short.as_bytes()).unwrap_err();
        assert!(matches!(error, TargetsError::Sum { sum, .. } if (sum - 99.7).abs() < 1e-9));
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text = "field,value,share\r\na,x,50\r\n\r\na,\"y\r\nz\",40\r\na,w,much\r\n";
        let error = read(Path::new("t.csv"), text.as_bytes()).unwrap_err();
        assert!(matches!(error, TargetsError::Amount { place } if place.line == 6));
    }
}
