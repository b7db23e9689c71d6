//! Wraps every stored value with schema, lengths and checksum; knows nothing of what is inside.
//!
//! `<form> <schema> <text bytes> <body bytes> <checksum>\n<body>`: the form is `t` for plain text and
//! `z` for deflated and packed text. The checksum covers the key, the other fields and the body.

use super::pack::{inflate, shrink};
use super::sum::sum;
use super::usage::units;

/// Texts shorter than this many bytes are not worth deflating: setting up takes longer than writing them.
const WORTH_PACKING: usize = 1000;

/// No stored text unpacks to more bytes than this; a larger claim is a forgery.
const MOST_TEXT: usize = 256 << 20;

/// Says why a stored value cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The value does not begin with an envelope.
    NoEnvelope,
    /// The value is shorter or longer than its envelope says.
    Length,
    /// The value, its envelope or its key was altered.
    Sum,
    /// The body passes the checksum but cannot be unpacked.
    Unpack,
}

impl Flaw {
    /// Says what is wrong, as the middle of a sentence.
    pub fn what(self) -> &'static str {
        match self {
            Self::NoEnvelope => "is not in the stored form",
            Self::Length => "is cut off or has grown",
            Self::Sum => "was altered or stands under the wrong name",
            Self::Unpack => "cannot be unpacked",
        }
    }
}

/// Holds a value whose envelope was verified.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The schema number under which the value was written.
    pub schema: u32,
    /// The length of the body in bytes of UTF-8.
    pub len: usize,
    /// The checksum over key, fields and body.
    pub sum: u64,
    is_packed: bool,
    text_len: usize,
    body: &'a str,
}

impl Checked<'_> {
    /// Returns the text that was sealed.
    pub fn text(&self) -> Result<String, Flaw> {
        if !self.is_packed {
            return Ok(self.body.to_owned());
        }
        inflate(self.body, self.text_len.min(MOST_TEXT))
            .filter(|t| t.len() == self.text_len)
            .ok_or(Flaw::Unpack)
    }
}

/// Wraps a text for a key, packed when that takes fewer UTF-16 units.
pub fn seal(key: &str, schema: u32, text: &str) -> String {
    if text.len() >= WORTH_PACKING {
        let packed = shrink(text);
        if units(&packed) < units(text) {
            return wrap(key, 'z', schema, text.len(), &packed);
        }
    }
    wrap(key, 't', schema, text.len(), text)
}

/// Verifies the envelope of a value that was read under a key, without unpacking it.
pub fn check<'a>(key: &str, raw: &'a str) -> Result<Checked<'a>, Flaw> {
    let (line, body) = raw.split_once('\n').ok_or(Flaw::NoEnvelope)?;
    let (fields, sum) = line.rsplit_once(' ').ok_or(Flaw::NoEnvelope)?;
    let mut words = fields.split(' ');
    let mut next = || words.next().ok_or(Flaw::NoEnvelope);
    let form = next()?;
    let schema: u32 = next()?.parse().map_err(|_| Flaw::NoEnvelope)?;
    let text_len: usize = next()?.parse().map_err(|_| Flaw::NoEnvelope)?;
    let len: usize = next()?.parse().map_err(|_| Flaw::NoEnvelope)?;
    if words.next().is_some() || !matches!(form, "t" | "z") {
        return Err(Flaw::NoEnvelope);
    }
    if body.len() != len {
        return Err(Flaw::Length);
    }
    let found = checksum(key, fields, body);
    // The text is compared, not its number: a changed letter case is damage too.
    if hex(found) != sum {
        return Err(Flaw::Sum);
    }
    Ok(Checked { schema, len, sum: found, is_packed: form == "z", text_len, body })
}

/// Returns a checksum as sixteen hexadecimal digits.
pub(super) fn hex(sum: u64) -> String {
    format!("{sum:016x}")
}

fn wrap(key: &str, form: char, schema: u32, text_len: usize, body: &str) -> String {
    let fields = format!("{form} {schema} {text_len} {}", body.len());
    let sum = hex(checksum(key, &fields, body));
    let mut out = String::with_capacity(fields.len() + 18 + body.len());
    for part in [&fields, " ", &sum, "\n", body] {
        out.push_str(part);
    }
    out
}

fn checksum(key: &str, fields: &str, body: &str) -> u64 {
    sum(body.as_bytes(), sum(fields.as_bytes(), sum(key.as_bytes(), 0)))
}

#[cfg(test)]
mod tests {
    use super::{Flaw, check, seal};

    #[test]
    fn flaws_are_told_apart() {
        let good = seal("k", 3, "hello");
        let cases = [
            (good.clone(), None),
            (String::new(), Some(Flaw::NoEnvelope)),
            ("null".to_owned(), Some(Flaw::NoEnvelope)),
            (good.replace("hello", "hell"), Some(Flaw::Length)),
            (good.replace("hello", "hallo"), Some(Flaw::Sum)),
            (good.replacen("t 3", "t 4", 1), Some(Flaw::Sum)),
            (good.replacen("t 3", "z 3", 1), Some(Flaw::Sum)),
            (good.replacen("t 3", "t 03", 1), Some(Flaw::Sum)),
        ];
        for (raw, expected) in cases {
            assert_eq!(check("k", &raw).err(), expected, "{raw}");
        }
        assert_eq!(check("other", &good).err(), Some(Flaw::Sum));
    }
}
