//! A spec that somebody wrote or pasted as text.

use crate::{Failure, PromptReason, Service, Viewer};
use chart::ChartSpec;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};

/// A line of a spec's text, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecLine {
    /// What becomes of it.
    pub is: LineChange,
    /// The line, without its end.
    pub text: String,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineChange {
    /// It stays.
    Same,
    /// It comes.
    Added,
    /// It goes.
    Removed,
}

impl Service {
    /// Reads a spec from text, and says line by line how it differs from another one. Answers its
    /// canonical form; what is wrong is told with its path. Nothing is asked of Jira: whether site
    /// and fields exist, the drawing says.
    pub async fn read_spec(
        &self,
        viewer: &Viewer,
        text: &str,
        from: &Value,
    ) -> Result<(Value, Vec<SpecLine>), Failure> {
        if self.account(viewer).await?.is_none() {
            return Err(Failure::Prompt(PromptReason::NotYet));
        }
        let spec = text.trim().parse::<ChartSpec>()?.to_json();
        let lines = changes(from, &spec);
        Ok((spec, lines))
    }
}

fn changes(from: &Value, to: &Value) -> Vec<SpecLine> {
    // A draft in the middle of being written may not be a spec: then it is compared as it is.
    let from = ChartSpec::from_json(from).map_or_else(|_| from.clone(), |spec| spec.to_json());
    let (from, to) = (format!("{from:#}"), format!("{to:#}"));
    let line = |change: similar::Change<&str>| SpecLine {
        is: match change.tag() {
            ChangeTag::Equal => LineChange::Same,
            ChangeTag::Insert => LineChange::Added,
            ChangeTag::Delete => LineChange::Removed,
        },
        text: change.value().trim_end_matches('\n').to_owned(),
    };
    TextDiff::from_lines(&from, &to)
        .iter_all_changes()
        .map(line)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(from: &Value, to: &Value) -> Vec<String> {
        let changed = changes(from, to).into_iter();
        changed
            .filter(|line| line.is != LineChange::Same)
            .map(|line| {
                let sign = if line.is == LineChange::Added {
                    '+'
                } else {
                    '-'
                };
                format!("{sign}{}", line.text.trim())
            })
            .collect()
    }

    #[test]
    fn only_what_differs_is_told_whatever_the_order_of_keys() {
        let site = "1324a887-45db-1bf4-1e99-ef0ff456d421";
        let from = json!({"kind": "bar", "chart_by": {"limit": 5, "field": "status"}, "site": site, "version": 1, "source": {"jql": "a = 1"}});
        let mut to = ChartSpec::from_json(&from).unwrap().to_json();
        assert_eq!(told(&from, &to), Vec::<String>::new());
        to["kind"] = json!("pie");
        assert_eq!(
            told(&from, &to),
            [r#"-"kind": "bar","#, r#"+"kind": "pie","#]
        );
    }

    #[test]
    fn a_draft_that_is_no_spec_yet_is_compared_as_it_is() {
        assert_eq!(
            told(&json!({"a": 1}), &json!({"a": 2})),
            [r#"-"a": 1"#, r#"+"a": 2"#]
        );
    }
}
