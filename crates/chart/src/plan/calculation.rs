//! A measure made ready for many issues: fields by their place, words for what comes out.

use super::Asked;
use crate::{
    Field, Measure, Operator, Quantity, SpecError, Statistic, TimeUnit, Unresolved, number::plain,
    table::COUNTED,
};

/// What a table counts; also the word for it in [`crate::Table::unit`].
pub(crate) const ISSUES: &str = "issues";

/// A measure over the plan's fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Calculation {
    pub(crate) work: Work,
    /// What must be kept of the issues of a cell, besides their number.
    pub(crate) leaves: Vec<Leaf>,
    /// Whether every issue counts, and not only those with a quantity.
    pub(crate) every_issue: bool,
    /// Whether the numbers of parts add up to the number of the whole.
    pub(crate) adds_up: bool,
    /// What a column of it is called.
    pub(crate) label: String,
    /// In what its numbers are.
    pub(crate) unit: String,
}

/// How the number comes out of the leaves.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Work {
    /// The number of issues.
    Issues,
    /// The leaf at this place.
    Leaf(usize),
    Formula(Box<Work>, Operator, Box<Work>),
    Progress(Box<Work>, Box<Work>),
}

/// One statistic.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    pub(crate) of: Amount,
    /// None where different values are counted.
    pub(crate) what: Option<Statistic>,
    /// What the numbers are divided by in the end: seconds of the unit, or 1.
    pub(crate) scale: f64,
    /// What a column of it is called.
    pub(crate) label: String,
}

/// What an issue brings to a statistic, by places of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    Values(usize),
    Number(usize),
    Since(usize),
    Until(usize),
    Between(usize, usize),
    Resolution {
        created: usize,
        resolved: usize,
        unresolved: Unresolved,
    },
}

/// A measure on its way into a calculation.
struct Built {
    work: Work,
    label: String,
    unit: String,
}

impl Calculation {
    pub(super) fn of(measure: &Measure, asked: &mut Asked<'_>) -> Result<Self, SpecError> {
        let mut leaves = Vec::new();
        let built = build("measure", measure, asked, &mut leaves)?;
        Ok(Self {
            every_issue: built.work.counts_issues(),
            adds_up: measure.adds_up(),
            work: built.work,
            leaves,
            label: built.label,
            unit: built.unit,
        })
    }
}

impl Work {
    fn counts_issues(&self) -> bool {
        match self {
            Self::Issues => true,
            Self::Leaf(_) => false,
            Self::Formula(a, _, b) | Self::Progress(a, b) => a.counts_issues() || b.counts_issues(),
        }
    }
}

impl Amount {
    /// The fields without which an issue has no amount.
    pub(crate) fn needs(&self) -> Vec<usize> {
        match *self {
            Self::Values(place) | Self::Number(place) | Self::Since(place) | Self::Until(place) => {
                vec![place]
            }
            Self::Between(from, to) => vec![from, to],
            Self::Resolution {
                created,
                resolved,
                unresolved,
            } => match unresolved {
                Unresolved::Exclude => vec![created, resolved],
                Unresolved::Include => vec![created],
            },
        }
    }
}

