//! `jql/autocompletedata/suggestions`: values of a field that begin with what was typed.

use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use super::reply::{Answer, Reply};
use super::users::begins;
use crate::jql::quoted;
use crate::world::model::{Category, Field, FieldIx, FieldKind};
use crate::world::names::same;

/// Jira shows at most so many.
const MOST: usize = 15;

/// A value before it was filtered: what JQL takes, and what people read.
struct Candidate {
    value: String,
    shown: String,
    /// Other words it is found by.
    also: Option<String>,
}

impl Candidate {
    fn name(name: &str) -> Self {
        Self {
            value: name.to_owned(),
            shown: name.to_owned(),
            also: None,
        }
    }
}

/// `GET /jql/autocompletedata/suggestions`
pub(super) async fn get(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let params = &ask.params;
    let found = params.one("fieldName").and_then(|name| field(&scene, name));
    let predicate = params.one("predicateName").map(str::to_ascii_lowercase);
    let typed = match predicate {
        None => params.one("fieldValue"),
        Some(_) => params.one("predicateValue"),
    };
    let candidates = match (found, predicate.as_deref()) {
        (Some(_), Some("by")) => users(&scene),
        (Some(at), None | Some("from" | "to")) => values(&scene, at),
        _ => Vec::new(),
    };
    let typed = typed.unwrap_or_default();
    let typed = typed.trim().trim_matches(['"', '\'']);
    let mut results: Vec<Json> = Vec::new();
    for candidate in candidates {
        let matches = begins(
            &candidate.shown,
            candidate.also.as_deref(),
            &typed.to_lowercase(),
        );
        let value = quoted(&candidate.value);
        // Several ids of one name are one suggestion.
        if matches && !results.iter().any(|result| result["value"] == *value) {
            results.push(json!({ "value": value, "displayName": marked(&candidate.shown, typed) }));
        }
        if results.len() == MOST {
            break;
        }
    }
    Ok(Reply::new(json!({ "results": results })))
}

/// The field of this name in JQL, in quotes or not.
fn field(scene: &Scene<'_>, name: &str) -> Option<FieldIx> {
    let name = name.trim().trim_matches(['"', '\'']);
    let is = |field: &Field| {
        scene.sees_field(field)
            && (field.clause_names.iter().any(|clause| same(clause, name)) || field.name.is(name))
    };
    scene.site.fields.iter().position(is).map(FieldIx::new)
}

fn users(scene: &Scene<'_>) -> Vec<Candidate> {
    let active = scene.site.users.iter().filter(|user| user.active);
    active
        .map(|user| Candidate {
            value: user.account_id.to_string(),
            shown: match &user.email {
                Some(email) => format!("{} - {email}", user.name),
                None => user.name.to_string(),
            },
            also: user.email.as_deref().map(str::to_owned),
        })
        .collect()
}

fn values(scene: &Scene<'_>, at: FieldIx) -> Vec<Candidate> {
    let site = scene.site;
    let language = scene.language;
    let named = |name: &crate::world::names::Name| Candidate::name(name.get(language));
    match site.fields[at.at()].kind {
        FieldKind::Status => {
            let shown = site
                .statuses
                .iter()
                .filter(|status| scene.shows_scope(status.scope));
            shown.map(|status| named(&status.name)).collect()
        }
        FieldKind::StatusCategory => Category::ALL
            .iter()
            .map(|category| named(&category.name()))
            .collect(),
        FieldKind::IssueType => {
            let shown = site
                .issue_types
                .iter()
                .filter(|kind| scene.shows_scope(kind.scope));
            shown.map(|kind| named(&kind.name)).collect()
        }
        FieldKind::Priority => site
            .priorities
            .iter()
            .map(|priority| named(&priority.name))
            .collect(),
        FieldKind::Resolution => {
            let unresolved = std::iter::once(Candidate::name("Unresolved"));
            unresolved
                .chain(
                    site.resolutions
                        .iter()
                        .map(|resolution| named(&resolution.name)),
                )
                .collect()
        }
        FieldKind::Project => scene
            .projects()
            .map(|(_, project)| Candidate {
                value: project.name.to_string(),
                shown: format!("{} ({})", project.name, project.key),
                also: Some(project.key.to_string()),
            })
            .collect(),
        FieldKind::User | FieldKind::Users => users(scene),
        FieldKind::Components => {
            let shown = site
                .components
                .iter()
                .filter(|component| scene.browses(component.project));
            shown
                .map(|component| Candidate::name(&component.name))
                .collect()
        }
        FieldKind::Versions => {
            let shown = site
                .versions
                .iter()
                .filter(|version| scene.browses(version.project));
            shown
                .map(|version| Candidate::name(&version.name))
                .collect()
        }
        FieldKind::Labels => {
            let mut labels: Vec<_> = site
                .labels
                .iter()
                .map(|label| Candidate::name(label))
                .collect();
            labels.sort_by(|a, b| a.value.cmp(&b.value));
            labels
        }
        FieldKind::Sprint => site
            .sprints
            .iter()
            .rev()
            .map(|sprint| Candidate::name(&sprint.name))
            .collect(),
        FieldKind::Option | FieldKind::Options | FieldKind::Cascading => {
            let own = site.options.iter().filter(|option| option.field == at);
            own.map(|option| Candidate::name(&option.value)).collect()
        }
        FieldKind::Security => site
            .levels
            .iter()
            .map(|level| Candidate::name(&level.name))
            .collect(),
        FieldKind::Group => site
            .groups
            .iter()
            .map(|group| Candidate::name(&group.name))
            .collect(),
        _ => Vec::new(),
    }
}

/// HTML: everything escaped, and the typed beginning of a word bold.
fn marked(shown: &str, typed: &str) -> String {
    let at = (!typed.is_empty()).then(|| place(shown, typed)).flatten();
    match at {
        None => escaped(shown),
        Some((start, end)) => {
            format!(
                "{}<b>{}</b>{}",
                escaped(&shown[..start]),
                escaped(&shown[start..end]),
                escaped(&shown[end..])
            )
        }
    }
}

/// Where a word of `shown` begins with `typed`, without regard to case.
fn place(shown: &str, typed: &str) -> Option<(usize, usize)> {
    let typed = typed.to_lowercase();
    let mut after_gap = true;
    for (start, c) in shown.char_indices() {
        if after_gap {
            let mut lower = String::new();
            for (at, c) in shown[start..].char_indices() {
                lower.extend(c.to_lowercase());
                if lower == typed {
                    return Some((start, start + at + c.len_utf8()));
                }
                if !typed.starts_with(&lower) {
                    break;
                }
            }
        }
        after_gap = !c.is_alphanumeric();
    }
    None
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_typed_beginning_is_bold_and_everything_else_is_escaped() {
        assert_eq!(
            marked("ActiveObjects (AO)", "ac"),
            "<b>Ac</b>tiveObjects (AO)"
        );
        assert_eq!(marked("In <Review>", "rev"), "In &lt;<b>Rev</b>iew&gt;");
        assert_eq!(marked("A & B", ""), "A &amp; B");
    }
}
