//! The board as the views and the keyboard share it: columns, the cards in each cell, and the one
//! way in which cards are put somewhere else.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::lens::board::{BoardSpec, Column, Holds};
use throughline_core::lens::lane::{Lane, group_field, lane_key, lanes};
use throughline_core::lens::scope::Scope;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Item, Kind, Lens};
use throughline_core::query::{Matcher, parse};

use super::App;
use super::watch::Watch;
use crate::shell::clock;
use crate::widgets::virtual_list::VirtualHandle;

/// The kinds of record whose change can change which columns there are.
const SHAPE: [Kind; 5] =
    [Kind::Status, Kind::Workflow, Kind::Project, Kind::Product, Kind::Program];

/// Is what a column holds.
#[derive(Clone, Default, PartialEq)]
pub struct Held {
    /// The cards in order.
    pub all: Arc<Vec<Ref>>,
    /// The cards by lane; empty without lanes.
    pub lanes: Arc<BTreeMap<String, Arc<Vec<Ref>>>>,
    /// The sum of their estimates.
    pub sum: f64,
}

/// Is the board that is shown.
#[derive(Clone, Copy)]
pub struct Board {
    app: App,
    /// What it shows.
    pub spec: Memo<BoardSpec>,
    /// Its columns.
    pub columns: Memo<Vec<Column>>,
    /// The position of the field that cuts it into lanes.
    pub group: Memo<Option<usize>>,
    /// The card that Tab comes to: where the keyboard is, or else the first.
    pub entry: Memo<Option<Ref>>,
    filter: Memo<Option<Arc<Matcher>>>,
    held: StoredValue<HashMap<String, ArcMemo<Held>>>,
    handles: StoredValue<HashMap<(String, String), VirtualHandle>>,
}

impl Board {
    /// Makes the board of the address.
    pub fn new(app: App) -> Self {
        let spec = Memo::new(move |_| {
            app.work.watch_kinds(&[Kind::Project, Kind::Product]);
            let place = app.address.place(&app.work);
            let lens = app.address.route.with(|route| route.lens.clone());
            let scope = app.work.with(|model| Scope::of(model, place));
            BoardSpec { lens, scope, archived: app.ui.archived.get() }
        });
        let columns = Memo::new(move |_| {
            app.work.watch_kinds(&SHAPE);
            app.work.watch(Watch::Kind(Kind::Item));
            app.work.with(|model| spec.with(|spec| spec.columns(model)))
        });
        let group = Memo::new(move |_| {
            let lens = app.address.route.with(|route| route.lens.clone());
            let group = app.address.route.with(|route| route.group.clone());
            group_field(&group).filter(|_| lens != Lens::Portfolio).map(|(field, _)| field)
        });
        let words = Memo::new(move |_| app.address.route.with(|route| route.filter.clone()));
        let filter = Memo::new_with_compare(
            move |_| {
                app.work.watch_kinds(&[Kind::Person, Kind::Label, Kind::Status, Kind::Team]);
                let query = words.with(|words| parse(words)).ok()?;
                let me = app.work.me().and_then(Id::from_ref);
                (!query.terms.is_empty()).then(|| {
                    Arc::new(app.work.with(|model| query.compile(model, clock::today(), me)))
                })
            },
            |_, _| true,
        );
        let held = StoredValue::new(HashMap::new());
        let handles = StoredValue::new(HashMap::new());
        let none = Memo::new(|_| None);
        let board = Board { app, spec, columns, group, entry: none, filter, held, handles };
        let entry = Memo::new(move |_| {
            let lists: Vec<_> = columns
                .get()
                .iter()
                .map(|column| board.held(column).with(|h| h.all.clone()))
                .collect();
            let at = app.ui.at.get().filter(|at| lists.iter().any(|list| list.contains(at)));
            at.or_else(|| lists.iter().find_map(|list| list.first().copied()))
        });
        Board { entry, ..board }
    }

    /// Gives the app.
    pub fn app(&self) -> App {
        self.app
    }

    /// Gives the kind of the records that its cards stand for.
    pub fn kind(&self) -> Kind {
        match self.spec.with_untracked(|spec| spec.lens == Lens::Portfolio) {
            true => Kind::Project,
            false => Kind::Item,
        }
    }

