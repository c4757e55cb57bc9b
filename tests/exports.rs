//! Survey exports, good and broken, and what becomes of them.
//!
//! A case is a query `tests/exports/NAME.cxq` beside the files that it reads and `NAME.expected`,
//! which holds the exit code and then either what was said, in its short form, or the ledger and the
//! lists that are written beside the page.
//! `UPDATE_EXPECTED=1` writes the expected files anew. Files too large to keep are made below.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cxq::survey::ledger::Ledger;
use rayon::prelude::*;
use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports")
}

/// The names of the folder's files that end so, without the ending.
fn names(ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let names = entries.map(|name| name.into_string().unwrap());
    names
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect()
}

fn build(folder: &Path, query: &str, out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder)
        .args(["build", query, "--message-format", "short", "--out"])
        .arg(out)
        .output()
        .unwrap()
}

/// What a case's expected file should say.
fn outcome(case: &str) -> String {
    let scratch = TempDir::new().unwrap();
    let out = scratch.path().join("report");
    let output = build(&folder(), &format!("{case}.cxq"), &out);
    let code = output.status.code().expect("the program ends by itself");
    let mut told = format!("exit {code}\n{}", String::from_utf8(output.stderr).unwrap());
    if code > 1 {
        assert!(!out.exists(), "{case}: something was written");
        return told;
    }
    let json = fs::read_to_string(out.join(format!("{case}.json"))).unwrap();
    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
    told.push_str(&ledger(
        &serde_json::from_value(figures["ledger"].clone()).unwrap(),
    ));
    told.push_str(&lists(case, &out));
    told
}

