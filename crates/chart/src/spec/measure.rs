//! What is calculated for each cell.

mod quantity;
mod statistic;

use serde_json::{Map, Value, json};

use super::{
    SpecError,
    print::{number, put},
    walk::Node,
};
pub use quantity::{Quantity, Unresolved};
pub use statistic::{Operator, Statistic, TimeUnit};

/// A statistic of a quantity, or two of them combined.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Measure {
    /// The number of issues.
    #[default]
    Count,
    /// How many different values of a field there are.
    Distinct {
        /// The id of the field.
        of: String,
    },
    /// A statistic over the issues that have a quantity.
    Statistic {
        /// Which one.
        what: Statistic,
        /// Of what.
        of: Quantity,
        /// In what a time is told; none is days. Not for numbers.
        unit: Option<TimeUnit>,
    },
    /// Two measures combined.
    Formula {
        /// The left one.
        a: Box<Measure>,
        /// How.
        op: Operator,
        /// The right one.
        b: Box<Measure>,
    },
    /// How many per cent one measure is of another.
    Progress {
        /// The part.
        done: Box<Measure>,
        /// The whole.
        of: Box<Measure>,
    },
}

/// Measures inside measures, at most.
const DEEPEST: usize = 4;

const KINDS: &[(&str, &str)] = &[
    ("count", "count"),
    ("distinct", "distinct"),
    ("sum", "sum"),
    ("average", "average"),
    ("median", "median"),
    ("min", "min"),
    ("max", "max"),
    ("percentile", "percentile"),
    ("formula", "formula"),
    ("progress", "progress"),
];

impl Measure {
    /// Every word for `type`, in the order of a picker.
    pub fn types() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(name, _)| *name)
    }

    /// Whether the numbers of parts add up to the number of the whole: only then is a part a share of it,
    /// and a running total means something.
    pub fn adds_up(&self) -> bool {
        matches!(
            self,
            Self::Count
                | Self::Statistic {
                    what: Statistic::Sum,
                    ..
                }
        )
    }

    /// The fields that it is made of, by id.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::Count => Vec::new(),
            Self::Distinct { of } => vec![of],
            Self::Statistic { of, .. } => of.fields(),
            Self::Formula { a, b, .. } => [a.fields(), b.fields()].concat(),
            Self::Progress { done, of } => [done.fields(), of.fields()].concat(),
        }
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        Self::read_at(node, 1)
    }

    fn read_at(node: &Node<'_>, depth: usize) -> Result<Self, SpecError> {
        if depth > DEEPEST {
            return Err(node.error("measures are nested too deeply; combine fewer"));
        }
        let all = [
            "type",
            "of",
            "p",
            "unit",
            "unresolved",
            "a",
            "op",
            "b",
            "done",
        ];
        let kind = node
            .object(&all)?
            .need("type", "what to calculate, such as count")?
            .choice(KINDS)?;
        // Keys of other measures mean nothing to this one.
        let only = |keys: &[&str]| node.object(&[&["type"], keys].concat());
        let inner = |node: Node<'_>| Self::read_at(&node, depth + 1).map(Box::new);
        Ok(match kind {
            "count" => {
                only(&[])?;
                Self::Count
            }
            "distinct" => {
                let of = only(&["of"])?.need("of", "the id of a field, such as assignee")?;
                Self::Distinct {
                    of: of.words()?.to_owned(),
                }
            }
            "formula" => {
                let fields = only(&["a", "op", "b"])?;
                Self::Formula {
                    a: inner(fields.need("a", "a measure, such as {\"type\": \"count\"}")?)?,
                    op: fields
                        .need("op", "one of +, -, * and /")?
                        .choice(Operator::ALL)?,
                    b: inner(fields.need("b", "a measure, such as {\"type\": \"count\"}")?)?,
                }
            }
            "progress" => {
                let fields = only(&["done", "of"])?;
                Self::Progress {
                    done: inner(fields.need("done", "the measure of the part")?)?,
                    of: inner(fields.need("of", "the measure of the whole")?)?,
                }
            }
            statistic => {
                let keys: &[&str] = if statistic == "percentile" {
                    &["of", "p", "unit", "unresolved"]
                } else {
                    &["of", "unit", "unresolved"]
                };
                let fields = only(keys)?;
                let what = match statistic {
                    "sum" => Statistic::Sum,
                    "average" => Statistic::Average,
                    "median" => Statistic::Median,
                    "min" => Statistic::Min,
                    "max" => Statistic::Max,
                    _ => Statistic::Percentile(
                        fields
                            .need("p", "which percentile, from 0 to 100")?
                            .between(0.0, 100.0)?,
                    ),
                };
                Self::Statistic {
                    what,
                    of: Quantity::read(&fields)?,
                    unit: fields.maybe("unit", |n| n.choice(TimeUnit::ALL))?,
                }
            }
        })
    }

    pub(super) fn print(&self) -> Value {
        match self {
            Self::Count => json!({"type": "count"}),
            Self::Distinct { of } => json!({"type": "distinct", "of": of}),
            Self::Statistic { what, of, unit } => {
                let mut out = Map::new();
                out.insert("type".into(), json!(what.name()));
                of.print(&mut out);
                if let Statistic::Percentile(p) = what {
                    out.insert("p".into(), number(*p));
                }
                put(&mut out, "unit", unit.map(TimeUnit::name), None);
                Value::Object(out)
            }
            Self::Formula { a, op, b } => {
                json!({"type": "formula", "a": a.print(), "op": op.name(), "b": b.print()})
            }
            Self::Progress { done, of } => {
                json!({"type": "progress", "done": done.print(), "of": of.print()})
            }
        }
    }
}
