//! What the forecasts say in plain words. It knows no formula but their wording.

use crate::metrics::words::{About, date, items, many as count, share};
use crate::model::time::Date;

/// Names the group of the tiles.
pub fn group() -> &'static str {
    "Forecast"
}

/// Tells about the day on which all is done.
pub fn when() -> About {
    About {
        key: "forecast-when",
        name: "All open work done by",
        formula: "The day by which 85 % of 10,000 trials are done. Each trial draws whole weeks \
                  with replacement from the last 12 until their finished items reach N. N: open \
                  items that are not milestones, as they are now; items are not weighed by size.",
        source: "Magennis, Focused Objective throughput forecaster (2017); Vacanti, When Will It \
                 Be Done? (2018)",
    }
}

/// Tells about the day on which the plan ends.
pub fn plan() -> About {
    About {
        key: "forecast-plan",
        name: "Plan done by, from three points",
        formula: "The day by which 85 % of 10,000 trials end. Each trial draws every open item's \
                  duration D from the PERT beta of its three points (a at best, m most likely, b \
                  at worst; mean (a + 4 m + b) ÷ 6) and schedules all items by their links and \
                  calendars; nothing that is open is done before today.",
        source: "Malcolm, Roseboom, Clark and Fazar, PERT (1959); Van Slyke, Monte Carlo Methods \
                 and the PERT Problem (1963); Vose, Risk Analysis (3rd edition, 2008)",
    }
}

/// Says that nobody estimated three points.
pub fn no_points() -> String {
    "No open item that is planned has a duration at best and at worst. Give some items both, and \
     the plan's date becomes a range."
        .to_owned()
}

/// Says when the plan ends.
pub fn plan_says(half: Date, most: Date) -> String {
    format!("With 85 % likelihood the plan ends by {}, with 50 % by {}.", date(most), date(half))
}

/// Says that the plan is not likely to end in time, as a signal.
pub fn plan_signal(due: Date, likelihood: f64) -> String {
    format!(
        "By its three-point estimates the plan ends by {} in only {} of the trials; 85 % would be \
         a safe promise.",
        date(due),
        share(likelihood)
    )
}

/// Lists days by their likelihood.
pub fn by_shares(days: &[(f64, Date)]) -> String {
    let each = days.iter().map(|(s, day)| format!("{} by {}", share(*s), date(*day)));
    format!("Likelihoods: {}.", each.collect::<Vec<_>>().join(", "))
}

/// Says how likely the plan's own end is.
pub fn plan_end(end: Date, likelihood: f64) -> String {
    format!(
        "The plan itself ends on {}; {} of the trials do by then. Paths that meet make a plan \
         later than its longest path.",
        date(end),
        share(likelihood)
    )
}

/// Says what the triangle would give.
pub fn triangle(days: &[(f64, Date)]) -> String {
    let each = days.iter().map(|(s, day)| format!("{} by {}", share(*s), date(*day)));
    format!("With triangles in place of PERT betas: {}.", each.collect::<Vec<_>>().join(", "))
}

/// Says how many items have three points.
pub fn spread_of(n: usize, all: usize) -> String {
    format!(
        "{n} of {} that are open have three points; the others take what the plan says.",
        items(all)
    )
}

/// Says what risks do in the trials.
pub fn risks(n: usize) -> Option<String> {
    let risks = match n {
        0 => return None,
        1 => "1 open risk with a probability and days lengthens its item".to_owned(),
        n => format!("{n} open risks with a probability and days lengthen their items"),
    };
    Some(format!(
        "{risks}, each in as many of the trials as its probability says; risks of other places \
         reach this one through links."
    ))
}

/// Says how trials are drawn.
pub fn independent(n_trials: usize) -> String {
    format!(
        "{n_trials} trials from a fixed seed, each duration drawn independently of the others; \
         people are not leveled anew in a trial."
    )
}

/// Says how the three points of finished items would have done.
pub fn points_came(n: usize, low: usize, likely: usize, high: usize) -> String {
    match n {
        0 => "Back-test: no finished item had three points and known dates, so nothing says yet \
              how good the estimates are."
            .to_owned(),
        n => format!(
            "Back-test: of {} with three points that are finished, {high} took no longer than at \
             worst, {likely} no longer than most likely, {low} no longer than at best.",
            items(n)
        ),
    }
}

/// Names a chance.
pub fn chance() -> String {
    "Likelihood".to_owned()
}

/// Gives the title of the chances by day.
pub fn chances_title() -> String {
    "Likelihood to be done by each day".to_owned()
}

/// Tells about the number done by a day.
pub fn many() -> About {
    About {
        key: "forecast-many",
        name: "Items done by then",
        formula: "The number of items that 85 % of 10,000 trials reach (their 15th percentile, \
                  rounded down). Each trial adds the finished items of whole weeks drawn with \
                  replacement from the last 12 up to the day.",
        source: "Magennis, Focused Objective throughput forecaster (2017); Vacanti, When Will It \
                 Be Done? (2018)",
    }
}

/// Tells about the back-test.
pub fn check() -> About {
    About {
        key: "forecast-check",
        name: "Forecasts that came true",
        formula: "H ÷ N. N: forecasts of the next two weeks, one for each week of the last \
                  quarter, each from the 12 weeks before it alone. H: those of them where at \
                  least as much was finished as was said with 85 %.",
        source: "Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd edition, \
                 2021), evaluation on a rolling origin",
    }
}

