//! What holds for all issues.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;

fn value() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "a", "A", "b", "(none)", "None", "c", "d", "e", "hidden",
    ]);
    let item = name.prop_map(|name| Item::named(name).in_category(StatusCategory::Done));
    prop_oneof![
        Just(Value::Empty),
        item.clone().prop_map(Value::One),
        prop::collection::vec(item, 0..4).prop_map(Value::Many),
    ]
}

fn time() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Empty),
        5 => (1_700_000_000..1_790_000_000_i64).prop_map(|second| Value::Instant(Timestamp::from_second(second).unwrap())),
    ]
}

fn points() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Empty),
        4 => (-200..2_000_i32).prop_map(|tenths| Value::Number(f64::from(tenths) / 10.0)),
    ]
}

/// Every measure over the points, some combined.
fn measure() -> impl Strategy<Value = Json> {
    let of = |kind: &str| json!({"type": kind, "of": "customfield_3"});
    prop::sample::select(vec![
        of("sum"),
        of("average"),
        of("median"),
        of("min"),
        of("max"),
        of("distinct"),
        json!({"type": "percentile", "of": "customfield_3", "p": 85}),
        json!({"type": "formula", "a": of("sum"), "op": "/", "b": {"type": "count"}}),
        json!({"type": "progress", "done": of("max"), "of": of("sum")}),
    ])
}

fn with_measure(spec: &ChartSpec, measure: Json) -> ChartSpec {
    let mut json = spec.to_json();
    json["measure"] = measure;
    ChartSpec::from_json(&json).unwrap()
}

fn issues() -> impl Strategy<Value = Vec<Vec<Value>>> {
    prop::collection::vec(
        (value(), time(), points()).prop_map(|(value, time, points)| vec![value, time, points]),
        0..40,
    )
}

fn crossed() -> impl Strategy<Value = ChartSpec> {
    let limit = prop::option::of(1..5_u32);
    let order = prop::sample::select(vec![
        json!(null),
        json!("label"),
        json!("value_asc"),
        json!(["c", "(none)"]),
    ]);
    (limit, any::<bool>(), order, any::<bool>()).prop_map(|(limit, others, order, merge)| {
        let merge = if merge { json!([{"name": "ab", "values": ["a", "b", "(none)"]}]) } else { json!([]) };
        let rows = json!({"field": "labels", "limit": limit, "others": others, "order": order, "hide": ["hidden"], "merge": merge});
        spec(rows, Some(json!({"field": "created", "interval": "quarter", "limit": limit})))
    })
}

fn table_of(spec: &ChartSpec, issues: &[Vec<Value>]) -> Table {
    fold_in(
        spec,
        &Order::default(),
        "Europe/Berlin",
        issues.iter().cloned(),
    )
}

/// All together, as long as each is there.
fn sum(numbers: &[Option<f64>]) -> Option<f64> {
    numbers.iter().copied().sum()
}

proptest! {
    #[test]
    fn the_order_of_issues_does_not_matter(spec in crossed(), issues in issues().prop_shuffle()) {
        let mut sorted = issues.clone();
        sorted.sort_by_key(|values| format!("{values:?}"));
        prop_assert_eq!(table_of(&spec, &issues), table_of(&spec, &sorted));
    }

    #[test]
    fn the_order_of_issues_does_not_matter_to_any_measure(spec in crossed(), measure in measure(), issues in issues().prop_shuffle()) {
        let spec = with_measure(&spec, measure);
        let mut sorted = issues.clone();
        sorted.sort_by_key(|values| format!("{values:?}"));
        prop_assert_eq!(table_of(&spec, &issues), table_of(&spec, &sorted));
    }

    #[test]
    fn folding_in_parts_and_merging_is_folding_at_once(spec in crossed(), measure in prop::option::of(measure()), issues in issues(), cut in 0..40_usize) {
        let spec = measure.map_or(spec.clone(), |measure| with_measure(&spec, measure));
        let cut = cut.min(issues.len());
        let part = |issues: &[Vec<Value>]| {
            let mut fold = started(&spec, &Order::default(), "Europe/Berlin");
            for values in issues {
 fold.push(&record(values.clone()));
 }
            fold
        };
        let merged = part(&issues[cut..]).merge(part(&issues[..cut]));
        prop_assert_eq!(merged.issues(), issues.len() as u64);
        prop_assert_eq!(merged.finish(Provenance::default()), table_of(&spec, &issues));
    }

    #[test]
    fn single_values_neither_get_lost_nor_count_twice(names in prop::collection::vec(prop::option::of("[a-d]"), 0..60)) {
        let mut expected = BTreeMap::new();
        for name in &names {
            *expected.entry(name.clone().unwrap_or_else(|| "(none)".to_owned())).or_insert(0.0) += 1.0;
        }
        let table = by(json!({"field": "priority"}), names.iter().map(|name| name.as_deref().map_or(Value::Empty, one)));
        let counted: BTreeMap<_, _> = rows(&table).into_iter().map(|(key, count)| (key.to_owned(), count)).collect();
        prop_assert_eq!(counted, expected);
        prop_assert_eq!(sum(&table.row_totals), table.total);
        prop_assert_eq!(table.total, Some(names.len() as f64));
    }

    #[test]
    fn no_total_exceeds_the_issues_or_falls_short_of_a_cell(spec in crossed(), issues in issues()) {
        let table = table_of(&spec, &issues);
        prop_assert!(table.total <= Some(issues.len() as f64));
        for (row, cells) in table.cells.iter().enumerate() {
            prop_assert!(table.row_totals[row] <= table.total);
            for (column, cell) in cells.iter().enumerate() {
                prop_assert!(*cell <= table.row_totals[row] && *cell <= table.column_totals[column]);
            }
            // The columns are single-valued and whole (the rest is one of them).
            prop_assert_eq!(sum(cells), table.row_totals[row]);
        }
        prop_assert_eq!(sum(&table.column_totals), table.total);
    }
}
