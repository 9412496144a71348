//! Writing to the audit log.

use crate::Service;
use serde_json::Value;
use store::{AccountId, SiteId};

impl Service {
    /// Writes to the audit log; a log that cannot be written is reported, not fatal.
    pub(crate) async fn audit(
        &self,
        actor: Option<&AccountId>,
        action: &'static str,
        subject: String,
        site: Option<SiteId>,
    ) {
        self.audit_with(actor, action, subject, site, Value::Null)
            .await;
    }

    /// The same with what else is worth knowing.
    pub(crate) async fn audit_with(
        &self,
        actor: Option<&AccountId>,
        action: &'static str,
        subject: String,
        site: Option<SiteId>,
        detail: Value,
    ) {
        let event = store::AuditEvent {
            at: self.now(),
            actor: actor.cloned(),
            action: action.into(),
            subject,
            site,
            detail,
        };
        if let Err(error) = self.inner.store.audit().record(&event).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the audit log could not be written"
            );
        }
    }
}
