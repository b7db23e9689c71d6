//! The table of actions: what a person can do by key, menu or palette. The palette, the
//! shortcuts, the help sheet and the README's keyboard table all come from it. It knows what each
//! action is called, not what it does.

/// Says under which heading an action is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Making and finding things.
    General,
    /// Going somewhere.
    Go,
    /// Walking and choosing.
    Board,
    /// Time and dates on a roadmap, where its keys go before all others.
    Roadmap,
    /// Cells and columns of a table, where its keys go before all others.
    Table,
    /// Changing the chosen items.
    Item,
    /// The workspace as a whole.
    Workspace,
}

impl Group {
    /// Lists the groups in their order.
    pub const ALL: [Group; 7] = [
        Group::General,
        Group::Go,
        Group::Board,
        Group::Item,
        Group::Roadmap,
        Group::Table,
        Group::Workspace,
    ];

    /// Tells whether its actions are those of one view, whose keys are heard there alone.
    pub fn is_own(self) -> bool {
        matches!(self, Group::Roadmap | Group::Table)
    }

    /// Gives the heading.
    pub fn label(self) -> &'static str {
        match self {
            Group::General => "General",
            Group::Go => "Go to",
            Group::Board => "On the board",
            Group::Item => "Items",
            Group::Roadmap => "On the roadmap",
            Group::Table => "In the table",
            Group::Workspace => "Workspace",
        }
    }
}

/// Describes one action.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its stable name.
    pub name: &'static str,
    /// What it does, as a verb.
    pub label: &'static str,
    /// The keys that call it; `Mod` is Ctrl, or Cmd on a Mac.
    pub keys: &'static [&'static str],
    /// The heading it is listed under.
    pub group: Group,
}

macro_rules! actions {
    ( $( $group:ident $name:ident $key:literal $label:literal [ $($keys:literal)* ]; )+ ) => {
        /// Names what a person can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $( #[doc = $label] $name, )+ }

        /// The table, in the order in which actions are listed.
        pub const ACTIONS: &[Row] = &[ $( Row {
            action: Action::$name,
            name: $key,
            label: $label,
            keys: &[ $($keys),* ],
            group: Group::$group,
        }, )+ ];
    };
}

