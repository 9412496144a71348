//! What the server functions say: plain values that the browser can read, too.
//!
//! Moments are RFC 3339 text in UTC, ids are text, and numbers without decimals are written
//! without them, as `docs/api.md` shows.

mod account;
mod charts;
mod drawn;
mod found;

pub use account::{Account, Site};
pub use charts::{ChartSummary, Deleted, SavedChart, View};
pub use drawn::{Drawn, Number, Provenance, Table};
pub use found::{Choice, Found};
