//! The values that issues may have, before anything is counted: from Jira's lists, or found one after the
//! other.

use crate::{
    Failure, Service,
    access::SiteAccess,
    catalogue::{items, status},
    mapping::record,
    query::Question,
};
use chart::{Field, FieldKind, Item, Listed, Listing, StatusCategory, Uncountable, Value};
use futures::{StreamExt, future::try_join_all};
use jira::Meter;

/// Versions and components are asked for project by project; of more than these they are not listed.
pub(crate) const MOST_PROJECTS: usize = 20;
/// More values are not worth a question each; [`chart::Counting`] draws the line a little lower.
pub(crate) const MOST_VALUES: usize = 300;
/// Issues on a page on which values are looked for: most of its values are new on the first pages and few
/// on the last.
pub(crate) const PAGE: u32 = 25;
/// Finding the values of a field may cost this part of what reading the issues would.
const PART_OF_A_SCAN: u64 = 4;

pub(crate) type Values = Result<Vec<Item>, Uncountable>;

impl Service {
    /// Lists what a counting needs of a query with so many issues, or says why it cannot be listed.
    pub(crate) async fn list(
        &self,
        access: &SiteAccess,
        question: &Question,
        listings: &[Listing],
        issues: u64,
    ) -> Result<(Result<Listed, Uncountable>, Meter), Failure> {
        let language = &question.key.language;
        let (base, projects) = (&question.plan.jql, &question.projects);
        self.with_site(access, language, |site| async move {
            let each = listings
                .iter()
                .map(|listing| one(&site, listing, base, projects, issues));
            let mut listed = Listed::default();
            for (listing, values) in listings.iter().zip(try_join_all(each).await?) {
                let id = listing.field().id.clone();
                match values {
                    Ok(Found::Values(values)) => listed.insert_values(id, values),
                    Ok(Found::Days(ends)) => listed.insert_days(id, ends),
                    Err(why) => return Ok((Err(why), site.meter())),
                }
            }
            Ok((Ok(listed), site.meter()))
        })
        .await
    }
}

enum Found {
    Values(Vec<Item>),
    Days(Option<(Value, Value)>),
}

async fn one(
    site: &jira::Site,
    listing: &Listing,
    base: &str,
    projects: &[String],
    issues: u64,
) -> Result<Result<Found, Uncountable>, jira::Error> {
    let field = match listing {
        Listing::Days(field) => {
            let ends = [false, true].map(|newest| listing.from_end(base, newest));
            let ends = try_join_all(ends.map(|jql| first_value(site, field, jql))).await?;
            let ends: Option<Vec<Value>> = ends.into_iter().collect();
            let ends = ends.and_then(|ends| ends.try_into().ok());
            return Ok(Ok(Found::Days(
                ends.map(|[first, last]: [Value; 2]| (first, last)),
            )));
        }
        Listing::Values(field) => field,
    };
    let listed = values(site, field, projects).await;
    let values = match listed {
        Ok(Some(values)) => values,
        Ok(None) => discovered(site, listing, base, issues, MOST_VALUES).await?,
        // Whoever may not list them has the issues read.
        Err(jira::Error::NotVisible { .. } | jira::Error::ScopeMissing) => {
            Err(cannot(field, "may not be listed by this account"))
        }
        Err(error) => return Err(error),
    };
    Ok(values.map(Found::Values))
}

fn cannot(field: &Field, why: &str) -> Uncountable {
    Uncountable(format!("The values of {} {why}.", field.name))
}

