//! What fewer than ten respondents answered can't be worked out from anything that a query's pages
//! show, wherever it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// 205 answers: 5 to Ann, 40 to Bob, 160 to Cid; three months, the second with 6 answers.
fn survey() -> String {
    let mut text = String::from("agent,csat,wait,day\n");
    for row in 0..205 {
        let agent = ["Ann", "Bob", "Cid"][usize::from(row >= 5) + usize::from(row >= 45)];
        let csat = 1 + row * 7 % 5;
        let wait = 3 + row * 13 % 29;
        let month = match row % 205 {
            10..16 => 2,
            at if at % 2 == 0 => 1,
            _ => 3,
        };
        writeln!(text, "{agent},{csat},{wait},2026-{month:02}-11").unwrap();
    }
    text
}

const DEFINITIONS: &str = r#"
source responses = "survey.csv"
field csat = csat as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }
segment ann     = agent == "Ann"
segment not_ann = not ann
segment bob     = agent == "Bob"
segment cid     = agent == "Cid"
segment some    = agent == "Ann" or agent == "Bob"
metric waiting        = mean(wait)              "Wait"
metric of_ann         = mean(wait) of ann       "Wait for Ann"
metric of_others      = mean(wait) of not_ann   "Wait for others"
metric of_bob         = mean(wait) of bob       "Wait for Bob"
metric of_cid         = mean(wait) of cid       "Wait for Cid"
metric of_some        = mean(wait) of some      "Wait for two"
metric happy          = share(csat is satisfied) "Happy"
metric unhappy        = share(not csat is satisfied) "Unhappy"
metric with_ann       = share(agent == "Ann") of csat is satisfied "With Ann"
metric with_ann_else  = share(agent == "Ann") of not csat is satisfied "With Ann, others"
"#;

/// The files that some reports write, by name.
fn built(reports: &str) -> Vec<(String, String)> {
    let definitions = match reports.strip_prefix("dated ") {
        Some(_) => DEFINITIONS.replace("\"survey.csv\"", "\"survey.csv\" { date day }"),
        None => DEFINITIONS.to_owned(),
    };
    let rows: Vec<String> = survey().lines().map(str::to_owned).collect();
    built_over(&rows, &definitions, reports.trim_start_matches("dated "))
}

