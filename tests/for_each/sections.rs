//! Every section on a page of `for each` is what it would be in a report on the page's value alone.

use serde_json::Value;

use crate::built::{Files, built, built_beside, json};

/// Responses of three regions; customers repeat within a region and across regions.
fn export() -> Vec<String> {
    let header =
        "Day,Region,Agent,Channel,Tenure,Q1,Q2,Ease,Care,Minutes,Causes,Customer,Weight,May,Said";
    let mut rows = vec![header.to_owned()];
    for i in 0..1200usize {
        let mark = (i * 7919 + i * i * 31) % 10_007;
        let region = ["North", "تهران", "South/West"][mark % 3];
        let agent = ["Ann", "Ben", "Cy", "Dee", "Eve", "Fay"][mark / 3 % 6];
        let channel = ["web", "phone"][mark / 5 % 2];
        let tenure = ["new", "old"][mark / 11 % 2];
        let csat = 1 + (mark / 7 + i % 3) % 5;
        let ease = 1 + (csat - 1 + mark / 13 % 3) % 5;
        let care = 1 + (mark / 17 + csat / 2) % 5;
        let minutes = mark % 40 + 10 * (5 - csat);
        let causes = ["slow", "rude;slow", "", "price", "price;rude"][mark / 19 % 5];
        let day = format!("2026-{:02}-{:02}", 1 + i % 6, 1 + mark % 28);
        let customer = i / 2 % 397;
        let weight = 0.5 + (mark % 16) as f64 / 8.0;
        let may = ["yes", "no"][mark / 23 % 2];
        let said = [
            "the line was dead for days and nobody called",
            "quick and friendly help from the desk",
            "the price went up again without a word",
            "",
        ][(mark / 29 + csat) % 4];
        rows.push(format!(
            "{day},{region},{agent},{channel},{tenure},{csat},{},{ease},{care},{minutes},{causes},\
             c{customer},{weight},{may},{said} {region}",
            (2 * csat + mark % 2).min(10)
        ));
    }
    rows
}

fn query(source: &str, for_each: &str) -> String {
    format!(
        r#"source answers = "export.csv" {{ date Day {source} }}
field csat      = Q1 as rating 1..5 {{ satisfied 4..5, neutral 3, dissatisfied 1..2 }}
field recommend = Q2 as nps
field ease      = Ease as rating 1..5
field care      = Care as rating 1..5
field minutes   = Minutes as number in minutes
field causes    = Causes as choices split ";"
field said      = Said as text
segment satisfied    = csat is satisfied
segment dissatisfied = csat is dissatisfied
metric csat_score = share(csat is satisfied) "CSAT"
metric nps_score  = nps(recommend)
metric wait       = median(minutes)
metric mean_wait  = mean(minutes)
report "Regions" {for_each} {{
  summary csat_score, nps_score, wait versus previous month
  compare satisfied with dissatisfied on nps_score, wait, mean_wait {{
    adjusted for Channel, Tenure
  }}
  trend   csat_score, mean_wait by month mix Channel
  table   csat_score, nps_score, wait by Channel, causes
  drivers of csat from ease, care, minutes
  journey csat versus previous month {{
    stage "First" {{ ease }}
    stage "Then"  {{ care, wait }}
  }}
  reasons of dissatisfied from causes, Channel versus previous month
  ranking of Agent by csat_score
  gap claimed 80% actual csat_score
  quotes said of satisfied, dissatisfied by causes, 6 without Agent
  followup of dissatisfied where May == "yes" to "calls.csv" with Customer, Agent, said
}}
"#
    )
}

/// Everything that a page says with numbers but the figures of all respondents, and what was left
/// out of the files, which is the same for all pages.
fn own(page: &Value) -> Vec<(String, Value)> {
    let parts = page.as_object().unwrap().iter();
    parts
        .filter(|(name, _)| !["about", "ledger", "pages"].contains(&name.as_str()))
        .map(|(name, part)| {
            let mut part = part.clone();
            if let (true, Some(figures)) = (name == "figures", part.as_array_mut()) {
                figures.retain(|figure| figure["section"] != "all");
            }
            (name.clone(), part)
        })
        .collect()
}

