//! Names the versions of scripts and sheets in the page that asks for them. Their files have no hash in their
//! names, so an older copy could answer a newer page. It knows no protocol.

use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use crate::{Outcome, project};

/// Files that are asked for with their common version behind their names; the page names the first.
pub const GROUPS: [&[&str]; 3] =
    [&["boot.js", "offline.js"], &["later.css"], &["thread.js", "worker.js", "worker_bg.wasm"]];

/// Stamps the page in the folder that Trunk builds in.
pub fn stamp(folder: &Path) -> Outcome {
    let page = folder.join("index.html");
    let mut text = project::read(&page)?;
    for files in GROUPS {
        let mut hasher = DefaultHasher::new();
        for name in files {
            let path = folder.join(name);
            let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            hasher.write(&bytes);
        }
        let first = files.first().copied().unwrap_or_default();
        // What stands in the page until the version is known.
        let open = format!("{first}?v=0");
        if !text.contains(&open) {
            return Err(format!("{} does not start `{open}`", page.display()));
        }
        text = text.replace(&open, &format!("{first}?v={:016x}", hasher.finish()));
    }
    project::write(&page, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<script src=\"./boot.js?v=0\" data-style=\"./later.css?v=0\" \
                        data-worker=\"./thread.js?v=0\">";

    #[test]
    fn another_worker_has_another_version() {
        let folder = std::env::temp_dir().join(format!("stamp-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut pages = Vec::new();
        for wasm in ["one", "one", "two"] {
            for name in GROUPS.concat() {
                let text = if name.ends_with("wasm") { wasm } else { "script" };
                std::fs::write(folder.join(name), text).unwrap();
            }
            std::fs::write(folder.join("index.html"), PAGE).unwrap();
            stamp(&folder).unwrap();
            pages.push(std::fs::read_to_string(folder.join("index.html")).unwrap());
        }
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(pages[0], pages[1]);
        assert_ne!(pages[1], pages[2]);
        assert!(!pages[2].contains("?v=0\""), "{}", pages[2]);
        // The page's own script is the same all the time.
        let boot = |page: &str| page.split("boot.js").nth(1).map(|rest| rest[..19].to_owned());
        assert_eq!(boot(&pages[0]), boot(&pages[2]));
    }

    #[test]
    fn a_page_without_the_worker_is_an_error() {
        let folder = std::env::temp_dir().join(format!("stamp-none-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for name in GROUPS.concat().into_iter().chain(["index.html"]) {
            std::fs::write(folder.join(name), "").unwrap();
        }
        let said = stamp(&folder).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(said.contains("does not start"), "{said}");
    }
}
