//! A query's text: it is parsed, checked against a header, and explained, or told what is wrong.

use std::io;
use std::path::{Path, PathBuf};

use cxq::diagnostics::Diagnostic;
use cxq::language::{self, PublishedFigure, Surroundings, SurveyHeader, SurveyRequest};

/// The query and a survey that has the columns of the sample.
struct World<'w>(&'w [u8]);

impl Surroundings for World<'_> {
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        if path == Path::new("fuzzed.cxq") {
            Ok(self.0.to_vec())
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn survey(&mut self, _: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>> {
        let header = include_str!("../../sample-data/support.csv");
        let header = header.lines().next().unwrap_or_default();
        Ok(SurveyHeader {
            files: vec![PathBuf::from("support.csv")],
            labels: vec![None; header.split(',').count()],
            columns: header.split(',').map(str::to_owned).collect(),
            blocks: Vec::new(),
            joined: None,
        })
    }

    fn published(&self) -> &[PublishedFigure] {
        language::published()
    }
}

/// Runs the target on these bytes.
pub fn run(bytes: &[u8]) {
    let loaded = language::load(Path::new("fuzzed.cxq"), &mut World(bytes));
    if let Some(query) = &loaded.query {
        cxq::figures::plan(query);
        for id in 0..query.metrics.len() {
            language::explain_metric(query, language::query::MetricId(id as u32));
        }
    } else {
        assert!(
            !loaded.diagnostics.is_empty(),
            "a query is refused without a reason"
        );
    }
}
