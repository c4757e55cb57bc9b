//! The tables of a page as CSV files, for spreadsheets: UTF-8 with a byte order mark, comma,
//! numbers with full precision, shares from 0 to 1.

mod cells;

use crate::figures::model::{
    Answers, Base, Compare, Drivers, Figure, Figures, Gap, Journey, Pages, Rank, Ranking, Reasons,
    Section, Stake, Table, Trend,
};
use crate::report::walk::is_pain_point;

use super::spreadsheet::{Sheet, safe};
use cells::{CONTRAST, FIGURE, contrast, count, figure, heads, metric, number, word};

/// The table of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable {
    /// Id of the section.
    pub section: String,
    /// The file's text.
    pub text: String,
}

/// One file for each section that is a table.
pub fn tables(figures: &Figures) -> Vec<CsvTable> {
    let sections = figures.sections.iter();
    let response = (!figures.base.response_by.is_empty()).then(|| of_response(&figures.base));
    response
        .into_iter()
        .chain(sections.filter_map(|section| match section {
            Section::Compare(compare) => Some(of_compare(compare)),
            Section::Trend(trend) => Some(of_trend(trend)),
            Section::Table(table) => Some(of_table(table)),
            Section::Drivers(drivers) => Some(of_drivers(drivers)),
            Section::Journey(journey) => Some(of_journey(journey)),
            Section::Reasons(reasons) => Some(of_reasons(reasons)),
            Section::Ranking(ranking) => Some(of_ranking(ranking)),
            Section::Gap(gap) => Some(of_gap(gap)),
            Section::Answers(answers) => Some(of_answers(answers)),
            Section::Stake(stake) => Some(of_stake(stake)),
            Section::Pages(pages) => Some(of_pages(pages)),
            Section::Summary(_)
            | Section::Quotes(_)
            | Section::Followup(_)
            | Section::Text { .. } => None,
        }))
        .collect()
}

/// Who answered of those who were asked: a line for all, and one for each group.
fn of_response(base: &Base) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["question", "answer", "level", "invited", "answered"]);
    head.extend(heads(&["rate", "rate_low", "rate_high", "absent"]));
    head.extend(heads(&["share_of_invited", "share_of_answered"]));
    head.extend(heads(&[
        "test",
        "p",
        "p_adjusted",
        "p_page",
        "cramers_v",
        "verdict",
    ]));
    sheet.row(head);
    let cells = |rate: &Figure, question: &str, answer: &str, answered: Option<u64>| {
        vec![
            safe(question),
            safe(answer),
            number(Some(rate.level)),
            count(rate.n),
            count(answered),
            number(rate.estimate),
            number(rate.low),
            number(rate.high),
            rate.absent.as_ref().map(word).unwrap_or_default(),
        ]
    };
    if let Some(rate) = &base.response_rate {
        let mut all = cells(rate, "", "", base.answered);
        all.extend(std::iter::repeat_n(String::new(), 8));
        sheet.row(all);
    }
    for by in &base.response_by {
        for group in &by.groups {
            let mut row = cells(&group.rate, &by.label, &group.value, group.answered);
            row.extend([
                number(group.share_of_invited),
                number(group.share_of_answered),
                safe(by.test.as_deref().unwrap_or_default()),
                number(by.p),
                number(by.p_adjusted),
                number(by.p_page),
                number(by.cramers_v),
                word(&by.verdict),
            ]);
            sheet.row(row);
        }
    }
    finished(sheet, "response")
}

