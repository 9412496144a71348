//! Narrowing a chart for somebody who looks at it (docs/adr/0010).
//!
//! The values of a filter are the rows of the chart's own table by that field: asked, held and guarded like
//! any table. No query is ever taken from a viewer: conditions are put together from those behind the rows.

mod model;

use crate::{
    Asking, Failure, Service, access::SiteAccess, catalogue::language_of, hash, query::Question,
};
use chart::{ChartSpec, Condition, Field, Member, Narrowing, Queries, SpecError, Table, keys};
use futures::future::try_join_all;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use store::ChartId;

pub use model::{FilterBar, FilterTab, FilterValue, FilterValues};

/// So many values are offered; a chart of more is narrowed by words or by another field.
const MOST_VALUES: usize = 500;
/// Letters of a site's word: enough to tell the sites of one page apart.
const SITE_WORD: usize = 12;

/// So many different choices a chart's readers may ask its owner's grant in [`WINDOW`]: each is a question.
const MOST_QUESTIONS: usize = 120;
const WINDOW: Duration = Duration::from_mins(10);

/// What was asked of charts that run as their owners, by whoever may see numbers alone.
pub(crate) struct Questions(moka::future::Cache<ChartId, Arc<Mutex<HashSet<String>>>>);

impl Default for Questions {
    fn default() -> Self {
        let cache = moka::future::Cache::builder();
        Self(cache.max_capacity(10_000).time_to_live(WINDOW).build())
    }
}

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
    /// Whether they are old ones because Jira does not answer.
    stale: bool,
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
        let mut bar = FilterBar {
            site: self.site_word(spec.site),
            ..FilterBar::default()
        };
        let (of_another, nothing) = (asking.narrowing.site.as_ref(), Narrowing::default());
        let narrowing = if of_another.is_some_and(|site| *site != bar.site) {
            &nothing
        } else {
            &asking.narrowing
        };
        let open = &asking.open;
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
            match self
                .filter_values(access, spec, &field.id, follows, told)
                .await
            {
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
                if values.stale {
                    bar.ignored.push(format!(
                        "Jira does not answer just now: the values of {} are older ones.",
                        field.name
                    ));
                }
            }
            bar.tabs.push(FilterTab {
                field: field.id.clone(),
                name: field.name.clone(),
                many: field.kind.multi_valued(),
                offered: spec.filters.fields.contains(&field.id),
                how: condition.map(|it| it.how).unwrap_or_default(),
                chosen: chosen(condition, values),
                values: (open.as_ref() == Some(&field.id)).then(|| {
                    values
                        .map(|values| offered(condition, values))
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
        follows: Follows,
        told: Told,
    ) -> Result<Values, Failure> {
        // What its owner hides or renames is hidden and renamed here, too. Who sees the chart by their own
        // permissions may choose as on any other chart of the page.
        let spec = chart::values_of(spec, field, follows == Follows::Offered);
        let question = self.question(access, &spec, false).await?;
        let gathered = self.gather(access, &question).await?;
        let mut answered = self.answer(access, &spec, &question, gathered)?;
        if told == Told::Numbers {
            // A person's key is their account; a value of Jira's is called by its name anyhow.
            let rows = answered.table.rows.iter_mut();
            for row in rows.filter(|row| row.key != keys::NONE) {
                row.key.clone_from(&row.label);
            }
        }
        Ok(Values {
            table: answered.table,
            queries: answered.queries,
            stale: answered.stale,
        })
    }

    /// Counts the different narrowed questions of a chart: without an end of them, anybody with a link
    /// could use up what Jira gives the installation.
    pub(crate) async fn new_question(
        &self,
        chart: &ChartId,
        question: &Question,
    ) -> Result<(), Failure> {
        let questions = &self.inner.questions.0;
        let asked = questions
            .get_with(chart.clone(), std::future::ready(Arc::default()))
            .await;
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.contains(&question.plan.jql) {
            return Ok(());
        }
        if asked.len() >= MOST_QUESTIONS {
            return Err(Failure::Busy {
                retry_after_s: WINDOW.as_secs(),
            });
        }
        asked.insert(question.plan.jql.clone());
        Ok(())
    }

    /// Tells the sites of one page apart, and says to nobody which they are.
    fn site_word(&self, site: chart::SiteId) -> String {
        let signed = self.inner.store.sign("filter site", &site.to_string());
        hash(&signed)[..SITE_WORD].to_owned()
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

fn value(row: &Member) -> FilterValue {
    FilterValue {
        key: row.key.clone(),
        label: row.label.clone(),
    }
}

fn chosen(condition: Option<&Condition>, values: Option<&Values>) -> Vec<FilterValue> {
    let chosen = condition.map_or(&[][..], |condition| &condition.values);
    let mut each = Vec::new();
    for wanted in chosen {
        let rows = values.map(|values| values.table.rows_of(wanted));
        match (values, rows.filter(|rows| !rows.is_empty())) {
            (Some(values), Some(rows)) => {
                each.extend(rows.into_iter().map(|row| value(&values.table.rows[row])));
            }
            _ => each.push(FilterValue {
                key: wanted.clone(),
                label: wanted.clone(),
            }),
        }
    }
    once(each)
}

/// The first values, and those that are chosen.
fn offered(condition: Option<&Condition>, values: &Values) -> FilterValues {
    let rows = &values.table.rows;
    let chosen = condition.map_or(&[][..], |condition| &condition.values);
    let chosen: HashSet<usize> = chosen
        .iter()
        .flat_map(|wanted| values.table.rows_of(wanted))
        .collect();
    let shown = rows.iter().enumerate();
    let shown = shown.filter(|(at, _)| *at < MOST_VALUES || chosen.contains(at));
    let each: Vec<FilterValue> = shown.map(|(_, row)| value(row)).collect();
    FilterValues {
        more: (rows.len() - each.len()) as u64,
        values: once(each),
    }
}

/// Namesakes are one to those who are told names alone.
fn once(mut values: Vec<FilterValue>) -> Vec<FilterValue> {
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(value.key.clone()));
    values
}
