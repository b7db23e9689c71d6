//! The clock, the calendar day where the person is, and randomness.

use throughline_core::metrics::say;
use throughline_core::model::time::{Date, Time};

/// Gives the time now.
pub fn now() -> Time {
    Time::from_ms(js_sys::Date::now() as i64)
}

/// Gives today's date where the person is.
pub fn today() -> Date {
    local_date(now())
}

/// Gives the date of an instant where the person is.
pub fn local_date(at: Time) -> Date {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.ms() as f64));
    let (year, month) = (date.get_full_year() as i32, date.get_month() + 1);
    Date::new(year, month, date.get_date()).unwrap_or_else(|| at.date_utc())
}

/// Says a date with the year only if it is another one. The browser's own formatter takes a tenth
/// of a millisecond and more for each call, which a board of cards cannot afford.
pub fn say_date(date: Date, today: Date) -> String {
    if date.ymd().0 == today.ymd().0 { say::date_in_year(date) } else { say::date(date) }
}

/// Says an instant with its time of day.
pub fn say_time(at: Time) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.ms() as f64));
    let (hours, minutes) = (date.get_hours(), date.get_minutes());
    format!("{}, {hours:02}:{minutes:02}", say_date(local_date(at), today()))
}

/// Gives a random seed.
pub fn seed() -> u64 {
    let high = (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    let low = (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    (high << 32) | low
}