/// A line for each metric and every two groups.
fn of_compare(compare: &Compare) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["metric", "label", "unit", "level", "left", "right"]);
    head.extend(FIGURE.map(|column| format!("left_{column}")));
    head.extend(FIGURE.map(|column| format!("right_{column}")));
    head.extend(heads(&CONTRAST));
    let is_adjusted = !compare.adjusted_for.is_empty();
    if is_adjusted {
        head.extend(CONTRAST.map(|column| format!("within_strata_{column}")));
        head.extend(heads(&["strata", "left_out", "within_strata_absent"]));
    }
    let are_many = compare.groups.len() > 2;
    if are_many {
        head.extend(heads(&["overall_test", "overall_p", "overall_p_adjusted"]));
        head.push("overall_p_page".to_owned());
    }
    sheet.row(head);
    for row in &compare.rows {
        for pair in &row.pairs {
            let (i, j) = pair.groups;
            let (Some(left), Some(right)) = (row.figures.get(i), row.figures.get(j)) else {
                continue;
            };
            let mut cells = metric(&row.metric);
            cells.push(number(Some(left.level)));
            cells.extend([left, right].map(|f| safe(f.segment.as_deref().unwrap_or_default())));
            cells.extend(figure(left));
            cells.extend(figure(right));
            cells.extend(contrast(pair.contrast.as_ref()));
            if is_adjusted {
                let adjusted = pair.adjusted.as_ref();
                cells.extend(contrast(adjusted.and_then(|a| a.contrast.as_ref())));
                cells.push(count(adjusted.map(|a| a.strata)));
                cells.push(count(adjusted.map(|a| a.left_out)));
                cells.push(adjusted.map(|a| word(&a.absent)).unwrap_or_default());
            }
            if are_many {
                let overall = row.overall.as_ref();
                cells.push(safe(overall.map(|o| o.test.as_str()).unwrap_or_default()));
                cells.push(number(overall.map(|o| o.p)));
                cells.push(number(overall.map(|o| o.p_adjusted)));
                cells.push(number(overall.and_then(|o| o.p_page)));
            }
            sheet.row(cells);
        }
    }
    finished(sheet, &compare.id)
}

fn of_trend(trend: &Trend) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["metric", "label", "unit", "level", "period"]);
    head.extend(heads(&FIGURE));
    head.extend(heads(&["limit_low", "limit_high", "outside_limits"]));
    sheet.row(head);
    for series in &trend.series {
        for point in &series.points {
            let mut cells = metric(&series.metric);
            cells.push(number(Some(point.level)));
            cells.push(safe(point.period.as_deref().unwrap_or_default()));
            cells.extend(figure(point));
            let limits = series.control.as_ref().and_then(|control| {
                let mut limits = control.limits.iter();
                limits.find(|limits| Some(&limits.period) == point.period.as_ref())
            });
            cells.push(number(limits.map(|limits| limits.low)));
            cells.push(number(limits.map(|limits| limits.high)));
            cells.push(limits.map(|l| l.out.to_string()).unwrap_or_default());
            sheet.row(cells);
        }
    }
    finished(sheet, &trend.id)
}

fn of_table(table: &Table) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&[
        "metric", "label", "unit", "level", "question", "answer", "letter",
    ]);
    head.extend(heads(&FIGURE));
    head.push("higher_than".to_owned());
    head.extend(heads(&CONTRAST));
    sheet.row(head);
    for row in &table.rows {
        let start = |level: f64, place: [&str; 3]| {
            let mut cells = metric(&row.metric);
            cells.push(number(Some(level)));
            cells.extend(place.map(safe));
            cells
        };
        let mut total = start(row.total.level, ["", "", ""]);
        total.extend(figure(&row.total));
        total.push(String::new());
        total.extend(contrast(None));
        sheet.row(total);
        for (block, cells) in table.blocks.iter().zip(&row.cells) {
            for (column, cell) in block.columns.iter().zip(cells) {
                let place = [block.name.as_str(), &column.label, &column.letter];
                let mut line = start(cell.figure.level, place);
                line.extend(figure(&cell.figure));
                line.push(cell.higher_than.join(" "));
                line.extend(contrast(cell.against_rest.as_ref()));
                sheet.row(line);
            }
        }
    }
    finished(sheet, &table.id)
}

