//! The lines of a report, from the dates of the work and the signals of the page. It knows no form.

use super::Line;
use super::words;
use crate::metrics::report::{Page, Period, Standing};
use crate::metrics::scene::Scene;
use crate::model::time::Date;
use crate::model::{Item, ItemKind, Objective};
use crate::sort;

/// How many lines of a sort are listed; the others are counted.
const MOST: usize = 12;

/// Holds what the lines are made from.
pub struct Lines<'s, 'a> {
    scene: &'s Scene<'a>,
    period: Period,
    /// Items that were to be finished in the period, with the day that was agreed at its start.
    expected: Vec<(&'a Item, Date)>,
    /// Items that were finished in the period, with the day.
    finished: Vec<(&'a Item, Date)>,
}

impl<'s, 'a> Lines<'s, 'a> {
    /// Reads what was agreed at the start of the period and what became of it.
    pub fn new(scene: &'s Scene<'a>) -> Self {
        let (period, _) = scene.periods();
        let agreed = scene.agreed(period.from.plus_days(-1));
        let due = |item: &Item| agreed.get(&item.id).and_then(|p| p.due).or(item.due);
        let mut expected = Vec::new();
        let mut finished = Vec::new();
        for item in scene.items.iter().copied().filter(|item| !scene.is_dropped(item)) {
            if let Some(day) = due(item).filter(|day| period.holds(*day)) {
                expected.push((item, day));
            }
            if let Some(day) = scene.finished(item).filter(|day| period.holds(*day)) {
                finished.push((item, day));
            }
        }
        for list in [&mut expected, &mut finished] {
            sort::by(list, |a, b| (rank(a.0), a.1, a.0.id).cmp(&(rank(b.0), b.1, b.0.id)));
        }
        Lines { scene, period, expected, finished }
    }

    fn name(&self, item: &Item) -> String {
        words::item(&self.scene.model.key_of(item), &item.title)
    }

    /// Says what was expected of the period.
    pub fn expected(&self) -> Vec<Line> {
        let mut out: Vec<Line> = self
            .objectives()
            .map(|o| line(words::objective(&o.title), o.due.map(words::until).unwrap_or_default()))
            .collect();
        let line = |(item, day): &(&Item, Date)| line(self.name(item), words::agreed_for(*day));
        few(&mut out, self.expected.iter().map(line).collect());
        or(out, words::NOTHING_EXPECTED)
    }

    /// Says what happened: what was finished, in time or late, and what was not.
    pub fn happened(&self) -> Vec<Line> {
        let mut out = Vec::new();
        let done = self.finished.iter().map(|(item, day)| {
            let agreed = self.expected.iter().find(|(own, _)| own.id == item.id).map(|(_, d)| *d);
            let late = agreed.or(item.due).map(|agreed| day.days_since(agreed)).unwrap_or(0);
            let standing = if late > 0 { Standing::Watch } else { Standing::Good };
            Line { standing, ..line(self.name(item), words::finished_on(*day, late)) }
        });
        few(&mut out, done.collect());
        let missed = self.expected.iter().filter(|(item, _)| self.scene.finished(item).is_none());
        let missed = missed.map(|(item, day)| Line {
            standing: Standing::Bad,
            ..line(self.name(item), words::not_finished(*day))
        });
        few(&mut out, missed.collect());
        or(out, words::NOTHING_HAPPENED)
    }

    /// Says what is next: what is due in a period as long from today on, and what is forecast.
    pub fn next(&self, page: &Page) -> Vec<Line> {
        let today = self.scene.today;
        let until = today.plus_days(self.period.n_days().clamp(14, 92));
        let mut due: Vec<(&Item, Date)> = Vec::new();
        for item in self.open() {
            let day = item.due.filter(|day| *day >= today && *day <= until);
            due.extend(day.map(|day| (item, day)));
        }
        sort::by(&mut due, |a, b| (rank(a.0), a.1, a.0.id).cmp(&(rank(b.0), b.1, b.0.id)));
        let mut out = Vec::new();
        few(&mut out, due.iter().map(|(i, day)| line(self.name(i), words::due_on(*day))).collect());
        let forecasts = ["forecast-when", "forecast-plan"];
        for tile in page.tiles.iter().filter(|t| forecasts.contains(&&*t.key)) {
            if tile.value.number().is_some() {
                out.push(Line {
                    standing: tile.standing,
                    ..line(tile.sentence.clone(), String::new())
                });
            }
        }
        or(out, words::NOTHING_NEXT)
    }

    /// Says what needs a decision: what is blocked, what is overdue and has nobody, and what the
    /// numbers call off target.
    pub fn decide(&self, page: &Page) -> Vec<Line> {
        let today = self.scene.today;
        let mut out = Vec::new();
        let blocked = self.open().filter_map(|item| {
            let blocked = item.blocked.as_ref()?;
            let days = today.days_since(blocked.since.date_utc()).max(0);
            let note = words::blocked(&blocked.reason, days);
            Some(Line { standing: Standing::Bad, ..line(self.name(item), note) })
        });
        few(&mut out, blocked.collect());
        let overdue = self.open().filter_map(|item| {
            let late = today.days_since(item.due?);
            let has_nobody = item.owner.is_none() && item.team.is_none();
            let note = words::overdue(late, has_nobody);
            let standing = if has_nobody { Standing::Bad } else { Standing::Watch };
            (late > 0 && item.blocked.is_none())
                .then(|| Line { standing, ..line(self.name(item), note) })
        });
        few(&mut out, overdue.collect());
        let pressing = page.signals.iter().filter(|s| s.standing == Standing::Bad);
        let pressing = pressing
            .map(|s| Line { standing: s.standing, ..line(s.sentence.clone(), String::new()) });
        few(&mut out, pressing.collect());
        or(out, words::NOTHING_TO_DECIDE)
    }

    /// Says all of it in two sentences.
    pub fn summary(&self, page: &Page, standing: Standing) -> Vec<String> {
        let n_in_time = self
            .expected
            .iter()
            .filter(|(item, day)| self.scene.finished(item).is_some_and(|done| done <= *day));
        let n_bad = page.signals.iter().filter(|s| s.standing == Standing::Bad).count();
        let n_blocked = self.open().filter(|item| item.blocked.is_some()).count();
        vec![
            words::stands(standing, n_bad, n_blocked),
            words::counts(
                self.finished.len(),
                n_in_time.count(),
                self.expected.len(),
                self.open().count(),
            ),
        ]
    }

    fn open(&self) -> impl Iterator<Item = &'a Item> + '_ {
        let is_open = |item: &&Item| {
            item.archived.is_none()
                && !self.scene.is_dropped(item)
                && self.scene.category(item) != Some(&crate::model::Category::Done)
        };
        self.scene.items.iter().copied().filter(is_open)
    }

    /// Lists the objectives of the place that are going in the period.
    fn objectives(&self) -> impl Iterator<Item = &'a Objective> + '_ {
        let going = |o: &&Objective| {
            o.start.is_none_or(|start| start <= self.period.to)
                && o.due.is_none_or(|due| due >= self.period.from)
        };
        let all = self.scene.model.objectives.iter().filter(going);
        all.filter(|o| self.scene.is_of_lens(o.place) && self.scene.holds_place(o.place))
    }
}

/// Milestones and large pieces come first.
fn rank(item: &Item) -> u8 {
    match item.kind {
        ItemKind::Milestone => 0,
        ItemKind::Initiative | ItemKind::Deliverable => 1,
        ItemKind::Feature => 2,
        _ => 3,
    }
}

fn line(text: String, note: String) -> Line {
    Line { text, note, standing: Standing::Neutral }
}

/// Adds lines, and after so many only how many there are.
fn few(out: &mut Vec<Line>, lines: Vec<Line>) {
    let more = lines.len().saturating_sub(MOST);
    out.extend(lines.into_iter().take(MOST));
    if more > 0 {
        out.push(line(words::more(more), String::new()));
    }
}

fn or(lines: Vec<Line>, none: &str) -> Vec<Line> {
    if lines.is_empty() { vec![line(none.to_owned(), String::new())] } else { lines }
}
