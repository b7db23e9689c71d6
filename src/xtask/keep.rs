//! Lists the site for its service worker: every file with its SHA-256, and one version for all of
//! them. It also brings what the manifest shows before an installation. It knows no browser.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::{Outcome, project, stamp};

/// The service worker before it knows a version and files.
const WORKER: &str = include_str!("../pwa/sw.js");
const MANIFEST: &str = include_str!("../pwa/manifest.webmanifest");
/// What stands in the worker until then.
const OPEN: [&str; 2] = ["const VERSION = '';", "const FILES = {};"];
/// What browsers and shops show of the app before it is installed: nobody needs it without a network.
const SHOWN: &str = "screenshots/";

/// Copies the pictures that the manifest names to where it says.
pub fn copy_pictures(folder: &Path) -> Outcome {
    let from = project::root()?.join("tests/e2e/screenshots");
    let to = folder.join(SHOWN);
    std::fs::create_dir_all(&to).map_err(|e| format!("cannot make {}: {e}", to.display()))?;
    for name in pictures() {
        let (source, target) = (from.join(name), to.join(name));
        std::fs::copy(&source, target).map_err(|e| format!("{}: {e}", source.display()))?;
    }
    Ok(())
}

/// Lists the names of the pictures in the manifest.
fn pictures() -> impl Iterator<Item = &'static str> {
    MANIFEST.split(SHOWN).skip(1).filter_map(|rest| rest.split('"').next())
}

/// Writes the service worker for a folder that holds the rest of the site, and the version into its
/// page. Done again after a change, it gives another version.
pub fn list(folder: &Path) -> Outcome<String> {
    let page = folder.join("index.html");
    let text = set_version(&project::read(&page)?, "0")?;
    project::write(&page, &text)?;
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    files.sort();
    let version = version_of(&files);
    let text = set_version(&text, &version)?;
    project::write(&page, &text)?;
    let mut rows = String::new();
    for (name, hash) in &files {
        let hash = if name == "index.html" { &sum(text.as_bytes()) } else { hash };
        let _ = writeln!(rows, "  '{}': '{hash}',", asked_as(name, &text)?);
    }
    let [open_version, open_files] = OPEN;
    if !OPEN.iter().all(|open| WORKER.contains(open)) {
        return Err(format!("src/pwa/sw.js lacks one of the lines {OPEN:?}"));
    }
    let worker = WORKER
        .replace(open_version, &format!("const VERSION = '{version}';"))
        .replace(open_files, &format!("const FILES = {{\n{rows}}};"));
    project::write(&folder.join("sw.js"), &worker)?;
    Ok(version)
}

/// One name for all that the files and the worker are.
fn version_of(files: &[(String, String)]) -> String {
    let mut all = WORKER.to_owned();
    for (name, hash) in files {
        let _ = writeln!(all, "{name} {hash}");
    }
    let mut version = sum(all.as_bytes());
    version.truncate(16);
    version
}

/// Puts a version into the page, where the script finds it.
fn set_version(page: &str, version: &str) -> Outcome<String> {
    const MARK: &str = "data-version=\"";
    let (before, rest) = page.split_once(MARK).ok_or("index.html has no data-version")?;
    let (_, after) = rest.split_once('"').ok_or("index.html has a data-version without an end")?;
    Ok(format!("{before}{MARK}{version}\"{after}"))
}

/// Tells by what name a file is asked for: with its version behind it, if the page says so.
fn asked_as(name: &str, page: &str) -> Outcome<String> {
    if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b)) {
        return Err(format!("{name}: a file of the site has a plain name"));
    }
    let Some(group) = stamp::GROUPS.iter().find(|files| files.contains(&name)) else {
        return Ok(name.to_owned());
    };
    let first = group.first().copied().unwrap_or_default();
    let version =
        page.split_once(&format!("{first}?v=")).and_then(|(_, rest)| rest.split('"').next());
    let version = version.ok_or_else(|| format!("index.html names no version of {first}"))?;
    Ok(format!("{name}?v={version}"))
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Collects files and their sums, but for the worker itself and what is only shown.
fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Outcome {
    let fail = |e: std::io::Error| format!("cannot read {}: {e}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let name = format!("{prefix}{name}");
        if entry.file_type().map_err(fail)?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else if name != "sw.js" && !name.starts_with(['.']) && !name.starts_with(SHOWN) {
            let bytes = std::fs::read(entry.path()).map_err(fail)?;
            files.push((name, sum(&bytes)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<script src=\"./boot.js?v=ab\" data-version=\"0\" \
                        data-style=\"./later.css?v=ef\" \
                        data-worker=\"./thread.js?v=cd\"></script>";

    fn site(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("keep-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("app-1")).unwrap();
        std::fs::create_dir_all(folder.join("screenshots")).unwrap();
        for file in stamp::GROUPS.concat().into_iter().chain(["app-1/a.js", "screenshots/a.png"]) {
            project::write(&folder.join(file), "text").unwrap();
        }
        project::write(&folder.join("index.html"), PAGE).unwrap();
        folder
    }

    #[test]
    fn the_worker_names_every_file_with_its_sum_and_the_page_the_version() {
        let folder = site("all");
        let version = list(&folder).unwrap();
        let worker = project::read(&folder.join("sw.js")).unwrap();
        let page = project::read(&folder.join("index.html")).unwrap();
        assert!(worker.contains(&format!("const VERSION = '{version}';")), "{worker}");
        assert!(page.contains(&format!("data-version=\"{version}\"")), "{page}");
        for name in ["boot.js?v=ab", "offline.js?v=ab", "worker_bg.wasm?v=cd", "app-1/a.js"] {
            assert!(worker.contains(&format!("'{name}': '{}'", sum(b"text"))), "{name}: {worker}");
        }
        assert!(worker.contains(&format!("'index.html': '{}'", sum(page.as_bytes()))));
        assert!(!worker.contains("'sw.js'") && !worker.contains("a.png"));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_same_site_has_the_same_version_and_another_has_another() {
        let folder = site("again");
        let version = list(&folder).unwrap();
        assert_eq!(list(&folder).unwrap(), version);
        project::write(&folder.join("app-1/a.js"), "other").unwrap();
        let other = list(&folder).unwrap();
        assert_ne!(other, version);
        project::write(&folder.join("app-1/a.js"), "text").unwrap();
        assert_eq!(list(&folder).unwrap(), version, "what is rolled back is the version of before");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_sum_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sum(b"abc"), expected);
    }

    #[test]
    fn the_pictures_of_the_manifest_are_those_of_the_tests() {
        let folder = project::root().unwrap().join("tests/e2e/screenshots");
        assert!(pictures().count() >= 4);
        for name in pictures() {
            assert!(folder.join(name).is_file(), "{name}");
        }
    }
}
