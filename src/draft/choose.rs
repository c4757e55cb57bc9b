//! Which columns a first report is made of.

use crate::language::query::{Good, ScaleKind};
use crate::profile::meaning::{Meaning, ScaleGuess};
use crate::profile::topic;
use crate::profile::trouble::is_time_taken;
use crate::profile::words::Words;
use crate::profile::{ColumnProfile, Profile};
use crate::text::fold;

/// At most so many columns of a kind are taken.
const MOST_MEASURES: usize = 24;
/// Tables are by at most so many columns.
const MOST_GROUPS: usize = 3;
/// At most so many questions of reasons are taken.
const MOST_REASONS: usize = 2;
/// Fewer answers of a unit are not shown, and fewer units are not ranked.
const FEWEST_OF_UNIT: u64 = 10;
/// As above.
const FEWEST_UNITS: usize = 5;
/// Fewer answers give no reasons.
const FEWEST_FOR_REASONS: u64 = 30;
/// A column that groups has at most so many values.
const MOST_VALUES: usize = 12;

/// The columns of a first report, by number.
#[derive(Debug, Default)]
pub struct Chosen {
    /// When the answer was given.
    pub date: Option<usize>,
    /// What tells one response from another.
    pub key: Option<usize>,
    /// Who answered.
    pub customer: Option<usize>,
    /// What each response stands for.
    pub weight: Option<usize>,
    /// What says whether the response was finished: a column that says so, or one that is filled
    /// only then.
    pub finished: Option<usize>,
    /// The question that says who is satisfied.
    pub outcome: Option<usize>,
    /// What else is measured, in the order of the file.
    pub measures: Vec<usize>,
    /// What responses are grouped by.
    pub groups: Vec<usize>,
    /// Who or what answers are about and can be ranked: agents, branches.
    pub units: Option<usize>,
    /// Categories that say why.
    pub reasons: Vec<usize>,
}

/// Chooses.
pub fn choose(profile: &Profile) -> Chosen {
    let columns = &profile.columns;
    let nameable = |at: &usize| super::names::column(&columns[*at].name).is_some();
    let all: Vec<usize> = (0..columns.len())
        .filter(nameable)
        .filter(|at| alone(columns, *at))
        .collect();
    // What decides which rows count, every file must have.
    let everywhere: Vec<usize> = all
        .iter()
        .copied()
        .filter(|at| columns[*at].everywhere)
        .collect();
    let first = |fits: &dyn Fn(&ColumnProfile) -> bool| {
        let mut columns_of = everywhere.iter().copied();
        columns_of.find(|at| fits(&columns[*at]))
    };
    let is_key = |column: &ColumnProfile| {
        matches!(column.guess.meaning, Meaning::Identifier)
            && column.missing == 0
            && column
                .repeated
                .is_some_and(|repeated| repeated <= profile.rows() / 20)
    };
    let mut chosen = Chosen {
        date: date(columns, &everywhere),
        key: first(&|column| is_key(column) && column.words.speak_of(topic::RESPONSE_ID))
            .or_else(|| first(&|column| is_key(column) && column.repeated == Some(0))),
        customer: first(&|column| matches!(column.guess.meaning, Meaning::Customer)),
        weight: first(&|column| {
            matches!(column.guess.meaning, Meaning::Weight) && column.missing == 0
        })
        .or_else(|| first(&|column| matches!(column.guess.meaning, Meaning::Weight))),
        finished: first(&|column| tells_the_unfinished(column, &profile.first.dialect)),
        ..Chosen::default()
    };
    chosen.outcome = all
        .iter()
        .map(|at| (satisfaction(&columns[*at]), *at))
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)))
        .map(|(_, at)| at);
    let mut measures: Vec<usize> = all
        .iter()
        .copied()
        .filter(|at| {
            Some(*at) != chosen.outcome && is_measure(&columns[*at], chosen.outcome.is_some())
        })
        .collect();
    let mut groups: Vec<(usize, usize, usize)> = all
        .iter()
        .copied()
        .filter(|at| Some(*at) != chosen.outcome)
        .filter_map(|at| {
            Some((
                group_rank(&columns[at])?,
                columns[at].different.unwrap_or(0),
                at,
            ))
        })
        .collect();
    groups.sort_unstable();
    let told = groups
        .iter()
        .filter(|(rank, ..)| *rank < topic::GROUPS.len())
        .count();
    // Where the header names what to group by, nothing else is needed.
    let most = if told > 0 { told.min(MOST_GROUPS) } else { 2 };
    chosen.groups = groups.into_iter().take(most).map(|(.., at)| at).collect();
    chosen.groups.sort_unstable();
    if chosen.outcome.is_none() && measures.is_empty() {
        // What else there is: the shares of the categories that group nothing.
        measures = all
            .iter()
            .copied()
            .filter(|at| {
                matches!(columns[*at].guess.meaning, Meaning::Category(_))
                    && !chosen.groups.contains(at)
                    && columns[*at]
                        .different
                        .is_some_and(|different| different <= 30)
            })
            .take(8)
            .collect();
    }
    measures.retain(|at| !chosen.groups.contains(at));
    let is_free = |at: &usize| Some(*at) != chosen.outcome && !measures.contains(at);
    chosen.units = all
        .iter()
        .copied()
        .filter(is_free)
        .find(|at| can_be_ranked(&columns[*at]));
    chosen.reasons = all
        .iter()
        .copied()
        .filter(is_free)
        .filter(|at| says_why(&columns[*at]))
        .take(MOST_REASONS)
        .collect();
    measures.sort_by_key(|at| (rank(&columns[*at]), *at));
    measures.truncate(MOST_MEASURES);
    chosen.measures = measures;
    chosen
}

