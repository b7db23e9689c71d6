//! Reads the script: lines of text that tell the story. It knows no model; what it cannot read it
//! names as a problem and leaves out.

/// A project's line.
#[derive(Debug)]
pub(super) struct ProjectLine {
    /// Key, name, product, owner, team, phase, health, start and due.
    pub(super) cells: Vec<&'static str>,
    /// What it is to achieve.
    pub(super) text: String,
}

/// A stage's line.
#[derive(Debug)]
pub(super) struct StageLine {
    /// The position of its project.
    pub(super) project: usize,
    /// Name, start, due and gate.
    pub(super) cells: Vec<&'static str>,
    /// What must hold, and whether it does.
    pub(super) criteria: Vec<(bool, &'static str)>,
}

/// What is said about an item below its line.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The description.
    pub(super) text: String,
    /// Steps, and whether they are done.
    pub(super) steps: Vec<(bool, &'static str)>,
    /// Who said what.
    pub(super) comments: Vec<(&'static str, &'static str)>,
    /// Since which day it is blocked, and why.
    pub(super) blocked: Option<(i64, &'static str)>,
}

/// An item's line.
#[derive(Debug)]
pub(super) struct ItemLine {
    /// The position of its project.
    pub(super) project: Option<usize>,
    /// The position of its stage.
    pub(super) stage: Option<usize>,
    /// The letter of its kind.
    pub(super) kind: char,
    /// Its title.
    pub(super) title: &'static str,
    /// The letter of its status.
    pub(super) status: char,
    /// Its owner's handle.
    pub(super) owner: &'static str,
    /// Its points.
    pub(super) estimate: Option<f64>,
    /// The day on which it starts.
    pub(super) start: i64,
    /// How many working days it takes.
    pub(super) days: i64,
    /// Its labels.
    pub(super) labels: Vec<&'static str>,
    /// Its product and release.
    pub(super) release: &'static str,
    /// Anything else, each with its sign.
    pub(super) extras: Vec<&'static str>,
    /// What is said about it.
    pub(super) body: Body,
}

/// Everything that the script says.
#[derive(Debug, Default)]
pub(super) struct Script {
    /// The projects.
    pub(super) projects: Vec<ProjectLine>,
    /// The stages of all projects.
    pub(super) stages: Vec<StageLine>,
    /// The items in their order.
    pub(super) items: Vec<ItemLine>,
    /// Lines that could not be read.
    pub(super) problems: Vec<String>,
}

const FILES: [&str; 6] = [
    include_str!("features.txt"),
    include_str!("device.txt"),
    include_str!("compliance.txt"),
    include_str!("app.txt"),
    include_str!("support.txt"),
    include_str!("marketing.txt"),
];

/// Reads the lines of a small table: those that start with a letter and a bar.
pub(super) fn rows(text: &'static str, letter: char) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter_map(move |line| {
        let cells = line.strip_prefix(letter)?.strip_prefix('|')?;
        Some(cells.split('|').collect())
    })
}

impl Script {
    /// Reads all files.
    pub(super) fn read() -> Self {
        let mut script = Script::default();
        for file in FILES {
            let mut place = Place::default();
            for line in file.lines() {
                if script.line(&mut place, line).is_none() {
                    script.problems.push(format!("cannot read `{line}`"));
                }
            }
        }
        script.details(include_str!("details.txt"));
        script
    }

    fn line(&mut self, place: &mut Place, line: &'static str) -> Option<()> {
        if let Some(rest) = line.strip_prefix('@') {
            place.project = Some(self.projects.len());
            let cells: Vec<_> = rest.split('|').collect();
            (cells.len() == 9).then_some(())?;
            self.projects.push(ProjectLine { cells, text: String::new() });
            place.in_project = true;
        } else if let Some(rest) = line.strip_prefix('#') {
            place.stage = Some(self.stages.len());
            let cells: Vec<_> = rest.split('|').collect();
            (cells.len() == 4).then_some(())?;
            self.stages.push(StageLine { project: place.project?, cells, criteria: Vec::new() });
        } else if let Some(text) = line.strip_prefix("+ ") {
            self.stages.last_mut()?.criteria.push((true, text));
        } else if let Some(text) = line.strip_prefix("- ") {
            self.stages.last_mut()?.criteria.push((false, text));
        } else if let (true, Some(text)) = (place.in_project, line.strip_prefix("> ")) {
            self.projects.last_mut()?.text = text.to_owned();
        } else if line.get(1..2) == Some("|") {
            place.in_project = false;
            self.items.push(item(place, line)?);
        } else {
            self.items.last_mut()?.body.line(line)?;
        }
        Some(())
    }

    fn details(&mut self, text: &'static str) {
        let mut at = None;
        for line in text.lines() {
            if let Some(title) = line.strip_prefix('@') {
                at = self.items.iter().position(|item| item.title == title);
            } else if let Some(item) = at.and_then(|at| self.items.get_mut(at))
                && item.body.line(line).is_some()
            {
                continue;
            }
            if at.is_none() || !line.starts_with('@') {
                self.problems.push(format!("cannot place `{line}`"));
            }
        }
    }
}

/// Where the next line belongs.
#[derive(Debug, Default)]
struct Place {
    project: Option<usize>,
    stage: Option<usize>,
    in_project: bool,
}

impl Body {
    fn line(&mut self, line: &'static str) -> Option<()> {
        if let Some(text) = line.strip_prefix('>') {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(text.strip_prefix(' ').unwrap_or(text));
        } else if let Some(text) = line.strip_prefix("[x] ") {
            self.steps.push((true, text));
        } else if let Some(text) = line.strip_prefix("[ ] ") {
            self.steps.push((false, text));
        } else if let Some(rest) = line.strip_prefix(": ") {
            self.comments.push(rest.split_once(' ')?);
        } else {
            let (day, why) = line.strip_prefix("! ")?.split_once(' ')?;
            self.blocked = Some((day.parse().ok()?, why));
        }
        Some(())
    }
}

fn item(place: &Place, line: &'static str) -> Option<ItemLine> {
    let cells: Vec<&'static str> = line.split('|').collect();
    let cell = |at: usize| cells.get(at).copied();
    let letter = |at: usize| cell(at).and_then(|text| text.chars().next());
    (cells.len() == 10).then_some(())?;
    Some(ItemLine {
        project: place.project,
        stage: place.stage,
        kind: letter(0)?,
        title: cell(1)?,
        status: letter(2)?,
        owner: cell(3)?,
        estimate: cell(4).filter(|text| !text.is_empty()).map(str::parse).transpose().ok()?,
        start: cell(5)?.parse().ok()?,
        days: cell(6)?.parse().ok()?,
        labels: cell(7)?.split(',').filter(|text| !text.is_empty()).collect(),
        release: cell(8)?,
        extras: cell(9)?.split_whitespace().collect(),
        body: Body::default(),
    })
}
