//! The encoding of a file: recognised by its bytes, undone as the file streams.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    CoderResult, Decoder, Encoding as Standard, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252,
};
use oem_cp::code_table::DECODING_TABLE_CP850;

/// How letters are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// What nearly all files are in; read without a detour.
    Utf8,
    /// One of the Encoding Standard: UTF-16, Windows-1256, MacRoman, …
    Standard(&'static Standard),
    /// DOS in Western Europe, which the standard lacks.
    Cp850,
}

/// What a file's bytes tell of its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognised {
    /// The encoding.
    pub encoding: Encoding,
    /// Why.
    pub why: Why,
    /// How many bytes of a mark stand before the text.
    pub mark: usize,
}

/// Why an encoding was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The query says it.
    Said,
    /// A byte order mark.
    Mark,
    /// All bytes looked at are UTF-8.
    Valid,
    /// Every other byte is zero.
    Zeros,
    /// The frequency of letters: a guess.
    Letters,
}

impl Why {
    /// The reason for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Said => "the query says the encoding",
            Self::Mark => "a byte order mark",
            Self::Valid => "its letters are UTF-8",
            Self::Zeros => "every other byte is zero",
            Self::Letters => "the encoding is guessed by its letters",
        }
    }
}

impl Encoding {
    /// The encoding of a name: those of the Encoding Standard, and a few others in use.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "cp850" | "ibm850" | "dos" => return Some(Self::Cp850),
            "macroman" | "mac roman" | "mac-roman" => return Some(Self::Standard(MACINTOSH)),
            "ansi" => return Some(Self::Standard(WINDOWS_1252)),
            _ => {}
        }
        let plain = name.strip_prefix("cp").filter(|rest| rest.len() == 4);
        let name = plain.map_or(name.clone(), |number| format!("windows-{number}"));
        let standard = Standard::for_label(name.as_bytes())?;
        Some(if standard == encoding_rs::UTF_8 {
            Self::Utf8
        } else {
            Self::Standard(standard)
        })
    }

    /// Its name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Standard(standard) if standard == MACINTOSH => "MacRoman",
            Self::Standard(standard) => standard.name(),
            Self::Cp850 => "CP850",
        }
    }

    /// The text of bytes, for looking at it.
    fn text(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Standard(standard) => standard.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Cp850 => oem_cp::decode_string_complete_table(bytes, &DECODING_TABLE_CP850),
        }
    }

    /// A reader of the text as UTF-8.
    pub fn decode(self, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        match self {
            Self::Utf8 => reader,
            Self::Standard(standard) => Box::new(Transcoder {
                reader,
                decoder: standard.new_decoder_without_bom_handling(),
                input: vec![0; PIECE],
                output: vec![0; 4 * PIECE],
                given: 0,
                ready: 0,
                ended: false,
            }),
            Self::Cp850 => Box::new(Cp850 {
                reader,
                input: vec![0; PIECE],
                output: Vec::new(),
                given: 0,
            }),
        }
    }
}

/// The encoding of a file by its beginning. `whole` says that nothing follows.
pub fn recognise(head: &[u8], whole: bool) -> Recognised {
    let found = |encoding, why, mark| Recognised {
        encoding,
        why,
        mark,
    };
    if head.starts_with(&[0xef, 0xbb, 0xbf]) {
        return found(Encoding::Utf8, Why::Mark, 3);
    }
    if head.starts_with(&[0xff, 0xfe]) {
        return found(Encoding::Standard(UTF_16LE), Why::Mark, 2);
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return found(Encoding::Standard(UTF_16BE), Why::Mark, 2);
    }
    if let Some(encoding) = by_zeros(head) {
        return found(Encoding::Standard(encoding), Why::Zeros, 0);
    }
    match std::str::from_utf8(head) {
        Ok(_) => found(Encoding::Utf8, Why::Valid, 0),
        // The head may end in the middle of a character.
        Err(error) if error.error_len().is_none() && !whole => found(Encoding::Utf8, Why::Valid, 0),
        // So may a file that was cut off, which is told where it is read. Letters before it show
        // that it is no other encoding's.
        Err(error) if error.error_len().is_none() && !head[..error.valid_up_to()].is_ascii() => {
            found(Encoding::Utf8, Why::Valid, 0)
        }
        Err(_) => found(by_letters(head, whole), Why::Letters, 0),
    }
}

