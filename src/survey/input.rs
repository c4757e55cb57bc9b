//! Opening a file: decompression and the encoding mark at its beginning.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

/// A file opened for reading from its first character on.
pub struct Input {
    /// The text's bytes, decompressed, without a byte order mark.
    pub reader: Box<dyn Read + Send>,
    /// Whether it was compressed.
    pub gzip: bool,
    /// Whether it began with a UTF-8 byte order mark.
    pub mark: bool,
    /// Whether it is UTF-16, which shows in its byte order mark or its zero bytes.
    pub utf16: bool,
}

/// Opens a file. What it is, is told by its bytes and not by its name.
///
/// # Errors
/// The file can't be opened or read.
pub fn open(path: &Path) -> io::Result<Input> {
    let file = File::open(path)?;
    let (head, rest) = peek(file, 2)?;
    let gzip = head == [0x1f, 0x8b];
    let raw = Cursor::new(head).chain(rest);
    let decoded: Box<dyn Read + Send> = if gzip {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, raw)))
    } else {
        Box::new(raw)
    };
    let (mut head, rest) = peek(decoded, 4)?;
    let utf16 = head.starts_with(&[0xff, 0xfe])
        || head.starts_with(&[0xfe, 0xff])
        || head.len() == 4 && (head[0] == 0) != (head[1] == 0) && (head[2] == 0) != (head[3] == 0);
    let mark = head.starts_with(&[0xef, 0xbb, 0xbf]);
    if mark {
        head.drain(..3);
    }
    Ok(Input {
        reader: Box::new(Cursor::new(head).chain(rest)),
        gzip,
        mark,
        utf16,
    })
}

/// The first bytes, at most `length`, and the reader of what follows them.
fn peek<R: Read>(mut reader: R, length: u64) -> io::Result<(Vec<u8>, R)> {
    let mut head = Vec::new();
    reader.by_ref().take(length).read_to_end(&mut head)?;
    Ok((head, reader))
}
