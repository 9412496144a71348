use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

const SITE: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";

fn small() -> Value {
    json!({
        "version": 1,
        "site": SITE,
        "source": {"jql": "project = TIMOB"},
        "kind": "bar",
        "chart_by": {"field": "priority"},
    })
}

/// The small spec with the value at `path` replaced.
fn with(path: &str, value: Value) -> Value {
    let mut spec = small();
    let mut at = &mut spec;
    for key in path.split('.') {
        at = &mut at[key];
    }
    *at = value;
    spec
}

#[test]
fn the_canonical_form_has_the_formats_order_and_no_defaults() {
    let spec = ChartSpec::from_json(&json!({
        "measure": {"type": "count"},
        "display": {"theme": "auto", "height": 480, "totals": true, "legend": "bottom"},
        "language": "en",
        "group_by": {"colours": {"Open": "#ABC"}, "field": "status"},
        "chart_by": {
            "limit": 10, "order": ["High", "Low"], "range": {"to": "0d", "from": "-36M"}, "field": "created",
            "hide": [], "merge": [{"values": ["a", "b"], "name": "ab"}], "interval": "month",
        },
        "kind": "stacked_bar",
        "source": {"projects": ["TIMOB", 10001]},
        "site": SITE.to_uppercase(),
        "title": "T",
        "version": 1,
    }))
    .unwrap();
    let expected = json!({
        "version": 1,
        "title": "T",
        "site": SITE,
        "source": {"projects": ["TIMOB", "10001"]},
        "kind": "stacked_bar",
        "chart_by": {
            "field": "created", "interval": "month", "range": {"from": "-36M", "to": "0d"}, "order": ["High", "Low"],
            "limit": 10, "merge": [{"name": "ab", "values": ["a", "b"]}],
        },
        "group_by": {"field": "status", "colours": {"Open": "#aabbcc"}},
        "display": {"legend": "bottom", "height": 480},
    });
    assert_eq!(spec.to_json().to_string(), expected.to_string());
}

