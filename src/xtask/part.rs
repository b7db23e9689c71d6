//! Cuts the page's WebAssembly into the part that everybody needs first and those that load when
//! they are opened, and makes all of it as small, or as fast, as its profile asks. It knows no view:
//! what is a part says the source, in src/views/part.rs.
//!
//! Trunk has no step between the compiler and wasm-bindgen, where the cut belongs; so this takes
//! what the compiler made and puts the result in the place of Trunk's.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{capture, run};
use crate::{Outcome, project, tool};

/// What the page's WebAssembly and its script are called.
const NAME: &str = "throughline";

/// Functions stand by their names in the end: what is like one another lies together, which brotli
/// gains 0.7 percent from.
const ORDER: &[&str] = &["--reorder-functions-by-name"];

/// What the WebAssembly of today's browsers has, and the compiler therefore uses.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Puts the parts into the folder that Trunk builds in, under a name that changes with them, and
/// names them in its page.
pub fn cut(staging: &Path, release: bool) -> Outcome {
    let root = project::root()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let profile = if release { "release" } else { "quick" };
    let whole = target.join(tool::WASM).join(profile).join(format!("{NAME}.wasm"));
    let work = target.join("site").join(profile);
    remove(&work)?;
    let made = work.join("app");
    make(&made)?;
    let path = tool::site_tools()?;
    run(Command::new("wasm-split-cli")
        .arg(&whole)
        .arg(&made)
        .args(["--target", "web", "--out-name", NAME])
        .env("PATH", &path))?;
    let main = made.join(format!("{NAME}.wasm"));
    run(Command::new("wasm-bindgen")
        .arg(&main)
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", NAME])
        .arg("--out-dir")
        .arg(&made)
        .env("PATH", &path))?;
    std::fs::remove_file(&main).map_err(|e| format!("{}: {e}", main.display()))?;
    if release {
        let mut jobs: Vec<(PathBuf, &str)> =
            wasm_files(&made)?.into_iter().map(|file| (file, "-Oz")).collect();
        jobs.push((staging.join("worker_bg.wasm"), "-O3"));
        optimize(&jobs, &path)?;
    }
    settle(staging, &made)
}

/// Optimizes files side by side.
fn optimize(jobs: &[(PathBuf, &str)], path: &std::ffi::OsStr) -> Outcome {
    let one = |(file, level): &(PathBuf, &str)| {
        let mut command = Command::new("wasm-opt");
        command
            .arg(file)
            .arg("-o")
            .arg(file)
            .arg(level)
            .args(ORDER)
            .args(FEATURES)
            .env("PATH", path);
        capture(&mut command).map(drop)
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = jobs.iter().map(|job| scope.spawn(move || one(job))).collect();
        running.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err("optimizing stopped early".to_owned()))
        })
    })
}

/// Puts what was made in the place of what Trunk made, and names it in the page.
fn settle(staging: &Path, made: &Path) -> Outcome {
    let page = staging.join("index.html");
    let mut text = project::read(&page)?;
    let folder = format!("app-{:016x}", content(made)?);
    for (attribute, new) in [("data-js", ".js"), ("data-wasm", "_bg.wasm")] {
        let old = value(&text, attribute)
            .ok_or_else(|| format!("{} has no {attribute}", page.display()))?
            .to_owned();
        // The page preloads what it starts, by the same name.
        text = text.replace(&old, &format!("./{folder}/{NAME}{new}"));
        // What Trunk made is one piece, and nothing asks for it any more.
        let _ = std::fs::remove_file(staging.join(old));
    }
    let place = staging.join(&folder);
    std::fs::rename(made, &place).map_err(|e| format!("{}: {e}", place.display()))?;
    project::write(&page, &text)
}

/// Finds the value of an attribute.
fn value<'a>(text: &'a str, attribute: &str) -> Option<&'a str> {
    text.split_once(&format!("{attribute}=\""))?.1.split('"').next()
}

/// Gives a number that changes with the names and bytes of a folder.
fn content(folder: &Path) -> Outcome<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files(folder)? {
        let bytes = std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        hasher.write(file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().as_bytes());
        hasher.write(&bytes);
    }
    Ok(hasher.finish())
}

fn wasm_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut all = files(folder)?;
    all.retain(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    Ok(all)
}

/// Lists the files of a folder and those below it, in the order of their names.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let fail = |e: std::io::Error| format!("cannot read {}: {e}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn make(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))
}

fn remove(folder: &Path) -> Outcome {
    match std::fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("cannot empty {}: {e}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str, part: &str) -> (PathBuf, String) {
        let folder = std::env::temp_dir().join(format!("part-{name}-{}", std::process::id()));
        remove(&folder).unwrap();
        let made = folder.join("made");
        let staging = folder.join("staging");
        make(&made).unwrap();
        make(&staging).unwrap();
        for (file, text) in [("throughline.js", "js"), ("throughline_bg.wasm", part)] {
            project::write(&made.join(file), text).unwrap();
            project::write(&staging.join(format!("old-{file}")), "whole").unwrap();
        }
        let page = "<script data-js=\"./old-throughline.js\" \
                    data-wasm=\"./old-throughline_bg.wasm\"></script>\
                    <link rel=\"modulepreload\" href=\"./old-throughline.js\">";
        project::write(&staging.join("index.html"), page).unwrap();
        settle(&staging, &made).unwrap();
        let page = project::read(&staging.join("index.html")).unwrap();
        (folder, page)
    }

    #[test]
    fn the_page_names_what_is_there_and_the_whole_is_gone() {
        let (folder, page) = site("named", "one");
        let named = value(&page, "data-wasm").unwrap();
        let staging = folder.join("staging");
        assert_eq!(project::read(&staging.join(named)).unwrap(), "one");
        assert!(!staging.join("old-throughline.js").exists());
        assert!(!page.contains("old-"), "{page}");
        assert!(crate::header::is_hashed(named.trim_start_matches("./")));
        remove(&folder).unwrap();
    }

    #[test]
    fn another_part_has_another_name() {
        let ((a, one), (b, same), (c, two)) =
            (site("a", "one"), site("b", "one"), site("c", "two"));
        assert_eq!(one, same);
        assert_ne!(one, two);
        for folder in [a, b, c] {
            remove(&folder).unwrap();
        }
    }
}
