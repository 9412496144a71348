//! What somebody who looks at a chart is offered to narrow it by, as plain data.

use chart::How;

/// The filters of a chart, and what they are set to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterBar {
    /// Which site's fields these are, as a short opaque word: charts of another one do not follow.
    pub site: String,
    /// One for each field of the spec's `filters`, in that order, then those that other charts of the
    /// page narrow by and this one follows.
    pub tabs: Vec<FilterTab>,
    /// The words looked for, perhaps none; `None` where the chart is not narrowed by text.
    pub text: Option<String>,
    /// What was asked for and is not done, one sentence each: a field that is not offered here.
    pub ignored: Vec<String>,
    /// The query with everything narrowed, for those who may see it; `None` where nothing is narrowed.
    pub query: Option<String>,
}

/// One field's filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterTab {
    /// The field's id.
    pub field: String,
    /// What the site calls it, in the spec's language.
    pub name: String,
    /// Whether an issue may have several of its values, so that `all` means something.
    pub many: bool,
    /// Whether the chart itself offers it, and it is not just followed.
    pub offered: bool,
    /// In which way the chosen values count.
    pub how: How,
    /// What is chosen.
    pub chosen: Vec<FilterValue>,
    /// What may be chosen; only of the tab that was asked to be open ([`crate::Asking::open`]).
    pub values: Option<FilterValues>,
}

/// The values of a field among the chart's issues, before anything is narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterValues {
    /// In the order that the site has them in.
    pub values: Vec<FilterValue>,
    /// How many more there are than can be offered.
    pub more: u64,
}

/// A value that may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterValue {
    /// What the address names it by. Where people are not to be told apart by account, it is the label.
    pub key: String,
    /// What people read.
    pub label: String,
}
