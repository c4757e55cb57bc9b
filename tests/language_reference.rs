//! Every example of the language reference is read and checked.
//!
//! A block marked `cxq` is statements, `cxq section` lines of a report, `cxq condition` one
//! condition a line. What a block does not define itself comes from the comment at the top of the
//! reference: the survey's columns, then one definition a line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cxq::diagnostics::{Diagnostic, MessageFormat, Severity, render};
use cxq::language::query::ColumnId;
use cxq::language::{
    JoinedFile, PublishedFigure, Surroundings, SurveyHeader, SurveyRequest, load, published,
};

/// A company's own figures.
const TABLE: &str = "id,topic,group,measure,value,value_high,unit,source,year
ours.wait,speed,callers,average wait,9,,minutes,Own survey,2025\n";

/// The figures of another report.
const REPORT: &str = r#"{"format": 1, "about": {"title": "North"},
"metrics": [{"name": "csat_score", "label": "CSAT"}],
"figures": [{"metric": "csat_score", "unit": "share", "estimate": 0.7, "level": 0.95}]}"#;

struct Example {
    text: String,
    columns: Vec<String>,
    /// The file of targets that the reference shows.
    targets: String,
}

impl Surroundings for Example {
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let text = match path.to_str() {
            Some("example.cxq") => &self.text,
            Some("our-figures.csv") => TABLE,
            Some("population.csv") => &self.targets,
            Some("north/support.json") => REPORT,
            // Whatever else an example uses defines one metric.
            _ => "metric answers = count()\n",
        };
        Ok(text.as_bytes().to_vec())
    }

    fn survey(&mut self, _: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>> {
        Ok(SurveyHeader {
            files: vec![PathBuf::from("export.csv")],
            columns: self.columns.clone(),
            // The last one is of the second file.
            joined: Some(JoinedFile {
                name: "customers".to_owned(),
                first: ColumnId(self.columns.len() as u32 - 1),
            }),
            ..SurveyHeader::default()
        })
    }

    fn published(&self) -> &[PublishedFigure] {
        published()
    }
}

/// The blocks of a text with the kind that is written behind `cxq`, and the line where each begins.
fn blocks(text: &str) -> Vec<(usize, String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for (number, line) in text.lines().enumerate() {
        match &mut open {
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some((_, _, block)) => {
                block.push_str(line);
                block.push('\n');
            }
            None => {
                if let Some(kind) = line.strip_prefix("```cxq") {
                    open = Some((number + 1, kind.trim().to_owned(), String::new()));
                }
            }
        }
    }
    blocks
}

/// `field csat` of `field csat = …`; the keyword alone for a source or report.
fn defines(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    match (words.next()?, words.next()?) {
        (keyword @ ("source" | "report"), _) => Some(keyword.to_owned()),
        (keyword @ ("field" | "segment" | "metric" | "benchmark"), name) => {
            Some(format!("{keyword} {name}"))
        }
        _ => None,
    }
}

#[test]
fn every_example_of_the_reference_is_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/language.md");
    let reference = fs::read_to_string(path).unwrap();
    let hidden = reference.split_once("-->").unwrap().0;
    let columns = hidden
        .lines()
        .find_map(|line| line.strip_prefix("columns: "))
        .unwrap();
    let columns: Vec<String> = columns.split(", ").map(str::to_owned).collect();
    let definitions: Vec<&str> = hidden
        .lines()
        .filter(|line| defines(line).is_some())
        .collect();
    let (_, targets) = reference.split_once("```csv\n").unwrap();
    let (targets, _) = targets.split_once("```").unwrap();
    let blocks = blocks(&reference);
    assert!(blocks.len() >= 12, "only {} examples found", blocks.len());
    for (line, kind, block) in blocks {
        let block = match kind.as_str() {
            "" => block,
            "section" => format!("report \"Example\" {{\n{block}}}\n"),
            "condition" => {
                let conditions = block.lines().enumerate();
                conditions
                    .map(|(i, condition)| format!("segment example_{i} = {condition}\n"))
                    .collect()
            }
            other => panic!("line {line}: unknown kind of example {other}"),
        };
        let own: Vec<String> = block.lines().filter_map(defines).collect();
        let missing = definitions
            .iter()
            .filter(|line| !own.contains(&defines(line).unwrap()));
        let text: String = missing.map(|line| format!("{line}\n")).collect::<String>() + &block;
        let loaded = load(
            Path::new("example.cxq"),
            &mut Example {
                text,
                columns: columns.clone(),
                targets: targets.to_owned(),
            },
        );
        let errors: Vec<Diagnostic> = loaded
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .cloned()
            .collect();
        let drawn = render(&errors, &loaded.sources, MessageFormat::Human, false, 100);
        assert!(
            loaded.query.is_some(),
            "the example in line {line} of grammar/language.md:\n{drawn}"
        );
    }
}
