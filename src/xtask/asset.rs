//! The site's files in memory: types, tags and the way from an address to a file.
//!
//! Every file is read once, at the start, and found by its exact name in a map. An address can
//! therefore never reach anything outside the folder. It knows no sockets.

use crate::encoding::{Encoding, pays};
use crate::{Outcome, header};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::sync::OnceLock;

/// Near the best ratio at a fraction of the time of the highest quality.
const SERVED_QUALITY: u32 = 9;

/// One file of the site, with its compressed forms once somebody asked for them.
pub struct Asset {
    /// The value of `Content-Type`.
    pub mime: &'static str,
    /// The value of `Cache-Control`.
    pub cache: &'static str,
    /// Identifies the content, without quotes and encoding.
    tag: String,
    bytes: Vec<u8>,
    brotli: OnceLock<Vec<u8>>,
    gzip: OnceLock<Vec<u8>>,
}

/// All files of a site, by address.
pub struct Assets(BTreeMap<String, Asset>);

impl Assets {
    /// Reads a folder; an unreadable one, or one without a page, is an error.
    pub fn load(folder: &Path) -> Outcome<Self> {
        let mut files = BTreeMap::new();
        read_folder(folder, "", &mut files)?;
        if !files.contains_key("index.html") {
            return Err(format!(
                "{} holds no index.html; build the site first (`cargo xtask build`)",
                folder.display()
            ));
        }
        Ok(Self(files))
    }

    /// Returns the file that an address means, if there is one.
    pub fn find(&self, address: &str) -> Option<&Asset> {
        self.0.get(&file_name(address)?)
    }

    /// Compresses what clients will ask for, on all cores, so that the first visit is no slower.
    pub fn warm_up(&self) {
        std::thread::scope(|scope| {
            for asset in self.0.values() {
                scope.spawn(|| asset.body(Encoding::Brotli));
            }
        });
    }

    /// Lists names and files.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.0.iter().map(|(name, asset)| (name.as_str(), asset))
    }
}

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        Self {
            mime: mime(name),
            cache: header::cache_control(name),
            tag: format!("{:x}-{:x}", bytes.len(), hasher.finish()),
            bytes,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// Chooses the form to send: the negotiated one, unless compressing does not pay.
    pub fn best(&self, negotiated: Encoding) -> Encoding {
        if pays(self.mime) && self.bytes.len() > 256 { negotiated } else { Encoding::Identity }
    }

    /// Returns the bytes in a form, compressing them on the first call.
    pub fn body(&self, encoding: Encoding) -> &[u8] {
        let pack = || encoding.encode(&self.bytes, SERVED_QUALITY);
        match self.best(encoding) {
            Encoding::Brotli => self.brotli.get_or_init(pack),
            Encoding::Gzip => self.gzip.get_or_init(pack),
            Encoding::Identity => &self.bytes,
        }
    }

    /// Returns the entity tag of a form: each form has its own (RFC 9110, 8.8.3.3).
    pub fn entity_tag(&self, encoding: Encoding) -> String {
        match encoding.name() {
            Some(name) => format!("\"{}-{name}\"", self.tag),
            None => format!("\"{}\"", self.tag),
        }
    }
}

/// Whether an `If-None-Match` header names a tag (weak comparison, RFC 9110, 13.1.2).
pub fn is_known(if_none_match: Option<&str>, tag: &str) -> bool {
    let Some(header) = if_none_match else { return false };
    header.trim() == "*" || header.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

/// Turns an address into a file's name: no query, decoded, folders mean their index.html.
/// An address that cannot name a file gives none.
fn file_name(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    let mut name = decode(path)?;
    if name.is_empty() || name.ends_with('/') {
        name.push_str("index.html");
    }
    Some(name)
}

/// Decodes `%41`; a broken escape or bytes that are not text give none.
fn decode(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = char::from(bytes.next()?).to_digit(16)?;
            let low = char::from(bytes.next()?).to_digit(16)?;
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Asset>) -> Outcome {
    let fail = |e: std::io::Error| format!("cannot read {}: {e}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        // A link is not followed: what is served lies in the folder itself.
        let kind = entry.file_type().map_err(fail)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        // Trunk's staging folder, if a build was interrupted.
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        if kind.is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files)?;
        } else if kind.is_file() {
            let bytes = std::fs::read(entry.path()).map_err(fail)?;
            let asset = Asset::new(&name, bytes);
            files.insert(name, asset);
        }
    }
    Ok(())
}

/// Returns the type of a file by its name; what is unknown is only bytes.
pub fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets() -> Assets {
        let file = |name: &str| (name.to_owned(), Asset::new(name, name.repeat(100).into_bytes()));
        Assets(["index.html", "boot.js", "a b.txt", "help/index.html"].map(file).into())
    }

    #[test]
    fn an_address_finds_its_file_and_nothing_else() {
        let cases = [
            ("/", Some("index.html")),
            ("/?source=pwa", Some("index.html")),
            ("/index.html", Some("index.html")),
            ("/boot.js?v=1", Some("boot.js")),
            ("/a%20b.txt", Some("a b.txt")),
            ("/help/", Some("help/index.html")),
            ("/help", None),
            ("/missing.js", None),
            ("/../Cargo.toml", None),
            ("/%2e%2e/Cargo.toml", None),
            ("/help/../boot.js", None),
            ("//etc/passwd", None),
            ("/..%2fCargo.toml", None),
            ("/boot.js%00", None),
            ("/%zz", None),
            ("/%ff", None),
            ("boot.js", None),
            ("http://elsewhere/boot.js", None),
            ("*", None),
        ];
        let assets = assets();
        for (address, expected) in cases {
            let found = assets.find(address).map(|asset| asset.bytes.clone());
            assert_eq!(found, expected.map(|n| n.repeat(100).into_bytes()), "{address}");
        }
    }

    #[test]
    fn types_follow_the_extension() {
        let cases = [
            ("throughline_bg.wasm", "application/wasm"),
            ("boot.js", "text/javascript; charset=utf-8"),
            ("main.css", "text/css; charset=utf-8"),
            ("app.webmanifest", "application/manifest+json"),
            ("icon.svg", "image/svg+xml"),
            ("LICENSE", "application/octet-stream"),
        ];
        for (name, expected) in cases {
            assert_eq!(mime(name), expected, "{name}");
        }
    }

    #[test]
    fn a_tag_changes_with_content_and_form() {
        let one = Asset::new("a.css", vec![b'a'; 1000]);
        let two = Asset::new("a.css", vec![b'b'; 1000]);
        let plain = one.entity_tag(Encoding::Identity);
        assert_ne!(plain, two.entity_tag(Encoding::Identity));
        assert_ne!(plain, one.entity_tag(Encoding::Brotli));
        for (header, expected) in [
            (Some(plain.clone()), true),
            (Some(format!("\"x\", W/{plain}")), true),
            (Some("*".to_owned()), true),
            (Some("\"x\"".to_owned()), false),
            (None, false),
        ] {
            assert_eq!(is_known(header.as_deref(), &plain), expected, "{header:?}");
        }
    }

    #[test]
    fn small_files_and_pictures_are_not_compressed() {
        let body =
            |name: &str, n: usize| Asset::new(name, vec![b'a'; n]).body(Encoding::Brotli).len() < n;
        assert!(body("a.css", 1000));
        assert!(!body("a.css", 100) && !body("a.png", 1000));
    }
}
