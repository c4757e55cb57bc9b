//! Wrong queries and what is said of them.
//!
//! A case is a file `tests/diagnostics/NAME.cxq` beside `NAME.expected`, which holds the
//! diagnostics in their short form. `header.csv` has the columns of the survey that the cases are
//! about; what cases `use` is in `used/`. `UPDATE_EXPECTED=1` writes the expected files anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cxq::diagnostics::{Diagnostic, MessageFormat, render};
use cxq::language::{
    Loaded, PublishedFigure, Surroundings, SurveyHeader, SurveyRequest, load, published,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// Files below a folder, or one made up; a survey whose header is that of the cases.
struct Stage {
    folder: PathBuf,
    made_up: Option<Vec<u8>>,
}

impl Surroundings for Stage {
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        match self.made_up.take() {
            Some(bytes) => Ok(bytes),
            None => fs::read(self.folder.join(path)),
        }
    }

    fn survey(&mut self, _: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>> {
        let header = fs::read_to_string(folder().join("header.csv")).unwrap();
        let columns = header.trim_end().split(',').map(str::to_owned).collect();
        Ok(SurveyHeader {
            files: vec![PathBuf::from("export.csv")],
            columns,
            ..SurveyHeader::default()
        })
    }

    fn published(&self) -> &[PublishedFigure] {
        published()
    }
}

fn short(loaded: &Loaded) -> String {
    render(
        &loaded.diagnostics,
        &loaded.sources,
        MessageFormat::Short,
        false,
        100,
    )
}

#[test]
fn wrong_queries_are_told_what_is_wrong() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let entries = |extension: &str| -> BTreeSet<String> {
        let files = fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let wanted = files.filter(|path| path.extension().is_some_and(|e| e == extension));
        wanted
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    let cases = entries("cxq");
    assert!(cases.len() >= 60, "only {} cases found", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        let mut stage = Stage {
            folder: folder(),
            made_up: None,
        };
        let loaded = load(Path::new(&format!("{case}.cxq")), &mut stage);
        let found = short(&loaded);
        let expected_path = folder().join(format!("{case}.expected"));
        if update {
            fs::write(&expected_path, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if found != expected {
            failures.push(format!(
                "{case}\n  expected:\n{expected}\n  found:\n{found}"
            ));
        }
        assert!(!found.is_empty(), "{case} has nothing wrong with it");
        // The other forms must not fall over anything either.
        render(
            &loaded.diagnostics,
            &loaded.sources,
            MessageFormat::Human,
            true,
            80,
        );
        for line in render(
            &loaded.diagnostics,
            &loaded.sources,
            MessageFormat::Json,
            false,
            80,
        )
        .lines()
        {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
    let orphans: Vec<_> = entries("expected").difference(&cases).cloned().collect();
    assert!(
        orphans.is_empty(),
        "expected files without a case: {orphans:?}"
    );
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Loads bytes that no person would write and gives the first line of what is said of them.
fn hostile(bytes: impl Into<Vec<u8>>, at_most: Duration) -> String {
    let mut stage = Stage {
        folder: folder(),
        made_up: Some(bytes.into()),
    };
    let start = Instant::now();
    let loaded = load(Path::new("hostile.cxq"), &mut stage);
    let text = short(&loaded)
        + &render(
            &loaded.diagnostics,
            &loaded.sources,
            MessageFormat::Human,
            false,
            100,
        );
    assert!(start.elapsed() < at_most, "took {:?}", start.elapsed());
    assert!(text.len() < 100_000, "{} bytes of text", text.len());
    assert!(loaded.query.is_none());
    text.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn hostile_input_gives_one_error_at_once() {
    let source = "source s = \"s.csv\"\n";
    let cases = [
        (b"".to_vec(), "hostile.cxq:1:1: error: the file is empty"),
        (
            vec![b'x'; 10 << 20],
            "hostile.cxq: error: the file has 10.5 MB; a query has at most 1 MB",
        ),
        (
            vec![b'x'; 500_000],
            "hostile.cxq:1:1: error: this line has 500 kB",
        ),
        (
            format!("{source}segment a = {}", "(".repeat(50_000)).into_bytes(),
            "hostile.cxq:2:45: error: brackets are nested",
        ),
        (
            format!("{source}segment a = {}", "(\n".repeat(100_000)).into_bytes(),
            "hostile.cxq:34:1: error: brackets are nested",
        ),
        (
            format!("{source}segment a = {}x", "not\n".repeat(100_000)).into_bytes(),
            "hostile.cxq:18:1: error: too many `not`",
        ),
        (
            format!("{source}segment a = {}x > 1", "-".repeat(50_000)).into_bytes(),
            "hostile.cxq:2:29: error: too many `-`",
        ),
        (
            b"source s = \"a\n\xff\"".to_vec(),
            "hostile.cxq:2:1: error: the file is not UTF-8",
        ),
        (
            b"source s = \"\xd8\xb1\xd8 ".to_vec(),
            "hostile.cxq:1:14: error: the file is not UTF-8",
        ),
        (
            b"source s = \0".to_vec(),
            "hostile.cxq:1:12: error: the file holds a zero byte",
        ),
        (
            b"\xff\xfes\0o\0".to_vec(),
            "hostile.cxq: error: the file is saved as UTF-16",
        ),
        (
            vec![b'\n'; 1 << 20],
            "hostile.cxq:1:1: error: the file is empty",
        ),
        (
            "{".repeat(20).into_bytes(),
            "hostile.cxq:1:1: error: no statement begins with `{`",
        ),
    ];
    for (bytes, expected) in cases {
        let found = hostile(bytes, Duration::from_secs(10));
        assert!(
            found.starts_with(expected),
            "expected {expected}\nfound {found}"
        );
    }
}

#[test]
fn hostile_masses_stay_fast() {
    let source = "source s = \"s.csv\"\n";
    let numbered = |line: fn(usize) -> String| (0..5_000).map(line).collect::<String>();
    let cases = [
        format!(
            "{source}segment a = {}vists > 1",
            "visits > 1 or\n".repeat(5_000)
        ),
        format!(
            "{source}segment a = visits {} > 1",
            "+ visits\n".repeat(5_000)
        ),
        format!(
            "{source}segment a = visits in ({} x)",
            "1,\n".repeat(10_000)
        ),
        format!(
            "{source}report \"x\" {{\n{}",
            "  summary a,\n".repeat(5_000)
        ),
        format!(
            "{source}report \"x\" {{\n{}",
            "  nonsense a\n".repeat(5_000)
        ),
        format!("{source}{}", "metric a = b(\n".repeat(20_000)),
        format!("{source}{}", "let a = b\n".repeat(20_000)),
        format!("{source}{}", "\"\n".repeat(300_000)),
        format!("{source}{}", "`x` = &&\n".repeat(50_000)),
        format!(
            "{source}{}",
            numbered(|i| format!("segment s{i} = s{}\n", i + 1))
        ),
        format!(
            "{source}{}",
            numbered(|i| format!("segment s{} = s{i}\n", i + 1))
        ),
        format!(
            "{source}{}",
            numbered(|i| format!("metric m{i} = share(visits{i} == 1)\n"))
        ),
        format!(
            "{source}field f = Q1 as category {{\n{}}}",
            numbered(|i| format!("b{i} \"v{i}\"\n"))
        ),
        format!(
            "{source}field f = Q1 as category {{ missing {} }}",
            "\"v\",\n".repeat(5_000)
        ),
    ];
    for case in cases {
        hostile(case, Duration::from_secs(30));
    }
}
