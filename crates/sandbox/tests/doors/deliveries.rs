//! Webhooks on their way to the app.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::desk::{Desk, MAYA, PRIYA, nobodys_address};

const SCOPES: [&str; 2] = ["read:jira-work", "manage:jira-webhook"];

/// An app with webhooks, and the desk.
struct Scene {
    desk: Desk,
    app: MockServer,
}

impl Scene {
    /// Maya's webhook with this filter on the first site; the app answers with these statuses, and
    /// then with 200.
    async fn new(filter: &str, statuses: &[u16]) -> Self {
        let scene = Self {
            desk: Desk::new(),
            app: MockServer::start().await,
        };
        for status in statuses {
            let answer = ResponseTemplate::new(*status);
            let once = Mock::given(method("POST")).and(path("/hooks/jira"));
            once.respond_with(answer)
                .up_to_n_times(1)
                .mount(&scene.app)
                .await;
        }
        let rest = Mock::given(method("POST")).and(path("/hooks/jira"));
        rest.respond_with(ResponseTemplate::new(200))
            .mount(&scene.app)
            .await;
        let hook =
            json!({ "events": ["jira:issue_created", "jira:issue_updated"], "jqlFilter": filter });
        scene.register(MAYA, hook).await;
        scene
    }

    async fn register(&self, person: &str, hook: Value) {
        let url = format!("{}/hooks/jira", self.app.uri());
        self.register_at(&url, person, hook).await;
    }

    async fn register_at(&self, url: &str, person: &str, hook: Value) {
        let wanted = json!({ "person": person, "scopes": SCOPES });
        let pair = self.desk.control("tokens", wanted).await;
        let token = pair["access_token"].as_str().unwrap();
        let path = format!("/ex/jira/{}/rest/api/3/webhook", self.desk.sites()[0]);
        let body = json!({ "url": url, "webhooks": [hook] });
        let answer = self.desk.post_with(&path, token, body).await.json();
        assert!(
            answer["webhookRegistrationResult"][0]["createdWebhookId"].is_u64(),
            "{answer}"
        );
    }

    async fn create(&self, project: &str, fields: Value) -> String {
        let site = self.desk.sites()[0];
        let wanted = json!({ "site": site, "project": project, "fields": fields, "by": PRIYA });
        let made = self.desk.control("issue", wanted).await;
        made["key"].as_str().unwrap().to_owned()
    }

    async fn change(&self, key: &str, fields: Value) {
        let site = self.desk.sites()[0];
        let wanted = json!({ "site": site, "key": key, "fields": fields, "by": PRIYA });
        self.desk.control("issue", wanted).await;
    }

    async fn received(&self) -> Vec<wiremock::Request> {
        self.app.received_requests().await.unwrap()
    }

    async fn events(&self) -> Vec<String> {
        let received = self.received().await;
        let event =
            |it: &wiremock::Request| it.body_json::<Value>().unwrap()["webhookEvent"].clone();
        received
            .iter()
            .map(|it| event(it).as_str().unwrap().to_owned())
            .collect()
    }

    async fn log(&self) -> Value {
        let request = Request::builder()
            .uri("/_control/webhooks")
            .header(header::HOST, "localhost:4000");
        let answer = self.desk.send(request.body(Body::empty()).unwrap()).await;
        answer.json()["deliveries"].clone()
    }
}

/// The claims of a delivery's token, if it is signed with this secret.
fn claims(request: &wiremock::Request, secret: &str) -> Option<Value> {
    let token = request.headers.get("authorization")?.to_str().ok()?;
    let token = token.strip_prefix("Bearer ")?;
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(secret.as_bytes());
    let data = jsonwebtoken::decode::<Value>(token, &key, &validation).ok()?;
    Some(data.claims)
}

