//! Narrowing a chart for somebody who looks at it (docs/adr/0010).
//!
//! The values of a filter are the rows of the chart's own table by that field: asked, held and guarded like
//! any table. No query is ever taken from a viewer: conditions are put together from those behind the rows.

mod model;

use crate::{Asking, Failure, Service, access::SiteAccess, catalogue::language_of, hash};
use chart::{ChartSpec, Condition, Field, Narrowing, Queries, SpecError, Table, keys};
use futures::future::try_join_all;
use std::collections::{HashMap, HashSet};

pub use model::{FilterBar, FilterTab, FilterValue, FilterValues};

/// So many values are offered; a chart of more is narrowed by words or by another field.
const MOST_VALUES: usize = 500;
/// Letters of a site's word: enough to tell the sites of one page apart.
const SITE_WORD: usize = 12;

/// By what a chart follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follows {
    /// Any field: who looks sees nothing that Jira would not show them.
    Everything,
    /// What the chart offers: it runs as its owner, who allowed just that.
    Offered,
}

/// Who is shown the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// One of the chart's people.
    Whole,
    /// Somebody who may see numbers alone.
    Numbers,
}

/// A chart as it was narrowed.
pub(crate) struct Narrowed {
    pub(crate) spec: ChartSpec,
    pub(crate) bar: FilterBar,
}

/// The values of a field, with the query of each.
struct Values {
    table: Table,
    queries: Queries,
}

impl Service {
    /// Narrows `spec` by what is asked for, and says what the bar above the chart shows.
    pub(crate) async fn narrow(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        asking: &Asking,
        follows: Follows,
        told: Told,
    ) -> Result<Narrowed, Failure> {
        let Asking {
            narrowing, open, ..
        } = asking;
        let mut bar = FilterBar {
            site: hash(&spec.site.to_string())[..SITE_WORD].to_owned(),
            ..FilterBar::default()
        };
        if narrowing.is_empty() && spec.filters.is_empty() {
            return Ok(Narrowed {
                spec: spec.clone(),
                bar,
            });
        }
        let catalogue = self.fields(access, language_of(spec)).await?;
        let field = |id: &str| catalogue.iter().find(|field| field.id == id);
        let mut fields: Vec<&Field> = Vec::new();
        // A field that was offered and is gone makes the plan say so.
        fields.extend(spec.filters.fields.iter().filter_map(|id| field(id)));
        for condition in &narrowing.conditions {
            let id = &condition.field;
            if spec.filters.fields.contains(id) {
                continue;
            }
            match field(id).filter(|field| field.kind.filterable()) {
                Some(field) if follows == Follows::Everything => fields.push(field),
                Some(field) if told == Told::Whole => bar.ignored.push(unfollowed(&field.name)),
                _ => bar.ignored.push(unfollowed(id)),
            }
        }
        let wanted =
            |field: &&&Field| narrowing.on(&field.id).is_some() || open.as_ref() == Some(&field.id);
        let asked = fields.iter().filter(wanted).map(|field| async {
            match self.filter_values(access, spec, &field.id).await {
                // A list that is only looked at does not take the chart away.
                Err(failure) if narrowing.on(&field.id).is_none() => {
                    tracing::info!(%failure, field = field.id, "no values to choose from");
                    Ok((field.id.as_str(), None))
                }
                values => Ok::<_, Failure>((field.id.as_str(), Some(values?))),
            }
        });
        let values: HashMap<&str, Option<Values>> =
            try_join_all(asked).await?.into_iter().collect();

        let mut conditions = Vec::new();
        for field in &fields {
            let condition = narrowing.on(&field.id);
            let values = values.get(field.id.as_str()).and_then(Option::as_ref);
            if let (Some(condition), Some(values)) = (condition, values) {
                conditions.push(jql(field, condition, values)?);
            }
            bar.tabs.push(FilterTab {
                field: field.id.clone(),
                name: field.name.clone(),
                many: field.kind.multi_valued(),
                offered: spec.filters.fields.contains(&field.id),
                how: condition.map(|it| it.how).unwrap_or_default(),
                chosen: chosen(condition, values, told),
                values: (open.as_ref() == Some(&field.id)).then(|| {
                    values
                        .map(|values| offered(values, told))
                        .unwrap_or_default()
                }),
            });
        }
        conditions.extend(by_text(spec, narrowing, follows, &mut bar));
        let narrowed = chart::narrow(spec, &conditions);
        if told == Told::Whole && !conditions.is_empty() {
            bar.query = Some(narrowed.base_jql());
        }
        Ok(Narrowed {
            spec: narrowed,
            bar,
        })
    }

    /// The values of a field among a chart's issues.
    async fn filter_values(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        field: &str,
    ) -> Result<Values, Failure> {
        let spec = chart::values_of(spec, field);
        let question = self.question(access, &spec, false).await?;
        let gathered = self.gather(access, &question).await?;
        let answered = self.answer(access, &spec, &question, gathered)?;
        Ok(Values {
            table: answered.table,
            queries: answered.queries,
        })
    }
}

fn unfollowed(name: &str) -> String {
    format!("This chart does not follow the filter \"{name}\".")
}

fn jql(field: &Field, condition: &Condition, values: &Values) -> Result<String, Failure> {
    condition
        .jql(field, &values.table, &values.queries)
        .ok_or_else(|| {
            Failure::Spec(SpecError {
                path: format!("filter.{}", field.id),
                message: format!(
                    "Jira's queries have no words for this choice of {}; choose fewer values",
                    field.name
                ),
            })
        })
}

/// The condition of the words, where they may be looked for.
fn by_text(
    spec: &ChartSpec,
    narrowing: &Narrowing,
    follows: Follows,
    bar: &mut FilterBar,
) -> Option<String> {
    let offered = spec.filters.text;
    let Some(text) = &narrowing.text else {
        bar.text = offered.then(String::new);
        return None;
    };
    if !offered && follows == Follows::Offered {
        bar.ignored.push(unfollowed("Text"));
        return None;
    }
    bar.text = Some(text.clone());
    let condition = narrowing.text_jql();
    if condition.is_none() {
        let sentence = format!("\"{text}\" has no letters or digits to look for.");
        bar.ignored.push(sentence);
    }
    condition
}

fn value(key: &str, label: &str, told: Told) -> FilterValue {
    // A person's key is their account; a value of Jira's is called by its name anyhow.
    let by_key = told == Told::Whole || key == keys::NONE;
    FilterValue {
        key: if by_key { key } else { label }.to_owned(),
        label: label.to_owned(),
    }
}

fn chosen(condition: Option<&Condition>, values: Option<&Values>, told: Told) -> Vec<FilterValue> {
    let chosen = condition.map_or(&[][..], |condition| &condition.values);
    let known = |wanted: &String| {
        let table = &values?.table;
        table.rows_of(wanted).first().map(|row| &table.rows[*row])
    };
    let each = chosen.iter().map(|wanted| match known(wanted) {
        Some(row) => value(&row.key, &row.label, told),
        None => value(wanted, wanted, told),
    });
    each.collect()
}

fn offered(values: &Values, told: Told) -> FilterValues {
    let rows = values.table.rows.iter().take(MOST_VALUES);
    let mut each: Vec<FilterValue> = rows.map(|row| value(&row.key, &row.label, told)).collect();
    // Namesakes are one to those who are told names alone.
    let mut seen = HashSet::new();
    each.retain(|value| seen.insert(value.key.clone()));
    FilterValues {
        values: each,
        more: values.table.rows.len().saturating_sub(MOST_VALUES) as u64,
    }
}
