//! Saved views: an address under a name, as a record, and the way back to the address. It knows no
//! command.

use serde_json::{Value as Json, json};

use crate::model::field::JsonMap;
use crate::model::id::Ref;
use crate::model::workspace::Model;
use crate::model::{Lens, SavedView};
use crate::route::{Route, View};
use crate::sort;

/// Writes what an address shows into a saved view; what is open beside the view is no part of it.
pub fn take(view: &mut SavedView, route: &Route, place: Option<Ref>) {
    view.lens = route.lens.clone();
    view.view = route.view.name().to_owned();
    view.place = place;
    view.filter = route.filter.clone();
    view.group = route.group.clone();
    let keep = |map: &mut JsonMap, name: &str, value: &str| {
        map.remove(name);
        if !value.is_empty() {
            map.insert(name.to_owned(), json!(value));
        }
    };
    // What a newer version keeps beside these stays.
    keep(&mut view.settings, "of", &route.of);
    keep(&mut view.settings, "sort", &route.sort);
    keep(&mut view.settings, "cols", &route.cols);
    keep(&mut view.settings, "period", &route.period);
    keep(&mut view.settings, "zoom", &route.zoom);
}

/// Gives the address of a saved view; `None` if this version has no such view.
pub fn address(view: &SavedView) -> Option<Route> {
    let shown = if view.view.is_empty() { Some(View::Board) } else { View::from_name(&view.view) };
    let text = |name: &str| {
        let value = view.settings.get(name).and_then(Json::as_str);
        value.unwrap_or_default().to_owned()
    };
    Some(Route {
        lens: view.lens.clone(),
        view: shown?,
        place: view.place.map(|place| place.id),
        filter: view.filter.clone(),
        group: view.group.clone(),
        of: text("of"),
        sort: text("sort"),
        cols: text("cols"),
        period: text("period"),
        zoom: text("zoom"),
        ..Route::default()
    })
}

/// Lists the saved views that this version can show, those of a lens first, each with its address.
pub fn list(model: &Model, lens: &Lens) -> Vec<(Ref, String, Route)> {
    let mut views: Vec<&SavedView> = model.saved_views.iter().collect();
    sort::by(&mut views, |a, b| {
        (a.lens != *lens, &a.rank, a.id).cmp(&(b.lens != *lens, &b.rank, b.id))
    });
    let one = |view: &SavedView| Some((view.id.to_ref(), view.name.clone(), address(view)?));
    views.into_iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_from_its_saved_view() {
        for text in [
            "#/project/board?filter=is:blocked&group=owner",
            "#/portfolio/table?of=person&sort=-name,handle&cols=name:200,handle:80",
            "#/product/kpis?period=13w",
            "#/program/roadmap?zoom=1,2,3",
        ] {
            let route = Route::parse(text);
            let mut view = SavedView::default();
            view.settings.insert("newer".to_owned(), json!(1));
            take(&mut view, &route, None);
            assert_eq!(address(&view), Some(route), "{text}");
            assert_eq!(view.settings.get("newer"), Some(&json!(1)));
        }
    }

    #[test]
    fn a_view_of_a_newer_version_has_no_address() {
        let view = SavedView { view: "galaxy".to_owned(), ..SavedView::default() };
        assert_eq!(address(&view), None);
    }
}
