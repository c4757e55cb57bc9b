//! From the cells of the columns and the words of their headers to what they seem to hold.
//!
//! Values decide before words: a column is a scale because of what stands in it, and its header
//! settles what the values leave open.

use crate::language::query::{DateOrder, Good, ScaleKind};
use crate::text::fold;

use super::absent::{Silence, not_chosen, silence};
use super::codes::Codes;
use super::meaning::{DateGuess, Guess, Meaning};
use super::ordered::order;
use super::personal::Personal;
use super::scales::{
    NO, YES, blank_scale, coded, face, labelled_points, neighbours, outcome, scale, with_directions,
};
use super::shape::{ORDERS, SEPARATORS, number};
use super::tally::Cells;
use super::topic;
use super::words::Words;

/// What is known of a column before it is guessed at.
pub struct Column<'c> {
    /// The words of its header and question.
    pub words: Words,
    /// The words of its name alone.
    pub name: Words,
    /// The option that it is about, where the header says so.
    pub option: Option<&'c str>,
    /// Its cells.
    pub cells: &'c Cells,
    /// Whether no two rows share a value, where that was looked at.
    pub unique: Option<bool>,
}

/// A guess at each of the columns.
pub fn guess(columns: &[Column<'_>]) -> Vec<Guess> {
    let views: Vec<View<'_>> = columns.iter().map(View::of).collect();
    let codes: Vec<Option<Codes>> = views
        .iter()
        .map(|view| view.values.as_ref().and_then(|values| Codes::of(values)))
        .collect();
    columns
        .iter()
        .zip(&views)
        .enumerate()
        .map(|(at, (column, view))| {
            let (meaning, why) = view.meaning(column, at, &codes);
            view.guess(meaning, why, column, codes[at].as_ref())
        })
        .collect()
}

/// A column's values without those that are no answer.
struct View<'c> {
    /// Each value with its count; none if there are too many.
    values: Option<Vec<(String, u64)>>,
    /// Those that are no answer.
    silent: Vec<(Silence, &'c str, u64)>,
    /// Cells with an answer.
    answers: u64,
}

impl<'c> View<'c> {
    fn of(column: &Column<'c>) -> Self {
        let cells = column.cells;
        let words: Vec<(&'c str, u64)> = match (&cells.values, &cells.shape.words.0) {
            (Some(values), _) => values
                .iter()
                .map(|(text, rows)| (text.as_str(), *rows))
                .collect(),
            (None, Some(words)) => words
                .iter()
                .map(|(text, rows)| (text.as_str(), *rows))
                .collect(),
            (None, None) => Vec::new(),
        };
        let silent: Vec<_> = words
            .into_iter()
            .filter_map(|(text, rows)| Some((silence(text)?, text, rows)))
            .collect();
        let is_silent = |text: &str| silent.iter().any(|(_, silent, _)| *silent == text);
        let values = cells.values.as_ref().map(|values| {
            values
                .iter()
                .filter(|(text, _)| !is_silent(text))
                .cloned()
                .collect::<Vec<_>>()
        });
        let unanswered: u64 = silent.iter().map(|(.., rows)| rows).sum();
        Self {
            values,
            answers: cells.shape.cells - unanswered,
            silent,
        }
    }

    fn meaning(
        &self,
        column: &Column<'_>,
        at: usize,
        codes: &[Option<Codes>],
    ) -> (Meaning, String) {
        let (cells, words) = (column.cells, &column.words);
        if self.answers == 0 {
            return (Meaning::Empty, "no cell holds an answer".into());
        }
        if let Some(found) = self.personal(column) {
            return found;
        }
        if let Some(found) = self.finished(column) {
            return found;
        }
        if let Some(date) = self.date(column) {
            return date;
        }
        if self.is_weight(column) {
            let mean = cells.shape.numbers.mean().unwrap_or_default();
            return (
                Meaning::Weight,
                format!("called a weight; its mean is {mean:.2}"),
            );
        }
        if column.name.are(topic::TECHNICAL) || column.name.are(topic::STATUS) {
            return (Meaning::Technical, "written by the survey tool".into());
        }
        if let Some(found) = self.identifier(column, at) {
            return found;
        }
        if let Some(found) = self.option(column) {
            return found;
        }
        let Some(values) = &self.values else {
            return self.many(column);
        };
        if let Some(found) = self.few_words(column, values) {
            return found;
        }
        if values.len() == 1 {
            return (
                Meaning::Constant,
                format!("every answer is {:?}", values[0].0),
            );
        }
        if let Some(own) = &codes[at] {
            return coded(own, words, neighbours(codes, at, own));
        }
        if cells.shape.numbers.cells == self.answers {
            return (Meaning::Number, "every answer is a number".into());
        }
        let numbers = cells.shape.numbers.cells;
        if numbers >= 10 && numbers * 20 >= self.answers * 19 {
            return (Meaning::Number, "nearly every answer is a number".into());
        }
        if self.has_decimal_commas(column) {
            return (Meaning::Number, "numbers with a decimal comma".into());
        }
        if let Some(found) = self.choices(column) {
            return found;
        }
        let different = values.len() as u64;
        let sentences = cells.shape.mean_letters() > 40.0 && different > 12;
        let rare = different > 12 && different * 3 > self.answers;
        let asked_for = words.speak_of(topic::COMMENT) && different > 12;
        if sentences || rare || asked_for || different > 300 {
            return (
                Meaning::Text,
                format!("{different} different texts in {} answers", self.answers),
            );
        }
        (
            Meaning::Category(Vec::new()),
            format!("{different} different texts"),
        )
    }

    /// Whether all answers are numbers, some of them with a comma before one or two decimals.
    fn has_decimal_commas(&self, column: &Column<'_>) -> bool {
        let shape = &column.cells.shape;
        let words = &column.words;
        // "1,2" may also be two codes.
        let amount = words.speak_of(topic::AMOUNT) || words.speak_of(topic::BURDEN);
        shape.decimal_commas > 0
            && shape.numbers.cells + shape.decimal_commas == self.answers
            && (amount || shape.numbers.ends.is_some_and(|(_, high)| high >= 20.0))
    }

    /// Too many different values to look at each.
    fn many(&self, column: &Column<'_>) -> (Meaning, String) {
        let shape = &column.cells.shape;
        let texts = shape.texts
            - self
                .silent
                .iter()
                .map(|(.., rows)| rows)
                .sum::<u64>()
                .min(shape.texts);
        if shape.numbers.cells > 0
            && (texts + shape.dates.any) * 20 <= shape.numbers.cells
            && shape.words.0.is_some()
        {
            return (Meaning::Number, "nearly every answer is a number".into());
        }
        if self.has_decimal_commas(column) {
            return (Meaning::Number, "numbers with a decimal comma".into());
        }
        self.choices(column)
            .unwrap_or((Meaning::Text, "very many different texts".into()))
    }

    fn personal(&self, column: &Column<'_>) -> Option<(Meaning, String)> {
        let shape = &column.cells.shape;
        let seen = shape
            .personal
            .iter()
            .find(|(_, cells)| **cells * 2 > self.answers);
        if let Some((kind, _)) = seen {
            return Some((
                Meaning::Personal(*kind),
                format!("they look like {}", kind.words()),
            ));
        }
        let different = self
            .values
            .as_ref()
            .map_or(u64::MAX, |values| values.len() as u64);
        let words = &column.words;
        if words.count() > 6 {
            return None;
        }
        let named = |kind: Personal| Some((Meaning::Personal(kind), "by its name".to_owned()));
        if words.speak_of(&["birth*", "تولد", "میلاد"]) {
            return named(Personal::BirthDate);
        }
        if words.speak_of(topic::PLACE) && shape.numbers.cells > 0 {
            return named(Personal::Place);
        }
        if column.name.are(&["ip address", "ip"]) {
            return named(Personal::IpAddress);
        }
        // "Do you use our mobile app?" has two answers.
        if different <= 12 && different * 2 <= self.answers {
            return None;
        }
        let kinds = [
            (topic::PERSON_NAME, Personal::Name),
            (topic::CONTACT, Personal::Phone),
            (topic::ADDRESS, Personal::Address),
        ];
        let (_, kind) = kinds.into_iter().find(|(topic, _)| words.speak_of(topic))?;
        // "Requester" is a name, "requester id" is none.
        if kind == Personal::Name && words.speak_of(topic::CUSTOMER) {
            return None;
        }
        if kind == Personal::Phone
            && words.speak_of(&["email", "e mail", "mail address", "ایمیل", "برید الکترونی"])
        {
            return named(Personal::Email);
        }
        named(kind)
    }

    fn finished(&self, column: &Column<'_>) -> Option<(Meaning, String)> {
        const DONE: &[&str] = &[
            "1",
            "true",
            "yes",
            "complete",
            "completed",
            "finished",
            "بله",
        ];
        if !column.name.are(topic::FINISHED) {
            return None;
        }
        let values = self.values.as_ref().filter(|values| values.len() <= 3)?;
        let (done, _) = values
            .iter()
            .find(|(text, _)| DONE.iter().any(|done| fold(text) == *done))?;
        Some((Meaning::Finished(done.clone()), "by its name".into()))
    }

    fn date(&self, column: &Column<'_>) -> Option<(Meaning, String)> {
        let dates = &column.cells.shape.dates;
        if dates.any == 0 {
            return self.seconds_since_1970(column);
        }
        if dates.any * 20 < self.answers * 19 {
            return None;
        }
        let fits = |order: usize| dates.cells[order] == dates.any;
        let (order, open) = match (&dates.day_first, &dates.month_first, &dates.either) {
            (None, None, _) if dates.year_first.is_some() => (DateOrder::YearMonthDay, false),
            (Some(_), None, _) if dates.year_first.is_none() => (DateOrder::DayMonthYear, false),
            (None, Some(_), _) => (DateOrder::MonthDayYear, false),
            (None, None, None) => (DateOrder::YearMonthDay, false),
            // Days up to 12 only, or both: the order by which the dates lie closer together.
            _ => {
                let width = |order: usize| dates.span[order].map_or(i32::MAX, |(a, b)| b - a);
                let day_first = (fits(1), std::cmp::Reverse(width(1)));
                let month_first = (fits(2), std::cmp::Reverse(width(2)));
                let order = if day_first > month_first {
                    DateOrder::DayMonthYear
                } else {
                    DateOrder::MonthDayYear
                };
                (order, true)
            }
        };
        let index = ORDERS.iter().position(|known| *known == order)?;
        let days = dates.span[index]?;
        let why = match &dates.day_first {
            _ if open => "dates whose order of day and month is open".to_owned(),
            Some(example) => format!("dates; {example} can only begin with the day"),
            None => match &dates.month_first {
                Some(example) => format!("dates; {example} can only begin with the month"),
                None => "dates".to_owned(),
            },
        };
        let why = match dates.solar * 2 > dates.any {
            true => format!("{why} of the Solar Hijri calendar"),
            false => why,
        };
        let mixed = dates.day_first.is_some() && dates.month_first.is_some();
        Some((
            Meaning::Date(DateGuess {
                order,
                open,
                mixed,
                days,
            }),
            why,
        ))
    }

    /// Numbers that count the seconds or milliseconds since 1970, by the name of their column.
    fn seconds_since_1970(&self, column: &Column<'_>) -> Option<(Meaning, String)> {
        let numbers = &column.cells.shape.numbers;
        let named = [topic::ANSWERED_AT, topic::STARTED_AT, topic::SENT_IN];
        let (low, high) = numbers.ends?;
        // Ten digits, or thirteen.
        let scale = [1.0, 1000.0]
            .into_iter()
            .find(|scale| low >= 1e9 * scale && high < 4.2e9 * scale)?;
        let dated = numbers.cells == self.answers
            && column.words.count() <= 6
            && named.iter().any(|topic| column.words.speak_of(topic));
        let day = |number: f64| (number / scale / 86_400.0).floor() as i32;
        dated.then(|| {
            let date = DateGuess {
                order: DateOrder::YearMonthDay,
                open: false,
                mixed: false,
                days: (day(low), day(high)),
            };
            (
                Meaning::Date(date),
                "dates as seconds since 1970".to_owned(),
            )
        })
    }

    fn is_weight(&self, column: &Column<'_>) -> bool {
        let numbers = &column.cells.shape.numbers;
        column.words.speak_of(topic::WEIGHT)
            && column.words.count() <= 4
            && numbers.cells == self.answers
            && numbers.whole < numbers.cells
            && numbers.ends.is_some_and(|(low, _)| low >= 0.0)
            && numbers
                .mean()
                .is_some_and(|mean| (0.2..=5.0).contains(&mean))
    }

    fn identifier(&self, column: &Column<'_>, at: usize) -> Option<(Meaning, String)> {
        let (words, shape) = (&column.name, &column.cells.shape);
        let different = self.values.as_ref().map(|values| values.len() as u64);
        let unique = column
            .unique
            .unwrap_or(different == Some(self.answers) && self.answers > 1);
        let short = words.count() <= 4;
        let fraction = shape.numbers.whole < shape.numbers.cells;
        if fraction {
            return None;
        }
        let many = different.is_none_or(|different| different * 2 > self.answers);
        if short
            && words.speak_of(topic::CUSTOMER)
            && !unique
            && different.is_none_or(|different| different > 12)
        {
            return Some((Meaning::Customer, "by its name; it repeats".into()));
        }
        let named = words.speak_of(topic::RESPONSE_ID)
            || words.speak_of(topic::CUSTOMER)
            || words.are(topic::IDENTIFIER);
        if short && many && (named || words.speak_of(topic::IDENTIFIER) && unique) {
            let why = if unique {
                "by its name; no two rows share one"
            } else {
                "by its name"
            };
            return Some((Meaning::Identifier, why.into()));
        }
        let nameless = words.count() == 0 && at == 0;
        if nameless && unique {
            return Some((
                Meaning::Identifier,
                "the first column; no two rows share one".into(),
            ));
        }
        // Codes without a blank, all different, none of them a number to compute with.
        let coded = unique
            && different.is_none()
            && shape.numbers.cells == 0
            && shape.dates.any == 0
            && shape.longest <= 40
            && shape.mean_letters() <= 24.0
            && shape.split[3].0 == 0
            && at < 3;
        coded.then(|| (Meaning::Identifier, "no two rows share one".into()))
    }

    /// A column that says of one option whether it was chosen.
    fn option(&self, column: &Column<'_>) -> Option<(Meaning, String)> {
        let values = self.values.as_ref()?;
        let chosen: Vec<&(String, u64)> = values
            .iter()
            .filter(|(text, _)| !not_chosen(text))
            .collect();
        let [(text, _)] = chosen[..] else { return None };
        let left = values.iter().find(|(text, _)| not_chosen(text));
        let mark = [
            "1", "x", "y", "yes", "true", "selected", "checked", "بله", "نعم",
        ]
        .iter()
        .any(|mark| fold(text) == *mark);
        let spoken = match column.option {
            Some(option) => fold(option) == fold(text) || mark,
            // Without a question above it only the option's own text tells.
            None => {
                let unchosen = left.is_some_and(|(text, _)| {
                    matches!(&*fold(text), "not selected" | "unchecked" | "not chosen")
                });
                unchosen
                    || left.is_none()
                        && column.cells.blank > 0
                        && !mark
                        && Words::of([text.as_str()]) == column.name
            }
        };
        if !spoken || values.len() > 2 {
            return None;
        }
        let option = match column.option {
            Some(option) if mark => option.to_owned(),
            _ => text.clone(),
        };
        Some((Meaning::Option(option), "chosen or not".into()))
    }

    /// Words that stand for points of a scale.
    fn few_words(
        &self,
        column: &Column<'_>,
        values: &[(String, u64)],
    ) -> Option<(Meaning, String)> {
        let texts: Vec<&str> = values.iter().map(|(text, _)| text.as_str()).collect();
        let folded: Vec<_> = texts.iter().map(|text| fold(text)).collect();
        let all = |known: &[&str]| {
            folded
                .iter()
                .all(|text| known.iter().any(|known| fold(known) == **text))
        };
        if all(&[YES, NO].concat()) && texts.len() <= 4 {
            let any = |known: &[&str]| {
                folded
                    .iter()
                    .any(|text| known.iter().any(|known| fold(known) == **text))
            };
            if any(YES) || any(NO) {
                return Some((scale(ScaleKind::YesNo, 0, 1), "yes and no".into()));
            }
        }
        if folded.len() > 1 && folded.iter().all(|text| face(text).is_some()) {
            return Some((
                scale(ScaleKind::Smiley, 1, 3),
                "happy, neutral and unhappy".into(),
            ));
        }
        let is_coded = folded.iter().all(|text| text.parse::<f64>().is_ok());
        if folded.len() == 2 && all(&["0", "1"]) {
            let words = &column.words;
            if words.count() > 2 || !words.speak_of(topic::IDENTIFIER) {
                let mut guess = blank_scale(ScaleKind::YesNo, 0, 1);
                for (code, known) in [(0, "0"), (1, "1")] {
                    if let Some((text, _)) = values.iter().find(|(text, _)| fold(text) == known) {
                        guess.labels.push((code, text.clone()));
                    }
                }
                return Some((Meaning::Scale(guess), "1 and 0".into()));
            }
        }
        if is_coded {
            return None;
        }
        if let Some(labelled) = labelled_points(&texts) {
            let why = "numbers with texts".to_owned();
            let mut guess = with_directions(labelled, &column.words);
            if guess.kind == ScaleKind::Rating
                && (guess.low, guess.high) == (0, 10)
                && column.words.speak_of(topic::RECOMMEND)
            {
                guess.kind = ScaleKind::Nps;
            }
            return Some((Meaning::Scale(guess), why));
        }
        if let Some(bands) = outcome(&texts) {
            return Some((
                Meaning::Category(bands),
                "some answers say satisfied".into(),
            ));
        }
        let ordered = order(&texts)?;
        if !ordered.good {
            let split = ordered.neutral.clamp(1, ordered.texts.len() - 1);
            let (low, high) = ordered.texts.split_at(split);
            let bands = vec![("more", high.to_vec()), ("less", low.to_vec())];
            return Some((
                Meaning::Category(bands),
                "texts in an order; which end is good is not known".into(),
            ));
        }
        let mut guess = blank_scale(ScaleKind::Rating, 1, ordered.texts.len() as i16);
        guess.labels = (1..).zip(ordered.texts).collect();
        guess.sides = (ordered.low as i16, ordered.neutral as i16 + 1);
        guess.good = Good::High;
        let effort = column.words.speak_of(&["effort", "ces"])
            || guess
                .labels
                .iter()
                .any(|(_, text)| fold(text).contains("easy"));
        if effort {
            guess.kind = ScaleKind::Effort;
        }
        Some((Meaning::Scale(guess), "texts in an order".into()))
    }

    fn choices(&self, column: &Column<'_>) -> Option<(Meaning, String)> {
        let shape = &column.cells.shape;
        let different = self.values.as_ref().map_or(usize::MAX, Vec::len);
        SEPARATORS
            .into_iter()
            .zip(&shape.split)
            .find_map(|(separator, (cells, options))| {
                let options = options.0.as_ref()?;
                // A comma also stands inside of texts: options that combine in many ways speak for it.
                let (share, ways) = if separator == "," { (4, 3) } else { (6, 2) };
                let often = *cells * share >= shape.texts && *cells > 1;
                let combine = different.saturating_mul(2) >= options.len().saturating_mul(ways);
                let repeated =
                    options.values().filter(|rows| **rows > 1).count() * 2 >= options.len();
                let short = options.keys().all(|option| option.chars().count() <= 60);
                (often && combine && repeated && short && options.len() >= 2).then(|| {
                    (
                        Meaning::Choices(separator),
                        format!("{} options, several in a cell", options.len()),
                    )
                })
            })
    }

    /// The guess with the values that are no answer in it.
    fn guess(
        &self,
        meaning: Meaning,
        why: String,
        column: &Column<'_>,
        codes: Option<&Codes>,
    ) -> Guess {
        let mut guess = Guess {
            meaning,
            why,
            missing: Vec::new(),
            not_applicable: Vec::new(),
        };
        let measured = matches!(
            guess.meaning,
            Meaning::Scale(_) | Meaning::Number | Meaning::Date(_) | Meaning::Weight
        );
        let ordered = matches!(&guess.meaning, Meaning::Category(bands) if !bands.is_empty());
        for (silence, text, _) in &self.silent {
            match silence {
                Silence::Missing => guess.missing.push((*text).to_owned()),
                Silence::Unsure if measured || ordered => guess.missing.push((*text).to_owned()),
                Silence::NotApplicable if measured || ordered => {
                    guess.not_applicable.push((*text).to_owned())
                }
                _ => {}
            }
        }
        match (&mut guess.meaning, codes) {
            (Meaning::Scale(scale), Some(codes)) if scale.kind != ScaleKind::YesNo => {
                guess
                    .missing
                    .extend(codes.special.iter().map(|(text, _)| text.clone()));
                for (code, rows) in &codes.points {
                    if *code == 0 && scale.low == 1 {
                        let zero = self
                            .values
                            .iter()
                            .flatten()
                            .find(|(text, _)| number(text) == Some(0.0));
                        guess
                            .not_applicable
                            .extend(zero.map(|(text, _)| text.clone()));
                    } else if *code < i64::from(scale.low) || *code > i64::from(scale.high) {
                        scale.outside.push((code.to_string(), *rows));
                    }
                }
            }
            (Meaning::Number, _) => {
                // Texts among numbers are no numbers: they are named, so that nothing is lost unseen.
                let words = column
                    .cells
                    .shape
                    .words
                    .0
                    .iter()
                    .flat_map(|words| words.keys());
                for text in words {
                    let known = guess.missing.contains(text) || guess.not_applicable.contains(text);
                    if !known {
                        guess.missing.push(text.clone());
                    }
                }
            }
            _ => {}
        }
        guess
    }
}
