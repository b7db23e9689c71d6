//! What is on the screen beside the work: what is chosen, open and folded. It may be lost.

use std::collections::HashSet;

use leptos::prelude::*;
use throughline_core::geometry::timeline::Weekday;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Item, Status};

use super::import::Arrival;
use super::site::Site;
use crate::shell::preference;

/// Names a dialog.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Creates an item, in a column if one is given.
    NewItem(Option<Id<Status>>),
    /// Creates a project.
    NewProject,
    /// Creates a product.
    NewProduct,
    /// Defines a KPI.
    NewKpi,
    /// Changes the formula of a KPI.
    Formula(Ref),
    /// Takes readings for a KPI out of pasted rows.
    PasteReadings(Ref),
    /// Moves cards to a column, a project and a place.
    MoveTo(Vec<Ref>),
    /// Sets fields of several cards at once.
    EditMany(Vec<Ref>),
    /// Says why items are blocked.
    Block(Vec<Id<Item>>),
    /// Gives rows of the roadmap dates; the roadmap draws it.
    Dates(Vec<Ref>),
    /// Makes and breaks the links of a row of the roadmap; the roadmap draws it.
    Links(Ref),
    /// Keeps the dates of a plan as a baseline; the roadmap draws it.
    NewBaseline,
    /// Compares the plan with its scenarios; the roadmap draws it.
    Scenarios,
    /// Keeps what is shown under a name, or renames a saved view.
    SaveView(Option<Ref>),
    /// Searches and runs anything.
    Palette,
    /// Lists the shortcuts.
    Shortcuts,
    /// Previews an import.
    Import,
    /// Hands out the workspace encrypted with a passphrase.
    Seal,
    /// Sets how the app looks and is driven, and what is true of the whole workspace.
    Settings,
    /// Says what is kept where.
    Storage,
    /// Lists the restore points, compares with one and brings it back.
    Past,
    /// Asks before the workspace is thrown away.
    StartOver,
}

/// Holds what is on the screen.
#[derive(Clone, Copy)]
pub struct Ui {
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    /// What the command of the open dialog could not do, and why.
    pub problem: RwSignal<Option<String>>,
    /// The card that the keyboard is at.
    pub at: RwSignal<Option<Ref>>,
    /// The cards that are selected.
    pub selected: RwSignal<HashSet<Ref>>,
    /// The columns and lanes that are folded, by name.
    pub folded: RwSignal<HashSet<String>>,
    /// Whether archived cards show.
    pub archived: RwSignal<bool>,
    /// Whether the sidebar is hidden, on a wide screen.
    pub sidebar_closed: RwSignal<bool>,
    /// Whether the sidebar is drawn over a small screen.
    pub drawer: RwSignal<bool>,
    /// The theme: `light`, `dark` or `system`.
    pub theme: RwSignal<String>,
    /// How much fits on a screen: `comfortable` or `compact`. Views are drawn anew when it changes.
    pub density: RwSignal<String>,
    /// The day that weeks begin with, in days since Monday.
    pub first_day: RwSignal<u8>,
    /// Whether keys are heard that are pressed without Ctrl, Cmd or Alt and write a character.
    pub single_keys: RwSignal<bool>,
    /// What arrived to be imported.
    pub arrival: RwSignal<Option<Arrival>>,
    /// Whether a file is held over the window.
    pub file_over: RwSignal<bool>,
    /// Whether the first-run screen shows.
    pub first_run: RwSignal<bool>,
    /// Whether there are restore points of work that was here before.
    pub has_past: RwSignal<bool>,
    /// How the app is kept in this browser.
    pub site: RwSignal<Site>,
    /// Whether the filter field shows where the bar has no room for it.
    pub filtering: RwSignal<bool>,
    /// The filter field, to be focused by a key.
    pub filter_ref: NodeRef<leptos::html::Input>,
}