/// Jira's list of a field's values, those of the source's projects where they are known; none where there is
/// no such list.
pub(crate) async fn values(
    site: &jira::Site,
    field: &Field,
    projects: &[String],
) -> Result<Option<Values>, jira::Error> {
    let named = (1..=MOST_PROJECTS).contains(&projects.len());
    Ok(Some(match field.kind {
        FieldKind::Status if named => {
            let lists = projects.iter().map(|key| site.project_statuses(key));
            let types = try_join_all(lists).await?.concat();
            let statuses = types.into_iter().flat_map(|of| of.statuses).map(status);
            Ok(each_once(statuses))
        }
        FieldKind::Status => Ok(site.statuses().await?.into_iter().map(status).collect()),
        FieldKind::StatusCategory => {
            let item = |category: jira::StatusCategory| {
                let item = Item {
                    id: category.id.into(),
                    ..Item::named(&category.name)
                };
                item.in_category(StatusCategory::from_key(&category.key))
            };
            let categories = site.status_categories().await?;
            Ok(categories.into_iter().map(item).collect())
        }
        FieldKind::IssueType if named => {
            let lists = projects.iter().map(|key| site.project_statuses(key));
            let types = try_join_all(lists).await?.concat();
            Ok(each_once(items(types, |it| (it.id, it.name))))
        }
        FieldKind::IssueType => Ok(items(site.issue_types().await?, |it| (it.id, it.name))),
        FieldKind::Priority => Ok(items(site.priorities().await?, |it| (it.id, it.name))),
        FieldKind::Resolution => Ok(items(site.resolutions().await?, |it| (it.id, it.name))),
        FieldKind::Project => all_projects(site, field, MOST_VALUES)
            .await?
            .map(|all| items(all, |it| (it.id, it.name))),
        FieldKind::Component | FieldKind::Versions => {
            let keys = if named {
                projects.to_vec()
            } else {
                match all_projects(site, field, MOST_PROJECTS).await? {
                    Ok(all) => all.into_iter().map(|project| project.key).collect(),
                    Err(why) => return Ok(Some(Err(why))),
                }
            };
            Ok(if field.kind == FieldKind::Component {
                let lists = keys.iter().map(|key| site.components(key));
                items(try_join_all(lists).await?.concat(), |it| (it.id, it.name))
            } else {
                let lists = keys.iter().map(|key| site.versions(key));
                items(try_join_all(lists).await?.concat(), |it| (it.id, it.name))
            })
        }
        FieldKind::Labels => {
            let page = site.labels(0).await?;
            if page.next().is_some() || page.values.len() > MOST_VALUES {
                Err(cannot(field, "are too many to count each"))
            } else {
                Ok(page.values.iter().map(|name| Item::named(name)).collect())
            }
        }
        _ => return Ok(None),
    }))
}

/// Whether the values of a field are found one after the other.
pub(crate) fn is_discovered(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::User | FieldKind::Option | FieldKind::Version | FieldKind::Security
    )
}

pub(crate) async fn all_projects(
    site: &jira::Site,
    field: &Field,
    most: usize,
) -> Result<Result<Vec<jira::Project>, Uncountable>, jira::Error> {
    let (mut all, mut start) = (Vec::new(), Some(0));
    while let Some(from) = start {
        let page = site.projects("", from).await?;
        start = page.next();
        all.extend(page.values);
        if all.len() > most {
            return Ok(Err(cannot(field, "stand in too many projects")));
        }
    }
    Ok(Ok(all))
}

fn each_once(all: impl IntoIterator<Item = Item>) -> Vec<Item> {
    let mut seen = std::collections::HashSet::new();
    all.into_iter()
        .filter(|item| seen.insert(item.id.clone()))
        .collect()
}

/// The values of a field that has one in each issue, if they are not too many: a small page of issues that
/// have another value than those that are known, until there is none.
pub(crate) async fn discovered(
    site: &jira::Site,
    listing: &Listing,
    base: &str,
    issues: u64,
    most: usize,
) -> Result<Values, jira::Error> {
    let field = listing.field();
    let mut known: Vec<Item> = Vec::new();
    let mut read = 0;
    loop {
        let found = page(site, field, listing.others(base, &known), PAGE).await?;
        if found.is_empty() {
            return Ok(Ok(known));
        }
        read += found.len() as u64 + 1;
        let before = known.len();
        for found in found {
            if let Value::One(item) = found
                && !known.iter().any(|it| it.id == item.id)
            {
                known.push(item);
            }
        }
        if known.len() == before {
            return Ok(Err(cannot(field, "cannot be told apart by a query")));
        }
        if known.len() > most || read * PART_OF_A_SCAN > issues {
            return Ok(Err(cannot(field, "are too many to count each")));
        }
    }
}

/// The value of the first issue of a query.
async fn first_value(
    site: &jira::Site,
    field: &Field,
    jql: String,
) -> Result<Option<Value>, jira::Error> {
    let found = page(site, field, jql, 1).await?;
    Ok(found
        .into_iter()
        .find(|it| matches!(it, Value::Instant(_) | Value::Day(_))))
}

/// The values of one field in the first issues of a query.
async fn page(
    site: &jira::Site,
    field: &Field,
    jql: String,
    size: u32,
) -> Result<Vec<Value>, jira::Error> {
    let request = jira::SearchRequest {
        page_size: size,
        max_pages: 1,
        ..jira::SearchRequest::new(jql, [field.id.as_str()])
    };
    let Some(page) = site.search(request).next().await.transpose()? else {
        return Ok(Vec::new());
    };
    let fields = std::slice::from_ref(field);
    let values = page
        .issues
        .into_iter()
        .map(|issue| record(issue, fields).values);
    Ok(values.flatten().collect())
}
