//! What has to be done from time to time, whoever is there.

use crate::{State, settings::Settings, wiring};
use std::time::Duration;

/// Deletes what has ended, keeps idle grants and webhooks alive, and asks Atlassian once a week whether the
/// accounts we know still exist. Every hour looks what is due: a process that was down for days
/// makes up for it, and several processes do nothing twice.
pub(crate) async fn hourly(state: State) {
    let mut hours = tokio::time::interval(Duration::from_hours(1));
    loop {
        hours.tick().await;
        // A failure is in the log already, and the next hour tries again.
        let _ = state.service.sweep().await;
        state.limits.sweep();
        if let Ok(renewed) = state.service.renew_idle().await {
            tracing::debug!(?renewed, "idle grants");
        }
        if let Ok(tended) = state.service.tend_webhooks().await {
            tracing::debug!(?tended, "webhooks");
        }
        if let Ok(reported) = state.service.report_accounts().await {
            tracing::debug!(?reported, "personal-data report");
        }
    }
}

/// `inlay keys rotate`.
pub(crate) async fn rotate(settings: Settings) -> anyhow::Result<()> {
    let state = wiring::state(settings, service::Clock::system()).await?;
    let (resealed, unreadable) = state.service.reseal().await?;
    println!("{resealed} grants are sealed with the first key now.");
    if unreadable > 0 {
        println!(
            "{unreadable} grants cannot be read with any key in INLAY_SECRET_KEYS: add the key they were sealed with, or let their owners authorize again."
        );
    }
    Ok(())
}
