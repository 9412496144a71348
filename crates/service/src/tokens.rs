//! Access tokens that are always good: renewed before they end, by one holder at a time.
//!
//! Atlassian rotates the refresh token at each use and kills the whole family when an old one
//! comes back late (atlassian.md 1.4). So: one refresh at a time in the process (mutex), one over
//! all processes (lease in the row), the new pair stored before it is used, and the grant declared
//! dead only while the refused token still is the stored one.

use crate::{
    Failure, PromptReason, Secret, Service,
    access::{SiteAccess, is_healthy},
    observed,
};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use store::{Fingerprint, Grant, GrantId, Tokens};

/// Renew this long before the end.
const EARLY: SignedDuration = SignedDuration::from_secs(60);
/// How long one process may take for a refresh before another may try: longer than `jira` goes on
/// trying, much shorter than Atlassian's leeway of ten minutes.
const LEASE: Duration = Duration::from_secs(150);
/// How often, and how many times, a process looks whether another's refresh is through.
const LOOK_EVERY: Duration = Duration::from_millis(250);
const LOOKS: u32 = 120;

/// A token that Jira refuses although it is new is not refused because of its age: refreshing
/// again within this time would only go round in a loop.
const SETTLED: SignedDuration = SignedDuration::from_secs(60);

/// For each grant that was refreshed in this process: one at a time, and when Jira's refusal last
/// led to a refresh, in which generation of the grant: a new consent begins anew.
#[derive(Default)]
pub(crate) struct Refreshes(Mutex<HashMap<GrantId, Arc<Turn>>>);

type Turn = tokio::sync::Mutex<Option<(i64, Timestamp)>>;

/// When a token ends that is good for so long.
pub(crate) fn ends_at(now: Timestamp, expires_in: Duration) -> Timestamp {
    // Nobody gives tokens for longer than a day; a wild number must not overflow the calendar.
    let seconds = expires_in.as_secs().min(24 * 3600);
    now + SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(0))
}

impl Refreshes {
    fn of(&self, grant: &GrantId) -> Arc<Turn> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.entry(*grant).or_default().clone()
    }
}

