//! The page bean of the `…/search` endpoints.

use serde_json::{Value as Json, json};

use super::params::Params;
use super::reply::Refusal;

/// Where a page begins and how long it may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Window {
    /// From `startAt` and `maxResults`. More than `cap` is answered with `cap`, without a word.
    pub(super) fn of(params: &Params, default: usize, cap: usize) -> Result<Self, Refusal> {
        let start = params.number("startAt")?.unwrap_or(0);
        let length = params.number("maxResults")?.unwrap_or(default as u64);
        Ok(Self {
            start: usize::try_from(start).unwrap_or(usize::MAX),
            length: usize::try_from(length).unwrap_or(usize::MAX).min(cap),
        })
    }

    /// The part of `all` that is on the page.
    pub(super) fn cut<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let start = self.start.min(all.len());
        let end = start.saturating_add(self.length).min(all.len());
        &all[start..end]
    }
}

/// `{"self","nextPage"?,"maxResults","startAt","total","isLast","values"}`.
///
/// `address` is the endpoint's without query.
pub(super) fn bean(
    address: &str,
    params: &Params,
    window: Window,
    total: usize,
    values: Vec<Json>,
) -> Json {
    let others = params.without_start();
    let link = |start: usize| {
        let joint = if others.is_empty() { "" } else { "&" };
        format!("{address}?startAt={start}{joint}{others}")
    };
    let next = window.start.saturating_add(window.length);
    let is_last = next >= total;
    let mut page = json!({ "self": link(window.start) });
    if !is_last {
        page["nextPage"] = Json::String(link(next));
    }
    page["maxResults"] = json!(window.length);
    page["startAt"] = json!(window.start);
    page["total"] = json!(total);
    page["isLast"] = json!(is_last);
    page["values"] = Json::Array(values);
    page
}
