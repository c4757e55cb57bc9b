//! The plan of a scan in plain words.

use std::fmt::Write as _;

use crate::language::explain::{conditions, excluded, quantity};
use crate::language::query::{Invited, ListedCell, Predicate, Query};
use crate::survey::Survey;
use crate::survey::files;

use super::compile::Compiled;
use super::plan::{Dimension, Plan, Tallied, Variable};

/// What will be read and counted.
pub fn explain(query: &Query, survey: &Survey, plan: &Plan) -> String {
    let compiled = Compiled::new(query, plan);
    let mut text = String::from("One scan reads\n");
    // Writing into a text can't fail.
    for file in &survey.files {
        let _ = writeln!(text, "  {} ({})", files::name(&file.path), file.format());
    }
    let mut columns: Vec<String> = compiled
        .reads
        .iter()
        .map(|read| {
            let answer = query.answer(read.answer);
            if answer.name == answer.header {
                format!("`{}`", answer.name)
            } else {
                format!("`{}` (column \"{}\")", answer.name, answer.header)
            }
        })
        .collect();
    columns.dedup();
    let of = survey.columns().len();
    let _ = writeln!(text, "and takes {} of its {of} columns:", columns.len());
    for column in columns {
        let _ = writeln!(text, "  {column}");
    }
    if query.source.keep.is_some() {
        text.push_str("Rows for which `keep` is not true are left out and counted.\n");
    }
    for what in excluded(query) {
        let _ = writeln!(text, "Left out and counted: {what}.");
    }
    if let Some(raking) = &query.source.raking {
        let fields: Vec<String> = raking
            .margins
            .iter()
            .map(|margin| format!("`{}`", query.answer(margin.answer).name))
            .collect();
        let _ = writeln!(
            text,
            "A scan before it counts who is in which class of {}; weights are raked to the \
             targets in \"{}\".",
            fields.join(", "),
            raking.targets
        );
    }
    if query.source.is_weighted() {
        text.push_str(
            "Each response counts with its weight; n is the number of responses all the same.\n",
        );
    }
    if let Some(customer) = query
        .source
        .customer
        .as_ref()
        .filter(|_| !plan.clusters.is_empty())
    {
        let _ = writeln!(
            text,
            "Answers are added up by customer (`{}`) for {} figures' intervals and tests; a \
             response without one is a customer of its own.",
            customer.name,
            plan.clusters.len()
        );
    }
    if let Some(invited) = invited(query, survey) {
        let _ = writeln!(text, "{invited}");
    }
    for listed in &plan.lists {
        let cells: Vec<String> = { listed.cells.iter() }
            .map(|cell| match *cell {
                ListedCell::Column(column) => survey.columns().nth(column.index()),
                ListedCell::Answer(answer) => Some(query.answer(answer).name.as_str()),
            })
            .map(|name| format!("`{}`", name.unwrap_or_default()))
            .collect();
        let _ = writeln!(
            text,
            "It lists the responses where {}, newest first, with {} and nothing else; the list \
             becomes a file that its owner alone can read, and no page holds any of it.",
            conditions(query, &listed.of),
            cells.join(", ")
        );
    }
    for commented in &plan.comments {
        let names: Vec<String> = { commented.names.iter() }
            .filter_map(|column| survey.columns().nth(column.index()))
            .map(|name| format!(" and the names of `{name}`"))
            .collect();
        let _ = writeln!(
            text,
            "It keeps comments of `{}` for quotes and for comparing words, after taking out addresses, \
             accounts, long numbers{}.",
            query.answer(commented.text).name,
            names.concat()
        );
    }
    let _ = writeln!(text, "It counts {} tables:", plan.tallies.len());
    for tallied in &plan.tallies {
        let _ = writeln!(text, "  {}", table(query, tallied));
    }
    text
}

/// Who was asked, and how it is told who of them answered.
fn invited(query: &Query, survey: &Survey) -> Option<String> {
    let by = |names: Vec<String>| match names.is_empty() {
        true => String::new(),
        false => format!(
            " By {}, it is tested whether those who answered are divided like those who did not: \
             Pearson's chi-square test, by permutation where counts are small, with Cramér's V.",
            names.join(", ")
        ),
    };
    Some(match query.source.invited.as_ref()? {
        Invited::Number(n) => format!(
            "The response rate is the responses that count out of {n} people, with its Wilson \
             interval."
        ),
        Invited::List { by: columns } => {
            let names = columns.iter().map(|column| format!("`{}`", column.name));
            format!(
                "The response rate is the rows of `{}` to which a response that counts belongs, out \
                 of all {} with a key, with its Wilson interval.{}",
                survey.seconds.first()?.name(),
                survey.seconds.first()?.len(),
                by(names.collect())
            )
        }
        Invited::Rows { of, by: answers } => {
            let names = answers
                .iter()
                .map(|answer| format!("`{}`", query.answer(*answer).name));
            format!(
                "The response rate is the responses that count out of the rows where {}, with its \
                 Wilson interval.{}",
                conditions(query, of),
                by(names.collect())
            )
        }
    })
}

fn table(query: &Query, tallied: &Tallied) -> String {
    let name = |answer: &_| format!("`{}`", query.answer(*answer).name);
    let what = match &tallied.variable {
        Variable::Response => "responses".to_owned(),
        Variable::Codes(answer) => format!("the answers to {}", name(answer)),
        Variable::Truth(Predicate::In(segment)) => {
            format!("who is in `{}`", query.segment(*segment).name)
        }
        Variable::Truth(predicate) => format!("whether {}", conditions(query, predicate)),
        Variable::Values(of) => format!("the values of {}, one by one", quantity(query, of)),
        Variable::Moments(of) => format!("the sums and squares of {}", quantity(query, of)),
    };
    let of = tallied
        .of
        .as_ref()
        .map(|of| format!(", where {}", conditions(query, of)))
        .unwrap_or_default();
    let by: Vec<String> = tallied
        .by
        .iter()
        .map(|dimension| match dimension {
            Dimension::Where(predicate) => format!("where {}", conditions(query, predicate)),
            Dimension::Label(answer) | Dimension::Code(answer) => format!("by {}", name(answer)),
            Dimension::Option(answer) => format!("by the options of {}", name(answer)),
            Dimension::First(answer) => format!("by what stands first in {}", name(answer)),
            Dimension::Band(answer) => format!("by the bands of {}", name(answer)),
            Dimension::Period(_, granularity, _) => format!("by {}", granularity.name()),
        })
        .collect();
    let by = if by.is_empty() {
        String::new()
    } else {
        format!(" {}", by.join(" and "))
    };
    format!("{what}{of}{by}")
}
