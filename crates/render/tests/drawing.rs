//! The renderer as the service uses it, with the real bundle.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper of tests may fail them"
)]

use std::path::PathBuf;
use std::time::Duration;

use render::{Colours, Limits, Renderer, Size};
use rstest::rstest;
use serde_json::{Value, json};

const SIZE: Size = Size {
    width: 480,
    height: 320,
};

fn bundle() -> String {
    let assets = std::env::var_os("INLAY_ASSETS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/site/assets"),
        PathBuf::from,
    );
    std::fs::read_to_string(assets.join("echarts-ssr.js"))
        .expect("the ECharts bundle is missing: run `npm --prefix frontend run build` first")
}

fn renderer() -> Renderer {
    Renderer::new(
        bundle(),
        Limits {
            time: Duration::from_secs(20),
            ..Limits::default()
        },
    )
    .unwrap()
}

fn pie(labels: &[&str]) -> Value {
    let data: Vec<Value> = labels
        .iter()
        .enumerate()
        .map(|(i, label)| json!({"name": label, "value": i + 3}))
        .collect();
    json!({"legend": {"bottom": 0}, "series": [{"type": "pie", "radius": ["45%", "70%"], "itemStyle": {"borderColor": "#ffffff", "borderWidth": 2}, "label": {"show": false}, "data": data}]})
}

fn bar(labels: &[&str]) -> Value {
    json!({"grid": {"left": 48, "right": 16, "top": 24, "bottom": 32}, "xAxis": {"type": "category", "data": labels, "axisLabel": {"interval": 0}},
           "yAxis": {"type": "value", "splitLine": {"lineStyle": {"color": "#dfe3e8"}}},
           "series": [{"type": "bar", "data": labels.iter().enumerate().map(|(i, _)| i + 1).collect::<Vec<_>>(), "label": {"show": true, "position": "top", "color": "#172b4d"}}]})
}

fn stacked_bar(labels: &[&str]) -> Value {
    let series: Vec<Value> = ["To do", "Done"]
        .iter()
        .map(|name| json!({"type": "bar", "stack": "all", "name": name, "data": [1, 2, 3]}))
        .collect();
    json!({"legend": {"top": 0}, "xAxis": {"type": "category", "data": labels, "axisLabel": {"interval": 0}}, "yAxis": {}, "series": series})
}

/// The texts of a drawing, after a real parse of it.
fn texts(svg: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut texts, mut current) = (Vec::new(), None::<String>);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return texts,
            Event::Start(start) => {
                assert!(
                    start
                        .attributes()
                        .all(|a| a.is_ok_and(|a| a.key.into_inner() != "style")),
                    "a style attribute"
                );
                if start.name().into_inner() == "text" {
                    current = Some(String::new());
                }
            }
            Event::Text(text) => current
                .iter_mut()
                .for_each(|c| c.push_str(&text.xml10_content())),
            Event::GeneralRef(name) => current.iter_mut().for_each(|c| {
                c.push_str(
                    quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).unwrap(),
                );
            }),
            Event::End(end) if end.name().into_inner() == "text" => texts.extend(current.take()),
            _ => {}
        }
    }
}

#[rstest]
#[case::pie(pie(&["Open", "In Review", "Überfällig"]), &["Open", "In Review", "Überfällig"])]
#[case::bar(bar(&["Open", "In Review", "完了"]), &["Open", "In Review", "完了", "1", "3"])]
#[case::stacked_bar(stacked_bar(&["Open", "Closed", "(none)"]), &["Open", "Closed", "(none)", "To do", "Done"])]
#[tokio::test]
async fn each_kind_becomes_well_formed_svg_with_its_labels_as_text(
    #[case] option: Value,
    #[case] labels: &[&str],
) {
    let svg = renderer()
        .svg(&option, "A chart", SIZE, Colours::Light)
        .await
        .unwrap();
    let texts = texts(&svg);
    for label in labels {
        assert!(
            texts.iter().any(|text| text == label),
            "{label} is not among {texts:?}"
        );
    }
}

#[rstest]
#[case("<script>alert(1)</script>")]
#[case("\"/><script>alert(1)</script>")]
#[case("\"}]}); globalThis.broken = true; (")]
#[case("#*#*#*#alert(document.domain)#*#*#*#")]
#[case("${alert(1)} {a|b} {b} \\u003c")]
#[case("#172b4d")]
#[case("]]>&lt;&amp;")]
#[tokio::test]
async fn a_hostile_label_stays_text(#[case] label: &str) {
    let renderer = renderer();
    let mut option = pie(&["a", label]);
    option["textStyle"] = json!({"fontFamily": label});
    let svg = renderer
        .svg(
            &option,
            label,
            Size {
                width: 1200,
                height: 300,
            },
            Colours::Page,
        )
        .await
        .unwrap();
    assert!(texts(&svg).iter().any(|text| text == label), "{svg}");
    assert!(!svg.contains("<script"), "{svg}");
}

#[tokio::test]
async fn the_page_variant_names_the_pages_tokens_and_the_others_name_colours() {
    let renderer = renderer();
    let option = bar(&["a", "b"]);
    let page = renderer
        .svg(&option, "", SIZE, Colours::Page)
        .await
        .unwrap();
    let dark = renderer
        .svg(&option, "", SIZE, Colours::Dark)
        .await
        .unwrap();
    assert!(
        page.contains("fill=\"var(--ink)\"") && page.contains("stroke=\"var(--line)\""),
        "{page}"
    );
    assert!(
        dark.contains("fill=\"#dee4ea\"") && !dark.contains("var(") && !dark.contains("#172b4d"),
        "{dark}"
    );
}

#[tokio::test]
async fn a_drawing_is_the_same_each_time() {
    let renderer = renderer();
    let option = stacked_bar(&["Open", "Closed", "Done"]);
    let first = renderer
        .svg(&option, "Stacked", SIZE, Colours::Page)
        .await
        .unwrap();
    let second = renderer
        .svg(&option, "Stacked", SIZE, Colours::Page)
        .await
        .unwrap();
    assert_eq!(first, second);
    insta::assert_snapshot!(first.replace("><", ">\n<"));
}

#[tokio::test]
async fn twenty_drawings_at_once_all_come_back_each_with_its_own_label() {
    let renderer = renderer();
    let tasks: Vec<_> = (0..20)
        .map(|i| {
            let renderer = renderer.clone();
            tokio::spawn(async move {
                renderer
                    .svg(&bar(&[&format!("Row {i}"), "b"]), "", SIZE, Colours::Light)
                    .await
            })
        })
        .collect();
    for (i, task) in tasks.into_iter().enumerate() {
        let svg = task.await.unwrap().unwrap();
        assert!(texts(&svg).contains(&format!("Row {i}")));
    }
}
