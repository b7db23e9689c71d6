//! Names the version of the background thread in the page that starts it. Trunk gives the files of a
//! worker no hash in their names, so an older copy could answer a newer page. It knows no protocol.

use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use crate::{Outcome, project};

/// What stands in the page until the version is known.
const OPEN: &str = "thread.js?v=0";
/// What the thread consists of.
const FILES: &[&str] = &["thread.js", "worker.js", "worker_bg.wasm"];

/// Stamps the page in the folder that Trunk builds in.
pub fn stamp(folder: &Path) -> Outcome {
    let mut hasher = DefaultHasher::new();
    for name in FILES {
        let path = folder.join(name);
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        hasher.write(&bytes);
    }
    let page = folder.join("index.html");
    let text = project::read(&page)?;
    if !text.contains(OPEN) {
        return Err(format!("{} does not start the worker as `{OPEN}`", page.display()));
    }
    project::write(&page, &text.replace(OPEN, &format!("thread.js?v={:016x}", hasher.finish())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_worker_has_another_version() {
        let folder = std::env::temp_dir().join(format!("stamp-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut pages = Vec::new();
        for wasm in ["one", "one", "two"] {
            for name in FILES {
                std::fs::write(folder.join(name), wasm).unwrap();
            }
            std::fs::write(folder.join("index.html"), format!("<script data-worker=\"./{OPEN}\">"))
                .unwrap();
            stamp(&folder).unwrap();
            pages.push(std::fs::read_to_string(folder.join("index.html")).unwrap());
        }
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(pages[0], pages[1]);
        assert_ne!(pages[1], pages[2]);
        assert!(!pages[2].contains(OPEN), "{}", pages[2]);
    }

    #[test]
    fn a_page_without_the_worker_is_an_error() {
        let folder = std::env::temp_dir().join(format!("stamp-none-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for name in FILES.iter().chain(&["index.html"]) {
            std::fs::write(folder.join(name), "").unwrap();
        }
        let said = stamp(&folder).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(said.contains("does not start the worker"), "{said}");
    }
}
