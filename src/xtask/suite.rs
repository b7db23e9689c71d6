//! Every test of the project, in three sections, and one line that sums them up.
//!
//! A section that could not run counts as one failure and says why.

pub mod browser;
pub mod e2e;
mod native;
pub mod report;

pub use report::{Report, Tally};

use crate::process::seconds;
use crate::{HELP, Outcome, site};
use std::time::Instant;

/// What to run.
#[derive(Debug, Default, PartialEq)]
pub struct Request {
    /// One section, or all.
    section: Option<Section>,
    /// Whether the end-to-end tests take dist/ as it is.
    skip_build: bool,
    /// Arguments for the runner of the one section.
    extra: Vec<String>,
}

/// A kind of tests, by where they run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Section {
    Native,
    Browser,
    EndToEnd,
}

impl Section {
    const ALL: [Self; 3] = [Self::Native, Self::Browser, Self::EndToEnd];

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Browser => "browser",
            Self::EndToEnd => "e2e",
        }
    }
}

impl Request {
    /// Everything, on the release that is in dist/ already.
    pub fn without_build() -> Self {
        Self { skip_build: true, ..Self::default() }
    }

    /// Reads the arguments after `test`.
    pub fn parse(args: &[String]) -> Outcome<Self> {
        let mut request = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if arg == "--" {
                request.extra = args.cloned().collect();
                break;
            }
            let section = Section::ALL.into_iter().find(|section| section.name() == arg);
            match (section, request.section) {
                (Some(_), None) => request.section = section,
                (None, _) if arg == "--skip-build" => request.skip_build = true,
                _ => return Err(format!("`{arg}` is not understood here.\n\n{HELP}")),
            }
        }
        if request.section.is_none() && !request.extra.is_empty() {
            return Err("arguments after -- need a section to go to".to_owned());
        }
        Ok(request)
    }
}

/// Runs what was asked for and ends with the line that sums it up.
pub fn run(request: &Request) -> Outcome {
    let mut report = Report::default();
    run_into(request, &mut report);
    report.conclude()
}

/// Runs what was asked for as part of something larger.
pub fn run_into(request: &Request, report: &mut Report) {
    for section in Section::ALL {
        if request.section.is_none_or(|wanted| wanted == section) {
            let start = Instant::now();
            println!("\n── {} tests", section.name());
            let outcome = run_section(section, request);
            println!("  {} tests took {}", section.name(), seconds(start.elapsed()));
            report.add(section.name(), outcome);
        }
    }
}

fn run_section(section: Section, request: &Request) -> Outcome<Tally> {
    match section {
        Section::Native => native::run(&request.extra),
        Section::Browser => browser::run(&request.extra),
        Section::EndToEnd => {
            if !request.skip_build {
                site::build(site::Form::Release)?;
            }
            e2e::run(&request.extra)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_choose_a_section_and_reach_its_runner() {
        let parse = |line: &str| {
            Request::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(parse("").unwrap(), Request::default());
        let request = parse("e2e --skip-build -- --grep board").unwrap();
        assert_eq!(request.section, Some(Section::EndToEnd));
        assert!(request.skip_build);
        assert_eq!(request.extra, ["--grep", "board"]);
        for wrong in ["native browser", "other", "-- --grep board"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
