//! The scan plan: every issue of the query, page by page, into held columns.

mod fresh;

use crate::{
    Failure, Service,
    access::SiteAccess,
    held::{Flight, Held, Key},
    mapping::record,
    observed,
    ranges::cut,
};
use chart::{Field, MOST_SCANNED};
pub(crate) use fresh::{FRESH, Read, is_fresh};
use futures::{StreamExt, pin_mut, stream};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Younger than this, it is served at once while one refresh runs.
pub(crate) const STALE: SignedDuration = SignedDuration::from_hours(1);
/// Younger than this, it is served when Jira does not answer.
pub(crate) const LAST_RESORT: SignedDuration = SignedDuration::from_hours(24);

/// Longer than a frame waits between two questions.
pub(crate) const JUST_NOW: SignedDuration = SignedDuration::from_secs(3);

/// Ranges of one query that are read side by side.
const AT_ONCE: usize = 6;

/// Issues on a page where only their ids are asked for.
const BARE_PAGE: u32 = 5_000;

/// What is held, and a sentence when it is older than the person would expect.
pub(crate) struct Scanned {
    pub(crate) held: Arc<Held>,
    pub(crate) warning: Option<String>,
}

/// What to read: the fields that are needed, and those that come along because an issue costs the
/// same points with them (docs/adr/0005).
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) needed: Vec<Field>,
    pub(crate) along: Vec<Field>,
    /// When Jira last told that an issue behind the query may have changed.
    pub(crate) news: Option<Timestamp>,
}

impl Wanted {
    /// The ids of the issues and nothing else.
    pub(crate) fn bare(news: Option<Timestamp>) -> Self {
        Self {
            needed: Vec::new(),
            along: Vec::new(),
            news,
        }
    }
}

/// How what is held and not fresh any more is renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Renewal {
    /// By another scan, while it is shown.
    ByScan,
    /// By counts, which have begun.
    ByCounts,
}

impl Service {
    /// About how many issues a query has, as Jira counts them or did a moment ago.
    pub(crate) async fn issues_of(
        &self,
        access: &SiteAccess,
        key: &Key,
        flight: &Flight,
    ) -> Result<u64, Failure> {
        if let Some(issues) = flight.counted(self.now() - JUST_NOW) {
            return Ok(issues);
        }
        let count = |site: jira::Site| async move { site.approximate_count(&key.jql).await };
        let issues = self.with_site(access, &key.language, count).await?;
        flight.count(self.now(), issues);
        Ok(issues)
    }

    /// What is held of a query, where it has all that is needed.
    pub(crate) async fn held(&self, key: &Key, wanted: &Wanted) -> Option<Arc<Held>> {
        let held = self.inner.held.get(key).await?;
        held.positions(&wanted.needed).is_some().then_some(held)
    }

    /// The records of a query: held, or scanned now.
    pub(crate) async fn scanned(
        &self,
        access: &SiteAccess,
        key: &Key,
        wanted: &Wanted,
        renewal: Renewal,
    ) -> Result<Scanned, Failure> {
        let held = self.held(key, wanted).await;
        if let Some(held) = &held {
            let old = self.now().duration_since(held.fetched_at);
            if old < STALE {
                let fresh = is_fresh(Read::from(&**held), wanted.news, self.now());
                observed::held(if fresh { "fresh" } else { "renewed" });
                if !fresh
                    && renewal == Renewal::ByScan
                    && self
                        .inner
                        .held
                        .flight(key)
                        .await
                        .one_at_a_time
                        .try_lock()
                        .is_ok()
                {
                    drop(self.begin_scan(access, key, wanted));
                }
                return Ok(Scanned {
                    held: held.clone(),
                    warning: None,
                });
            }
        }
        let scan = self
            .begin_scan(access, key, wanted)
            .await
            .unwrap_or_else(|panicked| {
                tracing::error!(
                    error = &panicked as &dyn std::error::Error,
                    "a scan ended badly"
                );
                Err(Failure::Internal)
            });
        match scan {
            Ok(held) => {
                observed::held("none");
                Ok(Scanned {
                    held,
                    warning: None,
                })
            }
            Err(failure @ (Failure::Busy { .. } | Failure::Unreachable { .. })) => {
                match held.filter(|h| self.now().duration_since(h.fetched_at) < LAST_RESORT) {
                    Some(held) => {
                        observed::held("old");
                        Ok(Scanned {
                            held,
                            warning: Some(failure.sentence()),
                        })
                    }
                    None => Err(failure),
                }
            }
            Err(failure) => Err(failure),
        }
    }

