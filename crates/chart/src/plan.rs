//! From a spec to what must be asked of Jira.

mod calculation;
mod check;
mod countable;
mod estimate;
#[cfg(test)]
mod tests;

use crate::{By, ChartSpec, Dimension, Field, FieldKind, Kind, Segment, SpecError, names::nearest};
pub(crate) use calculation::{Amount, Calculation, ISSUES, Leaf, Work};
pub use countable::{Listing, Uncountable};
pub use estimate::{Choice, Estimate, MOST_SCANNED, choose};

/// What to ask: a scan over the issues of `jql` with `fields`, and the issues of each segment. Where
/// [`Plan::listings`] says so, [`crate::Counting`] gets the same table by counting.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The query, without an ordering.
    pub jql: String,
    /// The fields that each record must carry, each once, in this order.
    pub fields: Vec<Field>,
    /// Queries of which the fold needs the ids of the issues found, in this order (see
    /// [`crate::Fold::with_segments`]).
    pub segments: Vec<SegmentQuery>,
    /// What makes the rows.
    pub(crate) rows: Option<Ground>,
    /// What makes the columns.
    pub(crate) columns: Option<Ground>,
    pub(crate) calculation: Calculation,
}

/// A segment as a query of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentQuery {
    /// Where it stands in the spec: `chart_by.segments[0].jql`.
    pub path: String,
    /// The source, narrowed by the segment.
    pub jql: String,
}

/// What a dimension reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// The field at this place of the plan.
    Field(usize),
    /// The segments from this place of the plan on.
    Segments { first: usize, list: Vec<Segment> },
    /// The date fields at these places.
    Dates(Vec<usize>),
}

/// Checks a spec against the fields of its site and says what must be asked.
pub fn plan(spec: &ChartSpec, catalogue: &[Field]) -> Result<Plan, SpecError> {
    let mut asked = Asked {
        catalogue,
        fields: Vec::new(),
        segments: Vec::new(),
        base: spec.base_jql(),
    };
    let rows = asked.dimension("chart_by", spec.chart_by.as_ref())?;
    let columns = asked.dimension("group_by", spec.group_by.as_ref())?;
    if let (Kind::Tile, Some(ground)) = (spec.kind, &columns) {
        let is_date = matches!(ground, Ground::Field(place) if asked.fields[*place].kind.is_date());
        if !is_date {
            return Err(SpecError::new(
                "group_by",
                "a tile compares with the time before and needs a date here; leave it out or choose table_2d",
            ));
        }
    }
    let calculation = Calculation::of(&spec.measure, &mut asked)?;
    asked.filters(&spec.filters.fields)?;
    Ok(Plan {
        jql: asked.base,
        fields: asked.fields,
        segments: asked.segments,
        rows,
        columns,
        calculation,
    })
}

/// What a plan has gathered so far.
pub(crate) struct Asked<'a> {
    catalogue: &'a [Field],
    fields: Vec<Field>,
    segments: Vec<SegmentQuery>,
    base: String,
}

impl<'a> Asked<'a> {
    fn dimension(
        &mut self,
        path: &str,
        dimension: Option<&Dimension>,
    ) -> Result<Option<Ground>, SpecError> {
        let Some(dimension) = dimension else {
            return Ok(None);
        };
        let ground = match &dimension.by {
            By::Field(id) => {
                let path = format!("{path}.field");
                let field = self.find(&path, id, &|field| field.kind.chartable(), &|field| {
                    format!(
                        "{} ({id}) cannot be grouped by; choose a field with few values",
                        field.name
                    )
                })?;
                Ground::Field(self.place(field))
            }
            By::Dates(ids) => {
                let place = |(i, id): (usize, &String)| -> Result<usize, SpecError> {
                    let path = format!("{path}.dates[{i}]");
                    self.date(&path, id)
                };
                Ground::Dates(
                    ids.iter()
                        .enumerate()
                        .map(place)
                        .collect::<Result<_, _>>()?,
                )
            }
            By::Segments(list) => {
                let first = self.segments.len();
                for (i, segment) in list.iter().enumerate() {
                    self.segments.push(SegmentQuery {
                        path: format!("{path}.segments[{i}].jql"),
                        jql: format!("({}) AND ({})", self.base, segment.condition()),
                    });
                }
                Ground::Segments {
                    first,
                    list: list.clone(),
                }
            }
        };
        check::dimension(path, dimension, &ground, &self.fields)?;
        Ok(Some(ground))
    }

