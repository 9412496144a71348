//! A draft that outlives the page it was made on.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a browser keeps of a draft until it is saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unsaved {
    /// Whose it is: nobody else is offered it.
    pub account: String,
    /// The version of the chart that it changes; nothing for a new one.
    pub version: Option<i64>,
    /// The spec as it was.
    pub spec: Value,
}

impl Unsaved {
    /// Reads what a browser kept; nothing where it is somebody else's, or of another Inlay.
    pub fn read(text: &str, account: &str) -> Option<Self> {
        serde_json::from_str(text)
            .ok()
            .filter(|unsaved: &Self| unsaved.account == account)
    }

    /// As a browser keeps it.
    pub fn text(&self) -> String {
        // Strings, numbers and JSON always become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The name under which a browser keeps the draft of this chart, or of a new one.
    pub fn key(chart: Option<&str>) -> String {
        format!("inlay-unsaved:{}", chart.unwrap_or("new"))
    }
}

#[cfg(test)]
mod tests {
    use super::Unsaved;
    use serde_json::json;

    #[test]
    fn what_is_kept_is_given_back_to_whose_it_is_alone() {
        let unsaved = Unsaved {
            account: "maya".into(),
            version: Some(3),
            spec: json!({"title": "Half a thought"}),
        };
        assert_eq!(
            Unsaved::read(&unsaved.text(), "maya"),
            Some(unsaved.clone())
        );
        assert_eq!(Unsaved::read(&unsaved.text(), "jonas"), None);
        assert_eq!(Unsaved::read("of an older Inlay", "maya"), None);
    }
}
