//! The reason of a date as a sentence. This module knows no title: whoever asks lends them.

use super::moment::Moment;
use super::network::{Awaits, Key, Lag, Limit, LinkKind, Ruling};
use super::reason::{Bind, Cause, Reason};
use crate::model::time::Date;

/// Says what a sentence needs to know of the world.
pub struct Voice<'a> {
    /// Gives the title of a task.
    pub title: &'a dyn Fn(Key) -> String,
    /// Today: dates of another year carry their year.
    pub today: Date,
    /// How many working minutes a working day has, usually 480.
    pub per_day: i64,
}

/// Says why a task is when it is, in one plain sentence whose subject is the task: "starts on 4
/// May because *Enclosure tooling* finishes on 3 May, finish-to-start; it could start 6 working
/// days later without moving *Launch*".
pub fn sentence(reason: &Reason, voice: &Voice<'_>) -> String {
    let starts = format!("starts on {}", voice.day(reason.start));
    let finishes = format!("finishes on {}", voice.end_day(reason.finish));
    let mut text = match &reason.cause {
        Cause::Actual if reason.done => format!("{finishes}, as it really did"),
        Cause::Actual => format!("started on {}, as it really did", voice.day(reason.start)),
        Cause::Manual => format!("{starts} because its dates are set by hand"),
        Cause::Parts(first, last) if first == last => {
            format!("{starts} and {finishes} as its part {} does", voice.name(*first))
        }
        Cause::Parts(first, last) => format!(
            "{starts} with its first part {} and {finishes} with its last part {}",
            voice.name(*first),
            voice.name(*last)
        ),
        cause => {
            let what = if reason.by_finish { finishes } else { starts };
            format!("{what} because {}", voice.cause(cause))
        }
    };
    if let Some(from) = reason.waits_from.filter(|_| !reason.by_finish) {
        text.push_str(&format!(
            ", and its calendar has no working time between {} and then",
            voice.moment(from)
        ));
    }
    if let Some(room) = room(reason, voice) {
        text.push_str("; ");
        text.push_str(&room);
    }
    text
}

/// Says how much the task could move.
fn room(reason: &Reason, voice: &Voice<'_>) -> Option<String> {
    if reason.done {
        return None;
    }
    let verb = if matches!(reason.cause, Cause::Actual) { "finish" } else { "start" };
    let time = voice.time(reason.float);
    let what = match reason.bind {
        Bind::ProjectEnd(Some(last)) if last == reason.task => "the end of the project".to_owned(),
        Bind::ProjectEnd(Some(last)) => voice.name(last),
        Bind::ProjectEnd(None) => "the end of the project".to_owned(),
        Bind::Deadline(task, at) => {
            format!("the deadline {}on {}", voice.of(task, reason.task), voice.end_day(at))
        }
        Bind::Limit(task, limit) => {
            format!("the constraint {}to {}", voice.of(task, reason.task), voice.limit(limit))
        }
        Bind::Nothing => return None,
    };
    let ends = matches!(reason.bind, Bind::ProjectEnd(_));
    Some(match reason.float {
        0 if ends => format!("any delay moves {what}"),
        0 => format!("any delay breaks {what}"),
        1.. if ends => format!("it could {verb} {time} later without moving {what}"),
        1.. => format!("it could {verb} {time} later without breaking {what}"),
        _ => format!("it would have to {verb} {time} earlier to keep {what}"),
    })
}

