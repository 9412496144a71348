//! What a statistic is of.

use serde_json::{Map, Value, json};

/// A number that an issue has, or a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A number or time-tracking field, by id.
    Field(String),
    /// The time since a date.
    Since(String),
    /// The time until a date.
    Until(String),
    /// The time from the first date to the second.
    Between(String, String),
    /// The time from created to resolved.
    Resolution,
}

const RESOLUTION: &str = "resolution_time";

impl Quantity {
    /// Every way with its word and what people read, in the order of a picker.
    pub const WAYS: [(&'static str, &'static str); 5] = [
        ("field", "a number or a time"),
        ("resolution", "the time to resolution"),
        ("since", "the time since a date"),
        ("until", "the time until a date"),
        ("between", "the time between two dates"),
    ];

    /// The word of its way.
    pub fn way(&self) -> &'static str {
        match self {
            Self::Field(_) => "field",
            Self::Since(_) => "since",
            Self::Until(_) => "until",
            Self::Between(..) => "between",
            Self::Resolution => "resolution",
        }
    }

    /// The fields that it is made of, by id.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::Field(id) | Self::Since(id) | Self::Until(id) => vec![id],
            Self::Between(from, to) => vec![from, to],
            Self::Resolution => Vec::new(),
        }
    }

    /// The same in another way, with the dates that it has; `number` is the field to begin with
    /// where a number is wanted.
    #[must_use]
    pub fn in_way(&self, way: &str, number: &str) -> Self {
        let first = |usual: &str| match self {
            Self::Since(date) | Self::Until(date) | Self::Between(date, _) => date.clone(),
            Self::Field(_) | Self::Resolution => usual.to_owned(),
        };
        match way {
            "field" => Self::Field(number.to_owned()),
            "since" => Self::Since(first("created")),
            "until" => Self::Until(first("duedate")),
            "between" => Self::Between(first("created"), "resolutiondate".into()),
            _ => Self::Resolution,
        }
    }

    pub(super) fn read(measure: &Map<String, Value>) -> Option<Self> {
        let id = |value: &Value| value.as_str().map(str::to_owned);
        // The whole of a progress is a measure, and what is counted has no quantity.
        if matches!(
            measure.get("type").and_then(Value::as_str),
            Some("distinct" | "progress")
        ) {
            return None;
        }
        match measure.get("of")? {
            Value::String(word) if word == RESOLUTION => Some(Self::Resolution),
            Value::String(field) => Some(Self::Field(field.clone())),
            Value::Object(time) => {
                if let Some(date) = time.get("since") {
                    return id(date).map(Self::Since);
                }
                if let Some(date) = time.get("until") {
                    return id(date).map(Self::Until);
                }
                let pair = time.get("between")?.as_array()?;
                Some(Self::Between(id(pair.first()?)?, id(pair.get(1)?)?))
            }
            _ => None,
        }
    }

    pub(super) fn write(&self, measure: &mut Map<String, Value>) {
        let of = match self {
            Self::Field(field) => json!(field),
            Self::Since(date) => json!({"since": date}),
            Self::Until(date) => json!({"until": date}),
            Self::Between(from, to) => json!({"between": [from, to]}),
            Self::Resolution => json!(RESOLUTION),
        };
        measure.insert("of".into(), of);
        if *self != Self::Resolution {
            measure.shift_remove("unresolved");
        }
    }
}
