//! What an owner confirms when they let a chart run as themselves: a hash over the site, the
//! dimensions, the measure, and the query with every saved filter resolved.

mod filters;
mod inline;

use crate::{Failure, Service, access::SiteAccess, hash};
use chart::{ChartSpec, Source};
use filters::Filters;
use serde_json::{Map, Value, json};

/// Counts up when the hash is made of other things: every run then waits for its owner.
const VERSION: &str = "1";

/// A spec as it is bound, with its saved filters as they are now.
pub(crate) struct Bound {
    /// What the store keeps.
    pub(crate) fingerprint: String,
    /// Whether the query means whoever asks: for everybody that is the owner.
    pub(crate) means_owner: bool,
    filters: Filters,
}

/// The part of a fingerprint that a spec alone decides.
pub(crate) struct SpecPart(String);

impl SpecPart {
    pub(crate) fn of(spec: &ChartSpec) -> Self {
        Self(format!("{VERSION}.{}", hash(&counted(spec).to_string())))
    }

    /// Whether a fingerprint was made of this very spec, whatever its saved filters were.
    pub(crate) fn is_of(&self, fingerprint: &str) -> bool {
        fingerprint
            .rsplit_once('.')
            .is_some_and(|(spec, _)| spec == self.0)
    }
}

/// Whether two fingerprints were made of the same saved filters.
pub(crate) fn same_filters(a: &str, b: &str) -> bool {
    let filters = |fingerprint: &str| fingerprint.rsplit_once('.').map(|(_, f)| f.to_owned());
    filters(a).is_some_and(|a| Some(a) == filters(b))
}

impl Service {
    /// Binds a spec to what it means now, by the access of its owner.
    ///
    /// A saved filter that the owner cannot see is a [`Failure::Query`] with Jira's sentence.
    pub(crate) async fn bind(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
    ) -> Result<Bound, Failure> {
        let queries = queries(spec);
        let filters = if needs_jira(spec) {
            let strip = |jql: &str| without_order(spec, jql);
            self.with_site(access, "en", |site| {
                Filters::resolve(site, queries.clone(), strip)
            })
            .await?
        } else {
            Filters::default()
        };
        let means_owner = queries
            .iter()
            .map(String::as_str)
            .chain(filters.queries())
            .any(|jql| jql.to_lowercase().contains("currentuser"));
        let spec = SpecPart::of(spec).0;
        Ok(Bound {
            fingerprint: format!("{spec}.{}", hash(&filters.to_text())),
            means_owner,
            filters,
        })
    }

    /// The queries of a spec with the saved filters of a binding written out; nothing where that
    /// cannot be done, and the queries have to be asked as they are.
    pub(crate) async fn written_out(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        bound: &Bound,
    ) -> Result<Option<Vec<String>>, Failure> {
        let (queries, filters) = (&queries(spec), &bound.filters);
        self.with_site(access, "en", |site| async move {
            filters.write_out(&site, queries).await
        })
        .await
    }
}

/// Whether a spec's queries may name saved filters, so that its fingerprint depends on Jira.
pub(crate) fn needs_jira(spec: &ChartSpec) -> bool {
    queries(spec).iter().any(|jql| filters::may_name(jql))
}

/// What counts. Title, description, colours and the rest of the looks do not: nobody learns
/// anything new from them. The language does, because `hide` and `merge` name values in it; and
/// whether there are values at all, because a tile shows none.
fn counted(spec: &ChartSpec) -> Value {
    let printed = spec.to_json();
    let part = |key: &str| printed.get(key).cloned().unwrap_or_default();
    let dimension = |key: &str| match part(key) {
        Value::Object(mut keys) => {
            keys.remove("colours");
            Value::Object(keys)
        }
        other => other,
    };
    let mut counted = json!({
        "site": part("site"),
        "jql": spec.base_jql(),
        "language": part("language"),
        "timezone": part("timezone"),
        "values": spec.kind.needs_dimension(),
        "chart_by": dimension("chart_by"),
        "group_by": dimension("group_by"),
        "measure": part("measure"),
    });
    // What was confirmed before there were filters stays confirmed.
    if !spec.filters.is_empty() {
        counted["filters"] = part("filters");
    }
    counted
}

