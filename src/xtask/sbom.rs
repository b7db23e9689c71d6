//! Lists what the site is made of, as a CycloneDX 1.5 document: each crate that is compiled into
//! the page or its background thread, with version, license and the sum of its sources. It knows
//! what cargo says, and looks nothing up.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::{Value, json};

use crate::process::capture;
use crate::{Outcome, project, tool};

/// What the site is built from.
const ROOTS: [&str; 2] = ["throughline", "throughline-worker"];

/// Prints the list.
pub fn print() -> Outcome {
    let root = project::root()?;
    let mut command = Command::new("cargo");
    command
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", tool::WASM])
        .current_dir(&root);
    let metadata: Value = serde_json::from_str(&capture(&mut command)?)
        .map_err(|e| format!("cargo metadata cannot be read: {e}"))?;
    let lock = project::read(&root.join("Cargo.lock"))?;
    println!("{:#}", document(&metadata, &sums(&lock)));
    Ok(())
}

/// Makes the document, in the order of names: equal input gives equal bytes.
fn document(metadata: &Value, sums: &BTreeMap<(String, String), String>) -> Value {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|p| (text(&p["id"]), p)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|n| (text(&n["id"]), n)).collect();
    let is_root = |p: &&Value| p["name"].as_str().is_some_and(|name| ROOTS.contains(&name));
    let mut open: Vec<String> = packages.values().filter(is_root).map(|p| text(&p["id"])).collect();
    let mut used = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(&id) else { continue };
        if !used.insert(id) {
            continue;
        }
        // What only builds or tests is not part of the site.
        let normal = |kind: &Value| kind["kind"].is_null();
        let deps = list(&node["deps"]).into_iter();
        let deps = deps.filter(|dep| list(&dep["dep_kinds"]).iter().any(normal));
        open.extend(deps.map(|dep| text(&dep["pkg"])));
    }
    let mut components: Vec<Value> =
        used.iter().filter_map(|id| packages.get(id)).map(|p| component(p, sums)).collect();
    components.sort_by_key(|one| text(&one["bom-ref"]));
    let version = packages.values().find(is_root).map(|p| text(&p["version"]));
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": { "type": "application", "name": "throughline", "version": version },
        },
        "components": components,
    })
}

fn component(package: &Value, sums: &BTreeMap<(String, String), String>) -> Value {
    let (name, version) = (text(&package["name"]), text(&package["version"]));
    let address = format!("pkg:cargo/{name}@{version}");
    let mut one = json!({
        "type": "library",
        "bom-ref": address,
        "purl": address,
        "name": name,
        "version": version,
    });
    if let Some(license) = package["license"].as_str() {
        one["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
    }
    if let Some(sum) = sums.get(&(name, version)) {
        one["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    one
}

/// Reads the sums of the crates' sources from a lock file.
fn sums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
        line.map(|rest| rest.trim_end_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]").skip(1);
    let sum = |block: &str| {
        let key = (value(block, "name")?, value(block, "version")?);
        Some((key, value(block, "checksum")?))
    };
    blocks.filter_map(sum).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_in_is_listed_with_license_and_sum_and_nothing_else() {
        let package = |name: &str, license: &str| json!({ "id": name, "name": name, "version": "1.0.0", "license": license });
        let dep = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [
                package("throughline", "MIT"),
                package("used", "MIT/Apache-2.0"),
                package("below", "Zlib"),
                package("tests", "MIT"),
            ],
            "resolve": { "nodes": [
                { "id": "throughline", "deps": [dep("used", Value::Null), dep("tests", json!("dev"))] },
                { "id": "used", "deps": [dep("below", Value::Null)] },
                { "id": "below", "deps": [] },
                { "id": "tests", "deps": [] },
            ] },
        });
        let lock = "[[package]]\nname = \"used\"\nversion = \"1.0.0\"\nchecksum = \"abc\"\n";
        let made = document(&metadata, &sums(lock));
        let names: Vec<_> =
            made["components"].as_array().unwrap().iter().map(|c| &c["name"]).collect();
        assert_eq!(names, ["below", "throughline", "used"]);
        let used = &made["components"][2];
        assert_eq!(used["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(used["hashes"][0]["content"], "abc");
        assert_eq!(used["purl"], "pkg:cargo/used@1.0.0");
    }
}
