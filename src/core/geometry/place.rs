//! Where something that floats goes beside its anchor; knows no browser.
//!
//! Positions are from the viewport's top left corner, all in one unit, such as CSS pixels.

/// Holds a rectangle by its top left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// Returns a rectangle without size, such as the place of a pointer.
    pub fn point(x: f64, y: f64) -> Self {
        Self { x, y, width: 0.0, height: 0.0 }
    }
}

/// Returns the top left corner for a popup: below its anchor, or above where only that fits.
///
/// The popup starts at the anchor's left edge (`end` aligns the right edges instead), `gap` away
/// from it, and never leaves the viewport by more than it is too large for it.
pub fn place(
    anchor: Rect,
    popup: (f64, f64),
    viewport: (f64, f64),
    gap: f64,
    end: bool,
) -> (f64, f64) {
    let (width, height) = popup;
    let below = anchor.y + anchor.height + gap;
    let above = anchor.y - gap - height;
    let fits_below = below + height + gap <= viewport.1;
    let room_below = viewport.1 - anchor.y - anchor.height;
    let y = if fits_below || (above < gap && room_below >= anchor.y) { below } else { above };
    let x = if end { anchor.x + anchor.width - width } else { anchor.x };
    (keep(x, width, viewport.0, gap), keep(y, height, viewport.1, gap))
}

/// Moves a span into the room, its start first where both ends do not fit.
fn keep(start: f64, size: f64, room: f64, margin: f64) -> f64 {
    start.min(room - size - margin).max(margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_popup_goes_below_flips_above_and_stays_in_view() {
        let view = (1000.0, 800.0);
        let check = |anchor: (f64, f64), popup, end, expected| {
            let rect = Rect { x: anchor.0, y: anchor.1, width: 100.0, height: 30.0 };
            assert_eq!(place(rect, popup, view, 4.0, end), expected, "{anchor:?}");
        };
        check((50.0, 100.0), (200.0, 300.0), false, (50.0, 134.0));
        check((50.0, 700.0), (200.0, 300.0), false, (50.0, 396.0));
        check((950.0, 100.0), (200.0, 300.0), false, (796.0, 134.0));
        check((500.0, 100.0), (200.0, 300.0), true, (400.0, 134.0));
        check((10.0, 100.0), (200.0, 300.0), true, (4.0, 134.0));
        check((50.0, 380.0), (200.0, 900.0), false, (50.0, 4.0));
    }

    #[test]
    fn a_menu_at_a_point_near_the_foot_opens_upward() {
        let at = Rect::point(990.0, 790.0);
        assert_eq!(place(at, (180.0, 200.0), (1000.0, 800.0), 4.0, false), (816.0, 586.0));
    }
}