/// Whether no other column has this name, which then means it alone.
fn alone(columns: &[ColumnProfile], at: usize) -> bool {
    columns
        .iter()
        .filter(|column| column.name == columns[at].name)
        .count()
        == 1
}

fn date(columns: &[ColumnProfile], all: &[usize]) -> Option<usize> {
    let dates = all
        .iter()
        .copied()
        .filter(|at| match &columns[*at].guess.meaning {
            Meaning::Date(date) => !date.mixed,
            _ => false,
        });
    dates.min_by_key(|at| {
        let words = &columns[*at].words;
        let started = words.speak_of(topic::STARTED_AT);
        let answered = words.speak_of(topic::ANSWERED_AT);
        (columns[*at].answered == 0, started, !answered, *at)
    })
}

/// Whether a column tells some responses that were not finished, but not most of them: then
/// there would be little left.
fn tells_the_unfinished(column: &ColumnProfile, dialect: &str) -> bool {
    let finished = match &column.guess.meaning {
        Meaning::Finished(done) => {
            let values = column.all.iter().flatten();
            values
                .filter(|(text, _)| text == done)
                .map(|(_, rows)| *rows)
                .sum()
        }
        Meaning::Date(_) if sets_it_at_the_end(dialect, &column.words) => column.answered,
        _ => return false,
    };
    let all = column.answered + column.missing;
    finished < all && finished * 2 >= all
}

/// Whether a tool writes a date when the last page is sent, and leaves it empty before.
fn sets_it_at_the_end(dialect: &str, words: &Words) -> bool {
    matches!(dialect, "LimeSurvey" | "Typeform") && words.speak_of(topic::SENT_IN)
}

/// How well a column says who is satisfied; 0 if it does not.
fn satisfaction(column: &ColumnProfile) -> u32 {
    let words = &column.words;
    let satisfied = words.speak_of(topic::SATISFACTION);
    let overall = words.speak_of(topic::OVERALL);
    match &column.guess.meaning {
        Meaning::Category(bands) if bands.first().is_some_and(|(name, _)| *name == "satisfied") => {
            100
        }
        Meaning::Scale(scale) => match scale.kind {
            ScaleKind::Rating if satisfied && overall => 100,
            ScaleKind::Rating if satisfied || speaks_of_satisfaction(scale) => 95,
            ScaleKind::Smiley => 90,
            ScaleKind::Rating if overall && words.speak_of(topic::RATED) => 85,
            ScaleKind::Rating if scale.high == 2 => 80,
            ScaleKind::Nps => 70,
            ScaleKind::Rating if words.speak_of(topic::RECOMMEND) => 60,
            ScaleKind::YesNo if satisfied => 65,
            ScaleKind::YesNo if words.speak_of(topic::RECOMMEND) && column.answered > 30 => 55,
            ScaleKind::Effort => 50,
            ScaleKind::Rating
                if words.speak_of(&[
                    "experience",
                    "تجربه",
                    "rating",
                    "rate",
                    "stars",
                    "امتیاز",
                    "score",
                    "تقییم",
                ]) =>
            {
                45
            }
            _ => 0,
        },
        _ => 0,
    }
}

