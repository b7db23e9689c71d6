//! Where restore points are kept: two values each in the database, one that describes it and one
//! that holds it, so that listing them reads little. It knows no signal.

use js_sys::{Object, Uint8Array};
use throughline_core::model::time::Time;
use throughline_core::past::{Point, thin};
use throughline_core::{sort, store};
use wasm_bindgen::{JsCast, JsValue};

use crate::app::work::Failure;
use crate::shell::database::{self, Area, DatabaseError, Edit};
use crate::shell::js;

/// What the keys of descriptions begin with.
const POINT: &str = "point/";

/// What the keys of contents begin with; the rescue screen looks for these.
const DATA: &str = "data/";

impl From<DatabaseError> for Failure {
    fn from(e: DatabaseError) -> Self {
        Failure { message: e.what().to_owned(), hint: e.hint().to_owned() }
    }
}

/// Lists all points, the newest first.
pub async fn list() -> Result<Vec<Point>, Failure> {
    let db = database::open().await?;
    let mut keys = db.keys(Area::Past).await?;
    keys.retain(|key| key.starts_with(POINT));
    let values = db.get_each(Area::Past, &keys).await?;
    let texts = values.into_iter().flatten().filter_map(|value| value.as_string());
    let mut points: Vec<Point> =
        texts.filter_map(|text| serde_json::from_str(&text).ok()).collect();
    sort::by_key(&mut points, |point| (point.at, point.id.clone()));
    points.reverse();
    Ok(points)
}

/// Keeps a point and what it holds, and lets go of those that make room for it. A point that nobody
/// named is not kept if the newest one holds the same.
pub async fn keep(mut point: Point, packed: &str) -> Result<(), Failure> {
    let points = list().await?;
    let same = points.first().is_some_and(|newest| newest.sum == point.sum);
    if same && !point.is_named() {
        return Ok(());
    }
    let bytes = store::unpack(packed).unwrap_or_default();
    point.size = bytes.len();
    let mut edits = vec![
        Edit::Put(format!("{DATA}{}", point.id), content(&point, &bytes)),
        description(&point),
    ];
    let now = point.at;
    let all: Vec<Point> = points.into_iter().chain([point]).collect();
    edits.extend(thin(&all, now).iter().flat_map(|id| gone(id)));
    database::open().await?.write(Area::Past, &edits).await?;
    Ok(())
}

/// Writes the description of a point anew, as after it was renamed.
pub async fn describe(point: &Point) -> Result<(), Failure> {
    database::open().await?.write(Area::Past, &[description(point)]).await?;
    Ok(())
}

/// Deletes a point.
pub async fn delete(id: &str) -> Result<(), Failure> {
    database::open().await?.write(Area::Past, &gone(id)).await?;
    Ok(())
}

/// Gives what a point holds, packed as the background thread reads it.
pub async fn packed(id: &str) -> Result<String, Failure> {
    let held = database::open().await?.get(Area::Past, &format!("{DATA}{id}")).await?;
    let bytes = held.and_then(|held| js::get(&held, BYTES));
    let bytes = bytes.and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
    let bytes = bytes.ok_or_else(|| Failure {
        message: "The restore point is not there any more.".to_owned(),
        hint: "Another tab may have deleted it.".to_owned(),
    })?;
    Ok(store::pack(&bytes.to_vec()))
}

fn gone(id: &str) -> [Edit; 2] {
    [Edit::Delete(format!("{DATA}{id}")), Edit::Delete(format!("{POINT}{id}"))]
}

fn description(point: &Point) -> Edit {
    let text = serde_json::to_string(point).unwrap_or_default();
    Edit::Put(format!("{POINT}{}", point.id), js::text(&text))
}

const BYTES: &str = "bytes";

/// Makes what the rescue screen can read without any of this code: JSON as a raw deflate stream.
fn content(point: &Point, bytes: &[u8]) -> JsValue {
    let held = Object::new();
    let at = Time::ms(point.at) as f64;
    let reason = serde_json::to_string(&point.reason).unwrap_or_default();
    for (name, value) in [
        ("id", js::text(&point.id)),
        ("name", js::text(&point.name)),
        ("reason", js::text(reason.trim_matches('"'))),
        ("at", js::number(at)),
        (BYTES, js::bytes(bytes)),
    ] {
        js::set(&held, name, &value);
    }
    held.into()
}
