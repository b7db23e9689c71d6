//! Arranging tiles: by dragging, by keys, by a menu on each. All three ask the core for the new
//! arrangement and run one command, which is one step to undo.

use leptos::{ev, prelude::*};
use throughline_core::command::Command;
use throughline_core::geometry::target::is_after;
use throughline_core::metrics::arrange;
use throughline_core::model::{Arrangement, Lens};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::page::read;
use super::{focus_later, text};
use crate::app::kpis::Kpis;
use crate::app::{App, use_app};
use crate::widgets::icon::Glyph;
use crate::widgets::menu::{MenuButton, MenuEntry, MenuItem};

/// Is what is being dragged: its key, and the tile that it would stand before, or last.
#[derive(Debug, Clone, PartialEq)]
pub struct Lift {
    key: String,
    group: String,
    over: Option<(String, bool)>,
}

/// Says what is being dragged on the page.
#[derive(Clone, Copy)]
pub struct Lifted(pub RwSignal<Option<Lift>>);

/// Gives a tile that was moved the focus back when the numbers come in their new order: its element
/// was taken out and put in elsewhere.
pub fn refocus(kpis: Kpis) {
    Effect::new(move |_| {
        kpis.page.track();
        if let Some(Some(key)) = kpis.wanted.try_update_value(Option::take) {
            focus_later(format!("[data-kpi='{}'] a", key.replace(['\'', '\\'], "")));
        }
    });
}

fn current(app: App, lens: &Lens) -> Arrangement {
    app.work.with(|model| arrange::of(model, lens))
}

fn lens(kpis: Kpis) -> Lens {
    kpis.question.with_untracked(|question| question.lens.clone())
}

/// Lists the numbers that show, with their groups.
fn shown(kpis: Kpis) -> Vec<(String, String)> {
    let of = |page: &throughline_core::metrics::report::Page| {
        page.tiles.iter().map(|tile| (tile.key.clone(), tile.group.clone())).collect()
    };
    untrack(|| read(kpis, of)).unwrap_or_default()
}

/// Runs a command and gives the focus back to a tile, which may stand elsewhere then.
fn run(app: App, kpis: Kpis, new: Arrangement, key: &str) {
    kpis.wanted.set_value(Some(key.to_owned()));
    app.run(&Command::ArrangeNumbers(new));
}

/// Moves a tile by some places in its group, and says where it is then.
fn step(app: App, kpis: Kpis, key: &str, steps: isize) {
    let shown = shown(kpis);
    let Some(new) = arrange::stepped(&current(app, &lens(kpis)), &shown, key, steps) else {
        return app.say.say(text::NO_FURTHER);
    };
    let group = shown.iter().find(|(own, _)| own == key).map(|(_, group)| group.clone());
    let peers = shown.iter().filter(|(_, g)| Some(g) == group.as_ref());
    let at =
        peers.clone().position(|(own, _)| own == key).and_then(|at| at.checked_add_signed(steps));
    app.say.say(text::moved_to(at.unwrap_or(0) + 1, peers.count()));
    run(app, kpis, new, key);
}

