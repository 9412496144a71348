//! The values of a question's dimensions in Jira's order, whichever way their numbers are got.
//!
//! What is shown of them without issues are these values, too. So those of fields without an order of their own
//! are listed where the author wants to see empty ones, and not otherwise: each list is at least one call.

use super::{items, key, status};
use crate::{
    Failure, PromptReason, Service,
    access::SiteAccess,
    listing::{MOST_PROJECTS, MOST_VALUES, all_projects, discovered, values},
    query::Question,
};
use chart::{By, Dimension, Field, FieldKind, Item, Listing, Order, OrderBy, StatusCategory};
use futures::future::try_join_all;
use std::sync::Arc;

/// A query that names no projects is asked of which its issues are. Of more than these, versions stand in the
/// order of their names, and neither they nor components are shown without issues: each project is one more
/// call before the chart stands, and a hundred of them are no order that anybody knows.
const MOST_FOUND: usize = 5;

/// Values to ask Jira for.
#[derive(Clone)]
enum List {
    /// Those of a field that is the same everywhere.
    Of(FieldKind),
    /// The versions of these projects, one project after the other.
    Versions(Vec<String>),
    /// All that a field has, in these projects where it is theirs.
    Every(Field, Vec<String>),
    /// The projects of a query's issues.
    ProjectsOf(String),
}

impl Service {
    /// Jira's order of the values of the question's dimensions. What Jira refuses to list is left to the
    /// table's own order.
    pub(crate) async fn order_of(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> Result<Order, Failure> {
        let mut order = Order::default();
        for (dimension, field) in dimensions(question) {
            let shows_empty = dimension.show_empty == Some(true);
            let list = match field.kind {
                FieldKind::Priority
                | FieldKind::Status
                | FieldKind::Resolution
                | FieldKind::IssueType => List::Of(field.kind),
                FieldKind::Version | FieldKind::Versions
                    if shows_empty || stands_as_in_jira(dimension) =>
                {
                    List::Versions(self.projects_behind(access, question).await?)
                }
                FieldKind::Component if shows_empty => {
                    let projects = self.projects_behind(access, question).await?;
                    List::Every(field.clone(), projects)
                }
                // Projects and labels that the query does not name would tell whoever sees the chart as its
                // owner does about issues that are not the chart's.
                FieldKind::Project if shows_empty && !question.projects.is_empty() => {
                    List::Every(field.clone(), question.projects.clone())
                }
                FieldKind::StatusCategory if shows_empty => List::Every(field.clone(), Vec::new()),
                _ => continue,
            };
            let listed = self.listed(access, &question.key.language, list).await?;
            if let Some(values) = listed {
                order.insert(field.id.clone(), values.to_vec());
            }
        }
        Ok(order)
    }

    /// The projects that the source names, or else those that its issues are found in, where they are few.
    async fn projects_behind(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> Result<Vec<String>, Failure> {
        if !question.projects.is_empty() || question.plan.jql.is_empty() {
            return Ok(question.projects.clone());
        }
        let list = List::ProjectsOf(question.plan.jql.clone());
        let found = self.listed(access, &question.key.language, list).await?;
        let found = found.unwrap_or_default();
        Ok(found.iter().map(|project| project.id.to_string()).collect())
    }

    /// What is held of a list, or Jira says now; none where it does not answer.
    async fn listed(
        &self,
        access: &SiteAccess,
        language: &str,
        list: List,
    ) -> Result<Option<Arc<Vec<Item>>>, Failure> {
        let catalogues = &self.inner.catalogues;
        let what = match &list {
            List::Of(kind) => format!("order of {kind:?}"),
            List::Versions(projects) => format!("versions of {}", projects.join(" ")),
            List::Every(field, projects) => format!("every {} of {}", field.id, projects.join(" ")),
            List::ProjectsOf(jql) => format!("projects of {jql}"),
        };
        let key = key(access, language, &what);
        let (service, access, language) = (self.clone(), access.clone(), language.to_owned());
        let ask = async move {
            let list = &list;
            let values = service.with_site(&access, &language, |site| async move {
                ask_for(&site, list).await
            });
            match values.await {
                // Whoever may not list them gets the table's own order, without asking each time.
                Err(Failure::NotVisible(_) | Failure::Prompt(PromptReason::ScopesMissing)) => {
                    Ok(Arc::default())
                }
                other => other.map(Arc::new),
            }
        };
        match catalogues.get(&catalogues.orders, key, ask).await {
            Ok(values) => Ok(Some(values)),
            Err(failure @ (Failure::Prompt(PromptReason::GrantEnded) | Failure::Misconfigured)) => {
                Err(failure)
            }
            Err(failure) => {
                tracing::debug!(%failure, what, "no order of values");
                Ok(None)
            }
        }
    }
}

/// The dimensions that are of one field each.
fn dimensions(question: &Question) -> impl Iterator<Item = (&Dimension, &Field)> {
    let all = [&question.spec.chart_by, &question.spec.group_by];
    all.into_iter().flatten().filter_map(|dimension| {
        let By::Field(id) = &dimension.by else {
            return None;
        };
        let field = question.plan.fields.iter().find(|field| field.id == *id)?;
        Some((dimension, field))
    })
}

/// Whether the values of a field that has an order stand in it: by itself, or behind those that the spec lists.
fn stands_as_in_jira(dimension: &Dimension) -> bool {
    matches!(
        dimension.order,
        None | Some(OrderBy::Jira | OrderBy::Keys(_))
    )
}

async fn ask_for(site: &jira::Site, list: &List) -> Result<Vec<Item>, jira::Error> {
    Ok(match list {
        List::Of(FieldKind::Priority) => items(site.priorities().await?, |p| (p.id, p.name)),
        List::Of(FieldKind::Resolution) => items(site.resolutions().await?, |r| (r.id, r.name)),
        List::Of(FieldKind::IssueType) => items(site.issue_types().await?, |t| (t.id, t.name)),
        List::Of(_) => site.statuses().await?.into_iter().map(status).collect(),
        List::Versions(projects) if projects.len() > MOST_PROJECTS => Vec::new(),
        List::Versions(projects) => {
            let lists = projects.iter().map(|project| site.versions(project));
            items(try_join_all(lists).await?.concat(), |v| (v.id, v.name))
        }
        List::Every(field, projects) if field.kind == FieldKind::Project => {
            let all = all_projects(site, field, MOST_VALUES).await?;
            let is_named = |project: &jira::Project| {
                let mut named = projects.iter();
                named.any(|key| key.eq_ignore_ascii_case(&project.key))
            };
            let all = all.unwrap_or_default().into_iter().filter(is_named);
            items(all.collect(), |project| (project.id, project.name))
        }
        List::Every(field, projects)
            if field.kind == FieldKind::Component
                && !(1..=MOST_PROJECTS).contains(&projects.len()) =>
        {
            Vec::new()
        }
        List::Every(field, projects) => {
            let listed = values(site, field, projects).await?;
            let listed = listed.and_then(Result::ok).unwrap_or_default();
            // Jira's fourth category is of no status that people made.
            let is_used = |item: &Item| item.category != Some(StatusCategory::Undefined);
            listed.into_iter().filter(is_used).collect()
        }
        List::ProjectsOf(jql) => {
            let field = Field::system("project", "Project", FieldKind::Project);
            let listing = Listing::Values(field);
            let found = discovered(site, &listing, jql, u64::MAX, MOST_FOUND).await?;
            let mut found = found.unwrap_or_default();
            // By name, and not as the issues come.
            found.sort_by(|a, b| (&a.label, &a.id).cmp(&(&b.label, &b.id)));
            found
        }
    })
}
