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

/// Nothing is lost: what was left out and what is used are what was read, of rows and of answers.
fn adds_up(ledger: &Ledger) {
    let left_out: u64 = ledger.left_out.iter().map(|step| step.rows).sum();
    assert_eq!(ledger.read, ledger.used + left_out, "{ledger:?}");
    let rows: u64 = ledger.files.iter().map(|file| file.rows).sum();
    assert_eq!(ledger.read, rows, "{ledger:?}");
    for answer in &ledger.answers {
        let absent = [
            answer.skipped,
            answer.missing,
            answer.not_applicable,
            answer.out_of_scale,
            answer.unreadable,
            answer.never_asked,
        ];
        let all = answer.used + absent.iter().sum::<u64>();
        assert_eq!(all, ledger.used, "{answer:?}");
    }
}

/// A ledger as lines; of the counts of an answer only those that are not 0.
fn ledger(ledger: &Ledger) -> String {
    adds_up(ledger);
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

/// A survey of so many rows as UTF-8; each row has a quoted answer with a letter of two bytes.
fn survey(rows: usize) -> String {
    let mut text = "id,date,csat,channel,minutes,comment\n".to_owned();
    for row in 0..rows {
        let (month, day, csat) = (1 + row % 6, 1 + row % 28, 1 + row % 5);
        let channel = ["phone", "chat"][row % 2];
        let minutes = 1 + row % 9;
        writeln!(
            text,
            "r{row},2026-0{month}-{day:02},{csat},{channel},{minutes},\"text {row}, é\""
        )
        .unwrap();
    }
    text
}

/// The same survey as it comes when something went wrong.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let whole = survey(40).into_bytes();
    let cut = |bytes: &[u8], less: usize| bytes[..bytes.len() - less].to_vec();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&whole).unwrap();
    let gzip = gzip.finish().unwrap();
    let utf16 = |text: &str| -> Vec<u8> {
        let units = ["\u{feff}", text].concat();
        units.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let text = String::from_utf8(whole.clone()).unwrap();
    let header = text.lines().next().unwrap();
    let with = |more: &str| [text.as_str(), more].concat().into_bytes();
    vec![
        ("whole", whole.clone()),
        ("without the last line end", cut(&whole, 1)),
        ("cut in a quoted answer", cut(&whole, 4)),
        ("cut within a letter", cut(&whole, 3)),
        (
            "cut within a letter that is not quoted",
            with("r99,2026-01-01,4,chat,3,é")[..whole.len() + 25].to_vec(),
        ),
        (
            "cut with all cells there",
            with("r99,2026-01-01,4,chat,3,sl"),
        ),
        ("cut before the last cells", with("r99,2026-01-01,4,ch")),
        ("gzip", gzip.clone()),
        ("gzip cut", cut(&gzip, 20)),
        ("gzip cut by a byte", cut(&gzip, 1)),
        ("gzip cut in its head", gzip[..5].to_vec()),
        ("utf-16", utf16(&text)),
        ("utf-16 cut within a letter", cut(&utf16(&text), 1)),
        ("utf-16 cut in a quoted answer", cut(&utf16(&text), 6)),
        (
            "a zero byte in an answer",
            text.replace("text 7", "te\0xt 7").into_bytes(),
        ),
        ("zero bytes at the end", with(&"\0".repeat(64))),
        ("header only", format!("{header}\n").into_bytes()),
        ("header without a line end", header.as_bytes().to_vec()),
        ("nothing", Vec::new()),
        ("only a mark", vec![0xef, 0xbb, 0xbf]),
        ("only a mark of utf-16", vec![0xff, 0xfe]),
        ("only blank lines", b"\n\r\n  \n\n".to_vec()),
        ("carriage returns", text.replace('\n', "\r").into_bytes()),
        (
            "ragged",
            with("r98,2026-01-01,4\nr99,2026-01-01,4,chat,3,x,y,z\n"),
        ),
        (
            "blank lines between",
            text.replace('\n', "\n\n").into_bytes(),
        ),
    ]
}

#[test]
fn row_counts_add_up_however_a_file_was_broken() {
    let sources = [
        "",
        "tolerate 10%",
        "tolerate 10% exclude incomplete channel == \"chat\" exclude speeders minutes below 40% of median \
         exclude duplicates by csat, channel keep last keep csat != 2 period 2026-01..2026-05",
    ];
    let built: Vec<(&str, usize, bool)> = broken()
        .into_par_iter()
        .flat_map_iter(|(what, bytes)| {
            sources.into_iter().enumerate().map(move |(number, lines)| {
                let scratch = TempDir::new().unwrap();
                fs::write(scratch.path().join("answers.csv"), &bytes).unwrap();
                let query = format!(
                    "source responses = \"answers.csv\" {{ date date {lines} }}\n\
                     field csat = csat as rating 1..5 {{ good 4..5 }}\n\
                     field minutes = minutes as number in minutes\n\
                     metric good_share = share(csat is good)\n\
                     report \"Broken\" {{ summary good_share table good_share by channel }}\n"
                );
                fs::write(scratch.path().join("query.cxq"), query).unwrap();
                let (code, said) = built(&scratch);
                assert!(
                    matches!(code, 0 | 4),
                    "{what}, {number}: exit {code}: {said}"
                );
                let json = scratch.path().join("report/query.json");
                if code == 0 {
                    let json = fs::read_to_string(json).unwrap();
                    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
                    adds_up(&serde_json::from_value(figures["ledger"].clone()).unwrap());
                } else {
                    assert_eq!(said.lines().count(), 1, "{what}, {number}: {said}");
                    assert!(!json.exists(), "{what}, {number}");
                }
                (what, number, code == 0)
            })
        })
        .collect();
    let readable = |wanted: &str| built.iter().any(|(what, _, fine)| *what == wanted && *fine);
    for what in [
        "whole",
        "gzip",
        "utf-16",
        "carriage returns",
        "ragged",
        "blank lines between",
    ] {
        assert!(readable(what), "{what}");
    }
    for what in [
        "gzip cut by a byte",
        "cut within a letter",
        "nothing",
        "header only",
    ] {
        assert!(!readable(what), "{what}");
    }
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
