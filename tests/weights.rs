//! Weighted surveys and repeated customers, against figures worked out without the program.
//!
//! A case is a query `tests/weights/NAME.cxq` and `NAME.json` beside it, which
//! `tests/weights/expected.py` worked out: figures and contrasts with the numbers they must have,
//! and facts of the base.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};
use tempfile::TempDir;

/// How far a figure may be from the one worked out, as a share of it.
const TOLERANCE: f64 = 1e-9;

/// What tells figures and contrasts apart.
const NAMES: [&str; 7] = [
    "section", "metric", "segment", "period", "by", "left", "right",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/weights")
}

fn names(ending: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect();
    names.sort();
    names
}

/// Builds a query on so many threads and gives its JSON and its page.
fn built(folder: &Path, case: &str, threads: &str) -> (Value, String) {
    let out = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .args(["build", &format!("{case}.cxq"), "--out"])
        .arg(out.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{case}: {said}");
    let read = |ending: &str| fs::read_to_string(out.path().join(format!("{case}.{ending}")));
    let json = serde_json::from_str(&read("json").unwrap()).unwrap();
    (json, read("html").unwrap())
}

/// Holds an object's numbers against those wanted.
fn compare(case: &str, what: &str, found: &Value, wanted: &Map<String, Value>) -> Vec<String> {
    let numbers = wanted
        .iter()
        .filter(|(name, _)| !NAMES.contains(&name.as_str()));
    numbers
        .filter_map(|(name, value)| {
            let should = value.as_f64().unwrap();
            let is = found[name.as_str()].as_f64();
            let near = is.is_some_and(|is| (is - should).abs() <= TOLERANCE * should.abs());
            (!near).then(|| format!("{case}: {what}: {name} is {is:?}, should be {should}"))
        })
        .collect()
}

#[test]
fn figures_are_those_worked_out_without_the_program() {
    let cases = names(".cxq");
    assert_eq!(cases, names(".json"));
    let mut wrong = Vec::new();
    for case in &cases {
        let (found, _) = built(&folder(), case, "2");
        let expected = fs::read_to_string(folder().join(format!("{case}.json"))).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let base = expected["base"].as_object().unwrap();
        wrong.extend(compare(case, "base", &found["base"], base));
        if let Some(raking) = expected["raking"].as_object() {
            wrong.extend(compare(case, "raking", &found["base"]["raking"], raking));
        }
        for kind in [
            "figures",
            "contrasts",
            "overall_tests",
            "courses",
            "adjusted",
        ] {
            for wanted in expected[kind].as_array().into_iter().flatten() {
                let wanted = wanted.as_object().unwrap();
                let is_it = |figure: &&Value| {
                    let mut names = wanted.iter().filter(|(n, _)| NAMES.contains(&n.as_str()));
                    names.all(|(name, value)| figure[name.as_str()] == *value)
                };
                let all = found[kind].as_array().unwrap();
                let figure = all.iter().find(is_it);
                let figure = figure.unwrap_or_else(|| panic!("{case}: no figure {wanted:?}"));
                let what = format!("{kind} {} {}", wanted["section"], wanted["metric"]);
                let numbers = figure.get("contrast").unwrap_or(figure);
                wrong.extend(compare(case, &what, numbers, wanted));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A copy of the folder in which a file is another one.
fn with_file(name: &str, text: &str) -> TempDir {
    let copy = TempDir::new().unwrap();
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
    }
    fs::write(copy.path().join(name), text).unwrap();
    copy
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// Figures by what tells them apart, with some of their numbers.
fn numbers(found: &Value, kind: &str, numbers: &[&str]) -> Vec<(String, Vec<Option<f64>>)> {
    let all = found[kind].as_array().unwrap().iter();
    all.map(|figure| {
        let name = NAMES.map(|name| figure[name].to_string()).join(" ");
        let numbers = numbers.iter().map(|number| figure[*number].as_f64());
        (name, numbers.collect())
    })
    .collect()
}

fn same(one: &[(String, Vec<Option<f64>>)], two: &[(String, Vec<Option<f64>>)]) {
    assert_eq!(one.len(), two.len());
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1e-6),
        (a, b) => a == b,
    };
    for ((name, a), (other, b)) in one.iter().zip(two) {
        assert_eq!(name, other);
        assert!(
            a.iter().zip(b).all(|(a, b)| near(*a, *b)),
            "{name}: {a:?} {b:?}"
        );
    }
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_no_byte() {
    let panel = text("panel.csv");
    let (head, rows) = panel.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_by_key(|row| row.chars().rev().collect::<String>());
    let turned = with_file("panel.csv", &format!("{head}\n{}\n", rows.join("\n")));
    for case in ["customers", "customers.fa", "raked", "raked-again"] {
        let (json, page) = built(&folder(), case, "1");
        let (other_json, other_page) = built(turned.path(), case, "3");
        assert_eq!(json, other_json, "{case}");
        assert!(page == other_page, "{case}");
    }
}

#[test]
fn customers_who_answered_once_change_nothing() {
    let panel = text("panel.csv");
    let (head, rows) = panel.split_once('\n').unwrap();
    let rows = rows.lines().enumerate();
    let rows: String = rows.map(|(n, row)| format!("{row},P{n}\n")).collect();
    let numbered = with_file("panel.csv", &format!("{head},person\n{rows}"));
    let query = text("customers.cxq");
    let write = |name: &str, by: &str| {
        let query = query.replace("  customer who\n", by);
        fs::write(numbered.path().join(format!("{name}.cxq")), query).unwrap();
        built(numbered.path(), name, "2").0
    };
    let (plain, clustered) = (write("plain", ""), write("once", "  customer person\n"));
    assert_eq!(plain["base"]["customers"], Value::Null);
    assert_eq!(clustered["base"]["customers"], plain["base"]["n"]);
    let of_figure = ["estimate", "low", "high", "n", "effective_n"];
    let found = [&plain, &clustered].map(|found| numbers(found, "figures", &of_figure));
    same(&found[0], &found[1]);
    // Means have other degrees of freedom, and variances with the factor m/(m-1) of both groups.
    let of_contrast = ["difference", "difference_low", "difference_high", "p"];
    let found = [&plain, &clustered].map(|found| {
        let mut contrasts = numbers(found, "contrasts", &of_contrast);
        contrasts.retain(|(name, _)| !name.contains("mean_time"));
        contrasts
    });
    same(&found[0], &found[1]);
}

#[test]
fn equal_weights_are_none() {
    let panel = text("panel.csv");
    let mut lines = panel.lines();
    let head = lines.next().unwrap();
    let rows: String = lines.map(|row| format!("{row},0.3\n")).collect();
    let folder = with_file("panel.csv", &format!("{head},same\n{rows}"));
    let query = text("customers.cxq");
    for who in ["  customer who\n", ""] {
        let query = query.replace("  customer who\n", who);
        let build = |weight: &str| {
            let query = query.replace("  weight   w\n", weight);
            let query = query.replace("sum(time)", "mean(sat)");
            fs::write(folder.path().join("equal.cxq"), query).unwrap();
            built(folder.path(), "equal", "2").0
        };
        let found = [build(""), build("  weight same\n")];
        let of_figure = ["estimate", "low", "high", "n", "effective_n", "customers"];
        let figures = found.each_ref().map(|f| numbers(f, "figures", &of_figure));
        same(&figures[0], &figures[1]);
        let of_contrast = ["difference", "difference_low", "difference_high", "p"];
        let contrasts = found
            .each_ref()
            .map(|f| numbers(f, "contrasts", &of_contrast));
        same(&contrasts[0], &contrasts[1]);
    }
}

#[test]
fn pages_and_explanations_say_what_was_done() {
    let (_, page) = built(&folder(), "customers", "2");
    assert!(page.contains("They come from 290 customers."));
    assert!(page.contains("clustered by customer"));
    let (_, page) = built(&folder(), "customers.fa", "2");
    assert!(page.contains("از ۲۹۰ مشتری"));
    assert!(page.contains("خوشه‌بندی بر پایهٔ مشتری"));
    let (_, page) = built(&folder(), "raked", "2");
    assert!(page.contains("raked to the targets for channel, csat and again"));
    assert!(page.contains("170 weights were held between 0.2 and 5 times the mean"));
    assert!(page.contains("16 responses have no answer to csat"));
    assert!(page.contains("cost more than half of the base"));
    let (_, page) = built(&folder(), "raked-again", "2");
    assert!(page.contains("هم‌تراز شده‌اند"));
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder())
        .args(["explain", "customers.cxq"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Interval  Wilson score interval on the effective number of answers; clustered by customer (`who`)"), "{said}");
    assert!(said.contains("customer of its own"), "{said}");
}
