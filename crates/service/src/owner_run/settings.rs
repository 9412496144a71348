//! What the owner of a chart switches: on, for whom, until when; confirm; off; a new address.

use crate::{Failure, Service, SharingEnd, Viewer, access::SiteAccess, view::parse_stored};
use chart::{ChartSpec, SpecError};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{Audience, Chart, NewOwnerRun, OwnerRun};

/// What an owner wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerRunWish {
    /// For whom.
    pub audience: Audience,
    /// From when on it has ended; `None`: no end date.
    pub until: Option<Timestamp>,
    /// Whether it may list issues or people.
    pub lists: bool,
}

/// What the owner of a chart sees of its running as themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerRunState {
    /// The run; `None`: it is off.
    pub run: Option<OwnerRun>,
    /// The signed address, as a path of ours, while the audience is `link`.
    pub address: Option<String>,
    /// Why others do not see it just now, though it is on.
    pub halted: Option<SharingEnd>,
    /// Names of the fields by which the chart lists issues or people; it needs the owner's tick.
    pub lists_by: Vec<String>,
    /// Whether the query says `currentUser()`: for everybody that is the owner.
    pub means_owner: bool,
    /// What the owner looks at: to be handed back on switching on and on confirming, so that
    /// nobody confirms what they have not seen. Nothing where a saved filter cannot be resolved.
    pub seen: Option<String>,
    /// What the site's administrators forbid.
    pub rules: store::SiteRules,
}

impl Service {
    /// How the viewer's own chart runs as its owner.
    pub async fn owner_run(&self, viewer: &Viewer, chart: &str) -> Result<OwnerRunState, Failure> {
        let (chart, spec, access) = self.owned(viewer, chart).await?;
        self.state_of(&chart, &spec, &access).await
    }

    /// Lets the viewer's own chart run as its owner, or changes for whom. Confirms what it shows.
    pub async fn switch_on_owner_run(
        &self,
        viewer: &Viewer,
        chart: &str,
        wish: OwnerRunWish,
    ) -> Result<OwnerRunState, Failure> {
        let (chart, spec, access) = self.owned(viewer, chart).await?;
        self.check(&wish)?;
        let rules = self.rules_of(chart.site).await?;
        if rules.owner_runs_forbidden {
            return Err(Failure::NotAllowed(SharingEnd::Forbidden.sentence()));
        }
        if rules.links_forbidden && wish.audience == Audience::Link {
            return Err(Failure::NotAllowed(SharingEnd::LinksForbidden.sentence()));
        }
        self.allow_lists(wish.lists, &access, &spec).await?;
        let bound = self.bind(&access, &spec).await?;
        let detail = wish_in_words(&wish);
        let new = NewOwnerRun {
            audience: wish.audience,
            until: wish.until,
            lists: wish.lists,
            fingerprint: bound.fingerprint,
        };
        let runs = self.inner.store.owner_runs();
        if !runs.put(&chart.id, &chart.owner, &new, self.now()).await? {
            return Err(Failure::NotFound);
        }
        self.switched(&chart, "owner_run.on", detail).await;
        self.state_of(&chart, &spec, &access).await
    }

    /// Confirms what the viewer's own chart shows now, so that a waiting run goes on.
    pub async fn confirm_owner_run(
        &self,
        viewer: &Viewer,
        chart: &str,
    ) -> Result<OwnerRunState, Failure> {
        self.confirm_seen(viewer, chart, None).await
    }

    /// The same, if it still is what they have `seen` ([`OwnerRunState::seen`]).
    pub(crate) async fn confirm_seen(
        &self,
        viewer: &Viewer,
        chart: &str,
        seen: Option<&str>,
    ) -> Result<OwnerRunState, Failure> {
        let (chart, spec, access) = self.owned(viewer, chart).await?;
        let runs = self.inner.store.owner_runs();
        let run = runs.get(&chart.id).await?.ok_or(Failure::NotFound)?;
        self.allow_lists(run.lists, &access, &spec).await?;
        let bound = self.bind(&access, &spec).await?;
        if seen.is_some_and(|seen| seen != bound.fingerprint) {
            return Err(Failure::Conflict);
        }
        let confirmed = runs
            .confirm(&chart.id, &run.fingerprint, &bound.fingerprint, self.now())
            .await?;
        if !confirmed {
            return Err(Failure::Conflict);
        }
        self.switched(&chart, "owner_run.confirmed", Value::Null)
            .await;
        self.state_of(&chart, &spec, &access).await
    }

