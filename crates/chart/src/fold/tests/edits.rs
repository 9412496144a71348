//! What an author did with values holds whichever of them there are just now in Jira.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::{by, one};

/// Values that the author knew, and two that came later.
const VALUES: [&str; 7] = [
    "High", "Critical", "Low", "Medium", "Noise", "Novel", "Urgent",
];
/// The key, the name and the colour of those whom the author put in order.
const EDITED: [(&str, &str, Option<&str>); 3] = [
    ("Low", "Later", Some("#445566")),
    ("High", "High", Some("#112233")),
    ("Medium", "Medium", None),
];

proptest! {
    #[test]
    fn edits_hold_while_values_come_and_go(counts in prop::collection::vec(0_usize..4, VALUES.len())) {
        let issues = VALUES.iter().zip(&counts).flat_map(|(name, count)| vec![one(name); *count]);
        let table = by(
            json!({
                "field": "priority",
                "order": ["Low", "High", "Medium"],
                "merge": [{"name": "High", "values": ["High", "Critical"]}],
                "rename": {"Low": "Later"},
                "hide": ["Noise"],
                "colours": {"Low": "#445566", "High": "#112233"},
            }),
            issues,
        );
        let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, count) in VALUES.into_iter().zip(counts) {
            let key = if name == "Critical" { "High" } else { name };
            if name != "Noise" && count > 0 {
                *expected.entry(key).or_default() += count;
            }
        }
        let shown: BTreeMap<&str, usize> = super::rows(&table)
            .into_iter()
            .map(|(key, number)| (key, number.to_string().parse().expect("a count")))
            .collect();
        prop_assert_eq!(&shown, &expected);

        let edited: Vec<_> = EDITED.into_iter().filter(|(key, ..)| expected.contains_key(key)).collect();
        // Those whom nobody has put in order come after them.
        for (row, (key, label, colour)) in table.rows.iter().zip(&edited) {
            prop_assert_eq!((row.key.as_str(), row.label.as_str()), (*key, *label));
            if let Some(colour) = colour {
                prop_assert_eq!(row.colour.as_str(), *colour);
            }
        }
    }
}

#[test]
fn what_is_hidden_stays_hidden_whatever_merges_it() {
    let table = by(
        json!({"field": "priority", "hide": ["Critical"], "merge": [{"name": "Top", "values": ["High", "Critical"]}]}),
        [one("High"), one("Critical"), one("Critical"), one("Low")],
    );
    let mut shown = super::rows(&table);
    shown.sort_by(|a, b| a.0.cmp(b.0));
    assert_eq!(shown, [("Low", 1.0), ("Top", 1.0)]);
    assert_eq!(table.total, Some(2.0));
    assert_eq!(
        table.provenance.warnings,
        ["Priority: hidden values leave out 2 issues."]
    );
}

#[test]
fn an_order_by_name_goes_by_the_names_that_are_shown() {
    let table = by(
        json!({"field": "priority", "order": "label", "rename": {"High": "Zebra", "Low": "Ape"}}),
        [one("High"), one("Low"), one("Medium")],
    );
    let names: Vec<&str> = table.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(names, ["Ape", "Medium", "Zebra"]);
}
