//! The Confluence page.

use axum::http::StatusCode;
use serde_json::json;

use crate::desk::Desk;

const PAGE: &str = "http://wiki.localhost:4000/wiki/spaces/TEAM/pages/65537/Weekly+quality+report";
const CHART: &str = "http://localhost:3000/embed/c1";

#[tokio::test]
async fn the_wiki_opens_on_the_report() {
    let mut desk = Desk::new();
    let answer = desk.get("http://wiki.localhost:4000/").await;
    assert_eq!(
        answer.location(),
        "/wiki/spaces/TEAM/pages/65537/Weekly+quality+report"
    );
}

#[tokio::test]
async fn a_page_without_charts_says_how_to_get_one() {
    let mut desk = Desk::new();
    let page = desk.get(PAGE).await;
    assert!(page.text.contains("No charts here yet") && page.text.contains("--chart ADDRESS"));
    assert!(page.text.contains("Sprint review"));
    assert!(!page.text.contains("<iframe"));
}

#[tokio::test]
async fn frames_look_as_the_built_in_macro_makes_them() {
    let mut desk = Desk::new();
    desk.control(
        "charts",
        json!({ "page": 65537, "charts": [CHART, format!("{CHART}?a=1&b=2")] }),
    )
    .await;
    let page = desk.get(PAGE).await;
    let first = "<iframe src=\"http://localhost:3000/embed/c1\" width=\"100%\" height=\"420\" frameborder=\"0\" scrolling=\"no\"></iframe>";
    assert!(page.text.contains(first), "{}", page.text);
    assert!(
        page.text
            .contains("src=\"http://localhost:3000/embed/c1?a=1&amp;b=2\"")
    );
    assert!(!page.text.contains("No charts here yet"));
}

#[tokio::test]
async fn a_query_shows_other_frames_for_once() {
    let mut desk = Desk::new();
    let asked = format!("{PAGE}?charts={CHART},{CHART}2&height=300");
    assert_eq!(
        desk.get(&asked)
            .await
            .text
            .matches("height=\"300\"")
            .count(),
        2
    );
    assert!(desk.get(PAGE).await.text.contains("No charts here yet"));
}

#[tokio::test]
async fn edit_mode_adds_and_removes_frames_and_explains_what_is_no_address() {
    let mut desk = Desk::new();
    assert!(
        desk.get(&format!("{PAGE}?edit"))
            .await
            .text
            .contains("Paste an iframe address")
    );
    let refused = desk.post_form(PAGE, &[("add", "<script>")]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(
        refused
            .text
            .contains("&quot;&lt;script&gt;&quot; is not an address"),
        "{}",
        refused.text
    );
    desk.post_form(PAGE, &[("add", CHART)]).await;
    assert!(desk.get(PAGE).await.text.contains(CHART));
    desk.post_form(PAGE, &[("remove", "0")]).await;
    assert!(desk.get(PAGE).await.text.contains("No charts here yet"));
}

#[tokio::test]
async fn as_forge_would_the_chart_stands_in_a_sandboxed_frame_of_another_host() {
    let mut desk = Desk::new();
    let page = desk
        .get(&format!("{PAGE}?sandbox=forge&charts={CHART}"))
        .await;
    let frame = page.text.split("<iframe ").nth(1).unwrap();
    assert!(frame.starts_with("sandbox=\"allow-popups allow-popups-to-escape-sandbox "));
    assert!(!frame.contains("allow-top-navigation") && !frame.contains("allow-storage-access"));
    let src = frame
        .split("src=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(
        src.starts_with("http://cdn.localhost:4000/forge?src=http%3A%2F%2F"),
        "{src}"
    );
    let between = desk.get(src).await;
    assert!(between.text.contains(&format!("<iframe src=\"{CHART}\"")));
    let policy = between.header("content-security-policy").unwrap();
    assert!(
        policy.contains("frame-src 'self' http://localhost:3000;"),
        "{policy}"
    );
    assert!(
        policy.contains("frame-ancestors 'self' http://*.localhost:4000"),
        "{policy}"
    );
}
