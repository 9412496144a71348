//! What the store promises, told once and run on both databases.
//!
//! PostgreSQL: the tests start a private cluster of their own (`cluster.rs`), with one database
//! for each test. Where PostgreSQL is not installed they fail and say so, unless
//! `INLAY_SKIP_POSTGRES=1`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in the helpers of tests too, what fails is the test"
)]

mod access;
mod accounts;
mod audit;
mod charts;
mod cluster;
mod dashboards;
mod deleted_charts;
mod given;
mod grants;
mod handovers;
mod once;
mod opening;
mod owner_runs;
mod refreshing;
mod resealing;
mod sealing;
mod sessions;
mod sharing;
mod site_rules;
mod templates;
mod webhooks;
