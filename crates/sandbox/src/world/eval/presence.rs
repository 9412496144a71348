//! Which issues somebody sees, and which of them have any value in a field.

use super::EvalContext;
use super::clause::Reader;
use super::fields::Target;
use crate::world::index::Bits;
use crate::world::model::{FieldKind, LevelIx, Site};

impl Reader<'_> {
    /// The issues in which the field is not empty.
    pub(super) fn present(&self, target: Target) -> Bits {
        let mut found = self.nothing();
        match target {
            Target::Field(field) if self.kind(field) == FieldKind::Key => {
                return self.visible.clone();
            }
            Target::Field(field) => self.site.index.field(field).add_present(&mut found),
            Target::Filter | Target::Text | Target::Level => return self.visible.clone(),
            Target::ProjectCategory => {
                self.each_project(|project| project.category.is_some(), &mut found);
            }
            Target::WorklogAuthor | Target::WorklogDate => self.each_worklog(|_| true, &mut found),
        }
        found
    }

    pub(super) fn present_in_any(&self, targets: &[Target]) -> Bits {
        let mut any = self.nothing();
        for target in targets {
            any.unite(&self.present(*target));
        }
        any
    }

    /// The issues in which all of the fields are empty.
    pub(super) fn empty(&self, targets: &[Target]) -> Bits {
        let mut rest = self.visible.clone();
        rest.subtract(&self.present_in_any(targets));
        rest
    }
}

pub(super) fn visible(site: &Site, asks: &EvalContext<'_>) -> Bits {
    let mut seen = Bits::none(site.issues.len());
    let Some(access) = site.access(&asks.person.account_id) else {
        return seen;
    };
    if let Some(field) = site.field_by_id("project") {
        for project in &access.projects {
            site.index.field(field).add_term(project.0, &mut seen);
        }
    }
    if let Some(field) = site.field_by_id("security") {
        let mut hidden = Bits::none(site.issues.len());
        for level in (0..site.levels.len()).map(LevelIx::new) {
            if !access.levels.contains(&level) {
                site.index.field(field).add_term(level.0, &mut hidden);
            }
        }
        seen.subtract(&hidden);
    }
    seen
}
