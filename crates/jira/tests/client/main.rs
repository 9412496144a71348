//! The client against a server that answers what Atlassian documents, and breaks as networks do; and,
//! where Atlassian calls us, against the sandbox.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod called;
mod catalogue;
mod faults;
mod forge;
mod forge_keys;
mod jql;
mod network;
mod oauth;
mod people;
mod privacy;
mod requests;
mod search;
mod secrets;
mod support;
mod webhooks;