impl Service {
    /// Calls Jira with a good token; once more with a new one when Jira refuses it as dead.
    pub(crate) async fn with_site<T, F>(
        &self,
        access: &SiteAccess,
        language: &str,
        call: impl Fn(jira::Site) -> F,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, jira::Error>>,
    {
        let cloud = jira::CloudId::from(access.site.id.0);
        let token = self.access_token(&access.grant, None).await?;
        match call(self.inner.jira.site(cloud, token.clone(), language)).await {
            Err(jira::Error::Reauthorize) => {
                let token = self.access_token(&access.grant, Some(&token)).await?;
                Ok(call(self.inner.jira.site(cloud, token, language)).await?)
            }
            other => Ok(other?),
        }
    }

    /// A good access token of the grant. `refused`: one that Jira no longer takes.
    pub(crate) async fn access_token(
        &self,
        grant: &Grant,
        refused: Option<&SecretString>,
    ) -> Result<SecretString, Failure> {
        if let Some(token) = self.fresh(&grant.id, &grant.account, refused).await? {
            return Ok(token);
        }
        // A task of its own: a reader who closes the page drops the request, and a refresh dropped
        // half-way would keep the lease and might lose the rotated token.
        let (service, grant, refused) = (self.clone(), grant.clone(), refused.cloned());
        let renewal = tokio::spawn(async move { service.renewed(&grant, refused.as_ref()).await });
        renewal.await.unwrap_or_else(|panicked| {
            tracing::error!(
                error = &panicked as &dyn std::error::Error,
                "a refresh ended badly"
            );
            Err(Failure::Internal)
        })
    }

    async fn renewed(
        &self,
        grant: &Grant,
        refused: Option<&SecretString>,
    ) -> Result<SecretString, Failure> {
        let mutex = self.inner.refreshes.of(&grant.id);
        let mut refused_at = mutex.lock().await;
        let holder = Secret::draw();
        for _ in 0..LOOKS {
            if let Some(token) = self.fresh(&grant.id, &grant.account, refused).await? {
                return Ok(token);
            }
            if refused.is_some()
                && refused_at.is_some_and(|(generation, at)| {
                    generation == grant.generation && self.now().duration_since(at) < SETTLED
                })
            {
                return Err(Failure::Prompt(PromptReason::GrantEnded));
            }
            let grants = self.inner.store.grants();
            if grants
                .lease(&grant.id, holder.expose(), self.now(), LEASE)
                .await?
            {
                // Another process may have been through between the look and the lease.
                let renewed = match self.fresh(&grant.id, &grant.account, refused).await {
                    Ok(None) => self.refresh(&grant.id, &grant.scopes).await,
                    Ok(Some(token)) => Ok(token),
                    Err(failure) => Err(failure),
                };
                if refused.is_some() {
                    *refused_at = Some((grant.generation, self.now()));
                }
                grants.release(&grant.id, holder.expose()).await?;
                return renewed;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Err(Failure::Unreachable {
            sentence: "Renewing your authorization takes too long. Try again in a minute.".into(),
        })
    }

    /// The stored token, if it is good for a while and not the refused one.
    async fn fresh(
        &self,
        id: &GrantId,
        account: &store::AccountId,
        refused: Option<&SecretString>,
    ) -> Result<Option<SecretString>, Failure> {
        let grants = self.inner.store.grants();
        let Some(grant) = grants.by_account(account).await? else {
            return Err(Failure::Prompt(PromptReason::NotYet));
        };
        if !is_healthy(&grant) || grant.id != *id {
            return Err(Failure::Prompt(PromptReason::GrantEnded));
        }
        if grant.access_expires_at <= self.now() + EARLY {
            return Ok(None);
        }
        let Some(tokens) = self.tokens_of(id).await? else {
            return Err(Failure::Prompt(PromptReason::NotYet));
        };
        let same = refused.is_some_and(|r| Fingerprint::of(r) == Fingerprint::of(&tokens.access));
        Ok((!same).then_some(tokens.access))
    }

    /// Unseals; a lost key means consenting again, never a crash.
    async fn tokens_of(&self, id: &GrantId) -> Result<Option<Tokens>, Failure> {
        match self.inner.store.grants().tokens(id).await {
            Err(
                error @ (store::StoreError::KeyMissing { .. }
                | store::StoreError::SealBroken { .. }),
            ) => {
                tracing::error!(grant.id = %id, error = &error as &dyn std::error::Error, "the tokens of this grant cannot be read");
                Err(Failure::Prompt(PromptReason::GrantEnded))
            }
            other => Ok(other?),
        }
    }

    async fn refresh(&self, id: &GrantId, scopes: &[String]) -> Result<SecretString, Failure> {
        let grants = self.inner.store.grants();
        let Some(old) = self.tokens_of(id).await? else {
            return Err(Failure::Prompt(PromptReason::NotYet));
        };
        let used = old.fingerprint();
        match self.inner.jira.refresh(&old.refresh).await {
            Ok(new) => {
                observed::refresh("renewed");
                let now = self.now();
                let tokens = Tokens {
                    access: new.access.clone(),
                    refresh: new.refresh.unwrap_or(old.refresh),
                };
                let ends = ends_at(now, new.expires_in);
                // Left out where they have not changed (RFC 6749, 5.1).
                let scopes = new.scopes.as_deref().unwrap_or(scopes);
                if grants
                    .put_refreshed(id, used, tokens, ends, scopes, now)
                    .await?
                {
                    return Ok(new.access);
                }
                // Somebody consented meanwhile: theirs is the newer grant.
                match self.tokens_of(id).await? {
                    Some(stored) => Ok(stored.access),
                    None => Err(Failure::Prompt(PromptReason::NotYet)),
                }
            }
            Err(jira::TokenError::GrantDead) => {
                observed::refresh("ended");
                let ended = grants
                    .mark_dead(id, used, "refused by Atlassian", self.now())
                    .await?;
                if ended {
                    tracing::warn!(grant.id = %id, "Atlassian no longer accepts an authorization: it ends, and what runs on it, until its account authorizes again");
                }
                Err(Failure::Prompt(PromptReason::GrantEnded))
            }
            Err(jira::TokenError::Misconfigured { .. }) => {
                observed::refresh("failed");
                tracing::error!("Atlassian refuses INLAY_ATLASSIAN_CLIENT_ID or its secret");
                Err(Failure::Misconfigured)
            }
            Err(error) => {
                observed::refresh("failed");
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "refresh failed for now"
                );
                Err(Failure::Unreachable {
                    sentence: "Atlassian does not renew your authorization just now. Try again in a minute.".into(),
                })
            }
        }
    }
}
