//! Calendars: when work is done.

use crate::model::part::part;
use crate::model::record::record;
use crate::model::time::Date;

part! {
    /// A stretch of working time on a day, in minutes since midnight.
    pub struct Shift {
        /// When it starts, from 0.
        from: u32, must;
        /// When it ends, at most 1440; later than it starts.
        to: u32, must;
    }
}

part! {
    /// The shifts of one day of the week; a day that is not listed is free.
    pub struct WeekDay {
        /// The day, from 1 for Monday to 7 for Sunday.
        day: u32, must;
        /// Its shifts in order.
        shifts: Vec<Shift>, must;
    }
}

part! {
    /// Days on which the week's pattern does not hold.
    pub struct Exception {
        /// What it is, such as a holiday's name.
        name: String, must;
        /// The first day.
        from: Date, must;
        /// The last day.
        to: Date, must;
        /// The shifts on these days; none means free.
        shifts: Vec<Shift>, may;
        /// Whether it comes again on the same dates every year.
        yearly: bool, may;
    }
}

record! {
    /// A pattern of working time and its exceptions.
    pub struct Calendar titled name {
        /// What the calendar is called.
        name: String = "Name", Required;
        /// The shifts of each working day of the week.
        week: Vec<WeekDay> = "Week", Edit;
        /// Holidays, closures and extra working days.
        exceptions: Vec<Exception> = "Exceptions", Edit;
    }
}
