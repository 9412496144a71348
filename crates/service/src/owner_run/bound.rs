//! Checks that a run still shows what its owner confirmed, and says what is asked for it.

use super::fingerprint::{SpecPart, needs_jira, with_queries};
use crate::{Failure, Service, SharingEnd, access::SiteAccess};
use chart::ChartSpec;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::sync::Arc;
use store::{ChartId, OwnerRun, PauseReason};

/// How long a change of a saved filter may go unnoticed where the filters are written out: what is
/// asked meanwhile is still what was confirmed.
const LOOKED: SignedDuration = SignedDuration::from_mins(5);

/// When the saved filters of runs were last found as confirmed.
pub(crate) struct Checked(moka::future::Cache<ChartId, Arc<Found>>);

struct Found {
    fingerprint: String,
    at: Timestamp,
    /// The queries with their filters written out, where that can be done.
    queries: Option<Vec<String>>,
}

impl Default for Checked {
    fn default() -> Self {
        Self(moka::future::Cache::new(10_000))
    }
}

impl Service {
    /// Pauses a run, and says so, unless it still shows what its owner confirmed. Else the spec to
    /// ask Jira with.
    ///
    /// The spec is compared each time. The saved filters are asked of Jira once in a while, and
    /// where they could not be written out once after each fetch: `fetched_at` is when the numbers
    /// to be shown were asked for.
    pub(crate) async fn still_bound(
        &self,
        run: &OwnerRun,
        access: &SiteAccess,
        spec: &ChartSpec,
        fetched_at: Timestamp,
    ) -> Result<Result<ChartSpec, SharingEnd>, Failure> {
        if !SpecPart::of(spec).is_of(&run.fingerprint) {
            return self.pause(run, PauseReason::ChartChanged).await.map(Err);
        }
        if !needs_jira(spec) {
            return Ok(Ok(spec.clone()));
        }
        let checked = &self.inner.checked.0;
        if let Some(found) = checked.get(&run.chart).await
            && found.fingerprint == run.fingerprint
            && (found.at >= fetched_at || found.still_holds(self.now()))
        {
            return Ok(Ok(found.spec(spec)));
        }
        let now = self.now();
        match self.bind(access, spec).await {
            Ok(bound) if bound.fingerprint == run.fingerprint => {
                let queries = match self.written_out(access, spec, &bound).await {
                    // As they are they may do all the same.
                    Err(Failure::Query { .. } | Failure::NotVisible(_)) => None,
                    written => written?,
                };
                let found = Arc::new(Found {
                    // Where they do not fit into a spec, they are as good as not written out.
                    queries: queries.filter(|queries| with_queries(spec, queries).is_some()),
                    fingerprint: bound.fingerprint,
                    at: now,
                });
                checked.insert(run.chart.clone(), found.clone()).await;
                Ok(Ok(found.spec(spec)))
            }
            // A filter that the owner cannot see any more is another one too.
            Ok(_) | Err(Failure::Query { .. } | Failure::NotVisible(_)) => {
                self.pause(run, PauseReason::FilterChanged).await.map(Err)
            }
            Err(other) => Err(other),
        }
    }

    pub(super) async fn pause(
        &self,
        run: &OwnerRun,
        reason: PauseReason,
    ) -> Result<SharingEnd, Failure> {
        let runs = self.inner.store.owner_runs();
        let paused = runs
            .pause(&run.chart, &run.fingerprint, reason, self.now())
            .await?;
        if paused && run.paused.is_none() {
            let (id, site) = (run.chart.to_string(), Some(run.site));
            let detail = json!({ "reason": reason_word(reason) });
            self.audit_with(None, "owner_run.paused", id, site, detail)
                .await;
        }
        Ok(SharingEnd::Paused(reason))
    }
}

impl Found {
    fn still_holds(&self, now: Timestamp) -> bool {
        self.queries.is_some() && now.duration_since(self.at) < LOOKED
    }

    /// What is asked for a spec that was found as confirmed.
    fn spec(&self, spec: &ChartSpec) -> ChartSpec {
        let written = self.queries.as_ref();
        written
            .and_then(|queries| with_queries(spec, queries))
            .unwrap_or_else(|| spec.clone())
    }
}

fn reason_word(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::FilterChanged => "a saved filter changed",
        PauseReason::ChartChanged => "somebody else changed the chart",
        PauseReason::AccessEnded => "the owner's access ended",
    }
}
