//! A server, a client that talks to it, and a clock that does not tick.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::future::BoxFuture;
use jira::{Client, Config, Site, Sleeper};
use serde_json::Value;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub(crate) const CLOUD: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";
pub(crate) const TOKEN: &str = "eyJ-access-token-that-nobody-may-see";
pub(crate) const SECRET: &str = "client-secret-that-nobody-may-see";

/// Wakes at once and remembers how long it should have slept.
#[derive(Default)]
pub(crate) struct Naps(Mutex<Vec<Duration>>);

impl Sleeper for Naps {
    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().unwrap().push(wait);
        Box::pin(async {})
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

pub(crate) struct Bench {
    pub(crate) server: MockServer,
    pub(crate) client: Client,
    naps: Arc<Naps>,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        let server = MockServer::start().await;
        let naps = Arc::new(Naps::default());
        let client = Client::with_sleeper(config(&server.uri()), naps.clone()).unwrap();
        Self {
            server,
            client,
            naps,
        }
    }

    pub(crate) fn site(&self) -> Site {
        self.client.site(CLOUD.parse().unwrap(), TOKEN.into(), "en")
    }

    /// Answers every request to this path below `/rest/api/3`.
    pub(crate) async fn jira(&self, verb: &str, below: &str, answer: ResponseTemplate) {
        self.mount(verb, &jira_path(below), answer, None).await;
    }

    /// Answers the next request to this path below `/rest/api/3`, then the next mount's turn comes.
    pub(crate) async fn jira_once(&self, verb: &str, below: &str, answer: ResponseTemplate) {
        self.mount(verb, &jira_path(below), answer, Some(1)).await;
    }

    pub(crate) async fn mount(
        &self,
        verb: &str,
        at: &str,
        answer: ResponseTemplate,
        times: Option<u64>,
    ) {
        let mock = Mock::given(method(verb)).and(path(at)).respond_with(answer);
        match times {
            Some(times) => mock.up_to_n_times(times).mount(&self.server).await,
            None => mock.mount(&self.server).await,
        }
    }

    pub(crate) async fn requests(&self) -> Vec<Request> {
        self.server.received_requests().await.unwrap()
    }

    /// The waits between tries, in seconds.
    pub(crate) fn naps(&self) -> Vec<f64> {
        self.naps
            .0
            .lock()
            .unwrap()
            .iter()
            .map(Duration::as_secs_f64)
            .collect()
    }
}

pub(crate) fn config(base: &str) -> Config {
    Config {
        auth_url: base.parse().unwrap(),
        api_url: base.parse().unwrap(),
        request_timeout: Duration::from_secs(20),
        ..Config::atlassian(
            "client-id",
            SECRET.into(),
            "https://charts.example.com/oauth/callback".parse().unwrap(),
        )
    }
}

pub(crate) fn jira_path(below: &str) -> String {
    format!("/ex/jira/{CLOUD}/rest/api/3/{below}")
}

pub(crate) fn json(status: u16, body: Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

pub(crate) fn html(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw("<html><h1>Oops</h1></html>", "text/html")
}

/// A bench with one answer.
pub(crate) async fn bench(verb: &str, path: &str, body: Value) -> Bench {
    let bench = Bench::new().await;
    bench.jira(verb, path, json(200, body)).await;
    bench
}

/// The parameters of the first request.
pub(crate) async fn query(bench: &Bench) -> Vec<(String, String)> {
    bench.requests().await[0]
        .url
        .query_pairs()
        .into_owned()
        .collect()
}

pub(crate) fn has(query: &[(String, String)], name: &str, value: &str) -> bool {
    query.iter().any(|(n, v)| n == name && v == value)
}
