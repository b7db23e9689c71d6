//! How much room words take, and how they keep out of each other's way. Widths are guessed from the
//! number of characters: a core without a browser cannot measure.

/// How wide a character of a chart's text is, in CSS pixels.
const CHARACTER: f64 = 6.3;

/// How high a line of text is.
pub(super) const LINE: f64 = 14.0;

/// Guesses the width of a text.
pub(super) fn width(words: &str) -> f64 {
    words.chars().count() as f64 * CHARACTER
}

/// Cuts a text to a width, with an ellipsis where something is missing.
pub(super) fn fit(words: &str, room: f64) -> String {
    let most = (room / CHARACTER).floor().max(1.0) as usize;
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let mut cut: String = words.chars().take(most.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Moves the middles of lines of text apart so that none covers another, as little as possible and
/// within `from` and `to` as long as there is room. Gives the new middles in the order given.
pub(super) fn apart(middles: &[f64], gap: f64, (from, to): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..middles.len()).collect();
    let at = |idx: usize| middles.get(idx).copied().unwrap_or(0.0);
    crate::sort::by(&mut order, |a, b| at(*a).total_cmp(&at(*b)).then(a.cmp(b)));
    let gap = if order.len() > 1 {
        gap.min((to - from).max(0.0) / (order.len() - 1) as f64)
    } else {
        gap
    };
    let mut placed: Vec<f64> = Vec::with_capacity(order.len());
    for idx in &order {
        let least = placed.last().map_or(from, |last| last + gap);
        placed.push(at(*idx).clamp(from, to.max(from)).max(least));
    }
    // What was pushed out below comes back up.
    let mut most = to;
    for middle in placed.iter_mut().rev() {
        *middle = middle.min(most);
        most = *middle - gap;
    }
    let mut out = vec![0.0; middles.len()];
    for (idx, middle) in order.into_iter().zip(placed) {
        if let Some(slot) = out.get_mut(idx) {
            *slot = middle;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_with_an_ellipsis() {
        assert_eq!(fit("Ready", 100.0), "Ready");
        assert_eq!(fit("In progress", 6.3 * 6.0), "In pr…");
        assert_eq!(fit("abc", 0.0), "…");
    }

    #[test]
    fn lines_of_text_keep_apart_and_within() {
        assert_eq!(apart(&[10.0, 40.0], 14.0, (0.0, 100.0)), [10.0, 40.0]);
        assert_eq!(apart(&[40.0, 40.0], 14.0, (0.0, 100.0)), [40.0, 54.0]);
        assert_eq!(apart(&[98.0, 99.0], 14.0, (0.0, 100.0)), [86.0, 100.0]);
        assert_eq!(apart(&[5.0, 5.0, 5.0], 14.0, (0.0, 14.0)), [0.0, 7.0, 14.0]);
    }
}
