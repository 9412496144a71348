//! What can be calculated, in plain words.

/// What can be calculated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calculation {
    /// How many issues.
    Count,
    /// How many different values of a field.
    Distinct,
    /// All together.
    Sum,
    /// The mean.
    Average,
    /// The middle one.
    Median,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// So many per cent lie at or below it.
    Percentile,
    /// Two of them, added, taken away, multiplied or divided.
    Formula,
    /// How many per cent one is of another.
    Progress,
}

/// What a calculation needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Nothing: issues are counted.
    Issues,
    /// A field with values.
    Values,
    /// A number or a time.
    Quantity,
    /// Two other calculations.
    Pair,
}

impl Calculation {
    /// Every one, in the order of a picker.
    pub const ALL: [Self; 10] = [
        Self::Count,
        Self::Distinct,
        Self::Sum,
        Self::Average,
        Self::Median,
        Self::Min,
        Self::Max,
        Self::Percentile,
        Self::Formula,
        Self::Progress,
    ];

    /// The word of the spec.
    pub fn key(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Distinct => "distinct",
            Self::Sum => "sum",
            Self::Average => "average",
            Self::Median => "median",
            Self::Min => "min",
            Self::Max => "max",
            Self::Percentile => "percentile",
            Self::Formula => "formula",
            Self::Progress => "progress",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Count => "Number of issues",
            Self::Distinct => "Number of different values",
            Self::Sum => "Sum",
            Self::Average => "Average",
            Self::Median => "Median: the middle one",
            Self::Min => "Smallest",
            Self::Max => "Largest",
            Self::Percentile => "Percentile",
            Self::Formula => "Two numbers combined",
            Self::Progress => "Progress: one number in percent of another",
        }
    }

    /// What it needs to know.
    pub fn family(self) -> Family {
        match self {
            Self::Count => Family::Issues,
            Self::Distinct => Family::Values,
            Self::Formula | Self::Progress => Family::Pair,
            _ => Family::Quantity,
        }
    }
}
