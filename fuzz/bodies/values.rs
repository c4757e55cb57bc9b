//! Cells: one column for each way of reading one, all with the same cells.

use super::count::count;

const QUERY: &str = r#"
source responses = "survey.csv" {
  date day
  weight w
  tolerate 100%
}
field scale = scale as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }
field yes = yes as yes/no
field recommend = recommend as nps
field options = options as choices split ";"
field labelled = labelled as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }
field length = length as number in minutes
field between = day, sent as number in hours
metric happy = share(scale is satisfied) "Happy"
metric agreed = share(yes is yes) "Yes"
metric score = nps(recommend) "NPS"
metric amount = median(number) "Number"
metric chose = share(options has "a") "Chose"
metric rated = mean(labelled) "Rated"
metric lasted = median(length) "Lasted"
metric waited = quantile(between, 90%) "Waited"
report "Values" {
  summary happy, agreed, score, amount, chose
  table happy by kind
  trend happy by month
}
"#;

/// Counts a survey whose cells are the lines of these bytes: how many rows were read, unless refused.
pub fn run(bytes: &[u8]) -> Option<u64> {
    let mut survey =
        b"scale,yes,recommend,options,number,kind,labelled,length,sent,day,w\n".to_vec();
    for cell in bytes.split(|byte| *byte == b'\n').take(200) {
        let quoted: Vec<u8> = cell
            .iter()
            .flat_map(|byte| {
                if *byte == b'"' {
                    vec![b'"', b'"']
                } else {
                    vec![*byte]
                }
            })
            .collect();
        for column in 0..11 {
            if column > 0 {
                survey.push(b',');
            }
            // Dates and weights stay good in every other row, so that rows get through to the end.
            if column >= 9 && cell.len() % 2 == 0 {
                survey.extend_from_slice(if column == 9 { b"2026-03-04" } else { b"1.5" });
            } else {
                survey.push(b'"');
                survey.extend_from_slice(&quoted);
                survey.push(b'"');
            }
        }
        survey.push(b'\n');
    }
    // One good row, so that every metric has a base and the figures are computed.
    survey.extend_from_slice(b"5,yes,9,a;b,5,x,5,03:25,2026-03-05 10:00,2026-03-04,1.5\n");
    count(QUERY, &survey)
}
