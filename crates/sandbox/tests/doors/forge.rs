//! Forge: the app of `confluence/`, its pages, its tokens, and what its remote hears.

use std::path::Path;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode_header};
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::desk::{Answer, Desk, MAYA, nobodys_address};

const PAGE: &str = "http://wiki.localhost:4000/wiki/spaces/TEAM/pages/65537/Weekly+quality+report";
const APP: &str = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555";

/// The app, deployed with its remote at a server of the test's.
struct Scene {
    desk: Desk,
    remote: MockServer,
    _folder: TempDir,
    cookie: Option<String>,
}

impl Scene {
    async fn new() -> Self {
        let remote = MockServer::start().await;
        let address = remote.uri();
        Self::with(remote, &address).await
    }

    async fn with(remote: MockServer, address: &str) -> Self {
        let desk = Desk::new();
        let folder = tempfile::tempdir().unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../confluence/manifest.yml");
        let manifest = std::fs::read_to_string(source)
            .unwrap()
            .replace("${INLAY_PUBLIC_URL}", address)
            .replace("${INLAY_FORGE_APP_ID}", APP);
        std::fs::write(folder.path().join("manifest.yml"), manifest).unwrap();
        for resource in ["main", "config"] {
            let pages = folder.path().join("static").join(resource).join("build");
            std::fs::create_dir_all(&pages).unwrap();
            let page = "<!doctype html><html><head><title>x</title></head><body><script src=\"main.js\"></script></body></html>";
            std::fs::write(pages.join("index.html"), page).unwrap();
            std::fs::write(pages.join("main.js"), "1").unwrap();
        }
        let named = json!({ "folder": folder.path() });
        assert_eq!(desk.control("forge", named).await["app"], APP);
        Self {
            desk,
            remote,
            _folder: folder,
            cookie: None,
        }
    }

    /// Whatever the remote is asked at this path, it answers so.
    async fn remote(&self, at: &str, answer: ResponseTemplate) {
        let mock = Mock::given(method("POST")).and(path(at));
        mock.respond_with(answer).mount(&self.remote).await;
    }

    async fn log_in(&mut self, person: &str) {
        let cookie = self
            .desk
            .control("log_in", json!({ "person": person }))
            .await;
        let text = |key: &str| cookie[key].as_str().unwrap();
        self.cookie = Some(format!("{}={}", text("name"), text("value")));
    }

    /// One macro on the page; gives its local id.
    async fn with_macro(&self, chart: Value) -> String {
        let put = json!({ "page": 65537, "charts": [chart] });
        let answer = self.desk.control("macros", put).await;
        assert_eq!(answer["address"], PAGE);
        answer["local_ids"][0].as_str().unwrap().to_owned()
    }

    /// What a macro's frame asks over the bridge.
    async fn bridge(&self, id: &str, name: &str, payload: Value) -> Value {
        let body = json!({ "page": 65537, "macro": id, "name": name, "payload": payload, "theme": { "colorMode": "dark" } });
        let mut request = Request::builder()
            .method("POST")
            .uri("/_forge/call")
            .header(header::HOST, "wiki.localhost:4000")
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.desk.send(request).await.json()
    }

    async fn invoke(&self, id: &str, at: &str, body: Value) -> Value {
        let payload = json!({ "path": at, "method": "POST", "headers": { "Content-Type": "application/json" }, "body": body, "invokeType": "ui-remote-fetch" });
        self.bridge(id, "invoke", payload).await
    }

    /// The last request that the remote got.
    async fn last(&self) -> wiremock::Request {
        self.remote
            .received_requests()
            .await
            .unwrap()
            .pop()
            .unwrap()
    }

    async fn keys(&mut self) -> JwkSet {
        let keys = self.desk.get("/.well-known/jwks.json").await;
        serde_json::from_str(&keys.text).unwrap()
    }

    /// The claims of a token that Forge signed for the app; none where its signature, its issuer or
    /// its audience is wrong.
    async fn claims(&mut self, request: &wiremock::Request) -> Option<Value> {
        let token = token(request);
        let keys = self.keys().await;
        let key = keys.find(&decode_header(&token).unwrap().kid?)?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.validate_exp = false;
        validation.set_audience(&[APP]);
        validation.set_issuer(&["forge/invocation-token"]);
        let key = DecodingKey::from_jwk(key).unwrap();
        let data = jsonwebtoken::decode::<Value>(&token, &key, &validation).ok()?;
        Some(data.claims)
    }
}

fn token(request: &wiremock::Request) -> String {
    let header = request.headers["authorization"].to_str().unwrap();
    header.strip_prefix("Bearer ").unwrap().to_owned()
}

fn grant() -> ResponseTemplate {
    let body = json!({ "embed": "/embed/c1?grant=g", "title": "Bugs", "height": 360 });
    ResponseTemplate::new(200).set_body_json(body)
}

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
