//! What a formula's errors say.

/// A sign that means nothing here.
pub fn stray(sign: char) -> (String, String) {
    (
        format!("`{sign}` has no meaning here."),
        "Expected a number, a KPI's key, a function, + − × ÷ or a parenthesis.".to_owned(),
    )
}

/// Something else was expected.
pub fn expected(what: &str, found: &str) -> (String, String) {
    let found = if found.is_empty() { "the end" } else { found };
    (format!("{what} was expected, and {found} came."), String::new())
}

/// Nothing was written.
pub const EMPTY: (&str, &str) =
    ("The formula is empty.", "Write for example `new-mrr + expansion-mrr - churned-mrr`.");
/// It is too deep.
pub const DEEP: (&str, &str) =
    ("The formula is nested too deeply.", "Make a part of it a KPI of its own.");
/// It is too long.
pub const LONG: (&str, &str) = ("The formula is too long.", "Make a part of it a KPI of its own.");

/// No such function.
pub fn no_function(name: &str) -> (String, String) {
    let hint = "Expected sum, avg, min, max, change or previous.";
    (format!("No function is called `{name}`."), hint.to_owned())
}

/// The wrong number of arguments.
pub fn one_argument(name: &str) -> (String, String) {
    (format!("`{name}` takes one thing in its parentheses."), String::new())
}

/// No such KPI.
pub fn no_kpi(key: &str, apart: bool) -> (String, String) {
    let hint = if apart {
        "To take one KPI from another put spaces around the minus."
    } else {
        "Write the key of a KPI as it stands on its page."
    };
    (format!("No KPI has the key `{key}`."), hint.to_owned())
}

/// Several KPIs with one key.
pub fn two_kpis(key: &str) -> (String, String) {
    (format!("More than one KPI has the key `{key}`."), "Give one of them another key.".to_owned())
}

/// A circle.
pub fn circle(path: &[String]) -> (String, String) {
    let text = path.join(" → ");
    (format!("It is computed from itself: {text}."), "Take one of these out.".to_owned())
}

/// Two units that cannot be joined.
pub fn units(verb: &str, left: &str, right: &str) -> (String, String) {
    let named = |unit: &str| {
        if unit.is_empty() { "a plain number".to_owned() } else { format!("`{unit}`") }
    };
    (
        format!("{} cannot be {verb} {}.", named(right), named(left)),
        "Both must be in the same unit.".to_owned(),
    )
}

/// The formula gives another unit than the KPI says.
pub fn other_unit(said: &str, found: &str) -> (String, String) {
    (
        format!("The formula gives `{found}`, and the KPI's unit says `{said}`."),
        "Change the unit or the formula.".to_owned(),
    )
}

/// A fault in the formula of another KPI.
pub fn within(key: &str, message: &str) -> String {
    format!("In the formula of `{key}`: {message}")
}

/// Nothing was read by a day.
pub fn unread(key: &str, by: &str) -> String {
    format!("`{key}` has no reading by {by}.")
}

/// Nothing was read in a period.
pub fn unread_in(from: &str, to: &str) -> String {
    format!("Nothing was read from {from} to {to}.")
}

/// A division by nothing.
pub fn zero(by: &str) -> String {
    format!("`{by}` is zero, and nothing can be divided by it.")
}

/// A result that is no number.
pub const TOO_LARGE: &str = "The result is too large for a number.";
/// A KPI that is computed in another way.
pub const NO_NUMBER: &str = "This KPI has neither readings nor a formula.";
