//! Lists the shortcuts, from the table of actions.

use leptos::prelude::*;
use throughline_core::action::{ACTIONS, Group, say_key};

use super::text;
use crate::app::use_app;
use crate::widgets::dialog::Dialog;
use crate::widgets::kbd::is_mac;

/// Draws the dialog.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
    let app = use_app();
    let mac = is_mac();
    let rows = move |group: Group| {
        let rows = ACTIONS.iter().filter(move |row| row.group == group && !row.keys.is_empty());
        rows.map(move |row| {
            let keys: Vec<_> =
                row.keys.iter().map(|key| view! { <kbd>{say_key(key, mac)}</kbd> }).collect();
            view! { <tr><td>{row.label}</td><td data-align="end">{keys}</td></tr> }
        })
        .collect::<Vec<_>>()
    };
    let groups = move || {
        Group::ALL
            .iter()
            .map(|group| {
                view! {
                    <section class="shortcuts">
                        <h3>{group.label()}</h3>
                        <table><tbody>{rows(*group)}</tbody></table>
                    </section>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Dialog open=true on_close=move |()| app.ui.close() title=text::SHORTCUTS size="wide">
            <div class="shortcut-groups">{groups()}</div>
        </Dialog>
    }
}
