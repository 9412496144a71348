//! Sixty cuts through two sites, against counts that a script in plain Python made
//! (`tests/reference/make.py`, which says how to run it again).

use std::collections::HashMap;

use chart::{ChartSpec, Member, Table};
use serde_json::{Value as Json, json};

use crate::issues::{folder, tables};

const REFERENCE: &str = include_str!("../reference/reference.json");

fn spec(cut: &Json) -> ChartSpec {
    ChartSpec::from_json(&json!({
        "version": 1,
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"filter": 1},
        "kind": if cut["group_by"].is_null() { "table" } else { "table_2d" },
        "timezone": cut["timezone"],
        "chart_by": cut["chart_by"],
        "group_by": cut["group_by"],
        "measure": cut["measure"],
    }))
    .unwrap()
}

/// Places by key, whatever the case of its letters.
fn places(members: &[Member]) -> HashMap<String, usize> {
    let place = |(i, member): (usize, &Member)| (member.key.to_lowercase(), i);
    members.iter().enumerate().map(place).collect()
}

fn same(ours: Option<f64>, theirs: &Json, what: &str) {
    let theirs = theirs.as_f64();
    let near = match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
        (ours, theirs) => ours == theirs,
    };
    assert!(near, "{what}: {ours:?} here, {theirs:?} in Python");
}

fn compare(cut: &Json, table: &Table) {
    let title = cut["title"].as_str().unwrap();
    let (rows, columns) = (places(&table.rows), places(&table.columns));
    let place = |places: &HashMap<String, usize>, key: &str| -> usize {
        let known = places.get(key).copied();
        known.unwrap_or_else(|| panic!("{title}: there is no {key:?} in {:?}", places.keys()))
    };
    assert_eq!(
        Some(table.rows.len() as u64),
        cut["row_count"].as_u64(),
        "{title}: rows"
    );
    same(table.total, &cut["total"], title);
    for (key, number) in cut["rows"].as_object().unwrap() {
        let what = format!("{title}: {key}");
        same(table.row_totals[place(&rows, key)], number, &what);
    }
    for (key, number) in cut["columns"].as_object().into_iter().flatten() {
        let what = format!("{title}: column {key}");
        same(table.column_totals[place(&columns, key)], number, &what);
    }
    for cell in cut["cells"].as_array().into_iter().flatten() {
        let key = |i: usize| cell[i].as_str().unwrap();
        let what = format!("{title}: {} and {}", key(0), key(1));
        let ours = table.cells[place(&rows, key(0))][place(&columns, key(1))];
        same(ours, &cell[2], &what);
    }
}

#[test]
fn every_cut_has_the_numbers_of_the_script() {
    let reference: Json = serde_json::from_str(REFERENCE).unwrap();
    let cuts = reference["cuts"].as_array().unwrap();
    assert!(cuts.len() >= 40);
    for (site, projects) in reference["projects"].as_object().unwrap() {
        let Some(folder) = folder(site) else { continue };
        let projects: Vec<&str> = projects
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Json::as_str)
            .collect();
        let cuts: Vec<&Json> = cuts.iter().filter(|cut| cut["site"] == *site).collect();
        let specs: Vec<ChartSpec> = cuts.iter().map(|cut| spec(cut)).collect();
        let now = reference["now"].as_str().unwrap();
        for (cut, table) in cuts.iter().zip(tables(&folder, &projects, &specs, now)) {
            compare(cut, &table);
        }
    }
}
