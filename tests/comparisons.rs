//! Groups against each other: who was compared, and what came of it.
//!
//! A case is a query `tests/comparisons/NAME.cxq` over a sample survey beside `NAME.expected`, which
//! holds what was said and the comparisons in short lines, and, where they were worked out without
//! the program by `expected.py`, `NAME.json` with the numbers in full. `UPDATE_EXPECTED=1` writes
//! the expected files anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// How far a number may be from the one worked out, as a share of it.
const TOLERANCE: f64 = 1e-9;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/comparisons")
}

fn cases() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter_map(|name| Some(name.strip_suffix(".cxq")?.to_owned()))
        .collect()
}

/// Builds a case: exit code, what was said, and the figures if they were written.
fn built(case: &str) -> (String, Option<Value>) {
    let out = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder())
        .args(["build", &format!("{case}.cxq"), "--message-format", "short"])
        .arg("--out")
        .arg(out.path())
        .output()
        .unwrap();
    let code = output.status.code().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let json = fs::read(out.path().join(format!("{case}.json"))).ok();
    let json = json.map(|json| serde_json::from_slice(&json).unwrap());
    (format!("exit {code}\n{said}"), json)
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value[name].as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_u64() {
            Some(whole) => whole.to_string(),
            None => match number.as_f64().unwrap() {
                tiny if tiny.abs() < 0.001 => format!("{tiny:.4e}"),
                other => format!("{other:.5}"),
            },
        },
        Value::Null => "–".to_owned(),
        other => other.to_string(),
    }
}

/// The fields of an object that are there, in this order.
fn fields(of: &Value, names: &[&str]) -> String {
    let there = names.iter().filter(|name| !of[**name].is_null());
    let written: Vec<String> = there
        .map(|name| format!("{name} {}", text(&of[*name])))
        .collect();
    written.join(", ")
}

const NUMBERS: [&str; 8] = [
    "difference",
    "difference_low",
    "difference_high",
    "ratio",
    "test",
    "p",
    "p_adjusted",
    "p_page",
];

fn outcome(case: &str) -> String {
    let (mut told, figures) = built(case);
    let Some(figures) = figures else { return told };
    for comparison in list(&figures, "comparisons") {
        let groups: Vec<String> = list(comparison, "groups")
            .map(|group| {
                let rest = if group["rest"] == true {
                    "rest of "
                } else {
                    ""
                };
                format!("{rest}{} {}", text(&group["name"]), text(&group["n"]))
            })
            .collect();
        let head = fields(comparison, &["section", "refused"]);
        writeln!(told, "{head}: {}", groups.join(", ")).unwrap();
    }
    for contrast in list(&figures, "contrasts") {
        let names = [
            "section",
            "metric",
            "by",
            "left",
            "right",
            "verdict",
            "below_noise",
        ];
        let (names, numbers) = (fields(contrast, &names), fields(contrast, &NUMBERS));
        writeln!(told, "{names}\n    {numbers}").unwrap();
    }
    for adjusted in list(&figures, "adjusted") {
        let names = [
            "section", "metric", "left", "right", "strata", "left_out", "absent",
        ];
        let contrast = &adjusted["contrast"];
        let (names, numbers) = (fields(adjusted, &names), fields(contrast, &NUMBERS));
        let verdict = fields(contrast, &["verdict"]);
        writeln!(told, "adjusted: {names}\n    {verdict} {numbers}").unwrap();
    }
    for overall in list(&figures, "overall_tests") {
        let names = ["section", "metric", "test", "clear"];
        let (names, numbers) = (fields(overall, &names), fields(overall, &NUMBERS));
        writeln!(told, "overall: {names}\n    {numbers}").unwrap();
    }
    for control in list(&figures, "control_limits") {
        let out: Vec<String> = list(control, "limits")
            .filter(|limits| limits["out"] == true)
            .map(|limits| text(&limits["period"]))
            .collect();
        let names = ["section", "metric", "method", "centre", "sigma_ratio"];
        let names = fields(control, &names);
        writeln!(told, "limits: {names}, outside: {}", out.join(", ")).unwrap();
    }
    for course in list(&figures, "courses") {
        let names = ["section", "metric", "periods", "test", "clear"];
        let numbers = ["z", "p", "p_adjusted", "slope", "slope_low", "slope_high"];
        let (names, numbers) = (fields(course, &names), fields(course, &numbers));
        writeln!(told, "course: {names}\n    {numbers}").unwrap();
    }
    for mix in list(&figures, "mixes") {
        let names = [
            "section", "metric", "by", "total", "of_mix", "of_parts", "left_out",
        ];
        writeln!(told, "mix: {}", fields(mix, &names)).unwrap();
    }
    for test in list(&figures, "column_tests") {
        let names = ["section", "metric", "by", "left", "right"];
        let (names, numbers) = (
            fields(test, &names),
            fields(test, &["p", "p_adjusted", "p_page"]),
        );
        writeln!(told, "{names}\n    {numbers}").unwrap();
    }
    writeln!(told, "comparisons made: {}", figures["comparisons_made"]).unwrap();
    told
}

#[test]
fn comparisons_come_to_what_is_expected() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let failures: Vec<String> = cases()
        .iter()
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

/// Whether an object has all the texts and, to the tolerance, all the numbers of another.
fn agrees(found: &Value, wanted: &Value) -> Result<(), String> {
    match (found, wanted) {
        (Value::Number(is), Value::Number(should)) => {
            let (is, should) = (is.as_f64().unwrap(), should.as_f64().unwrap());
            if (is - should).abs() <= TOLERANCE * should.abs().max(1e-12) {
                Ok(())
            } else {
                Err(format!("{is} should be {should}"))
            }
        }
        (Value::Array(found), Value::Array(wanted)) if found.len() == wanted.len() => {
            let mut pairs = found.iter().zip(wanted);
            pairs.try_for_each(|(found, wanted)| agrees(found, wanted))
        }
        (Value::Object(_), Value::Object(fields)) => fields.iter().try_for_each(|(name, value)| {
            agrees(&found[name], value).map_err(|why| format!("{name}: {why}"))
        }),
        (found, wanted) if found == wanted => Ok(()),
        (found, wanted) => Err(format!("{found} should be {wanted}")),
    }
}

#[test]
fn figures_are_those_worked_out_without_the_program() {
    let mut looked_at = 0;
    for case in cases() {
        let Ok(text) = fs::read(folder().join(format!("{case}.json"))) else {
            continue;
        };
        let wanted: Value = serde_json::from_slice(&text).unwrap();
        let (said, figures) = built(&case);
        let figures = figures.unwrap_or_else(|| panic!("{case}: {said}"));
        for (kind, entries) in wanted.as_object().unwrap() {
            for entry in entries.as_array().unwrap() {
                // What an entry is found by stands in its texts and nulls.
                let is_it = |found: &&Value| {
                    let named = entry.as_object().unwrap().iter();
                    named
                        .filter(|(_, value)| value.is_string() || value.is_null())
                        .all(|(name, value)| found[name] == *value)
                };
                let found = list(&figures, kind).find(is_it);
                let found = found.unwrap_or_else(|| panic!("{case}: nothing like {entry}"));
                agrees(found, entry).unwrap_or_else(|why| panic!("{case}: {entry}: {why}"));
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 0);
}

#[test]
fn nothing_in_the_folder_is_left_over() {
    let cases = cases();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let stem = name.split('.').next().unwrap();
        assert!(cases.contains(stem) || name == "expected.py", "{name}");
    }
}
