//! Deflates text and packs bytes fifteen bits to a UTF-16 unit; knows nothing of keys or checksums.
//!
//! Local storage counts UTF-16 units, Rust strings cannot hold lone surrogates. The 32,768 scalar
//! values from U+3400 to U+B3FF are free of surrogates, controls and non-characters, take one
//! UTF-16 unit and exactly three UTF-8 bytes each: fifteen bytes become eight units. The first unit
//! says how many bytes stand in the last, incomplete group.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

const FIRST: u64 = 0x3400;
const GROUP: usize = 15;

/// Measured natively on 10,000 items, 2.8 MB of JSON: level 1 gives 438,000 units at 210 MB/s,
/// level 3 gives 314,000 at 59 MB/s, level 6 gives 282,000 at 24 MB/s. A hundred thousand items
/// need level 2 at least to fit; above level 3 the time grows faster than the room.
const LEVEL: u8 = 3;

/// Deflates a text and packs the result.
pub fn shrink(text: &str) -> String {
    pack(&compress_to_vec(text.as_bytes(), LEVEL))
}

/// Reverses [`shrink`]; `None` when the packed text is malformed or yields more than `limit` bytes.
pub fn inflate(packed: &str, limit: usize) -> Option<String> {
    let bytes = decompress_to_vec_with_limit(&unpack(packed)?, limit).ok()?;
    String::from_utf8(bytes).ok()
}

/// Packs bytes into a text of `1 + 8 n / 15` UTF-16 units, rounded up.
pub fn pack(bytes: &[u8]) -> String {
    let (groups, rest) = bytes.as_chunks::<GROUP>();
    let mut out = Vec::with_capacity(3 * (1 + 8 * (groups.len() + 1)));
    out.extend_from_slice(&letter(rest.len() as u64));
    for group in groups {
        out.extend_from_slice(&spread(group));
    }
    if !rest.is_empty() {
        let mut group = [0; GROUP];
        for (to, from) in group.iter_mut().zip(rest) {
            *to = *from;
        }
        out.extend(spread(&group).iter().take(3 * tail_units(rest.len())));
    }
    // The letters are valid UTF-8 by construction, so the fallback is never used.
    String::from_utf8(out).unwrap_or_default()
}

/// Reverses [`pack`]; `None` when the text was not made by it.
pub fn unpack(packed: &str) -> Option<Vec<u8>> {
    let (first, units) = packed.as_bytes().split_first_chunk::<3>()?;
    let n_rest = usize::try_from(value(*first)).ok().filter(|n| *n < GROUP)?;
    let n_whole = units.len().checked_sub(3 * tail_units(n_rest))?;
    let (groups, tail) = units.split_at_checked(n_whole)?;
    if !groups.len().is_multiple_of(24) {
        return None;
    }
    let mut out = Vec::with_capacity(units.len() / 24 * GROUP + GROUP);
    let mut excess = 0;
    for group in groups.as_chunks::<24>().0 {
        out.extend_from_slice(&gather(group, &mut excess));
    }
    if n_rest > 0 {
        let mut group = spread(&[0; GROUP]);
        for (to, from) in group.iter_mut().zip(tail) {
            *to = *from;
        }
        out.extend(gather(&group, &mut excess).iter().take(n_rest));
    }
    (excess >> 15 == 0).then_some(out)
}

/// Returns how many units hold the last `n` bytes.
fn tail_units(n: usize) -> usize {
    (8 * n).div_ceil(15)
}

/// Returns the UTF-8 bytes of the scalar value for fifteen bits.
fn letter(bits: u64) -> [u8; 3] {
    let scalar = FIRST + bits;
    [0xE0 | (scalar >> 12) as u8, 0x80 | ((scalar >> 6) & 0x3F) as u8, 0x80 | (scalar & 0x3F) as u8]
}

/// Reverses [`letter`]; anything that is no letter gives a value of 2^15 or more.
fn value([a, b, c]: [u8; 3]) -> u64 {
    // A first byte other than 0b1110_xxxx leaves bits above the sixteenth.
    let scalar = (u64::from(a ^ 0xE0) << 12) | (u64::from(b & 0x3F) << 6) | u64::from(c & 0x3F);
    scalar.wrapping_sub(FIRST)
}

fn spread(group: &[u8; GROUP]) -> [u8; 24] {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = *group;
    let high = (u64::from_be_bytes([0, a, b, c, d, e, f, g]) << 4) | u64::from(h >> 4);
    let low = u64::from_be_bytes([h & 0x0F, i, j, k, l, m, n, o]);
    let bits = [high >> 45, high >> 30, high >> 15, high, low >> 45, low >> 30, low >> 15, low];
    let mut out = [0; 24];
    for (to, bits) in out.as_chunks_mut::<3>().0.iter_mut().zip(bits) {
        *to = letter(bits & 0x7FFF);
    }
    out
}

fn gather(group: &[u8; 24], excess: &mut u64) -> [u8; GROUP] {
    let mut bits = [0; 8];
    for (to, letter) in bits.iter_mut().zip(group.as_chunks::<3>().0) {
        *to = value(*letter);
        *excess |= *to;
    }
    let [p, q, r, s, t, u, v, w] = bits;
    let high = (p << 45) | (q << 30) | (r << 15) | s;
    let low = (t << 45) | (u << 30) | (v << 15) | w;
    let [_, a, b, c, d, e, f, g] = (high >> 4).to_be_bytes();
    let [h, i, j, k, l, m, n, o] = low.to_be_bytes();
    [a, b, c, d, e, f, g, ((high & 0x0F) as u8) << 4 | h, i, j, k, l, m, n, o]
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

    use super::{inflate, pack, shrink, unpack};

    #[test]
    fn every_length_packs_densely_and_back() {
        for n in 0..200 {
            for fill in [0x00, 0xFF, 0xA5] {
                let bytes = vec![fill; n];
                let packed = pack(&bytes);
                assert_eq!(packed.encode_utf16().count(), 1 + (8 * n).div_ceil(15), "{n}");
                assert!(packed.chars().all(|c| ('\u{3400}'..='\u{b3ff}').contains(&c)));
                assert_eq!(unpack(&packed), Some(bytes));
            }
        }
    }

    #[test]
    fn texts_that_were_not_packed_are_refused() {
        let cut: String = pack(b"hello, hello, hello").chars().skip(1).collect();
        for text in ["", "a", "abc", "\u{3400}x", "\u{b400}", "é", "🦀", "\u{3401}", &cut] {
            assert_eq!(unpack(text), None, "{text}");
        }
        assert_eq!(inflate(&shrink(&"a".repeat(1000)), 999), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn bytes_pack_and_unpack(bytes in vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(unpack(&pack(&bytes)), Some(bytes));
        }

        #[test]
        fn texts_shrink_and_inflate(text in any::<String>(), n in 1..50_usize) {
            let text = text.repeat(n);
            prop_assert_eq!(inflate(&shrink(&text), text.len()), Some(text));
        }

        #[test]
        fn unpacking_anything_does_not_panic(text in any::<String>()) {
            let _ = inflate(&text, 1000);
            if let Some(bytes) = unpack(&text) {
                prop_assert!(pack(&bytes).len() == text.len());
            }
        }
    }
}
