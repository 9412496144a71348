//! The app of `confluence/`, deployed: for `forge_pages` and `forge_calls`.

use std::path::Path;

use axum::body::Body;
use axum::http::{Request, header};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode_header};
use serde_json::{Value, json};
use tempfile::TempDir;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::desk::Desk;

pub(crate) const PAGE: &str =
    "http://wiki.localhost:4000/wiki/spaces/TEAM/pages/65537/Weekly+quality+report";
pub(crate) const APP: &str = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555";

/// The app, deployed with its remote at a server of the test's.
pub(crate) struct Scene {
    pub(crate) desk: Desk,
    pub(crate) remote: MockServer,
    _folder: TempDir,
    cookie: Option<String>,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let remote = MockServer::start().await;
        let address = remote.uri();
        Self::with(remote, &address).await
    }

    pub(crate) async fn with(remote: MockServer, address: &str) -> Self {
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
    pub(crate) async fn remote(&self, at: &str, answer: ResponseTemplate) {
        let mock = Mock::given(method("POST")).and(path(at));
        mock.respond_with(answer).mount(&self.remote).await;
    }

    pub(crate) async fn log_in(&mut self, person: &str) {
        let cookie = self
            .desk
            .control("log_in", json!({ "person": person }))
            .await;
        let text = |key: &str| cookie[key].as_str().unwrap();
        self.cookie = Some(format!("{}={}", text("name"), text("value")));
    }

    /// One macro on the page; gives its local id.
    pub(crate) async fn with_macro(&self, chart: Value) -> String {
        let put = json!({ "page": 65537, "charts": [chart] });
        let answer = self.desk.control("macros", put).await;
        assert_eq!(answer["address"], PAGE);
        answer["local_ids"][0].as_str().unwrap().to_owned()
    }

    /// What a macro's frame asks over the bridge.
    pub(crate) async fn bridge(&self, id: &str, name: &str, payload: Value) -> Value {
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

    pub(crate) async fn invoke(&self, id: &str, at: &str, body: Value) -> Value {
        let payload = json!({ "path": at, "method": "POST", "headers": { "Content-Type": "application/json" }, "body": body, "invokeType": "ui-remote-fetch" });
        self.bridge(id, "invoke", payload).await
    }

    /// The last request that the remote got.
    pub(crate) async fn last(&self) -> wiremock::Request {
        self.remote
            .received_requests()
            .await
            .unwrap()
            .pop()
            .unwrap()
    }

    pub(crate) async fn keys(&mut self) -> JwkSet {
        let keys = self.desk.get("/.well-known/jwks.json").await;
        serde_json::from_str(&keys.text).unwrap()
    }

    /// The claims of a token that Forge signed for the app; none where its signature, its issuer or
    /// its audience is wrong.
    pub(crate) async fn claims(&mut self, request: &wiremock::Request) -> Option<Value> {
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

pub(crate) fn token(request: &wiremock::Request) -> String {
    let header = request.headers["authorization"].to_str().unwrap();
    header.strip_prefix("Bearer ").unwrap().to_owned()
}

pub(crate) fn grant() -> ResponseTemplate {
    let body = json!({ "embed": "/embed/c1?grant=g", "title": "Bugs", "height": 360 });
    ResponseTemplate::new(200).set_body_json(body)
}