impl Voice<'_> {
    fn name(&self, key: Key) -> String {
        format!("*{}*", (self.title)(key))
    }

    fn of(&self, task: Key, own: Key) -> String {
        if task == own { String::new() } else { format!("of {} ", self.name(task)) }
    }

    /// Writes the date of a start.
    pub fn day(&self, at: Moment) -> String {
        self.date(at.date())
    }

    /// Writes the date of a finish.
    pub fn end_day(&self, at: Moment) -> String {
        self.date(at.finish_date())
    }

    fn date(&self, date: Date) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (year, month, day) = date.ymd();
        let month = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
        if year == self.today.ymd().0 {
            format!("{day} {month}")
        } else {
            format!("{day} {month} {year}")
        }
    }

    fn moment(&self, at: Moment) -> String {
        format!("{}, {:02}:{:02},", self.date(at.date()), at.minute() / 60, at.minute() % 60)
    }

    /// Writes working time in the largest unit that fits: days with one decimal, hours or minutes.
    pub fn time(&self, minutes: i64) -> String {
        let n = minutes.saturating_abs();
        let per_day = self.per_day.max(1);
        let many = |tenths: i64, unit: &str| {
            let number = if tenths % 10 == 0 {
                (tenths / 10).to_string()
            } else {
                format!("{}.{}", tenths / 10, tenths % 10)
            };
            let s = if tenths == 10 { "" } else { "s" };
            format!("{number} working {unit}{s}")
        };
        let tenths = |unit: i64| n.saturating_mul(10).saturating_add(unit / 2) / unit;
        if n >= per_day {
            many(tenths(per_day), "day")
        } else if n >= 60 {
            many(tenths(60), "hour")
        } else {
            many(n * 10, "minute")
        }
    }

    fn limit(&self, limit: Limit) -> String {
        match limit {
            Limit::Asap => "be as soon as possible".to_owned(),
            Limit::Alap => "be as late as possible".to_owned(),
            Limit::StartNoEarlier(at) => format!("start no earlier than {}", self.day(at)),
            Limit::StartNoLater(at) => format!("start no later than {}", self.day(at)),
            Limit::FinishNoEarlier(at) => format!("finish no earlier than {}", self.end_day(at)),
            Limit::FinishNoLater(at) => format!("finish no later than {}", self.end_day(at)),
            Limit::MustStart(at) => format!("start on {}", self.day(at)),
            Limit::MustFinish(at) => format!("finish on {}", self.end_day(at)),
        }
    }

    fn lag(&self, lag: Lag) -> String {
        let (n, size) = match lag {
            Lag::Working(n) => (n, self.time(n)),
            Lag::Elapsed(n) => {
                let hours = n.saturating_abs() as f64 / 60.0;
                (n, format!("{} hours on the clock", (hours * 10.0).round() / 10.0))
            }
            Lag::Percent(n) => {
                (n, format!("{} % of its duration", n.saturating_abs() as f64 / 100.0))
            }
            Lag::ElapsedPercent(n) => {
                let percent = n.saturating_abs() as f64 / 100.0;
                (n, format!("{percent} % of its duration on the clock"))
            }
        };
        match n {
            0 => String::new(),
            1.. => format!(" with a lag of {size}"),
            _ => format!(" with a lead of {size}"),
        }
    }

    fn cause(&self, cause: &Cause) -> String {
        match cause {
            Cause::ProjectStart => "its project starts then".to_owned(),
            Cause::Put => "it was put there and waits for nothing".to_owned(),
            Cause::Link { from, kind, at, lag, .. } => {
                let (end, date) = if kind.from_finish() {
                    ("finishes", self.end_day(*at))
                } else {
                    ("starts", self.day(*at))
                };
                let lag = self.lag(*lag);
                let kind = match kind {
                    LinkKind::FinishStart => "finish-to-start",
                    LinkKind::StartStart => "start-to-start",
                    LinkKind::FinishFinish => "finish-to-finish",
                    LinkKind::StartFinish => "start-to-finish",
                };
                format!("{} {end} on {date}, {kind}{lag}", self.name(*from))
            }
            Cause::Decision(Awaits { decision, until, ruling }) => {
                let name = self.name(*decision);
                match ruling {
                    Ruling::Made => {
                        format!("the decision {name} was made on {}", self.day(*until))
                    }
                    Ruling::Due => {
                        format!("the decision {name} is to be made by {}", self.end_day(*until))
                    }
                    Ruling::Late(Some(due)) => format!(
                        "the decision {name} was due on {} and is not made yet",
                        self.date(*due)
                    ),
                    Ruling::Late(None) => format!("the decision {name} is not made yet"),
                }
            }
            Cause::Limit(limit) => {
                let must = matches!(limit, Limit::MustStart(_) | Limit::MustFinish(_));
                let word = if must { "it must" } else { "it is to" };
                format!("{word} {}", self.limit(*limit))
            }
            Cause::Late => "it is to be as late as possible".to_owned(),
            Cause::Status(at) => {
                format!("work that is not done is planned after {}", self.end_day(*at))
            }
            Cause::Within(summary, cause) => match cause.as_ref() {
                Cause::Limit(limit) => {
                    format!(
                        "it is part of {}, which is to {}",
                        self.name(*summary),
                        self.limit(*limit)
                    )
                }
                other => {
                    format!("it is part of {}, and {}", self.name(*summary), self.cause(other))
                }
            },
            Cause::Actual => "it really did".to_owned(),
            Cause::Manual => "its dates are set by hand".to_owned(),
            Cause::Parts(..) => "its parts do".to_owned(),
        }
    }
}
