//! Names of the pages' files.

use std::collections::HashMap;

use super::super::short;
use crate::text::{fold, safe_stem};

/// A name that is cut is told apart by its hash; with that, with the name of the query and of a
/// section it stays within the 255 bytes that file systems allow.
const LONGEST: usize = 80;

/// A name for each value, no two alike even where capitals and letter variants don't count. A name
/// depends on the other values only where it would be theirs as well, so that links last.
///
/// The pages of a query's second report begin with a 2: a value that does so as well is told
/// apart from them.
pub fn names(values: &[String], reports: usize) -> Vec<String> {
    let plain: Vec<String> = values.iter().map(|value| cut(&safe_stem(value))).collect();
    let mut times = HashMap::<String, usize>::new();
    for name in &plain {
        *times.entry(fold(name).into_owned()).or_default() += 1;
    }
    let is_numbered = |name: &str| {
        let number = name.split('-').next().unwrap_or_default();
        number
            .parse()
            .is_ok_and(|n: usize| (2..=reports).contains(&n))
    };
    let name = |(value, name): (&String, &String)| {
        let is_whole = *name == safe_stem(value);
        if is_whole && times[fold(name).as_ref()] == 1 && !is_numbered(name) {
            name.clone()
        } else {
            format!("{name}-{}", short(&blake3::hash(value.as_bytes())))
        }
    };
    values.iter().zip(&plain).map(name).collect()
}

fn cut(name: &str) -> String {
    let mut name = name.to_owned();
    while name.len() > LONGEST {
        name.pop();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str], reports: usize) -> Vec<String> {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        names(&values, reports)
    }

    #[test]
    fn plain_values_keep_their_names() {
        assert_eq!(of(&["North", "تهران"], 1), ["North", "تهران"]);
    }

    #[test]
    fn no_two_are_alike() {
        let names = of(&["a b", "a/b", "A-B", "c"], 1);
        let folded: std::collections::BTreeSet<_> = names.iter().map(|n| fold(n)).collect();
        assert_eq!(folded.len(), 4, "{names:?}");
        assert_eq!(names[3], "c");
    }

    #[test]
    fn names_depend_on_nothing_but_the_value_where_they_clash() {
        assert_eq!(of(&["a b", "a/b"], 1)[1], of(&["A b", "a/b", "x"], 1)[1]);
    }

    #[test]
    fn pages_of_a_second_report_are_told_apart() {
        assert_eq!(of(&["2 north", "3"], 1), ["2-north", "3"]);
        let names = of(&["2 north", "3"], 2);
        assert!(names[0].starts_with("2-north-"), "{names:?}");
        assert_eq!(names[1], "3");
    }

    #[test]
    fn long_values_are_cut_and_told_apart() {
        let long = "ش".repeat(300);
        let names = of(&[&format!("{long}a"), &format!("{long}b")], 1);
        assert!(names.iter().all(|name| name.len() <= LONGEST + 13));
        assert_ne!(names[0], names[1]);
    }
}
