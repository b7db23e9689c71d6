//! The clock, the calendar day where the person is, and randomness.

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

/// Says a date as people where the person is say it: with the year only if it is another one.
pub fn say_date(date: Date, today: Date) -> String {
    let (year, month, day) = date.ymd();
    let js = js_sys::Date::new_with_year_month_day(year as u32, month as i32 - 1, day as i32);
    let options = js_sys::Object::new();
    let set = |key: &str, value: &str| {
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    };
    set("day", "numeric");
    set("month", "short");
    if year != today.ymd().0 {
        set("year", "numeric");
    }
    js.to_locale_date_string("en-GB", &options).into()
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
