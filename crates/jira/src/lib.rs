//! The Atlassian client: OAuth 2.0 (3LO), the identity API and Jira Cloud's REST API, version 3.
//!
//! It knows how to ask Atlassian and what Atlassian's answers mean for whoever asked. It knows no
//! chart, keeps no token and reads no clock: tokens come in with each call, and waiting goes through
//! a [`Sleeper`]. Requests go to the two configured bases alone, follow no redirect, and no address
//! found in an answer is ever fetched.
//!
//! ```no_run
//! use futures::TryStreamExt as _;
//! use jira::{Client, Config, SearchRequest};
//!
//! # async fn example(cloud: jira::CloudId, token: secrecy::SecretString) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Config::atlassian(
//!     "client-id",
//!     "client-secret".into(),
//!     "https://charts.example.com/oauth/callback".parse()?,
//! ))?;
//! let site = client.site(cloud, token, "en");
//! let mut pages = site.search(SearchRequest::new("project = HSP", ["status"]));
//! while let Some(page) = pages.try_next().await? {
//!     println!("{} issues", page.issues.len());
//! }
//! println!("cost: {} points", site.meter().points);
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! [`Error`] and [`TokenError`] are cut by what the caller does next, not by where things broke.
//! Short faults (429 with a short wait, 5xx, cut connections) are retried here, see [`Config::patience`].
//!
//! # How to extend
//!
//! A new Jira call is one method on [`Site`] in `catalogue/` and one type for its answer: give it a
//! name for the log, its path segments (encoded for you) and its parameters. Decode only what somebody
//! reads. A new kind of refusal is one arm in `fault.rs` and one row in its table of tests.

mod catalogue;
mod client;
mod config;
mod error;
mod fault;
mod identity;
mod ids;
mod instant;
mod json;
mod oauth;
mod pace;
mod privacy;
mod search;
mod site;
mod transport;

pub use catalogue::Listing;
pub use catalogue::fields::{FieldInfo, FieldSchema, Scope, ScopeProject};
pub use catalogue::filters::{Filter, FilterOwner};
pub use catalogue::jql::{
    AutocompleteData, JqlField, JqlFunction, ParsedJql, Suggestion, Validation,
};
pub use catalogue::lists::{IssueType, Priority, Resolution, Status, StatusCategory};
pub use catalogue::people::{Permission, ServerInfo, User};
pub use catalogue::projects::{Component, Project, TypeStatuses, Version};
pub use client::Client;
pub use config::Config;
pub use error::Error;
pub use identity::{JiraSite, Me, Resource, jira_sites};
pub use ids::{AccountId, CloudId, NotACloudId};
pub use instant::{NotAnInstant, instant_from_json, parse_instant};
pub use oauth::{TokenError, TokenSet, code_challenge};
pub use pace::{RealSleeper, Sleeper};
pub use privacy::{AccountChange, AccountReport, KeptAccount, MOST_REPORTED};
pub use search::{Issue, Page, PageStream, SearchRequest};
pub use site::{Meter, Site};
