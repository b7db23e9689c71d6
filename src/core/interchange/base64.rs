//! Bytes as text in base 64 (RFC 4648, section 4), with padding. It knows not what the bytes are.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes bytes in base 64.
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let idx = (bits >> (18 - 6 * place)) & 63;
            let letter = LETTERS.get(idx as usize).copied().unwrap_or(b'=');
            out.push(if place > group.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

/// Reads base 64 as [`encode`] writes it and in no other way: one text for the same bytes. The
/// error is the byte of the text at which it is something else.
pub fn decode(text: &str) -> Result<Vec<u8>, usize> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let last = text.len().saturating_sub(4);
    for (idx, group) in text.as_bytes().chunks(4).enumerate() {
        let start = idx * 4;
        let (mut bits, mut n) = (0u32, 0usize);
        for (place, letter) in group.iter().enumerate() {
            match value(*letter) {
                Some(six) if n == place => {
                    bits |= six << (18 - 6 * place);
                    n += 1;
                }
                None if *letter == b'=' && start == last && place >= 2 => {}
                _ => return Err(start + place),
            }
        }
        let [_, a, b, c] = bits.to_be_bytes();
        let (bytes, rest): (&[u8], u32) = match n {
            4 => (&[a, b, c], 0),
            3 => (&[a, b], bits & 0xff),
            _ => (&[a], bits & 0xffff),
        };
        // What is left of the last letter is zero, or two texts would mean the same.
        if group.len() != 4 || rest != 0 {
            return Err(start);
        }
        out.extend_from_slice(bytes);
    }
    Ok(out)
}

fn value(letter: u8) -> Option<u32> {
    let (first, base) = match letter {
        b'A'..=b'Z' => (b'A', 0),
        b'a'..=b'z' => (b'a', 26),
        b'0'..=b'9' => (b'0', 52),
        b'+' => return Some(62),
        b'/' => return Some(63),
        _ => return None,
    };
    Some(u32::from(letter - first) + base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_come_out_and_back() {
        let words = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let coded = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (word, text) in words.into_iter().zip(coded) {
            assert_eq!(encode(word.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Ok(word.as_bytes()));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)), Ok(all));
    }

    #[test]
    fn another_text_for_the_same_bytes_is_refused() {
        for (text, at) in [
            ("Z", 0),
            ("Zg", 0),
            ("Zg=", 0),
            ("Zh==", 0),
            ("Zm9=", 0),
            ("Z===", 1),
            ("====", 0),
            ("Zg==Zg==", 2),
            ("Zm9v\n", 4),
            ("Zm 9", 2),
            ("Zm-_", 2),
            ("Z=9v", 1),
            ("Zm=v", 3),
            ("Zm9vYmFyé", 8),
        ] {
            assert_eq!(decode(text), Err(at), "{text}");
        }
    }
}
