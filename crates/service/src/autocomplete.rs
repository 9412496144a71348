//! What may come next in a query that somebody writes: fields, operators, functions and values, as
//! Jira has them.

mod offer;

use crate::{Clock, Failure, Service, Viewer, access::SiteAccess};
use jira::{AutocompleteData, JqlField};
use offer::{fields, find, functions, operators, plain};
use std::{sync::Arc, time::Duration};
use store::{GrantId, SiteId};

/// Fields and functions are asked for again after so many seconds.
const FRESH: i64 = 600;
/// Sites whose fields and functions are held at once; one is some hundreds of kilobytes.
const MOST: u64 = 500;
/// Most suggestions in one answer.
const SUGGESTIONS: usize = 20;

/// What may come at a place of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JqlPlace {
    /// A field to say something about.
    Field,
    /// A field to order by.
    Order,
    /// An operator of this field, named as in the query.
    Operator(String),
    /// A value of this field, or a function.
    Value {
        /// Named as in the query.
        field: String,
        /// Whether one of several.
        list: bool,
    },
}

/// Something that would fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JqlSuggestion {
    /// What to write in the query.
    pub text: String,
    /// What people read; plain text.
    pub label: String,
    /// A word beside it: `function`.
    pub hint: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    grant: GrantId,
    generation: i64,
    site: SiteId,
    /// Which ten minutes: an answer of others is old.
    span: i64,
}

/// What JQL can be made of, by grant: what one person sees is not shown to another.
pub(crate) struct JqlWords {
    held: moka::future::Cache<Key, Arc<AutocompleteData>>,
    clock: Clock,
}

impl JqlWords {
    pub(crate) fn new(clock: Clock) -> Self {
        let held = moka::future::Cache::builder()
            .max_capacity(MOST)
            .time_to_live(Duration::from_secs(2 * FRESH.unsigned_abs()))
            .build();
        Self { held, clock }
    }
}

impl Service {
    /// What may come at a place of a query on a site, by the letters that are there already.
    pub async fn suggest_jql(
        &self,
        viewer: &Viewer,
        site: &str,
        place: &JqlPlace,
        letters: &str,
    ) -> Result<Vec<JqlSuggestion>, Failure> {
        let access = self.access_by_text(viewer, site).await?;
        let words = self.jql_words(&access).await?;
        let mut found = match place {
            JqlPlace::Field => fields(&words, letters, |field| field.searchable),
            JqlPlace::Order => fields(&words, letters, |field| field.orderable),
            JqlPlace::Operator(field) => operators(&words, field, letters),
            JqlPlace::Value { field, list } => {
                let known = find(&words, field);
                let mut found = match known {
                    Some(known) if known.auto => self.values_of(&access, known, letters).await?,
                    _ => Vec::new(),
                };
                found.extend(functions(&words, known, *list, letters));
                found
            }
        };
        found.truncate(SUGGESTIONS);
        Ok(found)
    }

    async fn jql_words(&self, access: &SiteAccess) -> Result<Arc<AutocompleteData>, Failure> {
        let words = &self.inner.jql_words;
        let key = Key {
            grant: access.grant.id,
            generation: access.grant.generation,
            site: access.site.id,
            span: words.clock.now().as_second().div_euclid(FRESH),
        };
        let ask = self.with_site(access, "en", |site| async move {
            site.autocomplete_data().await
        });
        words
            .held
            .try_get_with(key, async { Ok::<_, Failure>(Arc::new(ask.await?)) })
            .await
            .map_err(|failure| (*failure).clone())
    }

    async fn values_of(
        &self,
        access: &SiteAccess,
        field: &JqlField,
        letters: &str,
    ) -> Result<Vec<JqlSuggestion>, Failure> {
        // The id of a custom field is never ambiguous.
        let name = field.cfid.as_deref().unwrap_or(&field.value);
        let answer = self
            .with_site(access, "en", |site| async move {
                site.suggestions(name, letters).await
            })
            .await;
        match answer {
            Ok(values) => Ok(values
                .into_iter()
                .map(|value| JqlSuggestion {
                    label: plain(&value.html),
                    text: value.value,
                    hint: "",
                })
                .collect()),
            // Only an offer: what Jira does not list can still be written.
            Err(Failure::Query { .. } | Failure::NotVisible(_)) => Ok(Vec::new()),
            Err(failure) => Err(failure),
        }
    }
}
