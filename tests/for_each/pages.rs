//! The pages and the list of them.

use serde_json::Value;

use crate::built::{built, json};

/// Responses of six regions, of which two are small, and some of none; customers repeat.
fn export() -> Vec<String> {
    let regions = [
        ("North", 60),
        ("south/west", 45),
        ("South West", 33),
        ("تهران", 41),
        ("Tiny", 4),
        ("Little", 13),
        ("", 7),
    ];
    let mut rows = vec!["Day,Region,Channel,Q1,Q2,Minutes,Customer".to_owned()];
    for (index, (region, n)) in regions.into_iter().enumerate() {
        for i in 0..n {
            let mark = (i * 7 + index * 5) % 11;
            let csat = 1 + mark % 5;
            let channel = ["web", "phone", "shop"][(i + index) % 3];
            let month = 1 + (i * 5 + index) % 6;
            let customer = (i * 3 + index) % 29;
            rows.push(format!(
                "2026-{month:02}-11,{region},{channel},{csat},{mark},{},c{customer}",
                i % 17
            ));
        }
    }
    rows
}

fn query(source: &str, for_each: &str) -> String {
    format!(
        r#"source answers = "export.csv" {{ date Day {source} }}
field csat      = Q1 as rating 1..5 {{ satisfied 4..5, neutral 3, dissatisfied 1..2 }}
field recommend = Q2 as nps {{ missing 11 }}
field minutes   = Minutes as number in minutes
segment satisfied    = csat is satisfied
segment dissatisfied = csat is dissatisfied
metric csat_score = share(csat is satisfied) "CSAT"
metric nps_score  = nps(recommend)
metric wait       = median(minutes)
report "Regions" {for_each} {{
  summary csat_score, nps_score, wait
  compare satisfied with dissatisfied on nps_score, wait
  trend   csat_score by month
  table   csat_score, wait by Channel
}}
"#
    )
}

/// A page's figures but for those of all respondents.
fn own_figures(page: &Value) -> Vec<&Value> {
    let figures = page["figures"].as_array().unwrap().iter();
    figures
        .filter(|figure| figure["section"] != "all")
        .collect()
}

#[test]
fn a_page_is_what_a_report_on_its_value_alone_would_be() {
    for source in ["", "customer Customer"] {
        let (pages, _) = built(&export(), &query(source, "for each Region"), &[]);
        for (name, region) in [("North", "North"), ("تهران", "تهران")] {
            let keep = format!("{source} keep Region == \"{region}\"");
            let (alone, _) = built(&export(), &query(&keep, ""), &[]);
            let page = json(&pages, &format!("regions-{name}.json"));
            let alone = json(&alone, "regions.json");
            assert_eq!(own_figures(&page), own_figures(&alone), "{name} {source}");
            assert!(own_figures(&page).len() > 20);
            for part in ["contrasts", "column_tests", "comparisons", "split", "base"] {
                assert_eq!(page[part], alone[part], "{name} {source} {part}");
            }
            assert_eq!(page["about"]["page"]["value"], region);
        }
    }
}

#[test]
fn small_pages_are_not_written_and_cannot_be_worked_out() {
    let (pages, said) = built(&export(), &query("", "for each Region"), &[]);
    let list = json(&pages, "regions.json");
    // Tiny has 4 responses; without Little it would be what the others lack to all.
    let listed = String::from_utf8(pages["regions.html"].clone()).unwrap();
    assert!(said.contains("4 pages by Region"), "{said}");
    assert!(said.contains("Little, Tiny"), "{said}");
    assert!(listed.contains("Little and Tiny"));
    for name in pages.keys() {
        assert!(!name.contains("Tiny") && !name.contains("Little"), "{name}");
    }
    // What all have and the pages have not belongs to at least ten people.
    for metric in ["csat_score", "nps_score", "wait"] {
        let figures = list["figures"].as_array().unwrap().iter();
        let of_metric: Vec<&Value> = figures.filter(|f| f["metric"] == metric).collect();
        let n = |f: &&Value| f["n"].as_u64();
        let shown: u64 = of_metric
            .iter()
            .filter(|f| f["section"] == "pages-1")
            .filter_map(n)
            .sum();
        let all = of_metric.iter().find(|f| f["section"] == "summary-1");
        let all = all.and_then(n).unwrap();
        assert!(all >= shown + 10, "{metric}: {all} {shown}");
    }
}

