//! Charts from files: `{"id": "…", "spec": {…}}` each. For operators, and for the demo.

use crate::{settings::Settings, wiring};
use anyhow::Context;
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartFile {
    id: String,
    spec: serde_json::Value,
}

/// Saves every file's chart for `owner`; says which file is wrong and where.
pub(crate) async fn import(
    settings: Settings,
    owner: String,
    files: &[PathBuf],
) -> anyhow::Result<()> {
    let state = wiring::state(settings, service::Clock::system()).await?;
    let owner =
        store::AccountId::parse(&owner).context("--owner is not an Atlassian account id")?;
    for file in files {
        let name = file.display();
        let text =
            std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
        let chart: ChartFile = serde_json::from_str(&text)
            .with_context(|| format!("{name} is not {{\"id\": …, \"spec\": …}}"))?;
        let saved = state
            .service
            .import_chart(&owner, &chart.id, &chart.spec)
            .await
            .with_context(|| format!("{name} was not saved"))?;
        println!("{} {}", saved.id, saved.title);
    }
    Ok(())
}
