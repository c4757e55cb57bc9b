//! What respondents write, in their own words.

use serde::Serialize;

use crate::figures::model::{QuotedGroup, Quotes};
use crate::report::axis::Percent;
use crate::report::context::Context;
use crate::report::locale::{capitalised, plain};

/// Words named in the heading.
const NAMED: usize = 2;

/// The comments of one section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuotesView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// One for each group.
    pub groups: Vec<GroupView>,
    /// How to read it.
    pub notes: Vec<String>,
}

/// The comments of one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    /// What the bars show.
    pub caption: String,
    /// Words that set the group apart.
    pub words: Vec<WordRow>,
    /// Head of the column of the group's share.
    pub own_head: String,
    /// Bases and tests.
    pub notes: Vec<String>,
    /// What stands over the quotes.
    pub quotes_caption: String,
    /// Quotes by what they are about.
    pub topics: Vec<Topic>,
}

/// A word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordRow {
    /// As it is written.
    pub word: String,
    /// Length of the bar: its share of the group's comments, the greatest being the longest.
    pub width: Percent,
    /// Where the share of the others stands.
    pub at: Percent,
    /// Its share of the group's comments.
    pub share: String,
    /// That of the others'.
    pub others: String,
}

/// Quotes about one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Topic {
    /// What they are about.
    pub about: Option<String>,
    /// The quotes, in whatever language: each finds its own direction.
    pub quotes: Vec<String>,
}

/// The view of the section.
pub fn view(context: &Context, quotes: &Quotes) -> QuotesView {
    let any = quotes.groups.iter().any(|group| !group.quotes.is_empty());
    let mut notes = Vec::new();
    if any {
        notes.push(context.say("quotes_mark", &[]));
        notes.push(context.say("quotes_chosen", &[]));
    }
    QuotesView {
        id: quotes.id.clone(),
        name: context.say("nav_quotes", &[]),
        heading: capitalised(&heading(context, quotes)),
        groups: quotes
            .groups
            .iter()
            .map(|one| group(context, one))
            .collect(),
        notes,
    }
}

fn who(context: &Context, group: &QuotedGroup) -> String {
    match &group.of {
        Some((name, label)) => context.segment(name, label),
        None => context.say("all_respondents", &[]),
    }
}

fn heading(context: &Context, quotes: &Quotes) -> String {
    let with_words = quotes.groups.iter().find(|group| !group.words.is_empty());
    if let Some(group) = with_words {
        let named = group.words.iter().take(NAMED);
        let named: Vec<String> = named
            .map(|word| context.say("quotes_word", &[("word", &context.locale.data(&word.word))]))
            .collect();
        let places = [
            ("words", context.locale.list(&named)),
            ("group", who(context, group)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        return context.say("quotes_heading_words", &places);
    }
    let groups: Vec<String> = quotes
        .groups
        .iter()
        .map(|group| who(context, group))
        .collect();
    let key = match quotes.groups.iter().any(|group| group.n.is_some()) {
        true => "quotes_heading",
        false => "quotes_too_few",
    };
    context.say(key, &[("group", &context.locale.list(&groups))])
}

fn group(context: &Context, group: &QuotedGroup) -> GroupView {
    let who = who(context, group);
    let places = [("group", who.as_str())];
    let most = { group.words.iter() }
        .map(|word| word.share.max(word.share_others))
        .fold(0.0, f64::max);
    let length = |share: f64| Percent(100.0 * share / most.max(f64::MIN_POSITIVE));
    let words = group.words.iter().map(|word| WordRow {
        word: plain(&word.word),
        width: length(word.share),
        at: length(word.share_others),
        share: context.locale.percent(word.share, 0),
        others: context.locale.percent(word.share_others, 0),
    });
    let mut topics: Vec<Topic> = Vec::new();
    for quote in &group.quotes {
        let about = quote
            .about
            .as_deref()
            .map(|about| context.locale.data(about));
        let text = plain(&quote.text);
        match topics.last_mut().filter(|topic| topic.about == about) {
            Some(topic) => topic.quotes.push(text),
            None => topics.push(Topic {
                about,
                quotes: vec![text],
            }),
        }
    }
    GroupView {
        caption: capitalised(&context.say("quotes_caption_words", &places)),
        words: words.collect(),
        own_head: capitalised(&who),
        notes: notes(context, group, &who),
        quotes_caption: capitalised(&context.say("quotes_caption", &places)),
        topics,
    }
}

fn notes(context: &Context, group: &QuotedGroup, who: &str) -> Vec<String> {
    let Some(n) = group.n else {
        return vec![context.say("quotes_small_base", &[("group", who)])];
    };
    let locale = &context.locale;
    let mut notes = vec![locale.say_count("quotes_base", n, &[("group", who)])];
    if group.read < n {
        notes.push(locale.say_count("quotes_read", group.read, &[]));
    }
    let Some(others) = group.n_others else {
        return notes;
    };
    notes.push(locale.say_count("quotes_others", others, &[]));
    if group.read_others < others {
        notes.push(locale.say_count("quotes_read", group.read_others, &[]));
    }
    if group.words.is_empty() {
        notes.push(context.say("quotes_no_words", &[("group", who)]));
    }
    notes.push(locale.say_count("quotes_tested", group.tested, &[]));
    notes
}
