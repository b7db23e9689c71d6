//! Custom fields: what a workspace keeps on its items beyond the fields that every item has.

use crate::model::choice::choice;
use crate::model::rank::Rank;
use crate::model::record::record;

choice! {
    /// What a custom field holds.
    pub enum CustomType default Text {
        /// One line of text.
        Text = "text" "Text";
        /// A number.
        Number = "number" "Number";
        /// A date.
        Date = "date" "Date";
        /// Yes or no.
        Bool = "bool" "Yes or no";
        /// One of a list of options.
        Select = "select" "Choice";
    }
}

record! {
    /// A field that this workspace adds to items.
    pub struct CustomField titled name {
        /// What the field is called.
        name: String = "Name", Required;
        /// What it holds.
        holds: CustomType = "Type", Fixed;
        /// The options of a choice.
        options: Vec<String> = "Options", Edit;
        /// Its position among custom fields.
        rank: Rank = "Order", Fixed;
    }
}
