//! A spec that somebody wrote or pasted as text.

use crate::{Failure, PromptReason, Service, Viewer};
use chart::{ChartSpec, SpecError};
use serde_json::Value;
use similar::{ChangeTag, TextDiff};

/// A spec that was read from text, beside another one.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadSpec {
    /// Its canonical form.
    pub spec: Value,
    /// The same as YAML.
    pub yaml: String,
    /// Its lines, with those of the other spec that it has no more, in the notation of the text.
    pub lines: Vec<SpecLine>,
}

/// How a spec is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    Json,
    Yaml,
}

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
    /// Reads a spec from JSON or YAML, and says line by line how it differs from another one.
    /// Answers its canonical form; what is wrong is told with its path. Nothing is asked of Jira:
    /// whether site and fields exist, the drawing says.
    pub async fn read_spec(
        &self,
        viewer: &Viewer,
        text: &str,
        from: &Value,
    ) -> Result<ReadSpec, Failure> {
        if self.account(viewer).await?.is_none() {
            return Err(Failure::Prompt(PromptReason::NotYet));
        }
        let (spec, notation) = read(text)?;
        Ok(ReadSpec {
            lines: changes(from, &spec, notation),
            yaml: spec.to_yaml(),
            spec: spec.to_json(),
        })
    }
}

fn read(text: &str) -> Result<(ChartSpec, Notation), SpecError> {
    let text = text.trim();
    // JSON is YAML too, but whoever writes JSON wants to be told about JSON.
    if text.starts_with('{') {
        Ok((text.parse()?, Notation::Json))
    } else {
        Ok((ChartSpec::from_yaml(text)?, Notation::Yaml))
    }
}

fn changes(from: &Value, to: &ChartSpec, notation: Notation) -> Vec<SpecLine> {
    let json = |spec: &ChartSpec| format!("{:#}", spec.to_json());
    let (from, to) = match (ChartSpec::from_json(from), notation) {
        (Ok(from), Notation::Json) => (json(&from), json(to)),
        (Ok(from), Notation::Yaml) => (from.to_yaml(), to.to_yaml()),
        // A draft in the middle of being written may not be a spec: then it is compared as it is.
        (Err(_), _) => (format!("{from:#}"), json(to)),
    };
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

    const SITE: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";

    fn spec(more: &Value) -> ChartSpec {
        let mut spec = json!({"kind": "bar", "chart_by": {"limit": 5, "field": "status"}, "site": SITE, "version": 1, "source": {"jql": "a = 1"}});
        for (key, value) in more.as_object().into_iter().flatten() {
            spec[key] = value.clone();
        }
        ChartSpec::from_json(&spec).unwrap()
    }

    fn told(from: &Value, to: &ChartSpec, notation: Notation) -> Vec<String> {
        let changed = changes(from, to, notation).into_iter();
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
        let from = json!({"kind": "bar", "chart_by": {"limit": 5, "field": "status"}, "site": SITE, "version": 1, "source": {"jql": "a = 1"}});
        let nothing = Vec::<String>::new();
        assert_eq!(told(&from, &spec(&json!({})), Notation::Json), nothing);
        assert_eq!(told(&from, &spec(&json!({})), Notation::Yaml), nothing);
        let pie = spec(&json!({"kind": "pie"}));
        assert_eq!(
            told(&from, &pie, Notation::Json),
            [r#"-"kind": "bar","#, r#"+"kind": "pie","#]
        );
        assert_eq!(
            told(&from, &pie, Notation::Yaml),
            ["-kind: bar", "+kind: pie"]
        );
    }

    #[test]
    fn a_draft_that_is_no_spec_yet_is_compared_as_it_is() {
        let changed = told(&json!({"kind": "ba"}), &spec(&json!({})), Notation::Yaml);
        assert!(
            changed.contains(&r#"-"kind": "ba""#.to_owned()),
            "{changed:?}"
        );
        assert!(
            changed.contains(&r#"+"kind": "bar","#.to_owned()),
            "{changed:?}"
        );
    }

    #[test]
    fn json_and_yaml_are_read_alike_and_each_is_told_about_in_its_own_words() {
        let spec = spec(&json!({"title": "no"}));
        let json = format!("\n {:#}\n", spec.to_json());
        assert_eq!(read(&json), Ok((spec.clone(), Notation::Json)));
        let yaml = format!("# reviewed\n{}\n", spec.to_yaml());
        assert_eq!(read(&yaml), Ok((spec, Notation::Yaml)));
        for (text, path, message) in [
            ("{\"version\": 1", "", "JSON"),
            (
                r#"{"version": 1, "kind": "bar", "kind": "pie"}"#,
                "",
                "\"kind\" stands twice",
            ),
            ("title: [", "", "YAML"),
            ("", "", "object"),
            (
                &yaml.replace("limit: 5", "limit: five"),
                "chart_by.limit",
                "whole number",
            ),
            (
                &json.replace("\"limit\"", "\"limt\""),
                "chart_by.limt",
                "limit",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(error.path, path, "{error}");
            assert!(error.message.contains(message), "{error}");
        }
    }
}
