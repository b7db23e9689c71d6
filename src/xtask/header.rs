//! The headers that a careful host sends with the site. It knows no files and no sockets.

/// The content security policy, the same as in index.html and the README.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    object-src 'none'";

/// Returns the headers that go with every answer, misses included.
pub fn security() -> Vec<(&'static str, String)> {
    vec![
        // A meta tag cannot forbid framing, a header can.
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors 'none'")),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        (
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), \
             midi=(), display-capture=(), browsing-topics=()"
                .to_owned(),
        ),
    ]
}

/// Returns how long a file may be kept: forever when its name holds its hash, else ask each time.
pub fn cache_control(name: &str) -> &'static str {
    if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether a name holds a content hash, as Trunk writes it (`main-0123456789abcdef.css`) or as the
/// folder of the app's parts has it (`app-0123456789abcdef/throughline.js`).
pub fn is_hashed(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let folder = name.split('/').next().filter(|folder| folder.starts_with("app-"));
    [Some(file), folder].into_iter().flatten().any(|name| {
        name.split(['-', '.', '_']).skip(1).any(|part| {
            (14..=16).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_carries_the_same_policy_as_the_server() {
        let page = include_str!("../../index.html");
        let tag = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
        assert!(page.contains(&tag), "index.html lacks {tag}");
        let head = page.find("<head>").map(|at| page[at + 6..].trim_start());
        let first = head.is_some_and(|head| {
            head.starts_with("<meta charset=\"utf-8\">") || head.starts_with(&tag)
        });
        assert!(first, "the policy comes before anything that loads");
    }

    #[test]
    fn only_names_with_a_hash_are_kept_forever() {
        let cases = [
            ("throughline-6d1b0c5d1e8f9a7b_bg.wasm", true),
            ("throughline-6d1b0c5d1e8f9a7b.js", true),
            ("main-0123456789abcdef.css", true),
            ("snippets/gloo-0123456789abcdef/inline0.js", false),
            ("app-0123456789abcdef/throughline.js", true),
            ("index.html", false),
            ("boot.js", false),
            ("sw.js", false),
            ("worker_bg.wasm", false),
            ("apple-touch-icon.png", false),
        ];
        for (name, expected) in cases {
            assert_eq!(is_hashed(name), expected, "{name}");
        }
    }

    #[test]
    fn framing_is_forbidden() {
        let policy = &security()[0].1;
        assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    }
}