/// Says that nothing is to be done.
pub fn nothing_open() -> String {
    "Nothing is open, so there is nothing to forecast.".to_owned()
}

/// Says that there is too little history for a forecast.
pub fn too_little() -> String {
    "A forecast needs at least 4 weeks of history with 5 finished items in the last 12 weeks."
        .to_owned()
}

/// Says that there is too little history to test forecasts.
pub fn too_little_back() -> String {
    "A test needs at least 10 weeks of history in which items were finished.".to_owned()
}

/// Says that the work would not end.
pub fn never() -> String {
    "At the present pace, too many trials are not done within ten years.".to_owned()
}

/// Says when all is done.
pub fn when_says(n_open: usize, half: Date, most: Date) -> String {
    let what = if n_open == 1 { "the open item is" } else { "all open items are" };
    format!(
        "With 85 % likelihood {what} done by {}, with 50 % by {} ({} open).",
        date(most),
        date(half),
        items(n_open)
    )
}

/// Says how many are done by a day.
pub fn many_says(until: Date, half: f64, most: f64) -> String {
    let most = count(most, "item", "items");
    let half = count(half, "item", "items");
    let until = date(until);
    format!("By {until}, at least {most} are done with 85 % likelihood, {half} with 50 %.")
}

/// Says how the forecasts of the last quarter did.
pub fn check_says(n_hits: usize, n: usize) -> String {
    format!(
        "In {n_hits} of {n} weeks of the last quarter, at least as much was finished as a \
         forecast would have said with 85 %."
    )
}

/// Says that a due date is not likely to be met, as a signal.
pub fn due_signal(n_open: usize, due: Date, likelihood: f64) -> String {
    format!(
        "{} are done by {} in only {} of the trials; 85 % would be a safe promise.",
        items(n_open),
        date(due),
        share(likelihood)
    )
}

/// Says what the forecast was drawn from.
pub fn drawn_from(n_weeks: usize, until: Date, n_trials: usize) -> String {
    format!(
        "Drawn from the {} up to {}, in {n_trials} trials from a fixed seed: the same \
         history gives the same forecast.",
        crate::metrics::words::weeks(n_weeks),
        date(until)
    )
}

/// Says when all is done if items are split on the way into up to twice as many.
pub fn split(half: Option<Date>, most: Option<Date>) -> Option<String> {
    let (half, most) = (half?, most?);
    Some(format!(
        "If items are split on the way into up to twice as many, it is {} with 85 %, {} with 50 %.",
        date(most),
        date(half)
    ))
}

/// Says when all is done if work is added as before.
pub fn growing(half: Option<Date>, most: Option<Date>) -> String {
    match (half, most) {
        (Some(half), Some(most)) => format!(
            "If items are added as in the same weeks, it is {} with 85 %, {} with 50 %.",
            date(most),
            date(half)
        ),
        (Some(half), None) => format!(
            "If items are added as in the same weeks, half of the trials end by {}, and more \
             than 15 % do not end within ten years.",
            date(half)
        ),
        _ => "If items are added as in the same weeks, the work does not end: as much comes as \
              goes."
            .to_owned(),
    }
}

/// Says that the tested forecasts overlap.
pub fn overlaps(n_days: i64) -> String {
    format!(
        "Each forecast looks {n_days} days ahead and starts a week after the last, so neighbors share days."
    )
}

/// Names the trials.
pub fn trials() -> String {
    "Trials".to_owned()
}

/// Names the day on which the place is due.
pub fn due() -> String {
    "Due".to_owned()
}

/// Names what is done.
pub fn done() -> String {
    "Done".to_owned()
}

/// Names all there is to do.
pub fn scope() -> String {
    "Scope".to_owned()
}

/// Names the band of the forecast.
pub fn forecast_band() -> String {
    "Forecast: median, and 15 % to 85 %".to_owned()
}

/// Names the axis of counts.
pub fn n_items() -> String {
    "Items".to_owned()
}

/// Names what was said.
pub fn stated() -> String {
    "Stated likelihood".to_owned()
}

/// Names what came of it.
pub fn came_true() -> String {
    "Came true".to_owned()
}

/// Names what was finished.
pub fn actual() -> String {
    "Finished".to_owned()
}

/// Names a line of what is reached with a likelihood.
pub fn likely(likelihood: f64) -> String {
    format!("At least this many, {}", share(likelihood))
}

/// Gives the title of the burn-up.
pub fn burn_title() -> String {
    "Burn-up of the open work with its forecast".to_owned()
}

/// Gives the title of the spread of days.
pub fn spread_title() -> String {
    "Trials by the week in which all is done".to_owned()
}

/// Gives the title of the spread of numbers.
pub fn many_title(until: Date) -> String {
    format!("Trials by the number of items done by {}", date(until))
}

/// Gives the title of the test's result.
pub fn check_title() -> String {
    "What was stated and what came true".to_owned()
}

/// Gives the title of the tested forecasts.
pub fn walk_title() -> String {
    "Forecasts of two weeks and what was finished in them".to_owned()
}
