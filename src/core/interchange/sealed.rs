//! Files that a passphrase seals: what stands around the encrypted text, and what it may say. It
//! knows no cipher: keys are derived and texts encrypted by the browser.
//!
//! The file names everything that is needed to open it but the passphrase. `FORMAT.md` beside this
//! file describes it, with a program that opens it without Throughline.

use std::fmt;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde_json::Value as Json;

use super::{ReadError, base64, position};

/// What a sealed file says that it is.
pub const FORMAT: &str = "throughline-encrypted";
/// The version of the envelope that this code writes, and the highest that it reads.
pub const VERSION: u64 = 1;
/// How the passphrase becomes a key (RFC 8018, section 5.2).
pub const KDF: &str = "PBKDF2-HMAC-SHA-256";
/// How the text is encrypted (NIST SP 800-38D), with a tag of 128 bits.
pub const CIPHER: &str = "AES-256-GCM";
/// How the text is made shorter before (RFC 1951).
pub const COMPRESSION: &str = "deflate-raw";
/// How many rounds a new file takes: what OWASP's cheat sheet on storing passwords asks for at
/// least. A file with fewer was not made by Throughline.
pub const ROUNDS: u32 = 600_000;
/// The most rounds that are done for a file: about ten seconds.
pub const MOST_ROUNDS: u32 = 10_000_000;
/// The bytes of the salt.
pub const SALT: usize = 16;
/// The bytes of the nonce.
pub const NONCE: usize = 12;
/// The bytes of the tag that ends the encrypted text.
pub const TAG: usize = 16;
/// The most bytes that a sealed text may have once it is open.
pub const MOST: usize = 128 * 1024 * 1024;

/// Level 3 of the packed snapshots takes a third of the time for a tenth more length.
const LEVEL: u8 = 6;

/// Is what a sealed file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The rounds of the key derivation.
    pub rounds: u32,
    /// The salt of the key derivation.
    pub salt: [u8; SALT],
    /// The nonce of the cipher.
    pub nonce: [u8; NONCE],
    /// The encrypted text with its tag.
    pub data: Vec<u8>,
}

impl Sealed {
    /// Gives what is bound to the encrypted text: a file whose head was changed does not open.
    pub fn bound(&self) -> String {
        let (salt, nonce) = (base64::encode(&self.salt), base64::encode(&self.nonce));
        let (rounds, parts) = (self.rounds.to_string(), VERSION.to_string());
        [FORMAT, &parts, KDF, &rounds, &salt, CIPHER, &nonce, COMPRESSION].join("\n")
    }

    /// Writes the file.
    pub fn write(&self) -> String {
        let Sealed { rounds, salt, nonce, data } = self;
        let (salt, nonce) = (base64::encode(salt), base64::encode(nonce));
        let data = base64::encode(data);
        format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\n\
             \"kdf\":{{\"name\":\"{KDF}\",\"rounds\":{rounds},\"salt\":\"{salt}\"}},\n\
             \"cipher\":{{\"name\":\"{CIPHER}\",\"nonce\":\"{nonce}\"}},\n\
             \"compression\":\"{COMPRESSION}\",\n\
             \"data\":\"{data}\"}}\n"
        )
    }
}

/// Reads a sealed file, which stays sealed. Fails on whatever [`Sealed::write`] would not write,
/// with the place.
pub fn parse(text: &str) -> Result<Sealed, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(error) = position::before_reading(text) {
        return Err(error);
    }
    // A newer file may have another shape: its version comes first.
    if let Ok(Head { format, version: Some(version) }) = serde_json::from_str(text)
        && format.0 == FORMAT
        && version.as_f64().is_some_and(|version| version > VERSION as f64)
    {
        return Err(ReadError {
            line: 0,
            column: 0,
            message: format!(
                "a newer Throughline encrypted this file: it is version {version}, and this one \
                 opens up to version {VERSION}"
            ),
            hint: "Reload this page to get the newest Throughline, then open the file again."
                .to_owned(),
        });
    }
    let file: File = serde_json::from_str(text).map_err(|e| position::explain(text, &e))?;
    let File { kdf, cipher, data, .. } = file;
    let Bytes(data) = data;
    Ok(Sealed { rounds: kdf.rounds.0, salt: kdf.salt.0, nonce: cipher.nonce.0, data })
}

/// Makes the text shorter before it is sealed.
pub fn shrink(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), LEVEL)
}

