//! Webhooks that were registered, and what was delivered.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use uuid::Uuid;

/// How many webhooks one account may have on one site through one app.
pub const MOST: usize = 5;
/// How long one lives without a refresh.
const LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// So many deliveries are remembered.
const REMEMBERED: usize = 200;

/// A webhook to register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewWebhook {
    /// The site.
    pub site: Uuid,
    /// Who registered it; it sees what this account sees.
    pub account: String,
    /// Where it is sent.
    pub url: String,
    /// `jira:issue_updated` and the like.
    pub events: Vec<String>,
    /// Which issues, in a part of JQL.
    pub jql_filter: String,
    /// Only updates of these fields; of all fields where there is none.
    pub field_ids: Vec<String>,
}

/// A webhook that is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Webhook {
    /// Its id, unique in the sandbox.
    pub id: u64,
    /// What was asked for.
    #[serde(flatten)]
    pub asked: NewWebhook,
    /// From then on nothing is sent.
    pub expires: Timestamp,
}

/// One delivery with all its tries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// `X-Atlassian-Webhook-Identifier`: the same over all tries.
    pub identifier: String,
    /// Where it went.
    pub url: String,
    /// The event.
    pub event: String,
    /// The webhooks that matched.
    pub webhooks: Vec<u64>,
    /// Status of each try; none where nobody answered.
    pub tries: Vec<Option<u16>>,
    /// What was sent.
    #[serde(skip)]
    pub body: String,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Webhooks {
    registered: Vec<Webhook>,
    made: u64,
    deliveries: VecDeque<Delivery>,
}

impl Webhooks {
    /// The address that all of the app's living webhooks share, once there is one.
    pub fn url(&self, now: Timestamp) -> Option<&str> {
        let living = self.registered.iter().find(|hook| hook.expires > now);
        living.map(|hook| hook.asked.url.as_str())
    }

    /// Registers a webhook for thirty days, unless the account has as many as it may; gives its id.
    pub fn register(&mut self, asked: NewWebhook, now: Timestamp) -> Option<u64> {
        if self.of(asked.site, &asked.account, now).count() >= MOST {
            return None;
        }
        let id = 1000 + self.made;
        self.made += 1;
        self.registered.push(Webhook {
            id,
            asked,
            expires: end_of_life(now),
        });
        Some(id)
    }

    /// The living webhooks of an account on a site.
    pub fn of(&self, site: Uuid, account: &str, now: Timestamp) -> impl Iterator<Item = &Webhook> {
        self.on(site, now)
            .filter(move |hook| hook.asked.account == account)
    }

    /// The living webhooks of a site.
    pub fn on(&self, site: Uuid, now: Timestamp) -> impl Iterator<Item = &Webhook> {
        self.registered
            .iter()
            .filter(move |hook| hook.asked.site == site && hook.expires > now)
    }

    /// Gives the account's living webhooks with these ids a new life; says when it ends.
    pub fn refresh(&mut self, site: Uuid, account: &str, ids: &[u64], now: Timestamp) -> Timestamp {
        let end = end_of_life(now);
        for hook in &mut self.registered {
            let own =
                hook.asked.site == site && hook.asked.account == account && hook.expires > now;
            if own && ids.contains(&hook.id) {
                hook.expires = end;
            }
        }
        end
    }

    /// Removes the account's webhooks with these ids.
    pub fn remove(&mut self, site: Uuid, account: &str, ids: &[u64]) {
        self.registered.retain(|hook| {
            hook.asked.site != site || hook.asked.account != account || !ids.contains(&hook.id)
        });
    }

    /// Everything that was registered, expired ones too.
    pub fn all(&self) -> &[Webhook] {
        &self.registered
    }

    /// Remembers a delivery.
    pub fn delivered(&mut self, delivery: Delivery) {
        if self.deliveries.len() == REMEMBERED {
            self.deliveries.pop_front();
        }
        self.deliveries.push_back(delivery);
    }

    /// The deliveries, oldest first.
    pub fn deliveries(&self) -> impl Iterator<Item = &Delivery> {
        self.deliveries.iter()
    }
}

fn end_of_life(now: Timestamp) -> Timestamp {
    now.saturating_add(LIFE).unwrap_or(Timestamp::MAX)
}
