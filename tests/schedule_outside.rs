//! The critical path against published results: textbook cases and the project scheduling library.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

#[path = "common/psplib.rs"]
mod psplib;

use serde_json::Value as Json;
use throughline_core::schedule::{Link, Moment, Network, Plan, Task};

fn reference(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/refs").join(name);
    if !path.exists() {
        println!("skipped: ../shared/refs is absent");
        return None;
    }
    Some(path)
}

/// Schedules activities that follow one another finish to start, in minutes from 0.
fn plan(durations: &[i64], follows: &[(usize, usize)]) -> Plan {
    let tasks = durations.iter().enumerate();
    let tasks = tasks.map(|(idx, minutes)| Task::new(idx as u64, 0, *minutes)).collect();
    let links = follows.iter().enumerate();
    let links =
        links.map(|(idx, (from, to))| Link::new(idx as u64, *from as u64, *to as u64)).collect();
    // Without calendars every minute is a working minute.
    Plan::new(Network { tasks, links, starts: vec![Moment::MIN], ..Network::default() })
}

/// Gives early start, early finish, late start, late finish and slack.
fn times(plan: &Plan, idx: usize) -> [i64; 5] {
    let dates = plan.dates(idx as u64).unwrap();
    let m = Moment::minutes;
    [
        m(dates.early_start),
        m(dates.early_finish),
        m(dates.late_start),
        m(dates.late_finish),
        dates.total_float,
    ]
}

fn cases() -> Option<HashMap<String, Json>> {
    let text = std::fs::read_to_string(reference("textbook/critical-path.json")?).unwrap();
    let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
    Some(cases.into_iter().map(|c| (c["id"].as_str().unwrap().to_owned(), c)).collect())
}

/// Splits "3-5" into its events.
fn events(name: &str) -> (u32, u32) {
    let (from, to) = name.split_once('-').unwrap();
    (from.parse().unwrap(), to.parse().unwrap())
}

/// Links activities on arrows: each follows those that end where it starts.
fn on_arrows(names: &[String]) -> Vec<(usize, usize)> {
    let mut links = Vec::new();
    for (from, a) in names.iter().enumerate() {
        for (to, b) in names.iter().enumerate() {
            if events(a).1 == events(b).0 {
                links.push((from, to));
            }
        }
    }
    links
}

/// Taylor, Introduction to Management Science, chapter 8, problem 1.
#[test]
fn taylor_activities_on_arrows() {
    let Some(cases) = cases() else { return };
    let case = &cases["taylor-ch8-1"];
    let rows = case["published"].as_array().unwrap();
    let names: Vec<String> =
        rows.iter().map(|r| r["activity"].as_str().unwrap().to_owned()).collect();
    let durations: Vec<i64> = rows.iter().map(|r| r["duration"].as_i64().unwrap()).collect();
    let plan = plan(&durations, &on_arrows(&names));
    for (idx, row) in rows.iter().enumerate() {
        let wanted = ["ES", "EF", "LS", "LF", "slack"].map(|name| row[name].as_i64().unwrap());
        assert_eq!(times(&plan, idx), wanted, "{}", names[idx]);
    }
    assert_eq!(plan.end(0).unwrap().minutes(), case["duration"].as_i64().unwrap());
    let paths = plan.float_paths(rows.len() as u64 - 1, 9);
    let first: Vec<&str> = paths[0].tasks.iter().map(|k| names[*k as usize].as_str()).collect();
    assert_eq!(first, ["1-3", "3-4", "4-5", "5-6"], "the critical path 1-3-4-5-6");
}

/// University of Pittsburgh, operations research web notes, CPM 3: event times with a dummy.
#[test]
fn pittsburgh_event_times_with_a_dummy() {
    let Some(cases) = cases() else { return };
    let case = &cases["pitt-cpm3"];
    let activities = case["activities"].as_object().unwrap();
    let names: Vec<String> = activities.keys().cloned().collect();
    let durations: Vec<i64> = activities.values().map(|d| d.as_i64().unwrap()).collect();
    let plan = plan(&durations, &on_arrows(&names));
    let mut early: BTreeMap<u32, i64> = BTreeMap::from([(1, 0)]);
    let mut late: BTreeMap<u32, i64> = BTreeMap::from([(7, plan.end(0).unwrap().minutes())]);
    let mut critical = Vec::new();
    for (idx, name) in names.iter().enumerate() {
        let (from, to) = events(name);
        let [_, ef, ls, _, slack] = times(&plan, idx);
        early.entry(to).and_modify(|t| *t = ef.max(*t)).or_insert(ef);
        late.entry(from).and_modify(|t| *t = ls.min(*t)).or_insert(ls);
        if slack == 0 {
            critical.push(name.as_str());
        }
    }
    for (event, time) in case["published_ES"].as_object().unwrap() {
        assert_eq!(early[&event.parse().unwrap()], time.as_i64().unwrap(), "TE of {event}");
    }
    for (event, time) in case["published_LC"].as_object().unwrap() {
        assert_eq!(late[&event.parse().unwrap()], time.as_i64().unwrap(), "TL of {event}");
    }
    let wanted = case["critical"].as_array().unwrap();
    assert_eq!(critical, wanted.iter().map(|n| n.as_str().unwrap()).collect::<Vec<_>>());
    assert_eq!(plan.end(0).unwrap().minutes(), case["duration"].as_i64().unwrap());
}

