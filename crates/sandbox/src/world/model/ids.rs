//! Positions in the tables of a site. They mean nothing outside their site and are never shown.

macro_rules! positions {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as it is used with a table.
            ///
            /// A table never has four thousand million rows.
            pub fn new(at: usize) -> Self {
                Self(u32::try_from(at).unwrap_or(u32::MAX))
            }

            /// The position in its table.
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

positions! {
    /// A field in [`super::Site::fields`].
    FieldIx;
    /// A status in [`super::Site::statuses`].
    StatusIx;
    /// An issue type in [`super::Site::issue_types`].
    TypeIx;
    /// A priority in [`super::Site::priorities`].
    PriorityIx;
    /// A resolution in [`super::Site::resolutions`].
    ResolutionIx;
    /// A project in [`super::Site::projects`].
    ProjectIx;
    /// A category in [`super::Site::project_categories`].
    ProjectCategoryIx;
    /// A version in [`super::Site::versions`].
    VersionIx;
    /// A component in [`super::Site::components`].
    ComponentIx;
    /// A label in [`super::Site::labels`].
    LabelIx;
    /// A sprint in [`super::Site::sprints`].
    SprintIx;
    /// A board in [`super::Site::boards`].
    BoardIx;
    /// An option in [`super::Site::options`].
    OptionIx;
    /// A user in [`super::Site::users`].
    UserIx;
    /// A group in [`super::Site::groups`].
    GroupIx;
    /// A security level in [`super::Site::levels`].
    LevelIx;
    /// An issue in [`super::Site::issues`].
    IssueIx;
}
