//! A sandbox in memory, and somebody who asks it.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use sandbox::world::World;
use sandbox::{App, Caller, Clock, Config, Objects, Sandbox};
use serde_json::Value;
use tower::ServiceExt as _;

/// Sees everything, in English and UTC.
pub(crate) const MAYA: &str = "Maya Lindqvist";
/// Sees everything, in German and Berlin's time.
pub(crate) const JONAS: &str = "Jonas Weber";
/// Administers.
pub(crate) const TOMASZ: &str = "Tomasz Zielinski";
/// Sees the first project of the first site.
pub(crate) const PRIYA: &str = "Priya Raman";
/// Sees no issue with a security level.
pub(crate) const LIAM: &str = "Liam Byrne";

static WORLD: LazyLock<World> = LazyLock::new(World::generated);
static SHARED: LazyLock<Arc<Sandbox>> = LazyLock::new(fresh);

/// A sandbox that nobody else changes.
pub(crate) fn fresh() -> Arc<Sandbox> {
    let now = "2026-11-23T09:00:00Z".parse().expect("an instant");
    let clock = Clock::standing_at(now);
    Arc::new(Sandbox::with(
        Config::at_port(4000),
        WORLD.clone(),
        App::default(),
        clock,
    ))
}

/// Somebody with a browser, as far as this API goes.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    caller: Caller,
    headers: Vec<(&'static str, &'static str)>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    /// What the meter counts beside the call itself.
    pub(crate) objects: u64,
}

impl Answer {
    /// The body, after the status was found to be 200.
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.body
    }

    /// The first of `errorMessages`, after the status was found to be this.
    pub(crate) fn refused(self, status: StatusCode) -> String {
        assert_eq!(self.status, status, "{}", self.body);
        self.body["errorMessages"][0]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

/// A client on the first site of a sandbox that tests share and do not change.
pub(crate) fn client(name: &str) -> Client {
    Client::new(&SHARED, name)
}

impl Client {
    pub(crate) fn new(sandbox: &Arc<Sandbox>, name: &str) -> Self {
        let world = sandbox.world();
        let person = world.people.iter().find(|person| &*person.name == name);
        let account_id = Arc::clone(&person.expect("somebody of this name").account_id);
        let site = &world.sites[0];
        let caller = Caller {
            site: site.cloud_id,
            account_id,
            scopes: Arc::from(["read:jira-work".to_owned(), "read:jira-user".to_owned()]),
            api_base: sandbox.config.api_base(site.cloud_id).into(),
            site_base: sandbox.config.base_of(&site.slug).into(),
        };
        drop(world);
        Self {
            router: sandbox::jira::router(Arc::clone(sandbox)),
            caller,
            headers: Vec::new(),
        }
    }

    /// The same person with a header on every request.
    pub(crate) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// `path` is relative to `/rest/api/3`, unless it begins with `/rest`.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Body::from(body.to_string()))
            .await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Body) -> Answer {
        let path = if path.starts_with("/rest") {
            path.to_owned()
        } else {
            format!("/rest/api/3{path}")
        };
        let mut request = Request::builder()
            .method(method)
            .uri(&path)
            .extension(self.caller.clone());
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router always answers");
        let status = response.status();
        let objects = response
            .extensions()
            .get()
            .map_or(0, |Objects(count)| *count);
        let bytes = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer {
            status,
            body,
            objects,
        }
    }

    /// All issues that a query finds, page by page.
    pub(crate) async fn pages(&self, jql: &str, fields: &[&str], size: u64) -> Vec<Vec<Value>> {
        let mut pages = Vec::new();
        let mut token = Value::Null;
        loop {
            let mut body = serde_json::json!({ "jql": jql, "fields": fields, "maxResults": size });
            if token.is_string() {
                body["nextPageToken"] = token;
            }
            let mut page = self.post("/search/jql", body).await.ok();
            pages.push(page["issues"].as_array().expect("issues").clone());
            token = page["nextPageToken"].take();
            assert_eq!(page["isLast"] == true, token.is_null());
            if token.is_null() {
                return pages;
            }
            assert!(pages.len() < 1000, "the pages never end");
        }
    }

    pub(crate) async fn count(&self, jql: &str) -> u64 {
        let body = self
            .post(
                "/search/approximate-count",
                serde_json::json!({ "jql": jql }),
            )
            .await
            .ok();
        body["count"].as_u64().expect("a count")
    }
}

/// A text as part of a query string.
pub(crate) fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
