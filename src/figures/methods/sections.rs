//! What each section of a page computes, in plain words and as a methods section has it.

use std::fmt::Write as _;

use crate::language::query::{
    AnswerId, Granularity, Invited, Measure, Metric, MetricId, Query, Section, SegmentId,
};
use crate::statistics::Method;
use crate::statistics::drivers::shapley::MOST_DRIVERS;

use super::{beside, difference, figure, of_several, over_time, within_strata, worded};

/// A change of a total split in two.
const KITAGAWA: &str =
    "Changes of totals were split into effects of mix and of rates (Kitagawa 1955).";
/// How units are ranked.
const RANKS: &str = "Ranges of ranks come from pairwise comparisons of the posterior means.";
/// How words are compared.
const WORDS: &str = "Words were compared by log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), corrected by Benjamini and Hochberg over the words of a group and, by Simes' test of each group, over the page.";
/// How those who answered are compared with the others.
const NONRESPONSE: &str = "Those who answered were compared with those who did not by Pearson's chi-square test, and by how large Cramér's V is (Cohen 1988).";

/// One section in words.
#[derive(Default)]
struct Told {
    /// What is computed.
    words: Vec<String>,
    methods: Vec<Method>,
    /// Methods that are no [`Method`].
    others: Vec<&'static str>,
}

/// What the sections of all reports compute.
pub fn explain_sections(query: &Query) -> String {
    let mut text = String::new();
    for report in &query.reports {
        let _ = writeln!(text, "report \"{}\"", report.title);
        if let Some(by) = report.for_each {
            let by = name(query, by);
            let _ = writeln!(
                text,
                "  One page for each {by}: the same of its responses alone, corrected page by page."
            );
        }
        let mut tell = |title: &str, told: Told| {
            if told.words.is_empty() {
                return;
            }
            let _ = writeln!(text, "  {title:<9} {}.", told.words.join("; "));
            if !told.methods.is_empty() || !told.others.is_empty() {
                let methods = worded(query, &told.methods, &told.others);
                let _ = writeln!(text, "  {:<9} {methods}", "Methods");
            }
        };
        tell("response", response(query));
        for section in &report.sections {
            tell(title(section), of(query, section));
        }
    }
    text
}

fn title(section: &Section) -> &'static str {
    match section {
        Section::Summary { .. } => "summary",
        Section::Compare { .. } => "compare",
        Section::Trend { .. } => "trend",
        Section::Table { .. } => "table",
        Section::Drivers { .. } => "drivers",
        Section::Journey { .. } => "journey",
        Section::Reasons { .. } => "reasons",
        Section::Ranking { .. } => "ranking",
        Section::Gap { .. } => "gap",
        Section::Stake { .. } => "value",
        Section::Answers { .. } => "answers",
        Section::Quotes { .. } => "quotes",
        Section::Followup { .. } => "followup",
        Section::Text { .. } => "text",
    }
}

fn of(query: &Query, section: &Section) -> Told {
    match section {
        Section::Summary {
            metrics, versus, ..
        } => summary(query, metrics, *versus),
        Section::Compare {
            groups,
            metrics,
            against,
            adjusted,
            ..
        } => {
            let benchmarks: Vec<MetricId> = against.iter().map(|(metric, _)| *metric).collect();
            compare(query, groups, metrics, &benchmarks, adjusted)
        }
        Section::Trend {
            metrics, by, mix, ..
        } => trend(query, metrics, *by, *mix),
        Section::Table { metrics, by, .. } => table(query, metrics, by),
        Section::Drivers {
            outcome, drivers, ..
        } => of_drivers(query, outcome, drivers),
        Section::Journey { versus, stages, .. } => {
            let touchpoints = stages.iter().flat_map(|stage| &stage.touchpoints);
            let metrics = touchpoints.filter_map(|touchpoint| touchpoint.metric.as_ref());
            journey(query, &metrics.collect::<Vec<_>>(), *versus)
        }
        Section::Reasons {
            of,
            from,
            by,
            versus,
            ..
        } => reasons(query, *of, from, *by, *versus),
        Section::Ranking { by, metric, .. } => ranking(query, *by, *metric),
        Section::Gap { actual, .. } => gap(query, *actual),
        Section::Stake {
            metric,
            groups,
            moved,
            ..
        } => stake(query, *metric, groups, *moved),
        Section::Answers { questions, of, .. } => answers(query, questions, of),
        Section::Quotes { text, of, .. } => quotes(query, *text, of),
        Section::Followup { of, .. } => Told {
            words: vec![format!(
                "a file of the responses in `{}`, nothing computed",
                query.segment(*of).name
            )],
            ..Told::default()
        },
        Section::Text { .. } => Told::default(),
    }
}

