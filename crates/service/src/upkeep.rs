//! What runs by itself: keeping idle grants alive, asking about closed accounts, moving tokens to a
//! new key.

use crate::{Failure, Service};
use jiff::SignedDuration;
use secrecy::SecretString;
use store::{AccountId, HeldAccount};

/// Atlassian forgets a grant that nobody uses for 90 days.
const IDLE: SignedDuration = SignedDuration::from_hours(60 * 24);
/// Grants renewed in one go.
const AT_ONCE: u32 = 100;
/// How often Atlassian wants to be asked about each account.
const PERIOD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What stands in place of a name that may not be kept.
const NAMELESS: &str = "Atlassian account";

/// What became of idle grants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Renewed {
    /// Alive for another while.
    pub renewed: usize,
    /// Dead, or not renewed for now; the log says which.
    pub failed: usize,
}

/// What became of the accounts that Atlassian was asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Accounts asked about.
    pub asked: usize,
    /// Closed, and erased.
    pub erased: usize,
    /// Read again, or left without a name where that was not possible.
    pub updated: usize,
}

impl Service {
    /// Renews grants that were idle for 60 days. Who cannot be renewed for good is told on the page
    /// of their authorizations.
    pub async fn renew_idle(&self) -> Result<Renewed, Failure> {
        let idle_since = self.now() - IDLE;
        let grants = self.inner.store.grants();
        let mut done = Renewed::default();
        for grant in grants.due_for_renewal(idle_since, AT_ONCE).await? {
            match self.access_token(&grant, None).await {
                Ok(_) => done.renewed += 1,
                Err(failure) => {
                    done.failed += 1;
                    tracing::warn!(grant.id = %grant.id, %failure, "an idle grant was not renewed");
                }
            }
        }
        Ok(done)
    }

    /// Asks Atlassian about every account that something is held about and that was not asked
    /// about for a week: closed ones are erased, changed ones read again.
    pub async fn report_accounts(&self) -> Result<Reported, Failure> {
        let mut done = Reported::default();
        loop {
            let before = self.now() - PERIOD;
            let accounts = self.inner.store.accounts();
            let limit = u32::try_from(jira::MOST_REPORTED).unwrap_or(u32::MAX);
            let held = accounts.to_report(before, limit).await?;
            if held.is_empty() {
                return Ok(done);
            }
            // Any account's token will do; without one nobody can be asked.
            let Some(token) = self.any_token().await? else {
                return Ok(done);
            };
            self.report(&token, &held, &mut done).await?;
        }
    }

    /// Seals every token with the first key, so that older ones can be dropped. Says how many
    /// grants were sealed again, and how many cannot be read with any key of the ring.
    pub async fn reseal(&self) -> Result<(u64, u64), Failure> {
        let grants = self.inner.store.grants();
        let mut resealed = 0;
        loop {
            match grants.reseal(AT_ONCE).await? {
                0 => return Ok((resealed, grants.unreadable().await?)),
                some => resealed += u64::from(some),
            }
        }
    }

    async fn report(
        &self,
        token: &SecretString,
        held: &[HeldAccount],
        done: &mut Reported,
    ) -> Result<(), Failure> {
        let kept: Vec<_> = held
            .iter()
            .map(|held| jira::KeptAccount {
                account_id: jira::AccountId::new(held.account.as_str()),
                updated_at: held.updated_at,
            })
            .collect();
        let report = self.inner.jira.report_accounts(token, &kept).await?;
        let now = self.now();
        for (account, change) in report.changes {
            let Ok(account) = AccountId::parse(account.as_str()) else {
                continue;
            };
            match change {
                jira::AccountChange::Closed => {
                    self.inner.store.accounts().erase(&account).await?;
                    // Without its id: that is what was to be forgotten.
                    self.audit(None, "account.erased", "a closed account".into(), None)
                        .await;
                    done.erased += 1;
                }
                jira::AccountChange::Updated => {
                    self.read_again(&account).await?;
                    done.updated += 1;
                }
            }
        }
        let asked: Vec<_> = held.iter().map(|held| held.account.clone()).collect();
        done.asked += asked.len();
        self.inner
            .store
            .accounts()
            .mark_reported(&asked, now)
            .await?;
        Ok(())
    }

    /// Reads an account's name and zone again; where that is not possible, forgets them.
    async fn read_again(&self, account: &AccountId) -> Result<(), Failure> {
        let store = &self.inner.store;
        let Some(grant) = store.grants().by_account(account).await? else {
            return Ok(());
        };
        let me = match self.access_token(&grant, None).await {
            Ok(token) => self.inner.jira.me(&token).await.ok(),
            Err(_) => None,
        };
        let (name, timezone) = match &me {
            Some(me) => (me.name.as_str(), me.zoneinfo.as_deref()),
            None => (NAMELESS, None),
        };
        let accounts = store.accounts();
        accounts
            .update_profile(account, name, timezone, self.now())
            .await?;
        Ok(())
    }

    async fn any_token(&self) -> Result<Option<SecretString>, Failure> {
        let grants = self.inner.store.grants();
        for grant in grants.due_for_renewal(self.now(), AT_ONCE).await? {
            match self.access_token(&grant, None).await {
                Ok(token) => return Ok(Some(token)),
                Err(failure) => tracing::debug!(%failure, "no token of this grant"),
            }
        }
        Ok(None)
    }
}
