//! From a spec to what must be asked of Jira, and what it says. `answer.rs` makes the table of it.

use crate::{
    Failure, Service,
    access::SiteAccess,
    catalogue::language_of,
    counted::{Counted, CountedKey, Way},
    held::Key,
    scan::{Renewal, Scanned, Wanted},
};
use chart::{
    By, ChartSpec, Counting, Dimension, Listed, Listing, Order, Plan, SegmentQuery, Source,
    SpecError, Uncountable,
};
use futures::future::try_join_all;
use jiff::{Timestamp, tz::TimeZone};
use std::sync::Arc;

/// How far a scan or a counting is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Issues read, or questions answered.
    pub done: u64,
    /// About how many there are; 0 while that is not known.
    pub of: u64,
    /// Of what.
    pub unit: Reading,
}

/// What is got from Jira one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Issues.
    #[default]
    Issues,
    /// Counts, each the answer to a question.
    Questions,
}

/// Everything a question needs besides Jira's answer.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) plan: Plan,
    pub(crate) key: Key,
    pub(crate) wanted: Wanted,
    pub(crate) spec: ChartSpec,
    /// What must be listed for counts to answer it, or why they cannot.
    pub(crate) listings: Result<Vec<Listing>, Uncountable>,
    /// What is counted.
    pub(crate) counted_key: CountedKey,
    /// Whether somebody is editing.
    pub(crate) editing: bool,
    /// When it was asked: days of a range are relative to it.
    asked_at: Timestamp,
    pub(crate) timezone: TimeZone,
    pub(crate) timezone_name: String,
    /// In which Jira reads the days of a query.
    pub(crate) account_zone: TimeZone,
    /// Whose versions there are, where the source says it.
    pub(crate) projects: Vec<String>,
    /// Where people find the site.
    pub(crate) site_url: String,
}

/// What Jira said.
pub(crate) enum Gathered {
    /// The records, the order of their values, and the issues of each segment.
    Issues {
        scanned: Scanned,
        order: Order,
        segments: Vec<Scanned>,
    },
    /// How many issues each query has, and a sentence when that is older than the person would expect.
    Counts {
        counted: Arc<Counted>,
        order: Order,
        warning: Option<String>,
    },
}

impl Gathered {
    /// When the newest part of it was read.
    pub(crate) fn last_fetched(&self) -> Timestamp {
        match self {
            Self::Issues {
                scanned, segments, ..
            } => {
                let parts = segments.iter().map(|part| part.held.fetched_at);
                parts.fold(scanned.held.fetched_at, Ord::max)
            }
            Self::Counts { counted, .. } => counted.last_fetched,
        }
    }
}

impl Question {
    /// The counting of it, once its values are listed.
    pub(crate) fn counting(&self, order: &Order, listed: &Listed) -> Result<Counting, Uncountable> {
        Counting::new(
            &self.spec,
            &self.plan,
            order,
            listed,
            self.timezone.clone(),
            self.account_zone.clone(),
            self.asked_at,
        )
    }

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

    /// What the issues of a segment are held under.
    pub(crate) fn segment_key(&self, segment: &SegmentQuery) -> Key {
        Key {
            jql: segment.jql.clone(),
            ..self.key.clone()
        }
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
        self.question_in(access, spec, projects_of(spec), wide)
            .await
    }

    /// The same, where it is known of which projects the issues are although the source does not say so.
    pub(crate) async fn question_in(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        projects: Vec<String>,
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
        let news = self.news_of(access.site.id, &projects).await?;
        let asked_at = self.now();
        let key = Key {
            grant: access.grant.id,
            generation: access.grant.generation,
            site: access.site.id,
            language: language_of(spec).to_owned(),
            jql: plan.jql.clone(),
        };
        Ok(Question {
            site_url: access.site.url.clone(),
            counted_key: CountedKey::new(&key, spec, [&timezone, &account_zone], asked_at),
            key,
            listings: plan.listings(spec),
            spec: spec.clone(),
            editing: wide,
            asked_at,
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
        let renewal = match self.way(access, question).await? {
            Way::Counts {
                counted,
                order,
                warning,
            } => {
                return Ok(Gathered::Counts {
                    counted,
                    order,
                    warning,
                });
            }
            Way::Scan(renewal) => renewal,
        };
        let scanned = self.scanned(access, &question.key, &question.wanted, renewal);
        let order = self.order_of(access, question);
        let segments = question.plan.segments.iter();
        let segments = try_join_all(segments.map(|it| self.segment(access, question, it, renewal)));
        let (scanned, order, segments) = futures::try_join!(scanned, order, segments)?;
        Ok(Gathered::Issues {
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
        renewal: Renewal,
    ) -> Result<Scanned, Failure> {
        let (key, bare) = (
            question.segment_key(segment),
            Wanted::bare(question.wanted.news),
        );
        let found = self.scanned(access, &key, &bare, renewal).await;
        found.map_err(|failure| about(segment, failure))
    }

    /// How far the scan or the counting for a question is.
    pub(crate) async fn progress(&self, question: &Question) -> Progress {
        let counting = self.inner.counted.flight(&question.counted_key).await;
        // Before the first question is out, it is not decided how the numbers are got.
        if let (done, of @ 1..) = counting.progress()
            && counting.one_at_a_time.try_lock().is_err()
        {
            let unit = Reading::Questions;
            return Progress { done, of, unit };
        }
        let (done, of) = self.inner.held.flight(&question.key).await.progress();
        let unit = Reading::Issues;
        Progress { done, of, unit }
    }
}

/// The projects that a source names.
pub(crate) fn projects_of(spec: &ChartSpec) -> Vec<String> {
    match &spec.source {
        Source::Projects(keys) => keys.clone(),
        Source::Jql(_) | Source::Filter(_) => Vec::new(),
    }
}

/// The failure of a segment's query. Jira's sentence alone does not say which of the queries is meant.
pub(crate) fn about(segment: &SegmentQuery, failure: Failure) -> Failure {
    match failure {
        Failure::Query { messages } => Failure::Spec(SpecError {
            path: segment.path.clone(),
            message: messages.join(" "),
        }),
        other => other,
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
