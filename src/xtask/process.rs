//! Runs other programs: streamed, captured or watched, with times. It does not know which.

use crate::Outcome;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Says what is about to happen.
pub fn say(text: &str) {
    println!("· {text}");
}

/// Says what took how long, if it took long enough to be noticed.
pub fn say_time(text: &str, start: Instant) {
    let taken = start.elapsed();
    if taken >= Duration::from_secs(1) {
        println!("  {text}: {}", seconds(taken));
    }
}

/// Formats a duration as a person says it, from tenths of seconds to minutes.
pub fn seconds(taken: Duration) -> String {
    let whole = taken.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", taken.as_secs_f64())
    }
}

/// Runs a program with the terminal's own output; anything but success is an error.
pub fn run(command: &mut Command) -> Outcome {
    let name = name(command);
    let status = command.status().map_err(|e| format!("cannot start {name}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} ended with {status}")) }
}

/// Runs a program silently and returns its standard output, or its errors as the message.
pub fn capture(command: &mut Command) -> Outcome<String> {
    let name = name(command);
    let output =
        command.stdin(Stdio::null()).output().map_err(|e| format!("cannot start {name}: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// Runs a program, passing each line of its output on while also handing it to `see`.
/// Returns whether the program succeeded.
pub fn tee(command: &mut Command, mut see: impl FnMut(&str)) -> Outcome<bool> {
    let name = name(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|e| format!("cannot start {name}: {e}"))?;
    if let Some(out) = child.stdout.take() {
        for_lines(out, |line| {
            println!("{line}");
            see(line);
        });
    }
    let status = child.wait().map_err(|e| format!("lost {name}: {e}"))?;
    Ok(status.success())
}

/// Runs a long, talkative program quietly: a sign of life every quarter of a minute, and its last
/// lines only if it fails.
pub fn run_quietly(command: &mut Command) -> Outcome {
    let name = name(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("cannot start {name}: {e}"))?;
    let last = watch(&mut child);
    let status = child.wait().map_err(|e| format!("lost {name}: {e}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{name} ended with {status}:\n{}", last.join("\n")))
}

fn watch(child: &mut Child) -> Vec<String> {
    let start = Instant::now();
    let mut told = start;
    let mut last: Vec<String> = Vec::new();
    let mut compiled = 0;
    if let Some(errors) = child.stderr.take() {
        for_lines(errors, |line| {
            compiled += usize::from(line.trim_start().starts_with("Compiling"));
            if last.len() == 20 {
                last.remove(0);
            }
            last.push(line.to_owned());
            if told.elapsed() >= Duration::from_secs(15) {
                told = Instant::now();
                println!("    … {}, {compiled} crates", seconds(start.elapsed()));
            }
        });
    }
    last
}

fn for_lines(source: impl Read, mut each: impl FnMut(&str)) {
    let mut source = BufReader::new(source);
    let mut line = Vec::new();
    while matches!(source.read_until(b'\n', &mut line), Ok(n) if n > 0) {
        each(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
        line.clear();
    }
}

fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or_default().to_string_lossy()];
    words.extend(command.get_args().take(2).map(|arg| arg.to_string_lossy()));
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_seconds_and_minutes() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(61)), "1 min 01 s");
    }

    #[test]
    fn a_program_that_is_missing_is_an_error_with_its_name() {
        let message = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(message.contains("no-such-program-here"), "{message}");
    }

    #[test]
    fn lines_are_split_even_when_they_are_not_text() {
        let mut seen = Vec::new();
        for_lines(&b"one\r\ntwo \xff\nthree"[..], |line| seen.push(line.to_owned()));
        assert_eq!(seen, ["one", "two \u{fffd}", "three"]);
    }
}