fn summary(query: &Query, metrics: &[MetricId], versus: Option<Granularity>) -> Told {
    let mut told = figures(query, metrics);
    let benchmarked = { metrics.iter() }.filter(|id| query.metric(**id).benchmark.is_some());
    told.words
        .push(format!("{} of all respondents", names(query, metrics)));
    if let Some(versus) = versus {
        told.words.push(format!(
            "the {0} of the run's date against the {0} before, corrected by Holm over the key figures",
            versus.name()
        ));
        told.methods.extend(differences(query, metrics));
    }
    for id in benchmarked {
        told.beside(query, *id);
    }
    told
}

fn compare(
    query: &Query,
    groups: &[SegmentId],
    metrics: &[MetricId],
    benchmarks: &[MetricId],
    adjusted: &[AnswerId],
) -> Told {
    let mut told = figures(query, metrics);
    told.methods.extend(differences(query, metrics));
    let named: Vec<String> = { groups.iter() }
        .map(|id| format!("`{}`", query.segment(*id).name))
        .collect();
    let (first, others) = named.split_at(named.len().min(1));
    told.words.push(format!(
        "{} with {} on {}: each figure, and each difference with its interval and test",
        first.join(""),
        others.join(", "),
        names(query, metrics)
    ));
    if groups.len() > 2 {
        told.words.push(
            "all groups at once first, corrected by Holm over the metrics; every two are told apart, \
             corrected by Holm over the pairs, only where the groups differ at all"
                .to_owned(),
        );
        let several = metrics
            .iter()
            .flat_map(|id| of_several(query, measure(query, *id)));
        told.methods.extend(several);
    } else {
        told.words
            .push("corrected by Holm over the metrics".to_owned());
    }
    if !adjusted.is_empty() {
        let by: Vec<String> = adjusted.iter().map(|id| name(query, *id)).collect();
        told.words.push(format!(
            "adjusted for {}: each difference a second time within those who gave the same answers \
             there (each combination of answers is a stratum), the strata's differences averaged with \
             weights n\u{2081}n\u{2082}/(n\u{2081}+n\u{2082}); strata in which a group has no answers \
             are left out and counted; shares, means and net promoter scores only",
            by.join(" and ")
        ));
        let within = metrics
            .iter()
            .flat_map(|id| within_strata(query, measure(query, *id)));
        told.methods.extend(within);
    }
    for id in benchmarks {
        told.beside(query, *id);
    }
    told
}

fn trend(query: &Query, metrics: &[MetricId], by: Granularity, mix: Option<AnswerId>) -> Told {
    let mut told = figures(query, metrics);
    told.methods.extend(differences(query, metrics));
    let over = metrics
        .iter()
        .flat_map(|id| over_time(query, measure(query, *id)));
    told.methods.extend(over);
    told.words.push(format!(
        "{} by {}: the last period against the first; of four periods or more each against all \
         others together; between which limits the periods vary by chance; and whether the figure \
         rises or falls over all of them",
        names(query, metrics),
        by.name()
    ));
    if let Some(mix) = mix {
        told.words.push(format!(
            "mix {0}: the change from the first period to the last is the sum of two parts: what \
             another mix of {0} did (\u{3a3} of the change of each part's share times the mean of its \
             figures) and what changed within the parts (\u{3a3} of the change of each part's figure \
             times the mean of its shares); shares, means and net promoter scores only; no interval",
            name(query, mix)
        ));
        told.others.push(KITAGAWA);
    }
    told
}

