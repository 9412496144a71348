//! Charts to begin with.
//!
//! Each is a whole spec, in `app/templates` or kept by an account. Its query is bounded and holds on
//! every site, so that the chart is there at once; the description of those in `app/templates` says
//! what they are for, and the site means nothing.

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
    /// How it is drawn, unless by a kind that this version does not know.
    pub kind: Option<Kind>,
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
    /// Every template that Inlay brings along.
    pub fn all() -> Vec<Self> {
        FILES.into_iter().filter_map(Self::read).collect()
    }

    /// One that somebody keeps under a name.
    pub fn own(name: &str, spec: &Value) -> Self {
        let mut draft = Draft::of(spec);
        draft.set_title(name);
        Self {
            title: name.to_owned(),
            about: String::new(),
            kind: draft.kind(),
            spec: draft.spec(),
        }
    }

    fn read(file: &str) -> Option<Self> {
        let spec: Value = serde_json::from_str(file).ok()?;
        let draft = Draft::of(&spec);
        Some(Self {
            title: draft.title().to_owned(),
            about: draft.description().to_owned(),
            kind: draft.kind(),
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
            let spec = ChartSpec::from_json(&written);
            assert_eq!(spec.map(|spec| spec.to_json()), Ok(written), "{file}");
        }
        assert_eq!(Template::all().len(), FILES.len());
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
        assert_eq!(named.kind(), template.kind);
    }

    #[test]
    fn a_template_of_ones_own_has_its_name_for_a_title_and_the_look_of_its_chart() {
        let spec = serde_json::json!({
            "version": 1, "site": "00000000-0000-4000-8000-000000000000",
            "source": {"jql": "updated >= -4w"}, "kind": "pie",
            "chart_by": {"field": "priority", "hide": ["Low"]}, "display": {"height": 500},
        });
        let template = Template::own("Mine", &spec);
        let mut named = Draft::blank("1324a887-45db-1bf4-1e99-ef0ff456d421");
        named.set_jql("project = FIN");
        named.begin_with(&template);
        assert_eq!((named.title(), named.height()), ("Mine", 500));
        assert_eq!(named.base_jql().as_deref(), Some("project = FIN"));
        assert_eq!(named.spec()["chart_by"], spec["chart_by"]);
        assert_eq!(named.kind(), template.kind);
    }
}
