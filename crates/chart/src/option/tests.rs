use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::{Member, Provenance};

fn spec(kind: &str, display: Value) -> ChartSpec {
    ChartSpec::from_json(&json!({
        "version": 1,
        "title": "Bugs by priority",
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"jql": "project = A"},
        "kind": kind,
        "chart_by": {"field": "priority"},
        "group_by": (kind == "stacked_bar").then(|| json!({"field": "status"})),
        "display": display,
    }))
    .unwrap()
}

fn members(of: &[(&str, &str)]) -> Vec<Member> {
    of.iter()
        .map(|(name, colour)| Member {
            key: (*name).into(),
            label: (*name).into(),
            colour: (*colour).into(),
        })
        .collect()
}

fn crossed() -> Table {
    table(
        members(&[
            ("Critical", "#c9372c"),
            ("High", "#e2703a"),
            ("Low", "#4688ec"),
        ]),
        members(&[
            ("To do", "#4688ec"),
            ("In progress", "#f5a623"),
            ("Done", "#2a9d6f"),
        ]),
        vec![
            vec![240.0, 96.0, 0.0],
            vec![1250.0, 74.0, 56.0],
            vec![44.0, 2.0, 24.0],
        ],
    )
}

fn plain() -> Table {
    let rows = [
        ("Critical", "#c9372c"),
        ("High", "#e2703a"),
        ("Low", "#4688ec"),
        ("(none)", "#8590a2"),
    ];
    table(
        members(&rows),
        members(&[("Issues", "#4688ec")]),
        vec![vec![336.0], vec![1380.0], vec![70.0], vec![1.0]],
    )
}

fn table(rows: Vec<Member>, columns: Vec<Member>, cells: Vec<Vec<f64>>) -> Table {
    let row_totals: Vec<f64> = cells.iter().map(|row| row.iter().sum()).collect();
    Table {
        column_totals: (0..columns.len())
            .map(|column| cells.iter().map(|row| row[column]).sum())
            .collect(),
        total: row_totals.iter().sum(),
        row_totals,
        rows,
        columns,
        cells,
        unit: "issues".into(),
        provenance: Provenance::default(),
    }
}

#[test]
fn a_pie_names_its_slices() {
    insta::assert_json_snapshot!(option(&spec("pie", json!({"labels": "both"})), &plain()));
}

#[test]
fn a_donut_has_the_total_in_its_middle() {
    insta::assert_json_snapshot!(option(&spec("donut", json!({})), &plain()));
}

#[test]
fn a_bar_stands_for_each_row() {
    insta::assert_json_snapshot!(option(
        &spec("bar", json!({"x_title": "Priority", "y_title": "Issues"})),
        &plain()
    ));
}

#[test]
fn a_stack_has_its_total_on_top() {
    insta::assert_json_snapshot!(option(&spec("stacked_bar", json!({})), &crossed()));
}

#[test]
fn a_picture_that_stands_alone_has_title_and_legend() {
    let display =
        json!({"totals": false, "labels": "percent", "percent": "of_row", "title_align": "center"});
    insta::assert_json_snapshot!(standalone_option(&spec("stacked_bar", display), &crossed()));
}

#[rstest]
fn tables_and_tiles_are_html(#[values("table", "tile")] kind: &str) {
    assert_eq!(option(&spec(kind, json!({})), &plain()), Value::Null);
}

#[rstest]
fn an_empty_table_is_drawn_without_numbers(
    #[values("pie", "donut", "bar", "stacked_bar")] kind: &str,
) {
    let drawn = option(
        &spec(kind, json!({})),
        &table(Vec::new(), Vec::new(), Vec::new()),
    );
    assert!(drawn.is_object());
}

/// Every string of an option with the key it stands under.
fn strings<'a>(key: &'a str, value: &'a Value, out: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) => out.push((key, text)),
        Value::Array(list) => list.iter().for_each(|item| strings(key, item, out)),
        Value::Object(map) => map.iter().for_each(|(key, item)| strings(key, item, out)),
        _ => {}
    }
}

#[rstest]
#[case("</script><script>alert(1)</script>")]
#[case("#*#*#*#alert(1)#*#*#*#")]
#[case("{a}{b}{c}{d} {@value} {total|x}")]
#[case("\u{202e}gnissapmocne \u{5e9}\u{5dc}\u{5d5}\u{5dd}")]
#[case("a\u{0}b\nc\u{1b}[31m\u{2028}d\u{ffff}")]
#[case("$& $1 \\u003c \" ' `")]
fn a_hostile_name_stays_text(
    #[case] name: &str,
    #[values("pie", "donut", "bar", "stacked_bar")] kind: &str,
    #[values(option, standalone_option)] draw: fn(&ChartSpec, &Table) -> Value,
) {
    let hostile = || members(&[(name, "#c9372c"), ("High", "#e2703a")]);
    let drawn = draw(
        &spec(kind, json!({"labels": "both", "x_title": name})),
        &table(hostile(), hostile(), vec![vec![5.0, 3.0]; 2]),
    );
    let mut all = Vec::new();
    strings("", &drawn, &mut all);
    for (key, text) in &all {
        assert!(
            !text.chars().any(|c| c.is_control() && c != '\n')
                && !text.contains(['\u{202e}', '\u{2028}', '\u{ffff}']),
            "{key}: {text:?}"
        );
        if *key == "formatter" {
            // The donut's own styles are the only ones.
            let bare = text.replace("{total|16}", "").replace("{unit|issues}", "");
            assert!(
                !bare.contains("{a")
                    && !bare.contains("{b")
                    && !bare.contains("{c")
                    && !bare.contains("{@")
                    && !bare.contains("{total"),
                "{text:?}"
            );
        }
    }
    let visible = name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .trim_start_matches('\u{202e}');
    let clean: String = visible.chars().take_while(|c| !c.is_control()).collect();
    assert!(
        all.iter().any(|(_, text)| text.contains(&clean)),
        "{clean:?} is shown"
    );
}

#[test]
fn a_name_of_ten_thousand_letters_is_cut() {
    let name = "x".repeat(10_000);
    let drawn = option(
        &spec("bar", json!({})),
        &table(
            members(&[(&name, "#c9372c")]),
            members(&[("Issues", "#4688ec")]),
            vec![vec![5.0]],
        ),
    );
    assert!(drawn.to_string().len() < 4_000);
    assert!(drawn["xAxis"]["data"][0].as_str().unwrap().ends_with("x…"));
}

#[test]
fn everything_that_is_not_data_is_drawn_in_a_role_colour() {
    let roles = [
        crate::ink::INK,
        crate::ink::INK_2,
        crate::ink::INK_3,
        crate::ink::LINE,
        crate::ink::SURFACE,
    ];
    let table = crossed();
    let data: Vec<&str> = table
        .rows
        .iter()
        .chain(&table.columns)
        .map(|member| member.colour.as_str())
        .collect();
    for kind in ["pie", "donut", "bar", "stacked_bar"] {
        let drawn = standalone_option(&spec(kind, json!({"x_title": "x"})), &table);
        let mut all = Vec::new();
        strings("", &drawn, &mut all);
        for (key, text) in all.iter().filter(|(_, text)| text.starts_with('#')) {
            assert!(
                roles.contains(text) || data.contains(text),
                "{kind}: {key} is {text}"
            );
        }
    }
}

#[rstest]
#[case("#c9372c", "#fdfdfd")]
#[case("#f5a623", "#0f1c33")]
#[case("nonsense", "#fdfdfd")]
fn text_on_a_colour_can_be_read(#[case] colour: &str, #[case] ink: &str) {
    assert_eq!(label::ink_on(colour), ink);
}
