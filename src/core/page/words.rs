//! Words that many pages say. They know no page.

/// Counts things in words: `1 item`, `3 items`, `no items`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// Writes a number with at most so many digits after the point, and no zeros at its end.
pub fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text.as_str(),
    };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Writes a whole number with its thousands apart: `12,400`.
pub fn whole(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 && out != "0" { format!("-{out}") } else { out }
}

/// Gives the words of a text that mean something: of five letters or more, in lower case, cut to
/// six, so that forms of a word are alike.
pub fn words_of(text: &str) -> rustc_hash::FxHashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 5);
    words.map(|word| word.to_lowercase().chars().take(6).collect()).collect()
}