fn build(
    path: &str,
    measure: &Measure,
    asked: &mut Asked<'_>,
    leaves: &mut Vec<Leaf>,
) -> Result<Built, SpecError> {
    let at = |key: &str| format!("{path}.{key}");
    match measure {
        Measure::Count => Ok(Built {
            work: Work::Issues,
            label: COUNTED.to_owned(),
            unit: ISSUES.to_owned(),
        }),
        Measure::Distinct { of } => {
            let place = asked.distinct(&at("of"), of)?;
            let label = format!("Different values of {}", name(asked.field(place)));
            leaves.push(Leaf {
                of: Amount::Values(place),
                what: None,
                scale: 1.0,
                label: label.clone(),
            });
            Ok(Built {
                work: Work::Leaf(leaves.len() - 1),
                label,
                unit: "values".to_owned(),
            })
        }
        Measure::Statistic { what, of, unit } => {
            let (amount, noun, is_time) = amount(&at("of"), of, asked)?;
            if unit.is_some() && !is_time {
                return Err(SpecError::new(
                    at("unit"),
                    format!("this is for times, and {noun} is a number; leave it out"),
                ));
            }
            let unit = is_time.then(|| unit.unwrap_or(TimeUnit::Days));
            let label = match what {
                Statistic::Sum => format!("Sum of {noun}"),
                Statistic::Average => format!("Average {noun}"),
                Statistic::Median => format!("Median {noun}"),
                Statistic::Min => format!("Least {noun}"),
                Statistic::Max => format!("Greatest {noun}"),
                Statistic::Percentile(p) => format!("{} percentile of {noun}", ordinal(*p)),
            };
            leaves.push(Leaf {
                of: amount,
                what: Some(*what),
                scale: unit.map_or(1.0, TimeUnit::seconds),
                label: label.clone(),
            });
            Ok(Built {
                work: Work::Leaf(leaves.len() - 1),
                label,
                unit: unit.map_or(noun, |unit| unit.name().to_owned()),
            })
        }
        Measure::Formula { a, op, b } => {
            let a = build(&at("a"), a, asked, leaves)?;
            let b = build(&at("b"), b, asked, leaves)?;
            let label = format!("{} {} {}", a.operand(), sign(*op), b.operand());
            let unit = match op {
                Operator::Plus | Operator::Minus => a.unit,
                Operator::Times => format!("{} × {}", a.unit, b.unit),
                Operator::Over if a.unit == b.unit => "ratio".to_owned(),
                Operator::Over => format!("{} / {}", a.unit, b.unit),
            };
            Ok(Built {
                work: Work::Formula(Box::new(a.work), *op, Box::new(b.work)),
                label,
                unit,
            })
        }
        Measure::Progress { done, of } => {
            let done = build(&at("done"), done, asked, leaves)?;
            let of = build(&at("of"), of, asked, leaves)?;
            Ok(Built {
                work: Work::Progress(Box::new(done.work), Box::new(of.work)),
                label: "Progress".to_owned(),
                unit: "%".to_owned(),
            })
        }
    }
}

impl Built {
    /// Its label as a part of another one.
    fn operand(&self) -> String {
        match self.work {
            Work::Formula(..) => format!("({})", self.label),
            _ => self.label.clone(),
        }
    }
}

/// `91st`, `92nd`, `93rd`, `95th`, `11th`, `99.9th`.
fn ordinal(number: f64) -> String {
    let text = plain(number);
    let end = if text.contains('.') || matches!(text.as_str(), "11" | "12" | "13") {
        "th"
    } else {
        match text.as_bytes().last() {
            Some(b'1') => "st",
            Some(b'2') => "nd",
            Some(b'3') => "rd",
            _ => "th",
        }
    };
    text + end
}

/// The amount, what people call it, and whether it is a time.
fn amount(
    path: &str,
    of: &Quantity,
    asked: &mut Asked<'_>,
) -> Result<(Amount, String, bool), SpecError> {
    Ok(match of {
        Quantity::Field(id) => {
            let (place, is_time) = asked.number(path, id)?;
            let noun = name(asked.field(place));
            (Amount::Number(place), noun, is_time)
        }
        Quantity::Since(id) => {
            let place = asked.date(&format!("{path}.since"), id)?;
            let noun = format!("time since {}", name(asked.field(place)));
            (Amount::Since(place), noun, true)
        }
        Quantity::Until(id) => {
            let place = asked.date(&format!("{path}.until"), id)?;
            let noun = format!("time until {}", name(asked.field(place)));
            (Amount::Until(place), noun, true)
        }
        Quantity::Between(from, to) => {
            let from = asked.date(&format!("{path}.between[0]"), from)?;
            let to = asked.date(&format!("{path}.between[1]"), to)?;
            let noun = format!(
                "time from {} to {}",
                name(asked.field(from)),
                name(asked.field(to))
            );
            (Amount::Between(from, to), noun, true)
        }
        Quantity::ResolutionTime(unresolved) => {
            let amount = Amount::Resolution {
                created: asked.date(path, "created")?,
                resolved: asked.date(path, "resolutiondate")?,
                unresolved: *unresolved,
            };
            (amount, "time to resolution".to_owned(), true)
        }
    })
}

fn name(field: Option<&Field>) -> String {
    field.map_or_else(String::new, |field| field.name.clone())
}

fn sign(op: Operator) -> &'static str {
    match op {
        Operator::Plus => "+",
        Operator::Minus => "−",
        Operator::Times => "×",
        Operator::Over => "/",
    }
}
