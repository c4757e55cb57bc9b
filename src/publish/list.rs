//! A list of persons as a file that its owner alone can read.

use crate::figures::List;

use super::spreadsheet::{Sheet, safe};
use super::write::{File, Role};

/// The file of a list: its columns' names, then a row for each person, newest first.
pub fn file(list: &List) -> File {
    let mut sheet = Sheet::default();
    sheet.row(list.head.iter().map(|name| safe(name)));
    for row in list.rows.iter() {
        sheet.row(row.iter().map(|cell| safe(cell)));
    }
    File {
        name: list.file.clone(),
        bytes: sheet.into_bytes(),
        role: Role::Private,
    }
}
