//! What a roadmap says in sentences. It knows no title: whoever asks lends them.

use super::row::{Clash, Conflict};
use crate::model::id::Ref;
use crate::model::time::Date;
use crate::schedule::Moment;
use crate::schedule::words::Voice;

/// Says what is wrong with a row's dates, in a sentence: "Starts 3 working days before *Antenna
/// fix* lets it." `per_day` is what a working day has in minutes.
pub fn conflict(conflict: &Conflict, title: &dyn Fn(Ref) -> String, per_day: i64) -> String {
    let with = || conflict.with.map(|at| format!("*{}*", title(at))).unwrap_or_default();
    let time = time(conflict.by, per_day);
    match conflict.clash {
        Clash::Circle => format!("It waits for itself by way of {}.", with()),
        Clash::Link => format!("It comes {time} before {} lets it.", with()),
        Clash::Deadline => format!("It finishes {time} after its deadline."),
        Clash::Constraint => {
            format!("It would have to be {time} earlier to keep the date it is held to.")
        }
        Clash::Due => format!("It finishes {time} after the date it was promised for."),
        Clash::Doubt => format!("It waits for {}, which is in doubt.", with()),
        Clash::Overdue if conflict.by == 0 => "It should be finished by now.".to_owned(),
        Clash::Overdue => format!("It should have been finished {time} ago."),
        Clash::Stored if conflict.by == 0 => {
            "Its dates on the board are not those of the plan.".to_owned()
        }
        Clash::Stored if conflict.by < 0 => {
            format!("By the plan it comes {time} earlier than its own dates say.")
        }
        Clash::Stored => format!("By the plan it comes {time} later than its own dates say."),
    }
}

/// Writes working time: "3 working days".
pub fn time(minutes: i64, per_day: i64) -> String {
    voice(Date::from_day_number(0), per_day, &|_| String::new()).time(minutes)
}

/// Writes the day of a finish: "14 July", with its year where that is not today's.
pub fn day(at: Moment, today: Date) -> String {
    voice(today, 480, &|_| String::new()).end_day(at)
}

fn voice<'a>(today: Date, per_day: i64, title: &'a dyn Fn(u64) -> String) -> Voice<'a> {
    Voice { title, today, per_day }
}

/// Counts things: "1 item", "3 items".
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}
