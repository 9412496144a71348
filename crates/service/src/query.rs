//! From a spec to its table: plan, records, fold.

use crate::{
    Failure, Service,
    access::SiteAccess,
    catalogue::language_of,
    held::{Held, Key},
    scan::{Scanned, Wanted},
};
use chart::{
    By, ChartSpec, Dimension, Fold, Order, Plan, Provenance, Queries, SegmentQuery, Source,
    SpecError, Table,
};
use futures::future::try_join_all;
use jiff::{Timestamp, tz::TimeZone};
use std::{collections::HashSet, sync::Arc};

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
    /// In which Jira reads the days of a query.
    account_zone: TimeZone,
    /// Whose versions there are, where the source says it.
    projects: Vec<String>,
    /// Where people find the site.
    pub(crate) site_url: String,
}

/// What Jira said: the records, the order of their values, and the issues of each segment.
pub(crate) struct Gathered {
    scanned: Scanned,
    order: Order,
    segments: Vec<Scanned>,
}

impl Gathered {
    /// When the newest part of it was read.
    pub(crate) fn last_fetched(&self) -> Timestamp {
        let parts = self.segments.iter().map(|part| part.held.fetched_at);
        parts.fold(self.scanned.held.fetched_at, Ord::max)
    }
}

/// The numbers, and whether they are old ones because Jira does not answer.
pub(crate) struct Answered {
    pub(crate) table: Table,
    /// The query behind each number.
    pub(crate) queries: Queries,
    pub(crate) stale: bool,
}

impl Question {
    /// What the rows of a table are called; empty where there is no dimension.
    pub(crate) fn rows(&self, spec: &ChartSpec) -> String {
        spec.chart_by
            .as_ref()
            .map(|dimension| self.name_of(dimension))
            .unwrap_or_default()
    }

    /// What its columns are called, in charts with two dimensions.
    pub(crate) fn columns(&self, spec: &ChartSpec) -> Option<String> {
        if spec.chart_by.as_ref().is_some_and(Dimension::is_dates) {
            return Some("Dates".to_owned());
        }
        spec.group_by
            .as_ref()
            .map(|dimension| self.name_of(dimension))
    }

    /// The zone whose days the queries behind the numbers name.
    pub(crate) fn days_in(&self) -> String {
        self.account_zone.iana_name().unwrap_or("UTC").to_owned()
    }

    fn name_of(&self, dimension: &Dimension) -> String {
        match &dimension.by {
            By::Segments(_) => "Segment".to_owned(),
            By::Dates(_) => "Date".to_owned(),
            By::Field(id) => {
                let field = self.plan.fields.iter().find(|known| known.id == *id);
                field.map(|field| field.name.clone()).unwrap_or_default()
            }
        }
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
        let account_zone = access
            .grant
            .timezone
            .as_deref()
            .and_then(|name| TimeZone::get(name).ok())
            .unwrap_or(TimeZone::UTC);
        let along = if wide {
            neighbours(&catalogue)
        } else {
            Vec::new()
        };
        let projects = match &spec.source {
            Source::Projects(keys) => keys.clone(),
            Source::Jql(_) | Source::Filter(_) => Vec::new(),
        };
        let news = self.news_of(access.site.id, &projects).await?;
        Ok(Question {
            site_url: access.site.url.clone(),
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
                news,
            },
            plan,
            timezone,
            timezone_name,
            account_zone,
            projects,
        })
    }

    /// Gets from Jira, or from what is held, all that the answer needs.
    pub(crate) async fn gather(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> Result<Gathered, Failure> {
        let scanned = self.scanned(access, &question.key, &question.wanted);
        let order = self.order(
            access,
            &question.key.language,
            &question.plan.fields,
            &question.projects,
        );
        let segments = question.plan.segments.iter();
        let segments = try_join_all(segments.map(|it| self.segment(access, question, it)));
        let (scanned, order, segments) = futures::try_join!(scanned, order, segments)?;
        Ok(Gathered {
            scanned,
            order,
            segments,
        })
    }

    /// The issues of a segment, as Jira finds them: its JQL is never read by us.
    async fn segment(
        &self,
        access: &SiteAccess,
        question: &Question,
        segment: &SegmentQuery,
    ) -> Result<Scanned, Failure> {
        let key = Key {
            jql: segment.jql.clone(),
            ..question.key.clone()
        };
        let bare = Wanted {
            needed: Vec::new(),
            along: Vec::new(),
            news: question.wanted.news,
        };
        let found = self.scanned(access, &key, &bare).await;
        found.map_err(|failure| match failure {
            // The sentence alone does not say which of the queries is meant.
            Failure::Query { messages } => Failure::Spec(SpecError {
                path: segment.path.clone(),
                message: messages.join(" "),
            }),
            other => other,
        })
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
            segments,
        }: Gathered,
    ) -> Result<Answered, Failure> {
        let now = self.now();
        let positions = held
            .positions(&question.plan.fields)
            .ok_or(Failure::Internal)?;
        let found: Vec<HashSet<u64>> = segments.iter().map(|it| it.held.ids()).collect();
        let mut fold = Fold::new(spec, &question.plan, &order, question.timezone.clone(), now)
            .with_segments(found);
        for record in held.records(&positions) {
            fold.push(&record);
        }
        let parts: Vec<&Arc<Held>> = std::iter::once(&held)
            .chain(segments.iter().map(|it| &it.held))
            .collect();
        // The table is as old as the oldest of its parts.
        let oldest = parts.iter().map(|part| part.fetched_at).min();
        let fetched_at = oldest.unwrap_or(held.fetched_at);
        let warning = warning.or(segments.iter().find_map(|it| it.warning.clone()));
        let stale = warning.is_some();
        let provenance = Provenance {
            run_as: "viewer".into(),
            account: access.grant.name.clone(),
            site: access.site.name.clone(),
            issues: held.len() as u64,
            complete: parts.iter().all(|part| part.complete),
            plan: "scan".into(),
            calls: parts.iter().map(|part| part.calls).sum(),
            points: parts.iter().map(|part| part.points).sum(),
            fetched_at,
            age_seconds: u64::try_from(now.duration_since(fetched_at).as_secs()).unwrap_or(0),
            timezone: question.timezone_name.clone(),
            warnings: warning.into_iter().collect(),
        };
        let (table, queries) = fold.finish_with_queries(provenance, &question.account_zone);
        Ok(Answered {
            table,
            queries,
            stale,
        })
    }

    /// How far the scan for a question is.
    pub(crate) async fn progress(&self, question: &Question) -> Progress {
        let (done, of) = self.inner.held.flight(&question.key).await.progress();
        Progress { done, of }
    }
}

/// Fields that are fetched along while somebody edits: all that a chart can be made by or calculated
/// from, without free text. Jira meters issues, not fields.
fn neighbours(catalogue: &[chart::Field]) -> Vec<chart::Field> {
    const MOST: usize = 40;
    let mut fields: Vec<_> = catalogue
        .iter()
        .filter(|f| f.kind.chartable() || f.kind == chart::FieldKind::Duration)
        .cloned()
        .collect();
    fields.sort_by_key(|f| f.custom);
    fields.truncate(MOST);
    fields
}
