//! How each statement and line of a block is written.

/// How a statement or the line of a block is written.
pub(super) fn form(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "use" => "`use \"house.cxq\"`",
        "source" => "`source responses = \"exports/*.csv\" { date EndDate }`",
        "field" => {
            "`field csat = Q1 as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }`"
        }
        "segment" => "`segment satisfied = csat is satisfied`",
        "metric" => "`metric csat_score = share(csat is satisfied) \"CSAT\" target 80%`",
        "benchmark" => "`benchmark market = 76% \"Market\" source \"Index\" year 2026 n 31_400`",
        "report" => "`report \"Title\" in en by \"Company\" { summary csat_score }`",
        "alert" => "`alert when csat_score < 75% or fall(nps_score) > 5`",
        "date" => "`date EndDate day/month/year in \"Asia/Tehran\"`",
        "key" => "`key ResponseId keep last`",
        "customer" => "`customer CustomerId`",
        "weight" => "`weight wt`, or `weight rake by region to \"population.csv\"`",
        "missing" => "`missing \"N/A\", \"-\", 99`",
        "keep" => "`keep Finished == 1 and Status != \"Test\"`",
        "invited" => "`invited 12_400`, or `invited customers by region`",
        "tolerate" => "`tolerate 1%`",
        "decimal" => "`decimal \",\"`",
        "delimiter" => "`delimiter \";\"`",
        "dialect" => "`dialect \"plain\"`",
        "accept" => "`accept changes in Q3, Q4`",
        "encoding" => "`encoding \"UTF-8\"`",
        "period" => "`period 2026-01..2026-03`",
        "exclude" => {
            "`exclude incomplete Progress < 100`, or speeders, straight-liners, duplicates"
        }
        "join" => "`join \"customers.csv\" on CustomerId`",
        "subtitle" => "`subtitle \"Second quarter\"`",
        "note" => "`note \"Confidential\"`",
        "summary" => "`summary nps_score, csat_score versus previous quarter`",
        "compare" => {
            "`compare satisfied with dissatisfied on repurchase { against published satisfied.repurchase-ratio }`"
        }
        "trend" => "`trend nps_score, csat_score by month`",
        "table" => "`table csat_score, nps_score by channel, region`",
        "text" => "`text \"A paragraph.\"`",
        "drivers" => "`drivers of csat from courtesy, speed`",
        "journey" => "`journey csat { stage \"First contact\" { web, phone } }`",
        "reasons" => "`reasons of dissatisfied from causes`",
        "ranking" => "`ranking of agent by csat_score`",
        "gap" => "`gap claimed 80% actual csat_score`",
        "value" => "`value of spend from dissatisfied to satisfied, 500`",
        "answers" => "`answers csat, channel of satisfied, dissatisfied`",
        "quotes" => "`quotes comment of dissatisfied by reasons, 12 without agent`",
        "followup" => "`followup of dissatisfied to \"follow-up.csv\" with ResponseId, comment`",
        _ => return None,
    })
}
