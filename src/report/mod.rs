//! Figures → view model: final strings and plain geometry, findings in words.
//!
//! A template decides where things stand, never what they are. Nothing here knows
//! where the page is written.

pub mod act;
pub mod axis;
pub mod between;
pub mod context;
pub mod evidence;
pub mod findings;
pub mod headline;
pub mod locale;
mod naming;
pub mod plot;
pub mod sections;
pub mod standout;
pub mod statement;
pub mod style;
pub mod walk;

use std::collections::BTreeMap;

use serde::Serialize;

use self::act::Act;
use self::context::Context;
use self::findings::Finding;
use self::sections::share_bar::{self, ShareBar};
use self::sections::summary::KpiGrid;
use self::sections::{SectionView, base, glossary, method, summary};
use crate::figures::model::{Figures, Section};

/// A finished page, but for its looks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// "en", "fa", "ar".
    pub language: String,
    /// "ltr", "rtl".
    pub direction: String,
    /// Words that templates use as they are.
    pub words: &'static BTreeMap<String, String>,
    /// Title of the report.
    pub title: String,
    /// Whose page it is, where the report has several.
    pub page: Option<PageView>,
    /// The report's part of its files' names, for links; set where it is known.
    pub stem: String,
    /// Whose it is.
    pub company: Option<String>,
    /// Line under the title.
    pub subtitle: Option<String>,
    /// "Confidential", say.
    pub note: Option<String>,
    /// "1 October 2025 to 30 September 2026".
    pub period: Option<String>,
    /// Places on the page, in order.
    pub contents: Vec<Entry>,
    /// What stands above the fold.
    pub lead: Lead,
    /// The sections in the query's order, then the appendix.
    pub sections: Vec<SectionView>,
    /// The last lines.
    pub footer: Vec<String>,
}

/// Whose page it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageView {
    /// The value: "North".
    pub value: String,
    /// The question: "Region".
    pub label: String,
    /// The link to the list of all pages.
    pub up: String,
}

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The id that it leads to.
    pub anchor: String,
    /// Its name.
    pub label: String,
}

/// What stands above the fold, and the findings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lead {
    /// The sentence that answers.
    pub headline: String,
    /// Base, response rate and the question asked.
    pub base: String,
    /// How all respondents divide.
    pub bar: Option<ShareBar>,
    /// The key figures.
    pub kpis: Option<KpiGrid>,
    /// The strongest statements; `None` where nothing was tested.
    pub findings: Option<Vec<Finding>>,
    /// Where to act first.
    pub act: Option<Act>,
}

/// The page of these figures.
pub fn report(figures: &Figures) -> Page {
    let context = Context::new(figures);
    let about = &figures.about;
    let locale = &context.locale;
    let data = |text: &Option<String>| text.as_deref().map(|text| locale.data(text));
    let lead_summary = figures
        .sections
        .iter()
        .position(|section| matches!(section, Section::Summary(_)));
    let mut sections: Vec<SectionView> = figures
        .sections
        .iter()
        .enumerate()
        .filter(|(index, _)| Some(*index) != lead_summary)
        .map(|(_, section)| sections::view(&context, section))
        .collect();
    sections.push(SectionView::Method(Box::new(method::view(&context))));
    sections.extend(glossary::view(&context).map(SectionView::Glossary));
    let mut contents = vec![Entry {
        anchor: "summary".to_owned(),
        label: context.say("nav_summary", &[]),
    }];
    contents.extend(sections.iter().filter_map(SectionView::entry));
    Page {
        language: locale.language.code().to_owned(),
        direction: locale.language.direction().to_owned(),
        words: locale.words(),
        title: locale.data(&about.title),
        page: about.page.as_ref().map(|page| PageView {
            value: locale.data(&page.value),
            label: locale.data(&page.label),
            up: context.say("page_up", &[("label", &locale.data(&page.label))]),
        }),
        stem: String::new(),
        company: data(&about.company),
        subtitle: data(&about.subtitle),
        note: data(&about.note),
        period: about
            .period
            .as_ref()
            .map(|(first, last)| period(&context, first, last)),
        contents,
        lead: Lead {
            headline: headline::headline(&context),
            base: base::base(&context),
            bar: figures
                .split
                .as_ref()
                .and_then(|split| share_bar::bar(&context, split)),
            kpis: lead_summary.and_then(|index| match &figures.sections[index] {
                Section::Summary(first) => summary::grid(&context, first),
                _ => None,
            }),
            findings: findings::findings(&context),
            act: act::act(&context),
        },
        sections,
        footer: footer(&context),
    }
}

fn period(context: &Context, first: &str, last: &str) -> String {
    let first = context.locale.date(first);
    let last = context.locale.date(last);
    if first == last {
        first
    } else {
        context.say("range", &[("low", &first), ("high", &last)])
    }
}

fn footer(context: &Context) -> Vec<String> {
    let about = &context.figures.about;
    let data = |text: &str| context.locale.data(text);
    let files: Vec<String> = about.files.iter().map(|name| data(name)).collect();
    vec![
        context.say(
            "foot_made",
            &[("version", &data(&format!("cxq {}", about.version)))],
        ),
        context.say("foot_query", &[("hash", &data(&about.query_hash))]),
        context.say(
            "foot_data",
            &[
                ("hash", &data(&about.data_hash)),
                ("files", &context.locale.list(&files)),
            ],
        ),
        context.locale.say_count(
            "foot_comparisons",
            context.figures.comparisons_made as u64,
            &[],
        ),
        context.say("foot_static", &[]),
    ]
}
