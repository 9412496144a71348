//! The pages; each is a file.

pub mod chart_page;
pub mod editor;
pub mod home;
pub mod not_found;

pub use chart_page::ChartPage;
pub use editor::{EditPage, NewPage};
pub use home::Home;
pub use not_found::NotFound;
