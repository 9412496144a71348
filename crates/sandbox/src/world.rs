//! The issues behind the sandbox: people, Jira sites, what is on them and who may see it.
//!
//! ```text
//! generate::company(&Company { anchor, .. })  or  load::folder(path, ..)   ->  World
//! Site::evaluate(&query, &EvalContext)                                     ->  the issues that match, in order
//! ```
//!
//! To add a custom field to the generated company, add it to `generate/fields.rs` and fill it in
//! `generate/issues.rs`; the catalogue, the index, JQL and the JSON follow from its
//! [`FieldKind`](model::FieldKind). To add a kind of field, follow the compiler from
//! [`CustomValue`](model::CustomValue): `value.rs` (terms for the index), `eval/values.rs`
//! (words of a query) and the JSON in `jira`.

pub mod catalogue;
pub mod change;
pub mod eval;
mod filters;
pub mod generate;
pub mod index;
pub mod load;
mod many;
pub mod model;
pub mod names;
pub mod people;
pub mod value;

pub use eval::{EvalContext, QueryProblem};
pub use model::{Access, Person, Site, World};
pub use names::Language;
