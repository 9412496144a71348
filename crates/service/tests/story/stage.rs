//! A stage for one story: a sandbox of its own, a service over it, one clock for both.

use axum::{body::Body, http::Request};
use futures::future::BoxFuture;
use http_body_util::BodyExt;
use sandbox::{
    App, Clock as SandboxClock, Config, Sandbox,
    world::{
        World,
        generate::{Company, company},
    },
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use service::{Answer, Begun, Clock, Consent, Errand, Finished, Parts, Service, Viewer};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};
use store::{KeyRing, Keys, Outcome, Store};
use tower::ServiceExt;
use url::Url;

/// She sees everything on every site, in UTC.
pub(crate) const MAYA: &str = "Maya Lindqvist";
/// She sees one project of the first site.
pub(crate) const PRIYA: &str = "Priya Raman";
/// He administers every site.
pub(crate) const TOMASZ: &str = "Tomasz Zielinski";
/// She sees the second site only.
pub(crate) const SOFIA: &str = "Sofia Marquez";

const CALLBACK: &str = "http://localhost:3000/oauth/callback";

pub(crate) struct Stage {
    pub(crate) sandbox: Arc<Sandbox>,
    pub(crate) service: Service,
    folder: tempfile::TempDir,
    /// As in the settings: one key.
    keys: SecretString,
    port: u16,
    hooks: Option<Url>,
}

/// Waits of no length: what is waited for is tested in `jira`.
struct NoWaiting;

