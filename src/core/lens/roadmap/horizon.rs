//! The rows of the product lens: features and initiatives by when they come (now, next, later), by
//! release, or by what they serve. What is near is known better than what is far, and the rows say
//! so.

use super::draft::{Draft, Sheet};
use super::look::Look;
use super::row::Confidence;
use crate::lens::lane;
use crate::model::{Item, ItemKind};
use crate::schedule::{Moment, TaskDates};
use crate::sort;

/// How many days ahead *now* reaches.
const NOW: i64 = 14;
/// How many days ahead *next* reaches: a quarter.
const NEXT: i64 = 91;
/// For how many days what came out stays on the roadmap.
const PAST: i64 = 91;

/// The groups by when something comes: their keys and names.
const GROUPS: [(&str, &str); 4] =
    [("now", "Now"), ("next", "Next"), ("later", "Later"), ("done", "Done lately")];

/// Makes the rows.
pub(super) fn rows(look: &Look<'_>, sheet: &mut Sheet) {
    let mut items: Vec<(&Item, Option<TaskDates>)> = look
        .model
        .items
        .iter()
        .filter(|i| matches!(i.kind, ItemKind::Feature | ItemKind::Initiative) && look.holds(i))
        .map(|i| (i, look.dates(i.id)))
        .collect();
    sort::by_cached_key(&mut items, |(item, dates)| {
        let start = dates.map(|d| (d.start, d.finish));
        (start.is_none(), start, item.rank.clone(), item.id)
    });
    if let Some((field, _)) = lane::group_field(&look.question.group) {
        let refs = items.iter().map(|(item, _)| item.id.to_ref());
        let lanes = lane::lanes(look.model, refs, field);
        let key = |item: &Item| {
            let record = look.model.get(item.id.to_ref());
            record.map(|record| lane::lane_key(&record, field)).unwrap_or_default()
        };
        let keyed: Vec<String> = items.iter().map(|(item, _)| key(item)).collect();
        for lane in lanes {
            let group = format!("group:{}", lane.key);
            let top = sheet.group(lane.key.parse().ok(), &group, &lane.name);
            let own = items.iter().zip(&keyed).filter(|(_, key)| **key == lane.key);
            for ((item, dates), _) in own {
                add(look, sheet, top, item, dates.as_ref());
            }
        }
        return;
    }
    for (key, name) in GROUPS {
        let own = items.iter().filter(|(_, dates)| when(look, dates.as_ref()) == Some(key));
        let own: Vec<&(&Item, Option<TaskDates>)> = own.collect();
        // The three that give the roadmap its name are there even when they are empty.
        if own.is_empty() && key == "done" {
            continue;
        }
        let top = sheet.group(None, key, name);
        for (item, dates) in own {
            add(look, sheet, top, item, dates.as_ref());
        }
    }
}

fn add(look: &Look<'_>, sheet: &mut Sheet, top: usize, item: &Item, dates: Option<&TaskDates>) {
    let confidence = confidence(look, item, dates);
    let at = Some(item.id.to_ref());
    sheet.add(Some(top), Draft { at, confidence, ..Draft::default() });
}

/// Tells in which group something is; nothing for what came out long ago.
fn when(look: &Look<'_>, dates: Option<&TaskDates>) -> Option<&'static str> {
    let Some(dates) = dates else { return Some("later") };
    let day = |days: i64| Moment::start_of(look.today.plus_days(days));
    match dates {
        d if d.done => (d.finish >= day(-PAST)).then_some("done"),
        d if d.start < day(NOW) => Some("now"),
        d if d.start < day(NEXT) => Some("next"),
        _ => Some("later"),
    }
}

/// Says how sure the date of something is: six weeks ahead are known, four months are expected.
/// What is blocked or comes after its deadline is a step less sure.
fn confidence(look: &Look<'_>, item: &Item, dates: Option<&TaskDates>) -> Confidence {
    let Some(dates) = dates else { return Confidence::Low };
    let days = dates.finish.finish_date().days_since(look.today);
    let sure = match days {
        _ if dates.done => Confidence::High,
        ..=42 => Confidence::High,
        43..=126 => Confidence::Medium,
        _ => Confidence::Low,
    };
    let doubt = item.blocked.is_some() || (dates.total_float < 0 && !dates.done);
    match sure {
        Confidence::High if doubt => Confidence::Medium,
        Confidence::Medium if doubt => Confidence::Low,
        sure => sure,
    }
}