#[test]
fn figures_of_all_do_not_give_away_a_few() {
    // Everybody has a region, and in one of them only five were asked for the score.
    let mut rows = export();
    rows.retain(|row| !row.contains(",Tiny,") && !row.contains(",Little,") && !row.contains(",,"));
    let mut kept = 0;
    for row in &mut rows {
        if row.contains(",North,") {
            kept += 1;
            if kept > 5 {
                let mut cells: Vec<&str> = row.split(',').collect();
                cells[4] = "";
                *row = cells.join(",");
            }
        }
    }
    let (pages, _) = built(&rows, &query("", "for each Region"), &[]);
    let list = json(&pages, "regions.json");
    let figures = list["figures"].as_array().unwrap();
    let of = |metric: &str, section: &str| -> Vec<&Value> {
        let figures = figures.iter();
        figures
            .filter(|f| f["metric"] == metric && f["section"] == section)
            .collect()
    };
    let n = |figure: &&Value| figure["n"].as_u64();
    let shown: u64 = of("nps_score", "pages-1").iter().filter_map(n).sum();
    let all = of("nps_score", "summary-1").first().and_then(n);
    assert!(all.is_none_or(|all| all >= shown + 10), "{all:?} {shown}");
    let north = of("nps_score", "pages-1")
        .into_iter()
        .find(|f| f["segment"] == "North");
    assert_eq!(north.unwrap()["absent"], "small_base");
    assert!(of("csat_score", "summary-1")[0]["estimate"].is_number());
    // What the list hides of a page, the page hides as well.
    for page in list["pages"]["pages"].as_array().unwrap() {
        let name = page["name"].as_str().unwrap();
        let own = json(&pages, &format!("regions-{name}.json"));
        let own = own["figures"].as_array().unwrap().iter();
        let mut own = own.filter(|f| {
            f["metric"] == "nps_score" && f["section"] == "summary-1" && f["period"].is_null()
        });
        let of_page = of("nps_score", "pages-1").into_iter();
        let mut listed = of_page.filter(|f| f["segment"] == page["value"]);
        let (own, listed) = (own.next().unwrap(), listed.next().unwrap());
        for part in ["estimate", "n", "absent"] {
            assert_eq!(own[part], listed[part], "{name} {part}");
        }
    }
}

#[test]
fn every_page_is_linked_and_leads_back() {
    let (pages, _) = built(&export(), &query("", "for each Region"), &[]);
    let html: Vec<&String> = pages.keys().filter(|n| n.ends_with(".html")).collect();
    assert_eq!(html.len(), 5, "{html:?}");
    let list = String::from_utf8(pages["regions.html"].clone()).unwrap();
    for name in html.into_iter().filter(|name| *name != "regions.html") {
        assert!(list.contains(&format!("href=\"{name}\"")), "{name}");
        let page = String::from_utf8(pages[name].clone()).unwrap();
        assert!(page.contains("href=\"regions.html\""), "{name}");
    }
    // Two regions that differ in a sign alone have pages of their own.
    let west = pages
        .keys()
        .filter(|name| name.to_lowercase().contains("south-west"));
    assert_eq!(west.filter(|name| name.ends_with(".html")).count(), 2);
}

#[test]
fn neither_the_order_of_rows_nor_threads_change_a_byte() {
    let query = query("customer Customer", "for each Region");
    let (first, _) = built(&export(), &query, &["--threads", "1"]);
    let mut turned = export();
    turned[1..].reverse();
    let (second, _) = built(&turned, &query, &["--threads", "3"]);
    assert!(first == second);
}

#[test]
fn pages_by_a_scale_and_in_a_second_report() {
    let mut two = query("", "for each csat");
    two.push_str("report \"One\" for each Channel { summary csat_score }\n");
    let (pages, said) = built(&export(), &two, &[]);
    for name in [
        "regions-1.html",
        "regions-5.html",
        "regions-2.html",
        "regions-2-web.html",
    ] {
        assert!(pages.contains_key(name), "{name}: {:?}", pages.keys());
    }
    assert!(said.contains("5 pages by csat") && said.contains("3 pages by Channel"));
}