#[rstest]
#[case("chart_by.range", json!({"from": "yesterday"}), "chart_by.range.from")]
#[case("chart_by.range", json!({"from": "2024-02-01", "to": "2024-01-01"}), "chart_by.range")]
#[case("chart_by.range", json!({"from": "0d", "to": "-36M"}), "chart_by.range")]
#[case("chart_by.range", json!({"form": "-1d"}), "chart_by.range.form")]
#[case("chart_by.hide", json!(["a", 3]), "chart_by.hide[1]")]
#[case("chart_by.hide", json!("a"), "chart_by.hide")]
#[case("chart_by.rename", json!({"Minor": ""}), "chart_by.rename.Minor")]
#[case("chart_by.colours", json!({"High": "red"}), "chart_by.colours.High")]
#[case("chart_by.merge", json!([{"name": "a", "values": ["x"]}, {"name": "b", "values": ["y", "X"]}]), "chart_by.merge[1].values[1]")]
#[case("chart_by.merge", json!([{"values": ["x"]}]), "chart_by.merge[0].name")]
#[case("chart_by.limit", json!(0), "chart_by.limit")]
#[case("filters", json!({"field": "status"}), "filters")]
#[case("filters", json!([{"field": "status", "text": true}]), "filters[0]")]
#[case("filters", json!([{}]), "filters[0]")]
#[case("filters", json!([{"field": "status"}, {"field": "status"}]), "filters[1]")]
#[case("filters", json!([{"feild": "status"}]), "filters[0].feild")]
#[case("chart_by.level", json!(3), "chart_by.level")]
#[case("chart_by.interval", json!("fortnight"), "chart_by.interval")]
#[case("chart_by.order", json!("jria"), "chart_by.order")]
#[case("chart_by.segments", json!([]), "chart_by")]
#[case("chart_by", json!({"segments": []}), "chart_by.segments")]
#[case("chart_by", json!({"segments": [{"name": "a"}]}), "chart_by.segments[0].jql")]
#[case("chart_by", json!({"segments": [{"name": "a", "jql": "order by key"}]}), "chart_by.segments[0].jql")]
#[case("chart_by", json!({"segments": [{"name": "a", "jql": "x = y"}, {"name": "A", "jql": "x = z"}]}), "chart_by.segments[1].name")]
#[case("chart_by", json!({"dates": ["created"]}), "chart_by.dates")]
#[case("chart_by", json!({"dates": ["created", "created"]}), "chart_by.dates[1]")]
#[case("chart_by", json!({"interval": "day"}), "chart_by.field")]
#[case("chart_by.bins", json!({"width": 0}), "chart_by.bins.width")]
#[case("chart_by.bins", json!({"width": "5"}), "chart_by.bins.width")]
#[case("chart_by.bins", json!({"from": 5}), "chart_by.bins.width")]
#[case("chart_by.field", json!(" "), "chart_by.field")]
#[case("chart_by.colors", json!({}), "chart_by.colors")]
#[case("chart_by", json!(null), "chart_by")]
#[case("group_by", json!({"field": "status"}), "group_by")]
#[case("kind", json!("stacked_bar"), "group_by")]
#[case("kind", json!("pies"), "kind")]
#[case("kind", json!("multi_line"), "group_by")]
#[case("version", json!(2), "version")]
#[case("version", json!("1"), "version")]
#[case("site", json!("my-company"), "site")]
#[case("source", json!({}), "source")]
#[case("source", json!({"jql": "a = b", "filter": 1}), "source")]
#[case("source.jql", json!("ORDER BY created"), "source.jql")]
#[case("source.jql", json!("  "), "source.jql")]
#[case("source", json!({"projects": []}), "source.projects")]
#[case("measure", json!({"type": "average"}), "measure.of")]
#[case("measure", json!({"type": "average", "of": {"since": "created", "until": "duedate"}}), "measure.of")]
#[case("measure", json!({"type": "average", "of": {"between": ["created"]}}), "measure.of.between")]
#[case("measure", json!({"type": "average", "of": {"from": "created"}}), "measure.of.from")]
#[case("measure", json!({"type": "average", "of": "timespent", "unit": "fortnights"}), "measure.unit")]
#[case("measure", json!({"type": "average", "of": "timespent", "unresolved": "include"}), "measure.unresolved")]
#[case("measure", json!({"type": "average", "of": "timespent", "p": 50}), "measure.p")]
#[case("measure", json!({"type": "percentile", "of": "timespent"}), "measure.p")]
#[case("measure", json!({"type": "percentile", "of": "timespent", "p": 101}), "measure.p")]
#[case("measure", json!({"type": "distinct"}), "measure.of")]
#[case("measure", json!({"type": "formula", "a": {"type": "count"}, "op": "%", "b": {"type": "count"}}), "measure.op")]
#[case("measure", json!({"type": "formula", "a": {"type": "sum"}, "op": "/", "b": {"type": "count"}}), "measure.a.of")]
#[case("measure", json!({"type": "progress", "done": {"type": "count"}}), "measure.of")]
#[case("measure", json!({"type": "cuont"}), "measure.type")]
#[case("measure", json!({"type": "count", "of": "x"}), "measure.of")]
#[case("measure", json!({}), "measure.type")]
#[case("display", json!({"legend": "left"}), "display.legend")]
#[case("display", json!({"height": 5}), "display.height")]
#[case("display", json!({"totals": "yes"}), "display.totals")]
#[case("language", json!("Deutsch, bitte"), "language")]
#[case("timezone", json!("Europe/Atlantis"), "timezone")]
#[case("lines", json!({"tend": true}), "lines.tend")]
#[case("lines", json!({"goal": 20}), "lines.goal")]
#[case("lines", json!({"goal": {"label": "Target"}}), "lines.goal.value")]
#[case("colour", json!("red"), "colour")]
fn every_mistake_is_named_with_its_path(
    #[case] at: &str,
    #[case] value: Value,
    #[case] path: &str,
) {
    let error = ChartSpec::from_json(&with(at, value)).unwrap_err();
    assert_eq!(error.path, path, "{error}");
    assert!(!error.message.is_empty());
}

#[rstest]
#[case("chart_by.colors", json!({}), "there is no such key; did you mean colours?")]
#[case("kind", json!("pies"), "there is no \"pies\"; did you mean pie? It is one of pie, donut, bar, grouped_bar, stacked_bar, line, multi_line, funnel, table, table_2d, tile")]
#[case("measure", json!({"type": "medium"}), "there is no \"medium\"; did you mean median? It is one of count, distinct, sum, average, median, min, max, percentile, formula, progress")]
#[case("title", json!(5), "text belongs here, not a number")]
fn an_error_says_how_to_mend_it(#[case] at: &str, #[case] value: Value, #[case] message: &str) {
    assert_eq!(
        ChartSpec::from_json(&with(at, value)).unwrap_err().message,
        message
    );
}

#[rstest]
#[case(json!([]))]
#[case(json!(null))]
#[case(json!("bar"))]
fn what_is_no_object_is_refused_as_a_whole(#[case] json: Value) {
    assert_eq!(ChartSpec::from_json(&json).unwrap_err().path, "");
}

