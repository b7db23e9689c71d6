//! The working time of a place, for the shading behind the rows. It knows no pixel.

use super::look::Look;
use super::report::{Hours, Off, Shift};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{self, Calendar, Project};
use crate::schedule::Moment;
use crate::sort;

/// How many days before and after the plan holidays are known for.
const AROUND: i64 = 400;
/// The working minutes of a day where nothing says otherwise.
const USUAL: i64 = 480;

/// Gives the working time of the place, with the days that differ around a span.
pub(super) fn hours(look: &Look<'_>, span: Option<(Moment, Moment)>) -> Hours {
    let project = look.question.place.and_then(Id::<Project>::from_ref);
    let own = project.and_then(|id| look.model.find(id)).and_then(|p| p.calendar);
    let usual = look.model.info().and_then(|info| info.calendar);
    let Some(calendar) = own.or(usual).and_then(|id| look.model.find(id)) else {
        let day = |idx| if idx < 5 { vec![Shift(540, 1_020)] } else { Vec::new() };
        return Hours { week: (0..7).map(day).collect(), off: Vec::new(), per_day: USUAL };
    };
    let (from, to) = span.map_or((look.today, look.today), |(a, b)| (a.date(), b.date()));
    let week: Vec<Vec<Shift>> = (1..=7).map(|day| week_day(calendar, day)).collect();
    let minutes = |shifts: &Vec<Shift>| -> i64 {
        shifts.iter().map(|s| i64::from(s.1.saturating_sub(s.0))).sum()
    };
    let per_day = week.iter().map(minutes).find(|n| *n > 0).unwrap_or(USUAL);
    let off = exceptions(calendar, from.plus_days(-AROUND), to.plus_days(AROUND));
    Hours { week, off, per_day }
}

fn week_day(calendar: &Calendar, day: u32) -> Vec<Shift> {
    let named = calendar.week.iter().filter(|d| d.day == day);
    named.flat_map(|d| shifts(&d.shifts)).collect()
}

fn shifts(list: &[model::Shift]) -> Vec<Shift> {
    let fits = |minute: u32| u16::try_from(minute.min(1_440)).unwrap_or(1_440);
    list.iter().map(|s| Shift(fits(s.from), fits(s.to))).collect()
}

fn exceptions(calendar: &Calendar, from: Date, to: Date) -> Vec<Off> {
    let mut out = Vec::new();
    for exception in calendar.exceptions.iter().filter(|e| e.from <= e.to) {
        let (first, last) = (exception.from.ymd(), exception.to.ymd());
        let turns = last.0 - first.0;
        let years =
            if exception.yearly { from.ymd().0 - 1..=to.ymd().0 } else { first.0..=first.0 };
        for year in years {
            let begin = Date::new(year, first.1, first.2);
            let end = Date::new(year + turns.min(1), last.1, last.2);
            let (begin, end) = if exception.yearly {
                let Some(both) = begin.zip(end) else { continue };
                both
            } else {
                (exception.from, exception.to)
            };
            if end >= from && begin <= to {
                let name = exception.name.clone();
                out.push(Off { from: begin, to: end, shifts: shifts(&exception.shifts), name });
            }
        }
    }
    sort::by_key(&mut out, |off: &Off| (off.from, off.to));
    out
}

impl Hours {
    /// Gives the working time of a day as minutes after midnight; none means that it is free. The
    /// day is in days since 1970-01-01, as the shading of a timeline asks for it.
    pub fn on(&self, day: i64) -> Vec<(u16, u16)> {
        let date = Date::from_day_number(day);
        let off = self.off.iter().rev().find(|off| off.from <= date && date <= off.to);
        let week = || {
            let idx = date.weekday().num_days_from_monday() as usize;
            self.week.get(idx).map_or(&[][..], Vec::as_slice)
        };
        let shifts = off.map_or_else(week, |off| off.shifts.as_slice());
        shifts.iter().map(|shift| (shift.0, shift.1)).collect()
    }
}
