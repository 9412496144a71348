//! The use cases, against the sandbox over a real socket and a real SQLite file.

mod consent;
mod failures;
mod holding;
mod numbers;
mod renewal;
mod sharing;
mod stage;
