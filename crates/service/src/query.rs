//! From a spec to its table: plan, records, fold.

use crate::{
    Failure, Service,
    access::SiteAccess,
    catalogue::language_of,
    held::Key,
    scan::{Scanned, Wanted},
};
use chart::{ChartSpec, Dimension, Fold, Order, Plan, Provenance, SpecError, Table};
use jiff::tz::TimeZone;

/// How far a scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Issues read.
    pub done: u64,
    /// About how many there are; 0 while that is not known.
    pub of: u64,
}

/// Everything a question needs besides Jira's answer.
pub(crate) struct Question {
    pub(crate) plan: Plan,
    pub(crate) key: Key,
    wanted: Wanted,
    timezone: TimeZone,
    timezone_name: String,
}

/// What Jira said: the records, and the order of their values.
pub(crate) struct Gathered {
    scanned: Scanned,
    order: Order,
}

/// The numbers, and whether they are old ones because Jira does not answer.
pub(crate) struct Answered {
    pub(crate) table: Table,
    pub(crate) stale: bool,
}

impl Question {
    /// What the site calls the field of a dimension.
    pub(crate) fn name_of(&self, dimension: Option<&Dimension>) -> Option<String> {
        let field = &dimension?.field;
        self.plan
            .fields
            .iter()
            .find(|known| known.id == *field)
            .map(|known| known.name.clone())
    }
}

impl Service {
    /// Prepares the question that a spec asks. `wide`: somebody is editing and will ask the same
    /// query by other fields next.
    pub(crate) async fn question(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        wide: bool,
    ) -> Result<Question, Failure> {
        let catalogue = self.fields(access, language_of(spec)).await?;
        let plan = chart::plan(spec, &catalogue)?;
        let timezone_name = spec
            .timezone
            .clone()
            .or_else(|| access.grant.timezone.clone())
            .unwrap_or_else(|| "UTC".into());
        let timezone = TimeZone::get(&timezone_name).map_err(|_| SpecError {
            path: "timezone".into(),
            message: format!(
                "\"{timezone_name}\" is not a time zone; use a name like Europe/Berlin or UTC"
            ),
        })?;
        let along = if wide {
            neighbours(&catalogue)
        } else {
            Vec::new()
        };
        Ok(Question {
            key: Key {
                grant: access.grant.id,
                generation: access.grant.generation,
                site: access.site.id,
                language: language_of(spec).to_owned(),
                jql: plan.jql.clone(),
            },
            wanted: Wanted {
                needed: plan.fields.clone(),
                along,
            },
            plan,
            timezone,
            timezone_name,
        })
    }

    /// Gets from Jira, or from what is held, all that the answer needs.
    pub(crate) async fn gather(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> Result<Gathered, Failure> {
        let scanned = self.scanned(access, &question.key, &question.wanted);
        let order = self.order(access, &question.key.language, &question.plan.fields);
        let (scanned, order) = futures::try_join!(scanned, order)?;
        Ok(Gathered { scanned, order })
    }

    /// Answers a question from what was gathered.
    pub(crate) fn answer(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        question: &Question,
        Gathered {
            scanned: Scanned { held, warning },
            order,
        }: Gathered,
    ) -> Result<Answered, Failure> {
        let now = self.now();
        let positions = held
            .positions(&question.plan.fields)
            .ok_or(Failure::Internal)?;
        let mut fold = Fold::new(spec, &question.plan, &order, question.timezone.clone(), now);
        for record in held.records(&positions) {
            fold.push(&record);
        }
        let stale = warning.is_some();
        let table = fold.finish(Provenance {
            run_as: "viewer".into(),
            account: access.grant.name.clone(),
            site: access.site.name.clone(),
            issues: held.len() as u64,
            complete: held.complete,
            plan: "scan".into(),
            calls: held.calls,
            points: held.points,
            fetched_at: held.fetched_at,
            age_seconds: u64::try_from(now.duration_since(held.fetched_at).as_secs()).unwrap_or(0),
            timezone: question.timezone_name.clone(),
            warnings: warning.into_iter().collect(),
        });
        Ok(Answered { table, stale })
    }

    /// How far the scan for a question is.
    pub(crate) async fn progress(&self, question: &Question) -> Progress {
        let (done, of) = self.inner.held.flight(&question.key).await.progress();
        Progress { done, of }
    }
}

/// Fields that are fetched along while somebody edits: all that a chart can be made by, without
/// free text. Jira meters issues, not fields.
fn neighbours(catalogue: &[chart::Field]) -> Vec<chart::Field> {
    const MOST: usize = 40;
    let mut fields: Vec<_> = catalogue
        .iter()
        .filter(|f| f.kind.chartable() && f.kind != chart::FieldKind::Text)
        .cloned()
        .collect();
    fields.sort_by_key(|f| f.custom);
    fields.truncate(MOST);
    fields
}