    /// Checks the fields that those who look at the chart may narrow it by. The chart does not need them.
    fn filters(&self, ids: &[String]) -> Result<(), SpecError> {
        for (i, id) in ids.iter().enumerate() {
            let path = format!("filters[{i}].field");
            self.find(&path, id, &|field| field.kind.filterable(), &|field| {
                format!(
                    "{} ({id}) has no values to choose from; choose a field such as status",
                    field.name
                )
            })?;
        }
        Ok(())
    }

    /// The place of a date field.
    pub(crate) fn date(&mut self, path: &str, id: &str) -> Result<usize, SpecError> {
        let field = self.find(path, id, &|field| field.kind.is_date(), &|field| {
            format!(
                "{} ({id}) is no date; choose a date field such as created",
                field.name
            )
        })?;
        Ok(self.place(field))
    }

    /// The place of a number or time-tracking field, and whether it is the latter.
    pub(crate) fn number(&mut self, path: &str, id: &str) -> Result<(usize, bool), SpecError> {
        let is_number =
            |field: &Field| matches!(field.kind, FieldKind::Number | FieldKind::Duration);
        let field = self.find(path, id, &is_number, &|field| {
            format!(
                "{} ({id}) is no number; choose a number field, a time-tracking field, or a time such as {{\"since\": \"created\"}}",
                field.name
            )
        })?;
        Ok((self.place(field), field.kind == FieldKind::Duration))
    }

    /// The place of any field that has values to tell apart.
    pub(crate) fn distinct(&mut self, path: &str, id: &str) -> Result<usize, SpecError> {
        let field = self.find(
            path,
            id,
            &|field| field.kind != FieldKind::Other,
            &|field| {
                format!(
                    "{} ({id}) has no values to tell apart; choose another field",
                    field.name
                )
            },
        )?;
        Ok(self.place(field))
    }

    pub(crate) fn field(&self, place: usize) -> Option<&Field> {
        self.fields.get(place)
    }

    fn place(&mut self, field: &Field) -> usize {
        let known = self.fields.iter().position(|known| known.id == field.id);
        known.unwrap_or_else(|| {
            self.fields.push(field.clone());
            self.fields.len() - 1
        })
    }

    fn find(
        &self,
        path: &str,
        wanted: &str,
        fits: &dyn Fn(&Field) -> bool,
        unfit: &dyn Fn(&Field) -> String,
    ) -> Result<&'a Field, SpecError> {
        let catalogue = self.catalogue;
        let at = |message: String| SpecError::new(path, message);
        if let Some(field) = catalogue.iter().find(|field| field.id == wanted) {
            return if fits(field) {
                Ok(field)
            } else {
                Err(at(unfit(field)))
            };
        }
        let fitting: Vec<&Field> = catalogue.iter().filter(|field| fits(field)).collect();
        let words = fitting
            .iter()
            .flat_map(|field| [field.id.as_str(), field.name.as_str()]);
        let mut meant: Vec<String> = Vec::new();
        for word in nearest(wanted, words) {
            let fields = fitting
                .iter()
                .filter(|field| field.id == word || field.name == word);
            for text in fields.map(|field| format!("{} ({})", field.id, field.name)) {
                if !meant.contains(&text) {
                    meant.push(text);
                }
            }
        }
        let mend = (!meant.is_empty()).then(|| format!("did you mean {}?", meant.join(" or ")));
        let mend = mend.unwrap_or_else(|| {
            "write the id of a field that the site shows to this account".to_owned()
        });
        Err(at(format!(
            "there is no field {wanted:?} on this site; {mend}"
        )))
    }
}
