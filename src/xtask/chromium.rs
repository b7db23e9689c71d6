//! Chromium and its driver, for the tests: found, or installed where apt can. It runs no tests.

use crate::process::{capture, run, say, say_time};
use crate::tool::on_path;
use crate::{Outcome, project};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DRIVER_FOLDERS: &[&str] =
    &["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/homebrew/bin", "/usr/local/bin"];

/// Finds Chromium or Chrome: `$CHROMIUM`, then the usual places; installs it where it can.
pub fn find() -> Outcome<PathBuf> {
    if let Some(chosen) = named_by("CHROMIUM")? {
        return Ok(chosen);
    }
    if let Some(found) = present_browser() {
        return Ok(found);
    }
    install()?;
    present_browser().ok_or_else(|| advice("Chromium", "CHROMIUM"))
}

/// Finds chromedriver: `$CHROMEDRIVER`, then the usual places; installs it where it can.
pub fn find_driver() -> Outcome<PathBuf> {
    if let Some(chosen) = named_by("CHROMEDRIVER")? {
        return Ok(chosen);
    }
    if let Some(found) = present_driver() {
        return Ok(found);
    }
    install()?;
    present_driver().ok_or_else(|| advice("chromedriver", "CHROMEDRIVER"))
}

/// Says so when browser and driver are of different generations: the driver refuses then.
pub fn check_pair(browser: &Path, driver: &Path) -> Outcome {
    let version = |program: &Path| {
        capture(Command::new(program).arg("--version")).ok().and_then(|text| major(&text))
    };
    match (version(browser), version(driver)) {
        (Some(a), Some(b)) if a != b => Err(format!(
            "the browser is version {a} and its driver {b}; they must be the same. \
             Set CHROMIUM and CHROMEDRIVER to a pair that matches."
        )),
        _ => Ok(()),
    }
}

fn named_by(variable: &str) -> Outcome<Option<PathBuf>> {
    let Some(value) = std::env::var_os(variable).filter(|v| !v.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(value);
    if path.is_file() {
        return Ok(Some(path));
    }
    let name = path.to_string_lossy();
    on_path(&name)
        .map(Some)
        .ok_or_else(|| format!("${variable} names {name}, which is not a program here"))
}

fn present_browser() -> Option<PathBuf> {
    let mac = MAC.iter().map(PathBuf::from).find(|path| path.is_file());
    BROWSERS.iter().find_map(|name| on_path(name)).or(mac)
}

fn present_driver() -> Option<PathBuf> {
    let hosted = std::env::var_os("CHROMEWEBDRIVER").map(PathBuf::from);
    let folders = hosted.into_iter().chain(DRIVER_FOLDERS.iter().map(PathBuf::from));
    on_path("chromedriver")
        .or_else(|| folders.map(|folder| folder.join("chromedriver")).find(|path| path.is_file()))
}

fn install() -> Outcome {
    let release = project::read(Path::new("/etc/os-release")).unwrap_or_default();
    let Some(packages) = packages(&release).filter(|_| on_path("apt-get").is_some()) else {
        return Err(advice("Chromium with chromedriver", "CHROMIUM and CHROMEDRIVER"));
    };
    let is_root = capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root && capture(Command::new("sudo").args(["-n", "true"])).is_err() {
        return Err(format!(
            "the tests need Chromium; as an administrator: `apt-get install {}`",
            packages.join(" ")
        ));
    }
    say(&format!("installing {} with apt-get (about a minute)", packages.join(" and ")));
    let start = Instant::now();
    apt(is_root, &["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(packages);
    apt(is_root, &install)?;
    say_time("Chromium installed", start);
    Ok(())
}

fn apt(is_root: bool, args: &[&str]) -> Outcome {
    let mut command = Command::new(if is_root { "apt-get" } else { "sudo" });
    if !is_root {
        command.args(["-n", "apt-get"]);
    }
    run(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Names the packages of a distribution by its os-release file.
fn packages(release: &str) -> Option<Vec<&'static str>> {
    let is = |id: &str| {
        release
            .lines()
            .any(|line| line.strip_prefix("ID=").is_some_and(|value| value.trim_matches('"') == id))
    };
    if is("ubuntu") {
        Some(vec!["chromium-browser", "chromium-chromedriver"])
    } else if is("debian") || release.lines().any(|l| l == "ID_LIKE=debian") {
        Some(vec!["chromium", "chromium-driver"])
    } else {
        None
    }
}

fn advice(what: &str, variables: &str) -> String {
    format!(
        "the tests need {what}, which is not here. Install Chromium (or Chrome) and the \
         chromedriver of the same version, or point {variables} at them."
    )
}

/// Reads the major version from "Chromium 156.0.8078.79 built on …".
fn major(text: &str) -> Option<u32> {
    text.split_whitespace().find_map(|word| {
        let (first, rest) = word.split_once('.')?;
        if rest.is_empty() { None } else { first.parse().ok() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_browsers_say() {
        let cases = [
            ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", Some(156)),
            ("Google Chrome 150.0.7.1", Some(150)),
            ("ChromeDriver 156.0.8078.79 (a21ce95c)", Some(156)),
            ("no version", None),
        ];
        for (text, expected) in cases {
            assert_eq!(major(text), expected, "{text}");
        }
    }

    #[test]
    fn packages_follow_the_distribution() {
        let cases = [
            ("NAME=x\nID=debian\n", Some("chromium-driver")),
            ("ID=ubuntu\nID_LIKE=debian\n", Some("chromium-chromedriver")),
            ("ID=linuxmint\nID_LIKE=debian\n", Some("chromium-driver")),
            ("ID=\"fedora\"\n", None),
        ];
        for (release, expected) in cases {
            let last = packages(release).and_then(|names| names.last().copied());
            assert_eq!(last, expected, "{release}");
        }
    }
}
