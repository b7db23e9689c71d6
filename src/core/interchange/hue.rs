//! The nearest hue for the colors of other tools. It knows no file format.

use super::words::fold;
use crate::model::Hue;

/// Finds the hue for a color by its name, such as Trello's `sky` or `green_dark`; `None` for a
/// name without a hue here.
pub fn hue_of_name(name: &str) -> Option<Hue> {
    let folded = fold(name);
    match folded.split(' ').next().unwrap_or("") {
        "green" | "lime" => Some(Hue::Green),
        "yellow" | "amber" => Some(Hue::Amber),
        "orange" => Some(Hue::Orange),
        "red" => Some(Hue::Red),
        "purple" | "violet" => Some(Hue::Violet),
        "blue" => Some(Hue::Blue),
        "sky" | "cyan" => Some(Hue::Sky),
        "teal" => Some(Hue::Teal),
        "pink" | "magenta" => Some(Hue::Pink),
        "black" | "gray" | "grey" | "white" => Some(Hue::Gray),
        _ => None,
    }
}

/// Finds the hue nearest to a color of the form `d73a4a`, with or without `#`; `None` if it is not
/// one. The hue angle is that of HSL; colors of low saturation are gray.
pub fn hue_of_hex(hex: &str) -> Option<Hue> {
    let hex = hex.trim().trim_start_matches('#');
    if hex.len() != 6 {
        return None;
    }
    let n = u32::from_str_radix(hex, 16).ok()?;
    let part = |shift: u32| f64::from((n >> shift) & 255) / 255.0;
    let (r, g, b) = (part(16), part(8), part(0));
    let (max, min) = (r.max(g).max(b), r.min(g).min(b));
    let (span, light) = (max - min, (max + min) / 2.0);
    let saturation = if span == 0.0 { 0.0 } else { span / (1.0 - (2.0 * light - 1.0).abs()) };
    if span < 0.06 || saturation < 0.15 {
        return Some(Hue::Gray);
    }
    let sector = if max == r {
        ((g - b) / span).rem_euclid(6.0)
    } else if max == g {
        (b - r) / span + 2.0
    } else {
        (r - g) / span + 4.0
    };
    Some(match (sector * 60.0) as u32 {
        0..=14 | 345.. => Hue::Red,
        15..=38 => Hue::Orange,
        39..=65 => Hue::Amber,
        66..=155 => Hue::Green,
        156..=184 => Hue::Teal,
        185..=202 => Hue::Sky,
        203..=244 => Hue::Blue,
        245..=290 => Hue::Violet,
        _ => Hue::Pink,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_becomes_the_nearest_hue() {
        let cases = [
            ("d73a4a", Hue::Red),
            ("a2eeef", Hue::Teal),
            ("0075ca", Hue::Blue),
            ("#7057ff", Hue::Violet),
            ("008672", Hue::Teal),
            ("cfd3d7", Hue::Gray),
            ("fbca04", Hue::Amber),
            ("0e8a16", Hue::Green),
            ("e99695", Hue::Red),
            ("d876e3", Hue::Pink),
            ("ffffff", Hue::Gray),
        ];
        for (hex, want) in cases {
            assert_eq!(hue_of_hex(hex), Some(want), "{hex}");
        }
        assert_eq!(hue_of_hex("nocolor"), None);
        assert_eq!(hue_of_name("green_dark"), Some(Hue::Green));
    }
}
