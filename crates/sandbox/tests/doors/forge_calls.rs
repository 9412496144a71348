//! What the Forge app's remote hears: calls of pages and functions, events, good tokens and bad ones.

use rstest::rstest;
use serde_json::{Value, json};
use wiremock::{MockServer, ResponseTemplate};

use crate::desk::{MAYA, nobodys_address};
use crate::forge::{APP, PAGE, Scene, grant, token};

#[tokio::test]
async fn the_remote_hears_who_asks_from_where_in_a_token_of_25_seconds() {
    let mut scene = Scene::new().await;
    scene.remote("/forge/grant", grant()).await;
    scene.log_in(MAYA).await;
    let id = scene.with_macro(json!("c1")).await;
    let told = scene
        .invoke(&id, "/forge/grant", json!({ "chart": "c1" }))
        .await;
    let result = &told["result"];
    assert_eq!(result["success"], true);
    assert_eq!(result["payload"]["status"], 200);
    assert_eq!(result["payload"]["body"]["embed"], "/embed/c1?grant=g");

    let request = scene.last().await;
    assert_eq!(
        request.body_json::<Value>().unwrap(),
        json!({ "chart": "c1" })
    );
    assert!(request.headers.contains_key("x-b3-traceid"));
    assert!(!request.headers.contains_key("cookie"));
    let claims = scene.claims(&request).await.unwrap();
    let now = scene.desk.now().as_second();
    assert_eq!(
        (&claims["iat"], &claims["nbf"], &claims["exp"]),
        (&json!(now), &json!(now), &json!(now + 25))
    );
    assert_eq!(claims["principal"], scene.desk.account(MAYA));
    let site = scene.desk.sites()[0];
    let confluence = format!("http://localhost:4000/ex/confluence/{site}");
    assert_eq!(claims["app"]["id"], APP);
    assert_eq!(claims["app"]["apiBaseUrl"], confluence);
    assert_eq!(
        claims["app"]["module"],
        json!({ "type": "xen:macro", "key": "jira-chart" })
    );
    assert_eq!(
        claims["app"]["installation"]["contexts"],
        json!([{ "name": "confluence", "url": confluence }])
    );
    assert_eq!(claims["context"]["cloudId"], json!(site));
    let extension = &claims["context"]["extension"];
    assert_eq!(
        (&extension["type"], &extension["config"]["chartId"]),
        (&json!("macro"), &json!("c1"))
    );
}

#[tokio::test]
async fn an_anonymous_reader_has_no_principal() {
    let mut scene = Scene::new().await;
    scene.remote("/forge/grant", grant()).await;
    let id = scene.with_macro(json!("c1")).await;
    scene.invoke(&id, "/forge/grant", json!({})).await;
    let request = scene.last().await;
    let claims = scene.claims(&request).await.unwrap();
    assert_eq!(claims.get("principal"), None);
}

#[tokio::test]
async fn each_call_has_a_token_of_its_own_unless_it_is_replayed() {
    let mut scene = Scene::new().await;
    scene.remote("/forge/grant", grant()).await;
    scene.log_in(MAYA).await;
    let id = scene.with_macro(json!("c1")).await;
    let mut tokens = Vec::new();
    for switch in ["good", "good", "replayed"] {
        let set = json!({ "forge_token": switch });
        scene.desk.control("switches", set).await;
        scene.invoke(&id, "/forge/grant", json!({})).await;
        tokens.push(token(&scene.last().await));
    }
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(tokens[1], tokens[2]);
}

#[rstest]
#[case("wrong_audience", false, None)]
#[case("wrong_issuer", false, None)]
#[case("wrong_key", false, None)]
#[case("unknown_key", false, None)]
#[case("expired", true, Some(-3600))]
#[case("not_yet", true, Some(3600))]
#[tokio::test]
async fn a_switch_spoils_the_token(
    #[case] switch: &str,
    #[case] genuine: bool,
    #[case] shifted: Option<i64>,
) {
    let mut scene = Scene::new().await;
    scene.remote("/forge/grant", grant()).await;
    let set = json!({ "forge_token": switch });
    scene.desk.control("switches", set).await;
    let id = scene.with_macro(json!("c1")).await;
    scene.invoke(&id, "/forge/grant", json!({})).await;
    let request = scene.last().await;
    let claims = scene.claims(&request).await;
    assert_eq!(claims.is_some(), genuine);
    let now = scene.desk.now().as_second();
    assert_eq!(claims.map(|it| it["nbf"].as_i64().unwrap() - now), shifted);
}

#[tokio::test]
async fn a_refusal_of_the_remote_reaches_the_page() {
    let scene = Scene::new().await;
    let refusal = json!({ "error": "Its owner no longer shares this chart." });
    scene
        .remote(
            "/forge/grant",
            ResponseTemplate::new(403).set_body_json(refusal.clone()),
        )
        .await;
    let id = scene.with_macro(json!("c1")).await;
    let told = scene.invoke(&id, "/forge/grant", json!({})).await;
    let payload = &told["result"]["payload"];
    assert_eq!(
        (&payload["status"], &payload["body"]),
        (&json!(403), &refusal)
    );

    let init = json!({ "path": "/forge/grant", "method": "POST", "headers": [["content-type", "application/json"]], "body": "{}" });
    let direct = json!({ "remoteKey": "charts-remote", "fetchRequestInit": init });
    let told = scene.bridge(&id, "fetchRemote", direct).await;
    assert_eq!(told["result"]["status"], 403);
    assert_eq!(told["result"]["body"], refusal.to_string());
}

