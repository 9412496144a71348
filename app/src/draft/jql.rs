//! The little that the editor must know of JQL: colours, what may come at the caret, and where a
//! query is wrong. Jira alone decides what it means; all this only guesses.

mod caret;
mod fault;
mod ink;
mod order;
mod token;
mod wanted;

pub use caret::{Asked, at_caret, completed};
pub use fault::{PartFault, fault_at, fault_within};
pub use ink::{Ink, inked};
pub use order::before_order;
pub use wanted::Wanted;
