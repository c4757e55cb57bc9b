//! What the answers of two files tell of the question: another scale, other options.

use std::collections::BTreeMap;

use super::words;

/// If the people of one file answered as those of the other did, so many answers would be
/// expected where there is none. The chance of none at all is then below one in a hundred million.
const EXPECTED: f64 = 20.0;

/// The lowest and the highest code.
pub type Ends = [i16; 2];

/// The ends of what was given before and after, if one file's answers end short of what the
/// other's have. Codes with their counts.
pub fn other_scale(before: &[(i16, u64)], after: &[(i16, u64)]) -> Option<(Ends, Ends)> {
    let (old, new) = (ends(before)?, ends(after)?);
    (misses(before, after, new) || misses(after, before, old)).then_some((old, new))
}

fn ends(counts: &[(i16, u64)]) -> Option<Ends> {
    let codes = || counts.iter().map(|(code, _)| *code);
    Some([codes().min()?, codes().max()?])
}

/// Whether some answers lack that would be expected of people who answer as the others do: those
/// beyond the ends of what was given.
fn misses(others: &[(i16, u64)], own: &[(i16, u64)], [low, high]: Ends) -> bool {
    let sum = |counts: &[(i16, u64)]| counts.iter().map(|(_, n)| n).sum::<u64>() as f64;
    [|code, low, _| code < low, |code, _, high| code > high]
        .into_iter()
        .any(|beyond: fn(i16, i16, i16) -> bool| {
            let there = others.iter().filter(|(code, _)| beyond(*code, low, high));
            let there = there.map(|(_, n)| n).sum::<u64>() as f64;
            there / sum(others) * sum(own) >= EXPECTED
        })
}

/// The options that people chose, with their number and that of all who were asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Each option with the people who chose it.
    pub options: BTreeMap<String, u64>,
    /// Those who were asked.
    pub asked: u64,
}

impl Chosen {
    /// The options of these that nobody chose of the others, although so many would be expected
    /// of people who choose alike.
    fn lacking_in(&self, others: &Self) -> Vec<String> {
        let expected = |chose: u64| chose as f64 / self.asked.max(1) as f64 * others.asked as f64;
        let there: Vec<String> = others.options.keys().map(|option| words(option)).collect();
        let lacking = self.options.iter().filter(|(option, chose)| {
            expected(**chose) >= EXPECTED && !there.contains(&words(option))
        });
        lacking.map(|(option, _)| option.clone()).collect()
    }
}

/// The options that are gone and those that are new, if the answers tell of any.
pub fn other_options(before: &Chosen, after: &Chosen) -> Option<(Vec<String>, Vec<String>)> {
    told(before.lacking_in(after), after.lacking_in(before))
}

/// The same of options that headers list.
pub fn other_list(before: &[String], after: &[String]) -> Option<(Vec<String>, Vec<String>)> {
    let beyond = |these: &[String], those: &[String]| -> Vec<String> {
        let those: Vec<String> = those.iter().map(|option| words(option)).collect();
        let these = these.iter();
        these
            .filter(|option| !those.contains(&words(option)))
            .cloned()
            .collect()
    };
    told(beyond(before, after), beyond(after, before))
}

fn told(gone: Vec<String>, new: Vec<String>) -> Option<(Vec<String>, Vec<String>)> {
    (!gone.is_empty() || !new.is_empty()).then_some((gone, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_scale_is_told_and_a_small_file_is_not() {
        let ten = [(1, 10), (2, 5), (5, 20), (8, 40), (10, 25)];
        let five = [(1, 10), (2, 20), (3, 30), (4, 20), (5, 20)];
        assert_eq!(other_scale(&ten, &five), Some(([1, 10], [1, 5])));
        assert!(other_scale(&five, &ten).is_some(), "also where it grows");
        assert_eq!(
            other_scale(&ten, &[(1, 2), (5, 10)]),
            None,
            "ten people may happen to agree"
        );
        assert_eq!(other_scale(&ten, &ten), None);
    }

    #[test]
    fn options_that_nobody_chooses_any_more_are_gone() {
        let chosen = |options: &[(&str, u64)], asked| Chosen {
            options: options
                .iter()
                .map(|(option, chose)| ((*option).to_owned(), *chose))
                .collect(),
            asked,
        };
        let before = chosen(&[("Price", 60), ("E-mail", 40), ("Rare", 2)], 200);
        let after = chosen(&[("price", 50), ("Chat", 40)], 200);
        assert_eq!(
            other_options(&before, &after),
            Some((vec!["E-mail".to_owned()], vec!["Chat".to_owned()]))
        );
        let few = chosen(&[("Price", 5)], 10);
        assert_eq!(
            other_options(&before, &few),
            None,
            "ten may happen to agree"
        );
        assert_eq!(other_options(&before, &before), None);
    }
}