impl Ui {
    /// Starts with what this device remembers.
    pub fn new(first_run: bool) -> Self {
        let theme = look("theme", SYSTEM);
        let density = look("density", COMFORTABLE);
        let folded = preference::get("folded").unwrap_or_default();
        Ui {
            dialog: RwSignal::new(None),
            problem: RwSignal::new(None),
            at: RwSignal::new(None),
            selected: RwSignal::new(HashSet::new()),
            folded: RwSignal::new(folded.lines().map(str::to_owned).collect()),
            archived: RwSignal::new(false),
            sidebar_closed: RwSignal::new(preference::get("sidebar").as_deref() == Some("closed")),
            drawer: RwSignal::new(false),
            theme: RwSignal::new(theme),
            density: RwSignal::new(density),
            first_day: RwSignal::new(first_day()),
            single_keys: RwSignal::new(preference::get(SINGLE_KEYS).as_deref() != Some("off")),
            arrival: RwSignal::new(None),
            file_over: RwSignal::new(false),
            first_run: RwSignal::new(first_run),
            has_past: RwSignal::new(false),
            site: RwSignal::new(Site::default()),
            filtering: RwSignal::new(false),
            filter_ref: NodeRef::new(),
        }
    }

    /// Opens a dialog.
    pub fn show(&self, dialog: Dialog) {
        self.problem.set(None);
        self.dialog.set(Some(dialog));
    }

    /// Closes the dialog.
    pub fn close(&self) {
        self.dialog.set(None);
    }

    /// Folds or unfolds a column or lane, and remembers it.
    pub fn fold(&self, name: &str) {
        self.folded.update(|set| {
            if !set.remove(name) {
                set.insert(name.to_owned());
            }
        });
        let names = self.folded.with_untracked(|set| set.iter().cloned().collect::<Vec<_>>());
        preference::set("folded", &names.join("\n"));
    }

    /// Switches between light and dark.
    pub fn switch_theme(&self) {
        let dark = preference::is_dark(&self.theme.get_untracked());
        self.choose_theme(if dark { "light" } else { "dark" });
    }

    /// Gives the day that weeks begin with.
    pub fn week_start(&self) -> Weekday {
        Weekday::try_from(self.first_day.get()).unwrap_or(Weekday::Mon)
    }

    /// Begins weeks with a day, in days since Monday, and remembers it.
    pub fn start_week(&self, day: u8) {
        preference::set(FIRST_DAY, &day.to_string());
        self.first_day.set(day);
    }

    /// Hears single keys, or hears them no more, and remembers it.
    pub fn hear_single_keys(&self, on: bool) {
        preference::set(SINGLE_KEYS, if on { "on" } else { "off" });
        self.single_keys.set(on);
    }

    /// Shows a theme, `light`, `dark` or `system`, and remembers it.
    pub fn choose_theme(&self, theme: &str) {
        preference::set("theme", theme);
        preference::apply("theme", theme, SYSTEM);
        self.theme.set(theme.to_owned());
    }

    /// Shows more or less on a screen, and remembers it.
    pub fn choose_density(&self, density: &str) {
        preference::set("density", density);
        preference::apply("density", density, COMFORTABLE);
        self.density.set(density.to_owned());
    }

    /// Gives the one of two sizes that holds here: the second is for a mouse and dense.
    pub fn size(&self, (usual, compact): (f64, f64)) -> f64 {
        let is_compact = self.density.with_untracked(|density| density != COMFORTABLE);
        if is_compact && !preference::is_touched() { compact } else { usual }
    }

    /// Shows or hides the sidebar.
    pub fn switch_sidebar(&self) {
        let closed = !self.sidebar_closed.get_untracked();
        self.sidebar_closed.set(closed);
        preference::set("sidebar", if closed { "closed" } else { "open" });
    }

    /// Gives the selected cards, or else the one that the keyboard is at.
    pub fn chosen(&self) -> Vec<Ref> {
        let selected = self.selected.with_untracked(|set| set.iter().copied().collect::<Vec<_>>());
        if selected.is_empty() { self.at.get_untracked().into_iter().collect() } else { selected }
    }

    /// Gives the chosen items.
    pub fn chosen_items(&self) -> Vec<Id<Item>> {
        self.chosen().into_iter().filter_map(Id::from_ref).collect()
    }
}

const FIRST_DAY: &str = "first-day";
const SINGLE_KEYS: &str = "single-keys";

/// The theme that follows the system, and the density where nothing else was chosen.
const SYSTEM: &str = "system";
const COMFORTABLE: &str = "comfortable";

/// Gives how the page is to look by what this device remembers, and marks it so.
fn look(name: &str, usual: &str) -> String {
    let choice = preference::get(name).unwrap_or_else(|| usual.to_owned());
    preference::apply(name, &choice, usual);
    choice
}

/// Reads the remembered day; Monday where none is, as ISO 8601 has it.
fn first_day() -> u8 {
    preference::get(FIRST_DAY).and_then(|day| day.parse().ok()).filter(|day| *day < 7).unwrap_or(0)
}
