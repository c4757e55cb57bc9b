//! `cxq explain`

use super::arguments::ExplainArguments;
use super::exit::Exit;
use super::terminal::{say, show};
use crate::cells;
use crate::diagnostics::{Class, Diagnostic, Place, Severity};
use crate::figures;
use crate::language::explain_metric;
use crate::language::query::MetricId;
use crate::pipeline;
use crate::text::nearest;

/// Says how a query is computed.
pub fn explain(arguments: &ExplainArguments) -> Exit {
    let opened = pipeline::open(&arguments.file);
    let mut diagnostics = opened.diagnostics;
    let mut said = String::new();
    if let Some((query, survey)) = opened.query {
        let mut ids: Vec<MetricId> = Vec::new();
        for name in &arguments.metrics {
            match (0..)
                .zip(&query.metrics)
                .find(|(_, metric)| metric.name == *name)
            {
                Some((id, _)) => ids.push(MetricId(id)),
                None => diagnostics.push(unknown(
                    name,
                    query.metrics.iter().map(|metric| metric.name.as_str()),
                )),
            }
        }
        if arguments.metrics.is_empty() {
            said.push_str(&cells::explain::explain(
                &query,
                &survey,
                &figures::plan(&query),
            ));
            ids = (0..)
                .zip(&query.metrics)
                .map(|(id, _)| MetricId(id))
                .collect();
        }
        for id in ids {
            if !said.is_empty() {
                said.push('\n');
            }
            said.push_str(&explain_metric(&query, id));
            let sentences = figures::methods::sentences(&query, query.metric(id));
            said.push_str(&format!("  Methods   {sentences}\n"));
        }
        if arguments.metrics.is_empty() && !query.reports.is_empty() {
            said.push('\n');
            said.push_str(&figures::methods::explain_sections(&query));
        }
    }
    show(
        &diagnostics,
        &opened.sources,
        arguments.messages.message_format.into(),
    );
    say(&said);
    Exit::of(&diagnostics)
}

fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let near = nearest(name, known);
    Diagnostic {
        severity: Severity::Error,
        class: Class::Query,
        code: "unknown-metric",
        message: format!("the query has no metric `{name}`"),
        place: Place::Nowhere,
        label: None,
        help: near.first().map(|near| format!("did you mean `{near}`?")),
    }
}
