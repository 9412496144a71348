//! A desk with a browser (cookies, no scripts) and an API client, in front of one sandbox.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use sandbox::world::World;
use sandbox::world::generate::{Company, company};
use sandbox::{App, Clock, Config, Sandbox};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Sees every site.
pub(crate) const MAYA: &str = "maya.lindqvist@example.com";
/// Has access to the first site alone.
pub(crate) const PRIYA: &str = "priya.raman@example.com";
/// Has no Jira at all.
pub(crate) const CHEN: &str = "chen.wei@example.com";

/// When each test begins.
const NOW: &str = "2026-11-23T09:15:00Z";

pub(crate) const CALLBACK: &str = "http://localhost:3000/oauth/callback";

/// An address of this machine at which nobody listens.
pub(crate) fn nobodys_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

pub(crate) struct Desk {
    pub(crate) sandbox: Arc<Sandbox>,
    router: Router,
    cookies: HashMap<String, String>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        self.header("location")
            .unwrap_or_else(|| panic!("{} without location: {}", self.status, self.text))
    }

    /// A parameter of the address where a redirect leads.
    pub(crate) fn location_parameter(&self, name: &str) -> Option<String> {
        let address = url::Url::parse("http://localhost:4000")
            .unwrap()
            .join(self.location())
            .unwrap();
        let found = address.query_pairs().find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned())
    }
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::with(Config::at_port(4000))
    }

    pub(crate) fn with(mut config: Config) -> Self {
        static COMPANY: OnceLock<World> = OnceLock::new();
        config.seed = Some(1);
        // A tenth of the usual issues: each test gets a copy.
        let make = || {
            company(&Company {
                percent: 10,
                ..Company::at(NOW.parse().unwrap())
            })
        };
        let world = COMPANY.get_or_init(make).clone();
        let clock = Clock::standing_at(NOW.parse().unwrap());
        let sandbox = Arc::new(Sandbox::with(config, world, App::default(), clock));
        Self {
            router: sandbox::router(sandbox.clone()),
            sandbox,
            cookies: HashMap::new(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.sandbox.now()
    }

    pub(crate) fn wait(&self, hours: i64) {
        self.sandbox
            .clock
            .advance(SignedDuration::from_hours(hours));
    }

    pub(crate) fn wait_seconds(&self, seconds: i64) {
        self.sandbox
            .clock
            .advance(SignedDuration::from_secs(seconds));
    }

    /// Cloud ids of the first and the second site.
    pub(crate) fn sites(&self) -> [Uuid; 2] {
        let sites = self.sandbox.sites();
        [sites[0].cloud_id, sites[1].cloud_id]
    }

    pub(crate) fn account(&self, email: &str) -> String {
        let people = self.sandbox.people();
        people
            .into_iter()
            .find(|p| p.email == email)
            .unwrap()
            .account_id
    }

    // The browser.

    /// Asks without following redirects. `address` is a path on the main host, or a whole address.
    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.browse("GET", address, None).await
    }

    pub(crate) async fn post_form(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.browse("POST", address, Some(body)).await
    }

    async fn browse(&mut self, method: &str, address: &str, form: Option<String>) -> Answer {
        let (host, path) = split(address);
        let mut request = Request::builder()
            .method(method)
            .uri(&path)
            .header(header::HOST, &host);
        if let Some(cookie) = self.cookies.get(&host) {
            request = request.header(header::COOKIE, cookie);
        }
        if form.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request
            .body(form.map_or_else(Body::empty, Body::from))
            .unwrap();
        let answer = self.send(request).await;
        if let Some(cookie) = answer.header("set-cookie") {
            let pair = cookie.split(';').next().unwrap().to_owned();
            self.cookies.insert(host, pair);
        }
        answer
    }

    /// Logs in on the main host, by the page.
    pub(crate) async fn log_in(&mut self, email: &str) {
        let account = self.account(email);
        let answer = self
            .post_form("/login", &[("account", &account), ("continue", "/")])
            .await;
        assert_eq!(answer.location(), "/");
    }

    pub(crate) fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    // The API client.

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get_with(&self, path: &str, token: &str) -> Answer {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, "localhost:4000")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post_with(&self, path: &str, token: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::HOST, "localhost:4000")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub(crate) async fn post_json(&self, path: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::HOST, "localhost:4000")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// `POST /_control/…` that must succeed.
    pub(crate) async fn control(&self, what: &str, body: Value) -> Value {
        let answer = self.post_json(&format!("/_control/{what}"), body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    }

    /// A pair of tokens for a person, account-level, with the usual scopes.
    pub(crate) async fn tokens(&self, email: &str) -> (String, String) {
        let pair = self.control("tokens", json!({ "person": email })).await;
        let text = |key: &str| pair[key].as_str().unwrap().to_owned();
        (text("access_token"), text("refresh_token"))
    }

    pub(crate) async fn refresh(&self, token: &str) -> Answer {
        let body = json!({
            "grant_type": "refresh_token", "client_id": "inlay-sandbox",
            "client_secret": "inlay-sandbox-secret", "refresh_token": token,
        });
        self.post_json("/oauth/token", body).await
    }
}

fn split(address: &str) -> (String, String) {
    match url::Url::parse(address) {
        Err(_) => ("localhost:4000".to_owned(), address.to_owned()),
        Ok(url) => {
            let port = url.port().map(|p| format!(":{p}")).unwrap_or_default();
            let query = url.query().map(|q| format!("?{q}")).unwrap_or_default();
            (
                format!("{}{port}", url.host_str().unwrap()),
                format!("{}{query}", url.path()),
            )
        }
    }
}
