//! The server functions: the pages' way to the use cases, and the public API (`docs/api.md`).
//!
//! Each has a fixed name under `/api/`, takes one JSON object by POST and answers JSON, an
//! [`ApiError`](crate::error::ApiError) where it cannot. Each is one call of `service`.

pub mod authorizations;
pub mod catalogue;
pub mod charts;
pub mod jql;
pub mod me;
pub mod preview;
pub mod sharing;
pub mod source;
pub mod text;

pub use authorizations::{my_authorizations, site_authorizations};
pub use catalogue::catalogue;
pub use charts::{delete_chart, load_chart, my_charts, save_chart, view_chart, watch_chart};
pub use jql::suggest_jql;
pub use me::me;
pub use preview::{explain, preview_chart, reading};
pub use sharing::{people, sharing};
pub use source::{count_issues, filters, projects};
pub use text::read_spec;
