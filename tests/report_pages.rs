//! Pages from figures that were written by hand: `tests/pages/*.json`. To add a case, add a file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cxq::figures::model::{Figures, Section, Tone, Unit};
use cxq::publish::templates::Templates;
use cxq::publish::{csv, html, json};
use cxq::report::{report, walk};

/// A page of a normal report is smaller than this.
const LARGEST_PAGE: usize = 200_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<(String, Figures)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("tests/pages"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 6);
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let figures = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        (name, figures)
    };
    paths.into_iter().map(read).collect()
}

fn page(name: &str) -> Figures {
    pages()
        .into_iter()
        .find(|(found, _)| found == name)
        .unwrap()
        .1
}

fn rendered(figures: &Figures) -> String {
    html::render(&report(figures), &Templates::built_in()).unwrap()
}

#[test]
fn every_page_is_whole_small_and_asks_nothing_of_the_network() {
    for (name, figures) in pages() {
        let html = rendered(&figures);
        assert!(html.len() < LARGEST_PAGE, "{name}: {} bytes", html.len());
        assert!(html.trim_end().ends_with("</html>"), "{name}");
        for forbidden in [
            "<script", "http://", "https://", "<img", "<link", "@import", "url(//",
        ] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
        assert!(html.contains("default-src 'none'"), "{name}");
        assert!(
            !html.contains("{n}") || name.starts_with("hostile"),
            "{name}: a place was not filled"
        );
        assert_eq!(
            html,
            rendered(&figures),
            "{name}: the same figures give the same page"
        );
    }
}

#[test]
fn what_came_from_data_cannot_become_markup() {
    let html = rendered(&page("hostile.en"));
    assert_eq!(html.matches("</style>").count(), 1);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"));
    assert!(!html.contains("49}}") && html.contains("{{ 7*7 }}"));
    for control in ['\u{202e}', '\u{2067}', '\0'] {
        assert!(!html.contains(control));
    }
}

#[test]
fn headline_bar_and_json_say_the_same_number() {
    let figures = page("support.en");
    let page = report(&figures);
    let json: serde_json::Value = serde_json::from_str(&json::render(&figures)).unwrap();
    let share = json["split"]["parts"][0]["share"]["estimate"]
        .as_f64()
        .unwrap();
    let written = format!("{:.1}%", share * 100.0);
    assert!(
        page.lead.headline.starts_with(&written),
        "{}",
        page.lead.headline
    );
    assert_eq!(page.lead.bar.unwrap().parts[0].share, written);
    assert_eq!(page.lead.kpis.unwrap().kpis[0].value, written);
}

#[test]
fn findings_claim_what_the_contrasts_say() {
    let lead = report(&page("support.en")).lead;
    let findings = lead.findings.unwrap();
    assert_eq!(findings.len(), 3);
    assert_eq!(
        findings[0].claim,
        "Speed of reply is 2.29 points higher among satisfied customers than among dissatisfied customers"
    );
    assert_eq!(
        findings[0].rest,
        "(95% CI 2.20 to 2.38). Satisfied: 4.21; dissatisfied: 1.92."
    );
    assert_eq!(lead.act.unwrap().items[0].what, "Speed of reply");

    let nothing = report(&page("nothing-found.en")).lead;
    let findings = nothing.findings.unwrap();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].claim.starts_with("No clear difference"));
    assert!(
        nothing.act.is_none(),
        "groups that are neither good nor bad give no advice"
    );

    let bare = report(&page("bare.en")).lead;
    assert!(bare.findings.is_none() && bare.act.is_none() && bare.bar.is_none());
    assert!(bare.kpis.unwrap().kpis[0].history.is_none());
}

#[test]
fn what_a_crosstab_or_a_ranking_shows_clearly_is_found() {
    let mut clear = 0;
    for (name, mut figures) in pages() {
        figures
            .sections
            .retain(|section| matches!(section, Section::Table(_) | Section::Ranking(_)));
        let differs = walk::contrasts(&figures).iter().any(|c| c.matters());
        let findings = report(&figures).lead.findings.unwrap_or_default();
        assert_eq!(differs, !findings.is_empty(), "{name}");
        clear += usize::from(differs);
    }
    assert!(clear > 0, "no page has a crosstab with a clear difference");
}