/// Hears the keys on a tile: Alt with an arrow moves it.
pub fn on_key(kpis: Kpis, key: &str, event: &ev::KeyboardEvent) {
    if !event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let steps = match event.key().as_str() {
        "ArrowLeft" | "ArrowUp" => -1,
        "ArrowRight" | "ArrowDown" => 1,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    step(use_app(), kpis, key, steps);
}

/// Draws the menu of a tile.
#[component]
pub fn TileMenu(kpis: Kpis, name: String, title: Signal<String>) -> impl IntoView {
    let app = use_app();
    let entries = Signal::derive(move || menu(app, kpis, &name));
    let label = Signal::derive(move || text::tile_menu(&title.get()));
    view! {
        <span class="tile-menu">
            <MenuButton label entries glyph=Glyph::More small=true align_end=true />
        </span>
    }
}

fn menu(app: App, kpis: Kpis, name: &str) -> Vec<MenuEntry> {
    let own = lens(kpis);
    let is_pinned = untrack(|| read(kpis, |page| page.pinned.iter().any(|key| key == name)));
    let is_pinned = is_pinned.unwrap_or(false);
    let (of, key) = arrange::split(name);
    let (of, key) = (of.unwrap_or_else(|| own.clone()), key.to_owned());
    let by = |steps: isize, words: &'static str, glyph, keys: &'static str| {
        let name = name.to_owned();
        MenuItem::new(words, move || step(app, kpis, &name, steps)).glyph(glyph).shortcut(keys)
    };
    let mut out: Vec<MenuEntry> = vec![
        by(-1, text::EARLIER, Glyph::ArrowLeft, "Alt+ArrowLeft").into(),
        by(1, text::LATER, Glyph::ArrowRight, "Alt+ArrowRight").into(),
    ];
    if !is_pinned {
        let (key, own) = (key.clone(), own.clone());
        let hide = move || {
            app.run_and_tell(&Command::ArrangeNumbers(arrange::hidden(
                &current(app, &own),
                &key,
                true,
            )));
        };
        out.push(MenuItem::new(text::HIDE, hide).glyph(Glyph::Minus).action("hide-number").into());
    }
    out.push(MenuEntry::Separator);
    out.push(MenuEntry::Heading(text::PIN_ON.to_owned()));
    for to in Lens::ALL {
        let name = arrange::name(to, &of, &key);
        let on = current(app, to).pinned.contains(&name);
        let label = to.label().to_owned();
        let pin = move || {
            app.run_and_tell(&Command::ArrangeNumbers(arrange::pinned(
                &current(app, to),
                &name,
                !on,
            )));
        };
        out.push(MenuItem::new(label, pin).checked(on).action("pin-number").into());
    }
    out
}

/// Draws the menu of what is hidden, if anything is.
#[component]
pub fn HiddenMenu(kpis: Kpis) -> impl IntoView {
    let app = use_app();
    let list = Memo::new(move |_| read(kpis, |page| page.hidden.clone()).unwrap_or_default());
    let entries = Signal::derive(move || {
        let item = |(key, name): (String, String)| {
            let show = move || {
                let by = current(app, &lens(kpis));
                run(app, kpis, arrange::hidden(&by, &key, false), &key);
            };
            MenuItem::new(name, show).glyph(Glyph::Plus).action("show-number").into()
        };
        list.get().into_iter().map(item).collect::<Vec<MenuEntry>>()
    });
    let label = Signal::derive(move || text::hidden(list.with(Vec::len)));
    view! {
        <Show when=move || list.with(|list| !list.is_empty())>
            <MenuButton label entries class="button button-quiet" align_end=true />
        </Show>
    }
}

/// Lifts a tile that a pointer starts to drag.
pub fn on_start(kpis: Kpis, lifted: Lifted, key: &str, event: &ev::DragEvent) {
    let group = shown(kpis).into_iter().find(|(own, _)| own == key).map(|(_, group)| group);
    let Some(group) = group else { return };
    if let Some(data) = event.data_transfer() {
        data.set_effect_allowed("move");
        let _ = data.set_data("text/plain", key);
    }
    lifted.0.set(Some(Lift { key: key.to_owned(), group, over: None }));
}

/// Shows where the tile that is dragged would go, while it is over another of its group.
pub fn on_over(kpis: Kpis, lifted: Lifted, key: &str, event: &ev::DragEvent) {
    let Some(lift) = lifted.0.get_untracked() else { return };
    if lift.key == key || !shown(kpis).iter().any(|(own, g)| own == key && *g == lift.group) {
        return;
    }
    event.prevent_default();
    let tile = event.current_target().and_then(|tile| tile.dyn_into::<HtmlElement>().ok());
    let after = tile.is_some_and(|tile| {
        let (at, width) = (f64::from(event.offset_x()), f64::from(tile.offset_width()));
        is_after(at, width)
    });
    let over = Some((key.to_owned(), after));
    if lift.over != over {
        lifted.0.set(Some(Lift { over, ..lift }));
    }
}

/// Drops the tile that is dragged.
pub fn on_drop(kpis: Kpis, lifted: Lifted, event: &ev::DragEvent) {
    let Some(Lift { key, group, over: Some((over, after)) }) = lifted.0.get_untracked() else {
        return;
    };
    event.prevent_default();
    lifted.0.set(None);
    let app = use_app();
    let shown = shown(kpis);
    let mut peers = shown.iter().filter(|(own, g)| *g == group && *own != key).map(|(k, _)| &**k);
    let at = peers.find(|own| *own == over);
    let before = if after { peers.next() } else { at };
    run(app, kpis, arrange::moved(&current(app, &lens(kpis)), &shown, &key, before), &key);
}

/// Says on which side of a tile the one that is dragged would stand.
pub fn side(lifted: Lifted, key: &str) -> Option<&'static str> {
    lifted.0.with(|lift| {
        let (over, after) = lift.as_ref()?.over.as_ref()?;
        (over == key).then_some(if *after { "after" } else { "before" })
    })
}
