//! The sample surveys as an analyst builds them: the program is run, its files are looked at.
//!
//! `tests/samples/NAME.json` holds figures of a sample that `tests/samples/expected.py` worked out
//! without the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A page is smaller than this.
const LARGEST_PAGE: usize = 200_000;

/// How far a figure may be from the one worked out, as a share of it.
const TOLERANCE: f64 = 1e-9;

/// The queries of the folder that build a report.
const SAMPLES: [&str; 7] = [
    "arabic",
    "branches",
    "broadband",
    "persian",
    "renewals",
    "support",
    "tickets",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cxq(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// Builds a query and gives the files that were written; nothing may be said on the way.
fn built(query: &Path, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = TempDir::new().unwrap();
    let path = query.to_str().unwrap();
    let mut all = vec!["build", path, "--out", out.path().to_str().unwrap()];
    all.extend(arguments);
    let output = cxq(&all, root());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), said.as_str()),
        (Some(0), ""),
        "{path}"
    );
    files(out.path())
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| (name(&entry), fs::read(entry.path()).unwrap()))
        .collect()
}

fn query(sample: &str) -> PathBuf {
    root().join("sample-data").join(format!("{sample}.cxq"))
}

fn json(files: &BTreeMap<String, Vec<u8>>, sample: &str) -> Value {
    serde_json::from_slice(&files[&format!("{sample}.json")]).unwrap()
}

/// A copy of the sample folder, to do things to.
fn copied() -> TempDir {
    let copy = TempDir::new().unwrap();
    for (name, bytes) in files(&root().join("sample-data")) {
        fs::write(copy.path().join(name), bytes).unwrap();
    }
    copy
}

#[test]
fn all_samples_are_looked_at() {
    let mut found: Vec<String> = files(&root().join("sample-data"))
        .into_iter()
        .filter(|(name, text)| {
            name.ends_with(".cxq") && String::from_utf8_lossy(text).contains("\nreport ")
        })
        .map(|(name, _)| name.trim_end_matches(".cxq").to_owned())
        .collect();
    found.sort();
    assert_eq!(found, SAMPLES);
    let worked_out = files(&root().join("tests/samples"));
    let worked_out = worked_out
        .keys()
        .filter_map(|name| name.strip_suffix(".json"));
    assert_eq!(worked_out.collect::<Vec<_>>(), SAMPLES);
}

#[test]
fn pages_are_small_and_stand_alone() {
    for sample in SAMPLES {
        let files = built(&query(sample), &[]);
        let page = String::from_utf8(files[&format!("{sample}.html")].clone()).unwrap();
        assert!(page.len() < LARGEST_PAGE, "{sample}: {} bytes", page.len());
        assert!(page.trim_end().ends_with("</html>"), "{sample}");
        for forbidden in [
            "<script", "http://", "https://", "<img", "<link", "@import", "url(//",
        ] {
            assert!(!page.contains(forbidden), "{sample}: {forbidden}");
        }
        let language = json(&files, sample)["about"]["language"].clone();
        assert!(
            page.contains(&format!("lang={language}")),
            "{sample}: {language}"
        );
    }
}

#[test]
fn figures_keep_their_published_schema() {
    let printed = cxq(&["schema"], root()).stdout;
    let published = fs::read(root().join("report-templates/figures.schema.json")).unwrap();
    let schema: Value = serde_json::from_slice(&published).unwrap();
    let printed: Value = serde_json::from_slice(&printed).unwrap();
    assert!(
        printed == schema,
        "run `cxq schema > report-templates/figures.schema.json`"
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    for sample in SAMPLES {
        let document = json(&built(&query(sample), &[]), sample);
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|e| e.to_string())
            .collect();
        assert!(errors.is_empty(), "{sample}: {errors:#?}");
    }
}