/// A page with one comparison of two groups that are neither good nor bad.
fn neutral_groups() -> Figures {
    let mut figures = page("support.en");
    for section in &mut figures.sections {
        if let Section::Compare(compare) = section {
            for (group, label) in compare
                .groups
                .iter_mut()
                .zip(["United States", "UK and Mexico"])
            {
                (group.label, group.tone) = (label.to_owned(), Tone::Neutral);
            }
        }
    }
    figures
}

#[test]
fn no_group_is_called_better_where_none_is_the_good_one() {
    let page = report(&neutral_groups());
    assert!(page.lead.act.is_none());
    let html = html::render(&page, &Templates::built_in()).unwrap();
    for claim in ["do better", "Against the pattern", "Where to act first"] {
        assert!(!html.contains(claim), "{claim}");
    }
    let name = "United States vs UK and Mexico";
    assert!(page.contents.iter().any(|entry| entry.label == name));
    let findings = page.lead.findings.unwrap();
    assert!(findings[0].claim.contains("among “United States”"));
}

#[test]
fn the_headline_leads_with_the_first_key_figure() {
    let mut figures = page("support.en");
    let Some(Section::Summary(summary)) = figures.sections.first_mut() else {
        panic!("key figures come first");
    };
    let score = summary
        .kpis
        .iter()
        .position(|kpi| kpi.metric.unit == Unit::Points)
        .unwrap();
    summary.kpis.swap(0, score);
    let headline = report(&figures).lead.headline;
    assert!(headline.starts_with("Net promoter score"), "{headline}");
}

#[test]
fn a_target_is_reached_missed_or_neither_by_the_interval() {
    for (low, high, word) in [
        (0.76, 0.80, "reached"),
        (0.60, 0.70, "not reached"),
        (0.70, 0.78, "not clear"),
    ] {
        let mut figures = page("support.en");
        let Some(Section::Summary(summary)) = figures.sections.first_mut() else {
            panic!("key figures come first");
        };
        let kpi = &mut summary.kpis[0];
        (kpi.figure.low, kpi.figure.high) = (Some(low), Some(high));
        kpi.metric.target = Some(0.75);
        let lines = &report(&figures).lead.kpis.unwrap().kpis[0].lines;
        let target = lines.iter().find(|line| line.name == "Target").unwrap();
        assert_eq!(target.value, "75%");
        assert_eq!(target.verdict.as_deref(), Some(word));
    }
}

#[test]
fn sums_and_means_do_not_share_an_axis() {
    let mut figures = page("support.en");
    for section in &mut figures.sections {
        if let Section::Compare(compare) = section {
            compare.rows.truncate(3);
            for (row, (function, size)) in
                compare
                    .rows
                    .iter_mut()
                    .zip([("sum", 9.0), ("median", 9.0), ("mean", 2000.0)])
            {
                row.metric.formula = format!("{function}(wait)");
                row.metric.unit = Unit::Number(Some("minutes".to_owned()));
                row.metric.bounds = None;
                for figure in &mut row.figures {
                    (figure.estimate, figure.low, figure.high) = (Some(size), None, None);
                }
            }
        }
    }
    let view = serde_json::to_value(report(&figures)).unwrap();
    let sections = view["sections"].as_array().unwrap();
    let compare = sections.iter().find(|section| section["kind"] == "compare");
    assert_eq!(compare.unwrap()["figures"].as_array().unwrap().len(), 3);
}

#[test]
fn a_persian_page_keeps_to_one_calendar() {
    let view = serde_json::to_value(report(&page("support.fa"))).unwrap();
    let sections = view["sections"].as_array().unwrap();
    let trend = sections.iter().find(|section| section["kind"] == "trend");
    for part in [&view["lead"], &view["period"], trend.unwrap()] {
        let text = part.to_string();
        for year in ["۲۰۲۴", "۲۰۲۵", "۲۰۲۶"] {
            assert!(!text.contains(year), "a Gregorian year in {text}");
        }
        assert!(text.contains("۱۴۰"), "{text}");
    }
}

#[test]
fn lines_never_bridge_a_period_without_a_figure() {
    let figures = page("support.en");
    let view = serde_json::to_value(report(&figures)).unwrap();
    let sections = view["sections"].as_array().unwrap();
    let trend = sections
        .iter()
        .find(|section| section["kind"] == "trend")
        .unwrap();
    let line = &trend["charts"][0]["line"];
    assert_eq!(
        line["lines"].as_array().unwrap().len(),
        2,
        "before and after the gaps"
    );
    assert_eq!(
        line["lone"].as_array().unwrap().len(),
        1,
        "the month between them"
    );
}

