//! Charts to begin with.
//!
//! Each is a whole spec in `app/templates`. Its query is bounded and holds on every site, so that
//! the chart is there at once; its description says what it is for, and its site means nothing.

use super::Draft;
use chart::Kind;
use serde_json::Value;

/// A chart to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// What it shows.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// How it is drawn.
    pub kind: Kind,
    spec: Value,
}

/// The files, in the order of a picker.
const FILES: [&str; 13] = [
    include_str!("../../templates/status.json"),
    include_str!("../../templates/priority.json"),
    include_str!("../../templates/workload.json"),
    include_str!("../../templates/created-resolved.json"),
    include_str!("../../templates/types.json"),
    include_str!("../../templates/created.json"),
    include_str!("../../templates/resolution-time.json"),
    include_str!("../../templates/age.json"),
    include_str!("../../templates/late.json"),
    include_str!("../../templates/components.json"),
    include_str!("../../templates/funnel.json"),
    include_str!("../../templates/open.json"),
    include_str!("../../templates/time-spent.json"),
];

impl Template {
    /// Every template whose kind can be drawn.
    pub fn all() -> Vec<Self> {
        FILES.into_iter().filter_map(Self::read).collect()
    }

    fn read(file: &str) -> Option<Self> {
        let spec: Value = serde_json::from_str(file).ok()?;
        let draft = Draft::of(&spec);
        Some(Self {
            title: draft.title().to_owned(),
            about: draft.description().to_owned(),
            kind: draft.kind()?,
            spec,
        })
    }
}

impl Draft {
    /// Begins with a template: everything but the site, and the source where one is named already.
    pub fn begin_with(&mut self, template: &Template) {
        let mut draft = Self::of(&template.spec);
        draft.set_text("site", self.site());
        draft.spec.shift_remove("description");
        if self.base_jql().is_some()
            && let Some(source) = self.spec.get("source")
        {
            draft.spec.insert("source".into(), source.clone());
        }
        *self = draft;
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, FILES, Template};
    use chart::ChartSpec;

    #[test]
    fn every_template_is_a_spec_in_its_canonical_form() {
        for file in FILES {
            let written: serde_json::Value = serde_json::from_str(file).unwrap();
            match ChartSpec::from_json(&written) {
                Ok(spec) => assert_eq!(spec.to_json(), written),
                // What this version cannot draw yet, it says so.
                Err(error) => assert!(
                    error.message.contains("this version cannot"),
                    "{error}: {file}"
                ),
            }
        }
    }

    #[test]
    fn a_template_begins_on_the_site_and_with_the_issues_that_are_chosen() {
        let template = &Template::all()[0];
        let mut blank = Draft::blank("1324a887-45db-1bf4-1e99-ef0ff456d421");
        blank.begin_with(template);
        assert_eq!(blank.site(), "1324a887-45db-1bf4-1e99-ef0ff456d421");
        assert_eq!(blank.title(), template.title);
        assert!(blank.base_jql().is_some());

        let mut named = Draft::blank("1324a887-45db-1bf4-1e99-ef0ff456d421");
        named.set_jql("project = FIN");
        named.begin_with(template);
        assert_eq!(named.base_jql().as_deref(), Some("project = FIN"));
        assert_eq!(named.kind(), Some(template.kind));
    }
}
