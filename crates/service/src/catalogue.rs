//! The fields of a site. `catalogue/order.rs` has the values that some of them have, in Jira's order.

mod order;

use crate::{Clock, Failure, Service, Viewer, access::SiteAccess, mapping::kind};
use chart::{ChartSpec, Field, Item, StatusCategory};
use jiff::{SignedDuration, Timestamp};
use std::{sync::Arc, time::Duration};
use store::{GrantId, SiteId};

/// A catalogue is asked for again after this long.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// After a failed renewal, not sooner than this.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);
/// Nothing of an ended grant stays longer than this.
const LONGEST: Duration = Duration::from_hours(24);
/// Catalogues held at once; one is some tens of kilobytes.
const MOST: u64 = 2_000;

/// The language of Jira's names in a chart: English where the spec is silent.
pub fn language_of(spec: &ChartSpec) -> &str {
    spec.language.as_deref().unwrap_or("en")
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    grant: GrantId,
    generation: i64,
    site: SiteId,
    language: String,
    what: String,
}

/// Catalogues by grant: what one person sees is not shown to another.
pub(crate) struct Catalogues {
    fields: moka::future::Cache<Key, (Timestamp, Arc<Vec<Field>>)>,
    orders: moka::future::Cache<Key, (Timestamp, Arc<Vec<Item>>)>,
    clock: Clock,
}

impl Catalogues {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            fields: cache(),
            orders: cache(),
            clock,
        }
    }

    /// What is held, or what `ask` brings. Old answers are given at once while one call renews
    /// them: names and ids change rarely, and a page must not wait for them.
    async fn get<T: Clone + Send + Sync + 'static>(
        &self,
        cache: &moka::future::Cache<Key, (Timestamp, T)>,
        key: Key,
        ask: impl Future<Output = Result<T, Failure>> + Send + 'static,
    ) -> Result<T, Failure> {
        let now = self.clock.now();
        let cache = cache.clone();
        if let Some((at, found)) = cache.get(&key).await {
            if now.duration_since(at) >= FRESH {
                // Counts as new for a moment: a sick Jira is not asked by every view.
                cache
                    .insert(key.clone(), (now - FRESH + AGAIN, found.clone()))
                    .await;
                tokio::spawn(async move {
                    if let Ok(found) = ask.await {
                        cache.insert(key, (now, found)).await;
                    }
                });
            }
            return Ok(found);
        }
        // A task of its own: a reader who leaves does not take the answer away from the others.
        let asked = tokio::spawn(async move {
            cache
                .try_get_with(key, async { Ok::<_, Failure>((now, ask.await?)) })
                .await
        });
        match asked.await {
            Ok(Ok((_, found))) => Ok(found),
            Ok(Err(failure)) => Err((*failure).clone()),
            Err(panicked) => {
                tracing::error!(
                    error = &panicked as &dyn std::error::Error,
                    "a catalogue ended badly"
                );
                Err(Failure::Internal)
            }
        }
    }
}

impl Service {
    /// The fields that the viewer sees on a site, those that a chart can be made by first.
    pub async fn catalogue(&self, viewer: &Viewer, site: &str) -> Result<Vec<Field>, Failure> {
        let access = self.access_by_text(viewer, site).await?;
        Ok(self.fields(&access, "en").await?.to_vec())
    }

    pub(crate) async fn fields(
        &self,
        access: &SiteAccess,
        language: &str,
    ) -> Result<Arc<Vec<Field>>, Failure> {
        let catalogues = &self.inner.catalogues;
        let key = key(access, language, "fields");
        let (service, access, language) = (self.clone(), access.clone(), language.to_owned());
        let ask = async move {
            let fields = service
                .with_site(
                    &access,
                    &language,
                    |site| async move { site.fields().await },
                )
                .await?;
            let mut fields: Vec<Field> = fields.iter().map(field).collect();
            fields.sort_by_key(|f| (!f.kind.chartable(), f.custom, f.name.to_lowercase()));
            Ok(Arc::new(fields))
        };
        catalogues.get(&catalogues.fields, key, ask).await
    }
}

fn cache<T: Clone + Send + Sync + 'static>() -> moka::future::Cache<Key, T> {
    moka::future::Cache::builder()
        .max_capacity(MOST)
        .time_to_live(LONGEST)
        .build()
}

fn key(access: &SiteAccess, language: &str, what: &str) -> Key {
    Key {
        grant: access.grant.id,
        generation: access.grant.generation,
        site: access.site.id,
        language: language.to_owned(),
        what: what.to_owned(),
    }
}

fn field(field: &jira::FieldInfo) -> Field {
    Field {
        id: field.id.clone(),
        name: field.name.clone(),
        kind: kind(field),
        clause: clause(field),
        custom: field.custom,
    }
}

/// The name by which JQL knows the field: `cf[10016]` for custom fields, which is never ambiguous.
fn clause(field: &jira::FieldInfo) -> String {
    let names = &field.clause_names;
    let exact = names.iter().find(|n| n.starts_with("cf["));
    exact
        .or_else(|| names.first())
        .cloned()
        .unwrap_or_else(|| field.id.clone())
}

pub(crate) fn items<T>(list: Vec<T>, id_and_name: impl Fn(T) -> (String, String)) -> Vec<Item> {
    let item = |(id, name): (String, String)| Item {
        id: id.into(),
        ..Item::named(&name)
    };
    list.into_iter()
        .map(|value| item(id_and_name(value)))
        .collect()
}

pub(crate) fn status(status: jira::Status) -> Item {
    let item = Item {
        id: status.id.into(),
        ..Item::named(&status.name)
    };
    match status.status_category {
        Some(category) => item.in_category(StatusCategory::from_key(&category.key)),
        None => item,
    }
}
