//! Labels: free words on items.

use crate::model::choice::choice;
use crate::model::record::record;

choice! {
    /// The hue of a label; each theme has its own shade of it.
    pub enum Hue default Gray {
        /// Gray.
        Gray = "gray" "Gray";
        /// Red.
        Red = "red" "Red";
        /// Orange.
        Orange = "orange" "Orange";
        /// Amber.
        Amber = "amber" "Amber";
        /// Green.
        Green = "green" "Green";
        /// Teal.
        Teal = "teal" "Teal";
        /// Sky blue.
        Sky = "sky" "Sky";
        /// Blue.
        Blue = "blue" "Blue";
        /// Violet.
        Violet = "violet" "Violet";
        /// Pink.
        Pink = "pink" "Pink";
    }
}

record! {
    /// A word that items can carry.
    pub struct Label titled name {
        /// The word.
        name: String = "Name", Required;
        /// The hue it is shown in.
        hue: Hue = "Color", Edit;
    }
}
