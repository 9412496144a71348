//! Atlassian calls us: the sandbox makes the calls, and this crate tells the genuine ones.

use std::path::Path;
use std::sync::Arc;

use jira::forge::NotAnInvocation;
use jira::webhook::{IssueNews, NotADelivery, Place, verify_delivery};
use jira::{AccountChange, AccountId, Client, KeptAccount, NewWebhook};
use rstest::rstest;
use sandbox::forge::ForgeApp;
use sandbox::world::World;
use sandbox::world::generate::{Company, company};
use sandbox::{Config, Sandbox};
use secrecy::SecretString;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

const APP: &str = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555";
const MAYA: &str = "maya.lindqvist@example.com";
const SECRET: &str = "inlay-sandbox-secret";

/// A sandbox that listens, and our own server, which it calls.
struct Scene {
    sandbox: Arc<Sandbox>,
    base: String,
    client: Client,
    ours: MockServer,
}

impl Scene {
    async fn new() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let sandbox = Arc::new(Sandbox::new(Config::at_port(port), world()));
        tokio::spawn(sandbox::serve(listener, sandbox.clone()));
        let ours = MockServer::start().await;
        let yes = ResponseTemplate::new(200).set_body_json(json!({}));
        Mock::given(any()).respond_with(yes).mount(&ours).await;
        let base = format!("http://127.0.0.1:{port}");
        let client = Client::new(crate::support::config(&base)).unwrap();
        Self {
            sandbox,
            base,
            client,
            ours,
        }
    }

    async fn control(&self, what: &str, body: Value) -> Value {
        let http = reqwest::Client::builder().build().unwrap();
        let address = format!("{}/_control/{what}", self.base);
        let answer = http.post(address).json(&body).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer.get("error"), None, "{answer}");
        answer
    }

    async fn token(&self, scopes: &[&str]) -> SecretString {
        let pair = self
            .control("tokens", json!({ "person": MAYA, "scopes": scopes }))
            .await;
        pair["access_token"].as_str().unwrap().into()
    }

    /// The calls that we got.
    async fn calls(&self) -> Vec<Request> {
        self.ours.received_requests().await.unwrap()
    }

    fn deploy(&self) {
        let folder = tempfile::tempdir().unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../confluence/manifest.yml");
        let manifest = std::fs::read_to_string(source)
            .unwrap()
            .replace("${INLAY_PUBLIC_URL}", &self.ours.uri())
            .replace("${INLAY_FORGE_APP_ID}", APP);
        std::fs::write(folder.path().join("manifest.yml"), manifest).unwrap();
        let app = ForgeApp::read(folder.path()).unwrap();
        self.sandbox.forge().deploy(app);
    }

    fn verifier(&self) -> jira::forge::Verifier {
        let jwks = format!("{}/.well-known/jwks.json", self.base);
        self.client.forge_verifier(jwks.parse().unwrap(), APP)
    }

    fn site(&self) -> jira::CloudId {
        self.sandbox.sites()[0].cloud_id.into()
    }
}

fn world() -> World {
    company(&Company {
        percent: 2,
        ..Company::at("2026-11-23T09:00:00Z".parse().unwrap())
    })
}

