//! Cutting a file into blocks of whole records, which are then read in parallel.
//!
//! A newline ends a record unless it stands in a quoted field, and a quote opens a
//! quoted field only where a field begins: a stray quote inside an unquoted field is
//! a character like any other. Counting quotes is therefore not enough, and the cut
//! follows the reader's own rules instead. It looks at quotes only, so it costs
//! little more than a search for them.

use std::io::{self, Read};

use memchr::{memchr, memrchr2};

/// How many bytes a block has, about. Large enough that a block's own cost vanishes,
/// small enough that a few of them in memory are nothing.
const BLOCK: usize = 4 << 20;

/// A record longer than this is a quote that was never closed.
const LONGEST_RECORD: usize = 64 << 20;

/// Whole records.
#[derive(Debug)]
pub struct Block {
    /// Their bytes.
    pub bytes: Vec<u8>,
    /// Its number in the file, from 0.
    pub number: u32,
}

/// Why a file can't be cut.
#[derive(Debug)]
pub enum CutError {
    /// It can't be read, or decompressed.
    Io(io::Error),
    /// A quoted field is never closed. Gives the byte of the block where it opens,
    /// and the block's bytes up to a little after that.
    OpenQuote {
        /// The block's number.
        block: u32,
        /// Where in it.
        at: usize,
        /// The block's bytes up to the record's first line.
        bytes: Vec<u8>,
    },
}

/// Cuts what a reader gives into blocks.
pub struct Blocks {
    reader: Box<dyn Read + Send>,
    delimiter: u8,
    /// Bytes read and not yet given away.
    rest: Vec<u8>,
    ended: bool,
    number: u32,
}

impl Blocks {
    /// Blocks of a file whose fields are separated by `delimiter`.
    pub fn new(reader: Box<dyn Read + Send>, delimiter: u8) -> Self {
        Self {
            reader,
            delimiter,
            rest: Vec::new(),
            ended: false,
            number: 0,
        }
    }

    /// The next block, `None` at the end.
    ///
    /// # Errors
    /// See [`CutError`].
    pub fn next_block(&mut self) -> Result<Option<Block>, CutError> {
        let mut buffer = std::mem::take(&mut self.rest);
        let mut cut = Cut::new(self.delimiter);
        loop {
            self.fill(&mut buffer).map_err(CutError::Io)?;
            cut.look(&buffer, self.ended);
            if self.ended {
                if cut.inside {
                    return Err(self.open_quote(buffer, cut.opened));
                }
                cut.end = buffer.len();
            }
            if cut.end > 0 {
                self.rest = Vec::with_capacity(BLOCK + (BLOCK >> 3));
                self.rest.extend_from_slice(&buffer[cut.end..]);
                buffer.truncate(cut.end);
                let number = self.number;
                self.number += 1;
                return Ok(Some(Block {
                    bytes: buffer,
                    number,
                }));
            }
            if self.ended {
                return Ok(None);
            }
            if buffer.len() > LONGEST_RECORD {
                return Err(self.open_quote(buffer, cut.opened));
            }
        }
    }

    /// Reads another block's worth behind what is there.
    fn fill(&mut self, buffer: &mut Vec<u8>) -> io::Result<()> {
        let wanted = if buffer.len() < BLOCK {
            BLOCK - buffer.len()
        } else {
            buffer.len()
        };
        let before = buffer.len();
        self.reader
            .by_ref()
            .take(wanted as u64)
            .read_to_end(buffer)?;
        self.ended = buffer.len() - before < wanted;
        Ok(())
    }

    fn open_quote(&self, mut bytes: Vec<u8>, at: usize) -> CutError {
        bytes.truncate(at.saturating_add(200));
        CutError::OpenQuote {
            block: self.number,
            at,
            bytes,
        }
    }
}

/// The state of the search for a cut in a growing buffer.
struct Cut {
    delimiter: u8,
    /// How far the buffer was looked at.
    looked: usize,
    /// Whether that place is in a quoted field, and where the field opened.
    inside: bool,
    opened: usize,
    /// One past the last record's end seen so far; 0 for none.
    end: usize,
}

