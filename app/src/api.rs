//! The server functions: the pages' way to the use cases, and the public API (`docs/api.md`).
//!
//! Each has a fixed name under `/api/`, takes one JSON object by POST and answers JSON, an
//! [`ApiError`](crate::error::ApiError) where it cannot. Each is one call of `service`.

pub mod authorizations;
pub mod catalogue;
pub mod charts;
pub mod dashboards;
pub mod jql;
pub mod me;
pub mod preview;
pub mod sharing;
pub mod source;
pub mod templates;
pub mod text;

pub use authorizations::{my_authorizations, site_authorizations};
pub use catalogue::catalogue;
pub use charts::{
    delete_chart, load_chart, my_charts, restore_chart, save_chart, shared_charts, view_chart,
    watch_chart,
};
pub use dashboards::{my_dashboards, see_dashboard};
pub use jql::suggest_jql;
pub use me::me;
pub use preview::{explain, preview_chart, reading};
pub use sharing::{embedding, people, sharing};
pub use source::{count_issues, filter, filters, projects};
pub use templates::{delete_template, my_templates, rename_template, save_template};
pub use text::read_spec;
