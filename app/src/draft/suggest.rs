//! A title that follows the chart until somebody writes one.

use super::{Axis, Calculation, Draft, Quantity, Slot, Way};

impl Draft {
    /// Makes a change; a title that is still the suggested one follows it.
    pub(super) fn follow_title(&mut self, change: impl FnOnce(&mut Self)) {
        let follows = self.title().is_empty() || self.title() == self.suggested_title();
        change(self);
        if follows {
            let title = self.suggested_title();
            self.set_title(&title);
        }
    }

    /// What the chart would be called by itself: “Issues by priority and status”, “Average time to
    /// resolution by month”.
    pub fn suggested_title(&self) -> String {
        let mut title = self.subject(Slot::Whole);
        if self.kind() == Some(chart::Kind::Tile) {
            return title;
        }
        if self.way(Axis::ChartBy) == Way::Dates {
            let names: Vec<String> = self
                .dates(Axis::ChartBy)
                .iter()
                .filter_map(|id| self.field_name(id))
                .collect();
            return format!("{title}: {}", names.join(" and "));
        }
        for (axis, word) in [(Axis::ChartBy, " by "), (Axis::GroupBy, " and ")] {
            if let Some(name) = self.field_name(self.field(axis)) {
                title.push_str(word);
                title.push_str(&name);
            }
        }
        title
    }

    /// What is calculated, at the beginning of a sentence.
    fn subject(&self, slot: Slot) -> String {
        let of = || self.quantity_name(slot);
        match self.calculation(slot) {
            Calculation::Count => "Issues".to_owned(),
            Calculation::Distinct => match self.field_name(self.counted_field(slot)) {
                Some(name) => format!("Different values of {name}"),
                None => "Different values".to_owned(),
            },
            Calculation::Sum => format!("Sum of {}", of()),
            Calculation::Average => format!("Average {}", of()),
            Calculation::Median => format!("Median {}", of()),
            Calculation::Min => format!("Smallest {}", of()),
            Calculation::Max => format!("Largest {}", of()),
            Calculation::Percentile => {
                format!("Percentile {} of {}", self.percentile(slot), of())
            }
            Calculation::Progress => "Progress".to_owned(),
            // Parts of parts are left to the person.
            Calculation::Formula if slot != Slot::Whole => "Numbers".to_owned(),
            Calculation::Formula => format!(
                "{} {} {}",
                self.subject(Slot::First),
                self.operator(),
                lower(&self.subject(Slot::Second))
            ),
        }
    }

    fn quantity_name(&self, slot: Slot) -> String {
        let date = |id: &str| self.field_name(id).unwrap_or_else(|| "a date".to_owned());
        match self.quantity(slot) {
            Some(Quantity::Field(id)) => self
                .field_name(&id)
                .unwrap_or_else(|| "a number".to_owned()),
            Some(Quantity::Since(id)) => format!("time since {}", date(&id)),
            Some(Quantity::Until(id)) => format!("time until {}", date(&id)),
            Some(Quantity::Between(from, to)) => {
                format!("time from {} to {}", date(&from), date(&to))
            }
            Some(Quantity::Resolution) | None => "time to resolution".to_owned(),
        }
    }

    /// The field's name inside a sentence, as far as it is known.
    fn field_name(&self, id: &str) -> Option<String> {
        let name = match self.names.get(id) {
            Some(name) => name.as_str(),
            None if id.starts_with("customfield_") || id.is_empty() => return None,
            None => match id {
                "issuetype" => "issue type",
                "fixVersions" => "fix version",
                "versions" => "affected version",
                "duedate" => "due date",
                "resolutiondate" => "resolution date",
                "statusCategory" => "status category",
                "timespent" => "time spent",
                "timeestimate" => "remaining estimate",
                "timeoriginalestimate" => "original estimate",
                other => other,
            },
        };
        Some(lower(name))
    }
}

/// Inside a sentence a field's name is an ordinary word, unless it is one like “QA owner”.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(_), Some(second)) if second.is_uppercase() => name.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        (None, _) => String::new(),
    }
}