/// The query of the source, and those of the segments.
fn queries(spec: &ChartSpec) -> Vec<String> {
    let printed = spec.to_json();
    let mut queries = vec![spec.base_jql()];
    for key in ["chart_by", "group_by"] {
        let segments = printed
            .pointer(&format!("/{key}/segments"))
            .and_then(Value::as_array);
        let jql = |segment: &Map<String, Value>| Some(segment.get("jql")?.as_str()?.to_owned());
        let segments = segments.into_iter().flatten().filter_map(Value::as_object);
        queries.extend(segments.filter_map(jql));
    }
    queries
}

/// The same spec with other queries, in the order of [`queries`]; nothing where they do not fit.
pub(crate) fn with_queries(spec: &ChartSpec, asked: &[String]) -> Option<ChartSpec> {
    let before = queries(spec);
    let (base, segments) = asked.split_first()?;
    let mut printed = spec.to_json();
    if before.first() != Some(base) {
        printed["source"] = json!({ "jql": base });
    }
    let mut segments = segments.iter();
    for key in ["chart_by", "group_by"] {
        let there = printed
            .pointer_mut(&format!("/{key}/segments"))
            .and_then(Value::as_array_mut);
        for segment in there.into_iter().flatten() {
            segment["jql"] = json!(segments.next()?);
        }
    }
    ChartSpec::from_json(&printed).ok()
}

/// A saved filter often has an ordering, which changes with people's taste and no number.
fn without_order(spec: &ChartSpec, jql: &str) -> String {
    let filter = ChartSpec {
        source: Source::Jql(jql.to_owned()),
        ..spec.clone()
    };
    filter.base_jql()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn spec(change: impl FnOnce(&mut Value)) -> ChartSpec {
        let mut spec = json!({
            "version": 1, "title": "Bugs", "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
            "source": { "jql": "project = A" }, "kind": "bar",
            "chart_by": { "field": "priority", "hide": ["Low"] },
        });
        change(&mut spec);
        ChartSpec::from_json(&spec).unwrap()
    }

    fn same(change: impl FnOnce(&mut Value)) -> bool {
        SpecPart::of(&spec(|_| ())).0 == SpecPart::of(&spec(change)).0
    }

    #[rstest]
    #[case::title("/title", json!("Other"))]
    #[case::height("/display", json!({ "height": 500 }))]
    #[case::colours("/chart_by", json!({ "field": "priority", "hide": ["Low"], "colours": { "High": "#ff0000" } }))]
    #[case::kind("/kind", json!("donut"))]
    #[case::ordering("/source", json!({ "jql": "project = A ORDER BY rank" }))]
    fn the_looks_do_not_count(#[case] place: &str, #[case] value: Value) {
        assert!(same(|spec| put(spec, place, value)));
    }

    #[rstest]
    #[case::query("/source", json!({ "jql": "project = B" }))]
    #[case::field("/chart_by", json!({ "field": "status", "hide": ["Low"] }))]
    #[case::hidden_values("/chart_by", json!({ "field": "priority" }))]
    #[case::language("/language", json!("de"))]
    #[case::site("/site", json!("22a1b2c3-0000-4000-8000-000000000002"))]
    fn what_the_chart_tells_counts(#[case] place: &str, #[case] value: Value) {
        assert!(!same(|spec| put(spec, place, value)));
    }

    #[test]
    fn a_tile_shows_no_values_and_a_bar_chart_of_the_same_does() {
        assert!(!same(|spec| put(spec, "/kind", json!("tile"))));
    }

    fn put(spec: &mut Value, place: &str, value: Value) {
        spec[place.trim_start_matches('/')] = value;
    }

    #[test]
    fn a_fingerprint_knows_its_spec_whatever_its_filters() {
        let part = SpecPart::of(&spec(|_| ()));
        assert!(part.is_of(&format!("{}.anything", part.0)));
        assert!(!part.is_of(&part.0));
        assert!(!part.is_of(""));
    }
}