fn speaks_of_satisfaction(scale: &ScaleGuess) -> bool {
    let known = ["satisfied", "راضی", "راض"];
    scale.labels.iter().any(|(_, text)| {
        let text = fold(text);
        known.iter().any(|known| text.contains(known))
    })
}

/// Whether a column measures something.
fn is_measure(column: &ColumnProfile, compared: bool) -> bool {
    if column.answered < 2 {
        return false;
    }
    match &column.guess.meaning {
        Meaning::Scale(_) => true,
        Meaning::Category(bands) => bands.len() > 1,
        // A number says something only of those who are compared.
        Meaning::Number => {
            compared
                && column.words.speak_of(topic::AMOUNT)
                && !is_time_taken(column)
                && !column.words.speak_of(topic::IDENTIFIER)
                && !column.words.speak_of(&["age", "سن", "العمر"])
        }
        _ => false,
    }
}

/// What an executive asks for first comes first.
fn rank(column: &ColumnProfile) -> u8 {
    match &column.guess.meaning {
        Meaning::Scale(scale) => match scale.kind {
            ScaleKind::Nps => 0,
            ScaleKind::YesNo if column.words.speak_of(topic::LOYALTY) => 1,
            ScaleKind::Effort => 2,
            ScaleKind::Smiley => 3,
            ScaleKind::Rating => 5,
            ScaleKind::YesNo => 6,
        },
        Meaning::Number if direction(column) == Good::Low => 4,
        Meaning::Number => 8,
        _ => 7,
    }
}

/// Whether a column names agents, teams or branches, enough of them with enough answers.
fn can_be_ranked(column: &ColumnProfile) -> bool {
    let units = column.all.iter().flatten();
    let large = units
        .filter(|(value, answers)| *answers >= FEWEST_OF_UNIT && !column.no_answer.contains(value));
    matches!(&column.guess.meaning, Meaning::Category(bands) if bands.is_empty())
        && column.words.speak_of(topic::UNITS)
        && column.words.count() <= 6
        && large.count() >= FEWEST_UNITS
}

/// Whether a column holds reasons to choose from.
fn says_why(column: &ColumnProfile) -> bool {
    matches!(&column.guess.meaning, Meaning::Category(bands) if bands.is_empty())
        && column.words.speak_of(topic::REASON)
        && column.answered >= FEWEST_FOR_REASONS
        && column
            .different
            .is_some_and(|different| (2..=40).contains(&different))
}

/// How likely responses are grouped by a column, 0 the likeliest; none if they are not.
fn group_rank(column: &ColumnProfile) -> Option<usize> {
    if !matches!(&column.guess.meaning, Meaning::Category(bands) if bands.is_empty()) {
        return None;
    }
    let different = column
        .different
        .filter(|different| (2..=MOST_VALUES).contains(different))?;
    let named = topic::GROUPS
        .iter()
        .position(|topic| column.words.speak_of(topic));
    let question = column.words.count() > 6
        || column.words.speak_of(topic::COMMENT)
        || column.words.speak_of(topic::CALENDAR) && named.is_none();
    match named {
        Some(rank) if column.words.count() <= 6 => Some(rank),
        _ if question || different > 8 => None,
        _ => Some(topic::GROUPS.len()),
    }
}

/// Whether more of a column is better, worse, or nobody knows.
pub fn direction(column: &ColumnProfile) -> Good {
    match &column.guess.meaning {
        Meaning::Scale(scale) => scale.good,
        Meaning::Number if column.words.speak_of(topic::BURDEN) => Good::Low,
        _ => Good::Neither,
    }
}
