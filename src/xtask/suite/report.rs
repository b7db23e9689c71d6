//! Counts of tests, from what runners print, and their sum. It runs nothing.

use crate::Outcome;
use serde_json::Value;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, or could not run.
    pub failed: u64,
}

impl Tally {
    /// Adds the counts of a line such as `test result: ok. 3 passed; 1 failed; 0 ignored; …`, as
    /// Rust's test harness and wasm-bindgen's runner print it. Other lines change nothing.
    pub fn add_line(&mut self, line: &str) {
        let Some(counts) = line.trim().strip_prefix("test result:") else { return };
        let before = |word: &str| -> u64 {
            let number = counts.split(word).next().filter(|head| head.len() < counts.len());
            number.and_then(|head| head.split_whitespace().last()?.parse().ok()).unwrap_or(0)
        };
        self.passed += before(" passed");
        self.failed += before(" failed");
    }

    /// Judges a run by its counts and its exit: a run that failed without a failed test (it did
    /// not compile, it crashed) counts as one failure; one that ran nothing at all is an error.
    pub fn judge(mut self, succeeded: bool, what: &str) -> Outcome<Self> {
        if !succeeded && self.failed == 0 {
            println!("  {what} ended badly without a failed test (see above): counted as failed");
            self.failed = 1;
        }
        if self == Self::default() {
            return Err(format!("{what} ran no test at all"));
        }
        Ok(self)
    }

    /// Reads the counts from Playwright's JSON report. A flaky test, which passed at the second try,
    /// passed; [`flaky`] names it. Errors outside tests count as one failure.
    pub fn from_playwright(report: &str) -> Outcome<Self> {
        let report: Value = serde_json::from_str(report)
            .map_err(|e| format!("the end-to-end report cannot be read: {e}"))?;
        let count = |name: &str| report["stats"][name].as_u64();
        let passed = count("expected").ok_or("the end-to-end report has no counts")?;
        let passed = passed + count("flaky").unwrap_or(0);
        let failed = count("unexpected").unwrap_or(0);
        let broken = report["errors"].as_array().is_some_and(|errors| !errors.is_empty());
        Ok(Self { passed, failed: failed.max(u64::from(broken)) })
    }
}

/// Names the tests of Playwright's JSON report that failed first and then passed.
pub fn flaky(report: &str) -> Vec<String> {
    fn walk(suite: &Value, names: &mut Vec<String>) {
        let list = |key: &str| suite[key].as_array().into_iter().flatten();
        for spec in list("specs") {
            let mut tests = spec["tests"].as_array().into_iter().flatten();
            if tests.any(|test| test["status"] == "flaky") {
                let text = |key: &str| spec[key].as_str().unwrap_or_default().to_owned();
                names.push(format!("{}: {}", text("file"), text("title")));
            }
        }
        list("suites").for_each(|inner| walk(inner, names));
    }
    let mut names = Vec::new();
    walk(&serde_json::from_str(report).unwrap_or_default(), &mut names);
    names
}

/// The sections that ran, for the summary.
#[derive(Default)]
pub struct Report(Vec<(String, Outcome<Tally>)>);

impl Report {
    /// Adds a section.
    pub fn add(&mut self, name: &str, outcome: Outcome<Tally>) {
        if let Err(why) = &outcome {
            println!("  {name} could not run: {why}");
        }
        self.0.push((name.to_owned(), outcome));
    }

    /// Adds a check that either holds or does not.
    pub fn add_check(&mut self, name: &str, outcome: Outcome) {
        self.add(name, outcome.map(|()| Tally { passed: 1, failed: 0 }));
    }

    /// Prints the summary, the plain sum last, and fails if anything did.
    pub fn conclude(self) -> Outcome {
        println!();
        for (name, outcome) in &self.0 {
            match outcome {
                Ok(t) => println!("{name}: {} passed, {} failed", t.passed, t.failed),
                Err(why) => println!("{name}: failed, {}", why.lines().next().unwrap_or_default()),
            }
        }
        let sum = self.sum();
        println!("{} passed, {} failed", sum.passed, sum.failed);
        if sum.failed == 0 { Ok(()) } else { Err(String::new()) }
    }

    fn sum(&self) -> Tally {
        let one_failure = Tally { passed: 0, failed: 1 };
        self.0.iter().fold(Tally::default(), |sum, (_, outcome)| {
            let tally = outcome.as_ref().unwrap_or(&one_failure);
            Tally { passed: sum.passed + tally.passed, failed: sum.failed + tally.failed }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_added_up() {
        let cases = [
            ("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out", (3, 0)),
            ("test result: FAILED. 12 passed; 2 failed; 0 ignored; finished in 0.1s", (12, 2)),
            ("    test result: ok. 1 passed; 0 failed; 0 ignored", (1, 0)),
            ("test a_test_that_says_5 passed; ... ok", (0, 0)),
            ("", (0, 0)),
        ];
        let mut sum = Tally::default();
        for (line, (passed, failed)) in cases {
            let mut tally = Tally::default();
            tally.add_line(line);
            assert_eq!(tally, Tally { passed, failed }, "{line}");
            sum.add_line(line);
        }
        assert_eq!(sum, Tally { passed: 16, failed: 2 });
    }

    #[test]
    fn a_run_that_broke_or_ran_nothing_is_no_success() {
        let some = Tally { passed: 2, failed: 0 };
        assert_eq!(some.judge(true, "x"), Ok(some));
        assert_eq!(some.judge(false, "x"), Ok(Tally { passed: 2, failed: 1 }));
        assert!(Tally::default().judge(true, "x").is_err());
        assert_eq!(Tally::default().judge(false, "x"), Ok(Tally { passed: 0, failed: 1 }));
    }

    #[test]
    fn the_end_to_end_report_is_counted() {
        let cases = [
            (
                r#"{"stats":{"expected":4,"unexpected":0,"flaky":0,"skipped":1},"errors":[]}"#,
                (4, 0),
            ),
            (
                r#"{"stats":{"expected":4,"unexpected":2,"flaky":1,"skipped":0},"errors":[]}"#,
                (5, 2),
            ),
            (r#"{"stats":{"expected":0,"unexpected":0,"flaky":0},"errors":[{"m":1}]}"#, (0, 1)),
        ];
        for (report, (passed, failed)) in cases {
            assert_eq!(Tally::from_playwright(report), Ok(Tally { passed, failed }), "{report}");
        }
        assert!(Tally::from_playwright("{}").is_err());
        assert!(Tally::from_playwright("").is_err());
    }

    #[test]
    fn tests_that_passed_at_the_second_try_are_named() {
        let report = r#"{"suites":[{"specs":[{"title":"a","file":"x.mjs","tests":[{"status":"flaky"}]}],
            "suites":[{"specs":[{"title":"b","file":"x.mjs","tests":[{"status":"expected"}]},
            {"title":"c","file":"x.mjs","tests":[{"status":"flaky"}]}]}]}]}"#;
        assert_eq!(flaky(report), ["x.mjs: a", "x.mjs: c"]);
        assert!(flaky("{}").is_empty());
    }

    #[test]
    fn a_section_that_could_not_run_is_one_failure() {
        let mut report = Report::default();
        report.add("a", Ok(Tally { passed: 5, failed: 0 }));
        report.add("b", Err("no browser".to_owned()));
        report.add_check("c", Ok(()));
        assert_eq!(report.sum(), Tally { passed: 6, failed: 1 });
        assert!(report.conclude().is_err());
    }
}
