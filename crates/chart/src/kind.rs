//! The kinds of chart, and what each needs.

use serde::{Deserialize, Serialize};

/// How a table is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A full circle cut into slices.
    Pie,
    /// A ring cut into slices, the total in its middle.
    Donut,
    /// One bar a value.
    Bar,
    /// One bar a value, cut by a second dimension.
    StackedBar,
    /// Numbers in rows.
    Table,
    /// One number.
    Tile,
}

impl Kind {
    /// Every kind, in the order that a picker shows them.
    pub const ALL: [Self; 6] = [
        Self::Pie,
        Self::Donut,
        Self::Bar,
        Self::StackedBar,
        Self::Table,
        Self::Tile,
    ];

    /// Kinds that the format names and this version cannot draw yet.
    pub(crate) const LATER: [&'static str; 5] =
        ["grouped_bar", "line", "multi_line", "funnel", "table_2d"];

    /// The kind as the spec writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pie => "pie",
            Self::Donut => "donut",
            Self::Bar => "bar",
            Self::StackedBar => "stacked_bar",
            Self::Table => "table",
            Self::Tile => "tile",
        }
    }

    /// Whether `group_by` cuts the rows (and must be there).
    pub fn two_dimensional(self) -> bool {
        self == Self::StackedBar
    }

    /// Whether `chart_by` may be left out.
    pub fn needs_dimension(self) -> bool {
        self != Self::Tile
    }

    /// Whether ECharts draws it; the others are HTML.
    pub fn is_drawn(self) -> bool {
        !matches!(self, Self::Table | Self::Tile)
    }
}
