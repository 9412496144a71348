//! What a delivery says about a change of an issue.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::jira::ask::{Ask, Version};
use crate::jira::changelogs;
use crate::jira::issues::{Expand, Selection, issue_json};
use crate::jira::params::Params;
use crate::jql;
use crate::state::{Caller, Sandbox, Webhook};
use crate::world::EvalContext;
use crate::world::model::IssueIx;

/// A change that webhooks may tell of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event {
    Created,
    /// With the id of the change in the issue's history.
    Updated(u64),
}

impl Event {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Created => "jira:issue_created",
            Self::Updated(_) => "jira:issue_updated",
        }
    }
}

/// The bodies to deliver, one for each account whose webhooks match, with those webhooks. Each shows
/// the issue as its account sees it, and nothing of an issue that the account does not see.
pub(crate) fn bodies(
    sandbox: &Arc<Sandbox>,
    site: Uuid,
    issue: IssueIx,
    event: Event,
    by: Option<&str>,
) -> Vec<(Vec<Webhook>, Json)> {
    let now = sandbox.now();
    let mut by_account: Vec<(String, Vec<Webhook>)> = Vec::new();
    for hook in sandbox.webhooks().on(site, now) {
        match by_account
            .iter_mut()
            .find(|(it, _)| *it == hook.asked.account)
        {
            Some((_, hooks)) => hooks.push(hook.clone()),
            None => by_account.push((hook.asked.account.clone(), vec![hook.clone()])),
        }
    }
    by_account
        .into_iter()
        .filter_map(|(account, hooks)| body(sandbox, site, issue, event, by, (&account, hooks)))
        .collect()
}

fn body(
    sandbox: &Arc<Sandbox>,
    site: Uuid,
    at: IssueIx,
    event: Event,
    by: Option<&str>,
    (account, mut hooks): (&str, Vec<Webhook>),
) -> Option<(Vec<Webhook>, Json)> {
    let world = sandbox.world();
    let ask = asked_by(sandbox, site, account)?;
    let scene = ask.scene(&world).ok()?;
    let issue = scene.site.issue(at);
    let person = world.person(account)?;
    let change = match event {
        Event::Created => None,
        Event::Updated(id) => issue.history.iter().find(|change| change.id == id),
    };
    let touches = |hook: &Webhook| {
        change.is_none_or(|change| {
            let changed = change.items.iter().filter_map(|it| it.field_id.as_deref());
            hook.asked.field_ids.is_empty()
                || changed
                    .into_iter()
                    .any(|id| hook.asked.field_ids.iter().any(|it| it == id))
        })
    };
    let finds = |hook: &Webhook| {
        let asks = EvalContext::new(person, ask.now);
        let query = jql::parse(&hook.asked.jql_filter).ok();
        let found = query.and_then(|query| scene.site.evaluate(&query, &asks).ok());
        found.is_some_and(|found| found.contains(&at))
    };
    hooks.retain(|hook| {
        hook.asked.events.iter().any(|it| it == event.name()) && touches(hook) && finds(hook)
    });
    if hooks.is_empty() || !scene.sees(issue) {
        return None;
    }
    let all = Selection::of(&scene, &["*all".to_owned()]);
    let matched: Vec<u64> = hooks.iter().map(|hook| hook.id).collect();
    let mut out = json!({
        "timestamp": milliseconds(ask.now),
        "webhookEvent": event.name(),
        "issue_event_type_name": match event {
            Event::Created => "issue_created",
            Event::Updated(_) => "issue_generic",
        },
        "issue": issue_json(&scene, at, &all, Expand(&[])),
        "matchedWebhookIds": matched,
    });
    if let Some(user) = by.and_then(|by| scene.site.user_by_account(by)) {
        out["user"] = scene.view().user(user);
    }
    if let Some(change) = change {
        out["changelog"] = changelogs::in_delivery(change);
    }
    Some((hooks, out))
}

fn milliseconds(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The request that this account would make, with the wide eyes of its own token.
fn asked_by(sandbox: &Arc<Sandbox>, site: Uuid, account: &str) -> Option<Ask> {
    let card = sandbox.site(site)?;
    Some(Ask {
        caller: Caller {
            site,
            account_id: account.into(),
            scopes: Arc::from([]),
            api_base: sandbox.config.api_base(site).into(),
            site_base: card.url.into(),
        },
        version: Version::Three,
        params: Params::default(),
        now: sandbox.now(),
        forced: None,
        sandbox: Arc::clone(sandbox),
    })
}
