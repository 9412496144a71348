//! The Forge app's pages: frames on the wiki, the host in between, configuration, the editor.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::json;

use crate::desk::{Answer, Desk, MAYA};
use crate::forge::{PAGE, Scene};

#[tokio::test]
async fn a_macro_is_a_sandboxed_frame_of_the_host_in_between() {
    let mut scene = Scene::new().await;
    let id = scene.with_macro(json!("c1")).await;
    let page = scene.desk.get(PAGE).await;
    let frame = page.text.split("<iframe ").nth(1).unwrap();
    let frame = frame.split('>').next().unwrap();
    assert!(frame.contains(&format!("data-macro=\"{id}\"")));
    assert!(frame.contains("src=\"http://cdn.localhost:4000/app/main/index.html\""));
    assert!(frame.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts\""));
    assert!(page.text.contains("<script src=\"/_forge/host.js\" data-cdn=\"http://cdn.localhost:4000\" data-page=\"65537\">"));
    assert!(page.text.contains("Reading as nobody."));
    assert!(!page.text.contains("No charts here yet"));
    let script = scene
        .desk
        .get("http://wiki.localhost:4000/_forge/host.js")
        .await;
    assert_eq!(script.header("content-type"), Some("text/javascript"));
}

#[tokio::test]
async fn the_apps_pages_come_with_forges_script_and_policy() {
    let mut scene = Scene::new().await;
    let page = scene
        .desk
        .get("http://cdn.localhost:4000/app/main/index.html")
        .await;
    let head =
        "<head><script src=\"/_bridge.js\" data-host=\"http://wiki.localhost:4000\"></script>";
    assert!(page.text.contains(head), "{}", page.text);
    let policy = page.header("content-security-policy").unwrap();
    let remote = scene.remote.uri();
    for part in [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' http://wiki.localhost:4000",
        "frame-ancestors 'self' http://wiki.localhost:4000",
        &format!("frame-src 'self' http://wiki.localhost:4000 {remote}"),
        "sandbox allow-popups allow-popups-to-escape-sandbox allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts",
    ] {
        assert!(policy.split("; ").any(|it| it == part), "{part}: {policy}");
    }
    let script = scene
        .desk
        .get("http://cdn.localhost:4000/app/main/main.js")
        .await;
    assert_eq!(
        (script.text.as_str(), script.header("content-type")),
        ("1", Some("text/javascript"))
    );
}

#[rstest]
#[case("app/main/nothing.js")]
#[case("app/other/index.html")]
#[case("app/main/..%2F..%2F..%2Fmanifest.yml")]
#[case("app/main//etc/passwd")]
#[tokio::test]
async fn nothing_else_is_served_there(#[case] path: &str) {
    let mut scene = Scene::new().await;
    let address = format!("http://cdn.localhost:4000/{path}");
    let answer: Answer = scene.desk.get(&address).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
}

#[tokio::test]
async fn a_page_knows_its_reader_its_place_and_its_configuration() {
    let mut scene = Scene::new().await;
    scene.log_in(MAYA).await;
    let id = scene.with_macro(json!("c1")).await;
    let context = scene.bridge(&id, "getContext", json!(null)).await["result"].clone();
    assert_eq!(context["accountId"], scene.desk.account(MAYA));
    assert_eq!(context["cloudId"], json!(scene.desk.sites()[0]));
    assert_eq!(context["localId"], json!(id));
    assert_eq!(context["moduleKey"], "jira-chart");
    assert_eq!(context["extension"]["config"], json!({ "chartId": "c1" }));
    assert_eq!(context["extension"]["content"]["id"], "65537");
    assert_eq!(context["theme"], json!({ "colorMode": "dark" }));
}

#[tokio::test]
async fn a_configuration_is_saved_with_the_macro() {
    let mut scene = Scene::new().await;
    let id = scene.with_macro(json!(null)).await;
    let page = scene.desk.get(&format!("{PAGE}?configure={id}")).await;
    assert!(page.text.contains("/app/config/index.html"));
    let refused = scene
        .bridge(&id, "submit", json!({ "chartId": "c2" }))
        .await;
    assert!(
        refused["error"]
            .as_str()
            .unwrap()
            .contains("Expected object")
    );
    let saved = scene
        .bridge(&id, "submit", json!({ "config": { "chartId": "c2" } }))
        .await;
    assert_eq!(saved["go"], PAGE.split_once("4000").unwrap().1);
    let context = scene.bridge(&id, "getContext", json!(null)).await;
    assert_eq!(context["result"]["extension"]["config"]["chartId"], "c2");
}

#[tokio::test]
async fn the_editor_inserts_and_removes_macros_and_converts_pasted_addresses() {
    let mut scene = Scene::new().await;
    let edit = format!("{PAGE}?edit");
    let page = scene.desk.get(&edit).await;
    assert!(page.text.contains("Insert Jira chart"));
    let inserted = scene.desk.post_form(PAGE, &[("insert", "macro")]).await;
    let id = inserted
        .location()
        .split_once("?configure=")
        .unwrap()
        .1
        .to_owned();
    scene.desk.post_form(PAGE, &[("remove_macro", &id)]).await;
    assert!(
        scene
            .desk
            .get(PAGE)
            .await
            .text
            .contains("No charts here yet")
    );

    let address = format!("{}/charts/c7", scene.remote.uri());
    scene.desk.post_form(PAGE, &[("add", &address)]).await;
    let shown = scene
        .desk
        .control("forge/event", json!({ "event": "upgraded" }))
        .await;
    assert_eq!(
        shown["status"], 404,
        "the remote has no answer mounted: {shown}"
    );
    let page = scene.desk.get(&edit).await;
    assert!(
        page.text
            .contains(&format!("Jira chart <code>{address}</code>"))
    );
}

#[tokio::test]
async fn without_an_app_there_is_no_forge() {
    let mut desk = Desk::new();
    for what in ["forge/event", "forge/invoke"] {
        let body = json!({ "event": "installed", "path": "/x" });
        let body = if what == "forge/event" {
            json!({ "event": "installed" })
        } else {
            json!({ "path": body["path"] })
        };
        let answer = desk.post_json(&format!("/_control/{what}"), body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(
            answer.text.contains("no Forge app is deployed"),
            "{}",
            answer.text
        );
    }
    assert!(
        !desk
            .get(&format!("{PAGE}?edit"))
            .await
            .text
            .contains("Macros")
    );
    let answer = desk
        .post_json("/_control/forge", json!({ "folder": "/nowhere" }))
        .await;
    assert!(
        answer.text.contains("build the Forge app first"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn a_reader_logs_in_on_the_main_host_and_comes_back_to_the_page() {
    let mut scene = Scene::new().await;
    scene.with_macro(json!("c1")).await;
    scene.desk.log_in(MAYA).await;
    let page = scene.desk.get(PAGE).await;
    let link = page.text.split("<a href=\"").last().unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    let known = scene.desk.get(&link).await;
    let ticket = known.location().to_owned();
    assert!(
        ticket.starts_with("http://wiki.localhost:4000/_log_in?"),
        "{ticket}"
    );
    let back = scene.desk.get(&ticket).await;
    let back = format!("http://wiki.localhost:4000{}", back.location());
    let page = scene.desk.get(&back).await;
    assert!(
        page.text.contains("Reading as Maya Lindqvist"),
        "{}",
        page.text
    );
}
