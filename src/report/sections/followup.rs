//! Whom to turn to, and where the list is.

use serde::Serialize;

use crate::figures::model::Followup;
use crate::report::context::Context;
use crate::report::locale::capitalised;

/// A list that stands in a file of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FollowupView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// Where the list is and who is on it.
    pub sentences: Vec<String>,
}

/// The view of the section.
pub fn view(context: &Context, followup: &Followup) -> FollowupView {
    let (name, label) = &followup.of;
    let group = context.segment(name, label);
    let file = context.locale.data(&followup.file);
    let mut sentences = vec![context.say("followup_file", &[("file", &file)])];
    sentences.push(match (followup.consent, followup.members) {
        (false, _) => context.say("followup_everybody", &[("group", &group)]),
        (true, Some(members)) => {
            context
                .locale
                .say_count("followup_consent_of", members, &[("group", &group)])
        }
        (true, None) => context.say("followup_consent", &[("group", &group)]),
    });
    if context.figures.about.page.is_some() {
        sentences.push(context.say("followup_for_each", &[]));
    }
    sentences.push(context.say("followup_private", &[]));
    FollowupView {
        id: followup.id.clone(),
        name: context.say("nav_followup", &[]),
        heading: capitalised(&heading(context, followup, &group)),
        sentences,
    }
}

fn heading(context: &Context, followup: &Followup, group: &str) -> String {
    let places = [("group", group)];
    let key = match (followup.listed, followup.consent) {
        (Some(0), true) => "followup_nobody_agreed",
        (Some(0), false) => "followup_nobody",
        (Some(n), true) => return context.locale.say_count("followup_agreed", n, &places),
        (Some(n), false) => return context.locale.say_count("followup_all", n, &places),
        (None, _) => "followup_few",
    };
    context.say(key, &places)
}
