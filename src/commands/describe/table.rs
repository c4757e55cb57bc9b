//! A profile as aligned text.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::profile::trouble::Trouble;
use crate::profile::{ColumnProfile, Profile};
use crate::survey::ledger::WaveChange;
use crate::survey::waves::told;

/// Nothing is narrower, however small the window.
const NARROWEST: usize = 60;
/// The widest that a column's name, and what it seems to be, are shown.
const WIDEST_NAME: usize = 28;
/// As above.
const WIDEST_KIND: usize = 24;

/// A profile as aligned lines that fit into so many characters. `dim` lets what is secondary step
/// back, by escape codes.
pub fn table(profile: &Profile, width: usize, dim: bool) -> String {
    let width = width.max(NARROWEST);
    let mut lines = String::new();
    let file = &profile.first.file;
    lines.push_str(&format!("{}\n", isolated(file)));
    lines.push_str(&format!(
        "  {} ({})\n  {}; {} rows, {} columns\n\n",
        profile.first.dialect,
        profile.first.why,
        profile.first.format,
        thousands(profile.rows()),
        profile.columns.len()
    ));
    let widest = |text: &dyn Fn(&ColumnProfile) -> String, most: usize, least: &str| {
        let widths = profile.columns.iter().map(|column| text(column).width());
        widths.max().unwrap_or(0).clamp(least.width(), most)
    };
    let number = profile.columns.len().to_string().len();
    let name = widest(&|column| shown_name(column), WIDEST_NAME, "Column");
    let kind = widest(&|column| column.seems.clone(), WIDEST_KIND, "Seems to be");
    let answered = widest(&|column| thousands(column.answered), 15, "Answers");
    let missing = widest(&|column| thousands(column.missing), 15, "Missing");
    let before = 2 + number + 2 + name + 2 + kind + 2 + answered + 2 + missing + 2;
    let rest = width.saturating_sub(before).max(16);
    let row = |cells: [&str; 6]| {
        format!(
            "  {}  {}  {}  {}  {}  {}\n",
            right(cells[0], number),
            left(cells[1], name),
            left(cells[2], kind),
            right(cells[3], answered),
            right(cells[4], missing),
            isolated(&cut(cells[5], rest)),
        )
    };
    let heading = row(["", "Column", "Seems to be", "Answers", "Missing", "Values"]);
    lines.push_str(&faint(&heading, dim));
    for (at, column) in (1..).zip(&profile.columns) {
        lines.push_str(&row([
            &usize::to_string(&at),
            &shown_name(column),
            &column.seems,
            &thousands(column.answered),
            &thousands(column.missing),
            &values(column),
        ]));
        if let Some(label) = &column.label {
            let indent = 2 + number + 2;
            let label = isolated(&cut(label, width.saturating_sub(indent)));
            lines.push_str(&faint(&format!("{}{label}\n", " ".repeat(indent)), dim));
        }
    }
    if !profile.troubles.is_empty() {
        lines.push_str("\nWorth a look\n");
        let troubles = profile.troubles.iter().map(Trouble::words);
        lines.push_str(&listed(troubles, width));
    }
    // Nothing hangs over at the ends of lines.
    lines
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// What some files ask otherwise than others, as lines behind the profiles; nothing where they
/// ask the same.
pub fn between(changes: &[WaveChange], width: usize) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let told = listed(changes.iter().map(told), width.max(NARROWEST));
    format!("\nBetween the files, as waves of one survey\n{told}")
}

/// A list that hangs behind its marks.
fn listed(items: impl Iterator<Item = String>, width: usize) -> String {
    let mut lines = String::new();
    for item in items {
        for (number, line) in wrapped(&item, width - 4).into_iter().enumerate() {
            let mark = if number == 0 { "- " } else { "  " };
            lines.push_str(&format!("  {mark}{line}\n"));
        }
    }
    lines
}

fn shown_name(column: &ColumnProfile) -> String {
    if column.name.is_empty() {
        "(no name)".to_owned()
    } else {
        column.name.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What stands in a column, the most frequent first, or between which ends it lies.
fn values(column: &ColumnProfile) -> String {
    let percent = |rows: u64| {
        let of = column
            .values
            .iter()
            .map(|value| value.rows)
            .sum::<u64>()
            .max(column.answered + column.missing_values());
        format!("{}%", (rows as f64 * 100.0 / of.max(1) as f64).round())
    };
    if let Some((first, last)) = &column.days {
        return if first == last {
            first.clone()
        } else {
            format!("{first} to {last}")
        };
    }
    if column.repeated == Some(0)
        && column.answered > 1
        && column.different.is_none_or(|different| different > 10)
    {
        return "all different".to_owned();
    }
    let ends = column
        .numbers
        .filter(|_| column.different.is_none_or(|different| different > 12));
    if let Some((low, high)) = ends {
        let mean = column.mean.map(|mean| format!(", mean {}", short(mean)));
        return format!(
            "{} to {}{}",
            short(low),
            short(high),
            mean.unwrap_or_default()
        );
    }
    if !column.options.is_empty() {
        let of = (column.answered).max(1) as f64;
        let options = column.options.iter().take(8).map(|option| {
            format!(
                "{} {}%",
                option.value,
                (option.rows as f64 * 100.0 / of).round()
            )
        });
        return format!(
            "{} options: {}",
            column.options.len(),
            options.collect::<Vec<_>>().join(", ")
        );
    }
    let Some(different) = column.different else {
        return "very many different".to_owned();
    };
    let shown = column.values.iter().map(|value| {
        format!(
            "{} {}",
            value.value.split_whitespace().collect::<Vec<_>>().join(" "),
            percent(value.rows)
        )
    });
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    if different > column.values.len() {
        shown = format!("{different} different: {shown}, …");
    }
    shown
}

fn short(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number}")
    } else {
        format!("{number:.2}")
    }
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn left(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let blanks = width.saturating_sub(text.width());
    format!("{}{}", isolated(&text), " ".repeat(blanks))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// Cut to a width, with an ellipsis; control characters and direction marks of the data are left
/// out, so that no cell can disturb the terminal.
fn cut(text: &str, width: usize) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !c.is_control() && !is_direction(*c))
        .collect();
    if clean.width() <= width {
        return clean;
    }
    let mut kept = String::new();
    let mut used = 0;
    for character in clean.chars() {
        let wide = character.width().unwrap_or(0);
        if used + wide + 1 > width {
            break;
        }
        used += wide;
        kept.push(character);
    }
    kept.push('…');
    kept
}

fn is_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text from right to left keeps its place in the line.
fn isolated(text: &str) -> String {
    let right_to_left = text
        .chars()
        .any(|c| matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fefc}'));
    if right_to_left {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}

fn faint(text: &str, dim: bool) -> String {
    if dim {
        format!("\u{1b}[2m{}\u{1b}[0m\n", text.trim_end())
    } else {
        text.to_owned()
    }
}

/// Broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.len() - 1;
        if !lines[line].is_empty() && lines[line].width() + 1 + word.width() > width {
            lines.push(word.to_owned());
        } else {
            if !lines[line].is_empty() {
                lines[line].push(' ');
            }
            lines[line].push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_width_in_every_script() {
        for text in [
            "Channel",
            "رضایت کلی شما از خدمات فروشگاه",
            "满意度调查问卷结果",
            "🙂🙂🙂🙂🙂🙂",
        ] {
            assert_eq!(left(text, 10).width(), 10, "{text}");
        }
        assert_eq!(cut("a\u{1b}[31mb", 20), "a[31mb");
        assert_eq!(thousands(1_204_500), "1,204,500");
    }
}
