//! Taking webhooks away again: best effort, for Jira lets go of them after thirty days anyway.

use crate::{Failure, Service};
use futures::future::join_all;
use std::time::Duration;
use store::{AccountId, SiteId, SiteWebhook};

/// Who ends an access does not wait longer for Jira to hear of it.
const PATIENCE: Duration = Duration::from_secs(5);

impl Service {
    /// Removes a webhook as far as Jira lets us; it ends by itself otherwise. Whether it is gone.
    pub(super) async fn unregister(&self, webhook: &SiteWebhook) -> bool {
        let removed = async {
            let access = self.access_kept(Some(&webhook.account), &webhook.site);
            let (access, ids) = (access.await?, [webhook.webhook]);
            let ids = &ids;
            self.with_site(&access, "en", |jira| async move {
                jira.delete_webhooks(ids).await
            })
            .await
        };
        match removed.await {
            // The next hour tries again.
            Err(Failure::Busy { .. } | Failure::Unreachable { .. }) => return false,
            Err(failure) => tracing::debug!(site = %webhook.site, %failure, "no webhook to remove"),
            Ok(()) => {}
        }
        let webhooks = self.inner.store.webhooks();
        webhooks
            .forget(&webhook.account, webhook.site)
            .await
            .is_ok()
    }

    /// Removes the webhooks of an access, or of all of an account's, while its tokens are there.
    pub(crate) async fn drop_webhooks_of(&self, account: &AccountId, site: Option<SiteId>) {
        let webhooks = self.inner.store.webhooks().of_account(account).await;
        let of_site = |it: &SiteWebhook| site.is_none_or(|site| site == it.site);
        let webhooks = webhooks.unwrap_or_default().into_iter().filter(of_site);
        self.drop_webhooks(webhooks.collect()).await;
    }

    /// Removes the webhooks of everybody on a site, while their tokens are there.
    pub(crate) async fn drop_webhooks_on(&self, site: SiteId) {
        let webhooks = self.inner.store.webhooks().on_site(site).await;
        self.drop_webhooks(webhooks.unwrap_or_default()).await;
    }

    async fn drop_webhooks(&self, webhooks: Vec<SiteWebhook>) {
        if webhooks.is_empty() {
            return;
        }
        let all = join_all(webhooks.iter().map(|webhook| self.unregister(webhook)));
        if tokio::time::timeout(PATIENCE, all).await.is_err() {
            tracing::info!("Jira does not answer: webhooks of an ended access end within 30 days");
        }
    }
}