    /// Ends it. Works without access to Jira: ending must always be possible.
    pub async fn switch_off_owner_run(&self, viewer: &Viewer, chart: &str) -> Result<(), Failure> {
        let chart = self.own_chart(viewer.signed_in()?, chart).await?;
        if self.inner.store.owner_runs().end(&chart.id).await? {
            self.switched(&chart, "owner_run.off", Value::Null).await;
        }
        Ok(())
    }

    /// The signed address of the viewer's own chart, as a path of ours.
    pub async fn link_address(&self, viewer: &Viewer, chart: &str) -> Result<String, Failure> {
        let chart = self.own_chart(viewer.signed_in()?, chart).await?;
        let run = self.inner.store.owner_runs().get(&chart.id).await?;
        run.as_ref()
            .and_then(|run| self.address_of(run))
            .ok_or(Failure::NotFound)
    }

    /// Voids the signed address of the viewer's own chart and gives a new one.
    pub async fn renew_link(&self, viewer: &Viewer, chart: &str) -> Result<String, Failure> {
        let owned = self.own_chart(viewer.signed_in()?, chart).await?;
        if !self.inner.store.owner_runs().renew_link(&owned.id).await? {
            return Err(Failure::NotFound);
        }
        self.switched(&owned, "owner_run.link_renewed", Value::Null)
            .await;
        self.link_address(viewer, chart).await
    }

    async fn owned(
        &self,
        viewer: &Viewer,
        chart: &str,
    ) -> Result<(Chart, ChartSpec, SiteAccess), Failure> {
        let chart = self.own_chart(viewer.signed_in()?, chart).await?;
        let access = self.site_access(viewer, &chart.site).await?;
        let spec = parse_stored(&chart)?;
        Ok((chart, spec, access))
    }

    /// Refuses a chart that lists without the owner's tick.
    async fn allow_lists(
        &self,
        ticked: bool,
        access: &SiteAccess,
        spec: &ChartSpec,
    ) -> Result<(), Failure> {
        let lists_by = self.listed_by(access, spec).await?;
        if ticked || lists_by.is_empty() {
            return Ok(());
        }
        Err(Failure::NotAllowed(format!(
            "This chart lists issues or people, by {}. Allow that for others, or group it by something else.",
            lists_by.join(" and ")
        )))
    }

    async fn state_of(
        &self,
        chart: &Chart,
        spec: &ChartSpec,
        access: &SiteAccess,
    ) -> Result<OwnerRunState, Failure> {
        let run = self.inner.store.owner_runs().get(&chart.id).await?;
        let (halted, address) = match &run {
            Some(run) => (
                self.halted(run, Some(run.link_generation)).await?,
                self.address_of(run),
            ),
            None => (None, None),
        };
        // A filter that cannot be resolved is told when somebody switches on or confirms.
        let (means_owner, seen) = match self.bind(access, spec).await {
            Ok(bound) => (bound.means_owner, Some(bound.fingerprint)),
            Err(Failure::Query { .. } | Failure::NotVisible(_)) => (false, None),
            Err(other) => return Err(other),
        };
        Ok(OwnerRunState {
            run,
            address,
            halted,
            lists_by: self.listed_by(access, spec).await?,
            means_owner,
            seen,
            rules: self.rules_of(chart.site).await?,
        })
    }

    /// The signed address of a run by link, as a path of ours.
    pub(super) fn address_of(&self, run: &OwnerRun) -> Option<String> {
        let by_link = run.audience == Audience::Link;
        by_link.then(|| self.link(&run.chart, run.link_generation))
    }

    fn check(&self, wish: &OwnerRunWish) -> Result<(), SpecError> {
        let error = |path: &str, message: &str| {
            Err(SpecError {
                path: path.into(),
                message: message.into(),
            })
        };
        if matches!(&wish.audience, Audience::Confluence { sites } if sites.is_empty()) {
            return error(
                "audience.sites",
                "name at least one Confluence site, by its cloud id",
            );
        }
        if wish.until.is_some_and(|until| until <= self.now()) {
            return error("until", "this day has passed; choose a later one, or none");
        }
        Ok(())
    }

    async fn switched(&self, chart: &Chart, action: &'static str, detail: Value) {
        let (id, site) = (chart.id.to_string(), Some(chart.site));
        self.audit_with(Some(&chart.owner), action, id, site, detail)
            .await;
    }
}

/// For the audit log.
fn wish_in_words(wish: &OwnerRunWish) -> Value {
    let audience = match &wish.audience {
        Audience::Confluence { sites } => json!({ "confluence": sites }),
        Audience::Site => json!("site"),
        Audience::Link => json!("link"),
    };
    json!({ "audience": audience, "until": wish.until, "lists": wish.lists })
}
