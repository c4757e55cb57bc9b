//! Several options at once: joined in one cell, or each in a column of its own.
//!
//! A response that was asked chose a set of options, which may be empty where every option has a
//! column that says "no". One whose cells are all empty was not asked, or skipped the question;
//! a survey file does not tell these apart.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language::query::{Choices, ChoicesLayout};
use crate::survey::absence::{Absence, Answerable};
use crate::survey::column::OptionSets;
use crate::survey::dictionary::{Dictionary, OTHER};
use crate::text::{fold, yes_no};

use super::SpecialCodes;
use super::memo::Memo;

/// So many different sets are remembered from batch to batch.
const MOST_SETS: usize = 1 << 14;

/// Reads sets of options.
pub struct ChoicesDecoder<'a> {
    meaning: Meaning<'a>,
    /// What whole cells mean, where options are joined.
    cells: Memo<u32>,
    /// What the cells of each option's column mean.
    columns: Vec<Memo<Choice>>,
    known: KnownSets,
    /// The column so far.
    rows: Vec<u32>,
}

/// What one option's column says.
#[derive(Clone, Copy)]
enum Choice {
    Chosen(u32),
    NotChosen,
    Nothing(Absence),
}

/// What the query says of the question.
struct Meaning<'a> {
    split: String,
    options: Vec<KnownOption>,
    /// Whether options are codes, so that no others may stand in the data.
    coded: bool,
    dictionary: &'a Dictionary,
    special: SpecialCodes,
}

struct KnownOption {
    text: String,
    folded: String,
    code: Option<String>,
    /// Of how many pieces it is made when a cell is split.
    pieces: usize,
    /// Whether respondents write what they mean into its column.
    open: bool,
}

/// The different sets seen, with their numbers.
#[derive(Default)]
struct KnownSets {
    numbers: HashMap<(Arc<[u32]>, u32), u32, foldhash::fast::RandomState>,
    sets: Vec<Arc<[u32]>>,
    /// Whether sets of the same options differ by the one that stands first.
    ordered: bool,
    firsts: Vec<u32>,
}

impl KnownSets {
    fn new(ordered: bool) -> Self {
        Self {
            ordered,
            ..Self::default()
        }
    }

    fn number(&mut self, mut options: Vec<u32>) -> u32 {
        // Beyond the most options that are told apart there is nothing to tell.
        options.retain(|number| *number != OTHER);
        let first = options.first().copied().filter(|_| self.ordered);
        let first = first.unwrap_or(OTHER);
        options.sort_unstable();
        options.dedup();
        let set: Arc<[u32]> = options.into();
        let next = self.sets.len() as u32;
        let number = *self
            .numbers
            .entry((Arc::clone(&set), first))
            .or_insert(next);
        if number == next {
            self.sets.push(set);
            self.firsts.push(first);
        }
        number
    }
}

impl<'a> ChoicesDecoder<'a> {
    /// A decoder that shares its dictionary with other threads.
    pub fn new(choices: Choices, dictionary: &'a Dictionary, special: SpecialCodes) -> Self {
        let (split, ordered, columns) = match choices.layout {
            ChoicesLayout::Joined { split, ordered } => (split, ordered, 0),
            ChoicesLayout::Columns(columns) => (String::new(), false, columns.len()),
        };
        let options: Vec<KnownOption> = choices
            .options
            .into_iter()
            .map(|option| {
                let folded = fold(&option.text).into_owned();
                KnownOption {
                    pieces: match split.as_str() {
                        "" => 1,
                        split => option.text.matches(split).count() + 1,
                    },
                    open: is_open(&folded),
                    code: option.code.map(|code| fold(&code).into_owned()),
                    text: option.text,
                    folded,
                }
            })
            .collect();
        let coded = options.iter().any(|option| option.code.is_some());
        Self {
            meaning: Meaning {
                split,
                options,
                coded,
                dictionary,
                special,
            },
            cells: Memo::new(),
            columns: (0..columns).map(|_| Memo::new()).collect(),
            known: KnownSets::new(ordered),
            rows: Vec::new(),
        }
    }

