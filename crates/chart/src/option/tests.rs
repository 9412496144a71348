use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::{Member, Provenance};

const TWO: [&str; 3] = ["grouped_bar", "stacked_bar", "multi_line"];

fn spec(kind: &str, display: Value) -> ChartSpec {
    with_lines(kind, display, json!({}))
}

fn with_lines(kind: &str, display: Value, lines: Value) -> ChartSpec {
    ChartSpec::from_json(&json!({
        "version": 1,
        "title": "Bugs by priority",
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"jql": "project = A"},
        "kind": kind,
        "chart_by": {"field": "priority"},
        "group_by": TWO.contains(&kind).then(|| json!({"field": "status"})),
        "display": display,
        "lines": lines,
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
    let there = |numbers: Vec<f64>| numbers.into_iter().map(Some).collect();
    Table {
        column_totals: (0..columns.len())
            .map(|column| Some(cells.iter().map(|row| row[column]).sum()))
            .collect(),
        total: Some(row_totals.iter().sum()),
        adds_up: true,
        names: crate::Names::default(),
        runs_up: false,
        so_far: crate::SoFar::default(),
        row_totals: there(row_totals),
        rows,
        columns,
        cells: cells.into_iter().map(there).collect(),
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
    #[values(
        "pie",
        "donut",
        "bar",
        "grouped_bar",
        "stacked_bar",
        "line",
        "multi_line",
        "funnel"
    )]
    kind: &str,
) {
    let drawn = option(
        &spec(kind, json!({})),
        &table(Vec::new(), Vec::new(), Vec::new()),
    );
    assert!(drawn.is_object());
}

/// Every string of an option with the key it stands under.
#[test]
fn a_group_has_a_bar_for_each_column() {
    insta::assert_json_snapshot!(option(&spec("grouped_bar", json!({})), &crossed()));
}

#[test]
fn a_line_goes_through_the_rows() {
    insta::assert_json_snapshot!(option(&spec("line", json!({})), &plain()));
}

#[test]
fn each_column_has_a_line_of_its_own() {
    insta::assert_json_snapshot!(option(&spec("multi_line", json!({})), &crossed()));
}

#[test]
fn a_funnel_keeps_the_order_of_its_stages() {
    insta::assert_json_snapshot!(option(&spec("funnel", json!({"labels": "both"})), &plain()));
}

#[test]
fn lines_over_bars_show_goal_average_trend_and_running_total() {
    let lines = json!({"goal": {"value": 2000, "label": "Target"}, "trend": true, "average": true, "cumulative": true});
    let drawn = option(&with_lines("bar", json!({}), lines), &plain());
    let all = drawn["series"].as_array().unwrap();
    // The numbers have no name: nobody asks for them.
    let (series, numbers): (Vec<&Value>, Vec<&Value>) =
        all.iter().partition(|one| one.get("name").is_some());
    let lines = series[1..].iter();
    let in_front = lines.map(|line| line["z"].as_u64()).max().unwrap();
    assert!(numbers[0]["z"].as_u64() > in_front.max(Some(5)));
    let shown: Vec<_> = series
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), &one["data"]))
        .collect();
    assert_eq!(shown[1].0, "Running total");
    let texts = |data: &Value| -> Vec<Value> {
        let value = |point: &Value| point.get("value").unwrap_or(point).clone();
        data.as_array().unwrap().iter().map(value).collect()
    };
    // What has no priority is beside the axis: it is in no line.
    assert_eq!(
        texts(shown[1].1),
        [json!(336.0), json!(1716.0), json!(1786.0), Value::Null]
    );
    assert_eq!(shown[2].0, "Trend");
    let trend: Vec<f64> = texts(shown[2].1).iter().filter_map(Value::as_f64).collect();
    // Through (0, 336), (1, 1380), (2, 70): the mean is 595.33, the slope -133.
    assert_eq!(
        trend.iter().map(|n| n.round()).collect::<Vec<_>>(),
        [728.0, 595.0, 462.0]
    );
    let mean = series[3]["markLine"]["data"][0]["yAxis"].as_f64().unwrap();
    assert!((mean - 1786.0 / 3.0).abs() < 1e-9, "{mean}");
    assert_eq!(series[4]["markLine"]["data"][0]["yAxis"], json!(2000.0));
    let end = |line: &Value| {
        let points = line["data"].as_array().unwrap().iter().rev();
        let last = points.clone().find(|point| point.is_object()).unwrap();
        last["label"]["formatter"].clone()
    };
    assert_eq!(end(series[1]), "Running total");
    assert_eq!(end(series[4]), "Target 2,000");
}

