//! From the text of a query to the issues it finds.

use jiff::{SignedDuration, Timestamp};

use super::ask::Scene;
use super::reply::Refusal;
use crate::jql;
use crate::jql::ast::Query;
use crate::world::EvalContext;
use crate::world::model::{Issue, IssueIx};

/// Jira sorts by at most so many fields.
const MOST_SORTS: usize = 7;

/// The issues that this person sees and the query finds, in its order. Refuses what search
/// refuses: a query that cannot be read, asks for what is not there, or does not restrict anything.
///
/// `reconcile` are ids that are found as they are now even where the index lags behind.
pub(super) fn find(
    scene: &Scene<'_>,
    text: &str,
    reconcile: &[u64],
) -> Result<Vec<IssueIx>, Refusal> {
    let query = bounded(scene, text)?;
    let mut found = evaluate(scene, &query).map_err(Refusal::bad_all)?;
    if let Some(lag) = Lag::of(scene) {
        found.retain(|at| {
            let issue = scene.site.issue(*at);
            lag.knows(issue) || reconcile.contains(&issue.id)
        });
    }
    Ok(found)
}

/// How many issues [`find`] would find.
pub(super) fn count(scene: &Scene<'_>, text: &str) -> Result<u64, Refusal> {
    if Lag::of(scene).is_some() {
        return find(scene, text, &[]).map(|found| found.len() as u64);
    }
    let query = bounded(scene, text)?;
    let counted = scene.site.count(&query, &context(scene)?);
    counted.map_err(|problem| Refusal::bad_all(problem.messages))
}

/// The same for a query that may find everything; problems as Jira's sentences.
pub(super) fn find_unbounded(scene: &Scene<'_>, text: &str) -> Result<Vec<IssueIx>, Vec<String>> {
    let query = jql::parse(text).map_err(|error| vec![error.to_string()])?;
    evaluate(scene, &query)
}

/// What is wrong with a query that could be read: unknown fields, values, operators.
pub(super) fn problems(scene: &Scene<'_>, query: &Query) -> Vec<String> {
    context(scene).map_or_else(|_| Vec::new(), |asks| scene.site.problems(query, &asks))
}

fn bounded(scene: &Scene<'_>, text: &str) -> Result<Query, Refusal> {
    let query = jql::parse(text).map_err(|error| Refusal::bad(error.to_string()))?;
    if !scene.site.is_bounded(&query, &context(scene)?) {
        return Err(Refusal::bad(
            "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.",
        ));
    }
    if query.order_by.len() > MOST_SORTS {
        return Err(Refusal::bad(format!(
            "The ORDER BY clause of the query has more than {MOST_SORTS} fields."
        )));
    }
    Ok(query)
}

fn context<'a>(scene: &Scene<'a>) -> Result<EvalContext<'a>, Refusal> {
    let person = scene
        .world
        .person(scene.account())
        .ok_or_else(|| Refusal::not_found("The user does not exist."))?;
    Ok(EvalContext {
        language: scene.language,
        ..EvalContext::new(person, scene.ask.now)
    })
}

fn evaluate(scene: &Scene<'_>, query: &Query) -> Result<Vec<IssueIx>, Vec<String>> {
    let Ok(asks) = context(scene) else {
        return Ok(Vec::new());
    };
    scene
        .site
        .evaluate(query, &asks)
        .map_err(|problem| problem.messages)
}

/// The index of a real site is a few seconds old. Here an issue that changed since then is missed.
struct Lag {
    seen_until: Timestamp,
}

impl Lag {
    fn of(scene: &Scene<'_>) -> Option<Self> {
        let seconds = scene.ask.sandbox.switches().index_lag_seconds;
        let lag = SignedDuration::from_secs(seconds);
        (seconds > 0).then(|| Self {
            seen_until: scene.ask.now.saturating_sub(lag).unwrap_or(scene.ask.now),
        })
    }

    fn knows(&self, issue: &Issue) -> bool {
        issue.updated <= self.seen_until
    }
}
