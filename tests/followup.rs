//! Follow-up lists as their readers get them: who is on them, in what order, and who can read them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const SURVEY: &str = "\
id,when,csat,ok,region,name,note,secret
1,2026-01-05 10:00:00,1,yes,North,Ann,=cmd|' /C calc'!A0,s1
2,2026-01-05 10:00:01,1,Yes ,North,Bob,plain,s2
3,2026-01-04 09:00:00,2,no,North,Cid,never,s3
4,2026-01-06 09:00:00,2,,South,Dan,unknown,s4
5,2026-01-03 09:00:00,2,YES,South,Eve,\"＝1,\n+1\",s5
6,2026-01-05 10:00:00,1,yes,South,Fay,@SUM(A1),s6
7,2026-01-07 09:00:00,5,yes,South,Gus,pleased,s7
8,,1,yes,South,Hal,+98 912 345 6789,s8
9,2026-01-05 10:00:00,1,yes,South,Ida,-2+3,s9
10,2026-01-08 09:00:00,1,maybe,South,Jon,perhaps,s10
11,2026-01-02 09:00:00,1,yes,North,سارا,\u{200f}-۵,s11
";

const LIST: &str = "\u{feff}id,name,note
2,Bob,plain
1,Ann,'=cmd|' /C calc'!A0
6,Fay,'@SUM(A1)
9,Ida,'-2+3
5,Eve,\"'＝1,
'+1\"
11,سارا,'\u{200f}-۵
8,Hal,'+98 912 345 6789
";

fn query(report: &str) -> String {
    format!(
        r#"
source answers = "survey.csv" {{ date when key id }}
field csat = csat as rating 1..5 {{ satisfied 4..5, neutral 3, dissatisfied 1..2 }}
segment unhappy = csat is dissatisfied
metric csat_score = share(csat is satisfied)
{report}"#
    )
}

const REPORT: &str = r#"report "Calls" {
  summary csat_score
  followup of unhappy where ok == "yes" to "calls.csv" with id, name, note
}"#;

fn folder(survey: &str, query: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("survey.csv"), survey).unwrap();
    fs::write(folder.path().join("page.cxq"), query).unwrap();
    folder
}

fn build(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cxq"))
        .args(["build", "page.cxq"])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let report = fs::read_dir(folder.join("report")).unwrap();
    report
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn built(folder: &Path) -> BTreeMap<String, String> {
    let output = build(folder);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    files(folder)
}

#[test]
fn those_who_agreed_are_listed_newest_first_and_nothing_runs() {
    let folder = folder(SURVEY, &query(REPORT));
    let files = built(folder.path());
    assert_eq!(files["calls.csv"], LIST);
    // Nothing of it is anywhere else, and of no other column anything at all.
    for (name, text) in &files {
        let text = text.split("</style>").last().unwrap();
        for cell in ["Ann", "Bob", "Fay", "سارا", "calc", "SUM(", "6789"] {
            assert!(
                name == "calls.csv" || !text.contains(cell),
                "{name}: {cell}"
            );
        }
        for secret in ["s1\n", "s2", "Cid", "Dan", "Gus", "Jon"] {
            assert!(!text.contains(secret), "{name}: {secret}");
        }
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let (head, rows) = SURVEY.split_once('\n').unwrap();
    let turned = rows.replacen("5,2026-01-03", "\n5,2026-01-03", 1);
    let (first, second) = turned.split_once("\n\n").unwrap();
    let turned = format!("{head}\n{second}{first}\n");
    let folder = folder(&turned, &query(REPORT));
    assert_eq!(built(folder.path())["calls.csv"], LIST);
}

#[test]
fn many_pages_have_one_list() {
    let many: String = (100..160)
        .map(|id| {
            format!(
                "{id},2026-02-01 09:00:00,3,no,{},x,y,z\n",
                ["North", "South"][id % 2]
            )
        })
        .collect();
    let report = REPORT.replace("\"Calls\"", "\"Calls\" for each region");
    let folder = folder(&format!("{SURVEY}{many}"), &query(&report));
    let files = built(folder.path());
    assert_eq!(files["calls.csv"], LIST);
    assert!(files.contains_key("page-North.html") && files.contains_key("page-South.html"));
    let lists = files.keys().filter(|name| name.contains("calls"));
    assert_eq!(lists.count(), 1, "{:?}", files.keys());
}

#[cfg(unix)]
#[test]
fn its_owner_alone_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(SURVEY, &query(REPORT));
    let report = folder.path().join("report");
    fs::create_dir(&report).unwrap();
    let list = report.join("calls.csv");
    fs::write(&list, "an older list").unwrap();
    fs::set_permissions(&list, fs::Permissions::from_mode(0o666)).unwrap();
    built(folder.path());
    let mode = fs::metadata(&list).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_list_does_not_take_the_place_of_a_table() {
    let report = REPORT.replace("calls.csv", "PAGE-table-1.csv");
    let report = report.replace(
        "summary csat_score",
        "summary csat_score table csat_score by region",
    );
    let folder = folder(SURVEY, &query(&report));
    let output = build(folder.path());
    assert_eq!(output.status.code(), Some(3));
    assert!(!folder.path().join("report").exists());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("give the list another name"), "{said}");
}
