//! Routes: which lens, view, place, record and filter an address stands for. This module knows no
//! browser and no workspace: an id in an address may be of a record that is gone.

use std::fmt::{self, Write};

use crate::model::Lens;
use crate::model::id::{RawId, Ref};

/// Names a view of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// Columns of cards.
    #[default]
    Board,
    /// A timeline.
    Roadmap,
    /// Measures.
    Kpis,
    /// Rows and columns.
    Table,
    /// Pages, each of which answers a question of its lens.
    Pages,
}

impl View {
    /// Lists the views in their order.
    pub const ALL: &'static [View] =
        &[View::Board, View::Roadmap, View::Kpis, View::Table, View::Pages];

    /// Gives the name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            View::Board => "board",
            View::Roadmap => "roadmap",
            View::Kpis => "kpis",
            View::Table => "table",
            View::Pages => "pages",
        }
    }

    /// Gives the name that a person reads.
    pub fn label(self) -> &'static str {
        match self {
            View::Board => "Board",
            View::Roadmap => "Roadmap",
            View::Kpis => "KPIs",
            View::Table => "Table",
            View::Pages => "Pages",
        }
    }

    /// Finds the view with this name in addresses.
    pub fn from_name(name: &str) -> Option<View> {
        View::ALL.iter().copied().find(|view| view.name() == name)
    }
}

/// Is what an address says: any state worth sharing with yourself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The lens.
    pub lens: Lens,
    /// The view.
    pub view: View,
    /// The place whose work is shown; nothing means everywhere.
    pub place: Option<RawId>,
    /// The record that is open beside the view.
    pub open: Option<RawId>,
    /// The filter as it is typed.
    pub filter: String,
    /// The field by which rows are grouped or swimlanes are drawn.
    pub group: String,
    /// The kind of record that a table shows, by its name in data; empty for the lens's own.
    pub of: String,
    /// How a table is sorted, such as `-priority,due`.
    pub sort: String,
    /// The columns of a table, as its layout writes them; empty for those of this device.
    pub cols: String,
    /// The key of the number that is open on the page of numbers.
    pub kpi: String,
    /// The period of the page of numbers, as [`crate::metrics::period::Span`] writes it; empty for
    /// the usual one.
    pub period: String,
    /// How the page of numbers counts days, by name; empty for the usual rule.
    pub counting: String,
    /// Whether the page of numbers leaves out the period before.
    pub alone: bool,
    /// The key of the page that is shown; empty for the lens's first.
    pub page: String,
    /// What was chosen on that page, as [`crate::page::report::options_text`] writes it.
    pub with: String,
    /// What the roadmap shows of time: its first day, a point, and hundredths of a minute to a
    /// pixel; empty for all of the plan.
    pub zoom: String,
    /// The baseline that the roadmap counts slip from; nothing means the latest.
    pub baseline: Option<RawId>,
    /// The scenario that the roadmap shows; nothing means the plan.
    pub scenario: Option<RawId>,
}

impl Route {
    /// Reads an address such as `#/project/board?place=0123456789abc`. It never fails: what it
    /// does not know falls back to the usual.
    pub fn parse(address: &str) -> Route {
        let address = address.split_once('#').map_or(address, |(_, hash)| hash);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut route = Route::default();
        let mut steps = path.split('/').filter(|step| !step.is_empty());
        if let Some(lens) = steps.next() {
            let known = Lens::ALL.iter().find(|known| known.name() == lens);
            route.lens = known.cloned().unwrap_or_default();
        }
        route.view = steps.next().and_then(View::from_name).unwrap_or_default();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value);
            match name {
                "place" => route.place = id_of(&value),
                "open" => route.open = id_of(&value),
                "filter" => route.filter = value,
                "group" => route.group = value,
                "of" => route.of = value,
                "sort" => route.sort = value,
                "cols" => route.cols = value,
                "kpi" => route.kpi = value,
                "period" => route.period = value,
                "counting" => route.counting = value,
                "before" => route.alone = value == "off",
                "page" => route.page = value,
                "with" => route.with = value,
                "zoom" => route.zoom = value,
                "baseline" => route.baseline = id_of(&value),
                "scenario" => route.scenario = id_of(&value),
                _ => {}
            }
        }
        route
    }

    /// Gives the same route with another view.
    pub fn with_view(&self, view: View) -> Route {
        Route { view, ..self.clone() }
    }

    /// Gives the same route through another lens.
    pub fn with_lens(&self, lens: Lens) -> Route {
        Route { lens, ..self.clone() }
    }

    /// Gives the same route in another place.
    pub fn with_place(&self, place: Option<RawId>) -> Route {
        Route { place, ..self.clone() }
    }

    /// Gives the same route with another record open.
    pub fn with_open(&self, open: Option<RawId>) -> Route {
        Route { open, ..self.clone() }
    }

    /// Gives the same route with another filter.
    pub fn with_filter(&self, filter: &str) -> Route {
        Route { filter: filter.to_owned(), ..self.clone() }
    }

    /// Gives the same route with other groups.
    pub fn with_group(&self, group: &str) -> Route {
        Route { group: group.to_owned(), ..self.clone() }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Lens::ALL.contains(&self.lens);
        let usual = Lens::default();
        let lens = if known { self.lens.name() } else { usual.name() };
        write!(f, "#/{lens}/{}", self.view.name())?;
        let id = |id: Option<RawId>| id.map(|id| id.to_string()).unwrap_or_default();
        let parts = [
            ("place", id(self.place)),
            ("open", id(self.open)),
            ("filter", encode(&self.filter)),
            ("group", encode(&self.group)),
            ("of", encode(&self.of)),
            ("sort", encode(&self.sort)),
            ("cols", encode(&self.cols)),
            ("kpi", encode(&self.kpi)),
            ("period", encode(&self.period)),
            ("counting", encode(&self.counting)),
            ("before", if self.alone { "off".to_owned() } else { String::new() }),
            ("page", encode(&self.page)),
            ("with", encode(&self.with)),
            ("zoom", encode(&self.zoom)),
            ("baseline", id(self.baseline)),
            ("scenario", id(self.scenario)),
        ];
        let mut sep = '?';
        for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
            write!(f, "{sep}{name}={value}")?;
            sep = '&';
        }
        Ok(())
    }
}

