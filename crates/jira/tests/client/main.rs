//! The client against a server that answers what Atlassian documents, and breaks as networks do.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod catalogue;
mod faults;
mod jql;
mod network;
mod oauth;
mod people;
mod requests;
mod search;
mod secrets;
mod support;