#[test]
fn the_number_of_a_bar_that_hangs_down_stands_below_it() {
    let mut table = plain();
    table.row_totals[0] = Some(-4.0);
    let drawn = option(&spec("bar", json!({})), &table);
    let numbers = drawn["series"][1]["data"].as_array().unwrap().iter();
    let places: Vec<_> = numbers
        .map(|one| one["label"]["position"].as_str())
        .collect();
    assert_eq!(places[..2], [Some("bottom"), None]);
}

#[test]
fn a_running_total_takes_the_place_of_a_lines_numbers() {
    let drawn = option(
        &with_lines(
            "line",
            json!({"labels": "none"}),
            json!({"cumulative": true}),
        ),
        &plain(),
    );
    assert_eq!(
        drawn["series"][0]["data"],
        json!([336.0, 1716.0, 1786.0, null])
    );
    assert_eq!(drawn["series"].as_array().unwrap().len(), 1);
}

#[test]
fn a_number_that_is_not_there_leaves_a_gap() {
    let mut table = plain();
    (table.row_totals[1], table.cells[1][0]) = (None, None);
    for kind in ["bar", "line"] {
        let drawn = option(&spec(kind, json!({})), &table);
        let point = &drawn["series"][0]["data"][1];
        assert!(
            point.get("value").unwrap_or(point).is_null(),
            "{kind}: {point}"
        );
    }
    assert_eq!(
        option(&spec("pie", json!({})), &table)["series"][0]["data"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn patterns_are_drawn_on_request() {
    let with = option(&spec("bar", json!({"patterns": true})), &plain());
    assert_eq!(with["aria"]["decal"]["show"], json!(true));
    assert!(option(&spec("bar", json!({})), &plain())["aria"]["decal"].is_null());
}

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
    #[values(
        "pie",
        "donut",
        "bar",
        "grouped_bar",
        "stacked_bar",
        "line",
        "multi_line",
        "funnel"
    )]
    kind: &str,
    #[values(option, standalone_option)] draw: fn(&ChartSpec, &Table) -> Value,
) {
    let hostile = || members(&[(name, "#c9372c"), ("High", "#e2703a")]);
    let drawn = draw(
        &with_lines(
            kind,
            json!({"labels": "both", "x_title": name}),
            json!({"goal": {"value": 4, "label": name}}),
        ),
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
    for kind in Kind::ALL.map(Kind::name) {
        if kind == "table_2d" {
            continue;
        }
        let lines =
            json!({"goal": {"value": 20}, "trend": true, "average": true, "cumulative": true});
        let drawn = standalone_option(&with_lines(kind, json!({"x_title": "x"}), lines), &table);
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

/// By months, the newest first, with issues that have none.
fn months() -> Table {
    let mut table = plain();
    for (row, key) in table
        .rows
        .iter_mut()
        .zip(["2026-03-01", "2026-02-01", "2026-01-01"])
    {
        row.key = key.into();
    }
    table
}

#[test]
fn a_line_through_months_does_not_end_in_what_has_no_month() {
    let months = months();
    assert_eq!(months.rows.last().unwrap().key, crate::keys::NONE);
    let points = |kind: &str| {
        let drawn = option(&spec(kind, json!({"labels": "none"})), &months);
        let names = drawn["xAxis"]["data"].as_array().unwrap().len();
        (names, drawn["series"][0]["data"].as_array().unwrap().len())
    };
    assert_eq!(points("line"), (3, 3));
    assert_eq!(points("bar"), (4, 4));
    // What is no time is on no scale.
    let drawn = option(&spec("line", json!({"labels": "none"})), &plain());
    assert_eq!(drawn["xAxis"]["data"].as_array().unwrap().len(), 4);
}

#[test]
fn a_running_total_grows_with_time_whatever_the_order() {
    let lines = json!({"cumulative": true});
    let drawn = option(
        &with_lines("line", json!({"labels": "none"}), lines),
        &months(),
    );
    assert_eq!(drawn["series"][0]["data"], json!([1786.0, 1450.0, 70.0]));
}

#[test]
fn what_does_not_add_up_is_not_stacked() {
    let mut averages = crossed();
    averages.adds_up = false;
    let drawn = option(&spec("stacked_bar", json!({})), &averages);
    let series = drawn["series"].as_array().unwrap();
    assert!(series.iter().all(|one| one.get("stack").is_none()));
}

#[test]
fn pieces_below_nothing_are_stacked_downwards() {
    let mut differences = crossed();
    differences.cells[0][0] = Some(-3.0);
    let drawn = option(&spec("stacked_bar", json!({})), &differences);
    let piece = &drawn["series"][0]["data"][0];
    assert_eq!(piece["value"], json!(-3.0));
    assert!(piece["itemStyle"].get("borderRadius").is_none());
}