/// Reads an id, with or without its kind before it: ids are unique over all kinds.
fn id_of(text: &str) -> Option<RawId> {
    text.parse().ok().or_else(|| text.parse::<Ref>().ok().map(|r| r.id))
}

/// Writes all but letters, digits and a few harmless signs as `%` and two digits (RFC 3986).
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:,/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Undoes [`encode`]; what is not encoded well stays as it is.
fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if let (b'%', [high, low, after @ ..]) = (*first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high * 16 + low);
            rest = after;
        } else {
            out.push(*first);
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(address: &str, expected: &str) {
        assert_eq!(Route::parse(address).to_string(), expected, "{address}");
    }

    #[test]
    fn unknown_parts_of_an_address_fall_back() {
        check("", "#/project/board");
        check("#", "#/project/board");
        check("#/", "#/project/board");
        check("#/portfolio", "#/portfolio/board");
        check("#/nonsense/roadmap", "#/project/roadmap");
        check("#/product/nonsense?x=1&place=short", "#/product/board");
        check("https://example.org/a/#/program/kpis", "#/program/kpis");
        check("#/project/table?filter=%zz%4", "#/project/table?filter=%25zz%254");
        check("#/project/table?filter=%ff", "#/project/table?filter=%EF%BF%BD");
    }

    #[test]
    fn ids_are_read_with_and_without_their_kind() {
        let bare = "#/project/board?place=0123456789abc&open=0123456789abd";
        check(bare, bare);
        check("#/project/board?place=project:0123456789abc&open=item%3A0123456789abd", bare);
    }

    #[test]
    fn filters_keep_every_character() {
        check("#/project/board?filter=owner:me,none", "#/project/board?filter=owner:me,none");
        let route = Route { filter: "a&b=c #é+%".to_owned(), ..Route::default() };
        check(&route.to_string(), "#/project/board?filter=a%26b%3Dc%20%23%C3%A9%2B%25");
        assert_eq!(Route::parse(&route.to_string()), route);
    }

    proptest! {
        #[test]
        fn law_r1_a_route_reads_back_from_its_address(
            lens in 0..Lens::ALL.len(),
            view in 0..View::ALL.len(),
            place in proptest::option::of(any::<u64>()),
            open in proptest::option::of(any::<u64>()),
            filter in any::<String>(),
            group in "[a-z_ &=%#?]{0,12}",
            of in "[a-z_]{0,12}",
            sort in "[a-z_,-]{0,12}",
            cols in "[a-z0-9_,:]{0,16}",
            kpi in any::<String>(),
            period in "[0-9a-z.-]{0,12}",
            counting in "[a-z-]{0,12}",
            alone in any::<bool>(),
            page in "[a-z-]{0,12}",
            with in any::<String>(),
            zoom in "[0-9a-z.,-]{0,16}",
            baseline in proptest::option::of(any::<u64>()),
            scenario in proptest::option::of(any::<u64>()),
        ) {
            let route = Route {
                lens: Lens::ALL[lens].clone(),
                view: View::ALL[view],
                place: place.map(RawId),
                open: open.map(RawId),
                filter,
                group,
                of,
                sort,
                cols,
                kpi,
                period,
                counting,
                alone,
                page,
                with,
                zoom,
                baseline: baseline.map(RawId),
                scenario: scenario.map(RawId),
            };
            prop_assert_eq!(Route::parse(&route.to_string()), route);
        }

        #[test]
        fn law_r1_any_text_is_an_address(text in any::<String>()) {
            let route = Route::parse(&text);
            prop_assert_eq!(Route::parse(&route.to_string()), route);
        }
    }
}