/// Reverses [`shrink`]; nothing if the bytes are not its, or hold more than [`MOST`].
pub fn inflate(bytes: &[u8]) -> Option<String> {
    String::from_utf8(decompress_to_vec_with_limit(bytes, MOST).ok()?).ok()
}

/// Says what the length of a passphrase is good for. What else makes one hard to guess, a program
/// cannot see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Nothing yet.
    None,
    /// Too short to be taken: any machine tries all of them.
    Refused,
    /// A machine finds it if it is made of words or names.
    Short,
    /// Long enough, unless it is a known saying.
    Fair,
    /// Long.
    Long,
}

/// The fewest characters of a passphrase.
pub const FEWEST: usize = 8;

impl Length {
    /// Judges a passphrase by its length in characters.
    pub fn of(passphrase: &str) -> Self {
        match passphrase.chars().count() {
            0 => Length::None,
            n if n < FEWEST => Length::Refused,
            n if n < 15 => Length::Short,
            n if n < 25 => Length::Fair,
            _ => Length::Long,
        }
    }

    /// Tells whether it may seal a file.
    pub fn is_enough(self) -> bool {
        !matches!(self, Length::None | Length::Refused)
    }
}

#[derive(serde::Deserialize)]
struct Head {
    format: Text,
    version: Option<Json>,
}

#[derive(serde::Deserialize)]
struct File {
    #[serde(rename = "format")]
    _format: Format,
    #[serde(rename = "version")]
    _version: Version,
    kdf: Kdf,
    cipher: Cipher,
    #[serde(rename = "compression")]
    _compression: Compression,
    data: Bytes,
}

#[derive(serde::Deserialize)]
struct Kdf {
    #[serde(rename = "name")]
    _name: KdfName,
    rounds: Rounds,
    salt: Exactly<SALT>,
}

#[derive(serde::Deserialize)]
struct Cipher {
    #[serde(rename = "name")]
    _name: CipherName,
    nonce: Exactly<NONCE>,
}

#[derive(serde::Deserialize)]
struct Text(String);

/// Declares values of which only one is right.
macro_rules! only {
    ($($name:ident = $value:expr;)*) => {$(
        struct $name;
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                one(d, $value).map(|()| $name)
            }
        }
    )*};
}

only! {
    Format = FORMAT;
    KdfName = KDF;
    CipherName = CIPHER;
    Compression = COMPRESSION;
}

fn one<'de, D: Deserializer<'de>>(d: D, expected: &str) -> Result<(), D::Error> {
    let Text(found) = Text::deserialize(d)?;
    if found == expected {
        return Ok(());
    }
    let found: String = found.chars().take(40).collect();
    Err(de::Error::custom(format!("found “{found}”, expected “{expected}”")))
}

struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        whole(d, VERSION, VERSION, "the version 1").map(|_| Version)
    }
}

struct Rounds(u32);

impl<'de> Deserialize<'de> for Rounds {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let words = "a whole number of rounds from 600,000 to 10,000,000";
        let n = whole(d, u64::from(ROUNDS), u64::from(MOST_ROUNDS), words)?;
        Ok(Rounds(u32::try_from(n).unwrap_or(ROUNDS)))
    }
}

/// Reads a whole number within bounds.
fn whole<'de, D: Deserializer<'de>>(
    d: D,
    least: u64,
    most: u64,
    words: &'static str,
) -> Result<u64, D::Error> {
    let found = Json::deserialize(d)?;
    let n = found.as_u64().filter(|n| (least..=most).contains(n));
    n.ok_or_else(|| {
        let found: String = found.to_string().chars().take(40).collect();
        de::Error::custom(format!("found {found}, expected {words}"))
    })
}

struct Exactly<const N: usize>([u8; N]);

impl<'de, const N: usize> Deserialize<'de> for Exactly<N> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let bytes = d.deserialize_str(Coded)?;
        let n = bytes.len();
        let right = <[u8; N]>::try_from(bytes).map(Exactly);
        right.map_err(|_| de::Error::custom(format!("found {n} bytes, expected {N}")))
    }
}

/// Is the encrypted text: at least the tag.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let bytes = d.deserialize_str(Coded)?;
        if bytes.len() < TAG {
            let n = bytes.len();
            return Err(de::Error::custom(format!("found {n} bytes, expected {TAG} or more")));
        }
        Ok(Bytes(bytes))
    }
}

struct Coded;

impl Visitor<'_> for Coded {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes in base 64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<u8>, E> {
        base64::decode(text).map_err(|at| {
            E::custom(format!("character {} is not base 64 as it was written", at + 1))
        })
    }
}
