//! Reads PSPLIB's single-mode instances and their published bounds (Kolisch and Sprecher 1996).
//!
//! It knows nothing of the project's own types: a test maps an instance to what it checks.
#![allow(dead_code, reason = "each test reads only the parts of an instance that it checks")]

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A project whose activities share renewable resources. Activity 0 and the last one are dummies.
#[derive(Debug, Clone)]
pub struct Instance {
    /// `j30` or `j60`.
    pub set: String,
    /// The name of the file, such as `j301_1.sm`.
    pub name: String,
    /// The duration of each activity, in whole periods.
    pub durations: Vec<u32>,
    /// For each activity those that start when it is finished, counted from 0.
    pub successors: Vec<Vec<usize>>,
    /// For each activity the units that it takes of each resource.
    pub demands: Vec<Vec<u32>>,
    /// The units of each resource.
    pub capacities: Vec<u32>,
    /// The makespan without resources.
    pub critical_path: u32,
    /// The best known lower bound of the makespan with resources.
    pub best_lower: u32,
    /// The best known makespan with resources; equal to the lower bound, it is optimal.
    pub best_upper: u32,
}

/// Reads every instance of a set (`j30`, `j60`) by the order of the table of bounds, or says why
/// not and gives nothing: the reference data is not part of the project.
pub fn instances(set: &str) -> Vec<Instance> {
    let folder = folder();
    let Ok(bounds) = std::fs::read_to_string(folder.join("bounds.csv")) else {
        println!("skipped: ../shared/refs is absent");
        return Vec::new();
    };
    let archive = if set == "j60" { "j60-odd-sets.sm.tar.gz" } else { "j30.sm.tar.gz" };
    let mut files = unpack(&folder.join(archive));
    let mut found = Vec::new();
    for line in bounds.lines().skip(1).filter(|line| line.starts_with(&format!("{set},"))) {
        let cells: Vec<&str> = line.split(',').collect();
        let text = files.remove(cells[1]).unwrap_or_else(|| panic!("{} is missing", cells[1]));
        let [critical_path, best_lower, best_upper] =
            [2, 3, 4].map(|column: usize| cells[column].trim().parse().unwrap());
        let (set, name) = (set.to_owned(), cells[1].to_owned());
        let read = read(&text);
        found.push(Instance { set, name, critical_path, best_lower, best_upper, ..read });
    }
    found
}

/// Gives the folder of the instances, from the root of the project, whichever package asks.
fn folder() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.ancestors().find(|folder| folder.join("Trunk.toml").exists());
    root.unwrap_or(package).join("../shared/refs/psplib")
}

fn unpack(path: &Path) -> HashMap<String, String> {
    let file = std::fs::File::open(path).unwrap();
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let text = |entry: std::io::Result<tar::Entry<'_, _>>| {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().file_name()?.to_str()?.to_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        Some((name, text))
    };
    archive.entries().unwrap().filter_map(text).collect()
}

fn read(text: &str) -> Instance {
    let rows = |title: &str, n_skipped: usize| -> Vec<Vec<u32>> {
        let after = text.lines().skip_while(|line| !line.starts_with(title)).skip(1 + n_skipped);
        let block = after.take_while(|line| !line.starts_with('*'));
        block
            .map(|line| line.split_whitespace().map(|word| word.parse().unwrap()).collect())
            .collect()
    };
    let jobs = rows("REQUESTS/DURATIONS:", 2);
    let links = rows("PRECEDENCE RELATIONS:", 1);
    assert_eq!(jobs.len(), links.len());
    Instance {
        set: String::new(),
        name: String::new(),
        durations: jobs.iter().map(|row| row[2]).collect(),
        successors: links
            .iter()
            .map(|row| row[3..].iter().map(|&job| job as usize - 1).collect())
            .collect(),
        demands: jobs.iter().map(|row| row[3..].to_vec()).collect(),
        capacities: rows("RESOURCEAVAILABILITIES:", 1).remove(0),
        critical_path: 0,
        best_lower: 0,
        best_upper: 0,
    }
}