fn table(query: &Query, metrics: &[MetricId], by: &[AnswerId]) -> Told {
    let mut told = figures(query, metrics);
    told.methods.extend(differences(query, metrics));
    let columns: Vec<String> = by.iter().map(|id| name(query, *id)).collect();
    told.words.push(format!(
        "{} by {}: each column against all others together, corrected by Holm over the columns",
        names(query, metrics),
        columns.join(", ")
    ));
    told.words.push(
        "letters say which other columns a column is clearly above (shares by the pooled z test on \
         bases of 30 and more), corrected by Holm over the pairs of a row; the options of one \
         question share respondents and are held against those asked who did not choose them"
            .to_owned(),
    );
    told
}

fn of_drivers(query: &Query, outcome: &Metric, drivers: &[Metric]) -> Told {
    let names: Vec<String> = drivers
        .iter()
        .map(|driver| format!("`{}`", driver.name))
        .collect();
    let mut told = Told::default();
    told.words.push(format!(
        "how much of what {} explain together of `{}` each explains, on the responses that answer \
         all; performance is each one's mean of all who answered",
        names.join(", "),
        outcome.name
    ));
    told.methods.push(if drivers.len() > MOST_DRIVERS {
        Method::RelativeWeights
    } else {
        Method::Shapley
    });
    told.methods.push(Method::RegressionF);
    for driver in drivers {
        told.methods.extend(figure(query, &driver.measure));
    }
    told
}

fn journey(query: &Query, metrics: &[&Metric], versus: Option<Granularity>) -> Told {
    let mut told = Told::default();
    told.words.push(
        "each touchpoint's rating, and that of the satisfied and the dissatisfied; pain points are \
         ratings clearly worse than the mean of all ratings of the journey, taken as fixed, corrected \
         by Holm over the touchpoints"
            .to_owned(),
    );
    for metric in metrics {
        told.methods.extend(figure(query, &metric.measure));
        told.methods.extend(beside(&metric.measure));
    }
    if let Some(versus) = versus {
        told.words.push(format!(
            "the {0} of the run's date against the {0} before, corrected by Holm over the touchpoints",
            versus.name()
        ));
        for metric in metrics {
            told.methods.extend(difference(query, &metric.measure));
        }
    }
    told
}

fn reasons(
    query: &Query,
    of: Option<SegmentId>,
    from: &[AnswerId],
    by: Option<AnswerId>,
    versus: Option<Granularity>,
) -> Told {
    let mut told = Told::default();
    let asked: Vec<String> = from.iter().map(|id| name(query, *id)).collect();
    let who = of.map_or_else(
        || "all respondents".to_owned(),
        |of| format!("`{}`", query.segment(of).name),
    );
    told.words.push(format!(
        "how often each value of {} is given by {who}, of those who answered the question",
        asked.join(", ")
    ));
    told.methods.push(Method::Wilson);
    let tests = [Method::Newcombe, Method::PooledZ, Method::FisherExact];
    if let Some(by) = by {
        told.words.push(format!(
            "each reason's share in each {} against all others together, corrected by Holm over \
             the columns",
            name(query, by)
        ));
        told.methods.extend(tests);
    }
    if let Some(versus) = versus {
        told.words.push(format!(
            "each reason's share in the {0} of the run's date against the {0} before, corrected by \
             Holm over the reasons",
            versus.name()
        ));
        told.methods.extend(tests);
    }
    told
}

fn ranking(query: &Query, by: AnswerId, metric: MetricId) -> Told {
    let mut told = figures(query, &[metric]);
    told.words.push(format!(
        "`{}` of each {}, drawn towards that of all units the more so the fewer answers it rests on; \
         ranks with the ranks that each may have; each unit's own answers against all others', \
         corrected by Holm over the units",
        query.metric(metric).name,
        name(query, by)
    ));
    told.methods.push(match measure(query, metric) {
        Measure::Share(_) => Method::BetaBinomial,
        _ => Method::PauleMandel,
    });
    told.methods.extend(differences(query, &[metric]));
    told.others.push(RANKS);
    told
}

