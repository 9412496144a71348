//! Which plans count queries can answer, and what must be known before.

use super::{Ground, Plan};
use crate::{ChartSpec, Dimension, Field, FieldKind, Item, fold::jql_value, jql::word};

/// What must be listed before a plan can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Every value that an issue may have in this field.
    Values(Field),
    /// The earliest and the latest value of this date.
    Days(Field),
}

impl Listing {
    /// The field whose values they are.
    pub fn field(&self) -> &Field {
        match self {
            Self::Values(field) | Self::Days(field) => field,
        }
    }

    /// The issues of a query that have another value than these.
    pub fn others(&self, base: &str, known: &[Item]) -> String {
        let field = self.field();
        let clause = word(&field.clause);
        let mut known: Vec<String> = known.iter().map(|it| jql_value(field.kind, it)).collect();
        known.sort();
        if known.is_empty() {
            format!("({base}) AND {clause} is not EMPTY")
        } else {
            let known = known.join(", ");
            format!("({base}) AND {clause} is not EMPTY AND {clause} not in ({known})")
        }
    }

    /// The issues of a query that have the date, from one end.
    pub fn from_end(&self, base: &str, newest: bool) -> String {
        let clause = word(&self.field().clause);
        let direction = if newest { "DESC" } else { "ASC" };
        format!("({base}) AND {clause} is not EMPTY ORDER BY {clause} {direction}")
    }
}

/// Why count queries cannot answer a chart: a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Uncountable(pub String);

impl Plan {
    /// What must be listed for [`crate::Counting`], each field once; or why the issues themselves are
    /// needed.
    ///
    /// Counts are of issues alone. Values must be ones that Jira can list or find one after the other, so
    /// that their sum proves that none is missing: of several values in one issue, one that never stands
    /// alone would stay hidden behind the others.
    pub fn listings(&self, spec: &ChartSpec) -> Result<Vec<Listing>, Uncountable> {
        if !self.calculation.leaves.is_empty() {
            return Err(Uncountable(format!(
                "{} is worked out from the issues themselves.",
                self.calculation.label
            )));
        }
        if self.jql.is_empty() {
            return Err(Uncountable("The query asks for everything.".to_owned()));
        }
        let mut listings = Vec::new();
        for (dimension, ground) in [
            (&spec.chart_by, &self.rows),
            (&spec.group_by, &self.columns),
        ] {
            let (Some(dimension), Some(ground)) = (dimension, ground) else {
                continue;
            };
            for listing in self.listings_of(dimension, ground)? {
                if !listings.contains(&listing) {
                    listings.push(listing);
                }
            }
        }
        Ok(listings)
    }

    fn listings_of(
        &self,
        dimension: &Dimension,
        ground: &Ground,
    ) -> Result<Vec<Listing>, Uncountable> {
        let places = match ground {
            Ground::Segments { .. } => return Ok(Vec::new()),
            Ground::Field(place) => std::slice::from_ref(place),
            Ground::Dates(places) => places.as_slice(),
        };
        let fields = places.iter().filter_map(|place| self.fields.get(*place));
        let range = dimension.range.as_ref();
        let is_closed = range.is_some_and(|range| range.from.is_some() && range.to.is_some());
        let mut listings = Vec::new();
        for field in fields {
            match field.kind {
                kind if kind.is_date() && is_closed => {}
                kind if kind.is_date() => listings.push(Listing::Days(field.clone())),
                kind if kind.listable() => listings.push(Listing::Values(field.clone())),
                _ => {
                    return Err(Uncountable(format!(
                        "Jira has no list of the values of {}.",
                        field.name
                    )));
                }
            }
        }
        Ok(listings)
    }
}

impl FieldKind {
    /// Whether all values of such a field can be known without reading every issue: Jira lists them, or there
    /// is one in each issue, so that they are found one after the other.
    fn listable(self) -> bool {
        let is_listed = matches!(
            self,
            Self::Status
                | Self::StatusCategory
                | Self::IssueType
                | Self::Priority
                | Self::Resolution
                | Self::Project
                | Self::Component
                | Self::Versions
                | Self::Labels
        );
        let is_found = matches!(
            self,
            Self::User | Self::Option | Self::Version | Self::Security
        );
        is_listed || is_found
    }
}
