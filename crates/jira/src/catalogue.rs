//! What a site has besides issues: fields, lists of values, projects, filters, people, JQL helpers,
//! webhooks.

use std::future::Future;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::json;
use crate::site::Site;

pub(crate) mod fields;
pub(crate) mod filters;
pub(crate) mod jql;
pub(crate) mod lists;
pub(crate) mod people;
pub(crate) mod projects;
pub(crate) mod webhooks;

/// Pages of a list that is read whole. Site-wide lists of values have far fewer.
const MOST_PAGES: u32 = 200;

/// One page of one of Jira's lists.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing<T> {
    /// The page's rows.
    #[serde(default = "Vec::new")]
    pub values: Vec<T>,
    /// Where the page begins in the whole list.
    #[serde(default)]
    pub start_at: u64,
    /// Rows of the whole list, where Jira says.
    #[serde(default = "none")]
    pub total: Option<u64>,
    #[serde(default = "none")]
    is_last: Option<bool>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Listing<T> {
    /// Where the next page begins, to be passed as `start`; none after the last page.
    pub fn next(&self) -> Option<u64> {
        let end = self.start_at + self.values.len() as u64;
        let last = self.values.is_empty()
            || self
                .is_last
                .unwrap_or_else(|| self.total.is_none_or(|total| end >= total));
        (!last).then_some(end)
    }
}

impl Site {
    async fn listing<T: DeserializeOwned>(
        &self,
        name: &'static str,
        path: &[&str],
        start: u64,
        parameters: &[(&str, &str)],
    ) -> Result<Listing<T>, Error> {
        let start_text = start.to_string();
        let mut all = vec![("startAt", start_text.as_str())];
        all.extend_from_slice(parameters);
        let mut listing: Listing<T> = self.get(name, path, &all).await?;
        // We know better where we asked; a wrong number here would make the walk go round.
        listing.start_at = start;
        Ok(listing)
    }
}

/// Walks a list from its start to its end.
async fn whole<T, F>(name: &str, mut page: impl FnMut(u64) -> F) -> Result<Vec<T>, Error>
where
    F: Future<Output = Result<Listing<T>, Error>>,
{
    let mut rows = Vec::new();
    let mut start = 0;
    for _ in 0..MOST_PAGES {
        let listing = page(start).await?;
        let next = listing.next();
        rows.extend(listing.values);
        match next {
            Some(next) => start = next,
            None => return Ok(rows),
        }
    }
    Err(Error::unexpected(
        format!("{name}: more than {MOST_PAGES} pages"),
        "isLast",
    ))
}
