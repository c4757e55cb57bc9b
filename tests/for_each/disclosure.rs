//! What must not be told of few people on one of many pages.

use serde_json::Value;

use crate::built::{Files, built, json};

const PAGES: usize = 200;

/// Responses of many regions. In the first, four of web are neutral; everywhere else twelve are.
fn export() -> Vec<String> {
    let mut rows = vec!["Region,Channel,Tenure,Q1,Q2".to_owned()];
    for region in 0..PAGES {
        let groups = [
            ("web", 3, 12),
            ("phone", 3, 12),
            ("shop", 3, 12),
            ("web", 4, 5),
        ];
        for (group, (channel, csat, n)) in groups.into_iter().enumerate() {
            let n = if (region, group) == (0, 0) { 4 } else { n };
            for i in 0..n {
                let mark = (i * 7 + region * 3 + group * 5) % 11;
                rows.push(format!("R{region:03},{channel},new,{csat},{mark}"));
            }
        }
        // All codes of the scale are given by somebody who is not asked about.
        rows.push(format!("R{region:03},shop,old,{},5", 1 + region % 5));
        rows.push(format!("R{region:03},web,old,{},5", 1 + (region + 2) % 5));
    }
    rows
}

const QUERY: &str = r#"source answers = "export.csv"
field csat      = Q1 as rating 1..5
field recommend = Q2 as nps
segment neutral = csat in 1..3 and Tenure == "new"
segment a  = neutral and Channel == "web"
segment ab = neutral and (Channel == "web" or Channel == "phone")
segment ac = neutral and (Channel == "web" or Channel == "shop")
segment bc = neutral and (Channel == "phone" or Channel == "shop")
metric of_a  = nps(recommend) of a  "A"
metric of_ab = nps(recommend) of ab "A and B"
metric of_ac = nps(recommend) of ac "A and C"
metric of_bc = nps(recommend) of bc "B and C"
"#;

/// Whether the figure of a metric is shown on a page.
fn is_shown(files: &Files, page: &str, metric: &str) -> bool {
    let page = json(files, &format!("regions-{page}.json"));
    let figures = page["figures"].as_array().unwrap().iter();
    let mut own = figures.filter(|f| f["metric"] == metric && f["section"] != "all");
    own.next().unwrap()["estimate"].is_number()
}

#[test]
fn a_small_group_is_no_combination_of_others_on_the_first_of_many_pages() {
    let report = "report \"Regions\" for each Region { summary of_a, of_ab, of_ac, of_bc }\n";
    let (files, _) = built(&export(), &format!("{QUERY}{report}"), &[]);
    let shown = |page: &str| ["of_a", "of_ab", "of_ac", "of_bc"].map(|m| is_shown(&files, page, m));
    let first = shown("R000");
    // (A and B) + (A and C) − (B and C) is twice A.
    assert!(
        !first[0] && !first[1..].iter().all(|shown| *shown),
        "{first:?}"
    );
    // Nor is it what the other pages lack to the company, for which the next hides as much.
    assert_eq!(shown("R100"), [true; 4]);
}

#[test]
fn a_small_group_of_a_page_is_not_what_the_other_pages_lack_to_the_company() {
    let reports = "report \"Company\" { summary of_a }\n\
                   report \"Regions\" for each Region { summary of_a }\n";
    let (files, _) = built(&export(), &format!("{QUERY}{reports}"), &[]);
    let company = json(&files, "regions.json");
    let figures = company["figures"].as_array().unwrap().iter();
    let n = |f: &Value| f["n"].as_u64();
    let all = figures
        .clone()
        .find(|f| f["section"] == "summary-1")
        .and_then(n);
    let list = json(&files, "regions-2.json");
    let listed = list["figures"].as_array().unwrap().iter();
    let pages: Vec<u64> = listed
        .filter(|f| f["section"] == "pages-1")
        .filter_map(n)
        .collect();
    assert!(pages.len() < PAGES, "the first is hidden");
    let rest = all.map(|all| all - pages.iter().sum::<u64>());
    assert!(rest.is_none_or(|rest| rest >= 10), "{rest:?} of {all:?}");
}