actions! {
    General   NewItem        "new-item"        "New item"                     ["c"];
    General   Search         "search"          "Search and run anything"      ["Mod+k" "/"];
    General   Filter         "filter"          "Filter this view"             ["f"];
    General   SaveView       "save-view"       "Save this view"               ["Mod+s"];
    General   Undo           "undo"            "Undo"                         ["Mod+z"];
    General   Redo           "redo"            "Redo"                         ["Mod+Shift+z" "Mod+y"];
    General   Shortcuts      "shortcuts"       "Show the keyboard shortcuts"  ["?"];
    General   Close          "close"           "Close, or put back"           ["Escape"];
    Go        LensPortfolio  "lens-portfolio"  "Portfolio lens: which?"       ["1"];
    Go        LensProduct    "lens-product"    "Product lens: why and what?"  ["2"];
    Go        LensProgram    "lens-program"    "Program lens: what hangs on what?" ["3"];
    Go        LensProject    "lens-project"    "Project lens: how, when and who?"  ["4"];
    Go        ViewBoard      "view-board"      "Board"                        ["5"];
    Go        ViewRoadmap    "view-roadmap"    "Roadmap: what comes when?"    ["6"];
    Go        ViewKpis       "view-kpis"       "KPIs: how is it going?"       ["7"];
    Go        ViewTable      "view-table"      "Table: all of it, in rows"    ["8"];
    Go        ViewPages      "view-pages"      "Pages: what is to be decided?" ["9"];
    Go        Sidebar        "sidebar"         "Show or hide the sidebar"     ["["];
    Board     WalkUp         "walk-up"         "Card or row above"                  ["ArrowUp" "k"];
    Board     WalkDown       "walk-down"       "Card or row below"                  ["ArrowDown" "j"];
    Board     WalkLeft       "walk-left"       "Column to the left"           ["ArrowLeft"];
    Board     WalkRight      "walk-right"      "Column to the right"          ["ArrowRight"];
    Board     Select         "select"          "Select the card or row"       ["x" "Space"];
    Board     ExtendUp       "extend-up"       "Extend the selection upward"  ["Shift+ArrowUp"];
    Board     ExtendDown     "extend-down"     "Extend the selection downward" ["Shift+ArrowDown"];
    Board     SelectAll      "select-all"      "Select the whole column or plan"     ["Mod+a"];
    Board     Archived       "archived"        "Show or hide what is archived" ["Shift+a"];
    Item      Open           "open"            "Open the card or row"               ["Enter"];
    Item      MoveUp         "move-up"         "Move up"                      ["Alt+ArrowUp"];
    Item      MoveDown       "move-down"       "Move down"                    ["Alt+ArrowDown"];
    Item      MoveLeft       "move-left"       "Move to the column on the left"  ["Alt+ArrowLeft"];
    Item      MoveRight      "move-right"      "Move to the column on the right" ["Alt+ArrowRight"];
    Item      MoveTo         "move-to"         "Move to…"                     ["m"];
    Item      EditMany       "edit-many"       "Edit fields of all that is selected…" ["Shift+e"];
    Item      Block          "block"           "Block or unblock"             ["b"];
    Item      Archive        "archive"         "Archive or bring back"        ["e"];
    Item      Delete         "delete"          "Delete"                       ["Delete" "Backspace"];
    Roadmap   Earlier        "earlier"         "Move to an earlier date"      ["Alt+ArrowLeft"];
    Roadmap   Later          "later"           "Move to a later date"         ["Alt+ArrowRight"];
    Roadmap   Shorter        "shorter"         "Finish earlier"               ["Alt+Shift+ArrowLeft"];
    Roadmap   Longer         "longer"          "Finish later"                 ["Alt+Shift+ArrowRight"];
    Roadmap   MoreDone       "more-done"       "Ten percent more is done"     ["Shift+ArrowRight"];
    Roadmap   LessDone       "less-done"       "Ten percent less is done"     ["Shift+ArrowLeft"];
    Roadmap   LinkTo         "link-to"         "Link to another row, or break links…" ["l"];
    Roadmap   Fold           "fold-row"        "Fold the row, or go to its parent" ["ArrowLeft"];
    Roadmap   Unfold         "unfold-row"      "Unfold the row"               ["ArrowRight"];
    Roadmap   Indent         "indent"          "Make it part of the row above" [">"];
    Roadmap   Outdent        "outdent"         "Take it out of its parent"    ["<"];
    Roadmap   Level          "level"           "Level: what it takes for nobody to be over capacity" ["Shift+l"];
    Roadmap   Scenarios      "scenarios"       "Scenarios: what if, side by side with the plan" ["Shift+s"];
    Roadmap   ZoomIn         "zoom-in"         "Zoom in"                      ["+" "="];
    Roadmap   ZoomOut        "zoom-out"        "Zoom out"                     ["-"];
    Roadmap   ZoomFit        "zoom-fit"        "Show all of the plan"         ["0"];
    Roadmap   ZoomChosen     "zoom-chosen"     "Show what is selected"        ["z"];
    Roadmap   Today          "today"           "Go to today"                  ["."];
    Table     EditCell       "edit-cell"       "Edit the cell, or sort by its column at the head" ["Enter" "F2"];
    Table     OpenRow        "open-row"        "Open the record of the row"   ["o"];
    Table     ClearCells     "clear-cells"     "Empty the cells"              ["Delete" "Backspace"];
    Table     ExtendLeft     "extend-left"     "Extend the cells to the left" ["Shift+ArrowLeft"];
    Table     ExtendRight    "extend-right"    "Extend the cells to the right" ["Shift+ArrowRight"];
    Table     FirstColumn    "first-column"    "First column"                 ["Home"];
    Table     LastColumn     "last-column"     "Last column"                  ["End"];
    Table     FirstRow       "first-row"       "First row"                    ["Mod+Home"];
    Table     LastRow        "last-row"        "Last row"                     ["Mod+End"];
    Table     PageUp         "page-up"         "A page up"                    ["PageUp"];
    Table     PageDown       "page-down"       "A page down"                  ["PageDown"];
    Table     SortBy         "sort-by"         "Sort by the column: up, down, not at all" ["s"];
    Table     SortAlso       "sort-also"       "Sort by the column as well"   ["Shift+s"];
    Table     GroupBy        "group-by"        "Group by the column, or not"  ["g"];
    Table     ColumnLeft     "column-left"     "Move the column to the left"  ["Alt+ArrowLeft"];
    Table     ColumnRight    "column-right"    "Move the column to the right" ["Alt+ArrowRight"];
    Table     Narrower       "narrower"        "Make the column narrower"     ["Alt+Shift+ArrowLeft"];
    Table     Wider          "wider"           "Make the column wider"        ["Alt+Shift+ArrowRight"];
    Table     HideColumn     "hide-column"     "Hide the column"              ["h"];
    Table     ColumnMenu     "column-menu"     "Menu of the column"           ["Shift+F10" "ContextMenu"];
    Workspace NewProject     "new-project"     "New project"                  [];
    Workspace NewProduct     "new-product"     "New product"                  [];
    Workspace Import         "import"          "Import a file"                ["i"];
    Workspace Export         "export"          "Export the workspace as JSON" ["Mod+e"];
    Workspace ExportSealed   "export-sealed"   "Export with a passphrase…"    [];
    Workspace ExportPlan     "export-mspdi"    "Export as Microsoft Project XML" [];
    Workspace ExportCalendar "export-ics"      "Export as iCalendar"          [];
    Workspace ExportTable    "export-csv"      "Export as CSV: what the table shows, or items"        [];
    Workspace Sample         "sample"          "Open the sample workspace"    [];
    Workspace Theme          "theme"           "Light or dark"                ["t"];
    Workspace Past           "past"            "Time machine: earlier versions" ["Shift+h"];
    Workspace Settings       "settings"        "Settings"                     ["Mod+,"];
    Workspace Storage        "storage"         "Storage and safety"           [];
    Workspace StartOver      "start-over"      "Throw this workspace away"    [];
}

