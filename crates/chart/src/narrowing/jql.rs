//! Conditions as JQL, put together from the queries behind the rows of a table.

use super::{Condition, How, Narrowing};
use crate::{
    ChartSpec, Dimension, Field, Filters, Kind, Lines, Measure, Member, Queries, Source, Table,
    jql::{quoted, word},
    keys,
};

/// Finds nothing: every issue was created some time.
const NOTHING: &str = "created is EMPTY";

impl Condition {
    /// The condition as JQL. `table` and `queries` are those of [`values_of`]; values are meant by their keys
    /// or, where no key is meant, by what people read. One that no issue has finds nothing. `None`: JQL has no
    /// words for one of them.
    pub fn jql(&self, field: &Field, table: &Table, queries: &Queries) -> Option<String> {
        let mut found: Vec<&str> = Vec::new();
        let (mut without_value, mut unknown) = (false, false);
        for value in &self.values {
            let rows = table.rows_of(value);
            without_value |= value == keys::NONE;
            unknown |= rows.is_empty() && value != keys::NONE;
            for row in rows {
                if table.rows[row].key != keys::NONE {
                    found.push(queries.condition(row)?);
                }
            }
        }
        let clause = word(&field.clause);
        let is_empty = format!("{clause} is EMPTY");
        if self.how == How::None {
            return Some(none_of(field, &clause, &found, without_value));
        }
        if without_value {
            found.push(&is_empty);
        }
        Some(match (self.how, found.as_slice()) {
            (How::All, _) if unknown => NOTHING.to_owned(),
            (_, []) => NOTHING.to_owned(),
            (_, [only]) => (*only).to_owned(),
            (How::All, several) => format!("({})", several.join(" AND ")),
            (_, several) => format!("({})", several.join(" OR ")),
        })
    }
}

/// Jira's `NOT` also leaves out issues without a value.
fn none_of(field: &Field, clause: &str, found: &[&str], without_value: bool) -> String {
    let others = (!found.is_empty()).then(|| format!("NOT ({})", found.join(" OR ")));
    match (others, without_value) {
        (Some(others), false) if field.kind.always_there() => others,
        (Some(others), false) => format!("({others} OR {clause} is EMPTY)"),
        (Some(others), true) => format!("({others} AND {clause} is not EMPTY)"),
        (None, true) => format!("{clause} is not EMPTY"),
        (None, false) => format!("NOT ({NOTHING})"),
    }
}

impl Table {
    /// The rows that a value of a condition means: those of this key, else those of this label, for two
    /// people may bear one name.
    pub fn rows_of(&self, value: &str) -> Vec<usize> {
        let places = |is: &dyn Fn(&Member) -> bool| -> Vec<usize> {
            let rows = self.rows.iter().enumerate();
            rows.filter(|(_, row)| is(row)).map(|(at, _)| at).collect()
        };
        let by_key = places(&|row| row.key == value);
        if by_key.is_empty() {
            places(&|row| row.label == value)
        } else {
            by_key
        }
    }
}

impl Narrowing {
    /// The issues whose text has all words of [`Narrowing::text`]; `None` where it has no word.
    ///
    /// Words are taken one by one and in small letters, so that nothing in them is an operator of Jira's
    /// text search: those are signs and capitals of ASCII.
    pub fn text_jql(&self) -> Option<String> {
        let text = self.text.as_deref()?;
        let words: Vec<String> = text
            .split(|c: char| c.is_whitespace() || c.is_control() || c.is_ascii_punctuation())
            .filter(|word| word.contains(char::is_alphanumeric))
            .map(str::to_lowercase)
            .collect();
        (!words.is_empty()).then(|| format!("text ~ {}", quoted(&words.join(" "))))
    }
}

/// The chart whose rows are the values of a field among another chart's issues. `edited`: as that chart shows
/// them, hidden ones left out, renamed and merged ones so; else as Jira has them.
pub fn values_of(spec: &ChartSpec, field: &str, edited: bool) -> ChartSpec {
    let all = Dimension::of(field);
    let mut own = [&spec.chart_by, &spec.group_by].into_iter().flatten();
    let own = own.find(|it| edited && it.field() == Some(field));
    let dimension = match own {
        Some(own) => Dimension {
            sprint: own.sprint,
            level: own.level,
            hide: own.hide.clone(),
            rename: own.rename.clone(),
            merge: own.merge.clone(),
            ..all
        },
        None => all,
    };
    ChartSpec {
        title: String::new(),
        description: String::new(),
        filters: Filters::default(),
        kind: Kind::Bar,
        chart_by: Some(dimension),
        group_by: None,
        measure: Measure::default(),
        lines: Lines::default(),
        ..spec.clone()
    }
}

