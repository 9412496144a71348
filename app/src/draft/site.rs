//! Another Jira site for the same chart.

use super::{Draft, SourceKind};
use chart::Field;
use serde_json::Value;

/// Where the spec names a field by its id alone.
const FIELD_OF: [&str; 2] = ["chart_by", "group_by"];

impl Draft {
    /// Moves the chart to another site. Projects and filters are another site's there, so the
    /// source begins again; a query may still hold and stays.
    pub fn set_site(&mut self, site: &str) {
        self.set_text("site", site);
        if self.source_kind() != SourceKind::Jql {
            self.clear_source();
        }
    }

    /// The same, with the fields of both sites at hand: custom fields have other ids there, and
    /// are found by what people call them. What the other site does not have stays as it is; the
    /// drawing says so.
    pub fn move_to_site(&mut self, site: &str, here: &[Field], there: &[Field]) {
        self.set_site(site);
        let counterpart = |id: &str| counterpart(id, here, there);
        for axis in FIELD_OF {
            if let Some(dimension) = self.spec.get_mut(axis) {
                rename(dimension.get_mut("field"), &counterpart);
                rename_all(dimension.get_mut("dates"), &counterpart);
            }
        }
        if let Some(measure) = self.spec.get_mut("measure") {
            rename_in_measure(measure, &counterpart);
        }
        let names = std::mem::take(&mut self.names).into_iter();
        self.names = names
            .map(|(id, name)| (counterpart(&id).unwrap_or(id), name))
            .collect();
    }
}

/// The id by which the other site knows a field, where that is another one.
fn counterpart(id: &str, here: &[Field], there: &[Field]) -> Option<String> {
    let field = here.iter().find(|field| field.id == id)?;
    let same_name = |other: &&Field| other.name.eq_ignore_ascii_case(&field.name);
    let known = there.iter().find(|other| other.id == id);
    // Ids of custom fields are counted on each site by itself: the same one may be another field.
    if !field.custom || known.is_some_and(|other| same_name(&other)) {
        return None;
    }
    let mut named = there.iter().filter(same_name);
    let alike = named.clone().find(|other| other.kind == field.kind);
    alike.or_else(|| named.next()).map(|other| other.id.clone())
}

fn rename(id: Option<&mut Value>, counterpart: &impl Fn(&str) -> Option<String>) {
    if let Some(id) = id
        && let Some(other) = id.as_str().and_then(counterpart)
    {
        *id = other.into();
    }
}

fn rename_all(ids: Option<&mut Value>, counterpart: &impl Fn(&str) -> Option<String>) {
    for id in ids.and_then(Value::as_array_mut).into_iter().flatten() {
        rename(Some(id), counterpart);
    }
}

/// A measure names fields in `of`, alone or as the ends of a time, and in the measures it combines.
fn rename_in_measure(measure: &mut Value, counterpart: &impl Fn(&str) -> Option<String>) {
    let Some(keys) = measure.as_object_mut() else {
        return;
    };
    for (key, value) in keys.iter_mut() {
        match (key.as_str(), &*value) {
            ("of" | "since" | "until", Value::String(_)) => rename(Some(value), counterpart),
            ("between", Value::Array(_)) => rename_all(Some(value), counterpart),
            ("of" | "a" | "b" | "done", Value::Object(_)) => rename_in_measure(value, counterpart),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;
    use chart::{Field, FieldKind};
    use serde_json::json;

    const HERE: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";
    const THERE: &str = "2435b998-45db-1bf4-1e99-ef0ff456d421";

    fn custom(number: u32, name: &str, kind: FieldKind) -> Field {
        let id = format!("customfield_{number}");
        Field {
            custom: true,
            ..Field::system(&id, name, kind)
        }
    }

    fn sites() -> [Vec<Field>; 2] {
        let status = || Field::system("status", "Status", FieldKind::Status);
        [
            vec![
                status(),
                custom(1, "Story Points", FieldKind::Number),
                custom(2, "Team", FieldKind::Options),
                custom(3, "Only here", FieldKind::Date),
            ],
            vec![
                status(),
                custom(1, "Team", FieldKind::Options),
                custom(7, "Story points", FieldKind::Number),
            ],
        ]
    }

    fn moved(mut spec: serde_json::Value) -> serde_json::Value {
        spec["site"] = json!(HERE);
        let [here, there] = sites();
        let mut draft = Draft::of(&spec);
        draft.move_to_site(THERE, &here, &there);
        assert_eq!(draft.site(), THERE);
        draft.spec()
    }

    #[test]
    fn a_query_stays_and_projects_and_filters_go() {
        let kept = moved(json!({"source": {"jql": "created >= -4w"}}));
        assert_eq!(kept["source"], json!({"jql": "created >= -4w"}));
        let cleared = moved(json!({"source": {"projects": ["FIN"]}}));
        assert_eq!(cleared["source"], json!({"projects": []}));
        let cleared = moved(json!({"source": {"filter": "10000"}}));
        assert_eq!(cleared["source"], json!({"filter": ""}));
    }

    #[test]
    fn fields_are_found_again_by_their_name_and_what_was_said_about_them_stays() {
        let moved = moved(json!({
            "source": {"jql": "a = 1"},
            "chart_by": {"field": "customfield_2", "hide": ["Red"]},
            "group_by": {"field": "status"},
            "measure": {"type": "sum", "of": "customfield_1"},
            "display": {"height": 500},
        }));
        assert_eq!(
            moved["chart_by"],
            json!({"field": "customfield_1", "hide": ["Red"]})
        );
        assert_eq!(moved["group_by"], json!({"field": "status"}));
        assert_eq!(moved["measure"]["of"], "customfield_7");
        assert_eq!(moved["display"], json!({"height": 500}));
    }

    #[test]
    fn measures_are_followed_into_what_they_combine() {
        let moved = moved(json!({
            "measure": {
                "type": "formula", "op": "/",
                "a": {"type": "sum", "of": "customfield_1"},
                "b": {"type": "average", "of": {"between": ["created", "customfield_3"]}},
            },
        }));
        assert_eq!(moved["measure"]["a"]["of"], "customfield_7");
        // What is only here stays: the drawing says that there is no such field.
        assert_eq!(
            moved["measure"]["b"]["of"]["between"],
            json!(["created", "customfield_3"])
        );
    }
}
