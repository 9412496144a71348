//! The Jira half of the sandbox, asked over its router.

#![expect(
    clippy::expect_used,
    reason = "helpers of these tests end them by a panic, like the tests themselves"
)]

mod bulk;
mod catalogue;
mod described;
mod queries;
mod real;
mod schema;
mod search;
mod shown;
mod support;
mod visibility;
mod webhooks;
