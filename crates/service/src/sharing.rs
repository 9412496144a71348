//! Who may see, change and own a chart: its owner, editors, viewers, and everybody with access to
//! the site.

mod people;

use crate::{Choice, Failure, Service, Viewer, access::SiteAccess, charts::ChartSummary};
use chart::SpecError;
use serde_json::json;
use store::{AccountId, Chart, Role};

/// What somebody may do with a chart. The larger may do all that the smaller may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// See it, by their own permissions.
    Viewer,
    /// Change it too.
    Editor,
    /// Share it, delete it, and let it run as themselves.
    Owner,
}

impl Standing {
    pub(crate) fn of(role: Role) -> Self {
        match role {
            Role::Viewer => Self::Viewer,
            Role::Editor => Self::Editor,
        }
    }
}

/// Whom a chart is shared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// What everybody with access to the site may do; `None`: nothing.
    pub everybody: Option<Role>,
    /// Who else, by name, editors first.
    pub people: Vec<SharedWith>,
}

/// Somebody a chart is shared with by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedWith {
    /// Atlassian's id.
    pub account_id: String,
    /// The name, where the account has authorized Inlay.
    pub name: Option<String>,
    /// What the account may do.
    pub role: Role,
}

/// More than this is everybody.
const MOST_PEOPLE: u32 = 200;

impl Service {
    /// Whom the viewer's own chart is shared with.
    pub async fn sharing(&self, viewer: &Viewer, chart: &str) -> Result<Sharing, Failure> {
        let chart = self.own_chart(viewer.signed_in()?, chart).await?;
        let people = self.inner.store.charts().people(&chart.id).await?;
        Ok(Sharing {
            everybody: chart.everybody,
            people: people
                .into_iter()
                .map(|person| SharedWith {
                    account_id: person.account.to_string(),
                    name: person.name,
                    role: person.role,
                })
                .collect(),
        })
    }

    /// Replaces whom the viewer's own chart is shared with.
    pub async fn share(
        &self,
        viewer: &Viewer,
        chart: &str,
        everybody: Option<Role>,
        people: &[(String, Role)],
    ) -> Result<Sharing, Failure> {
        let account = viewer.signed_in()?;
        let owned = self.own_chart(account, chart).await?;
        let mut named = Vec::new();
        for (at, (text, role)) in people.iter().enumerate() {
            let person = AccountId::parse(text).map_err(|_| SpecError {
                path: format!("people[{at}]"),
                message: format!("\"{text}\" is not an Atlassian account id"),
            })?;
            // An owner needs no word to see their own chart.
            if person != owned.owner {
                named.push((person, *role));
            }
        }
        if named.len() > MOST_PEOPLE as usize {
            return Err(too_many());
        }
        let charts = self.inner.store.charts();
        if !charts
            .share(&owned.id, everybody, &named, self.now())
            .await?
        {
            return Err(Failure::NotFound);
        }
        let ids = |wanted| -> Vec<&str> {
            let people = named.iter().filter(|(_, role)| *role == wanted);
            people.map(|(person, _)| person.as_str()).collect()
        };
        let detail = json!({
            "everybody": everybody.map(Role::as_str),
            "editors": ids(Role::Editor),
            "viewers": ids(Role::Viewer),
        });
        self.shared(&owned, detail).await;
        self.sharing(viewer, chart).await
    }

    /// Charts of others that are shared with the viewer by name, last saved first.
    pub async fn charts_shared_with_me(
        &self,
        viewer: &Viewer,
    ) -> Result<Vec<ChartSummary>, Failure> {
        let account = viewer.signed_in()?;
        let charts = self.inner.store.charts().shared_with(account).await?;
        let charts = charts.into_iter();
        let charts = charts.map(|(chart, role)| (chart, Standing::of(role)));
        self.summaries(viewer, charts.collect()).await
    }

    /// People of a site whose name has `query` in it, to share a chart with.
    pub async fn people(
        &self,
        viewer: &Viewer,
        site: &str,
        query: &str,
    ) -> Result<Vec<Choice>, Failure> {
        let ask = |site: jira::Site| async move { site.users(query, 0).await };
        let users = self.offered(viewer, site, ask).await?;
        let person = |user: &jira::User| {
            user.active
                && user
                    .account_type
                    .as_deref()
                    .is_none_or(|t| t == "atlassian")
        };
        Ok(users.into_iter().filter(person).map(Choice::from).collect())
    }

    /// What an account may do with a chart, given that it has access to the chart's site; whether it
    /// has is another question ([`Service::site_access`]).
    pub(crate) async fn standing(
        &self,
        chart: &Chart,
        account: &AccountId,
    ) -> Result<Option<Standing>, Failure> {
        if chart.owner == *account {
            return Ok(Some(Standing::Owner));
        }
        let named = self.inner.store.charts().role(&chart.id, account).await?;
        Ok(named.max(chart.everybody).map(Standing::of))
    }

    /// The chart with what an account may do with it, and its access to the chart's site. What it
    /// may not see is not found, or prompts, as if it were not there.
    pub(crate) async fn chart_for(
        &self,
        account: Option<&AccountId>,
        id: &str,
    ) -> Result<(Chart, SiteAccess, Standing), Failure> {
        let chart = self.find_chart(id).await?;
        let Some((chart, account)) = chart.zip(account) else {
            return Err(self.unknown(account).await?);
        };
        let Some(standing) = self.standing(&chart, account).await? else {
            return Err(self.unknown(Some(account)).await?);
        };
        let access = self.access_of(Some(account), &chart.site).await?;
        Ok((chart, access, standing))
    }

    /// A chart of the account's own.
    pub(crate) async fn own_chart(&self, account: &AccountId, id: &str) -> Result<Chart, Failure> {
        let chart = self.find_chart(id).await?;
        chart
            .filter(|c| c.owner == *account)
            .ok_or(Failure::NotFound)
    }

    /// A chart that the account may change.
    pub(crate) async fn editable_chart(
        &self,
        account: &AccountId,
        id: &str,
    ) -> Result<(Chart, Standing), Failure> {
        let chart = self.find_chart(id).await?.ok_or(Failure::NotFound)?;
        let standing = self.standing(&chart, account).await?;
        let standing = standing
            .filter(|s| *s >= Standing::Editor)
            .ok_or(Failure::NotFound)?;
        if standing < Standing::Owner {
            // "Everybody" means everybody with access to the site, and an editor by name whose
            // access has ended is no longer one of its people.
            match self.access_of(Some(account), &chart.site).await {
                Ok(_) => {}
                Err(Failure::Prompt(_)) => return Err(Failure::NotFound),
                Err(other) => return Err(other),
            }
        }
        Ok((chart, standing))
    }

    /// What somebody is told about a chart that is not there: the same as for one they may not see.
    async fn unknown(&self, account: Option<&AccountId>) -> Result<Failure, Failure> {
        let nowhere = store::SiteId(uuid::Uuid::nil());
        Ok(match self.access_of(account, &nowhere).await {
            Err(failure) => failure,
            Ok(_) => Failure::NotFound,
        })
    }
}

fn too_many() -> Failure {
    Failure::Spec(SpecError {
        path: "people".into(),
        message: format!(
            "a chart is shared with at most {MOST_PEOPLE} people by name; share it with everybody who has access to the site"
        ),
    })
}