#[test]
fn refused_comparisons_show_no_differences() {
    let view = serde_json::to_value(report(&page("hostile.en"))).unwrap();
    let sections = view["sections"].as_array().unwrap();
    let compare = sections
        .iter()
        .find(|section| section["kind"] == "compare")
        .unwrap();
    assert!(
        compare["heading"]
            .as_str()
            .unwrap()
            .ends_with("cannot be compared")
    );
    assert!(
        compare["paragraphs"][0]
            .as_str()
            .unwrap()
            .starts_with("132 respondents are both in ")
    );
}

#[test]
fn json_follows_its_schema_and_has_every_figure() {
    let schema = json::schema();
    let path = root().join("report-templates/figures.schema.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        let text = serde_json::to_string_pretty(&schema).unwrap();
        fs::write(&path, text + "\n").unwrap();
    }
    let published: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    // The schemas are too long to be shown.
    assert!(
        published == schema,
        "run this test with UPDATE_SCHEMA=1 and commit the schema"
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, figures) in pages() {
        let document: serde_json::Value = serde_json::from_str(&json::render(&figures)).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let listed = document["figures"].as_array().unwrap();
        assert_eq!(listed.len(), walk::figures(&figures).len());
        for (listed, figure) in listed.iter().zip(walk::figures(&figures)) {
            assert_eq!(listed["estimate"].as_f64(), figure.estimate);
        }
    }
}

#[test]
fn csv_files_hold_the_same_numbers() {
    let figures = page("support.en");
    let tables: BTreeMap<String, String> = csv::tables(&figures)
        .into_iter()
        .map(|t| (t.section, t.text))
        .collect();
    assert_eq!(
        tables.keys().collect::<Vec<_>>(),
        ["compare-1", "table-1", "trend-1"]
    );
    let Some(Section::Compare(compare)) = figures
        .sections
        .iter()
        .find(|section| matches!(section, Section::Compare(_)))
    else {
        panic!("a comparison");
    };
    let text = tables["compare-1"].trim_start_matches('\u{feff}');
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    for (record, row) in reader.records().zip(&compare.rows) {
        let record = record.unwrap();
        assert_eq!(record[column("metric")], row.metric.name);
        assert_eq!(
            record[column("left_estimate")].parse().ok(),
            row.figures[0].estimate
        );
        let contrast = row.pairs[0].contrast.as_ref();
        assert_eq!(
            record[column("p_adjusted")].parse().ok(),
            contrast.and_then(|c| c.p_adjusted)
        );
    }
    for (name, figures) in pages() {
        for table in csv::tables(&figures) {
            let text = table.text.trim_start_matches('\u{feff}');
            for record in ::csv::Reader::from_reader(text.as_bytes()).records() {
                let record = record.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(
                    record
                        .iter()
                        .all(|cell| !cell.starts_with(['=', '@', '\t'])),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_company_replaces_a_template_by_a_file_of_the_same_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sections")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let render = || {
        let templates = Templates::with_folder(folder.path())?;
        html::render(&report(&page("support.en")), &templates)
    };

    write(
        "sections/text.html.j2",
        "<p>ours: {{ section.paragraphs[0] }}</p>",
    );
    assert!(render().unwrap().contains("<p>ours: The warehouse moved"));

    write(
        "sections/text.html.j2",
        "<p>\n{{ section.nothing_of_the_kind }}</p>",
    );
    let error = render().unwrap_err();
    assert!(error.file.ends_with("sections/text.html.j2"), "{error}");
    assert_eq!(error.line, Some(2), "{error}");

    write("sections/text.html.j2", "\n\n{% if %}");
    let error = render().unwrap_err();
    assert!(error.file.ends_with("sections/text.html.j2"), "{error}");
    assert_eq!(error.line, Some(3), "{error}");

    write("sections/text.html.j2", "{% include '/etc/hostname' %}");
    assert!(render().is_err(), "templates can't read files");

    let endless = "{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}";
    write("sections/text.html.j2", endless);
    assert!(render().unwrap_err().message.contains("fuel"));

    let missing = Templates::with_folder(&folder.path().join("nowhere")).unwrap_err();
    assert!(missing.file.ends_with("nowhere"));
}