    /// Reads a cell in which options are joined.
    #[inline]
    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let Self {
            meaning,
            cells,
            known,
            rows,
            ..
        } = self;
        let set = cells.get(cell, |text| match meaning.joined(text) {
            Ok(options) => known.number(options),
            Err(why) => u32::absent(why),
        });
        rows.push(set);
        set.absence()
    }

    /// Reads the cells of one row, one for each option. Says which of them, from 0, can't be read.
    pub(super) fn push_columns<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c [u8]>,
    ) -> Option<(usize, Absence)> {
        let Self {
            meaning,
            columns,
            known,
            rows,
            ..
        } = self;
        let mut chosen = Vec::new();
        let mut asked = false;
        let mut why = Absence::Skipped;
        for (at, (cell, memo)) in cells.zip(columns).enumerate() {
            match memo.get(cell, |text| meaning.of_column(at, text)) {
                Choice::Chosen(option) => {
                    asked = true;
                    chosen.push(option);
                }
                Choice::NotChosen => asked = true,
                Choice::Nothing(Absence::Skipped) => {}
                Choice::Nothing(other @ (Absence::OutOfScale | Absence::Unreadable)) => {
                    rows.push(u32::absent(other));
                    return Some((at, other));
                }
                Choice::Nothing(other) => why = other,
            }
        }
        rows.push(if asked {
            known.number(chosen)
        } else {
            u32::absent(why)
        });
        None
    }

    /// Gives away the rows read so far.
    pub(super) fn take(&mut self) -> OptionSets {
        let taken = OptionSets {
            rows: std::mem::take(&mut self.rows),
            sets: self.known.sets.clone(),
            firsts: self.known.firsts.clone(),
        };
        if self.known.sets.len() > MOST_SETS {
            // What cells meant is remembered by the sets' numbers.
            self.known = KnownSets::new(self.known.ordered);
            self.cells = Memo::new();
        }
        taken
    }
}

impl Meaning<'_> {
    /// The options in a cell that joins them.
    fn joined(&self, text: &str) -> Result<Vec<u32>, Absence> {
        if let Some(why) = self.special.of_text(&fold(text)) {
            return Err(why);
        }
        let pieces: Vec<&str> = text.split(self.split.as_str()).collect();
        let mut options = Vec::new();
        let mut why = Absence::Skipped;
        let mut rest = pieces.as_slice();
        while let [first, ..] = rest {
            let (number, length) = match self.known(rest) {
                Some((option, length)) => (Ok(self.number(option)), length),
                None => (self.unknown(first), 1),
            };
            match number {
                Ok(number) => options.push(number),
                Err(bad @ (Absence::OutOfScale | Absence::Unreadable)) => return Err(bad),
                Err(Absence::Skipped) => {}
                Err(other) => why = other,
            }
            rest = &rest[length..];
        }
        // Nothing but separators, or codes for "no answer", is no answer.
        if options.is_empty() {
            return Err(why);
        }
        Ok(options)
    }

    /// The longest option that the pieces begin with, and how many of them it is made of: options
    /// may hold what stands between options.
    fn known(&self, pieces: &[&str]) -> Option<(&KnownOption, usize)> {
        let fitting = self.options.iter().filter_map(|option| {
            if pieces.len() < option.pieces {
                return None;
            }
            let text = pieces[..option.pieces].join(&self.split);
            let folded = fold(&text);
            if folded == option.folded {
                return Some((option, option.pieces));
            }
            let code = option.code.as_deref()?;
            (fold(pieces[0]) == code).then_some((option, 1))
        });
        fitting.max_by_key(|(_, length)| *length)
    }

    /// What a piece is that is none of the declared options.
    fn unknown(&self, piece: &str) -> Result<u32, Absence> {
        let folded = fold(piece);
        if let Some(why) = self.special.of_text(&folded) {
            return Err(why);
        }
        if self.coded {
            return Err(Absence::OutOfScale);
        }
        Ok(self.dictionary.seen(&folded, piece.trim()))
    }

    fn number(&self, option: &KnownOption) -> u32 {
        self.dictionary.seen(&option.folded, &option.text)
    }

    /// What a cell in an option's column says: the option itself or a yes chooses it, a no does
    /// not. In the column of an option such as "Other, please specify" any text chooses it.
    fn of_column(&self, at: usize, text: &str) -> Choice {
        let folded = fold(text);
        if let Some(why) = self.special.of_text(&folded) {
            return Choice::Nothing(why);
        }
        let Some(option) = self.options.get(at) else {
            return Choice::Nothing(Absence::Unreadable);
        };
        let own = folded == option.folded || Some(folded.as_ref()) == option.code.as_deref();
        match yes_no(&folded) {
            _ if own => Choice::Chosen(self.number(option)),
            Some(true) => Choice::Chosen(self.number(option)),
            Some(false) => Choice::NotChosen,
            None if option.open => Choice::Chosen(self.number(option)),
            None => Choice::Nothing(Absence::Unreadable),
        }
    }
}

