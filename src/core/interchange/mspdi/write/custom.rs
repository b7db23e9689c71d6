//! Custom fields: which of Project's fields each one takes. This module knows no schedule.

use serde_json::Value as Json;

use super::sheet::Sheet;
use crate::interchange::build::one_line;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{CustomField, CustomType, Item};

/// The fields of a task that hold texts, numbers, dates and flags, as runs of Project's numbers of
/// them: the first and how many.
type Runs = &'static [(i64, i64)];
const TEXTS: Runs = &[
    (188_743_731, 1),
    (188_743_734, 1),
    (188_743_737, 1),
    (188_743_740, 1),
    (188_743_743, 1),
    (188_743_746, 5),
    (188_743_997, 20),
];
const NUMBERS: Runs = &[(188_743_767, 5), (188_743_982, 15)];
const DATES: Runs = &[(188_743_945, 10)];
const FLAGS: Runs = &[(188_743_752, 10), (188_743_972, 10)];

/// Gives Project's number of the `n`-th field of its kind.
fn nth(runs: Runs, n: usize) -> Option<i64> {
    runs.iter().flat_map(|(first, count)| *first..*first + *count).nth(n)
}

/// Holds the custom fields with the fields that they take.
pub(super) struct Customs<'a> {
    fields: Vec<(&'a CustomField, i64, String)>,
    wbs: Option<String>,
    contact: Option<String>,
    /// The fields for which none was left.
    pub(super) left: Vec<&'a CustomField>,
}

impl<'a> Customs<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        let mut all: Vec<&CustomField> = model.custom_fields.iter().collect();
        crate::sort::by_cached_key(&mut all, |f| (f.rank.clone(), f.id));
        let mut out = Customs { fields: Vec::new(), wbs: None, contact: None, left: Vec::new() };
        let mut taken = [0usize; 4];
        for field in all {
            let texts = matches!(field.holds, CustomType::Text);
            let own = match field.name.as_str() {
                "WBS" if texts && out.wbs.is_none() => Some(&mut out.wbs),
                "Contact" if texts && out.contact.is_none() => Some(&mut out.contact),
                _ => None,
            };
            if let Some(own) = own {
                *own = Some(field.id.to_string());
                continue;
            }
            let (slot, name, runs): (usize, &str, Runs) = match field.holds {
                CustomType::Number => (1, "Number", NUMBERS),
                CustomType::Date => (2, "Date", DATES),
                CustomType::Bool => (3, "Flag", FLAGS),
                CustomType::Text | CustomType::Select | CustomType::Other(_) => (0, "Text", TEXTS),
            };
            let n = taken.get(slot).copied().unwrap_or(0);
            match nth(runs, n) {
                Some(id) => {
                    taken.iter_mut().skip(slot).take(1).for_each(|n| *n += 1);
                    out.fields.push((field, id, format!("{name}{}", n + 1)));
                }
                None => out.left.push(field),
            }
        }
        out
    }

    /// Writes what the fields are called.
    pub(super) fn define(&self, s: &mut Sheet) {
        if self.fields.is_empty() {
            return;
        }
        s.open("ExtendedAttributes");
        for (field, id, name) in &self.fields {
            s.open("ExtendedAttribute");
            s.leaf("FieldID", id);
            s.leaf("FieldName", name);
            s.text("Alias", &one_line(&field.name));
            s.close();
        }
        s.close();
    }

    /// Writes the values of an item.
    pub(super) fn values(&self, item: &Item, s: &mut Sheet) {
        for (field, id, _) in &self.fields {
            let value = item.custom.get(&field.id.to_string()).and_then(|v| text(&field.holds, v));
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                s.open("ExtendedAttribute");
                s.leaf("FieldID", id);
                s.leaf("Value", value);
                s.close();
            }
        }
    }

    /// Gives an item's own code in the work breakdown.
    pub(super) fn wbs(&self, item: &Item) -> String {
        own(&self.wbs, item)
    }

    /// Gives whom to ask about an item.
    pub(super) fn contact(&self, item: &Item) -> String {
        own(&self.contact, item)
    }

    /// Tells whether an item's value of a field is written.
    pub(super) fn carries(&self, id: &str, value: &Json) -> bool {
        let named = [&self.wbs, &self.contact].iter().any(|own| own.as_deref() == Some(id));
        let field = self.fields.iter().find(|(field, ..)| field.id.to_string() == id);
        named || field.is_some_and(|(field, ..)| text(&field.holds, value).is_some())
    }
}

fn own(field: &Option<String>, item: &Item) -> String {
    let value = field.as_ref().and_then(|id| item.custom.get(id)).and_then(Json::as_str);
    one_line(value.unwrap_or_default())
}

/// Writes a value as Project does; nothing if it does not fit its field.
fn text(holds: &CustomType, value: &Json) -> Option<String> {
    match holds {
        CustomType::Number => value.as_f64().map(|n| n.to_string()),
        CustomType::Bool => value.as_bool().map(|b| u8::from(b).to_string()),
        CustomType::Date => {
            let date: Date = value.as_str()?.parse().ok()?;
            Some(format!("{date}T00:00:00"))
        }
        CustomType::Text | CustomType::Select | CustomType::Other(_) => {
            value.as_str().map(one_line)
        }
    }
}
