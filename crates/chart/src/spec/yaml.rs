//! The spec as YAML: the same document in another notation.

use super::{ChartSpec, SpecError};

impl ChartSpec {
    /// Reads a spec written as YAML. JSON is YAML too.
    pub fn from_yaml(text: &str) -> Result<Self, SpecError> {
        let wrong =
            |error: &dyn std::fmt::Display| SpecError::new("", format!("this is no YAML: {error}"));
        // Not read as JSON at once: that would let the last of two equal keys win.
        let yaml: serde_yaml_ng::Value = serde_yaml_ng::from_str(text).map_err(|e| wrong(&e))?;
        let json = serde_json::to_value(yaml).map_err(|e| wrong(&e))?;
        Self::from_json(&json)
    }

    /// The canonical form as YAML: keys in the format's order, defaults left out.
    pub fn to_yaml(&self) -> String {
        // A tree of text, numbers and lists always becomes YAML.
        serde_yaml_ng::to_string(&self.to_json()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const SPEC: &str = "\
version: 1
title: Bugs by priority
site: 1324a887-45db-1bf4-1e99-ef0ff456d421
source:
  jql: project = TIMOB AND issuetype = Bug
kind: stacked_bar
chart_by:
  field: created
  interval: month
  range:
    from: -36M
    to: 2024-01-31
  hide:
  - (none)
  colours:
    High: '#c9372c'
group_by:
  field: status
measure:
  type: percentile
  of: resolution_time
  p: 85
lines:
  goal:
    value: 20
    label: Target
";

    #[test]
    fn a_spec_reads_and_prints_as_yaml() {
        let spec = ChartSpec::from_yaml(SPEC).unwrap();
        assert_eq!(spec.to_yaml(), SPEC);
        assert_eq!(ChartSpec::from_json(&spec.to_json()).unwrap(), spec);
        assert_eq!(
            ChartSpec::from_yaml(&spec.to_json().to_string()).unwrap(),
            spec
        );
    }

    /// Words that older YAML takes for something else.
    #[rstest]
    #[case("no")]
    #[case("on")]
    #[case("null")]
    #[case("1e3")]
    #[case("12:30")]
    #[case("'quoted'")]
    #[case("a: b # c")]
    #[case("- x")]
    #[case("line\nbreak \u{2028}é")]
    fn a_title_stays_what_it_is(#[case] title: &str) {
        let mut spec = ChartSpec::from_yaml(SPEC).unwrap();
        spec.title = title.to_owned();
        assert_eq!(ChartSpec::from_yaml(&spec.to_yaml()).unwrap(), spec);
    }

    #[rstest]
    #[case("title: [", "", "this is no YAML")]
    #[case("- a", "", "an object belongs here")]
    #[case("version: 1\nversion: 1", "", "duplicate")]
    #[case(&SPEC.replace("-36M", "-36X"), "chart_by.range.from", "\"-36X\" is not a date; try \"-36M\" or \"2024-01-31\"")]
    fn what_is_wrong_is_named_as_in_json(
        #[case] text: &str,
        #[case] path: &str,
        #[case] message: &str,
    ) {
        let error = ChartSpec::from_yaml(text).unwrap_err();
        assert_eq!(error.path, path, "{error}");
        assert!(error.message.contains(message), "{error}");
    }
}
