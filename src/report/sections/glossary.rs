//! The terms that occur on the page.

use serde::Serialize;

use crate::figures::model::Unit;
use crate::report::context::Context;
use crate::report::walk;

/// The glossary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GlossaryView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// The terms.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
}

/// The glossary; `None` where no term occurs.
pub fn view(context: &Context) -> Option<GlossaryView> {
    let page = context.figures;
    let figures = walk::figures(page);
    let contrasts = walk::contrasts(page);
    let occurs = [
        (
            "interval",
            figures.iter().any(|f| f.low.is_some() || f.high.is_some()),
        ),
        ("nps", figures.iter().any(|f| f.unit == Unit::Points)),
        ("clear", !contrasts.is_empty()),
        ("p", contrasts.iter().any(|c| c.p.is_some())),
        ("holm", contrasts.iter().any(|c| c.p_adjusted.is_some())),
        ("ratio", contrasts.iter().any(|c| c.ratio.is_some())),
        (
            "effective",
            page.base.weighted || page.base.customers.is_some(),
        ),
        (
            "small_base",
            figures.iter().any(|f| f.small_base || f.absent.is_some()),
        ),
        ("benchmark", !page.benchmarks.is_empty()),
    ];
    let level = context.locale.number(page.about.level * 100.0, 0);
    let terms: Vec<Term> = occurs
        .into_iter()
        .filter(|(_, occurs)| *occurs)
        .map(|(key, _)| Term {
            name: context.say(&format!("term_{key}"), &[]),
            meaning: context.say(&format!("meaning_{key}"), &[("level", &level)]),
        })
        .collect();
    (!terms.is_empty()).then(|| GlossaryView {
        id: "glossary".to_owned(),
        name: context.say("nav_glossary", &[]),
        terms,
    })
}
