//! The command that keeps what is shown as a saved view: a new one under a name, or one that is
//! there as it is now.

use super::{CommandError, Tx, text};
use crate::lens::saved;
use crate::model::id::{Id, Ref};
use crate::model::rank::Rank;
use crate::model::{Kind, SavedView};
use crate::route::Route;

pub(super) fn keep(
    tx: &mut Tx<'_>,
    at: Option<Id<SavedView>>,
    name: &str,
    address: &str,
) -> Result<(String, Option<Ref>), CommandError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(CommandError::invalid("A view needs a name.", "Type one."));
    }
    let route = Route::parse(address);
    let place = route.place.and_then(|id| tx.locate(id)).filter(|at| at.kind.is_place());
    if let Some(at) = at {
        tx.update(at, |view| {
            view.name = name.clone();
            saved::take(view, &route, place);
        })?;
        return Ok((
            text::edited(Kind::SavedView.one(), &format!("“{}”", text::short(&name))),
            None,
        ));
    }
    let last = tx.saved_views.iter().map(|view| view.rank.clone()).max();
    let rank = Rank::between(last.as_ref(), None);
    let mut view = SavedView { id: tx.env.id(), name, rank, ..SavedView::default() };
    saved::take(&mut view, &route, place);
    let label = format!("Save the view “{}”", text::short(&view.name));
    let id = tx.create(view)?;
    Ok((label, Some(id.to_ref())))
}
