//! Real issues through the whole pipeline, against counts made elsewhere.
//!
//! Runs where `INLAY_REAL_DATA` names a folder of `<site>/<PROJECT>.jsonl.gz`; elsewhere it says so
//! and passes.

#![expect(clippy::unwrap_used, reason = "a broken data folder is a failed test")]

mod by_hand;
mod issues;
mod reference;