/// UTF-16 without a mark: the header is mostly ASCII, so every other byte is zero.
fn by_zeros(head: &[u8]) -> Option<&'static Standard> {
    let head = &head[..head.len().min(1 << 12)];
    let zeros = |first: usize| {
        let bytes = head.iter().skip(first).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 8;
    if head.len() >= 4 && odd > most && even == 0 {
        Some(UTF_16LE)
    } else if head.len() >= 4 && even > most && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// An encoding of one byte a letter, by what its letters look like.
fn by_letters(head: &[u8], whole: bool) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed.name() == "ISO-8859-6" {
        return Encoding::Standard(encoding_rs::WINDOWS_1256);
    }
    // A few Persian or Arabic words are as good as Hebrew ones to the detector.
    if guessed.name() == "windows-1255" {
        let hebrew = Encoding::Standard(guessed);
        let arabic = Encoding::Standard(encoding_rs::WINDOWS_1256);
        return if looks(arabic, head) > looks(hebrew, head) {
            arabic
        } else {
            hebrew
        };
    }
    // The detector knows neither MacRoman nor DOS and takes them for some other Latin encoding.
    let latin = guessed == WINDOWS_1252
        || guessed.name().starts_with("windows-125") && guessed != encoding_rs::WINDOWS_1256
        || guessed.name().starts_with("ISO-8859")
        || guessed == MACINTOSH;
    let arabic_or_greek = [
        "windows-1253",
        "windows-1255",
        "windows-1251",
        "windows-1256",
    ];
    if !latin
        || arabic_or_greek.contains(&guessed.name()) && looks(Encoding::Standard(guessed), head) > 0
    {
        return Encoding::Standard(guessed);
    }
    // The first of the best: Windows before the others, and what is commonest before a guess
    // from a few letters.
    let few = head.iter().filter(|byte| !byte.is_ascii()).count() < FEW;
    let first = Encoding::Standard(if few { WINDOWS_1252 } else { guessed });
    let mut best = (first, looks(first, head));
    for encoding in [
        Encoding::Standard(guessed),
        Encoding::Standard(WINDOWS_1252),
        Encoding::Standard(MACINTOSH),
        Encoding::Cp850,
    ] {
        let looks = looks(encoding, head);
        if looks > best.1 {
            best = (encoding, looks);
        }
    }
    best.0
}

/// Fewer letters beyond ASCII than this say little of an encoding.
const FEW: usize = 8;

/// How much a text looks like one: letters beside letters count for it, capitals after small
/// letters, signs within words and control characters against it.
fn looks(encoding: Encoding, head: &[u8]) -> i64 {
    let text: Vec<char> = encoding.text(head).chars().collect();
    let mut score = 0;
    for (at, &character) in text.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        let before = at.checked_sub(1).map_or(' ', |at| text[at]);
        let after = text.get(at + 1).copied().unwrap_or(' ');
        let beside = before.is_alphabetic() || after.is_alphabetic();
        score += if character.is_control() || character == '\u{fffd}' {
            -4
        } else if character.is_alphabetic() {
            // A capital within a word: `RÇponse` for `Réponse`.
            let within = before.is_lowercase() || before.is_alphabetic() && after.is_lowercase();
            match (character.is_uppercase(), beside) {
                (true, _) if within => -2,
                (_, true) => 2,
                _ => 0,
            }
        } else if matches!(
            character,
            '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '\u{a0}' | '€'
        ) {
            1
        } else if before.is_alphabetic() && after.is_alphabetic() {
            -2
        } else {
            -1
        };
    }
    score
}

/// How many bytes are decoded at once.
const PIECE: usize = 1 << 16;

/// Decodes what a reader gives; what can't be decoded becomes U+FFFD.
struct Transcoder {
    reader: Box<dyn Read + Send>,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    /// What of the output was given away, and what is ready.
    given: usize,
    ready: usize,
    ended: bool,
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready && !self.ended {
            let read = self.reader.read(&mut self.input)?;
            self.ended = read == 0;
            // The output has room for whatever a piece can become.
            let (result, _, written, _) =
                self.decoder
                    .decode_to_utf8(&self.input[..read], &mut self.output, self.ended);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            (self.given, self.ready) = (0, written);
        }
        Ok(give(&self.output[..self.ready], &mut self.given, buffer))
    }
}

