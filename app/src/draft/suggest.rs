//! A title that follows the chart until somebody writes one.

use super::{Axis, Draft};

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

    /// What the chart would be called by itself: “Issues by priority and status”.
    pub fn suggested_title(&self) -> String {
        if self.kind() == Some(chart::Kind::Tile) {
            return "Issues".to_owned();
        }
        let mut title = "Issues".to_owned();
        for (axis, word) in [(Axis::ChartBy, " by "), (Axis::GroupBy, " and ")] {
            if let Some(name) = self.field_name(axis) {
                title.push_str(word);
                title.push_str(&name);
            }
        }
        title
    }

    /// The field's name inside a sentence, as far as it is known.
    fn field_name(&self, axis: Axis) -> Option<String> {
        let id = self.field(axis);
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
                other => other,
            },
        };
        // Inside a sentence a field's name is an ordinary word, unless it is one like “QA owner”.
        let mut letters = name.chars();
        let (first, second) = (letters.next()?, letters.next());
        if second.is_some_and(char::is_uppercase) {
            return Some(name.to_owned());
        }
        Some(first.to_lowercase().chain(name.chars().skip(1)).collect())
    }
}