/// ece.nu, project scheduling: activities on nodes.
#[test]
fn ece_activities_on_nodes() {
    let Some(cases) = cases() else { return };
    let case = &cases["ece-nu"];
    let activities = case["activities"].as_object().unwrap();
    let names: Vec<&String> = activities.keys().collect();
    let durations: Vec<i64> = activities.values().map(|a| a[0].as_i64().unwrap()).collect();
    let plan = plan(&durations, &on_nodes(&names, activities.values().map(|a| &a[1])));
    for (idx, name) in names.iter().enumerate() {
        let row = &case["published"][name.as_str()];
        let wanted = ["ES", "EF", "LS", "LF", "slack"].map(|name| row[name].as_i64().unwrap());
        assert_eq!(times(&plan, idx), wanted, "{name}");
        assert_eq!(plan.dates(idx as u64).unwrap().critical, "ACD".contains(name.as_str()));
    }
    assert_eq!(plan.end(0).unwrap().minutes(), case["duration"].as_i64().unwrap());
}

fn on_nodes<'a>(names: &[&String], before: impl Iterator<Item = &'a Json>) -> Vec<(usize, usize)> {
    let mut links = Vec::new();
    for (to, before) in before.enumerate() {
        for name in before.as_array().unwrap() {
            let from = names.iter().position(|n| *n == name.as_str().unwrap()).unwrap();
            links.push((from, to));
        }
    }
    links
}

/// wizedu.com 717873: PERT with three estimates; the mean is (a + 4 m + b) / 6.
#[test]
fn pert_means_give_the_published_times() {
    let Some(cases) = cases() else { return };
    let case = &cases["pert-wizedu-14"];
    let activities = case["activities"].as_object().unwrap();
    let names: Vec<&String> = activities.keys().collect();
    // A sixth of a unit is 1000 minutes, so that every mean is a whole number of minutes.
    let six = |a: &Json| {
        let n = |idx: usize| a[idx].as_i64().unwrap();
        (n(0) + 4 * n(1) + n(2)) * 1_000
    };
    let durations: Vec<i64> = activities.values().map(six).collect();
    let plan = plan(&durations, &on_nodes(&names, activities.values().map(|a| &a[3])));
    let close = |minutes: i64, printed: &Json| {
        let exact = minutes as f64 / 6_000.0;
        (exact - printed.as_f64().unwrap()).abs() <= 0.011
    };
    for (idx, name) in names.iter().enumerate() {
        let mean = &case["published_mean"][name.as_str()];
        assert!(close(durations[idx], mean), "the mean of {name} is {mean}");
        if let Some(row) = case["published_times"].get(name.as_str()) {
            for (got, wanted) in times(&plan, idx).into_iter().zip(row.as_array().unwrap()) {
                assert!(close(got, wanted), "{name}: {} and {wanted}", got as f64 / 6_000.0);
            }
        }
    }
}

/// studyxapp.com q413234033: the chance to keep a date, from the critical path's mean 26 and
/// variance 4.11, is Φ((25 − 26) / √4.11).
#[test]
fn pert_chances_of_the_critical_path() {
    let Some(cases) = cases() else { return };
    let case = &cases["pert-poseidon"];
    // The source gives the path as a whole: one activity of its mean, in thousandths.
    let plan = plan(&[case["mean"].as_i64().unwrap() * 1_000], &[]);
    let mean = plan.end(0).unwrap().minutes() as f64 / 1_000.0;
    let sd = case["variance"].as_f64().unwrap().sqrt();
    assert!((sd - case["sd"].as_f64().unwrap()).abs() < 0.005);
    for (date, wanted) in [(25.0, "P(T<=25)"), (30.0, "P(T<=30)")] {
        let chance = normal((date - mean) / sd);
        let wanted = case["published"][wanted].as_f64().unwrap();
        assert!((chance - wanted).abs() < 0.002, "{chance} and {wanted}");
    }
}

/// The normal distribution, by its series at 0.
fn normal(z: f64) -> f64 {
    let (mut term, mut sum, mut n) = (z, z, 1.0);
    while f64::abs(term) > 1e-15 {
        term *= z * z / (2.0 * n + 1.0);
        sum += term;
        n += 1.0;
    }
    0.5 + sum * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// Kolisch and Sprecher, PSPLIB (1996): the makespan without resources of every instance.
#[test]
fn every_psplib_instance_has_the_critical_path_of_its_table() {
    if reference("psplib").is_none() {
        return;
    }
    let mut n_checked = 0;
    for instance in ["j30", "j60"].into_iter().flat_map(psplib::instances) {
        let name = &instance.name;
        let durations: Vec<i64> = instance.durations.iter().map(|d| i64::from(*d)).collect();
        let after = instance.successors.iter().enumerate();
        let follows: Vec<(usize, usize)> =
            after.flat_map(|(from, to)| to.iter().map(move |to| (from, *to))).collect();
        let plan = plan(&durations, &follows);
        let end = plan.end(0).unwrap().minutes();
        assert_eq!(end, i64::from(instance.critical_path), "{name}");
        assert!(plan.problems().is_empty(), "{name}");
        let paths = plan.float_paths(durations.len() as u64 - 1, 1);
        let length: i64 = paths[0].tasks.iter().map(|k| durations[*k as usize]).sum();
        assert_eq!(length, end, "{name}: the first float path is as long as the plan");
        n_checked += 1;
    }
    assert_eq!(n_checked, 720, "480 instances of j30 and 240 of j60");
    println!("critical path equal to the table on {n_checked} instances");
}
