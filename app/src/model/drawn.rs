//! A chart's numbers and its drawing.

use crate::paths;
use chart::{Queries, Table};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The way from each number to its issues in Jira.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// Where people find the site.
    pub site_url: String,
    /// The query behind each number.
    pub queries: Queries,
}

impl Links {
    /// The address of a query in Jira's issue navigator; nothing where JQL has no words for it.
    pub fn to(&self, of: impl FnOnce(&Queries) -> Option<String>) -> Option<String> {
        of(&self.queries).map(|jql| paths::issues(&self.site_url, &jql))
    }
}

/// What has to be said where the links are not from the reader's own view.
#[cfg(feature = "ssr")]
pub fn about_owners_links(days_in: &str) -> String {
    format!(
        "Each number leads to its issues as its owner asked for them: its days are those of {days_in}. Your own Jira may count differently, for it shows what you may see."
    )
}

/// A table with everything that is needed to show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// The numbers.
    pub table: Table<String>,
    /// What the site calls the field of the rows; empty where there is no dimension.
    pub by: String,
    /// What it calls the field of the columns, in charts with two dimensions.
    pub and: Option<String>,
    /// The ECharts option; `null` for kinds that are HTML (table, tile).
    pub option: Value,
    /// The same as SVG, drawn by the server; empty for kinds that are HTML.
    pub svg: String,
    /// One sentence for people who do not see the drawing.
    pub summary: String,
    /// The way to the issues; nothing for those who see numbers alone.
    pub links: Option<Links>,
}

#[cfg(feature = "ssr")]
impl From<service::Drawn> for Drawn {
    fn from(from: service::Drawn) -> Self {
        Self {
            table: from.table.moments_as_text(),
            by: from.by,
            and: from.and,
            option: from.option,
            svg: from.svg,
            summary: from.summary,
            links: Some(Links {
                site_url: from.site_url,
                queries: from.queries,
            }),
        }
    }
}
