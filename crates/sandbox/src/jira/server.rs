//! `serverInfo` and `data-policy`.

use serde_json::json;

use super::ask::Ask;
use super::reply::{Answer, Reply};

/// `GET /serverInfo`
pub(super) async fn info(ask: Ask) -> Answer {
    let server_time = ask.now.strftime("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string();
    Ok(Reply::new(json!({
        "baseUrl": *ask.caller.site_base,
        "displayUrl": *ask.caller.site_base,
        "version": "1001.0.0-SNAPSHOT",
        "versionNumbers": [1001, 0, 0],
        "deploymentType": "Cloud",
        "buildNumber": 100_287,
        "buildDate": "2026-11-16T12:00:00.000+0000",
        "serverTime": server_time,
        "scmInfo": "0000000000000000000000000000000000000000",
        "serverTitle": "Jira",
        "defaultLocale": { "locale": "en_US" },
        "serverTimeZone": "Etc/UTC",
    })))
}

/// `GET /data-policy`: nothing is withheld from the app here.
pub(super) async fn data_policy() -> Answer {
    Ok(Reply::new(json!({ "anyContentBlocked": false })))
}
