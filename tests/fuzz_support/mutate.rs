//! Mutations of files: bytes as a fuzzer changes them, and tokens copied over one another, which is
//! what makes double ids, references that lead nowhere and circles. It knows no format.

/// A small source of numbers (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// What readers stumble over.
const WORDS: &[&str] = &[
    "null",
    "true",
    "false",
    "{}",
    "[]",
    "[[[[[[[[",
    "{\"\":",
    "\"\"",
    "-1",
    "0",
    "-0",
    "1e999",
    "1e308",
    "-1e308",
    "NaN",
    "Infinity",
    "9007199254740993",
    "18446744073709551616",
    "-9223372036854775809",
    "1.5",
    "00",
    "\\ud800",
    "\\u0000",
    "\\\"",
    "__proto__",
    "constructor",
    "\"id\":",
    "\"parent\":",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\0",
    "\r",
    "\r\n",
    "\t",
    "💾",
    "e\u{301}",
    ",",
    ";",
    ":",
    "\"",
    "'",
    "=1+1",
    "&lt;",
    "&#0;",
    "&#x110000;",
    "&amp;&amp;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x [<!ENTITY e \"e\">]>",
    "&e;",
    "<Task>",
    "</Task>",
    "<UID>0</UID>",
    "<ParentUID>",
    "P1D",
    "PT999999999H0M0S",
    "PT-1H",
    "0000-00-00",
    "9999-12-31T23:59:59",
    "-0001-01-01",
    "2026-02-30",
    "2026-13-01T00:00:00Z",
    "10000-01-01",
    "100%",
    "1,5",
    "1 000,00 €",
    "z",
    "zzzzzzzzzzzzz",
    "0000000000000",
    "item:",
    "item:0000000000001",
    "version\":2",
];

/// Changes a text in one to six places; `others` are spliced in.
pub fn mutate(text: &[u8], others: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=random.below(6) {
        step(&mut bytes, others, random);
    }
    // What grows without end only takes time.
    bytes.truncate(2 * text.len() + 4_096);
    bytes
}

fn step(bytes: &mut Vec<u8>, others: &[Vec<u8>], random: &mut Random) {
    if bytes.is_empty() {
        bytes.extend(random.pick(WORDS).bytes());
    }
    let at = random.below(bytes.len());
    let to = (at + 1 + random.below(64)).min(bytes.len());
    match random.below(11) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => drop(bytes.drain(at..to)),
        3 => {
            let part = bytes[at..to].to_vec();
            let place = random.below(bytes.len());
            bytes.splice(place..place, part);
        }
        4 => drop(bytes.splice(at..to, random.pick(WORDS).bytes())),
        5 => drop(bytes.splice(at..at, random.pick(WORDS).bytes())),
        6 => {
            let other = random.pick(others);
            let from = random.below(other.len());
            let end = (from + random.below(400)).min(other.len());
            bytes.splice(at..to, other[from..end].iter().copied());
        }
        7 => bytes.truncate(at),
        _ => copy_token(bytes, random),
    }
}

/// Copies one token over another: an id over an id, a date over a number, a word over a word.
fn copy_token(bytes: &mut Vec<u8>, random: &mut Random) {
    let (from, to) = (token(bytes, random), token(bytes, random));
    let word = bytes[from].to_vec();
    bytes.splice(to, word);
}

/// Finds a token at a place; they end at whatever separates words in JSON, XML and tables.
fn token(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'+');
    let at = random.below(bytes.len());
    let Some(start) = bytes[at..].iter().position(is_part).map(|n| at + n) else { return at..at };
    let start = bytes[..start].iter().rposition(|b| !is_part(b)).map_or(0, |n| n + 1);
    let end = bytes[start..].iter().position(|b| !is_part(b)).map_or(bytes.len(), |n| start + n);
    start..end
}