#[tokio::test]
async fn a_change_is_delivered_once_and_signed_with_the_apps_secret() {
    let scene = Scene::new("project = SHOP", &[]).await;
    let key = scene
        .create("SHOP", json!({ "summary": "A new one" }))
        .await;
    scene.change(&key, json!({ "status": "In Progress" })).await;
    assert_eq!(
        scene.events().await,
        ["jira:issue_created", "jira:issue_updated"]
    );
    let received = scene.received().await;
    let now = scene.desk.now().as_second();
    let claims = claims(&received[0], "inlay-sandbox-secret").unwrap();
    assert_eq!(claims["iss"], "inlay-sandbox");
    assert!(claims["exp"].as_i64().unwrap() > now && claims["iat"] == now);
    let header = |name: &str| received[0].headers.get(name).map(|it| it.to_str().unwrap());
    assert_eq!(header("user-agent"), Some("Atlassian Webhook HTTP Client"));
    assert_eq!(header("x-atlassian-webhook-flow"), Some("Primary"));
    assert_eq!(header("x-atlassian-webhook-retry"), None);
    assert!(header("x-atlassian-webhook-identifier").is_some());

    let body: Value = received[1].body_json().unwrap();
    assert_eq!(
        (&body["issue"]["key"], &body["matchedWebhookIds"]),
        (&json!(key), &json!([1000]))
    );
    assert_eq!(body["timestamp"], scene.desk.now().as_millisecond());
    assert_eq!(body["user"]["displayName"], "Priya Raman");
    let status = body["changelog"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["fieldId"] == "status")
        .unwrap();
    assert_eq!(status["toString"], "In Progress");
    let address = format!(
        "http://localhost:4000/ex/jira/{}/rest/api/3/issue/",
        scene.desk.sites()[0]
    );
    assert!(
        body["issue"]["self"]
            .as_str()
            .unwrap()
            .starts_with(&address)
    );
}

#[tokio::test]
async fn what_changes_nothing_is_told_to_nobody() {
    let scene = Scene::new("project = SHOP", &[]).await;
    let key = scene.create("SHOP", json!({ "summary": "Same" })).await;
    scene.change(&key, json!({ "summary": "Same" })).await;
    assert_eq!(scene.events().await, ["jira:issue_created"]);
}

#[rstest]
#[case::by_its_project("project = SHOP", "OTHER", false)]
#[case::by_its_type("project = SHOP AND issuetype = Bug", "SHOP", true)]
#[case::by_another_type("project = SHOP AND issuetype = Epic", "SHOP", false)]
#[tokio::test]
async fn only_issues_of_the_filter_are_told(
    #[case] filter: &str,
    #[case] project: &str,
    #[case] told: bool,
) {
    let scene = Scene::new(filter, &[]).await;
    let other = {
        let world = scene.desk.sandbox.world();
        world.sites[0].projects[1].key.to_string()
    };
    let project = if project == "OTHER" { &other } else { project };
    let kind = if project == "SHOP" {
        json!({ "issuetype": "Bug" })
    } else {
        json!({})
    };
    scene.create(project, kind).await;
    assert_eq!(scene.received().await.len(), usize::from(told));
}

#[tokio::test]
async fn a_filter_on_fields_leaves_other_changes_out() {
    let scene = Scene::new("project = SHOP AND issuetype = Epic", &[]).await;
    let narrow = json!({ "events": ["jira:issue_updated"], "jqlFilter": "project = SHOP", "fieldIdsFilter": ["priority"] });
    scene.register(MAYA, narrow).await;
    let key = scene.create("SHOP", json!({ "issuetype": "Bug" })).await;
    scene.change(&key, json!({ "summary": "Renamed" })).await;
    assert_eq!(scene.received().await.len(), 0);
    scene.change(&key, json!({ "priority": "Highest" })).await;
    assert_eq!(scene.events().await, ["jira:issue_updated"]);
}

#[tokio::test]
async fn an_issue_that_the_account_may_not_see_is_not_told() {
    let scene = Scene::new("project = SHOP", &[]).await;
    let site = scene.desk.sites()[0];
    let nothing = json!({ "site": site, "person": MAYA, "projects": [] });
    scene.desk.control("permissions", nothing).await;
    scene.create("SHOP", json!({})).await;
    assert_eq!(scene.received().await.len(), 0);
}

