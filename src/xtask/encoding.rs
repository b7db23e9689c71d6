//! Content encodings: which a client takes, and the compressing itself. It knows no files.

use std::io::Write;

/// A form in which bytes may travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// As they are.
    Identity,
}

impl Encoding {
    /// The name in `Content-Encoding`; none for bytes as they are.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// Compresses bytes; quality is brotli's, 0 to 11.
    pub fn encode(self, bytes: &[u8], quality: u32) -> Vec<u8> {
        match self {
            Self::Brotli => brotli(bytes, quality),
            Self::Gzip => gzip(bytes),
            Self::Identity => bytes.to_vec(),
        }
    }
}

/// Chooses the best form that an `Accept-Encoding` header allows (RFC 9110, 12.5.3).
pub fn negotiate(accepted: Option<&str>) -> Encoding {
    let header = accepted.unwrap_or_default();
    let candidates = [Encoding::Brotli, Encoding::Gzip];
    let best = candidates
        .into_iter()
        .filter_map(|encoding| Some((encoding, weight(header, encoding.name()?))))
        .filter(|(_, weight)| *weight > 0.0)
        // The first of equals wins, so brotli before gzip.
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Encoding::Identity, |(encoding, _)| encoding)
}

/// Whether compressing this type of content pays: pictures and archives are compressed already.
pub fn pays(mime: &str) -> bool {
    mime.starts_with("text/")
        || mime.contains("json")
        || mime == "application/wasm"
        || mime == "image/svg+xml"
}

/// The weight that a header gives to a coding: its own, else that of `*`, else none.
fn weight(header: &str, coding: &str) -> f32 {
    let find = |wanted: &str| {
        header.split(',').find_map(|part| {
            let mut words = part.split(';').map(str::trim);
            let name = words.next()?;
            let is_it = name.eq_ignore_ascii_case(wanted)
                || (wanted == "gzip" && name.eq_ignore_ascii_case("x-gzip"));
            if !is_it {
                return None;
            }
            let q = words.find_map(|word| word.strip_prefix("q=").or(word.strip_prefix("Q=")));
            // A weight that nobody can read is no wish at all.
            Some(q.map_or(1.0, |q| q.trim().parse().unwrap_or(0.0)))
        })
    };
    find(coding).or_else(|| find("*")).unwrap_or(0.0)
}

fn brotli(bytes: &[u8], quality: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
    // Writing to memory cannot fail; an empty result would show in every test and size.
    let written = writer.write_all(bytes).and_then(|()| writer.flush());
    drop(writer);
    debug_assert!(written.is_ok(), "BUG: writing to memory failed");
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(7));
    let written = writer.write_all(bytes);
    debug_assert!(written.is_ok(), "BUG: writing to memory failed");
    writer.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn the_best_accepted_form_is_chosen() {
        let cases = [
            (None, Encoding::Identity),
            (Some(""), Encoding::Identity),
            (Some("gzip, deflate, br, zstd"), Encoding::Brotli),
            (Some("gzip"), Encoding::Gzip),
            (Some("BR"), Encoding::Brotli),
            (Some("br;q=0, gzip"), Encoding::Gzip),
            (Some("br;q=0.5, gzip;q=0.8"), Encoding::Gzip),
            (Some("br; q=1.0, gzip; q=1.0"), Encoding::Brotli),
            (Some("*"), Encoding::Brotli),
            (Some("*;q=0"), Encoding::Identity),
            (Some("br;q=x"), Encoding::Identity),
            (Some("identity"), Encoding::Identity),
            (Some("brotli"), Encoding::Identity),
        ];
        for (header, expected) in cases {
            assert_eq!(negotiate(header), expected, "{header:?}");
        }
    }

    #[test]
    fn what_is_compressed_comes_back_the_same() {
        let bytes: Vec<u8> = (0..100_000_u32).flat_map(|n| (n / 7).to_le_bytes()).collect();
        for quality in [5, 9, 11] {
            let packed = Encoding::Brotli.encode(&bytes, quality);
            let mut back = Vec::new();
            brotli::Decompressor::new(&packed[..], 4096).read_to_end(&mut back).unwrap();
            assert!(back == bytes && packed.len() < bytes.len());
        }
        let packed = Encoding::Gzip.encode(&bytes, 0);
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
        assert!(back == bytes);
    }

    #[test]
    fn pictures_travel_as_they_are() {
        assert!(pays("application/wasm") && pays("text/css; charset=utf-8"));
        assert!(pays("application/manifest+json") && pays("image/svg+xml"));
        assert!(!pays("image/png") && !pays("font/woff2"));
    }
}
