//! Comments: what respondents wrote, kept for quotes and for counting words.
//!
//! What tells who somebody is is taken out before a comment is kept. Of a group no more than
//! [`MOST`] comments are kept, those whose rows have the smallest hashes: a sample by chance that
//! depends on neither the order of rows nor the number of threads, and takes as much memory for ten
//! million responses as for one.

use std::collections::{BTreeMap, HashMap};

use crate::survey::batch::Batch;
use crate::survey::column::Column;
use crate::text::{KnownNames, redact};

use super::compile::CommentedAt;
use super::evaluate::TRUE;
use super::grouping::NONE;
use super::result::Place;

/// So many comments are kept of those who are in the same groups.
pub const MOST: usize = 20_000;
/// The same where each of many pages has comments of its own.
pub const MOST_OF_A_PAGE: usize = 250;
/// A comment is read so far, in characters.
const LONGEST_READ: usize = 4_000;
/// A comment is kept so far.
const LONGEST_KEPT: usize = 1_000;

/// A comment, without what tells who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What was written.
    pub text: String,
    /// What it is about: the value of a category, the options chosen. In order.
    pub about: Vec<String>,
    /// The hash of its row.
    pub hash: u64,
    /// How many rows are the same in every cell.
    pub times: u64,
}

/// Comments of those who are in the same groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stratum {
    /// For each group whether they are in it.
    pub groups: Vec<bool>,
    /// How many comments there are.
    pub n: u64,
    /// Those that were kept, ascending by hash.
    pub comments: Vec<Comment>,
    /// Whether these are all.
    pub complete: bool,
}

/// The comments of all, or of one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments {
    /// One for each combination of groups that there is, in order.
    pub strata: Vec<Stratum>,
}

impl Comments {
    /// The comments of some strata as one sample in which each had the same chance to be, and how
    /// many comments there are.
    pub fn sample(&self, which: impl Fn(&[bool]) -> bool) -> (Vec<&Comment>, u64) {
        let strata: Vec<&Stratum> = { self.strata.iter() }
            .filter(|stratum| which(&stratum.groups))
            .collect();
        let last = |stratum: &&&Stratum| stratum.comments.last().map(|comment| comment.hash);
        let incomplete = strata.iter().filter(|stratum| !stratum.complete);
        let most = incomplete.filter_map(|stratum| last(&stratum)).min();
        let kept = strata.iter().flat_map(|stratum| &stratum.comments);
        let mut kept: Vec<&Comment> = kept
            .filter(|comment| most.is_none_or(|most| comment.hash <= most))
            .collect();
        kept.sort_by_key(|comment| comment.hash);
        (kept, strata.iter().map(|stratum| stratum.n).sum())
    }
}

/// The comments of one thread, or of all.
#[derive(Debug, Clone, Default)]
pub struct Commenting {
    /// By the slot of the page and the groups, as bits.
    strata: HashMap<(u32, u32), Kept, foldhash::fast::RandomState>,
    names: KnownNames,
}

/// A stratum that is being filled.
#[derive(Debug, Clone, Default)]
struct Kept {
    n: u64,
    comments: BTreeMap<u64, Draft>,
    overflowed: bool,
}

/// A comment whose options have no names yet.
#[derive(Debug, Clone)]
struct Draft {
    text: String,
    about: Vec<u32>,
    times: u64,
}

impl Commenting {
    /// Adds the comments of some rows of a batch, with the slots of their pages.
    pub fn add(
        &mut self,
        commented: &CommentedAt,
        batch: &Batch,
        truths: &[Vec<u8>],
        those: impl Iterator<Item = (usize, u32)>,
    ) {
        let most = commented.most();
        let Column::Texts(texts) = &batch.columns[commented.text] else {
            return;
        };
        for (row, slot) in those.filter(|(_, slot)| *slot != NONE) {
            for name in &commented.names {
                self.names.add(&batch.plain[*name].of(row));
            }
            if !texts[row].as_ref().is_ok_and(|text| !text.is_empty()) {
                continue;
            }
            let bits = commented.groups.iter().enumerate();
            let bits = bits.filter(|(_, group)| truths[**group][row] == TRUE);
            let groups = bits.fold(0, |bits, (at, _)| bits | 1 << at);
            let kept = self.strata.entry((slot, groups)).or_default();
            kept.n += 1;
            let hash = batch.fingerprints[row];
            if let Some(same) = kept.comments.get_mut(&hash) {
                same.times += 1;
                continue;
            }
            if kept.is_beyond(hash, most) {
                kept.overflowed = true;
                continue;
            }
            let text = batch.plain[commented.plain].of(row);
            let names: Vec<_> = { commented.names.iter() }
                .map(|name| batch.plain[*name].of(row))
                .collect();
            let read = cut(&text, LONGEST_READ);
            let redacted = redact(read, names.iter().map(AsRef::as_ref));
            let draft = Draft {
                text: cut(&redacted, LONGEST_KEPT).to_owned(),
                about: about(commented.about.map(|about| &batch.columns[about]), row),
                times: 1,
            };
            kept.put(hash, draft, most);
        }
    }

