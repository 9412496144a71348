//! From a spec to what must be asked of Jira.

use crate::{ChartSpec, Dimension, Field, FieldKind, OrderBy, SpecError, names::nearest};

/// What to ask: a scan over the issues of `jql` with `fields`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The query, without an ordering.
    pub jql: String,
    /// The fields that each record must carry, each once, in this order.
    pub fields: Vec<Field>,
    /// Which of the fields makes the rows.
    pub(crate) rows: Option<usize>,
    /// Which of the fields makes the columns.
    pub(crate) columns: Option<usize>,
}

/// Checks a spec against the fields of its site and says what must be asked.
pub fn plan(spec: &ChartSpec, catalogue: &[Field]) -> Result<Plan, SpecError> {
    let mut fields: Vec<Field> = Vec::new();
    let mut place =
        |path: &str, dimension: &Option<Dimension>| -> Result<Option<usize>, SpecError> {
            let Some(dimension) = dimension else {
                return Ok(None);
            };
            let field = find(path, dimension, catalogue)?;
            check(path, dimension, field)?;
            let known = fields.iter().position(|known| known.id == field.id);
            Ok(Some(known.unwrap_or_else(|| {
                fields.push(field.clone());
                fields.len() - 1
            })))
        };
    let rows = place("chart_by", &spec.chart_by)?;
    let columns = place("group_by", &spec.group_by)?;
    Ok(Plan {
        jql: spec.base_jql(),
        fields,
        rows,
        columns,
    })
}

fn find<'a>(
    path: &str,
    dimension: &Dimension,
    catalogue: &'a [Field],
) -> Result<&'a Field, SpecError> {
    let wanted = dimension.field.as_str();
    let at = |message: String| SpecError::new(format!("{path}.field"), message);
    if let Some(field) = catalogue.iter().find(|field| field.id == wanted) {
        return if field.kind.chartable() {
            Ok(field)
        } else {
            Err(at(format!(
                "{} ({wanted}) cannot be grouped by; choose a field with few values",
                field.name
            )))
        };
    }
    let chartable: Vec<&Field> = catalogue
        .iter()
        .filter(|field| field.kind.chartable())
        .collect();
    let words = chartable
        .iter()
        .flat_map(|field| [field.id.as_str(), field.name.as_str()]);
    let mut meant: Vec<String> = Vec::new();
    for word in nearest(wanted, words) {
        let fields = chartable
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

/// Keys that mean something to some kinds of field alone.
fn check(path: &str, dimension: &Dimension, field: &Field) -> Result<(), SpecError> {
    let is_date = field.kind.is_date();
    let time_order = matches!(dimension.order, Some(OrderBy::Oldest | OrderBy::Newest));
    let misplaced = [
        (
            "interval",
            dimension.interval.is_some() && !is_date,
            "a date",
        ),
        ("range", dimension.range.is_some() && !is_date, "a date"),
        ("order", time_order && !is_date, "a date"),
        (
            "sprint",
            dimension.sprint.is_some() && field.kind != FieldKind::Sprint,
            "a sprint field",
        ),
        (
            "level",
            dimension.level.is_some() && field.kind != FieldKind::Cascading,
            "a cascading select",
        ),
    ];
    match misplaced.into_iter().find(|(_, wrong, _)| *wrong) {
        Some((key, _, wanted)) => Err(SpecError::new(
            format!("{path}.{key}"),
            format!(
                "this is for {wanted}, and {} ({}) is none; leave it out",
                field.name, field.id
            ),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::{Value, json};

    fn planned(chart_by: Value) -> Result<Plan, SpecError> {
        let spec = ChartSpec::from_json(&json!({
            "version": 1,
            "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
            "source": {"jql": "project = A OR project = B order by rank"},
            "kind": "bar",
            "chart_by": chart_by,
        }))?;
        let catalogue = [
            Field::system("status", "Status", FieldKind::Status),
            Field::system("created", "Created", FieldKind::DateTime),
            Field::system("summary", "Summary", FieldKind::Text),
            Field::system("customfield_10016", "Story Points", FieldKind::Number),
        ];
        plan(&spec, &catalogue)
    }

    #[test]
    fn a_plan_asks_for_the_fields_of_the_spec_and_no_ordering() {
        let plan = planned(json!({"field": "status"})).unwrap();
        assert_eq!(plan.jql, "project = A OR project = B");
        assert_eq!(
            plan.fields
                .iter()
                .map(|field| field.id.as_str())
                .collect::<Vec<_>>(),
            ["status"]
        );
    }

    #[rstest]
    #[case(json!({"field": "statsu"}), "chart_by.field", "did you mean status (Status)?")]
    #[case(json!({"field": "story points"}), "chart_by.field", "did you mean customfield_10016 (Story Points)?")]
    #[case(json!({"field": "nothing like it"}), "chart_by.field", "write the id of a field")]
    #[case(json!({"field": "summary"}), "chart_by.field", "cannot be grouped by")]
    #[case(json!({"field": "status", "interval": "day"}), "chart_by.interval", "this is for a date")]
    #[case(json!({"field": "status", "range": {"from": "-1d"}}), "chart_by.range", "this is for a date")]
    #[case(json!({"field": "status", "order": "newest"}), "chart_by.order", "this is for a date")]
    #[case(json!({"field": "created", "sprint": "all"}), "chart_by.sprint", "this is for a sprint field")]
    #[case(json!({"field": "created", "level": 1}), "chart_by.level", "this is for a cascading select")]
    fn what_does_not_fit_the_catalogue_is_named(
        #[case] chart_by: Value,
        #[case] path: &str,
        #[case] mend: &str,
    ) {
        let error = planned(chart_by).unwrap_err();
        assert_eq!(error.path, path);
        assert!(error.message.contains(mend), "{error}");
    }
}
