//! What the server functions say: plain values that the browser can read, too.
//!
//! Moments are RFC 3339 in UTC and ids are text, as `docs/api.md` shows. Tables are the crate
//! `chart`'s own.

mod account;
mod authorizations;
mod charts;
mod dashboards;
mod drawn;
mod embedding;
mod explained;
mod filter;
mod found;
mod progress;
mod sharing;
mod template;
mod text;

pub use account::{Account, GrantEnd, Site};
pub use authorizations::{
    Access, Authorization, ChartName, Ended, LogLine, MyAuthorizations, SiteAuthorizations,
};
pub use charts::{ChartSummary, Deleted, SavedChart, View, Watched};
pub use dashboards::{Dashboard, DashboardChart, DashboardOwners, DashboardSummary};
#[cfg(feature = "ssr")]
pub use drawn::about_owners_links;
pub use drawn::{Drawn, Links};
pub use embedding::Embedding;
pub use explained::{Explained, Explanation};
pub use filter::{FilterBar, FilterTab, FilterValue, FilterValues};
pub use found::{Choice, Choices, Found, Suggestion};
pub use progress::{Progress, Unit};
pub use sharing::{OwnerRun, SharedWith, Sharing};
pub use template::SavedTemplate;
pub use text::{Compared, LineChange, SpecLine};