#[test]
fn figures_are_those_worked_out_without_the_program() {
    for sample in SAMPLES {
        let mut found = json(&built(&query(sample), &[]), sample);
        found["gains"] = gains(&found);
        let text = fs::read(root().join("tests/samples").join(format!("{sample}.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&text).unwrap();
        let names = [
            "section", "metric", "segment", "period", "left", "right", "by",
        ];
        for kind in ["figures", "contrasts", "gains"] {
            // How many customers a gain is of names it; of a figure it is worked out.
            let names = if kind == "gains" {
                &["section", "customers"][..]
            } else {
                &names
            };
            for wanted in expected[kind].as_array().into_iter().flatten() {
                let (named, numbers): (Vec<_>, Vec<_>) = wanted
                    .as_object()
                    .unwrap()
                    .iter()
                    .partition(|(name, _)| names.contains(&name.as_str()));
                let figure = found[kind]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|figure| {
                        named
                            .iter()
                            .all(|(name, value)| figure[name.as_str()] == **value)
                    })
                    .unwrap_or_else(|| panic!("{sample}: no figure {named:?}"));
                for (name, value) in numbers {
                    let (is, should) = (figure[name].as_f64(), value.as_f64().unwrap());
                    let is = is.unwrap_or_else(|| panic!("{sample}: {named:?} has no {name}"));
                    assert!(
                        (is - should).abs() <= TOLERANCE * should.abs(),
                        "{sample}: {named:?} {name} is {is}, should be {should}"
                    );
                }
            }
        }
    }
}

/// What moving customers would bring, section by section.
fn gains(found: &Value) -> Value {
    let stakes = found["stakes"].as_array().unwrap().iter();
    let gains = stakes.flat_map(|stake| {
        stake["gains"].as_array().unwrap().iter().map(|gain| {
            let mut gain = gain.clone();
            gain["section"] = stake["id"].clone();
            gain
        })
    });
    gains.collect()
}

#[test]
fn the_ledger_adds_up() {
    for sample in SAMPLES {
        let ledger = json(&built(&query(sample), &[]), sample)["ledger"].clone();
        let count = |value: &Value| value.as_u64().unwrap();
        let left_out = ledger["left_out"].as_array().unwrap().iter();
        let left_out: u64 = left_out.map(|step| count(&step["rows"])).sum();
        assert_eq!(
            count(&ledger["read"]),
            left_out + count(&ledger["used"]),
            "{sample}"
        );
        for answer in ledger["answers"].as_array().unwrap() {
            let kinds = [
                "used",
                "skipped",
                "missing",
                "not_applicable",
                "out_of_scale",
                "unreadable",
            ];
            let cells: u64 = kinds.iter().map(|kind| count(&answer[kind])).sum();
            assert_eq!(
                cells,
                count(&ledger["used"]),
                "{sample}: {}",
                answer["name"]
            );
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for sample in SAMPLES {
        let one = built(&query(sample), &["--threads", "1"]);
        for threads in ["2", "7"] {
            assert!(
                one == built(&query(sample), &["--threads", threads]),
                "{sample}: {threads} threads"
            );
        }
    }
}

#[test]
fn any_order_of_rows_gives_the_same_bytes() {
    for sample in SAMPLES {
        let copy = copied();
        let path = copy.path().join(format!("{sample}.csv"));
        let before = built(&copy.path().join(format!("{sample}.cxq")), &[]);
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let header = reader.headers().unwrap().clone();
        let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        // An order that has nothing to do with the file's; of repeated keys the last one stays last.
        rows.sort_by_key(|row| blake3::hash(row[0].as_bytes()).to_hex().to_string());
        let mut writer = csv::Writer::from_path(&path).unwrap();
        writer.write_record(&header).unwrap();
        rows.iter()
            .for_each(|row| writer.write_record(row).unwrap());
        writer.flush().unwrap();
        drop(writer);
        let after = built(&copy.path().join(format!("{sample}.cxq")), &[]);
        let different: Vec<&String> = before
            .keys()
            .filter(|name| before.get(*name) != after.get(*name))
            .collect();
        assert!(
            different.is_empty() && before.len() == after.len(),
            "{sample}: {different:?} differ"
        );
    }
}

#[test]
fn a_failed_build_leaves_the_old_report() {
    let copy = copied();
    let report = copy.path().join("report");
    let build = || cxq(&["build", "support.cxq"], copy.path()).status.code();
    assert_eq!(build(), Some(0));
    let old = files(&report);

    let query = copy.path().join("support.cxq");
    let right = fs::read_to_string(&query).unwrap();
    fs::write(&query, right.replace("share(told > 5)", "share(told >)")).unwrap();
    assert_eq!(build(), Some(3));
    assert!(files(&report) == old);

    fs::write(&query, &right).unwrap();
    let survey = copy.path().join("support.csv");
    let answers = fs::read_to_string(&survey).unwrap();
    fs::write(
        &survey,
        answers.replacen(",IP Address,1,2025-01-02 ", ",IP Address,1,yesterday ", 1),
    )
    .unwrap();
    assert_eq!(build(), Some(4));
    assert!(files(&report) == old);

    // With fewer answers the report is another, and a whole one.
    let half: Vec<&str> = answers.split_inclusive('\n').collect();
    let first = half
        .iter()
        .position(|line| line.starts_with("R-10700,"))
        .unwrap();
    fs::write(&survey, half[..first].concat()).unwrap();
    assert_eq!(build(), Some(0));
    let new = files(&report);
    assert!(new != old && new.keys().eq(old.keys()));
}

#[test]
fn where_nothing_can_be_written_nothing_is() {
    let copy = copied();
    fs::write(
        copy.path().join("report"),
        "a file where the folder should be",
    )
    .unwrap();
    let output = cxq(&["build", "support.cxq"], copy.path());
    assert_eq!(output.status.code(), Some(5));
    assert_eq!(
        fs::read(copy.path().join("report")).unwrap(),
        b"a file where the folder should be"
    );
}

#[test]
fn several_queries_are_built_in_one_run() {
    let copy = copied();
    let output = cxq(
        &["build", "persian.cxq", "support.cxq", "arabic.cxq"],
        copy.path(),
    );
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).unwrap();
    let pages: Vec<&Path> = said.lines().map(Path::new).collect();
    let names: Vec<&str> = pages
        .iter()
        .map(|page| page.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["persian.html", "support.html", "arabic.html"]);
}