/// Decodes CP850, byte by byte.
struct Cp850 {
    reader: Box<dyn Read + Send>,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
}

impl Read for Cp850 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            let read = self.reader.read(&mut self.input)?;
            self.output = Encoding::Cp850.text(&self.input[..read]).into_bytes();
            self.given = 0;
        }
        Ok(give(&self.output, &mut self.given, buffer))
    }
}

/// Copies what is ready and not yet given.
fn give(ready: &[u8], given: &mut usize, buffer: &mut [u8]) -> usize {
    let length = buffer.len().min(ready.len() - *given);
    buffer[..length].copy_from_slice(&ready[*given..*given + length]);
    *given += length;
    length
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn round(encoding: Encoding, bytes: Vec<u8>) -> String {
        let mut text = String::new();
        let reader = Box::new(io::Cursor::new(bytes));
        encoding.decode(reader).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn encodings_are_told_by_their_bytes() {
        let persian = "کد;رضايت;نظر\n1;راضي;خوب بود و ممنون\n2;ناراضي;پاسخ دير رسيد\n".repeat(4);
        let german = "Größe;Zufriedenheit\ngroß;schön für mich\nklein;Müßig, über Wert\n".repeat(4);
        let french = "Réponse;Très satisfait\nMédiocre;ça va, à bientôt\n".repeat(4);
        for text in [&persian, &german, &french] {
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let told = recognise(&utf16, true).encoding;
            assert_eq!(round(told, utf16), **text, "{}", told.name());
            assert_eq!(recognise(text.as_bytes(), true).encoding, Encoding::Utf8);
        }
        let windows_1256 = encoding_rs::WINDOWS_1256
            .encode(&persian.replace('ک', "ك"))
            .0
            .into_owned();
        let told = recognise(&windows_1256, true).encoding;
        assert_eq!(told.name(), "windows-1256");
        for text in [&german, &french] {
            let mut wrong = Vec::new();
            for (name, bytes) in [
                ("windows-1252", WINDOWS_1252.encode(text).0.into_owned()),
                ("MacRoman", MACINTOSH.encode(text).0.into_owned()),
                (
                    "CP850",
                    oem_cp::encode_string_checked(
                        text.as_str(),
                        &oem_cp::code_table::ENCODING_TABLE_CP850,
                    )
                    .unwrap(),
                ),
            ] {
                let told = recognise(&bytes, true).encoding;
                if round(told, bytes) != **text {
                    wrong.push((name, told.name()));
                }
            }
            assert_eq!(wrong, [], "{text}");
        }
    }

    #[test]
    fn a_file_that_was_cut_within_a_letter_is_still_of_its_encoding() {
        let text = "شماره,رضایت,نظر\n1,4,خوب بود";
        let cut = &text.as_bytes()[..text.len() - 1];
        assert_eq!(recognise(cut, true).encoding, Encoding::Utf8);
        let latin = b"id,comment\n1,caf\xe9";
        assert_eq!(recognise(latin, true).encoding.name(), "windows-1252");
    }

    #[test]
    fn a_few_arabic_words_are_no_hebrew() {
        let text = "id;comment\n1;سلام\n2;fine\n3;سلام\n".repeat(5);
        let bytes = encoding_rs::WINDOWS_1256.encode(&text).0.into_owned();
        assert_eq!(recognise(&bytes, true).encoding.name(), "windows-1256");
    }

    #[test]
    fn names_of_encodings() {
        let name = |name| Encoding::named(name).map(Encoding::name);
        assert_eq!(name("utf8"), Some("UTF-8"));
        assert_eq!(name("Windows-1256"), Some("windows-1256"));
        assert_eq!(name("cp1256"), Some("windows-1256"));
        assert_eq!(name("MacRoman"), Some("MacRoman"));
        assert_eq!(name("cp850"), Some("CP850"));
        assert_eq!(name("UTF-16LE"), Some("UTF-16LE"));
        assert_eq!(name("latin-9000"), None);
    }
}
