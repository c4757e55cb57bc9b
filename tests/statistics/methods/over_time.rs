//! Methods for figures by period.

use super::Compute;
use crate::input::*;
use cxq::statistics::over_time::control_chart::{self, Chart};
use cxq::statistics::over_time::{series_trend, share_trend, xmr};
use cxq::statistics::{Absent, Binary};
use serde_json::{Value, json};

fn periods(input: &Value) -> Vec<Binary> {
    let (x, n) = (wholes(&input["x"]), wholes(&input["n"]));
    x.iter().zip(&n).map(|(&x, &n)| Binary::of(x, n)).collect()
}

fn chart(chart: Result<Chart, Absent>) -> Value {
    match chart {
        Err(why) => json!({"absent": format!("{why:?}")}),
        Ok(chart) => json!({
            "centre": chart.centre,
            "sigma_ratio": chart.sigma_ratio,
            "low": chart.points.iter().map(|p| p.map(|p| p.low)).collect::<Vec<_>>(),
            "high": chart.points.iter().map(|p| p.map(|p| p.high)).collect::<Vec<_>>(),
            "out": chart.points.iter().map(|p| p.map(|p| p.out)).collect::<Vec<_>>(),
            "method": format!("{:?}", chart.method),
        }),
    }
}

pub const METHODS: &[(&str, Compute)] = &[
    ("trend_of_shares", |i| {
        let times = i["time"].as_array().map(|_| numbers(&i["time"]));
        let periods: Vec<(f64, Binary)> = periods(i)
            .into_iter()
            .enumerate()
            .map(|(k, answers)| (times.as_ref().map_or(k as f64, |t| t[k]), answers))
            .collect();
        test(&share_trend::cochran_armitage(&periods))
    }),
    ("trend_of_series", |i| {
        match series_trend::mann_kendall(&gaps(&i["y"]), level(i)) {
            Err(why) => json!({"absent": format!("{why:?}")}),
            Ok(trend) => json!({
                "n": trend.n,
                "s": trend.s,
                "variance": trend.variance,
                "tau": trend.tau,
                "z": trend.test.statistic,
                "p": trend.test.p,
                "slope": trend.slope,
                "slope_ci": interval(trend.slope_interval),
            }),
        }
    }),
    ("p_chart", |i| chart(control_chart::chart(&periods(i)))),
    ("plain_p_chart", |i| {
        chart(control_chart::shewhart(&periods(i)))
    }),
    ("laney_chart", |i| chart(control_chart::laney(&periods(i)))),
    ("xmr_chart", |i| chart(xmr::chart(&gaps(&i["y"])))),
];
