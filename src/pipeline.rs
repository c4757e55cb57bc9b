//! The stages in a row: from a `.cxq` file to the figures of its pages.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::cells::{self, Cells, Circumstances};
use crate::diagnostics::{Diagnostic, Severity};
use crate::figures::context::Context;
use crate::figures::model::Figures;
use crate::figures::{self, List, Provenance, alerts, check};
use crate::language::{
    self, PublishedFigure, Query, Sources, Surroundings, SurveyHeader, SurveyRequest,
};
use crate::survey::{self, Asked, Survey, files};

/// A query is no longer than this; what is longer is read only so far.
const LONGEST_QUERY: u64 = (1 << 20) + 1;

/// The figures of another report are no longer than this.
const LONGEST_REPORT: u64 = 256 << 20;

/// A query that was loaded and checked against its survey's header.
#[derive(Debug)]
pub struct Opened {
    /// The query's texts, for showing places in them.
    pub sources: Sources,
    /// Errors and warnings in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// The query with its survey, if there is no error.
    pub query: Option<(Query, Survey)>,
}

/// Loads a `.cxq` file, checks it, and reads its survey's header.
pub fn open(path: &Path) -> Opened {
    let mut world = World { survey: None };
    let loaded = language::load(path, &mut world);
    Opened {
        sources: loaded.sources,
        diagnostics: loaded.diagnostics,
        query: loaded.query.zip(world.survey),
    }
}

/// The files of this machine.
struct World {
    survey: Option<Survey>,
}

impl Surroundings for World {
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?
            .take(LONGEST_QUERY)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_figures(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?
            .take(LONGEST_REPORT)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn survey(&mut self, request: &SurveyRequest) -> Result<SurveyHeader, Vec<Diagnostic>> {
        let opened = Survey::open(
            &request.base,
            &request.patterns,
            Asked {
                delimiter: request.delimiter,
                encoding: request.encoding.as_ref(),
                dialect: request.dialect.as_ref(),
                joins: &request.joins,
            },
        );
        let survey = opened.map_err(|errors| {
            errors
                .into_iter()
                .map(survey::wording::diagnostic)
                .collect::<Vec<_>>()
        })?;
        let header = SurveyHeader {
            files: survey.files.iter().map(|file| file.path.clone()).collect(),
            ..survey.header()
        };
        self.survey = Some(survey);
        Ok(header)
    }

    fn published(&self) -> &[PublishedFigure] {
        language::published()
    }
}

/// The figures of a query's pages.
#[derive(Debug)]
pub struct Computed {
    /// Those of each report of the query: one, or the list of its pages and then each of them.
    pub pages: Vec<Figures>,
    /// Lists of persons that the reports ask for, each for a file of its own.
    pub lists: Vec<List>,
    /// The conditions of the alerts that fired, as written.
    pub alerts: Vec<String>,
    /// What the data don't bear out, and what else should be known.
    pub diagnostics: Vec<Diagnostic>,
}

/// Counts the answers of a query in one scan and computes its pages.
///
/// # Errors
/// The survey can't be read, or it holds what the query does not allow.
pub fn compute(
    query: &Query,
    survey: &Survey,
    sources: &Sources,
    circumstances: &Circumstances<'_>,
) -> Result<Computed, Vec<Diagnostic>> {
    let plan = figures::plan(query);
    let cells = cells::compute(query, survey, &plan, circumstances).map_err(|errors| {
        errors
            .into_iter()
            .map(cells::wording::diagnostic)
            .collect::<Vec<_>>()
    })?;
    let mut diagnostics: Vec<Diagnostic> = check::ask(query, &cells)
        .unborne(query, &cells)
        .iter()
        .map(figures::wording::diagnostic)
        .collect();
    if diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
    {
        return Err(diagnostics);
    }
    let provenance = Provenance {
        query_hash: query_hash(sources),
        data_hash: figures::fingerprint(&cells),
        as_of: circumstances.as_of,
        files: survey
            .files
            .iter()
            .map(|file| files::name(&file.path))
            .collect(),
    };
    let protected = figures::protect(query, &cells, &provenance);
    if protected.unaccounted > 0 {
        diagnostics.push(figures::wording::unaccounted(protected.unaccounted));
    }
    Ok(Computed {
        pages: query
            .reports
            .iter()
            .flat_map(|report| figures::pages(query, report, &protected, &provenance))
            .collect(),
        lists: query
            .reports
            .iter()
            .flat_map(|report| figures::lists(report, &protected))
            .collect(),
        alerts: alerts(query, &cells, &provenance),
        diagnostics,
    })
}

fn alerts(query: &Query, cells: &Cells, provenance: &Provenance) -> Vec<String> {
    let as_of = figures::as_of(cells, provenance);
    let Some(report) = query.reports.first() else {
        return Vec::new();
    };
    let context = Context {
        query,
        report,
        tallies: cells,
        as_of,
        of_all: None,
    };
    alerts::fired(&context)
        .into_iter()
        .map(|alert| alert.text.clone())
        .collect()
}

/// A fingerprint of a query's texts.
fn query_hash(sources: &Sources) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in sources.files() {
        hasher.update(file.text.as_bytes());
        hasher.update(&[0]);
    }
    figures::short(&hasher.finalize())
}