fn gap(query: &Query, actual: MetricId) -> Told {
    let mut told = figures(query, &[actual]);
    told.words.push(format!(
        "`{}` beside what is claimed; the claim is taken at its word",
        query.metric(actual).name
    ));
    told.methods.extend(beside(measure(query, actual)));
    told
}

fn stake(query: &Query, metric: MetricId, groups: &[SegmentId; 2], moved: u64) -> Told {
    let mut told = figures(query, &[metric]);
    let [from, to] = groups.map(|id| &query.segment(id).name);
    told.words.push(format!(
        "the difference of `{}` between `{to}` and `{from}` times {moved} customers and times all of \
         `{from}`; the numbers of customers are taken as given",
        query.metric(metric).name
    ));
    told.methods.extend(differences(query, &[metric]));
    told
}

fn answers(query: &Query, questions: &[AnswerId], of: &[SegmentId]) -> Told {
    let mut told = Told::default();
    let questions: Vec<String> = questions.iter().map(|id| name(query, *id)).collect();
    let groups: Vec<String> = { of.iter() }
        .map(|id| format!(", `{}`", query.segment(*id).name))
        .collect();
    told.words.push(format!(
        "how often each answer to {} is given by all respondents{}; nothing is tested",
        questions.join(", "),
        groups.join("")
    ));
    told.methods.push(Method::Wilson);
    told
}

fn quotes(query: &Query, text: AnswerId, of: &[SegmentId]) -> Told {
    let mut told = Told::default();
    told.words.push(format!(
        "comments of {} nearest to the centroid of their group's (TF-IDF), without what tells who \
         somebody is",
        name(query, text)
    ));
    if !of.is_empty() {
        told.words.push(
            "words that a group uses clearly more often than all others, each comment counting once \
             whatever its weight"
                .to_owned(),
        );
        told.others.push(WORDS);
    }
    told
}

/// The response rate, which belongs to every page.
fn response(query: &Query) -> Told {
    let mut told = Told::default();
    let Some(invited) = &query.source.invited else {
        return told;
    };
    told.words
        .push("the share of those invited who answered, without weights".to_owned());
    told.methods.push(Method::Wilson);
    let by_groups = match invited {
        Invited::Number(_) => false,
        Invited::List { by } => !by.is_empty(),
        Invited::Rows { by, .. } => !by.is_empty(),
    };
    if by_groups {
        told.words.push(
            "by group, and whether those who answered are divided like those who did not, corrected \
             by Holm over the questions"
                .to_owned(),
        );
        told.methods.push(Method::Permutation);
        told.others.push(NONRESPONSE);
    }
    told
}

impl Told {
    /// A metric beside a figure from elsewhere.
    fn beside(&mut self, query: &Query, metric: MetricId) {
        let of = query.metric(metric);
        self.words.push(format!(
            "`{}` beside a published figure, which differs only if it differs from every number that \
             would be printed the same way",
            of.name
        ));
        self.methods.extend(beside(&of.measure));
    }
}

fn figures(query: &Query, metrics: &[MetricId]) -> Told {
    Told {
        methods: metrics
            .iter()
            .flat_map(|id| figure(query, measure(query, *id)))
            .collect(),
        ..Told::default()
    }
}

fn differences(query: &Query, metrics: &[MetricId]) -> Vec<Method> {
    metrics
        .iter()
        .flat_map(|id| difference(query, measure(query, *id)))
        .collect()
}

fn measure(query: &Query, metric: MetricId) -> &Measure {
    &query.metric(metric).measure
}

fn name(query: &Query, answer: AnswerId) -> String {
    format!("`{}`", query.answer(answer).name)
}

fn names(query: &Query, metrics: &[MetricId]) -> String {
    let names: Vec<String> = metrics
        .iter()
        .map(|id| format!("`{}`", query.metric(*id).name))
        .collect();
    names.join(", ")
}
