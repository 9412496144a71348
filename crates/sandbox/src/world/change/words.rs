//! Values of issues in the words of a history.

use std::sync::Arc;

use crate::world::model::{FieldIx, FieldKind, Issue, Site};
use crate::world::value::Facet;

impl Site {
    /// Ids and names of a field's values, as a history writes them; several with commas.
    pub(super) fn in_words(
        &self,
        issue: &Issue,
        field: FieldIx,
    ) -> (Option<Arc<str>>, Option<Arc<str>>) {
        let kind = self.fields[field.at()].kind;
        let terms = match self.facet(issue, field) {
            Facet::Terms(terms) => terms,
            Facet::Scale(place) => return (None, place.map(|place| place.to_string().into())),
            Facet::Text(text) => return (None, text.map(Arc::from)),
            Facet::Nothing => return (None, None),
        };
        if terms.is_empty() {
            return (None, None);
        }
        let pairs: Vec<(String, String)> = terms
            .iter()
            .filter_map(|term| self.pair(kind, *term as usize))
            .collect();
        let join = |side: Vec<&str>| Some(Arc::from(side.join(", ")));
        (
            join(pairs.iter().map(|(id, _)| id.as_str()).collect()),
            join(pairs.iter().map(|(_, name)| name.as_str()).collect()),
        )
    }

    fn pair(&self, kind: FieldKind, at: usize) -> Option<(String, String)> {
        let pair = |id: &str, name: &str| Some((id.to_owned(), name.to_owned()));
        match kind {
            FieldKind::Status => self
                .statuses
                .get(at)
                .and_then(|it| pair(&it.id, &it.name.english)),
            FieldKind::IssueType => self
                .issue_types
                .get(at)
                .and_then(|it| pair(&it.id, &it.name.english)),
            FieldKind::Priority => self
                .priorities
                .get(at)
                .and_then(|it| pair(&it.id, &it.name.english)),
            FieldKind::Resolution => self
                .resolutions
                .get(at)
                .and_then(|it| pair(&it.id, &it.name.english)),
            FieldKind::User | FieldKind::Users => self
                .users
                .get(at)
                .and_then(|it| pair(&it.account_id, &it.name)),
            FieldKind::Option | FieldKind::Options | FieldKind::Cascading => {
                self.options.get(at).and_then(|it| pair(&it.id, &it.value))
            }
            FieldKind::Components => self
                .components
                .get(at)
                .and_then(|it| pair(&it.id, &it.name)),
            FieldKind::Versions => self.versions.get(at).and_then(|it| pair(&it.id, &it.name)),
            FieldKind::Labels => self.labels.get(at).and_then(|it| pair(it, it)),
            FieldKind::Sprint => self
                .sprints
                .get(at)
                .and_then(|it| pair(&it.id.to_string(), &it.name)),
            FieldKind::Security => self.levels.get(at).and_then(|it| pair(&it.id, &it.name)),
            FieldKind::Group => self.groups.get(at).and_then(|it| pair(&it.id, &it.name)),
            FieldKind::Parent | FieldKind::EpicLink => self
                .issues
                .get(at)
                .and_then(|it| pair(&it.id.to_string(), &self.key(it))),
            _ => None,
        }
    }
}