impl Action {
    /// Tells whether it walks over cards, rows or cells, or acts on the one that the keyboard is at:
    /// its key means something else on a button.
    pub fn walks(self) -> bool {
        matches!(
            self,
            Action::WalkUp
                | Action::WalkDown
                | Action::WalkLeft
                | Action::WalkRight
                | Action::ExtendUp
                | Action::ExtendDown
                | Action::MoveUp
                | Action::MoveDown
                | Action::MoveLeft
                | Action::MoveRight
                | Action::Earlier
                | Action::Later
                | Action::Shorter
                | Action::Longer
                | Action::MoreDone
                | Action::LessDone
                | Action::Fold
                | Action::Unfold
                | Action::EditCell
                | Action::ClearCells
                | Action::ExtendLeft
                | Action::ExtendRight
                | Action::FirstColumn
                | Action::LastColumn
                | Action::FirstRow
                | Action::LastRow
                | Action::PageUp
                | Action::PageDown
                | Action::ColumnLeft
                | Action::ColumnRight
                | Action::Narrower
                | Action::Wider
        )
    }

    /// Gives the action's row of the table.
    pub fn row(self) -> Option<&'static Row> {
        ACTIONS.iter().find(|row| row.action == self)
    }
}

/// Finds the action of a key: its name as the browser gives it, and the modifiers held. The keys of
/// the view that is shown go first; those of other views are not heard.
pub fn action_for(
    key: &str,
    modifier: bool,
    alt: bool,
    shift: bool,
    view: Option<Group>,
) -> Option<Action> {
    let named = if key == " " { "Space" } else { key };
    // A character such as ? already needs Shift on most keyboards: it is compared without.
    let is_sign = named.chars().count() == 1 && !named.chars().all(char::is_alphanumeric);
    let pressed = format!(
        "{}{}{}{}",
        if modifier { "Mod+" } else { "" },
        if alt { "Alt+" } else { "" },
        if shift && !is_sign { "Shift+" } else { "" },
        if named.chars().count() == 1 { named.to_lowercase() } else { named.to_owned() },
    );
    let called = |row: &&Row| row.keys.contains(&pressed.as_str());
    let own = ACTIONS.iter().filter(|row| Some(row.group) == view).find(called);
    let any = || ACTIONS.iter().filter(|row| !row.group.is_own()).find(called);
    own.or_else(any).map(|row| row.action)
}

