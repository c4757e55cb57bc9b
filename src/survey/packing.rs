//! Unpacking: gzip, zstd and zip, told by a file's bytes and not by its name.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use ruzstd::decoding::FrameDecoder;
use zip::{CompressionMethod, ZipArchive};

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
    /// `.zip` with one table in it.
    Zip,
}

impl Packing {
    /// Its name, for the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "zip",
        }
    }
}

/// Buffer between the disk and a decompressor.
const BUFFER: usize = 1 << 16;

/// A file's content, unpacked as it streams.
///
/// # Errors
/// It can't be read, it is damaged, or it is an archive without exactly one table (`Unsupported`).
pub fn unpack(mut file: File) -> io::Result<(Box<dyn Read + Send>, Option<Packing>)> {
    let mut mark = Vec::new();
    file.by_ref().take(4).read_to_end(&mut mark)?;
    let packing = match mark[..] {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd] => Packing::Zstd,
        [b'P', b'K', 3, 4] => Packing::Zip,
        _ => {
            // A pipe can't go back: what was read comes first again.
            return Ok((Box::new(io::Cursor::new(mark).chain(file)), None));
        }
    };
    if packing == Packing::Zip {
        return Ok((zipped(file)?, Some(packing)));
    }
    let raw = BufReader::with_capacity(BUFFER, io::Cursor::new(mark).chain(file));
    let reader: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(raw)),
        _ => Box::new(Frames {
            source: raw,
            decoder: FrameDecoder::new(),
            open: false,
        }),
    };
    Ok((reader, Some(packing)))
}

/// The one table of an archive.
fn zipped(file: File) -> io::Result<Box<dyn Read + Send>> {
    let other = |why: String| io::Error::new(io::ErrorKind::Unsupported, why);
    let damaged = |error: zip::result::ZipError| {
        io::Error::new(io::ErrorKind::InvalidData, error.to_string())
    };
    let mut archive = ZipArchive::new(file.try_clone()?).map_err(damaged)?;
    let names: Vec<String> = (0..archive.len())
        .filter_map(|index| Some(archive.name_for_index(index)?.ok()?.into_owned()))
        .collect();
    if names.iter().any(|name| name == "[Content_Types].xml") {
        return Err(other(
            "the file is an Excel workbook and no CSV text".to_owned(),
        ));
    }
    let hidden = |name: &str| {
        name.ends_with('/') || name.split('/').any(|part| part.starts_with(['.', '_']))
    };
    let tables: Vec<usize> = (0..archive.len())
        .filter(|&index| match archive.name_for_index(index) {
            Some(Ok(name)) => !hidden(&name),
            _ => true,
        })
        .collect();
    let [index] = tables[..] else {
        let found = names.iter().filter(|name| !hidden(name));
        let found: Vec<&str> = found.map(String::as_str).take(5).collect();
        return Err(other(format!(
            "the archive holds {} files ({}); unpack it and name those that are meant",
            tables.len(),
            found.join(", ")
        )));
    };
    let entry = archive.by_index_raw(index).map_err(damaged)?;
    if entry.encrypted() {
        return Err(other(
            "the archive is encrypted; unpack it first".to_owned(),
        ));
    }
    let (start, length) = (entry.data_start(), entry.compressed_size());
    let (method, size, crc) = (entry.compression(), entry.size(), entry.crc32());
    let start = start.ok_or_else(|| other("the archive can't be read".to_owned()))?;
    drop(entry);
    let mut file = file;
    file.seek(SeekFrom::Start(start))?;
    let packed = BufReader::with_capacity(BUFFER, file.take(length));
    let reader: Box<dyn Read + Send> = match method {
        CompressionMethod::Stored => Box::new(packed),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(packed)),
        method => {
            return Err(other(format!(
                "the archive is compressed by {method}, which is not read; unpack it first"
            )));
        }
    };
    Ok(Box::new(Whole {
        reader,
        hasher: flate2::Crc::new(),
        size,
        crc,
    }))
}

/// An archive's file, whose end is checked: nothing may be missing.
struct Whole<R> {
    reader: R,
    hasher: flate2::Crc,
    size: u64,
    crc: u32,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        // The checksum counts bytes in 32 bits.
        let whole = self.hasher.amount() == self.size as u32 && self.hasher.sum() == self.crc;
        if read == 0 && !buffer.is_empty() && !whole {
            let why = "the archive is damaged or was cut off";
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        Ok(read)
    }
}

/// zstd's frames one after the other: the crate's own reader stops behind the first.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::BlockDecodingStrategy::UptoBytes;
        let damaged =
            |error: String| io::Error::new(io::ErrorKind::InvalidData, format!("zstd: {error}"));
        loop {
            if self.open {
                let read = self.decoder.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                if !self.decoder.is_finished() {
                    // The crate's own words are of blocks and their headers.
                    self.decoder
                        .decode_blocks(&mut self.source, UptoBytes(BUFFER))
                        .map_err(|_| damaged("it is damaged or was cut off".to_owned()))?;
                    continue;
                }
                let told = self.decoder.get_checksum_from_data();
                if told.is_some() && told != self.decoder.get_calculated_checksum() {
                    return Err(damaged("the checksum is wrong".to_owned()));
                }
                self.open = false;
            }
            if self.source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.decoder
                .init(&mut self.source)
                .map_err(|error| damaged(error.to_string()))?;
            self.open = true;
        }
    }
}