fn header(call: &Request) -> String {
    call.headers["authorization"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_webhook_lives_tells_of_a_change_and_is_removed() {
    let scene = Scene::new().await;
    let token = scene
        .token(&["read:jira-work", "manage:jira-webhook"])
        .await;
    let site = scene.client.site(scene.site(), token, "en");
    let url = format!("{}/hooks/jira", scene.ours.uri()).parse().unwrap();
    let hook = NewWebhook {
        events: vec!["jira:issue_created".to_owned()],
        jql_filter: "project = SHOP".to_owned(),
        field_ids_filter: Vec::new(),
    };
    let registered = site.register_webhooks(&url, &[hook]).await.unwrap();
    let id = *registered[0].as_ref().unwrap();
    let listed = site.webhooks().await.unwrap();
    assert_eq!((listed.len(), listed[0].id), (1, id));
    let refreshed = site.refresh_webhooks(&[id]).await.unwrap();
    assert!(refreshed > scene.sandbox.now());

    let made =
        json!({ "site": scene.sandbox.sites()[0].cloud_id, "project": "SHOP", "fields": {} });
    scene.control("issue", made).await;
    let call = scene.calls().await.pop().unwrap();
    let now = scene.sandbox.now();
    assert_eq!(verify_delivery(&header(&call), &SECRET.into(), now), Ok(()));
    assert_eq!(
        verify_delivery(&header(&call), &"another".into(), now),
        Err(NotADelivery)
    );
    let news = IssueNews::read(&call.body).unwrap();
    assert_eq!(news.project, "SHOP");
    assert_eq!(news.place, Some(Place::Site(scene.site())));

    assert_eq!(site.delete_webhooks(&[id]).await, Ok(()));
    assert_eq!(site.webhooks().await, Ok(vec![]));
}

#[tokio::test]
async fn atlassians_test_accounts_are_told_apart() {
    let scene = Scene::new().await;
    let token = scene.token(&["read:me"]).await;
    let kept = |id: &str| KeptAccount {
        account_id: AccountId::new(id),
        updated_at: scene.sandbox.now(),
    };
    let (active, closed) = ("5be24ad8b1653240376955d2", "5be24ba3f91c106033269289");
    let both = [kept(active), kept(closed)];
    let report = scene.client.report_accounts(&token, &both).await.unwrap();
    let expected = vec![(AccountId::new(closed), AccountChange::Closed)];
    assert_eq!(report.changes, expected);
    let alone = scene
        .client
        .report_accounts(&token, &both[..1])
        .await
        .unwrap();
    assert_eq!(alone.changes, []);
}

#[tokio::test]
async fn a_call_of_the_forge_app_is_believed_for_its_half_minute() {
    let scene = Scene::new().await;
    scene.deploy();
    let asked = json!({ "path": "/forge/grant", "person": MAYA, "module": "jira-chart" });
    scene.control("forge/invoke", asked).await;
    let header = header(&scene.calls().await[0]);
    let verifier = scene.verifier();
    let now = scene.sandbox.now();
    let call = verifier.verify(&header, now).await.unwrap();
    assert_eq!(call.cloud_id, scene.site());
    assert_eq!(call.module.key, "jira-chart");
    let maya = scene
        .sandbox
        .people()
        .into_iter()
        .find(|it| it.email == MAYA);
    assert_eq!(call.principal.unwrap().as_str(), maya.unwrap().account_id);
    let later = now + jiff::SignedDuration::from_secs(31);
    assert_eq!(
        verifier.verify(&header, later).await,
        Err(NotAnInvocation::Refused)
    );
}

#[tokio::test]
async fn the_end_of_an_installation_names_its_site_and_nobody() {
    let scene = Scene::new().await;
    scene.deploy();
    scene
        .control("forge/event", json!({ "event": "preUninstall" }))
        .await;
    let calls = scene.calls().await;
    assert_eq!(calls[0].url.path(), "/forge/lifecycle");
    let call = scene
        .verifier()
        .verify(&header(&calls[0]), scene.sandbox.now())
        .await
        .unwrap();
    assert_eq!((call.cloud_id, call.principal), (scene.site(), None));
    assert_eq!(call.module.key, "cleanup");
}

#[rstest]
#[case("wrong_audience")]
#[case("wrong_issuer")]
#[case("expired")]
#[case("not_yet")]
#[case("wrong_key")]
#[case("unknown_key")]
#[tokio::test]
async fn a_spoilt_call_is_refused(#[case] switch: &str) {
    let scene = Scene::new().await;
    scene.deploy();
    scene
        .control("switches", json!({ "forge_token": switch }))
        .await;
    scene
        .control("forge/invoke", json!({ "path": "/forge/grant" }))
        .await;
    let header = header(&scene.calls().await[0]);
    let answer = scene.verifier().verify(&header, scene.sandbox.now()).await;
    assert_eq!(answer, Err(NotAnInvocation::Refused));
}
