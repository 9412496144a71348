//! Keys that are not the name of a value in Jira.
//!
//! A real value that bears one of these names gets a space behind it (`"(none) "`; and one more
//! when that is its name already), so that it never mixes with them. Jira trims names, so the
//! spelling is free.

/// Issues without a value.
pub const NONE: &str = "(none)";
/// The values beyond the limit, as one.
pub const OTHER: &str = "(other)";
/// The only row of a chart without a dimension.
pub const ALL: &str = "(all)";
/// The only column of a chart with one dimension.
pub const VALUE: &str = "value";

/// The key of a real value named `name`.
pub(crate) fn of_value(name: &str) -> std::borrow::Cow<'_, str> {
    let bare = name.trim_end_matches(' ');
    if [NONE, OTHER, ALL]
        .iter()
        .any(|reserved| bare.eq_ignore_ascii_case(reserved))
    {
        std::borrow::Cow::Owned(format!("{name} "))
    } else {
        std::borrow::Cow::Borrowed(name)
    }
}
