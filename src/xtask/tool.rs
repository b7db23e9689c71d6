//! The build tools: found on the machine, or installed once per user. It builds no site.
//!
//! Tools live in a cache folder of the user, one folder per tool and version, so that a second
//! clone finds them. An installation goes to a `.partial` folder and is renamed when it is
//! complete: an interrupted one is taken up again, never trusted.

use crate::process::{capture, run, run_quietly, say, say_time};
use crate::{Outcome, project};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Trunk drives the release build.
const TRUNK: &str = "0.21.14";
/// Binaryen's `wasm-opt`, from its npm package.
const BINARYEN: &str = "132.0.0";
/// Cuts off the parts of the page that load when they are needed.
const WASM_SPLIT: &str = "0.2.4";
/// Checks licenses and sources of the dependencies.
const CARGO_DENY: &str = "0.20.2";

/// The target of the application.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure of the folder that holds every tool and returns it.
fn cache() -> Outcome<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = folder("XDG_CACHE_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".cache")))
        .or_else(|| folder("LOCALAPPDATA"))
        .ok_or("neither XDG_CACHE_HOME nor HOME is set, so tools have no home")?;
    let cache = base.join("throughline-tools");
    std::fs::create_dir_all(&cache).map_err(|e| format!("cannot make {}: {e}", cache.display()))?;
    Ok(cache)
}

/// Makes sure of all that a release build needs and returns the `PATH` that holds it.
pub fn site_tools() -> Outcome<OsString> {
    wasm_target()?;
    let folders = [wasm_bindgen()?, wasm_opt()?, wasm_split()?, trunk()?];
    path_with(&folders)
}

/// Makes sure of the compiler's WebAssembly target.
pub fn wasm_target() -> Outcome {
    let sysroot = capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    say("adding the WebAssembly target");
    run(Command::new("rustup").args(["target", "add", WASM])).map_err(|e| {
        format!("{e}\nThe compiler has no {WASM} target; with rustup: `rustup target add {WASM}`.")
    })
}

/// Returns the folder of `wasm-bindgen` in exactly the version of Cargo.lock.
pub fn wasm_bindgen() -> Outcome<PathBuf> {
    let version = project::locked_version("wasm-bindgen")?;
    cargo_tool(&CargoTool {
        krate: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: &version,
        extra: &[],
        minutes: 3,
    })
}

/// Returns the folder of `wasm-split-cli`.
pub fn wasm_split() -> Outcome<PathBuf> {
    cargo_tool(&CargoTool {
        krate: "wasm_split_cli_support",
        program: "wasm-split-cli",
        version: WASM_SPLIT,
        extra: &["--locked", "--features", "build-binary"],
        minutes: 1,
    })
}

/// Returns the folder of Trunk.
pub fn trunk() -> Outcome<PathBuf> {
    cargo_tool(&CargoTool {
        krate: "trunk",
        program: "trunk",
        version: TRUNK,
        extra: &["--locked", "--no-default-features", "--features", "rustls"],
        minutes: 3,
    })
}

/// Returns the folder of `cargo-deny`.
pub fn cargo_deny() -> Outcome<PathBuf> {
    cargo_tool(&CargoTool {
        krate: "cargo-deny",
        program: "cargo-deny",
        version: CARGO_DENY,
        extra: &["--locked", "--no-default-features"],
        minutes: 2,
    })
}

/// Returns the folder of `wasm-opt`.
pub fn wasm_opt() -> Outcome<PathBuf> {
    let done = cache()?.join(format!("binaryen-{BINARYEN}"));
    let bin = done.join("node_modules/.bin");
    if bin.join(program("wasm-opt")).exists() {
        return Ok(bin);
    }
    say(&format!("installing wasm-opt (binaryen {BINARYEN} from npm), once per user"));
    let start = Instant::now();
    let partial = cache()?.join(format!(".partial-binaryen-{BINARYEN}"));
    project::write(&partial.join("package.json"), "{ \"private\": true }\n")?;
    let package = format!("binaryen@{BINARYEN}");
    run_quietly(
        npm().args(["install", "--no-audit", "--no-fund", &package]).current_dir(&partial),
    )?;
    settle(&partial, &done)?;
    say_time("wasm-opt installed", start);
    Ok(bin)
}