#[rstest]
#[case::html(ResponseTemplate::new(200).set_body_string("<html>"), 502)]
#[case::nothing_there(ResponseTemplate::new(404), 502)]
#[tokio::test]
async fn what_is_no_json_does_not_pass_forge(
    #[case] answer: ResponseTemplate,
    #[case] status: u16,
) {
    let scene = Scene::new().await;
    scene.remote("/forge/grant", answer).await;
    let id = scene.with_macro(json!("c1")).await;
    let told = scene.invoke(&id, "/forge/grant", json!({})).await;
    assert_eq!(told["result"]["success"], false);
    assert_eq!(told["result"]["error"]["status"], status);
}

#[tokio::test]
async fn a_pasted_address_is_in_token_and_context() {
    let mut scene = Scene::new().await;
    scene.remote("/forge/grant", grant()).await;
    let pasted = "http://localhost:3000/charts/c7";
    let id = scene.with_macro(json!(pasted)).await;
    let context = scene.bridge(&id, "getContext", json!(null)).await;
    assert_eq!(context["result"]["extension"]["autoConvertLink"], pasted);
    scene.invoke(&id, "/forge/grant", json!({})).await;
    let request = scene.last().await;
    let claims = scene.claims(&request).await.unwrap();
    assert_eq!(claims["context"]["extension"]["autoConvertLink"], pasted);
    assert_eq!(claims["context"]["extension"].get("config"), None);
}

#[tokio::test]
async fn installation_and_its_end_are_told_and_nothing_works_after_the_end() {
    let mut scene = Scene::new().await;
    scene
        .remote("/forge/lifecycle", ResponseTemplate::new(204))
        .await;
    let id = scene.with_macro(json!("c1")).await;
    let site = scene.desk.sites()[0];
    for (event, module, kind) in [
        ("installed", "lifecycle", json!("avi:forge:installed:app")),
        ("upgraded", "lifecycle", json!("avi:forge:upgraded:app")),
        ("preUninstall", "cleanup", json!(null)),
    ] {
        let told = scene
            .desk
            .control("forge/event", json!({ "event": event }))
            .await;
        assert_eq!(told["status"], 204, "{event}");
        let request = scene.last().await;
        let body: Value = request.body_json().unwrap();
        assert_eq!(
            body["context"],
            format!("ari:cloud:confluence::site/{site}")
        );
        assert_eq!(body["eventType"], kind);
        let claims = scene.claims(&request).await.unwrap();
        assert_eq!(claims["app"]["module"]["key"], module);
        assert_eq!(claims["context"]["cloudId"], json!(site));
        assert_eq!(claims.get("principal"), None);
        assert_eq!(body["id"], claims["app"]["installationId"]);
    }
    let page = scene.desk.get(PAGE).await;
    assert!(
        page.text
            .contains("The app of this macro is not installed.")
    );
    let told = scene.invoke(&id, "/forge/grant", json!({})).await;
    assert_eq!(told["error"], "The app is not installed.");

    scene
        .desk
        .control("forge/event", json!({ "event": "installed" }))
        .await;
    assert!(
        scene
            .desk
            .get(PAGE)
            .await
            .text
            .contains("<iframe data-macro")
    );
}

#[tokio::test]
async fn a_clean_up_that_fails_keeps_nobody_from_uninstalling() {
    let nobody = nobodys_address();
    let mut scene = Scene::with(MockServer::start().await, &nobody).await;
    scene.with_macro(json!("c1")).await;
    let told = scene
        .desk
        .control("forge/event", json!({ "event": "preUninstall" }))
        .await;
    assert_eq!(told["status"], Value::Null);
    assert!(told["error"].as_str().unwrap().contains("nobody answered"));
    assert!(scene.desk.get(PAGE).await.text.contains("not installed"));
}

#[tokio::test]
async fn a_function_calls_the_remote_for_nobody() {
    let mut scene = Scene::new().await;
    let table = json!({ "image": "x", "table": {}, "title": "Bugs" });
    scene
        .remote(
            "/forge/export",
            ResponseTemplate::new(200).set_body_json(table.clone()),
        )
        .await;
    let asked = json!({ "path": "/forge/export", "body": { "chart": "c1", "exportType": "pdf" } });
    let told = scene.desk.control("forge/invoke", asked).await;
    assert_eq!((&told["status"], &told["body"]), (&json!(200), &table));
    let request = scene.last().await;
    let claims = scene.claims(&request).await.unwrap();
    assert_eq!(claims["app"]["module"]["key"], "export-fn");
    assert_eq!(claims.get("principal"), None);
}