    /// Gives the cards that a column holds; tracks.
    pub fn held(&self, column: &Column) -> ArcMemo<Held> {
        if let Some(memo) = self.held.with_value(|held| held.get(&column.key).cloned()) {
            return memo;
        }
        let (board, key) = (*self, column.key.clone());
        let memo = ArcMemo::new(move |_| board.hold(&key));
        self.held.update_value(|held| {
            held.insert(column.key.clone(), memo.clone());
        });
        memo
    }

    fn hold(&self, key: &str) -> Held {
        let find = |columns: &Vec<Column>| columns.iter().find(|c| c.key == key).cloned();
        let Some(column) = self.columns.with(find) else { return Held::default() };
        let work = self.app.work;
        match &column.holds {
            Holds::Statuses(ids) => work.watch_statuses(ids),
            Holds::Category(_) => work.watch_kinds(&[Kind::Item, Kind::Dependency]),
            Holds::Phase(_) => work.watch(Watch::Kind(Kind::Project)),
        }
        let (filter, group) = (self.filter.get(), self.group.get());
        work.with(|model| {
            // Whatever is kept is looked up only once.
            let sum = Cell::new(0.0);
            let keep = |item: &Item| {
                let keep = filter.as_ref().is_none_or(|f| f.matches(model, item));
                if let Some(size) = item.estimate.filter(|_| keep) {
                    sum.set(sum.get() + size.get());
                }
                keep
            };
            let all = self.spec.with(|spec| spec.cards(model, &column, keep));
            let mut lanes: BTreeMap<String, Arc<Vec<Ref>>> = BTreeMap::new();
            if let Some(field) = group {
                for at in &all {
                    let lane = model.get(*at).map(|r| lane_key(&r, field)).unwrap_or_default();
                    Arc::make_mut(lanes.entry(lane).or_default()).push(*at);
                }
            }
            Held { all: Arc::new(all), lanes: Arc::new(lanes), sum: sum.get() }
        })
    }

    /// Gives the lanes with their counts; tracks. Empty without a field to cut by.
    pub fn lanes(&self) -> Vec<Lane> {
        let Some(field) = self.group.get() else { return Vec::new() };
        let columns = self.columns.get();
        let cards: Vec<Arc<Vec<Ref>>> =
            columns.iter().map(|column| self.held(column).with(|h| h.all.clone())).collect();
        let all = cards.iter().flat_map(|list| list.iter().copied());
        self.app.work.with(|model| lanes(model, all, field))
    }

    /// Gives the cards of a cell: of a column, or of a lane of it. Untracked.
    pub fn cell(&self, column: &Column, lane: Option<&str>) -> Arc<Vec<Ref>> {
        self.held(column).with_untracked(|held| match lane {
            Some(lane) => held.lanes.get(lane).cloned().unwrap_or_default(),
            None => held.all.clone(),
        })
    }

    /// Remembers how to scroll a cell.
    pub fn keep_handle(&self, column: &str, lane: Option<&str>, handle: VirtualHandle) {
        let key = (column.to_owned(), lane.unwrap_or_default().to_owned());
        self.handles.update_value(|handles| {
            handles.insert(key, handle);
        });
    }

    /// Scrolls a cell so that a card shows.
    pub fn reveal(&self, column: &str, lane: Option<&str>, idx: usize) {
        let key = (column.to_owned(), lane.unwrap_or_default().to_owned());
        if let Some(handle) = self.handles.with_value(|handles| handles.get(&key).copied()) {
            handle.reveal(idx);
        }
    }

    /// Finds the column, the lane and the position of a card.
    pub fn find(&self, at: Ref) -> Option<(usize, Option<String>, usize)> {
        let columns = self.columns.get_untracked();
        let field = self.group.get_untracked();
        let lane = field.and_then(|field| {
            self.app.work.with(|model| model.get(at).map(|r| lane_key(&r, field)))
        });
        columns.iter().enumerate().find_map(|(idx, column)| {
            let cell = self.cell(column, lane.as_deref());
            let position = cell.iter().position(|r| *r == at)?;
            Some((idx, lane.clone(), position))
        })
    }
}