fn of_journey(journey: &Journey) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["stage", "touchpoint", "ours", "operational"]);
    head.extend(heads(&["metric", "label", "unit", "segment", "level"]));
    head.extend(heads(&FIGURE));
    head.extend(heads(&["standing", "pain_point"]));
    head.extend(heads(&CONTRAST));
    sheet.row(head);
    for stage in &journey.stages {
        for touchpoint in &stage.touchpoints {
            let (Some(facts), Some(all)) = (&touchpoint.metric, &touchpoint.all) else {
                continue;
            };
            for one in std::iter::once(all).chain(&touchpoint.groups) {
                let is_all = one.segment.is_none();
                let mut cells = vec![safe(&stage.name), safe(&touchpoint.label)];
                cells.extend([touchpoint.ours, touchpoint.operational].map(|is| is.to_string()));
                cells.extend(metric(facts));
                cells.push(safe(one.segment.as_deref().unwrap_or_default()));
                cells.push(number(Some(one.level)));
                cells.extend(figure(one));
                cells.push(number(touchpoint.standing.filter(|_| is_all)));
                let pain = is_all.then(|| is_pain_point(touchpoint).to_string());
                cells.push(pain.unwrap_or_default());
                cells.extend(contrast(touchpoint.change.as_ref().filter(|_| is_all)));
                sheet.row(cells);
            }
        }
    }
    finished(sheet, &journey.id)
}

/// A line for each reason, and for each group that it is told of.
fn of_reasons(reasons: &Reasons) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["segment", "question", "reason", "group", "level"]);
    head.extend(heads(&FIGURE));
    head.push("cumulative_of_mentions".to_owned());
    head.extend(heads(&["current", "previous"]));
    head.extend(heads(&CONTRAST));
    let shares = [
        &["first", "first_low", "first_high"],
        &["again", "again_low", "again_high"],
    ];
    head.extend(shares.iter().flat_map(|names| heads(*names)));
    sheet.row(head);
    let share = |share: Option<&Figure>| {
        let share = share.map(|share| [share.estimate, share.low, share.high]);
        share.unwrap_or_default().map(number)
    };
    let segment = reasons.of.as_ref().map_or("", |(name, _)| name);
    for question in &reasons.questions {
        let periods = question.periods.clone().unwrap_or_default();
        for reason in &question.rows {
            let named = [segment, &question.name, &reason.label].map(safe);
            let mut cells = named.to_vec();
            cells.extend([String::new(), number(Some(reason.share.level))]);
            cells.extend(figure(&reason.share));
            cells.push(number(reason.cumulative));
            cells.extend([safe(&periods.0), safe(&periods.1)]);
            cells.extend(contrast(reason.change.as_ref()));
            cells.extend(share(reason.first.as_ref()));
            cells.extend(share(reason.again.as_ref()));
            sheet.row(cells);
            for (column, group) in question.columns.iter().zip(&reason.cells) {
                let mut cells = named.to_vec();
                cells.extend([safe(&column.label), number(Some(group.share.level))]);
                cells.extend(figure(&group.share));
                cells.extend([String::new(), String::new(), String::new()]);
                cells.extend(contrast(group.against_rest.as_ref()));
                cells.extend(share(None).into_iter().chain(share(None)));
                sheet.row(cells);
            }
        }
    }
    finished(sheet, &reasons.id)
}

fn of_ranking(ranking: &Ranking) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["metric", "label", "unit", "level", "by", "value"]);
    head.extend(heads(&["rank", "best_rank", "worst_rank"]));
    head.extend(FIGURE.map(|column| format!("drawn_{column}")));
    head.extend(FIGURE.map(|column| format!("own_{column}")));
    head.extend(heads(&CONTRAST));
    sheet.row(head);
    for unit in &ranking.units {
        let mut cells = metric(&ranking.metric);
        cells.push(number(Some(unit.own.level)));
        cells.extend([safe(&ranking.by), safe(&unit.label)]);
        let rank = |of: fn(Rank) -> u64| count(unit.rank.map(of));
        cells.extend([rank(|r| r.rank), rank(|r| r.best), rank(|r| r.worst)]);
        match &unit.drawn {
            Some(drawn) => cells.extend(figure(drawn)),
            None => cells.extend(FIGURE.map(|_| String::new())),
        }
        cells.extend(figure(&unit.own));
        cells.extend(contrast(unit.against_rest.as_ref()));
        sheet.row(cells);
    }
    finished(sheet, &ranking.id)
}

