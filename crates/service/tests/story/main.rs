//! The use cases, against the sandbox over a real socket and a real SQLite file.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in the helpers of tests too, what fails is the test"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of issues are whole, small and not negative"
)]

mod administration;
mod authorizations;
mod confluence;
mod consent;
mod counting;
mod dashboards;
mod discover;
mod drill;
mod empties;
mod failures;
mod holding;
mod kinds;
mod narrowing;
mod numbers;
mod owner_link;
mod owner_links;
mod owner_run;
mod plans;
mod renewal;
mod sharing;
mod stage;
mod templates;
mod templates_drawn;
mod upkeep;
mod webhooks;
mod writing;

/// A count of issues.
fn whole(number: Option<f64>) -> u64 {
    number.expect("a count is always there") as u64
}
