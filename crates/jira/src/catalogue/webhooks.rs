//! The app's webhooks on one site: at most five for each account, each for thirty days.

use jiff::Timestamp;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;

use super::{json as read, whole};
use crate::error::Error;
use crate::instant::instant_from_json;
use crate::site::Site;

/// A webhook to register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewWebhook {
    /// `jira:issue_created`, `jira:issue_updated`, `jira:issue_deleted` and others.
    pub events: Vec<String>,
    /// Which issues: a small part of JQL, `project = SAM`. Never empty.
    pub jql_filter: String,
    /// Only updates of these fields; every field where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub field_ids_filter: Vec<String>,
}

/// A webhook that is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its id on this site.
    pub id: u64,
    /// Which issues.
    pub jql_filter: String,
    /// Which events.
    pub events: Vec<String>,
    /// When it ends unless it is refreshed; unknown where Jira does not say.
    pub expires: Option<Timestamp>,
}

/// What became of one webhook: its id, or Jira's sentences about why not.
pub type Registered = Result<u64, Vec<String>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    #[serde(deserialize_with = "read::number")]
    id: u64,
    #[serde(default, deserialize_with = "read::null_is_default")]
    jql_filter: String,
    #[serde(default, deserialize_with = "read::null_is_default")]
    events: Vec<String>,
    /// Documented as a number, shown as a text.
    #[serde(default)]
    expiration_date: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answers {
    webhook_registration_result: Vec<AnswerRow>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AnswerRow {
    #[serde(default)]
    created_webhook_id: Option<u64>,
    #[serde(default, deserialize_with = "read::null_is_default")]
    errors: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Expiration {
    expiration_date: serde_json::Value,
}

impl Site {
    /// Registers webhooks that are sent to `url`, which must be the same for all of the app's. Needs
    /// `read:jira-work` and `manage:jira-webhook`. Answers come in the order of `webhooks`.
    ///
    /// It is not sent again when it may have arrived: look at [`Site::webhooks`] after an error.
    ///
    /// # Errors
    /// The general ones.
    pub async fn register_webhooks(
        &self,
        url: &Url,
        webhooks: &[NewWebhook],
    ) -> Result<Vec<Registered>, Error> {
        let body = json!({ "url": url, "webhooks": webhooks });
        let answers: Answers = self
            .write_once("webhook registration", Method::POST, &["webhook"], body)
            .await?;
        let result = |row: AnswerRow| row.created_webhook_id.ok_or(row.errors);
        Ok(answers
            .webhook_registration_result
            .into_iter()
            .map(result)
            .collect())
    }

    /// The webhooks that the token's account registered through this app.
    ///
    /// # Errors
    /// The general ones.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        let rows: Vec<Row> = whole("webhook", |start| {
            self.listing("webhook", &["webhook"], start, &[])
        })
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Webhook {
                id: row.id,
                jql_filter: row.jql_filter,
                events: row.events,
                expires: instant_from_json(&row.expiration_date).ok(),
            })
            .collect())
    }

    /// Lets webhooks live for another thirty days; gives when they end then. Ids that are not there
    /// any more are passed over without a word.
    ///
    /// # Errors
    /// The general ones.
    pub async fn refresh_webhooks(&self, ids: &[u64]) -> Result<Timestamp, Error> {
        let name = "webhook refresh";
        let body = json!({ "webhookIds": ids });
        let answer: Expiration = self
            .write(name, Method::PUT, &["webhook", "refresh"], body)
            .await?;
        instant_from_json(&answer.expiration_date).map_err(|_| {
            Error::unexpected(format!("{name}: expected an instant"), "expirationDate")
        })
    }

    /// Removes webhooks; those that are not there any more are passed over.
    ///
    /// # Errors
    /// The general ones.
    pub async fn delete_webhooks(&self, ids: &[u64]) -> Result<(), Error> {
        let body = json!({ "webhookIds": ids });
        self.write("webhook removal", Method::DELETE, &["webhook"], body)
            .await
    }
}
