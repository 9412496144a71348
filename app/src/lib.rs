//! The pages of Inlay, and the API that they and other programs use.
//!
//! One Leptos application, built twice: with `ssr` into the server, which renders every page and
//! answers the server functions, and with `hydrate` into the browser's wasm, which makes the same
//! pages live. It holds no rule about charts, access or Jira: it shows what `service` answers.
//!
//! - [`app`] names the pages, [`pages`] has one file for each, [`components`] what they share.
//! - [`api`] has the server functions, [`model`] what they say, [`error`] what goes wrong.
//! - [`numbers`] are tables, legends and tiles, from plain data, for pages and frames alike.
//! - [`draft`] is the editor without a screen: a spec being changed, with undo. Pure and tested.
//! - [`browser`] is the only place that touches the browser; on the server it does nothing.
//!
//! ```
//! use app::draft::{Axis, Draft};
//! let mut draft = Draft::blank("1324a887-45db-1bf4-1e99-ef0ff456d421");
//! draft.set_jql("project = TIMOB");
//! draft.set_field(Axis::ChartBy, "priority", "Priority");
//! assert_eq!(draft.title(), "Issues by priority");
//! ```
//!
//! **To add a page**: a file in `pages`, a route in [`app::App`], a path in [`paths`]. **To add a
//! call**: a function of at most ten lines in `api`, its answer in `model`, a row in `docs/api.md`.

#![expect(
    missing_docs,
    reason = "props of components and arguments of server functions become public fields; their names and types say what they are"
)]

pub mod address;
pub mod api;
pub mod app;
pub mod browser;
pub mod components;
#[cfg(feature = "ssr")]
pub mod context;
pub mod draft;
#[cfg(feature = "ssr")]
pub mod embed;
pub mod error;
pub mod format;
#[cfg(feature = "ssr")]
mod markdown;
pub mod model;
pub mod numbers;
pub mod pages;
pub mod paths;
#[cfg(feature = "ssr")]
pub mod shell;

pub use app::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
