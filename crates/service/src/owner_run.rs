//! Run as owner: a chart that others see as its owner sees it.
//!
//! Off by default; its owner alone switches it on, for an audience. What it shows is bound to a
//! fingerprint ([`fingerprint`]) that is checked whenever Jira was asked ([`bound`]), so that nobody
//! else can make it show something new. Who is let in stands in [`audience`], and what those get who
//! are not among the chart's people in [`shared`].

mod audience;
mod bound;
mod embedding;
mod end;
mod fingerprint;
mod link;
mod listing;
mod renewal;
mod settings;
mod shared;

pub use embedding::{Embedding, PictureFor};
pub use end::SharingEnd;
pub use settings::{OwnerRunState, OwnerRunWish};
pub use shared::{SharedMember, SharedTable, SharedView};

pub(crate) use bound::Checked;
