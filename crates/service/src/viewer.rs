//! Who is asking.

use crate::{Failure, PromptReason, Service};
use jiff::Timestamp;
use store::{AccountId, ConfluenceViewer, Grant, Health, StoreError};

/// Who is asking: nobody we know, or an account proved by a session or a bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// No session and no bearer, or ones that we do not accept.
    Anonymous,
    /// An Atlassian account.
    Account(AccountId),
    /// Whom the Confluence app's token names, for one chart: anonymous for everything else.
    Confluence(ConfluenceViewer),
}

impl Viewer {
    /// The account, if there is one that may do all it may.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Account(account) => Some(account),
            Self::Anonymous | Self::Confluence(_) => None,
        }
    }

    /// The account, for looking at this chart.
    pub(crate) fn account_for(&self, chart: &str) -> Option<&AccountId> {
        match self {
            Self::Confluence(viewer) if viewer.chart.as_str() == chart => viewer.account.as_ref(),
            other => other.account(),
        }
    }

    /// The account, or the prompt for those who have none.
    pub(crate) fn signed_in(&self) -> Result<&AccountId, Failure> {
        self.account().ok_or(Failure::Prompt(PromptReason::NotYet))
    }
}

/// What an account sees of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Atlassian's id.
    pub account_id: String,
    /// Display name at Atlassian.
    pub name: String,
    /// Zone of the account (IANA name).
    pub timezone: String,
    /// Jira sites of the grant; empty when the grant has ended.
    pub sites: Vec<SiteSummary>,
    /// Whether the grant still works, as far as we know.
    pub healthy: bool,
    /// How it ended, where it does not: nothing but a new consent helps.
    pub ended: Option<GrantEnd>,
}

/// The end of a grant, for its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantEnd {
    /// Since when we know; nothing where its tokens cannot be read any more.
    pub since: Option<Timestamp>,
    /// How many charts ran as the account for others, and have stopped.
    pub stopped: usize,
}

/// A Jira site by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteSummary {
    /// Cloud id.
    pub id: String,
    /// Name, as Atlassian shows it.
    pub name: String,
    /// Address of the site.
    pub url: String,
}

impl Service {
    /// The account that asks, with the sites of its grant.
    pub async fn account(&self, viewer: &Viewer) -> Result<Option<Account>, Failure> {
        let Some(account) = viewer.account() else {
            return Ok(None);
        };
        let store = &self.inner.store;
        let Some(grant) = store.grants().by_account(account).await? else {
            return Ok(None);
        };
        let sites = store.grants().sites(&grant.id).await?;
        let ended = self.end_of(&grant).await?;
        Ok(Some(Account {
            account_id: grant.account.to_string(),
            name: grant.name.clone(),
            timezone: grant.timezone.clone().unwrap_or_else(|| "UTC".into()),
            healthy: ended.is_none(),
            ended,
            sites: sites
                .into_iter()
                .map(|s| SiteSummary {
                    id: s.id.to_string(),
                    name: s.name,
                    url: s.url,
                })
                .collect(),
        }))
    }

    /// How a grant ended in a way that only its account can mend.
    async fn end_of(&self, grant: &Grant) -> Result<Option<GrantEnd>, Failure> {
        let since = match &grant.health {
            Health::Dead { since, .. } => Some(*since),
            Health::Healthy => match self.inner.store.grants().tokens(&grant.id).await {
                Err(StoreError::KeyMissing { .. } | StoreError::SealBroken { .. }) => None,
                other => {
                    other?;
                    return Ok(None);
                }
            },
        };
        let runs = self.inner.store.owner_runs();
        let now = self.now();
        let ran = runs.by_owner(&grant.account).await?.into_iter();
        let stopped =
            ran.filter(|run| run.paused.is_none() && run.until.is_none_or(|until| until > now));
        Ok(Some(GrantEnd {
            since,
            stopped: stopped.count(),
        }))
    }
}
