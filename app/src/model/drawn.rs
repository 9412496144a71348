//! A chart's numbers and its drawing.

use chart::Table;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
        }
    }
}
