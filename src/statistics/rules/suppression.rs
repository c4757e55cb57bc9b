//! Which cells to hide so that hidden ones can't be worked out from totals.

/// Cells to hide in a row whose total is shown.
///
/// Cells of 1 to `below` − 1 answers are hidden; empty cells hide nobody. If the hidden cells
/// together hold fewer than `below` answers, or if only one is hidden, the total minus the shown cells
/// would give away a figure on too few answers: the smallest shown cell is then hidden too, the
/// first of equal ones, until that is no longer so or nothing is left.
///
/// Reference: Hundepool et al., Statistical Disclosure Control, 2012, section 4.2.
pub fn in_row(answers: &[u64], below: u64) -> Vec<bool> {
    let mut hidden: Vec<bool> = answers.iter().map(|&n| n > 0 && n < below).collect();
    while exposed(answers, &hidden, below) {
        if !hide_smallest(answers, &mut hidden) {
            break;
        }
    }
    hidden
}

/// Parts to hide of a whole that is shown, where the parts may share answers: each part and its
/// rest, as (part, rest), give each other away, so that a part is hidden if one of the two holds 1
/// to `below` − 1 answers.
pub fn parts_of_whole(answers: &[(u64, u64)], below: u64) -> Vec<bool> {
    let small = |n: u64| (1..below).contains(&n);
    answers
        .iter()
        .map(|&(part, rest)| small(part) || small(rest))
        .collect()
}

/// Cells to hide in a table whose row and column totals are shown. Rows are of equal length;
/// cells missing in a shorter one count as empty.
///
/// The rule of [`in_row`] for every row and column, repeated until all of them are safe.
pub fn in_table(answers: &[Vec<u64>], below: u64) -> Vec<Vec<bool>> {
    let columns = answers.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: usize, column: usize| answers[row].get(column).copied().unwrap_or(0);
    let mut hidden: Vec<Vec<bool>> = (0..answers.len())
        .map(|row| {
            (0..columns)
                .map(|c| (1..below).contains(&cell(row, c)))
                .collect()
        })
        .collect();
    loop {
        let mut changed = false;
        for (row, line) in hidden.iter_mut().enumerate() {
            let counts: Vec<u64> = (0..columns).map(|c| cell(row, c)).collect();
            while exposed(&counts, line, below) && hide_smallest(&counts, line) {
                changed = true;
            }
        }
        for column in 0..columns {
            let counts: Vec<u64> = (0..answers.len()).map(|row| cell(row, column)).collect();
            let mut line: Vec<bool> = hidden.iter().map(|row| row[column]).collect();
            while exposed(&counts, &line, below) && hide_smallest(&counts, &mut line) {
                changed = true;
            }
            for (row, hide) in hidden.iter_mut().zip(line) {
                row[column] = hide;
            }
        }
        if !changed {
            break;
        }
    }
    for (row, line) in hidden.iter_mut().enumerate() {
        line.truncate(answers[row].len());
    }
    hidden
}

/// Whether the total minus the shown cells gives away a figure on too few answers.
fn exposed(answers: &[u64], hidden: &[bool], below: u64) -> bool {
    let cells = || answers.iter().zip(hidden).filter(|(_, hide)| **hide);
    let number = cells().count();
    let sum = cells().fold(0_u64, |sum, (n, _)| sum.saturating_add(*n));
    number == 1 || (number > 0 && sum < below)
}

/// Hides the smallest shown cell that has answers; `false` if there is none.
fn hide_smallest(answers: &[u64], hidden: &mut [bool]) -> bool {
    let smallest = (0..answers.len())
        .filter(|&i| !hidden[i] && answers[i] > 0)
        .min_by_key(|&i| answers[i]);
    match smallest {
        Some(i) => {
            hidden[i] = true;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_and_its_rest_give_each_other_away() {
        let parts = [(9, 91), (10, 90), (95, 5), (100, 0), (0, 100)];
        let hidden = parts_of_whole(&parts, 10);
        assert_eq!(hidden, [true, false, true, false, false]);
    }
}
