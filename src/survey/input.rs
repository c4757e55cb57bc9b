//! Opening a file: unpacked, and its letters as UTF-8.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::encoding::{Encoding, Recognised, Why, recognise};
use super::packing::{Packing, unpack};

/// How much of a file is looked at to learn its encoding.
const LOOKED_AT: u64 = 256 << 10;

/// A file opened for reading from its first character on.
pub struct Input {
    /// The text in UTF-8, without a byte order mark.
    pub reader: Box<dyn Read + Send>,
    /// How it is compressed.
    pub packing: Option<Packing>,
    /// Its encoding, and why it is taken for that.
    pub recognised: Recognised,
}

/// Opens a file. What it is, is told by its bytes and not by its name, but for an encoding that
/// is given.
///
/// # Errors
/// The file can't be opened or read.
pub fn open(path: &Path, encoding: Option<Encoding>) -> io::Result<Input> {
    let (raw, packing) = unpack(File::open(path)?)?;
    let (mut head, rest) = peek(raw, LOOKED_AT)?;
    let mut recognised = recognise(&head, (head.len() as u64) < LOOKED_AT);
    if let Some(encoding) = encoding {
        let mark = if recognised.encoding == encoding {
            recognised.mark
        } else {
            0
        };
        recognised = Recognised {
            encoding,
            why: Why::Said,
            mark,
        };
    }
    head.drain(..recognised.mark);
    let raw = Box::new(Cursor::new(head).chain(rest));
    Ok(Input {
        reader: recognised.encoding.decode(raw),
        packing,
        recognised,
    })
}

/// The first bytes, at most `length`, and the reader of what follows them.
fn peek<R: Read>(mut reader: R, length: u64) -> io::Result<(Vec<u8>, R)> {
    let mut head = Vec::new();
    reader.by_ref().take(length).read_to_end(&mut head)?;
    Ok((head, reader))
}
