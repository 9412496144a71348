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
    /// Bars side by side, one a value of the second dimension.
    GroupedBar,
    /// One bar a value, cut by a second dimension.
    StackedBar,
    /// One line through all values.
    Line,
    /// One line for each value of the second dimension.
    MultiLine,
    /// Values as stages, one below the other.
    Funnel,
    /// Numbers in rows.
    Table,
    /// Numbers in rows and columns.
    #[serde(rename = "table_2d")]
    Table2d,
    /// Big numbers.
    Tile,
}

impl Kind {
    /// Every kind, in the order that a picker shows them.
    pub const ALL: [Self; 11] = [
        Self::Pie,
        Self::Donut,
        Self::Bar,
        Self::GroupedBar,
        Self::StackedBar,
        Self::Line,
        Self::MultiLine,
        Self::Funnel,
        Self::Table,
        Self::Table2d,
        Self::Tile,
    ];

    /// The kind as the spec writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pie => "pie",
            Self::Donut => "donut",
            Self::Bar => "bar",
            Self::GroupedBar => "grouped_bar",
            Self::StackedBar => "stacked_bar",
            Self::Line => "line",
            Self::MultiLine => "multi_line",
            Self::Funnel => "funnel",
            Self::Table => "table",
            Self::Table2d => "table_2d",
            Self::Tile => "tile",
        }
    }

    /// Whether `group_by` cuts the rows and must be there. A tile may have one, of a date, to compare
    /// with the time before; the others have none.
    pub fn two_dimensional(self) -> bool {
        matches!(
            self,
            Self::GroupedBar | Self::StackedBar | Self::MultiLine | Self::Table2d
        )
    }

    /// Whether `chart_by` may be left out.
    pub fn needs_dimension(self) -> bool {
        self != Self::Tile
    }

    /// Whether ECharts draws it; the others are HTML.
    pub fn is_drawn(self) -> bool {
        !matches!(self, Self::Table | Self::Table2d | Self::Tile)
    }

    /// Whether it has two axes, with titles, and room for lines.
    pub fn has_axes(self) -> bool {
        matches!(
            self,
            Self::Bar | Self::GroupedBar | Self::StackedBar | Self::Line | Self::MultiLine
        )
    }
}
