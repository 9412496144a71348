//! Who is let in to a chart that runs as its owner.

use super::SharingEnd;
use crate::{Asking, Failure, Service, Viewer, access::SiteAccess};
use store::{Audience, Chart, ChartId, OwnerRun};

impl Service {
    /// The run that shows this viewer the chart as its owner sees it, with the owner's access.
    /// `None`: the viewer is not in its audience, or there is no run; both look the same. Whoever is
    /// in the audience is told why a run ended or waits.
    pub(crate) async fn run_for(
        &self,
        chart: &Chart,
        viewer: &Viewer,
        asking: &Asking,
    ) -> Result<Option<(OwnerRun, SiteAccess)>, Failure> {
        let end = |why| {
            Err(Failure::NotShared {
                why,
                own: chart.everybody.is_some(),
            })
        };
        // A signature of ours, though of an older generation, shows that they were given the chart.
        let handed_out = asking
            .link
            .as_deref()
            .and_then(|link| self.generation_of(&chart.id, link));
        let Some(run) = self.inner.store.owner_runs().get(&chart.id).await? else {
            return match handed_out {
                Some(_) => end(SharingEnd::Ended),
                None => Ok(None),
            };
        };
        let included = match &run.audience {
            // Somebody who is not logged in to Confluence is named by no token; a document that is
            // exported has no reader of its own.
            Audience::Confluence { sites } => matches!(
                viewer,
                Viewer::Confluence(named) if named.chart == chart.id
                    && (named.account.is_some() || asking.for_document)
                    && sites.contains(&named.site)
            ),
            Audience::Site => self.reaches(viewer, chart).await?,
            Audience::Link => handed_out.is_some(),
        };
        if !included {
            return match handed_out {
                Some(_) => end(SharingEnd::Ended),
                None => Ok(None),
            };
        }
        if let Some(why) = self.halted(&run, handed_out).await? {
            return end(why);
        }
        match self.access_of(Some(&run.owner), &run.site).await {
            Ok(access) => Ok(Some((run, access))),
            Err(Failure::Prompt(_)) => end(SharingEnd::OwnerAccess),
            Err(other) => Err(other),
        }
    }

    /// Whether a consent for the chart's site would let somebody in.
    pub(crate) async fn runs_for_site(&self, chart: &ChartId) -> Result<bool, Failure> {
        let run = self.inner.store.owner_runs().get(chart).await?;
        Ok(run.is_some_and(|run| run.audience == Audience::Site))
    }

    async fn reaches(&self, viewer: &Viewer, chart: &Chart) -> Result<bool, Failure> {
        let account = viewer.account_for(chart.id.as_str());
        match self.access_of(account, &chart.site).await {
            Ok(_) => Ok(true),
            Err(Failure::Prompt(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Whether a run that was found a while ago is still the same, and runs.
    pub(crate) async fn still_on(&self, run: &OwnerRun) -> Result<Result<(), SharingEnd>, Failure> {
        let now = self.inner.store.owner_runs().get(&run.chart).await?;
        let same = now.filter(|now| {
            now.fingerprint == run.fingerprint
                && now.audience == run.audience
                && now.link_generation == run.link_generation
        });
        let Some(now) = same else {
            return Ok(Err(SharingEnd::Ended));
        };
        Ok(match self.halted(&now, Some(now.link_generation)).await? {
            Some(why) => Err(why),
            None => Ok(()),
        })
    }

    /// Why a run does not run just now. `handed_out`: the generation of the address at hand.
    pub(super) async fn halted(
        &self,
        run: &OwnerRun,
        handed_out: Option<i64>,
    ) -> Result<Option<SharingEnd>, Failure> {
        let rules = self.rules_of(run.site).await?;
        let by_link = run.audience == Audience::Link;
        Ok(if rules.owner_runs_forbidden {
            Some(SharingEnd::Forbidden)
        } else if by_link && rules.links_forbidden {
            Some(SharingEnd::LinksForbidden)
        } else if by_link && handed_out != Some(run.link_generation) {
            Some(SharingEnd::LinkRenewed)
        } else if let Some(on) = run.until.filter(|until| *until <= self.now()) {
            Some(SharingEnd::Expired { on })
        } else {
            run.paused.map(|pause| SharingEnd::Paused(pause.reason))
        })
    }
}