/// What only a page of many says: its list is that of all.
const ONE_LIST: &str = "<p class=\"p\">It is one list for all pages of this report, so that nobody is \
                        missed whose page is not shown.</p>";

/// A section of a page as it is written.
fn section<'h>(files: &'h Files, page: &str, id: &str) -> &'h str {
    let html = std::str::from_utf8(&files[page]).unwrap();
    let start = html.find(&format!("<section id=\"{id}\"")).unwrap();
    let end = html[start..].find("</section>").unwrap();
    &html[start..start + end]
}

#[test]
fn every_section_is_what_it_would_be_alone() {
    let sources = [
        "",
        "customer Customer",
        "weight Weight",
        "customer Customer weight Weight",
    ];
    for source in sources {
        let (pages, _) = built(&export(), &query(source, "for each Region"), &[]);
        for region in ["North", "تهران"] {
            let keep = format!("{source} keep Region == \"{region}\"");
            let (alone, _) = built(&export(), &query(&keep, ""), &[]);
            for id in ["quotes-1", "followup-1"] {
                let page = section(&pages, &format!("regions-{region}.html"), id);
                let page = page.replace(ONE_LIST, "");
                let alone = section(&alone, "regions.html", id);
                assert_eq!(page, alone, "{region} {source} {id}");
            }
            let alone = own(&json(&alone, "regions.json"));
            let page = own(&json(&pages, &format!("regions-{region}.json")));
            assert_eq!(page.len(), alone.len());
            for (page, alone) in page.iter().zip(&alone) {
                assert_eq!(page, alone, "{region} {source}");
            }
            let kinds = [
                "contrasts",
                "adjusted",
                "mixes",
                "drivers",
                "journeys",
                "reasons",
            ];
            let kinds = kinds
                .into_iter()
                .chain(["rankings", "gaps", "column_tests", "quotes"]);
            for kind in kinds {
                let part = page.iter().find(|(name, _)| name == kind).unwrap();
                assert!(!part.1.as_array().unwrap().is_empty(), "{kind}");
            }
            let drivers = page.iter().find(|(name, _)| name == "drivers").unwrap();
            assert!(drivers.1[0]["r_squared"].is_number(), "{drivers:?}");
        }
    }
}

/// Weights are raked over all respondents and not page by page: a page is the column of its value
/// in a table of the whole company.
#[test]
fn raked_weights_are_those_of_all() {
    let targets = "field,value,share\nChannel,web,30%\nChannel,phone,70%\n";
    let source = "weight rake by Channel to \"targets.csv\"";
    let files = [("targets.csv", targets)];
    let (pages, _) = built_beside(&files, &export(), &query(source, "for each Region"), &[]);
    let table = query(source, "").replace("by Channel, causes", "by Region");
    let (whole, _) = built_beside(&files, &export(), &table, &[]);
    let whole = json(&whole, "regions.json");
    let figures = |page: &Value, section: &str, segment: Option<&str>, metric: &str| {
        let figures = page["figures"].as_array().unwrap().iter();
        let mut these = figures.filter(|figure| {
            figure["section"] == section
                && figure["segment"].as_str() == segment
                && figure["metric"] == metric
                && figure["period"].is_null()
        });
        let figure = these.next().unwrap().clone();
        ["estimate", "low", "high", "n", "effective_n"].map(|part| figure[part].clone())
    };
    let page = json(&pages, "regions-تهران.json");
    for metric in ["csat_score", "nps_score", "wait"] {
        let own = figures(&page, "summary-1", None, metric);
        assert_eq!(own, figures(&whole, "table-1", Some("تهران"), metric));
        assert_ne!(own[3], own[4], "it is weighted");
    }
}
