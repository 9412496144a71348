//! A local Atlassian that refuses what Atlassian refuses.
//!
//! One process and one port stand for several hosts. With the default address they are:
//!
//! | address | stands for | module |
//! | --- | --- | --- |
//! | `http://localhost:4000` | `auth.atlassian.com`, `id.atlassian.com`, `api.atlassian.com`, and Forge's key set | [`auth`], [`gateway`], [`forge`] |
//! | `http://<site>.localhost:4000` | a Jira site's own host | [`site`] |
//! | `http://wiki.localhost:4000` | Confluence | [`confluence`] |
//! | `http://cdn.localhost:4000` | the host of a Forge app's own pages | [`forge`] |
//! | `http://localhost:4000/_control` | the hand behind the scene, for tests | [`control`] |
//!
//! Everything lives in one [`Sandbox`]: the clock, the people and issues, the app, its grants.
//! Nothing is written to disk; a restart forgets every grant.
//!
//! It calls the app too: webhooks of changes made through `/_control`, and the remote of a Forge app. Those
//! calls go to this machine alone ([`outside`]).
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//! use sandbox::{Config, Sandbox, router, world::World};
//!
//! let sandbox = Arc::new(Sandbox::new(Config::at_port(4000), World::default()));
//! let app = router(sandbox); // an axum::Router: drive it by `oneshot`, or give it to `serve`
//! ```
//!
//! # How to extend
//!
//! - A Jira endpoint: a route in `jira`, and its scope in `gateway/scopes.rs`. The gateway has then
//!   already checked token, scope, installation and points, and left a [`Caller`] in the request's
//!   extensions; the answer leaves [`Objects`] in its own extensions so that points are right.
//! - A behaviour nobody could confirm: a field of [`Switches`], with the documented one as default.
//!   It is then settable by `POST /_control/switches` without further code.

pub mod auth;
pub mod confluence;
pub mod control;
mod deliveries;
pub mod forge;
pub mod gateway;
pub mod home;
pub mod html;
pub mod jira;
pub mod jql;
pub mod outside;
pub mod serve;
pub mod site;
pub mod state;
pub mod world;

pub use serve::{router, serve};
pub use state::{App, Caller, Clock, Config, Objects, Sandbox, Switches};
