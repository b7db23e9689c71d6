//! Putting cards somewhere else: by pointer, touch, key and menu alike, one step of the history.

use leptos::prelude::*;
use throughline_core::command::{Command, Spot};
use throughline_core::lens::board::{Column, Holds, status_in};
use throughline_core::lens::lane::{lane_key, lane_value};
use throughline_core::model::Item;
use throughline_core::model::id::{Id, Ref};

use super::board::Board;
use super::text;

impl Board {
    /// Puts cards into a column (and lane), before the card that is at `index` once they are
    /// gone from it; says where they went. The one way of moving: by pointer, touch, key and menu.
    pub fn put(&self, cards: &[Ref], column: &Column, lane: Option<&str>, index: usize) {
        let app = self.app();
        let cell = self.cell(column, lane);
        let rest: Vec<Ref> = cell.iter().copied().filter(|r| !cards.contains(r)).collect();
        let commands = self.commands(cards, column, lane, &rest, index);
        let what = match cards {
            [one] => app.work.with(|model| model.title_of(*one)),
            _ => String::new(),
        };
        let label = match cards {
            [_] => format!("Move “{what}” to {}", column.name),
            many => format!("Move {} cards to {}", many.len(), column.name),
        };
        let done = match commands.as_slice() {
            [one] => app.work.dispatch(one).map(|_| ()),
            several => app.work.dispatch_all(several, &label),
        };
        match done {
            Err(e) => app.fail(&e),
            Ok(()) if cards.len() > 1 => app.say.say(text::moved_many(cards.len(), &column.name)),
            Ok(()) => {
                let after = self.cell(column, lane);
                let at = cards.first().and_then(|c| after.iter().position(|r| r == c));
                let at = at.map_or(index, |at| at) + 1;
                app.say.say(text::moved(&what, &column.name, at, after.len()));
            }
        }
    }

    fn commands(
        &self,
        cards: &[Ref],
        column: &Column,
        lane: Option<&str>,
        rest: &[Ref],
        index: usize,
    ) -> Vec<Command> {
        if let Holds::Phase(phase) = &column.holds {
            let value = serde_json::Value::String(phase.name().to_owned());
            let at = cards.to_vec();
            return vec![Command::SetField { at, field: "phase".to_owned(), value }];
        }
        let items: Vec<Id<Item>> = cards.iter().filter_map(|r| Id::from_ref(*r)).collect();
        let next = rest.get(index).copied().and_then(Id::from_ref);
        let last = rest.last().copied().and_then(Id::from_ref);
        let to = next.map(Spot::Before).or(last.map(Spot::After)).unwrap_or_default();
        let mut commands = Vec::new();
        let own = |id: &Id<Item>| {
            self.app().work.with(|model| status_in(model, model.find(*id)?, column))
        };
        let mut by_status: Vec<(_, Vec<Id<Item>>)> = Vec::new();
        for id in &items {
            let status = own(id);
            match by_status.last_mut() {
                Some((last, ids)) if *last == status => ids.push(*id),
                _ => by_status.push((status, vec![*id])),
            }
        }
        for (status, items) in by_status {
            commands.push(Command::MoveItems { items, status, project: None, to });
        }
        let field = self.group.get_untracked().and_then(|f| Item::field(f));
        if let (Some(lane), Some(meta)) = (lane, field)
            && let Some(value) = lane_value(meta, lane)
        {
            let at: Vec<Ref> = cards.iter().copied().filter(|c| !self.is_in(*c, lane)).collect();
            if !at.is_empty() {
                commands.push(Command::SetField { at, field: meta.name.to_owned(), value });
            }
        }
        commands
    }

    fn is_in(&self, at: Ref, lane: &str) -> bool {
        let field = self.group.get_untracked();
        let own = field.and_then(|field| {
            self.app().work.with(|model| model.get(at).map(|r| lane_key(&r, field)))
        });
        own.as_deref() == Some(lane)
    }
}
