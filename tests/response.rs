//! Response rates of a list of customers and of the survey's own rows, against
//! `tests/response/expected.py`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// How far a figure may be from the one worked out, as a share of it.
const TOLERANCE: f64 = 1e-9;

fn near(one: &Value, other: &Value, what: &str) {
    let (one, other) = (one.as_f64().expect(what), other.as_f64().expect(what));
    assert!(
        (one - other).abs() <= TOLERANCE * other.abs().max(1e-9),
        "{what}: {one}, worked out {other}"
    );
}

#[test]
fn rates_are_those_worked_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/response");
    let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    for (name, expected) in expected.as_object().unwrap() {
        let out = TempDir::new().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_cxq"))
            .args(["build", &format!("{name}.cxq"), "--out"])
            .arg(out.path())
            .current_dir(&folder)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}");
        let json = fs::read_to_string(out.path().join(format!("{name}.json"))).unwrap();
        let page = fs::read_to_string(out.path().join(format!("{name}.html"))).unwrap();
        let base = serde_json::from_str::<Value>(&json).unwrap()["base"].take();
        assert_eq!(base["invited"], expected["all"]["n"], "{name}");
        assert_eq!(base["answered"], expected["all"]["answered"], "{name}");
        for end in ["estimate", "low", "high"] {
            near(&base["response_rate"][end], &expected["all"][end], end);
        }
        let against = &base["response_benchmark"];
        near(
            &against["p"],
            &expected["against"]["p"],
            "p beside the benchmark",
        );
        assert_eq!(
            against["standing"], expected["against"]["standing"],
            "{name}"
        );
        let divisions = base["response_by"].as_array().unwrap();
        assert_eq!(divisions.len(), expected["by"].as_object().unwrap().len());
        for division in divisions {
            let expected = &expected["by"][division["name"].as_str().unwrap()];
            near(&division["cramers_v"], &expected["cramers_v"], "V");
            // Where counts are small, p is that of a permutation.
            let by_permutation = division["test"].as_str().unwrap().contains("ermut");
            if !by_permutation {
                near(&division["p"], &expected["p"], "p");
                near(
                    &division["p_adjusted"],
                    &expected["p_adjusted"],
                    "p in the section",
                );
            }
            let groups = division["groups"].as_array().unwrap().len();
            assert_eq!(groups, expected["groups"].as_object().unwrap().len());
            let small = |group: &Value| group["n"].as_u64().unwrap() < 10;
            for group in division["groups"].as_array().unwrap() {
                let value = group["value"].as_str().unwrap();
                let expected = &expected["groups"][value];
                let rate = &group["rate"];
                if rate["estimate"].is_null() {
                    assert_eq!(rate["absent"], "small_base", "{value}");
                    assert!(group["answered"].is_null(), "{value}");
                    continue;
                }
                assert!(!small(expected), "{value} is shown");
                assert_eq!(group["answered"], expected["answered"], "{value}");
                for end in ["n", "estimate", "low", "high"] {
                    near(&rate[end], &expected[end], value);
                }
            }
        }
        let table = fs::read_to_string(out.path().join(format!("{name}-response.csv"))).unwrap();
        let hidden = page.contains("</table></div>\n<p class=\"nt\">–") || page.contains("–:");
        assert_eq!(table.contains(",small_base,"), hidden, "{name}: {table}");
        // The south answers less often than the north: the page warns.
        assert_eq!(divisions[0]["verdict"], "differs", "{name}");
        assert!(page.contains("class=\"flag\""), "{name}: no warning");
    }
}