/// The same of other rows, of which the first is the header.
fn built_over(rows: &[String], definitions: &str, reports: &str) -> Vec<(String, String)> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("survey.csv"), rows.join("\n")).unwrap();
    fs::write(
        folder.path().join("page.cxq"),
        format!("{definitions}{reports}"),
    )
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
        .current_dir(folder.path())
        .args(["build", "page.cxq", "--out", "out"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let mut files: Vec<(String, String)> = Vec::new();
    let mut folders = vec![folder.path().join("out")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// Metric, segment, period and whether it is shown, of all figures in the JSON files.
fn shown(files: &[(String, String)]) -> Vec<(String, bool)> {
    fn walk(value: &Value, found: &mut Vec<(String, bool)>) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("estimate") && fields["section"] != "split" {
                    let part = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
                    let parts = [part("metric"), part("segment"), part("period")];
                    let is_shown = !fields["estimate"].is_null();
                    if fields["absent"] == "small_base" {
                        for name in ["low", "high", "n", "effective_n", "missing"] {
                            assert!(fields[name].is_null(), "{name} of {parts:?}");
                        }
                    }
                    found.push((parts.join(" ").trim().to_owned(), is_shown));
                }
                fields.values().for_each(|value| walk(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (name, text) in files {
        if name.ends_with(".json") {
            walk(&serde_json::from_str(text).unwrap(), &mut found);
        }
    }
    found
}

#[track_caller]
fn expect(reports: &str, visible: &[&str], hidden: &[&str]) -> Vec<(String, String)> {
    let files = built(reports);
    let found = shown(&files);
    for (names, expected) in [(visible, true), (hidden, false)] {
        for name in names {
            let of_name: Vec<bool> = found
                .iter()
                .filter(|(n, _)| n == name)
                .map(|f| f.1)
                .collect();
            assert!(!of_name.is_empty(), "no figure {name:?} in {found:#?}");
            assert!(
                of_name.iter().all(|is| *is == expected),
                "{name:?} in {found:#?}"
            );
        }
    }
    files
}

#[test]
fn a_group_and_its_complement_beside_the_total() {
    expect(
        r#"report "R" { summary waiting, of_ann, of_others }"#,
        &["waiting"],
        &["of_ann", "of_others"],
    );
}

#[test]
fn a_complement_without_the_total_tells_nothing() {
    expect(
        r#"report "R" { summary of_ann, of_others }"#,
        &["of_others"],
        &["of_ann"],
    );
}

#[test]
fn a_group_that_leaves_a_few_of_the_whole() {
    expect(
        r#"report "R" { summary waiting, of_others }"#,
        &["waiting"],
        &["of_others"],
    );
}

#[test]
fn two_pages_are_read_side_by_side() {
    expect(
        r#"
        report "One" { summary waiting }
        report "Two" { compare ann with not_ann on waiting }"#,
        &["waiting"],
        &["waiting ann", "waiting not_ann"],
    );
}

#[test]
fn a_column_hidden_in_a_table_is_hidden_beside_it() {
    let files = expect(
        r#"report "R" { table waiting by agent  summary of_bob, of_cid }"#,
        &["waiting", "waiting Cid", "of_cid"],
        &["waiting Ann", "waiting Bob", "of_bob"],
    );
    let csv = files.iter().filter(|(name, _)| name.ends_with(".csv"));
    let lines: Vec<&str> = csv.flat_map(|(_, text)| text.lines()).collect();
    let of_ann: Vec<&&str> = lines.iter().filter(|line| line.contains("Ann,")).collect();
    assert!(!of_ann.is_empty(), "{lines:#?}");
    assert!(
        of_ann.iter().all(|line| line.contains("small_base")),
        "{of_ann:#?}"
    );
}

#[test]
fn answers_in_full_are_shown_of_no_few() {
    expect(
        r#"report "R" { answers csat of ann, not_ann }"#,
        &["csat"],
        &["csat ann", "csat not_ann"],
    );
    // Who has few answers stands with the next: together they are not few.
    let files = expect(
        r#"report "R" { answers agent of cid }"#,
        &["agent", "agent cid"],
        &[],
    );
    let tells = |(name, text): &(String, String)| name.ends_with(".csv") && text.contains("Ann");
    assert!(!files.iter().any(tells), "{files:#?}");
}

#[test]
fn reasons_of_groups_are_shown_of_no_few() {
    expect(
        r#"report "R" { reasons from day by agent }"#,
        &["day Cid"],
        &["day Ann", "day Bob"],
    );
}

#[test]
fn what_a_few_are_worth_is_not_told() {
    let files = expect(
        r#"report "R" { value of waiting from ann to cid }"#,
        &["waiting cid"],
        &["waiting ann"],
    );
    let json = files.iter().find(|(name, _)| name == "page.json").unwrap();
    let json: Value = serde_json::from_str(&json.1).unwrap();
    assert_eq!(json["stakes"][0]["gains"], Value::Array(Vec::new()));
}

#[test]
fn a_small_band_is_hidden_with_the_next() {
    expect(
        r#"
        field span = wait as number { least ..3, more 3..20, most 20.. }
        report "R" { table happy by span }"#,
        &["happy", "happy more"],
        &["happy least", "happy most"],
    );
}

#[test]
fn unions_give_away_their_parts() {
    // All minus Cid is Ann and Bob; they minus Bob are Ann.
    expect(
        r#"report "R" { table waiting by agent  summary of_some }"#,
        &["waiting", "waiting Cid", "of_some"],
        &["waiting Ann", "waiting Bob"],
    );
    expect(
        r#"report "R" { summary of_ann, of_some, of_bob }"#,
        &["of_some"],
        &["of_ann", "of_bob"],
    );
}

#[test]
fn a_share_and_its_complement_are_one_question() {
    expect(
        r#"report "R" { compare ann with bob on happy  compare cid with bob on unhappy  summary happy }"#,
        &["happy"],
        &["happy ann"],
    );
    expect(
        r#"report "R" { compare ann with not_ann on happy  summary unhappy }"#,
        &["unhappy"],
        &["happy ann", "happy not_ann"],
    );
}

#[test]
fn a_table_turned_round_tells_the_same() {
    let found = shown(&built(
        r#"report "R" { compare ann with cid on happy  summary with_ann, with_ann_else }"#,
    ));
    let visible = |name: &str| found.iter().any(|(n, shown)| n == name && *shown);
    assert!(!visible("happy ann"));
    assert!(!visible("with_ann"), "{found:#?}");
}

#[test]
fn a_month_is_not_given_away_by_its_quarter() {
    expect(
        r#"dated report "R" { trend waiting by month  trend waiting by quarter }"#,
        &["waiting  2026-Q1"],
        &["waiting  2026-02"],
    );
}

#[test]
fn nothing_is_hidden_where_all_is_large() {
    let found = shown(&built(
        r#"report "R" { compare bob with cid on waiting, happy  summary waiting }"#,
    ));
    assert!(found.iter().all(|(_, shown)| *shown), "{found:#?}");
}

/// 300 answers of which the last 100 are of the segment `s1`; options that some choose.
fn options() -> Vec<String> {
    let mut rows = vec!["causes,wait,half".to_owned()];
    for row in 0..300 {
        let half = if row < 200 { "s2" } else { "s1" };
        let mut causes = vec!["slow"];
        // Price: 30 in s2, 4 in s1. Rude: 3 in s2, 1 in s1. Late: 40 and 30.
        for (option, in_s2, in_s1) in [("price", 30, 4), ("rude", 3, 1), ("late", 40, 30)] {
            let chosen = if row < 200 {
                row * 7 % 200 < in_s2
            } else {
                (row - 200) * 3 % 100 < in_s1
            };
            causes.extend(chosen.then_some(option));
        }
        let causes = if row % 2 == 0 {
            causes
        } else {
            causes[1..].to_vec()
        };
        let causes = if causes.is_empty() {
            vec!["none"]
        } else {
            causes
        };
        rows.push(format!("{},{},{half}", causes.join(";"), 3 + row * 13 % 29));
    }
    rows
}

const OF_OPTIONS: &str = r#"
source responses = "survey.csv"
field causes = causes as choices split ";"
segment s1 = half == "s1"
segment s2 = half == "s2"
segment rude = causes has "rude"
segment not_rude = not causes has "rude"
metric waiting = mean(wait) "Wait"
metric first   = mean(wait) of s1 "Wait of the first"
metric second  = mean(wait) of s2 "Wait of the second"
metric without = mean(wait) of not_rude "Wait without"
metric named   = share(causes has "rude") "Named"
"#;

#[test]
fn an_option_is_not_given_away_by_the_tables_of_segments() {
    let files = built_over(
        &options(),
        OF_OPTIONS,
        r#"report "R" { table waiting, first, second by causes }"#,
    );
    let found = shown(&files);
    let is_shown = |name: &str| found.iter().any(|(n, shown)| n == name && *shown);
    assert!(!is_shown("first price"), "4 of s1 chose it");
    assert!(is_shown("waiting late") && is_shown("first late") && is_shown("second late"));
    assert!(
        !(is_shown("waiting price") && is_shown("second price")),
        "{found:#?}"
    );
    let csv = files.iter().find(|(name, _)| name.ends_with("table-1.csv"));
    let mut lines = csv.unwrap().1.lines();
    let hidden = lines.by_ref().filter(|line| line.contains(",price,"));
    assert!(hidden.filter(|line| line.contains("small_base")).count() >= 2);
}

#[test]
fn an_option_is_not_given_away_by_those_who_did_not_choose_it() {
    let files = built_over(
        &options(),
        OF_OPTIONS,
        r#"report "R" { table waiting by causes  summary without }"#,
    );
    let found = shown(&files);
    let is_shown = |name: &str| found.iter().any(|(n, shown)| n == name && *shown);
    assert!(!is_shown("waiting rude"));
    assert!(is_shown("waiting") && !is_shown("without"), "{found:#?}");
}

#[test]
fn reasons_do_not_tell_what_a_table_hides() {
    let reasons = |found: &[(String, String)], of: &str| -> Vec<(String, Option<f64>, bool)> {
        let (_, text) = found.iter().find(|(name, _)| name == "page.json").unwrap();
        let page: Value = serde_json::from_str(text).unwrap();
        let sections = page["reasons"].as_array().unwrap().iter();
        let mut section = sections.filter(|section| match of {
            "" => section["of"].is_null(),
            of => section["of"][0] == of,
        });
        let section = section.next().unwrap();
        let rows = section["questions"][0]["rows"].as_array().unwrap().iter();
        rows.map(|row| {
            let label = row["label"].as_str().unwrap().to_owned();
            (
                label,
                row["share"]["estimate"].as_f64(),
                row["cumulative"].is_null(),
            )
        })
        .collect()
    };
    let share = |rows: &[(String, Option<f64>, bool)], label: &str| {
        rows.iter().find(|(l, ..)| l == label).unwrap().1
    };
    // Alone, a share of all is shown however few they are.
    let alone = built_over(
        &options(),
        OF_OPTIONS,
        r#"report "R" { reasons from causes }"#,
    );
    let rows = reasons(&alone, "");
    assert_eq!(share(&rows, "rude"), Some(4.0 / 300.0));
    assert!(rows.iter().all(|(.., no_total)| !no_total));
    // Beside a table that hides how many they are, neither that nor what tells it is.
    let beside = built_over(
        &options(),
        OF_OPTIONS,
        r#"report "R" { reasons from causes  reasons of s1 from causes  reasons of s2 from causes  table waiting by causes, half  summary named }"#,
    );
    let rows = reasons(&beside, "");
    assert_eq!(share(&rows, "rude"), None);
    assert!(share(&rows, "price").is_some());
    assert!(
        rows.iter().all(|(.., no_total)| *no_total),
        "the rest would be known"
    );
    assert!(
        share(&reasons(&beside, "s1"), "rude").is_none()
            || share(&reasons(&beside, "s2"), "rude").is_none()
    );
    let found = shown(&beside);
    assert!(
        found.iter().any(|(name, shown)| name == "named" && !shown),
        "{found:#?}"
    );
    let csv = beside
        .iter()
        .find(|(name, _)| name.ends_with("reasons-1.csv"))
        .unwrap();
    let line = csv.1.lines().find(|line| line.contains(",rude,")).unwrap();
    assert!(line.contains("small_base"), "{line}");
}