/// Writes a key as people read it: `Mod+z` becomes `Ctrl Z`, or `⌘ Z` on a Mac.
pub fn say_key(key: &str, mac: bool) -> String {
    if key == "+" {
        return key.to_owned();
    }
    let words = key.split('+').map(|part| match part {
        "Mod" if mac => "⌘".to_owned(),
        "Mod" => "Ctrl".to_owned(),
        "Alt" if mac => "⌥".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "Escape" => "Esc".to_owned(),
        part if part.chars().count() == 1 => part.to_uppercase(),
        part => part.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Writes the keyboard table of the README in Markdown.
pub fn keyboard_table() -> String {
    let mut out = String::from("| | Key | Does |\n|---|---|---|\n");
    for group in Group::ALL {
        let rows = ACTIONS.iter().filter(|row| row.group == group && !row.keys.is_empty());
        for (idx, row) in rows.enumerate() {
            let head = if idx == 0 { group.label() } else { "" };
            let keys: Vec<String> =
                row.keys.iter().map(|k| format!("`{}`", say_key(k, false))).collect();
            out.push_str(&format!("| {head} | {} | {} |\n", keys.join(" or "), row.label));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_their_action() {
        for (key, modifier, alt, shift, expected) in [
            ("c", false, false, false, Some(Action::NewItem)),
            ("C", false, false, false, Some(Action::NewItem)),
            ("?", false, false, true, Some(Action::Shortcuts)),
            ("z", true, false, false, Some(Action::Undo)),
            ("Z", true, false, true, Some(Action::Redo)),
            ("ArrowUp", false, true, false, Some(Action::MoveUp)),
            ("ArrowUp", false, false, true, Some(Action::ExtendUp)),
            (" ", false, false, false, Some(Action::Select)),
            ("q", false, false, false, None),
        ] {
            assert_eq!(action_for(key, modifier, alt, shift, None), expected, "{key}");
        }
    }

    #[test]
    fn the_keys_of_the_roadmap_are_heard_on_the_roadmap_alone() {
        for (key, alt, shift, on_roadmap, expected) in [
            ("ArrowLeft", true, false, true, Some(Action::Earlier)),
            ("ArrowLeft", true, false, false, Some(Action::MoveLeft)),
            ("ArrowLeft", true, true, true, Some(Action::Shorter)),
            ("ArrowUp", true, false, true, Some(Action::MoveUp)),
            ("+", false, true, true, Some(Action::ZoomIn)),
            ("+", false, true, false, None),
            ("c", false, false, true, Some(Action::NewItem)),
        ] {
            let view = on_roadmap.then_some(Group::Roadmap);
            let found = action_for(key, false, alt, shift, view);
            assert_eq!(found, expected, "{key}");
        }
    }

    #[test]
    fn no_key_calls_two_actions_in_one_view() {
        for view in [None, Some(Group::Roadmap), Some(Group::Table)] {
            let own = |group: Group| group.is_own().then_some(group);
            let rows = ACTIONS.iter().filter(|row| own(row.group) == view);
            let mut keys: Vec<&str> = rows.flat_map(|row| row.keys).copied().collect();
            let n = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), n);
        }
    }
}
