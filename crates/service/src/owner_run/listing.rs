//! Which charts list instead of counting: by issues, people or free text.

use crate::{Failure, Service, SharingEnd, access::SiteAccess, catalogue::language_of};
use chart::{ChartSpec, Field, FieldKind};
use serde_json::Value;
use store::OwnerRun;

/// Fields of an issue that name it, whatever kind the site says they are.
const NAMES_OF_ISSUES: [&str; 4] = ["issuekey", "key", "summary", "parent"];

impl Service {
    /// Whether a run may show what it shows: people and issues only with the owner's tick.
    pub(crate) async fn may_list(
        &self,
        run: &OwnerRun,
        access: &SiteAccess,
        spec: &ChartSpec,
    ) -> Result<Result<(), SharingEnd>, Failure> {
        let hidden = !run.lists && !self.listed_by(access, spec).await?.is_empty();
        Ok(if hidden {
            Err(SharingEnd::Lists)
        } else {
            Ok(())
        })
    }

    /// The names of the fields by which a spec lists, or lets others narrow it until it does; none for a chart
    /// of aggregates.
    pub(super) async fn listed_by(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
    ) -> Result<Vec<String>, Failure> {
        let catalogue = self.fields(access, language_of(spec)).await?;
        let printed = spec.to_json();
        let fields = ["chart_by", "group_by"]
            .iter()
            .filter_map(|key| printed.pointer(&format!("/{key}/field")))
            .filter_map(Value::as_str);
        let fields = fields.chain(spec.filters.fields.iter().map(String::as_str));
        let mut names: Vec<String> = fields
            .filter_map(|id| {
                let known = catalogue.iter().find(|field| field.id == id);
                let lists = NAMES_OF_ISSUES.contains(&id) || known.is_none_or(lists);
                lists.then(|| known.map_or(id, |field| &field.name).to_owned())
            })
            .collect();
        // Who may look for words among few issues can read them, letter by letter.
        if spec.filters.text {
            names.push("Text".to_owned());
        }
        Ok(names)
    }
}

fn lists(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::User | FieldKind::Users | FieldKind::Parent | FieldKind::Text
    )
}
