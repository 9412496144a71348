//! What a save does to a run.

use super::fingerprint::{SpecPart, same_filters};
use crate::{Failure, Service, Standing, view::parse_stored};
use store::{Chart, PauseReason};

impl Service {
    /// After a save: the owner's own renews what it changed itself, an editor's makes the run wait.
    /// A run that waits for another reason goes on waiting: a save is no look at a changed filter.
    pub(crate) async fn saved_over(&self, old: &Chart, new: &Chart, by: Standing) {
        let renewed = self.renew(old, new, by).await;
        if let Err(failure) = renewed {
            // The chart is saved. Its next view finds the fingerprint wrong, and pauses the run.
            tracing::warn!(chart.id = %new.id, %failure, "the owner's save did not renew the run");
        }
    }

    async fn renew(&self, old: &Chart, new: &Chart, by: Standing) -> Result<(), Failure> {
        let runs = self.inner.store.owner_runs();
        let Some(run) = runs.get(&new.id).await? else {
            return Ok(());
        };
        let (before, after) = (parse_stored(old)?, parse_stored(new)?);
        let same = SpecPart::of(&after).is_of(&run.fingerprint);
        if by < Standing::Owner {
            if !same {
                self.pause(&run, PauseReason::ChartChanged).await?;
            }
            return Ok(());
        }
        match run.paused.map(|pause| pause.reason) {
            None if same => return Ok(()),
            None | Some(PauseReason::ChartChanged) => {}
            Some(_) => return Ok(()),
        }
        let access = self.access_of(Some(&new.owner), &new.site).await?;
        if run.paused.is_none() && old.site == new.site {
            let bound = self.bind(&access, &before).await?;
            if bound.fingerprint != run.fingerprint {
                self.pause(&run, PauseReason::FilterChanged).await?;
                return Ok(());
            }
        }
        if !run.lists && !self.listed_by(&access, &after).await?.is_empty() {
            self.pause(&run, PauseReason::ChartChanged).await?;
            return Ok(());
        }
        let bound = self.bind(&access, &after).await?;
        // Of a run that waits already, nobody knows when its filters changed: a save is no look at
        // them.
        if run.paused.is_some() && !same_filters(&bound.fingerprint, &run.fingerprint) {
            return Ok(());
        }
        runs.confirm(&new.id, &run.fingerprint, &bound.fingerprint, self.now())
            .await?;
        Ok(())
    }
}
