//! Holds the manifest and the service worker to what the rest of the project says: addresses lead to
//! views that exist, colors are one, and nothing is fetched from elsewhere.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

use serde_json::Value;
use throughline_core::route::Route;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn manifest() -> Value {
    serde_json::from_str(&read("src/pwa/manifest.webmanifest")).unwrap()
}

/// The texts at a path such as `icons/src` through lists and objects.
fn texts(value: &Value, path: &str) -> Vec<String> {
    let Some((name, rest)) = path.split_once('/') else {
        return value[path].as_str().map(str::to_owned).into_iter().collect();
    };
    value[name].as_array().into_iter().flatten().flat_map(|one| texts(one, rest)).collect()
}

#[test]
fn every_shortcut_is_an_address_that_stays_as_it_is() {
    let urls = texts(&manifest(), "shortcuts/url");
    assert_eq!(urls.len(), 4);
    for url in urls {
        let (_, hash) = url.split_once('#').unwrap();
        assert_eq!(Route::parse(hash).to_string(), format!("#{hash}"), "{url}");
    }
}

#[test]
fn every_address_of_the_manifest_is_relative() {
    let manifest = manifest();
    let mut all = vec![];
    for path in ["icons/src", "screenshots/src", "shortcuts/url", "file_handlers/action"] {
        all.extend(texts(&manifest, path));
    }
    all.extend(["start_url", "scope"].map(|name| manifest[name].as_str().unwrap().to_owned()));
    all.push(manifest["share_target"]["action"].as_str().unwrap().to_owned());
    assert!(all.len() > 10);
    for url in all {
        assert!(!url.starts_with('/') && !url.contains("://"), "{url} works in one folder only");
    }
}

#[test]
fn icons_are_there_in_the_sizes_that_are_asked_for() {
    let manifest = manifest();
    let mut found = Vec::new();
    for icon in manifest["icons"].as_array().unwrap() {
        let path = format!("src/pwa/{}", icon["src"].as_str().unwrap());
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
        // The first chunk of a PNG says its width and height (RFC 2083, 4.1.1).
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(icon["sizes"], format!("{}x{}", side(16), side(20)), "{path}");
        assert!(bytes.len() < 32_000, "{path} is small");
        found.push(format!("{} {}", icon["sizes"], icon["purpose"]).replace('"', ""));
    }
    assert_eq!(found, ["192x192 any", "512x512 any", "512x512 maskable"]);
}

#[test]
fn the_window_has_the_color_of_the_page() {
    let manifest = manifest();
    let page = read("index.html");
    let color = manifest["theme_color"].as_str().unwrap();
    assert_eq!(manifest["background_color"], color);
    let meta = format!("name=\"theme-color\" content=\"{color}\"");
    assert!(page.contains(&meta), "index.html lacks {meta}");
}

#[test]
fn scripts_name_no_other_origin() {
    for path in ["src/pwa/boot.js", "src/pwa/offline.js", "src/pwa/sw.js", "src/pwa/retire.js"] {
        let text = read(path);
        assert!(!text.contains("://") && !text.contains("eval("), "{path}");
    }
}
