//! The pages; each is a file.

pub mod access;
pub mod authorizations;
pub mod chart_page;
pub mod dashboard;
pub mod dashboard_edit;
pub mod dashboards;
pub mod editor;
pub mod home;
pub mod not_found;

pub use access::AccessPage;
pub use authorizations::{AuthorizationsPage, site::SitePage};
pub use chart_page::ChartPage;
pub use dashboard::DashboardPage;
pub use dashboard_edit::DashboardEditPage;
pub use dashboards::DashboardsPage;
pub use editor::{EditPage, NewPage};
pub use home::Home;
pub use not_found::NotFound;