#[tokio::test]
async fn an_app_that_is_not_shared_hears_of_its_owners_webhooks_alone() {
    let scene = Scene::new("project = SHOP", &[]).await;
    let owner = scene.desk.account(PRIYA);
    scene.desk.control("app", json!({ "owner": owner })).await;
    scene.create("SHOP", json!({})).await;
    assert_eq!(scene.received().await.len(), 0);
    let owner = scene.desk.account(MAYA);
    scene.desk.control("app", json!({ "owner": owner })).await;
    scene.create("SHOP", json!({})).await;
    assert_eq!(scene.received().await.len(), 1);
}

#[tokio::test]
async fn a_failed_delivery_is_tried_again_under_the_same_identifier() {
    let scene = Scene::new("project = SHOP", &[503, 429, 408]).await;
    scene.create("SHOP", json!({})).await;
    let received = scene.received().await;
    let header = |name: &str| -> Vec<Option<String>> {
        let value =
            |it: &wiremock::Request| Some(it.headers.get(name)?.to_str().unwrap().to_owned());
        received.iter().map(value).collect()
    };
    let retries = header("x-atlassian-webhook-retry");
    assert_eq!(
        retries,
        [None, Some("1".into()), Some("2".into()), Some("3".into())]
    );
    let mut identifiers = header("x-atlassian-webhook-identifier");
    identifiers.dedup();
    assert_eq!(identifiers.len(), 1);
    assert_eq!(scene.log().await[0]["tries"], json!([503, 429, 408, 200]));
}

#[rstest]
#[case::given_up_after_five_retries(&[500; 9], json!([500, 500, 500, 500, 500, 500]))]
#[case::refused_for_good(&[401], json!([401]))]
#[case::gone(&[410], json!([410]))]
#[tokio::test]
async fn tries_end(#[case] statuses: &[u16], #[case] tries: Value) {
    let scene = Scene::new("project = SHOP", statuses).await;
    scene.create("SHOP", json!({})).await;
    assert_eq!(scene.log().await[0]["tries"], tries);
}

#[tokio::test]
async fn an_app_that_is_not_there_fails_every_try() {
    let scene = Scene {
        desk: Desk::new(),
        app: MockServer::start().await,
    };
    let url = format!("{}/hooks/jira", nobodys_address());
    let hook = json!({ "events": ["jira:issue_created"], "jqlFilter": "project = SHOP" });
    scene.register_at(&url, MAYA, hook).await;
    scene.create("SHOP", json!({})).await;
    assert_eq!(
        scene.log().await[0]["tries"],
        json!([null, null, null, null, null, null])
    );
}

#[tokio::test]
async fn the_same_delivery_can_come_twice() {
    let scene = Scene::new("project = SHOP", &[]).await;
    scene.create("SHOP", json!({})).await;
    let identifier = scene.log().await[0]["identifier"].clone();
    scene
        .desk
        .control("webhooks", json!({ "repeat": identifier }))
        .await;
    let received = scene.received().await;
    let name = "x-atlassian-webhook-identifier";
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].headers.get(name), received[1].headers.get(name));
    assert_eq!(received[0].body, received[1].body);
    let unknown = scene
        .desk
        .post_json("/_control/webhooks", json!({ "repeat": "x" }))
        .await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

#[rstest]
#[case("good", true, true)]
#[case("expired", true, false)]
#[case("wrong_secret", false, false)]
#[case("none", false, false)]
#[tokio::test]
async fn a_switch_spoils_the_signature(
    #[case] switch: &str,
    #[case] signed: bool,
    #[case] in_time: bool,
) {
    let scene = Scene::new("project = SHOP", &[]).await;
    scene
        .desk
        .control("switches", json!({ "delivery_token": switch }))
        .await;
    scene.create("SHOP", json!({})).await;
    let claims = claims(&scene.received().await[0], "inlay-sandbox-secret");
    assert_eq!(claims.is_some(), signed);
    let now = scene.desk.now().as_second();
    let end = claims.and_then(|claims| claims["exp"].as_i64());
    assert_eq!(end.is_some_and(|end| end > now), in_time);
}

#[tokio::test]
async fn webhooks_ask_for_their_scope() {
    let desk = Desk::new();
    let (token, _) = desk.tokens(MAYA).await;
    let path = format!("/ex/jira/{}/rest/api/3/webhook", desk.sites()[0]);
    let answer = desk.get_with(&path, &token).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text.contains("scope does not match"));
}
