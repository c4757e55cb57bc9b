//! What respondents write: some comments word for word, and the words that set groups apart.

mod choice;
mod words;

use crate::cells::{Comment, Commented, Comments, Dimension, Place, Tallied};
use crate::language::query::{AnswerId, ColumnId, Predicate, SegmentId};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::context::Context;
use super::model::{QuotedGroup, Quotes};

/// What the query says of the section.
pub struct Wanted<'q> {
    /// What respondents wrote.
    pub text: AnswerId,
    /// The groups; all respondents without any.
    pub of: &'q [SegmentId],
    /// What comments are about.
    pub by: Option<AnswerId>,
    /// At most so many quotes of each group.
    pub most: usize,
    /// Columns that hold names.
    pub without: &'q [ColumnId],
}

/// Computes the section.
pub fn quotes(context: &Context<'_>, id: &str, wanted: &Wanted<'_>) -> Quotes {
    let query = context.query;
    let text = query.answer(wanted.text);
    let comments = context.tallies.comments(Commented {
        text: wanted.text,
        groups: wanted.of.iter().map(|of| Predicate::In(*of)).collect(),
        about: wanted.by,
        names: wanted.without.to_vec(),
        within: None,
    });
    let of_groups = wanted.of.iter().enumerate().map(|(at, of)| Some((at, *of)));
    let all = wanted.of.is_empty().then_some(None);
    Quotes {
        id: id.to_owned(),
        name: text.name.clone(),
        label: text.title(),
        by: wanted.by.map(|by| query.answer(by).title()),
        groups: of_groups
            .chain(all)
            .map(|of| group(context, wanted, &comments, of))
            .collect(),
    }
}

fn group(
    context: &Context<'_>,
    wanted: &Wanted<'_>,
    comments: &Comments,
    of: Option<(usize, SegmentId)>,
) -> QuotedGroup {
    let is_in = |groups: &[bool]| of.is_none_or(|(at, _)| groups.get(at) == Some(&true));
    let (own, n) = comments.sample(is_in);
    let (others, n_others) = comments.sample(|groups| !is_in(groups));
    let segment = of.map(|(_, of)| context.query.segment(of));
    let shown = !is_small(context, of.map(|(_, of)| of)) && n >= SUPPRESSED_BELOW;
    let mut group = QuotedGroup {
        of: segment.map(|segment| (segment.name.clone(), segment.label.clone())),
        n: shown.then_some(n),
        read: 0,
        n_others: None,
        read_others: 0,
        tested: 0,
        p: None,
        p_page: None,
        words: Vec::new(),
        quotes: Vec::new(),
    };
    if !shown {
        return group;
    }
    group.read = rows(&own);
    group.quotes = choice::quotes(&own, wanted.by.is_some(), wanted.most);
    if n_others >= SUPPRESSED_BELOW {
        group.n_others = Some(n_others);
        group.read_others = rows(&others);
        let found = words::words(&own, &others);
        group.words = found.words;
        group.tested = found.tested;
        group.p = found.p;
    }
    group
}

/// Whether too few people are in a group, or it would give away one in which too few are.
fn is_small(context: &Context<'_>, of: Option<SegmentId>) -> bool {
    let by = of.map(|of| Dimension::Where(Predicate::In(of)));
    let place = by.iter().map(|_| Place::In).collect::<Vec<_>>();
    let tallied = Tallied::responses(by.into_iter().collect());
    // Nothing is computed of a group that is too small, so that it is no base that could be told.
    let n = context.tallies.part(tallied.clone()).n();
    n < SUPPRESSED_BELOW || context.tallies.hides(&tallied, &place)
}

fn rows(comments: &[&Comment]) -> u64 {
    comments.iter().map(|comment| comment.times).sum()
}
