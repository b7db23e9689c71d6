//! The table as its views share it: what the address asks, the lines that come of it, where the
//! keyboard is and what is being edited. It knows no field's editor and no pixel but widths.

pub mod edit;
pub mod keys;
pub mod walk;

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::lens::table::{self, Layout, Lines, Question, Sorting, Source, usual_kind};
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;

use super::App;
use crate::shell::{clock, preference};
use crate::widgets::virtual_list::VirtualHandle;

/// What the names of folded groups begin with, among the other things that are folded.
const FOLDED: &str = "table/";
/// Stands for the head among the names of lines.
pub const HEAD: u64 = u64::MAX;

/// Is a cell: the name of its line, and its column.
pub type Spot = (u64, Source);

/// Is the table that is shown.
#[derive(Clone, Copy)]
pub struct Grid {
    /// The app.
    pub app: App,
    /// The kind of record that it shows.
    pub kind: Memo<Kind>,
    /// Its columns.
    pub layout: Memo<Layout>,
    /// Where its columns' values come from.
    pub sources: Memo<Vec<Source>>,
    /// Its order.
    pub sorting: Memo<Sorting>,
    /// Its lines.
    pub lines: Memo<Arc<Lines>>,
    /// How the rows scroll.
    pub list: VirtualHandle,
    /// The cell that the keyboard is at.
    pub at: RwSignal<Option<Spot>>,
    /// The cell at the other end of the range that is chosen.
    pub anchor: RwSignal<Option<Spot>>,
    /// The cell that is being edited, and what is wrong with what was typed.
    pub editing: RwSignal<Option<(Spot, Option<String>)>>,
    /// What came of the last paste, where something was refused.
    pub report: RwSignal<Option<table::Pasted>>,
    kept: RwSignal<String>,
}

impl Grid {
    /// Shows what the address asks from now on.
    pub fn open(app: App) -> Self {
        let route = app.address.route;
        let kind = Memo::new(move |_| {
            route
                .with(|route| Kind::from_name(&route.of).unwrap_or_else(|| usual_kind(&route.lens)))
        });
        let kept = RwSignal::new(String::new());
        Effect::new(move |_| {
            kept.set(preference::get(&key_of(kind.get())).unwrap_or_default());
        });
        let layout = Memo::new(move |_| {
            let kind = kind.get();
            let asked = route.with(|route| Layout::parse(kind, &route.cols));
            let kept = || kept.with(|kept| Layout::parse(kind, kept));
            asked
                .or_else(kept)
                .unwrap_or_else(|| route.with(|route| Layout::usual(kind, &route.lens)))
        });
        let sources =
            Memo::new(move |_| layout.with(|l| l.columns.iter().map(|c| c.source).collect()));
        let sorting = Memo::new(move |_| route.with(|r| Sorting::parse(kind.get(), &r.sort)));
        let lines = Memo::new(move |_| {
            app.work.watch_kinds(Kind::ALL);
            let place = app.address.place(&app.work);
            let folded: Vec<String> = app.ui.folded.with(|set| {
                set.iter().filter_map(|name| name.strip_prefix(FOLDED)).map(str::to_owned).collect()
            });
            let (filter, group) = route.with(|r| (r.filter.clone(), r.group.clone()));
            let (kind, archived) = (kind.get(), app.ui.archived.get());
            let me = app.work.me().and_then(throughline_core::model::id::Id::from_ref);
            let (columns, order) = (layout.get().columns, sorting.get());
            let asked = Question {
                kind,
                place,
                filter: &filter,
                group: &group,
                sorting: &order,
                columns: &columns,
                folded: &folded,
                archived,
                today: clock::today(),
                me,
            };
            Arc::new(app.work.with(|model| table::lines(model, &asked)))
        });
        Grid {
            app,
            kind,
            layout,
            sources,
            sorting,
            lines,
            list: VirtualHandle::default(),
            at: RwSignal::new(None),
            anchor: RwSignal::new(None),
            editing: RwSignal::new(None),
            report: RwSignal::new(None),
            kept,
        }
    }

    /// Changes the columns: in the address where that names them, else on this device.
    pub fn arrange(self, f: impl FnOnce(&mut Layout)) {
        let mut layout = self.layout.get_untracked();
        f(&mut layout);
        let text = layout.to_text();
        if self.app.address.route.with_untracked(|route| !route.cols.is_empty()) {
            self.app.address.amend(|route| route.cols = text);
        } else {
            preference::set(&key_of(layout.kind), &text);
            self.kept.set(text);
        }
    }

    /// Goes back to the columns that the lens starts with.
    pub fn arrange_as_usual(self) {
        preference::set(&key_of(self.kind.get_untracked()), "");
        self.kept.set(String::new());
        self.app.address.amend(|route| route.cols = String::new());
    }

    /// Shows another kind of record, in its own order and columns.
    pub fn show(self, kind: Kind) {
        self.leave();
        self.app.address.update(|route| {
            let usual = usual_kind(&route.lens) == kind;
            route.of = if usual { String::new() } else { kind.name().to_owned() };
            (route.sort, route.cols, route.group) = Default::default();
        });
    }

    /// Sorts by a column; with `more` by what it was sorted by as well.
    pub fn sort(self, source: Source, more: bool) {
        let mut sorting = self.sorting.get_untracked();
        sorting.press(source, more);
        self.sort_by(&sorting);
    }

    /// Takes another order.
    pub fn sort_by(self, sorting: &Sorting) {
        let text = sorting.to_text(self.kind.get_untracked());
        self.app.address.update(|route| route.sort = text);
    }

    /// Groups by a column, or by none.
    pub fn group(self, name: &str) {
        self.app.address.update(|route| {
            route.group = if route.group == name { String::new() } else { name.to_owned() };
        });
    }

    /// Folds or unfolds a group.
    pub fn fold(self, key: &str) {
        self.app.ui.fold(&format!("{FOLDED}{key}"));
    }

    /// Gives the record of a line, unless it is a heading.
    pub fn record(self, name: u64) -> Option<Ref> {
        self.lines.with_untracked(|lines| {
            let (at, _) = lines.find(name)?;
            lines.record(at)
        })
    }

    /// Forgets where the keyboard is and what is edited.
    pub fn leave(self) {
        self.editing.set(None);
        self.anchor.set(None);
        self.at.set(None);
        self.report.set(None);
    }
}

fn key_of(kind: Kind) -> String {
    format!("table-{}", kind.name())
}
