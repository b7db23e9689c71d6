//! The formats that hostile files come in: for each how a file of it is written from ids, parents and
//! titles. It knows no case.

use throughline_core::interchange::Format;

/// Is one format: a file's name, what stands before and after a title, and a whole record with an id
/// and what it points at.
pub struct Shape {
    pub name: &'static str,
    pub format: Format,
    /// A file with records of these ids, parents and titles.
    pub file: fn(&[(&str, &str, &str)]) -> String,
    /// A file with a number where numbers stand.
    pub number: fn(&str) -> String,
    pub is_json: bool,
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

pub const SHAPES: &[Shape] = &[
    Shape {
        name: "workspace.json",
        format: Format::Throughline,
        file: |rows| {
            let row = |(id, parent, title): &(&str, &str, &str)| {
                let parent = if parent.is_empty() {
                    String::new()
                } else {
                    format!(",\"parent\":\"{parent:0>13}\"")
                };
                format!(
                    "{{\"id\":\"{id:0>13}\",\"title\":{},\"status\":\"0000000000999\"{parent}}}",
                    quoted(title)
                )
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!(
                "{{\"format\":\"throughline\",\"version\":1,\n\"items\":[\n{}\n]\n}}\n",
                rows.join(",\n")
            )
        },
        number: |n| {
            format!(
                "{{\"format\":\"throughline\",\"version\":1,\n\"items\":[{{\"id\":\"0000000000001\",\"title\":\"a\",\"estimate\":{n}}}]}}"
            )
        },
        is_json: true,
    },
    Shape {
        name: "board.json",
        format: Format::Trello,
        file: |rows| {
            let row = |(id, parent, title): &(&str, &str, &str)| {
                let list = if parent.is_empty() { "1" } else { *parent };
                format!(
                    "{{\"id\":\"{id}\",\"name\":{},\"idList\":\"{list}\",\"pos\":1}}",
                    quoted(title)
                )
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!(
                "{{\"id\":\"b\",\"name\":\"Board\",\n\"lists\":[{{\"id\":\"1\",\"name\":\"To do\"}}],\n\"cards\":[\n{}\n]}}\n",
                rows.join(",\n")
            )
        },
        number: |n| {
            format!(
                "{{\"id\":\"b\",\"name\":\"Board\",\n\"lists\":[{{\"id\":\"1\",\"name\":\"To do\",\"pos\":{n}}}],\"cards\":[]}}"
            )
        },
        is_json: true,
    },
    Shape {
        name: "issues.json",
        format: Format::GitHub,
        file: |rows| {
            let row = |(id, parent, title): &(&str, &str, &str)| {
                let n = id.parse::<u32>().unwrap_or(1);
                format!(
                    "{{\"number\":{n},\"title\":{},\"state\":\"open\",\"html_url\":\"https://github.com/a/b/issues/{n}\",\"body\":\"part of #{parent}\"}}",
                    quoted(title)
                )
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!("[\n{}\n]\n", rows.join(",\n"))
        },
        number: |n| format!("[{{\"title\":\"a\",\"state\":\"open\",\n\"number\":{n}}}]"),
        is_json: true,
    },
    Shape {
        name: "plan.xml",
        format: Format::Mspdi,
        file: |rows| {
            let row = |(id, parent, title): &(&str, &str, &str)| {
                let link = if parent.is_empty() {
                    String::new()
                } else {
                    format!(
                        "<PredecessorLink><PredecessorUID>{parent}</PredecessorUID><Type>1</Type></PredecessorLink>"
                    )
                };
                format!(
                    "<Task><UID>{id}</UID><ID>{id}</ID><Name>{}</Name><OutlineLevel>1</OutlineLevel>{link}</Task>",
                    xml(title)
                )
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!(
                "<Project xmlns=\"http://schemas.microsoft.com/project\">\n<SaveVersion>14</SaveVersion>\n<Tasks>\n{}\n</Tasks>\n</Project>\n",
                rows.join("\n")
            )
        },
        number: |n| {
            format!(
                "<Project xmlns=\"http://schemas.microsoft.com/project\">\n<Tasks><Task><UID>1</UID><Name>a</Name><PercentComplete>{n}</PercentComplete><Cost>{n}</Cost></Task></Tasks></Project>"
            )
        },
        is_json: false,
    },
    Shape {
        name: "table.csv",
        format: Format::Csv,
        file: |rows| {
            let row = |(id, parent, title): &(&str, &str, &str)| {
                format!("A-{id},\"{}\",A-{parent},A-{parent}", title.replace('"', "\"\""))
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!("Key,Title,Parent,Blocked by\n{}\n", rows.join("\n"))
        },
        number: |n| format!("Key,Title,Estimate\nA-1,a,{n}\n"),
        is_json: false,
    },
];