/// Prepares a call of npm; Windows knows it under another name.
pub fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Puts folders before the ones that `PATH` has.
pub fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let present = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&present));
    std::env::join_paths(all).map_err(|e| format!("a tool's folder does not fit in PATH: {e}"))
}

/// Finds a program by its name in the folders of `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program(name))).find(|p| p.is_file())
}

struct CargoTool<'a> {
    krate: &'a str,
    program: &'a str,
    version: &'a str,
    extra: &'a [&'a str],
    /// About how long it takes on two cores, for the message.
    minutes: u32,
}

fn cargo_tool(tool: &CargoTool<'_>) -> Outcome<PathBuf> {
    let CargoTool { krate, program: name, version, .. } = *tool;
    let done = cache()?.join(format!("{krate}-{version}"));
    let bin = done.join("bin");
    if bin.join(program(name)).is_file() {
        return Ok(bin);
    }
    if let Some(found) = on_path(name)
        && capture(Command::new(&found).arg("--version")).is_ok_and(|v| says_version(&v, version))
        && let Some(folder) = found.parent()
    {
        return Ok(folder.to_path_buf());
    }
    let minutes = tool.minutes;
    say(&format!("installing {krate} {version}, once per user (some {minutes} min on two cores)"));
    let start = Instant::now();
    let partial = cache()?.join(format!(".partial-{krate}-{version}"));
    let build = cache()?.join(format!(".build-{krate}-{version}"));
    let mut install = Command::new("cargo");
    install
        .args(["install", krate, "--version", version])
        .args(tool.extra)
        .arg("--root")
        .arg(&partial)
        .env("CARGO_TARGET_DIR", &build)
        // Outside the project: its settings are not the tool's.
        .current_dir(cache()?);
    // A tool runs for seconds: the time to optimize it is never earned back.
    for (name, value) in [
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
        ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ] {
        install.env(name, value);
    }
    run_quietly(&mut install)?;
    settle(&partial, &done)?;
    // What it was built from has done its work; a leftover costs only room.
    let _ = std::fs::remove_dir_all(&build);
    say_time(&format!("{krate} installed"), start);
    Ok(bin)
}

/// Makes a complete installation visible under its final name, in one step.
fn settle(partial: &Path, done: &Path) -> Outcome {
    match std::fs::rename(partial, done) {
        Ok(()) => Ok(()),
        // Another terminal was faster with the same tool.
        Err(_) if done.is_dir() => Ok(()),
        Err(e) => Err(format!("cannot put {} in place: {e}", done.display())),
    }
}

/// Whether the answer to `--version` ("trunk 0.21.14", with or without a commit) names a version.
fn says_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word.trim_start_matches('v') == version)
}

fn program(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_recognized_whole() {
        let cases = [
            ("wasm-bindgen 0.2.130\n", "0.2.130", true),
            ("wasm-bindgen 0.2.130 (abc)\n", "0.2.130", true),
            ("trunk v0.21.14", "0.21.14", true),
            ("wasm-bindgen 0.2.130", "0.2.13", false),
        ];
        for (answer, version, expected) in cases {
            assert_eq!(says_version(answer, version), expected, "{answer} {version}");
        }
    }

    #[test]
    fn a_second_installation_of_the_same_tool_settles_too() {
        let folder = std::env::temp_dir().join(format!("xtask-settle-{}", std::process::id()));
        let (partial, done) = (folder.join("partial"), folder.join("done"));
        std::fs::create_dir_all(&partial).unwrap();
        assert!(settle(&partial, &done).is_ok());
        assert!(settle(&partial, &done).is_ok(), "it is there already");
        assert!(settle(&partial, &folder.join("other")).is_err(), "nothing to put in place");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