impl jira::Sleeper for NoWaiting {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

fn world() -> World {
    static SMALL: OnceLock<World> = OnceLock::new();
    SMALL.get_or_init(|| part(30)).clone()
}

/// So many percent of the company's issues.
fn part(percent: u32) -> World {
    let anchor = "2026-11-23T09:00:00Z".parse().expect("an instant");
    company(&Company {
        percent,
        ..Company::at(anchor)
    })
}

/// A file of the built browser files.
fn asset(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let assets = std::env::var_os("INLAY_ASSETS")
        .map_or_else(|| root.join("target/site/assets"), PathBuf::from);
    let file = assets.join(name);
    std::fs::read(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; run `make assets` first", file.display()))
}

fn bundle() -> String {
    String::from_utf8(asset("echarts-ssr.js")).expect("a script")
}

fn fonts() -> [Vec<u8>; 2] {
    ["fonts/arimo-regular.ttf", "fonts/arimo-bold.ttf"].map(asset)
}

impl Stage {
    pub(crate) async fn set() -> Self {
        Self::over(world(), None).await
    }

    /// The same, with an address of ours for webhooks.
    pub(crate) async fn with_hooks(hooks: Option<Url>) -> Self {
        Self::over(world(), hooks).await
    }

    /// The same, after something on its sites was changed.
    pub(crate) async fn set_changed(change: impl FnOnce(&mut World)) -> Self {
        let mut world = world();
        change(&mut world);
        Self::over(world, None).await
    }

    /// Over more issues: some 4,300 on the first site.
    pub(crate) async fn set_large() -> Self {
        Self::over(part(60), None).await
    }

    async fn over(world: World, hooks: Option<Url>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let clock = SandboxClock::standing_at("2026-11-23T09:00:00Z".parse().expect("an instant"));
        let sandbox = Arc::new(Sandbox::with(
            Config::at_port(port),
            world,
            App::default(),
            clock,
        ));
        tokio::spawn(sandbox::serve(listener, sandbox.clone()));
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Keys::generate(&mut rand::rng());
        let place = (folder.path(), port, hooks.clone());
        let service = Self::another(&sandbox, place, &keys).await;
        Self {
            sandbox,
            service,
            folder,
            keys,
            port,
            hooks,
        }
    }

    /// A second process on the same database.
    pub(crate) async fn another_process(&self) -> Service {
        Self::another(&self.sandbox, self.place(), &self.keys).await
    }

    /// The same after the operator chose another address for webhooks, or none.
    pub(crate) async fn with_other_hooks(&self, hooks: Option<Url>) -> Service {
        let place = (self.folder.path(), self.port, hooks);
        Self::another(&self.sandbox, place, &self.keys).await
    }

    fn place(&self) -> (&Path, u16, Option<Url>) {
        (self.folder.path(), self.port, self.hooks.clone())
    }

    /// The same after the operator put a new key in front, with or without the old one.
    pub(crate) async fn with_a_new_key(&self, new: &SecretString, keep_the_old: bool) -> Service {
        let old = if keep_the_old {
            self.keys.expose_secret()
        } else {
            ""
        };
        let keys = format!("{},{old}", new.expose_secret()).into();
        Self::another(&self.sandbox, self.place(), &keys).await
    }

    async fn another(
        sandbox: &Arc<Sandbox>,
        (folder, port, webhooks): (&Path, u16, Option<Url>),
        keys: &SecretString,
    ) -> Service {
        let keys = KeyRing::parse(keys.expose_secret()).expect("keys");
        let url = format!("sqlite://{}", folder.join("inlay.db").display());
        let base = Url::parse(&format!("http://127.0.0.1:{port}")).expect("an address");
        let app = sandbox.app();
        let config = jira::Config {
            auth_url: base.clone(),
            api_url: base,
            client_id: app.client_id.clone(),
            client_secret: SecretString::from(app.client_secret.clone()),
            redirect_uri: Url::parse(CALLBACK).expect("an address"),
            user_agent: "tests".into(),
            request_timeout: Duration::from_secs(5),
            patience: Duration::from_secs(10),
        };
        let limits = render::Limits {
            threads: 1,
            memory_bytes: 128 << 20,
            time: Duration::from_secs(20),
        };
        let clock = sandbox.clone();
        Service::new(Parts {
            store: Store::open(&url, keys).await.expect("a database"),
            jira: jira::Client::with_sleeper(config, Arc::new(NoWaiting)).expect("a client"),
            renderer: render::Renderer::new(bundle(), limits).expect("a renderer"),
            rasteriser: render::Rasteriser::new(fonts()).expect("fonts"),
            clock: Clock::new(move || clock.now()),
            held_bytes: 64 << 20,
            webhooks,
        })
    }

    /// `POST /_control/…`
    pub(crate) async fn control(&self, path: &str, body: Value) -> Value {
        self.call("POST", path, body).await
    }

    /// What the sandbox has counted.
    pub(crate) async fn counters(&self) -> Value {
        self.call("GET", "counters", Value::Null).await
    }

    pub(crate) async fn call_delete_faults(&self) {
        self.call("DELETE", "faults", Value::Null).await;
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let request = Request::builder()
            .method(method)
            .uri(format!("http://localhost/_control/{path}"))
            .body(Body::from(body.to_string()))
            .expect("a request");
        let answer = sandbox::router(self.sandbox.clone())
            .oneshot(request)
            .await
            .expect("an answer");
        let status = answer.status();
        let bytes = answer
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        assert!(
            status.is_success(),
            "{path}: {status} {}",
            String::from_utf8_lossy(&bytes)
        );
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    }

    /// Calls of Jira's search so far.
    pub(crate) async fn searches(&self) -> u64 {
        self.calls("search/jql").await
    }

    pub(crate) fn site(&self, place: usize) -> String {
        self.sandbox.sites()[place].cloud_id.to_string()
    }

    /// The whole consent of a person: to Atlassian, Accept, and back.
    pub(crate) async fn consent_for(
        &self,
        person: &str,
        errand: Errand,
        sites: Option<Vec<String>>,
    ) -> Finished {
        let begun = self
            .service
            .begin_consent(&Viewer::Anonymous, errand, false)
            .await
            .expect("a beginning");
        let Begun::Ask { to, value, .. } = begun else {
            panic!("nobody is signed in yet")
        };
        let query = |key: &str| {
            to.query_pairs()
                .find(|(k, _)| k == key)
                .map(|(_, v)| v.into_owned())
                .expect("in the address")
        };
        let mut wish = json!({
            "person": person, "redirect_uri": query("redirect_uri"), "code_challenge": query("code_challenge"),
            "scopes": query("scope").split(' ').collect::<Vec<_>>(),
        });
        if let Some(sites) = sites {
            wish["sites"] = json!(sites);
        }
        let code = self.control("consent", wish).await["code"]
            .as_str()
            .expect("a code")
            .to_owned();
        let answer = Answer {
            code: Some(code),
            state: query("state"),
            error: None,
        };
        self.service
            .finish_consent(Consent::from_cookie(&value), answer)
            .await
            .expect("an end")
    }

    /// Signs a person in, with all their sites.
    pub(crate) async fn sign_in(&self, person: &str) -> Viewer {
        match self
            .consent_for(person, Errand::default(), None)
            .await
            .outcome
        {
            Outcome::Authorized(account) => Viewer::Account(account),
            other => panic!("{person} is not signed in: {other:?}"),
        }
    }

    /// Names of a project's versions on the first site, in the project's order.
    pub(crate) fn versions(&self, project: &str) -> Vec<String> {
        let world = self.sandbox.world();
        let site = &world.sites[0];
        let project = site.projects.iter().find(|it| &*it.key == project);
        let versions = project.map(|it| it.versions.as_slice()).unwrap_or_default();
        versions
            .iter()
            .map(|at| site.versions[at.0 as usize].name.to_string())
            .collect()
    }

    /// What an issue of the first site is called.
    pub(crate) fn summary(&self, key: &str) -> Option<String> {
        let world = self.sandbox.world();
        let site = &world.sites[0];
        let (project, number) = key.split_once('-')?;
        let number: u32 = number.parse().ok()?;
        let of = |it: &&sandbox::world::model::Issue| {
            it.number == number && &*site.projects[it.project.0 as usize].key == project
        };
        let issue = site.issues.iter().find(of)?;
        issue.summary.as_deref().map(str::to_owned)
    }

    /// A spec on the first site.
    pub(crate) fn spec(&self, jql: &str, field: &str) -> Value {
        json!({
            "version": 1, "title": format!("By {field}"), "site": self.site(0), "source": { "jql": jql },
            "kind": "bar", "chart_by": { "field": field }, "measure": { "type": "count" },
        })
    }

    /// Saves a chart of the first site.
    pub(crate) async fn saved(&self, owner: &Viewer, jql: &str, field: &str) -> String {
        let spec = self.spec(jql, field);
        let saved = self.service.save_chart(owner, None, None, &spec).await;
        saved.expect("saved").id
    }

    /// Takes all but named people out of a chart's audience.
    pub(crate) async fn keep_private(&self, owner: &Viewer, chart: &str) {
        let shared = self.service.share(owner, chart, None, &[]).await;
        shared.expect("shared with nobody");
    }

    /// Calls of all of Jira's endpoints whose name has `part` in it, so far.
    pub(crate) async fn calls(&self, part: &str) -> u64 {
        let counters = self.counters().await;
        let calls = counters["calls"].as_object().expect("calls by endpoint");
        let named = calls.iter().filter(|(name, _)| name.contains(part));
        named.filter_map(|(_, n)| n.as_u64()).sum()
    }

    pub(crate) async fn advance(&self, seconds: i64) {
        self.control("clock", json!({ "advance_seconds": seconds }))
            .await;
    }
}