/// The same chart over those of its issues for which all conditions hold.
pub fn narrow(spec: &ChartSpec, conditions: &[String]) -> ChartSpec {
    if conditions.is_empty() {
        return spec.clone();
    }
    let mut jql = String::new();
    // A source without a condition of its own asks for everything.
    let base = spec.base_jql();
    let base = (!base.is_empty()).then(|| format!("({base})"));
    for condition in base.iter().chain(conditions) {
        if !jql.is_empty() {
            jql.push_str(" AND ");
        }
        jql.push_str(condition);
    }
    ChartSpec {
        source: Source::Jql(jql),
        ..spec.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FieldKind, Fold, Item, Order, Provenance, Record, Value, plan};
    use jiff::{Timestamp, tz::TimeZone};
    use rstest::rstest;
    use serde_json::json;

    fn spec() -> ChartSpec {
        ChartSpec::from_json(&json!({
            "version": 1, "title": "Bugs", "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
            "source": { "jql": "project = A OR project = B ORDER BY key" },
            "filters": [{ "field": "labels" }, { "text": true }],
            "kind": "stacked_bar", "chart_by": { "field": "status", "hide": ["Done"] }, "group_by": { "field": "labels" },
            "measure": { "type": "distinct", "of": "status" },
        }))
        .unwrap()
    }

    fn fields() -> [Field; 2] {
        [
            Field::system("status", "Status", FieldKind::Status),
            Field::system("labels", "Labels", FieldKind::Labels),
        ]
    }

    fn condition(field: usize, how: How, values: &[&str]) -> Option<String> {
        let field = &fields()[field];
        let spec = values_of(&spec(), &field.id, false);
        let plan = plan(&spec, &fields()).unwrap();
        let mut fold = Fold::new(
            &spec,
            &plan,
            &Order::default(),
            TimeZone::UTC,
            Timestamp::UNIX_EPOCH,
        );
        let status = |id: &str, name: &str| {
            Value::One(Item {
                id: id.into(),
                ..Item::named(name)
            })
        };
        let labels =
            |names: &[&str]| Value::Many(names.iter().map(|name| Item::named(name)).collect());
        let records = match field.kind {
            FieldKind::Status => vec![
                status("1", "Open"),
                status("2", "Done"),
                status("3", "Open"),
            ],
            _ => vec![labels(&["a", "b"]), labels(&["c\" OR x"]), labels(&[])],
        };
        for (id, value) in (1..).zip(records) {
            fold.push(&Record {
                id,
                values: vec![value],
            });
        }
        let (table, queries) = fold.finish_with_queries(Provenance::default(), &TimeZone::UTC);
        let condition = Condition {
            field: field.id.clone(),
            how,
            values: values.iter().map(ToString::to_string).collect(),
        };
        condition.jql(field, &table, &queries)
    }

    #[rstest]
    #[case::one(0, How::Any, &["Done"], "status = 2")]
    #[case::one_name_of_two(0, How::Any, &["Open"], "status in (1, 3)")]
    #[case::either(1, How::Any, &["a", "b"], "(labels = \"a\" OR labels = \"b\")")]
    #[case::both(1, How::All, &["a", "b"], "(labels = \"a\" AND labels = \"b\")")]
    #[case::without_value(1, How::Any, &["a", "(none)"], "(labels = \"a\" OR labels is EMPTY)")]
    #[case::not_one(0, How::None, &["Done"], "NOT (status = 2)")]
    #[case::not_these_keeps_the_empty_ones(1, How::None, &["a", "b"], "(NOT (labels = \"a\" OR labels = \"b\") OR labels is EMPTY)")]
    #[case::not_these_nor_the_empty_ones(1, How::None, &["(none)", "a"], "(NOT (labels = \"a\") AND labels is not EMPTY)")]
    #[case::not_the_empty_ones(1, How::None, &["(none)"], "labels is not EMPTY")]
    #[case::a_value_that_no_issue_has(1, How::Any, &["gone"], "created is EMPTY")]
    #[case::with_one_that_some_have(1, How::Any, &["gone", "a"], "labels = \"a\"")]
    #[case::all_of_them(1, How::All, &["gone", "a"], "created is EMPTY")]
    #[case::none_of_what_no_issue_has(1, How::None, &["gone"], "NOT (created is EMPTY)")]
    #[case::no_way_out_of_the_quotes(1, How::Any, &["a\") OR (1 = 1"], "created is EMPTY")]
    #[case::a_label_that_looks_like_a_query(1, How::Any, &["c\" OR x"], "labels = \"c\\\" OR x\"")]
    fn a_condition_is_made_of_the_queries_behind_the_values(
        #[case] field: usize,
        #[case] how: How,
        #[case] values: &[&str],
        #[case] jql: &str,
    ) {
        assert_eq!(condition(field, how, values).as_deref(), Some(jql));
    }

    #[rstest]
    #[case("Crash on START", Some("text ~ \"crash on start\""))]
    #[case(
        "a* OR \"b\\\" NOT c~2 [x TO y] naïve",
        Some("text ~ \"a or b not c 2 x to y naïve\"")
    )]
    #[case(
        "nai\u{308}ve हिन्दी don't",
        Some("text ~ \"nai\u{308}ve हिन्दी don t\"")
    )]
    #[case("-- ~ *", None)]
    fn words_are_looked_for_and_nothing_in_them_is_an_operator(
        #[case] text: &str,
        #[case] jql: Option<&str>,
    ) {
        let narrowing = Narrowing {
            text: Some(text.into()),
            ..Narrowing::default()
        };
        assert_eq!(narrowing.text_jql().as_deref(), jql);
    }

    #[test]
    fn a_name_that_two_people_bear_means_both() {
        let field = Field::system("assignee", "Assignee", FieldKind::User);
        let spec = values_of(&spec(), "assignee", false);
        let all = [field.clone(), fields()[0].clone(), fields()[1].clone()];
        let plan = plan(&spec, &all).unwrap();
        let mut fold = Fold::new(
            &spec,
            &plan,
            &Order::default(),
            TimeZone::UTC,
            Timestamp::UNIX_EPOCH,
        );
        for (id, account) in (1..).zip(["a1", "a2", "a3"]) {
            let label = if account == "a3" { "Bo" } else { "Ada" };
            let person = Item {
                id: account.into(),
                label: label.into(),
                ..Item::named(account)
            };
            fold.push(&Record {
                id,
                values: vec![Value::One(person)],
            });
        }
        let (table, queries) = fold.finish_with_queries(Provenance::default(), &TimeZone::UTC);
        let by = |value: &str| {
            Condition {
                field: "assignee".into(),
                how: How::Any,
                values: vec![value.into()],
            }
            .jql(&field, &table, &queries)
        };
        assert_eq!(
            by("Ada").as_deref(),
            Some("(assignee = \"a1\" OR assignee = \"a2\")")
        );
        assert_eq!(by("a2").as_deref(), Some("assignee = \"a2\""));
    }

    #[test]
    fn values_are_those_of_jira_or_as_the_chart_edits_them() {
        let raw = values_of(&spec(), "status", false).chart_by.unwrap();
        let edited = values_of(&spec(), "status", true).chart_by.unwrap();
        assert_eq!((raw.hide.len(), edited.hide), (0, vec!["Done".to_owned()]));
        let other = values_of(&spec(), "priority", true).chart_by;
        assert_eq!(other, Some(Dimension::of("priority")));
    }

    #[test]
    fn a_chart_is_narrowed_in_brackets() {
        let narrowed = narrow(&spec(), &["labels = \"a\"".into(), "text ~ \"x\"".into()]);
        assert_eq!(
            narrowed.base_jql(),
            "(project = A OR project = B) AND labels = \"a\" AND text ~ \"x\""
        );
        assert_eq!(narrowed.chart_by, spec().chart_by);
        assert_eq!(narrow(&spec(), &[]), spec());
    }
}