    /// Adds another thread's comments. `slots` says which slot of this one each of the other's is.
    pub fn merge(&mut self, commented: &CommentedAt, other: Self, slots: &[u32]) {
        let most = commented.most();
        self.names.merge(other.names);
        for ((slot, groups), theirs) in other.strata {
            let slot = slots.get(slot as usize).copied().unwrap_or(NONE);
            let mine = self.strata.entry((slot, groups)).or_default();
            mine.n += theirs.n;
            mine.overflowed |= theirs.overflowed;
            for (hash, draft) in theirs.comments {
                if let Some(same) = mine.comments.get_mut(&hash) {
                    same.times += draft.times;
                } else if mine.is_beyond(hash, most) {
                    mine.overflowed = true;
                } else {
                    mine.put(hash, draft, most);
                }
            }
        }
    }

    /// The comments by the place of their page. `option` names what a comment is about.
    pub fn finish(
        self,
        commented: &CommentedAt,
        places: &[Vec<Place>],
        option: impl Fn(usize, u32) -> String,
    ) -> Vec<(Option<Place>, Comments)> {
        let mut pages: BTreeMap<Option<Place>, BTreeMap<u32, Stratum>> = BTreeMap::new();
        for ((slot, bits), kept) in self.strata {
            let place = places.get(slot as usize).and_then(|place| place.first());
            let comments = kept.comments.into_iter().map(|(hash, draft)| {
                let mut about: Vec<String> = { draft.about.iter() }
                    .filter_map(|number| Some(option(commented.about?, *number)))
                    .filter(|name| !name.is_empty())
                    .collect();
                about.sort();
                Comment {
                    text: self.names.take_out(&draft.text),
                    about,
                    hash,
                    times: draft.times,
                }
            });
            let stratum = Stratum {
                groups: (0..commented.groups.len())
                    .map(|at| bits >> at & 1 == 1)
                    .collect(),
                n: kept.n,
                comments: comments.collect(),
                complete: !kept.overflowed,
            };
            pages
                .entry(place.cloned())
                .or_default()
                .insert(bits, stratum);
        }
        let pages = pages.into_iter();
        pages
            .map(|(place, strata)| {
                let strata = strata.into_values().collect();
                (place, Comments { strata })
            })
            .collect()
    }
}

impl Kept {
    /// Whether a comment of this hash would not stay.
    fn is_beyond(&self, hash: u64, most: usize) -> bool {
        let last = self.comments.last_key_value();
        self.comments.len() >= most && last.is_some_and(|(last, _)| hash > *last)
    }

    fn put(&mut self, hash: u64, draft: Draft, most: usize) {
        self.comments.insert(hash, draft);
        if self.comments.len() > most {
            self.comments.pop_last();
            self.overflowed = true;
        }
    }
}

/// The numbers of what a row's comment is about.
fn about(column: Option<&Column>, row: usize) -> Vec<u32> {
    match column {
        Some(Column::Labels(labels)) => vec![labels[row]],
        Some(Column::Options(options)) => options.of(row).unwrap_or_default().to_vec(),
        _ => Vec::new(),
    }
}

/// The beginning of a text, cut between two words where one is near.
fn cut(text: &str, most: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let kept = &text[..end];
    let blank = kept.rfind(char::is_whitespace);
    &kept[..blank.filter(|blank| blank * 2 > end).unwrap_or(end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        Draft {
            text: text.to_owned(),
            about: Vec::new(),
            times: 1,
        }
    }

    #[test]
    fn the_smallest_hashes_stay_in_any_order() {
        let fill = |hashes: &[u64]| {
            let mut kept = Kept::default();
            for hash in hashes {
                if !kept.is_beyond(*hash, 3) {
                    kept.put(*hash, draft("x"), 3);
                }
            }
            kept.comments.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(fill(&[5, 1, 9, 3, 7]), [1, 3, 5]);
        assert_eq!(fill(&[9, 7, 5, 3, 1]), [1, 3, 5]);
    }

    #[test]
    fn a_sample_of_several_strata_takes_no_more_of_one_than_of_the_other() {
        let comment = |hash| Comment {
            text: String::new(),
            about: Vec::new(),
            hash,
            times: 1,
        };
        let comments = Comments {
            strata: vec![
                Stratum {
                    groups: vec![true],
                    n: 3,
                    comments: vec![comment(2), comment(8), comment(9)],
                    complete: true,
                },
                Stratum {
                    groups: vec![false],
                    n: 50,
                    comments: vec![comment(1), comment(4), comment(8)],
                    complete: false,
                },
            ],
        };
        let hashes = |which: fn(&[bool]) -> bool| {
            let (sample, n) = comments.sample(which);
            (sample.iter().map(|one| one.hash).collect::<Vec<_>>(), n)
        };
        assert_eq!(hashes(|_| true), (vec![1, 2, 4, 8, 8], 53));
        assert_eq!(hashes(|groups| groups[0]), (vec![2, 8, 9], 3));
    }

    #[test]
    fn long_comments_are_cut_between_words() {
        assert_eq!(cut("one two three", 9), "one two");
        assert_eq!(cut("onetwothree", 5), "onetw");
        assert_eq!(cut("سلام دنیا", 40), "سلام دنیا");
    }
}