    /// A scan goes on when its reader leaves: what is read already has been paid for, and whoever
    /// asks again finds it.
    fn begin_scan(
        &self,
        access: &SiteAccess,
        key: &Key,
        wanted: &Wanted,
    ) -> JoinHandle<Result<Arc<Held>, Failure>> {
        let (service, access, key, wanted) =
            (self.clone(), access.clone(), key.clone(), wanted.clone());
        tokio::spawn(async move { service.scan_once(&access, &key, &wanted).await })
    }

    /// One scan at a time for the same question; who waited takes what the first one brought.
    async fn scan_once(
        &self,
        access: &SiteAccess,
        key: &Key,
        wanted: &Wanted,
    ) -> Result<Arc<Held>, Failure> {
        let asked_at = self.now();
        let flight = self.inner.held.flight(key).await;
        flight.want(&wanted.needed);
        flight.want(&wanted.along);
        let _one_at_a_time = flight.one_at_a_time.lock().await;
        if let Some(held) = self.inner.held.get(key).await
            && is_fresh(Read::from(&*held), wanted.news, self.now())
            && held.positions(&wanted.needed).is_some()
        {
            return Ok(held);
        }
        // A failure while we waited is ours too: a sick Jira is not asked by everybody in turn. So
        // is one a moment ago: a frame that polls hears of it, instead of beginning anew.
        if let Some(failure) = flight.failure(asked_at - JUST_NOW, self.now()) {
            return Err(failure);
        }
        let scan = self.scan(access, key, &flight.wanted(), &flight).await;
        observed::scan(scan.as_ref().map(Held::len));
        let held = match scan {
            Ok(held) => Arc::new(held),
            Err(failure) => {
                if !matches!(failure, Failure::Busy { .. } | Failure::Unreachable { .. }) {
                    // Jira refuses this person or this query: nothing older may be shown for it.
                    self.inner.held.drop_held(key).await;
                }
                flight.fail(self.now(), failure.clone());
                return Err(failure);
            }
        };
        if !self.inner.held.put(key.clone(), held.clone()).await {
            let failure = too_much("needs more memory than Inlay may use");
            flight.fail(self.now(), failure.clone());
            return Err(failure);
        }
        Ok(held)
    }

    async fn scan(
        &self,
        access: &SiteAccess,
        key: &Key,
        fields: &[Field],
        flight: &Flight,
    ) -> Result<Held, Failure> {
        let started_at = self.now();
        let language = &key.language;
        let count = self.issues_of(access, key, flight).await?;
        if count > MOST_SCANNED {
            return Err(too_much(&format!(
                "finds {} issues",
                chart::grouped(f64::from(u32::try_from(count).unwrap_or(u32::MAX)))
            )));
        }
        self.with_site(access, language, |site| async move {
            flight.start(count);
            let ranges = cut(&site, &key.jql, count).await?;
            let mut held = Held::new(fields.to_vec(), started_at);
            let ids: Vec<&str> = fields.iter().map(|f| f.id.as_str()).collect();
            let request = |jql: String| {
                let request = jira::SearchRequest::new(jql, ids.iter().copied());
                let page_size = if ids.is_empty() {
                    BARE_PAGE
                } else {
                    request.page_size
                };
                jira::SearchRequest {
                    page_size,
                    ..request
                }
            };
            let pages = stream::iter(ranges)
                .map(|jql| site.search(request(jql)))
                .flatten_unordered(AT_ONCE);
            pin_mut!(pages);
            while let Some(page) = pages.next().await {
                let issues = page?.issues;
                flight.advance(issues.len() as u64);
                for issue in issues {
                    held.push(record(issue, fields));
                }
            }
            let meter = site.meter();
            (held.calls, held.points) = (meter.calls + 1, meter.points + 1);
            held.settle();
            Ok(held)
        })
        .await
    }
}

fn too_much(what: &str) -> Failure {
    Failure::Query {
        messages: vec![format!(
            "This query {what}; narrow it, for example by project or by dates."
        )],
    }
}
