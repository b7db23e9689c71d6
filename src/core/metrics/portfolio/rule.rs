//! The rules by which a place is green, amber or red. They are kept on the workspace, where they
//! can be read and changed; each has a usual value.

use crate::metrics::report::Standing;
use crate::model::Health;
use crate::model::workspace::Model;

/// Are the rules.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// The index below which a place is amber.
    pub amber_index: f64,
    /// The index below which a place is red.
    pub red_index: f64,
    /// How many days late a place is amber from.
    pub amber_days: f64,
    /// How many days late a place is red from.
    pub red_days: f64,
}

/// Reads the rules of a workspace.
pub fn rules(model: &Model) -> Rules {
    let info = model.info();
    let take = |value: Option<crate::model::number::Number>, usual: f64| {
        value.map_or(usual, |value| value.get())
    };
    Rules {
        amber_index: take(info.and_then(|i| i.amber_index), 0.95),
        red_index: take(info.and_then(|i| i.red_index), 0.85),
        amber_days: take(info.and_then(|i| i.amber_days), 1.0),
        red_days: take(info.and_then(|i| i.red_days), 15.0),
    }
}

impl Rules {
    /// Stands an index such as SPI or CPI.
    pub fn ratio(&self, index: f64) -> Standing {
        match index {
            i if i < self.red_index => Standing::Bad,
            i if i < self.amber_index => Standing::Watch,
            _ => Standing::Good,
        }
    }

    /// Stands days late.
    pub fn slip(&self, days: f64) -> Standing {
        match days {
            d if d >= self.red_days => Standing::Bad,
            d if d >= self.amber_days => Standing::Watch,
            _ => Standing::Good,
        }
    }

    /// Stands what the owner says.
    pub fn said(&self, health: &Health) -> Option<Standing> {
        match health {
            Health::OnTrack => Some(Standing::Good),
            Health::AtRisk => Some(Standing::Watch),
            Health::OffTrack => Some(Standing::Bad),
            Health::Unknown | Health::Other(_) => None,
        }
    }
}