/// The lists that a case writes beside its page, which are their owner's alone and not in the page.
fn lists(case: &str, out: &Path) -> String {
    let entries = fs::read_dir(out).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with(case))
        .collect();
    names.sort();
    let mut told = String::new();
    for name in names {
        let text = fs::read_to_string(out.join(&name)).unwrap();
        let text = text.strip_prefix('\u{feff}').expect("a mark for Excel");
        for page in [format!("{case}.html"), format!("{case}.json")] {
            let page = fs::read_to_string(out.join(page)).unwrap();
            for row in text.lines().skip(1) {
                assert!(!page.contains(row), "{case}: {row} is in the page");
            }
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(out.join(&name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{case}: {name}");
        }
        write!(told, "-- {name}\n{text}").unwrap();
    }
    told
}

/// A ledger as lines; of the counts of an answer only those that are not 0.
fn ledger(ledger: &Ledger) -> String {
    let mut lines = String::new();
    for file in &ledger.files {
        writeln!(lines, "{}: {} rows, {}", file.name, file.rows, file.format).unwrap();
    }
    for join in &ledger.joins {
        let [found, not_found] = [join.found, join.not_found];
        let (name, rows, format) = (&join.name, join.rows, &join.format);
        writeln!(
            lines,
            "{name}: {rows} rows, {format}; {found} found, {not_found} not found, {} unused, {} keyless",
            join.unused, join.keyless
        )
        .unwrap();
    }
    write!(lines, "{} read", ledger.read).unwrap();
    for left_out in &ledger.left_out {
        let why = serde_json::to_value(left_out.why).unwrap();
        write!(lines, ", {} {}", left_out.rows, why.as_str().unwrap()).unwrap();
    }
    writeln!(lines, ", {} used", ledger.used).unwrap();
    for answer in &ledger.answers {
        write!(lines, "{}: {} used", answer.name, answer.used).unwrap();
        for (count, why) in [
            (answer.skipped, "skipped"),
            (answer.missing, "missing"),
            (answer.not_applicable, "not applicable"),
            (answer.out_of_scale, "out of scale"),
            (answer.unreadable, "unreadable"),
            (answer.never_asked, "never asked"),
        ] {
            if count > 0 {
                write!(lines, ", {count} {why}").unwrap();
            }
        }
        lines.push('\n');
    }
    for bad in &ledger.bad_values {
        let (file, line, column, value) = (&bad.file, bad.line, &bad.column, &bad.value);
        writeln!(lines, "{file}:{line} {column} \"{value}\"").unwrap();
    }
    lines
}

#[test]
fn exports_give_their_ledger_or_one_clear_error() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let cases: Vec<String> = names(".cxq").into_iter().collect();
    assert!(cases.len() >= 60, "only {} cases found", cases.len());
    let failures: Vec<String> = cases
        .par_iter()
        .filter_map(|case| {
            let found = outcome(case);
            let path = folder().join(format!("{case}.expected"));
            if update {
                fs::write(&path, &found).unwrap();
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            (found != expected)
                .then(|| format!("--- {case}: expected\n{expected}--- found\n{found}"))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn nothing_in_the_folder_is_left_over() {
    let cases = names(".cxq");
    let orphans: Vec<String> = names(".expected").difference(&cases).cloned().collect();
    assert!(
        orphans.is_empty(),
        "expected files without query: {orphans:?}"
    );
    let queries: Vec<String> = cases
        .iter()
        .map(|case| fs::read_to_string(folder().join(format!("{case}.cxq"))).unwrap())
        .collect();
    let sources: Vec<&str> = queries
        .iter()
        .flat_map(|query| {
            let quoted = |before| query.split(before).skip(1);
            quoted("source responses = \"")
                .chain(quoted(".csv\", \""))
                .chain(quoted("  join \""))
                .filter_map(|text| text.split('"').next())
        })
        .collect();
    for ending in [".csv", ".csv.gz"] {
        for name in names(ending) {
            let name = name + ending;
            let read = |source: &&str| {
                **source == name || glob::Pattern::new(source).unwrap().matches(&name)
            };
            assert!(sources.iter().any(read), "no case reads {name}");
        }
    }
}

/// A folder with a query on `answers.csv`, and that file.
fn made_up(csv: impl FnOnce(&mut fs::File)) -> TempDir {
    let scratch = TempDir::new().unwrap();
    let query = "source responses = \"answers.csv\"\n\
        field csat = csat as rating 1..5 { good 4..5 }\n\
        metric good_share = share(csat is good)\n\
        report \"Made up\" { summary good_share }\n";
    fs::write(scratch.path().join("query.cxq"), query).unwrap();
    csv(&mut fs::File::create(scratch.path().join("answers.csv")).unwrap());
    scratch
}

/// Exit code, and what was said.
fn built(scratch: &TempDir) -> (i32, String) {
    let output = build(scratch.path(), "query.cxq", &scratch.path().join("report"));
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn a_cell_of_ten_megabytes_is_a_cell() {
    let scratch = made_up(|file| {
        let cell = "long, longer\n".repeat(800_000);
        write!(file, "csat,comment\n5,\"{cell}\"\n2,short\n").unwrap();
    });
    let (code, said) = built(&scratch);
    assert_eq!((code, said.as_str()), (0, ""));
}

#[test]
fn a_quote_left_open_in_a_long_file_is_found_where_it_opens() {
    let scratch = made_up(|file| {
        let row = "4,fine\n".repeat(100_000);
        write!(file, "csat,comment\n{row}2,\"never closed\n{row}{row}").unwrap();
    });
    let (code, said) = built(&scratch);
    assert_eq!(code, 4);
    assert!(said.starts_with("answers.csv:100002:"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_bad_value_in_the_last_of_many_rows_is_found_in_its_line() {
    let scratch = made_up(|file| {
        let rows = "4,\"two\nlines\"\n".repeat(200_000);
        write!(file, "csat,comment\n{rows}6,\n").unwrap();
    });
    let (code, said) = built(&scratch);
    assert_eq!(code, 4);
    assert!(said.starts_with("answers.csv:400002:"), "{said}");
}

#[test]
fn a_line_of_ten_megabytes_without_end_is_refused() {
    let scratch = made_up(|file| file.write_all(&vec![b'x'; 10 << 20]).unwrap());
    let (code, said) = built(&scratch);
    let begin: String = said.chars().take(300).collect();
    assert!((3..=4).contains(&code), "exit {code}: {begin}");
    assert!(
        said.lines().count() == 1 && said.len() < 2_000,
        "{} bytes: {begin}",
        said.len()
    );
    // The line is shown cut, whatever its length.
    assert!(!said.contains(&"x".repeat(500)), "{begin}");
}

#[test]
fn ten_thousand_columns_are_read() {
    let scratch = made_up(|file| {
        let others = |text: &str| format!(",{text}").repeat(10_000);
        writeln!(file, "csat{}", others("x")).unwrap();
        for _ in 0..20 {
            writeln!(file, "4{}", others("1")).unwrap();
        }
    });
    let (code, said) = built(&scratch);
    assert_eq!((code, said.as_str()), (0, ""));
}
