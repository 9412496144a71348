//! Narrowing a chart for somebody who looks at it (docs/adr/0010).

mod model;

pub use model::{FilterBar, FilterTab, FilterValue, FilterValues};
