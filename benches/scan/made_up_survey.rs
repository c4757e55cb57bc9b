//! A made-up survey of any size: 30 columns as an export has them, 190 bytes a row.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

const CHANNELS: [&str; 5] = ["phone", "web chat", "e-mail", "branch", "messenger"];
const REGIONS: [&str; 8] = [
    "North",
    "North-East",
    "East",
    "South-East",
    "South",
    "South-West",
    "West",
    "Centre",
];
const PLANS: [&str; 4] = ["basic", "plus", "family", "business"];
const DEVICES: [&str; 3] = ["phone", "tablet", "desktop"];
const COMMENTS: [&str; 6] = [
    "",
    "",
    "Quick and friendly",
    "\"I waited, and waited\"",
    "\"They said \"\"tomorrow\"\", twice\"",
    "\"First line\nsecond line\"",
];

/// Writes a survey of so many rows, unless the file is there with the right length of rows.
pub fn write(path: &Path, rows: u64) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    file.write_all(header().as_bytes())?;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut line = String::new();
    for row in 0..rows {
        line.clear();
        write_row(&mut line, row, &mut random).map_err(io::Error::other)?;
        file.write_all(line.as_bytes())?;
    }
    file.flush()
}

fn header() -> String {
    let questions: Vec<String> = (1..=12).map(|number| format!("q{number}")).collect();
    format!(
        "response_id,answered_at,channel,region,plan,device,agent,{},weight,wait_minutes,revenue,comment,ticket,language,country,campaign,contacts,tenure_months,consent\n",
        questions.join(",")
    )
}

fn write_row(line: &mut String, row: u64, random: &mut Random) -> std::fmt::Result {
    let day = random.below(548);
    let month = 4 + day / 30;
    let (year, month) = (2025 + (month - 1) / 12, (month - 1) % 12 + 1);
    write!(
        line,
        "R_{row:010},{year}-{month:02}-{:02} {:02}:{:02}:{:02},{},{},{},{},agent {:03}",
        day % 28 + 1,
        random.below(24),
        random.below(60),
        random.below(60),
        random.of(&CHANNELS),
        random.of(&REGIONS),
        random.of(&PLANS),
        random.of(&DEVICES),
        random.below(120)
    )?;
    for question in 0..12 {
        line.push(',');
        // One answer in thirty is missing.
        if random.below(30) > 0 {
            let highest = if question == 0 { 11 } else { 5 };
            let answer = random.below(highest).max(random.below(highest));
            write!(line, "{}", if question == 0 { answer } else { answer + 1 })?;
        }
    }
    write!(
        line,
        ",{}.{:06},{},{}.{:02},{},T-{:08},{},{},spring-{:02},{},{},{}",
        random.below(2) + u64::from(row.is_multiple_of(7)),
        random.below(1_000_000),
        random.below(90),
        random.below(4000),
        random.below(100),
        random.of(&COMMENTS),
        random.below(100_000_000),
        random.of(&["en", "fa", "ar"]),
        random.of(&["IR", "AE", "GB", "DE"]),
        random.below(40),
        random.below(6) + 1,
        random.below(120),
        random.of(&["yes", "no"])
    )?;
    line.push('\n');
    Ok(())
}

/// A generator that gives the same numbers on every machine (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit
    }

    fn of<'s>(&mut self, choices: &[&'s str]) -> &'s str {
        choices[self.below(choices.len() as u64) as usize]
    }
}
