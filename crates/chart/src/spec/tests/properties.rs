//! Any spec, printed and read again; any text, read.

use proptest::prelude::*;
use serde_json::json;

use super::super::*;
use super::with;

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

/// One end, the other or both; those that can be compared in their order.
fn range() -> impl Strategy<Value = Option<Range>> {
    let ends = (prop::option::of(moment()), prop::option::of(moment()));
    prop::option::of(ends).prop_map(|ends| {
        let (from, to) = ends.filter(|(from, to)| from.is_some() || to.is_some())?;
        let node = json!({"from": from.as_ref().map(Moment::to_string), "to": to.as_ref().map(Moment::to_string)});
        let fits = ChartSpec::from_json(&with("chart_by.range", node)).is_ok();
        Some(if fits { Range { from, to } } else { Range { from: to, to: from } })
    })
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
    let dates = prop::collection::btree_set("[a-z]{1,8}", 2..4);
    let dates = dates.prop_map(|dates| By::Dates(dates.into_iter().collect()));
    prop_oneof![3 => "[a-z]{1,8}".prop_map(By::Field), 1 => segments, 1 => dates]
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
        range(),
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
            range: times.1,
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
        cut: bool, bare: bool,
    ) -> ChartSpec {
        let cumulative = lines.cumulative && measure.adds_up();
        // Several dates are the columns already; a tile may do without rows.
        let kind = if rows.is_dates() && !kind.two_dimensional() { Kind::MultiLine } else { kind };
        let crossed = kind.two_dimensional() && !rows.is_dates() || kind == Kind::Tile && cut;
        let columns = Some(columns).filter(|columns| crossed && !columns.is_dates());
        let kind = if kind.two_dimensional() && columns.is_none() && !rows.is_dates() { Kind::Bar } else { kind };
        let rows = Some(rows).filter(|_| kind != Kind::Tile || !bare);
        ChartSpec {
            version: 1, title, description, site: SiteId(Uuid::from_u128(site)), source, filters, kind, language, timezone,
            chart_by: rows, group_by: columns, measure,
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