#[test]
fn a_spec_inside_other_json_fails_with_path_and_message() {
    let error =
        serde_json::from_value::<ChartSpec>(with("chart_by.limit", json!("ten"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "chart_by.limit: a whole number from 1 to 1000 belongs here"
    );
}

#[test]
fn a_tile_needs_no_dimension_and_null_counts_as_left_out() {
    let mut tile = with("kind", json!("tile"));
    tile["chart_by"] = Value::Null;
    let spec = ChartSpec::from_json(&tile).unwrap();
    assert_eq!(spec.chart_by, None);
    assert_eq!(ChartSpec::from_json(&spec.to_json()).unwrap(), spec);
}

#[rstest]
#[case(json!({"jql": " project = A ORDER BY rank "}), "project = A")]
#[case(json!({"projects": ["TIMOB", "A \"B\""]}), r#"project in ("TIMOB", "A \"B\"")"#)]
#[case(json!({"filter": 10000}), "filter = 10000")]
#[case(json!({"filter": "my \"open\" ones"}), r#"filter = "my \"open\" ones""#)]
fn each_source_becomes_one_query(#[case] source: Value, #[case] jql: &str) {
    assert_eq!(
        ChartSpec::from_json(&with("source", source))
            .unwrap()
            .base_jql(),
        jql
    );
}

fn name() -> impl Strategy<Value = String> {
    "[A-Za-z(][A-Za-z0-9 /.:()é\"\\\\]{0,12}[a-z)]"
}

fn colour() -> impl Strategy<Value = Colour> {
    "#[0-9a-f]{6}".prop_map(|text| Colour::parse(&text).unwrap())
}

fn moment() -> impl Strategy<Value = Moment> {
    let units = [
        RelativeUnit::Years,
        RelativeUnit::Months,
        RelativeUnit::Weeks,
        RelativeUnit::Days,
    ];
    let part = (0..99_999_u32, prop::sample::select(units.to_vec()));
    prop_oneof![
        (1..9999_i16, 1..=12_i8, 1..=28_i8)
            .prop_map(|(y, m, d)| Moment::On(jiff::civil::date(y, m, d))),
        (any::<bool>(), prop::collection::vec(part, 1..3))
            .prop_map(|(before, parts)| Moment::Relative { before, parts }),
    ]
}

fn order() -> impl Strategy<Value = OrderBy> {
    prop_oneof![
        prop::sample::select(vec![
            OrderBy::Jira,
            OrderBy::ValueDesc,
            OrderBy::ValueAsc,
            OrderBy::Label,
            OrderBy::Oldest,
            OrderBy::Newest
        ]),
        prop::collection::vec(name(), 0..3).prop_map(OrderBy::Keys),
    ]
}

fn choice<T: Copy + std::fmt::Debug + 'static>(
    all: &'static [(&'static str, T)],
) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(|i| all[i].1)
}

fn by() -> impl Strategy<Value = By> {
    let segments = prop::collection::btree_map("[a-z]{1,6}", name(), 1..4).prop_map(|segments| {
        let segment = |(name, text): (String, String)| Segment {
            name,
            jql: format!("summary ~ {}", crate::jql::quoted(&text)),
        };
        By::Segments(segments.into_iter().map(segment).collect())
    });
    prop_oneof![3 => "[a-z]{1,8}".prop_map(By::Field), 1 => segments]
}

fn measure() -> impl Strategy<Value = Measure> {
    let field = || "[a-z]{1,8}";
    let quantity = prop_oneof![
        field().prop_map(Quantity::Field),
        field().prop_map(Quantity::Since),
        field().prop_map(Quantity::Until),
        (field(), field()).prop_map(|(from, to)| Quantity::Between(from, to)),
        choice(Unresolved::ALL).prop_map(Quantity::ResolutionTime),
    ];
    let statistic = prop_oneof![
        prop::sample::select(vec![
            Statistic::Sum,
            Statistic::Average,
            Statistic::Median,
            Statistic::Min,
            Statistic::Max
        ]),
        (0..=1000_u32).prop_map(|p| Statistic::Percentile(f64::from(p) / 10.0)),
    ];
    let leaf = prop_oneof![
        Just(Measure::Count),
        field().prop_map(|of| Measure::Distinct { of }),
        (statistic, quantity, prop::option::of(choice(TimeUnit::ALL)))
            .prop_map(|(what, of, unit)| Measure::Statistic { what, of, unit }),
    ];
    leaf.prop_recursive(2, 8, 2, |inner| {
        let inner = || inner.clone().prop_map(Box::new);
        prop_oneof![
            (inner(), choice(Operator::ALL), inner()).prop_map(|(a, op, b)| Measure::Formula {
                a,
                op,
                b
            }),
            (inner(), inner()).prop_map(|(done, of)| Measure::Progress { done, of }),
        ]
    })
}

prop_compose! {
    fn lines()(
        goal in prop::option::of((any::<i32>(), "\\PC{0,8}")), trend: bool, average: bool, cumulative: bool,
    ) -> Lines {
        let goal = goal.map(|(value, label)| Goal { value: f64::from(value) / 8.0, label });
        Lines { goal, trend, average, cumulative }
    }
}

