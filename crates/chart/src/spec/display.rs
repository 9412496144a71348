//! How a chart looks.

use serde_json::{Map, Value};

use super::{SpecError, print::put, walk::Node};

/// How a chart looks; nothing here changes a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display {
    /// Where names and colours are explained.
    pub legend: Legend,
    /// What stands on slices and bars.
    pub labels: Labels,
    /// Of what a percentage is a share.
    pub percent: Percent,
    /// Totals: on top of stacks, in the middle of a donut, under a table.
    pub totals: bool,
    /// Title of the horizontal axis.
    pub x_title: String,
    /// Title of the vertical axis.
    pub y_title: String,
    /// Where the chart's title stands.
    pub title_align: Align,
    /// Light, dark, or as the reader has it.
    pub theme: Theme,
    /// In CSS pixels.
    pub height: u32,
    /// Whether done is green and critical red; otherwise all colours come from the palette.
    pub semantic_colours: bool,
    /// Whether areas have patterns besides their colours.
    pub patterns: bool,
}

impl Default for Display {
    fn default() -> Self {
        Self {
            legend: Legend::Table,
            labels: Labels::Value,
            percent: Percent::OfTotal,
            totals: true,
            x_title: String::new(),
            y_title: String::new(),
            title_align: Align::Left,
            theme: Theme::Auto,
            height: 360,
            semantic_colours: true,
            patterns: false,
        }
    }
}

/// A choice between words of the spec.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$what])* $variant),+ }

        impl $name {
            /// Every choice with its word, in the order of a picker.
            pub const ALL: &[(&str, Self)] = &[$(($word, Self::$variant)),+];

            /// The word of the spec.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}
pub(super) use words;

words! {
    /// Where names and colours are explained.
    Legend {
        /// A table beside the chart, with numbers and percentages.
        Table = "table",
        /// A line under the chart.
        Bottom = "bottom",
        /// Not at all.
        None = "none",
    }
}

words! {
    /// What stands on slices and bars.
    Labels {
        /// The number.
        Value = "value",
        /// The share.
        Percent = "percent",
        /// Both.
        Both = "both",
        /// Nothing.
        None = "none",
    }
}

words! {
    /// Of what a percentage is a share.
    Percent {
        /// Of everything.
        OfTotal = "of_total",
        /// Of its row.
        OfRow = "of_row",
        /// Of its column.
        OfColumn = "of_column",
        /// No percentages.
        None = "none",
    }
}

words! {
    /// Where the title stands.
    Align {
        /// At the left edge.
        Left = "left",
        /// In the middle.
        Center = "center",
        /// At the right edge.
        Right = "right",
    }
}

words! {
    /// Light or dark.
    Theme {
        /// As the reader has it.
        Auto = "auto",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

pub(super) const KEYS: [&str; 11] = [
    "legend",
    "labels",
    "percent",
    "totals",
    "x_title",
    "y_title",
    "title_align",
    "theme",
    "height",
    "semantic_colours",
    "patterns",
];

impl Display {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(&KEYS)?;
        let usual = Self::default();
        let text = |node: &Node<'_>| node.text().map(str::to_owned);
        Ok(Self {
            legend: fields
                .maybe("legend", |n| n.choice(Legend::ALL))?
                .unwrap_or(usual.legend),
            labels: fields
                .maybe("labels", |n| n.choice(Labels::ALL))?
                .unwrap_or(usual.labels),
            percent: fields
                .maybe("percent", |n| n.choice(Percent::ALL))?
                .unwrap_or(usual.percent),
            totals: fields.maybe("totals", Node::truth)?.unwrap_or(usual.totals),
            x_title: fields.maybe("x_title", text)?.unwrap_or(usual.x_title),
            y_title: fields.maybe("y_title", text)?.unwrap_or(usual.y_title),
            title_align: fields
                .maybe("title_align", |n| n.choice(Align::ALL))?
                .unwrap_or(usual.title_align),
            theme: fields
                .maybe("theme", |n| n.choice(Theme::ALL))?
                .unwrap_or(usual.theme),
            height: fields
                .maybe("height", |n| n.whole(80, 4000))?
                .unwrap_or(usual.height),
            semantic_colours: fields
                .maybe("semantic_colours", Node::truth)?
                .unwrap_or(usual.semantic_colours),
            patterns: fields
                .maybe("patterns", Node::truth)?
                .unwrap_or(usual.patterns),
        })
    }

    /// As the spec writes it, without what is usual.
    pub fn to_json(&self) -> Value {
        self.print()
    }

    pub(super) fn print(&self) -> Value {
        let usual = Self::default();
        let mut out = Map::new();
        put(&mut out, "legend", self.legend.name(), usual.legend.name());
        put(&mut out, "labels", self.labels.name(), usual.labels.name());
        put(
            &mut out,
            "percent",
            self.percent.name(),
            usual.percent.name(),
        );
        put(&mut out, "totals", self.totals, usual.totals);
        put(
            &mut out,
            "x_title",
            self.x_title.as_str(),
            usual.x_title.as_str(),
        );
        put(
            &mut out,
            "y_title",
            self.y_title.as_str(),
            usual.y_title.as_str(),
        );
        put(
            &mut out,
            "title_align",
            self.title_align.name(),
            usual.title_align.name(),
        );
        put(&mut out, "theme", self.theme.name(), usual.theme.name());
        put(&mut out, "height", self.height, usual.height);
        put(
            &mut out,
            "semantic_colours",
            self.semantic_colours,
            usual.semantic_colours,
        );
        put(&mut out, "patterns", self.patterns, usual.patterns);
        Value::Object(out)
    }
}
