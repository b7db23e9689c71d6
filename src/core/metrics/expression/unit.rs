//! Units: what a KPI's unit says of its numbers. It knows no formula.

use crate::metrics::report::Unit;

/// Is a product of powers of units by name: money per customer is `EUR` to 1, `customer` to −1.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Dims(Vec<(String, i32)>);

/// Is what a unit's text says: what is counted, and how many whole units one of it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What is counted.
    pub dims: Dims,
    /// By how much a number as typed is multiplied: 0.01 for percent, 1000 for k€.
    pub scale: f64,
    /// The unit of the multiplied number.
    pub unit: Unit,
}

const SIGNS: [(&str, &str); 5] =
    [("€", "EUR"), ("$", "USD"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR")];
const CODES: [&str; 24] = [
    "EUR", "USD", "GBP", "JPY", "INR", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN",
    "CZK", "HUF", "BRL", "MXN", "CNY", "KRW", "SGD", "HKD", "ZAR", "TRY", "RON",
];
const SAME: [(&str, &str); 10] = [
    ("d", "day"),
    ("days", "day"),
    ("h", "hour"),
    ("hr", "hour"),
    ("hrs", "hour"),
    ("hours", "hour"),
    ("min", "minute"),
    ("mins", "minute"),
    ("minutes", "minute"),
    ("people", "person"),
];

/// Reads a KPI's unit, such as `%`, `k€`, `days`, `EUR/customer` or `EUR per customer`.
pub fn measure(text: &str) -> Measure {
    let text = text.trim();
    let mut scale = 1.0;
    let mut dims = Dims::default();
    let parts = text.replace(" per ", "/");
    for (nth, part) in parts.split('/').map(str::trim).enumerate() {
        let (by, name) = atom(part);
        let power = if nth == 0 { 1 } else { -1 };
        scale *= if power > 0 { by } else { 1.0 / by };
        if !name.is_empty() {
            dims = dims.times(&Dims(vec![(name, power)]));
        }
    }
    let unit = match text {
        "%" => Unit::Share,
        _ => dims.unit(text, scale),
    };
    Measure { dims, scale, unit }
}

/// Reads one unit: its scale and its name.
fn atom(text: &str) -> (f64, String) {
    match text {
        "" | "1" | "x" | "ratio" | "points" => return (1.0, String::new()),
        "%" => return (0.01, String::new()),
        _ => {}
    }
    let prefixes = [("", 1.0), ("k", 1e3), ("T", 1e3), ("M", 1e6), ("m", 1e6), ("bn", 1e9)];
    for (prefix, scale) in prefixes {
        let Some(rest) = text.strip_prefix(prefix).map(str::trim) else { continue };
        let sign = SIGNS.iter().find(|(sign, _)| *sign == rest).map(|(_, code)| *code);
        let code = sign.or_else(|| CODES.iter().find(|code| **code == rest).copied());
        if let Some(code) = code {
            return (scale, code.to_owned());
        }
    }
    let low = text.to_lowercase();
    if let Some((_, name)) = SAME.iter().find(|(other, _)| *other == low) {
        return (1.0, (*name).to_owned());
    }
    let plural = low.len() > 3 && low.ends_with('s') && !low.ends_with("ss");
    (1.0, if plural { low.trim_end_matches('s').to_owned() } else { low })
}

impl Dims {
    /// Tells whether nothing is counted: a plain number.
    pub fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// Multiplies.
    pub fn times(&self, other: &Dims) -> Dims {
        let mut out = self.0.clone();
        for (name, power) in &other.0 {
            match out.iter_mut().find(|(own, _)| own == name) {
                Some((_, own)) => *own = own.saturating_add(*power),
                None => out.push((name.clone(), *power)),
            }
        }
        out.retain(|(_, power)| *power != 0);
        crate::sort::sort(&mut out);
        Dims(out)
    }

    /// Divides.
    pub fn over(&self, other: &Dims) -> Dims {
        let turned = other.0.iter().map(|(name, power)| (name.clone(), power.saturating_neg()));
        self.times(&Dims(turned.collect()))
    }

    /// Writes it for people: `EUR per customer`.
    pub fn text(&self) -> String {
        let side = |up: bool| {
            let of = self.0.iter().filter(move |(_, power)| (*power > 0) == up);
            let names = of.map(|(name, power)| match power.unsigned_abs() {
                1 => name.clone(),
                n => format!("{name}^{n}"),
            });
            names.collect::<Vec<_>>().join("·")
        };
        match (side(true), side(false)) {
            (above, below) if below.is_empty() => above,
            (above, below) if above.is_empty() => format!("1 per {below}"),
            (above, below) => format!("{above} per {below}"),
        }
    }

    /// Gives the unit of a tile; `said` is what the KPI calls it.
    pub fn unit(&self, said: &str, scale: f64) -> Unit {
        match self.0.as_slice() {
            [] if said.is_empty() => Unit::Number,
            [] => Unit::Other(said.to_owned()),
            [(name, 1)] if CODES.contains(&name.as_str()) => Unit::Money(name.clone()),
            [(name, 1)] if name == "day" => Unit::Days,
            [(name, 1)] if name == "hour" => Unit::Hours,
            _ if said.is_empty() || scale != 1.0 => Unit::Other(self.text()),
            _ => Unit::Other(said.to_owned()),
        }
    }
}