fn dimension() -> impl Strategy<Value = Dimension> {
    let times = (
        prop::option::of(choice(Interval::ALL)),
        prop::option::of(moment()),
        prop::option::of(choice(SprintChoice::ALL)),
        prop::option::of(1..=2_u32),
        prop::option::of(
            (1..10_000_u32, -500..500_i32).prop_map(|(width, from)| Bins {
                width: f64::from(width) / 4.0,
                from: f64::from(from) / 8.0,
            }),
        ),
    );
    let shown = (
        prop::option::of(order()),
        prop::option::of(1..=1000_u32),
        prop::option::of(any::<bool>()),
        prop::option::of(any::<bool>()),
    );
    let values = (
        prop::collection::vec(name(), 0..3),
        prop::collection::btree_map(name(), name(), 0..3),
        prop::collection::btree_map(name(), prop::collection::hash_set("[a-z]{6}", 0..2), 0..2),
        prop::collection::btree_map(name(), colour(), 0..3),
    );
    (by(), times, shown, values).prop_map(|(by, times, shown, values)| {
        let mut taken = std::collections::HashSet::new();
        let mut merge: Vec<Merge> = values
            .2
            .into_iter()
            .map(|(name, values)| Merge {
                name,
                values: values.into_iter().collect(),
            })
            .collect();
        for merge in &mut merge {
            merge.values.retain(|value| taken.insert(value.clone()));
        }
        Dimension {
            by,
            bins: times.4,
            interval: times.0,
            range: times.1.map(|from| Range {
                from: Some(from),
                to: None,
            }),
            sprint: times.2,
            level: times.3,
            order: shown.0,
            limit: shown.1,
            others: shown.2,
            show_empty: shown.3,
            hide: values.0,
            rename: values.1.into_iter().collect(),
            merge,
            colours: values.3.into_iter().collect(),
        }
    })
}

prop_compose! {
    fn display()(
        legend in choice(Legend::ALL), labels in choice(Labels::ALL), percent in choice(Percent::ALL), totals: bool,
        x_title in "\\PC{0,8}", y_title in "\\PC{0,8}", title_align in choice(Align::ALL), theme in choice(Theme::ALL),
        height in 80..=4000_u32, semantic_colours: bool, patterns: bool,
    ) -> Display {
        Display { legend, labels, percent, totals, x_title, y_title, title_align, theme, height, semantic_colours, patterns }
    }
}

prop_compose! {
    fn filters()(fields in prop::collection::btree_set(name(), 0..4), text: bool) -> Filters {
        Filters { fields: fields.into_iter().collect(), text }
    }
}

prop_compose! {
    // As boxes: the parts as one type are too big for a test's stack.
    fn spec()(
        title in "\\PC{0,12}", description in "\\PC{0,12}", site: u128,
        filters in filters(), kind in prop::sample::select(Kind::ALL.to_vec()),
        source in prop_oneof![
            name().prop_map(|name| Source::Jql(format!("summary ~ {}", crate::jql::quoted(&name)))),
            prop::collection::vec("[A-Z]{2,5}", 1..3).prop_map(Source::Projects),
            "[0-9]{1,6}".prop_map(Source::Filter),
        ],
        language in prop::option::of("(de|pt-BR)"), timezone in prop::option::of("(UTC|Europe/Berlin)"),
        rows in dimension().boxed(), columns in dimension().boxed(), display in display().boxed(), measure in measure(), lines in lines(),
    ) -> ChartSpec {
        let cumulative = lines.cumulative && measure.adds_up();
        ChartSpec {
            version: 1, title, description, site: SiteId(Uuid::from_u128(site)), source, filters, kind, language, timezone,
            chart_by: Some(rows), group_by: kind.two_dimensional().then_some(columns), measure,
            lines: Lines { cumulative, ..lines }, display,
        }
    }
}

proptest! {
    #[test]
    fn printing_and_reading_gives_the_same_spec_and_the_same_text(spec in spec()) {
        let printed = spec.to_json();
        let read = ChartSpec::from_json(&printed).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&read, &spec);
        prop_assert_eq!(read.to_json().to_string(), printed.to_string());
    }

    #[test]
    fn no_json_makes_reading_panic(text in "\\PC{0,40}", at in prop::sample::select(vec![
        "title", "site", "source", "source.jql", "kind", "chart_by", "chart_by.field", "chart_by.range", "chart_by.order",
        "language", "timezone", "measure", "display", "filters",
    ])) {
        let _ = ChartSpec::from_json(&with(at, json!(text)));
        let _ = ChartSpec::from_json(&with(at, json!({ text: 1 })));
    }
}
