//! Checks that a run still shows what its owner confirmed, once for each time that Jira was asked.

use super::fingerprint::{SpecPart, needs_jira};
use crate::{Failure, Service, SharingEnd, access::SiteAccess};
use chart::ChartSpec;
use jiff::Timestamp;
use serde_json::json;
use store::{ChartId, OwnerRun, PauseReason};

/// When the saved filters of runs were last found as confirmed.
pub(crate) struct Checked(moka::future::Cache<ChartId, (String, Timestamp)>);

impl Default for Checked {
    fn default() -> Self {
        Self(moka::future::Cache::new(10_000))
    }
}

impl Service {
    /// Pauses a run, and says so, unless it still shows what its owner confirmed.
    ///
    /// The spec is compared each time. The saved filters are asked of Jira once after each fetch:
    /// `fetched_at` is when the numbers to be shown were asked for.
    pub(crate) async fn still_bound(
        &self,
        run: &OwnerRun,
        access: &SiteAccess,
        spec: &ChartSpec,
        fetched_at: Timestamp,
    ) -> Result<Result<(), SharingEnd>, Failure> {
        if !SpecPart::of(spec).is_of(&run.fingerprint) {
            return self.pause(run, PauseReason::ChartChanged).await.map(Err);
        }
        if !needs_jira(spec) {
            return Ok(Ok(()));
        }
        let checked = &self.inner.checked.0;
        if let Some((fingerprint, at)) = checked.get(&run.chart).await
            && fingerprint == run.fingerprint
            && at >= fetched_at
        {
            return Ok(Ok(()));
        }
        let now = self.now();
        match self.bind(access, spec).await {
            Ok(bound) if bound.fingerprint == run.fingerprint => {
                checked
                    .insert(run.chart.clone(), (bound.fingerprint, now))
                    .await;
                Ok(Ok(()))
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

fn reason_word(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::FilterChanged => "a saved filter changed",
        PauseReason::ChartChanged => "somebody else changed the chart",
        PauseReason::AccessEnded => "the owner's access ended",
    }
}
