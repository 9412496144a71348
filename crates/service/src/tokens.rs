//! Access tokens that are always good: renewed before they end, by one holder at a time.
//!
//! Atlassian rotates the refresh token at each use and kills the whole family when an old one
//! comes back late (atlassian.md 1.4). So: one refresh at a time in the process (mutex), one over
//! all processes (lease in the row), the new pair stored before it is used, and the grant declared
//! dead only while the refused token still is the stored one.

use crate::{
    Failure, PromptReason, Secret, Service,
    access::{SiteAccess, is_healthy},
};
use jiff::SignedDuration;
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
const LOOK_EVERY: Duration = Duration::from_millis(100);
const LOOKS: u32 = 300;

/// One mutex for each grant that was refreshed in this process.
#[derive(Default)]
pub(crate) struct Refreshes(Mutex<HashMap<GrantId, Arc<tokio::sync::Mutex<()>>>>);

impl Refreshes {
    fn of(&self, grant: &GrantId) -> Arc<tokio::sync::Mutex<()>> {
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
    async fn access_token(&self, grant: &Grant, refused: Option<&SecretString>) -> Result<SecretString, Failure> {
        if let Some(token) = self.fresh(&grant.id, &grant.account, refused).await? {
            return Ok(token);
        }
        // A task of its own: a reader who closes the page drops the request, and a refresh dropped
        // half-way would keep the lease and might lose the rotated token.
        let (service, grant, refused) = (self.clone(), grant.clone(), refused.cloned());
        let renewal = tokio::spawn(async move { service.renewed(&grant, refused.as_ref()).await });
        renewal.await.unwrap_or_else(|panicked| {
            tracing::error!(error = &panicked as &dyn std::error::Error, "a refresh ended badly");
            Err(Failure::Internal)
        })
    }

    async fn renewed(&self, grant: &Grant, refused: Option<&SecretString>) -> Result<SecretString, Failure> {
        let mutex = self.inner.refreshes.of(&grant.id);
        let _one_at_a_time = mutex.lock().await;
        let holder = Secret::draw();
        for _ in 0..LOOKS {
            if let Some(token) = self.fresh(&grant.id, &grant.account, refused).await? {
                return Ok(token);
            }
            let grants = self.inner.store.grants();
            if grants.lease(&grant.id, holder.expose(), self.now(), LEASE).await? {
                let renewed = self.refresh(&grant.id).await;
                grants.release(&grant.id, holder.expose()).await?;
                return renewed;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Err(Failure::Unreachable { sentence: "Renewing your authorization takes too long. Try again in a minute.".into() })
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
            Err(error @ (store::StoreError::KeyMissing { .. } | store::StoreError::SealBroken { .. })) => {
                tracing::error!(grant.id = %id, error = &error as &dyn std::error::Error, "the tokens of this grant cannot be read");
                Err(Failure::Prompt(PromptReason::GrantEnded))
            }
            other => Ok(other?),
        }
    }

    async fn refresh(&self, id: &GrantId) -> Result<SecretString, Failure> {
        let grants = self.inner.store.grants();
        let Some(old) = self.tokens_of(id).await? else {
            return Err(Failure::Prompt(PromptReason::NotYet));
        };
        let used = old.fingerprint();
        match self.inner.jira.refresh(&old.refresh).await {
            Ok(new) => {
                let now = self.now();
                let tokens = Tokens { access: new.access.clone(), refresh: new.refresh.unwrap_or(old.refresh) };
                let ends = now + SignedDuration::try_from(new.expires_in).unwrap_or(SignedDuration::ZERO);
                if grants.put_refreshed(id, used, tokens, ends, &new.scopes, now).await? {
                    return Ok(new.access);
                }
                // Somebody consented meanwhile: theirs is the newer grant.
                match self.tokens_of(id).await? {
                    Some(stored) => Ok(stored.access),
                    None => Err(Failure::Prompt(PromptReason::NotYet)),
                }
            }
            Err(jira::TokenError::GrantDead) => {
                grants.mark_dead(id, used, "refused by Atlassian", self.now()).await?;
                Err(Failure::Prompt(PromptReason::GrantEnded))
            }
            Err(jira::TokenError::Misconfigured { .. }) => {
                tracing::error!("Atlassian refuses INLAY_ATLASSIAN_CLIENT_ID or its secret");
                Err(Failure::Misconfigured)
            }
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "refresh failed for now");
                Err(Failure::Unreachable {
                    sentence: "Atlassian does not renew your authorization just now. Try again in a minute.".into(),
                })
            }
        }
    }
}