fn of_gap(gap: &Gap) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["metric", "label", "unit", "level", "claimed"]);
    head.extend(heads(&FIGURE));
    head.extend(heads(&["difference", "difference_low", "difference_high"]));
    head.extend(heads(&["standing", "test", "p", "p_page"]));
    sheet.row(head);
    let mut cells = metric(&gap.metric);
    cells.extend([number(Some(gap.actual.level)), number(Some(gap.claimed))]);
    cells.extend(figure(&gap.actual));
    cells.extend([gap.difference, gap.difference_low, gap.difference_high].map(number));
    cells.push(word(&gap.against.standing));
    cells.push(safe(gap.against.test.as_deref().unwrap_or_default()));
    cells.extend([gap.against.p, gap.against.p_page].map(number));
    sheet.row(cells);
    finished(sheet, &gap.id)
}

/// A line for each answer of each group.
fn of_answers(answers: &Answers) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["question", "label", "segment", "answer", "level"]);
    head.extend(heads(&FIGURE));
    sheet.row(head);
    for question in &answers.questions {
        for column in &question.columns {
            for (option, share) in question.options.iter().zip(&column.shares) {
                let segment = column.segment.as_deref().unwrap_or_default();
                let mut cells = [&question.name, &question.label, segment, &option.label]
                    .map(safe)
                    .to_vec();
                cells.push(number(Some(share.level)));
                cells.extend(figure(share));
                sheet.row(cells);
            }
        }
    }
    finished(sheet, &answers.id)
}

/// A line for each number of customers that is moved, or one without where there is no difference.
fn of_stake(stake: &Stake) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["metric", "label", "unit", "level", "from", "to"]);
    head.extend(FIGURE.map(|column| format!("from_{column}")));
    head.extend(FIGURE.map(|column| format!("to_{column}")));
    head.extend(heads(&CONTRAST));
    head.extend(heads(&["customers", "gain", "gain_low", "gain_high"]));
    sheet.row(head);
    let mut facts = metric(&stake.metric);
    let levels = stake.figures.first().map(|figure| figure.level);
    facts.push(number(levels));
    for figure in &stake.figures {
        facts.push(safe(figure.segment.as_deref().unwrap_or_default()));
    }
    facts.extend(stake.figures.iter().flat_map(figure));
    facts.extend(contrast(stake.contrast.as_ref()));
    for gain in &stake.gains {
        let mut cells = facts.clone();
        cells.push(gain.customers.to_string());
        cells.extend([Some(gain.estimate), gain.low, gain.high].map(number));
        sheet.row(cells);
    }
    if stake.gains.is_empty() {
        facts.extend(std::iter::repeat_n(String::new(), 4));
        sheet.row(facts);
    }
    finished(sheet, &stake.id)
}

fn of_drivers(drivers: &Drivers) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["outcome", "metric", "label", "unit", "level"]);
    head.extend(FIGURE.map(|column| format!("importance_{column}")));
    head.extend(FIGURE.map(|column| format!("performance_{column}")));
    head.extend(heads(&[
        "standing",
        "quadrant",
        "correlation",
        "variance_inflation",
    ]));
    sheet.row(head);
    for row in &drivers.rows {
        let mut cells = vec![safe(&drivers.outcome.name)];
        cells.extend(metric(&row.metric));
        cells.push(number(Some(row.importance.level)));
        cells.extend(figure(&row.importance));
        cells.extend(figure(&row.performance));
        cells.extend([
            number(row.standing),
            word(&row.quadrant),
            number(row.correlation),
            number(row.inflation),
        ]);
        sheet.row(cells);
    }
    finished(sheet, &drivers.id)
}

fn of_pages(pages: &Pages) -> CsvTable {
    let mut sheet = Sheet::default();
    let mut head = heads(&["page", "responses", "metric", "label", "unit", "level"]);
    head.extend(heads(&FIGURE));
    sheet.row(head);
    for page in &pages.pages {
        for (of, one) in pages.metrics.iter().zip(&page.figures) {
            let mut cells = vec![safe(&page.value), page.n.to_string()];
            cells.extend(metric(of));
            cells.push(number(Some(one.level)));
            cells.extend(figure(one));
            sheet.row(cells);
        }
    }
    finished(sheet, &pages.id)
}

/// The table of a section.
fn finished(sheet: Sheet, section: &str) -> CsvTable {
    CsvTable {
        section: section.to_owned(),
        text: String::from_utf8(sheet.into_bytes()).unwrap_or_default(),
    }
}