impl Cut {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            looked: 0,
            inside: false,
            opened: 0,
            end: 0,
        }
    }

    /// Looks at what was added to the buffer. `whole` says that nothing will follow.
    fn look(&mut self, buffer: &[u8], whole: bool) {
        loop {
            let next = memchr(b'"', &buffer[self.looked..]).map(|at| self.looked + at);
            if self.inside {
                match next {
                    // The byte after it tells whether it closes the field.
                    Some(at) if at + 1 < buffer.len() || whole => {
                        let doubled = buffer.get(at + 1) == Some(&b'"');
                        self.looked = at + 1 + usize::from(doubled);
                        self.inside = doubled;
                    }
                    Some(at) => {
                        self.looked = at;
                        return;
                    }
                    None => {
                        self.looked = buffer.len();
                        return;
                    }
                }
            } else {
                let until = next.unwrap_or(buffer.len());
                self.end_in(buffer, until, whole);
                let Some(at) = next else {
                    self.looked = buffer.len();
                    return;
                };
                self.looked = at + 1;
                if self.begins_field(buffer, at) {
                    self.inside = true;
                    self.opened = at;
                }
            }
        }
    }

    /// Notes the last record's end between the place looked at and `until`.
    fn end_in(&mut self, buffer: &[u8], until: usize, whole: bool) {
        let unquoted = &buffer[self.looked..until];
        if let Some(at) = memrchr2(b'\n', b'\r', unquoted) {
            // A carriage return at the very end may be half of a line end.
            let end = self.looked + at + 1;
            if end < buffer.len() || buffer[end - 1] == b'\n' || whole {
                self.end = end;
            } else if let Some(at) = memrchr2(b'\n', b'\r', &unquoted[..at]) {
                self.end = self.looked + at + 1;
            }
        }
    }

    fn begins_field(&self, buffer: &[u8], at: usize) -> bool {
        at == 0 || matches!(buffer[at - 1], b'\n' | b'\r') || buffer[at - 1] == self.delimiter
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn records(bytes: &[u8]) -> Vec<csv::ByteRecord> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes)
            .byte_records()
            .map(Result::unwrap)
            .collect()
    }

    /// Cuts with a buffer that grows by a few bytes at a time, as no real one does.
    fn cuts(text: &[u8], step: usize) -> Option<Vec<usize>> {
        let mut ends = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let mut cut = Cut::new(b',');
            let mut length = 0;
            loop {
                length = (length + step).min(text.len() - start);
                let whole = start + length == text.len();
                cut.look(&text[start..start + length], whole);
                if whole && cut.inside {
                    return None;
                }
                if whole {
                    cut.end = length;
                }
                if cut.end > 0 {
                    break;
                }
            }
            start += cut.end;
            ends.push(start);
        }
        Some(ends)
    }

    #[test]
    fn a_stray_quote_opens_nothing() {
        let text = b"a,b\n1,5\" nail\n2,x\n\"q\nq\",3\n";
        let ends = cuts(text, 3).unwrap();
        assert!(ends.contains(&14), "{ends:?}");
        assert!(!ends.contains(&21), "{ends:?}");
    }

    #[test]
    fn a_quote_that_never_closes_is_found() {
        let text = b"a,b\n1,\"open\n2,3\n".to_vec();
        let mut blocks = Blocks::new(Box::new(Cursor::new(text)), b',');
        assert!(matches!(
            blocks.next_block(),
            Err(CutError::OpenQuote { at: 6, .. })
        ));
    }

    proptest! {
        #[test]
        fn the_parts_hold_the_records_of_the_whole(text in "[a\",\n\r]{0,60}", step in 1usize..9) {
            let bytes = text.as_bytes();
            if let Some(ends) = cuts(bytes, step) {
                let mut start = 0;
                let mut parts = Vec::new();
                for end in ends {
                    parts.extend(records(&bytes[start..end]));
                    start = end;
                }
                prop_assert_eq!(parts, records(bytes));
            }
        }
    }
}
