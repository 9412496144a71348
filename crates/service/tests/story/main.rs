//! The use cases, against the sandbox over a real socket and a real SQLite file.

#![expect(
    clippy::expect_used,
    reason = "a stage that cannot be set ends the test"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "counts of issues are whole, small and not negative"
)]

mod consent;
mod failures;
mod holding;
mod numbers;
mod renewal;
mod sharing;
mod stage;
mod writing;