/// Whether respondents write into the column of an option what they mean by it.
fn is_open(folded: &str) -> bool {
    const WORDS: [&str; 9] = [
        "other",
        "specify",
        "write in",
        "سایر",
        "دیگر",
        "بنویسید",
        "اخری",
        "غیر ذلک",
        "حدد",
    ];
    WORDS.iter().any(|word| folded.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::query::{ChoiceOption, ColumnId};

    fn option(text: &str, code: Option<&str>) -> ChoiceOption {
        ChoiceOption {
            text: text.to_owned(),
            code: code.map(str::to_owned),
        }
    }

    fn names(dictionary: &Dictionary, options: &OptionSets) -> Vec<Option<String>> {
        let spellings = dictionary.spellings();
        (0..options.rows.len())
            .map(|row| {
                let set = options.of(row)?;
                let mut names: Vec<&str> = set.iter().map(|n| spellings[n].as_str()).collect();
                names.sort_unstable();
                Some(names.join("|"))
            })
            .collect()
    }

    #[test]
    fn options_may_hold_what_stands_between_them() {
        let dictionary = Dictionary::new([], true);
        let choices = Choices {
            layout: ChoicesLayout::Joined {
                split: ", ".to_owned(),
                ordered: false,
            },
            options: vec![
                option("Slow", None),
                option("Slow, rude, or late", None),
                option("Rude", None),
            ],
        };
        let mut decoder = ChoicesDecoder::new(choices, &dictionary, SpecialCodes::default());
        for cell in [
            "Slow, rude, or late, Rude",
            "rude, slow",
            "Dear, Slow",
            ", ",
        ] {
            decoder.push(cell.as_bytes());
        }
        let found = names(&dictionary, &decoder.take());
        let found: Vec<_> = found.iter().map(|names| names.as_deref()).collect();
        let expected = [
            Some("Rude|Slow, rude, or late"),
            Some("Rude|Slow"),
            Some("Dear|Slow"),
            None,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn codes_stand_for_options() {
        let dictionary = Dictionary::new([], true);
        let choices = Choices {
            layout: ChoicesLayout::Joined {
                split: ";".to_owned(),
                ordered: false,
            },
            options: vec![option("Price", Some("1")), option("Taste", Some("2"))],
        };
        let mut decoder = ChoicesDecoder::new(choices, &dictionary, SpecialCodes::default());
        assert_eq!(decoder.push(b"1;2;"), None);
        assert_eq!(decoder.push("۲".as_bytes()), None);
        assert_eq!(decoder.push(b"1;7;"), Some(Absence::OutOfScale));
        let found = names(&dictionary, &decoder.take());
        assert_eq!(
            found,
            [
                Some("Price|Taste".to_owned()),
                Some("Taste".to_owned()),
                None
            ]
        );
    }

    #[test]
    fn columns_say_yes_or_no() {
        let dictionary = Dictionary::new([], true);
        let choices = Choices {
            layout: ChoicesLayout::Columns(vec![ColumnId(0), ColumnId(1), ColumnId(2)]),
            options: vec![
                option("Shop", None),
                option("Web", None),
                option("Other (please specify)", None),
            ],
        };
        let mut decoder = ChoicesDecoder::new(choices, &dictionary, SpecialCodes::default());
        let mut push = |cells: [&str; 3]| decoder.push_columns(cells.iter().map(|c| c.as_bytes()));
        assert_eq!(push(["shop", "", ""]), None);
        assert_eq!(push(["0", "Selected", "by post"]), None);
        assert_eq!(push(["Not selected", "خیر", "no"]), None);
        assert_eq!(push(["", " ", ""]), None);
        assert_eq!(push(["", "Wap", ""]), Some((1, Absence::Unreadable)));
        let found = names(&dictionary, &decoder.take());
        let found: Vec<_> = found.iter().map(|names| names.as_deref()).collect();
        let expected = [
            Some("Shop"),
            Some("Other (please specify)|Web"),
            Some(""),
            None,
            None,
        ];
        assert_eq!(found, expected);
    }
}
