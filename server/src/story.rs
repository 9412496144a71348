//! The router without sockets: what outsiders may do, and what they are told.

mod attacks;
mod hooks;
mod metrics;
mod signed_in;

use crate::{router::router, settings::Settings, wiring};
use axum::{Router, body::Body};
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use secrecy::ExposeSecret;
use std::path::{Path, PathBuf};
use tower::ServiceExt;

const OURS: &str = "https://charts.example.com";

struct Stage {
    router: Router,
    state: crate::State,
    /// What the router has, past it.
    store: store::Store,
    _folder: tempfile::TempDir,
}

impl Stage {
    async fn set() -> Self {
        Self::with(|_| ()).await
    }

    /// The same with other settings.
    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keys = store::Keys::generate(&mut rand::rng());
        let mut settings = Settings {
            listen: "127.0.0.1:3000".parse().unwrap(),
            public_url: OURS.parse().unwrap(),
            database_url: format!("sqlite://{}", folder.path().join("inlay.db").display()),
            keys: store::KeyRing::parse(keys.expose_secret()).unwrap(),
            client_id: "client".into(),
            client_secret: "not-to-be-told".into(),
            auth_url: "https://auth.atlassian.example".parse().unwrap(),
            api_url: "https://api.atlassian.example".parse().unwrap(),
            frame_ancestors: vec!["https://team.atlassian.net".into()],
            forge: None,
            webhooks: false,
            client_address_header: None,
            site_root: site_root(),
            held_bytes: 1 << 20,
            metrics_listen: None,
        };
        change(&mut settings);
        let keys = store::KeyRing::parse(keys.expose_secret()).unwrap();
        let store = store::Store::open(&settings.database_url, keys).await;
        let state = wiring::state(settings, service::Clock::system())
            .await
            .unwrap();
        Self {
            router: router(state.clone()),
            state,
            store: store.unwrap(),
            _folder: folder,
        }
    }

    async fn ask(&self, request: Request<Body>) -> (Response<()>, String) {
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (
            Response::from_parts(parts, ()),
            String::from_utf8_lossy(&bytes).into_owned(),
        )
    }

    async fn get(&self, path: &str) -> (Response<()>, String) {
        self.ask(Request::get(path).body(Body::empty()).unwrap())
            .await
    }
}

fn site_root() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    std::env::var_os("INLAY_SITE_ROOT").map_or(built, PathBuf::from)
}

fn header<'a>(response: &'a Response<()>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn only_the_embed_may_be_framed_and_every_answer_has_a_policy() {
    let stage = Stage::set().await;
    for path in [
        "/",
        "/charts/c_1",
        "/charts/new",
        "/nowhere",
        "/oauth/callback?state=x",
        "/health/live",
        "/assets/embed.js",
    ] {
        let (response, _) = stage.get(path).await;
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            header(&response, "referrer-policy"),
            "no-referrer",
            "{path}"
        );
        assert!(
            header(&response, "strict-transport-security").starts_with("max-age="),
            "{path}"
        );
    }
    let (response, _) = stage.get("/embed/c_1").await;
    assert!(
        header(&response, "content-security-policy")
            .contains("frame-ancestors 'self' https://team.atlassian.net")
    );
    assert!(response.headers().get("x-frame-options").is_none());
}

#[tokio::test]
async fn every_script_of_a_page_carries_the_nonce_of_its_policy() {
    let stage = Stage::set().await;
    for path in ["/", "/embed/c_1", "/oauth/callback?state=x"] {
        let (response, body) = stage.get(path).await;
        let policy = header(&response, "content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .unwrap();
        let scripts: Vec<_> = body
            .split("<script")
            .skip(1)
            .map(|s| s.split('>').next().unwrap())
            .collect();
        assert!(!scripts.is_empty(), "{path} has no script at all");
        for script in scripts.iter().filter(|s| !s.contains("application/json")) {
            assert!(
                script.contains(&format!("nonce=\"{nonce}\"")),
                "{path}: <script{script}>"
            );
        }
        assert!(
            !body.contains("style=\""),
            "{path}: an inline style would be dropped"
        );
    }
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_ask_again() {
    let stage = Stage::set().await;
    let mut last = stage.get("/oauth/start").await;
    for _ in 0..120 {
        last = stage.get("/oauth/start").await;
        if last.0.status() == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last.0.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(header(&last.0, "retry-after"), "1");
    assert!(
        last.1.contains("Too many requests from your address."),
        "{}",
        last.1
    );
    assert_eq!(stage.get("/").await.0.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_stranger_gets_the_prompt_whether_a_chart_exists_or_not() {
    let stage = Stage::set().await;
    for id in ["c_unknown", "not%20an%20id", "%3Cscript%3E"] {
        let (response, body) = stage.get(&format!("/embed/{id}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{id}");
        assert!(
            body.contains("Load Chart") && !body.contains("<script>"),
            "{id}: {body}"
        );
        assert_eq!(header(&response, "cache-control"), "no-store");
    }
    let (_, body) = stage.get("/embed/c_unknown/view").await;
    let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(answer["status"], "prompt");
}

#[tokio::test]
async fn a_consent_with_a_frames_hash_starts_only_from_our_own_page() {
    let stage = Stage::set().await;
    let path = "/oauth/start?chart=c_1&frame=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for from in [None, Some("cross-site"), Some("same-site"), Some("none")] {
        let mut request = Request::get(path);
        if let Some(from) = from {
            request = request.header("sec-fetch-site", from);
        }
        let (response, body) = stage.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{from:?}");
        assert!(
            body.contains("Load Chart button")
                && response.headers().get(header::SET_COOKIE).is_none()
        );
    }
    let request = Request::get(path)
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty())
        .unwrap();
    let (response, _) = stage.ask(request).await;
    let to = header(&response, "location");
    assert!(
        to.starts_with(
            "https://auth.atlassian.example/authorize?audience=api.atlassian.com&client_id=client&"
        ),
        "{to}"
    );
    assert!(
        to.contains("redirect_uri=https%3A%2F%2Fcharts.example.com%2Foauth%2Fcallback")
            && to.contains("code_challenge_method=S256")
    );
    let cookie = header(&response, "set-cookie");
    assert!(
        cookie.starts_with("__Host-inlay-consent-")
            && cookie.contains("SameSite=Lax")
            && cookie.contains("HttpOnly"),
        "{cookie}"
    );
}

#[tokio::test]
async fn an_answer_of_atlassians_that_nobody_waits_for_is_refused_in_words() {
    let stage = Stage::set().await;
    let (response, body) = stage.get("/oauth/callback?code=stolen&state=made-up").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(
        body.contains("was not waiting for Atlassian") && body.contains("data-outcome=\"failed\""),
        "{body}"
    );
    assert!(
        !response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .any(|c| c.to_str().unwrap().starts_with("__Host-inlay="))
    );
}

#[tokio::test]
async fn writes_from_another_sites_page_are_refused() {
    let stage = Stage::set().await;
    for path in ["/api/save_chart", "/api/hand_over", "/sign-out"] {
        let request = Request::post(path)
            .header(header::ORIGIN, "https://evil.example")
            .body(Body::empty())
            .unwrap();
        let (response, _) = stage.ask(request).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let request = Request::post("/sign-out")
        .header(header::ORIGIN, OURS)
        .body(Body::empty())
        .unwrap();
    assert_eq!(stage.ask(request).await.0.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_made_up_verifier_hears_that_nothing_is_there_yet() {
    let stage = Stage::set().await;
    let request = Request::post("/api/hand_over")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"verifier":"guess","code":null}"#))
        .unwrap();
    let (response, body) = stage.ask(request).await;
    assert_eq!(
        (response.status(), body.as_str()),
        (StatusCode::OK, r#"{"status":"pending"}"#)
    );
    assert!(response.headers().get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn the_api_says_in_json_what_is_missing() {
    let stage = Stage::set().await;
    let ask = |name: &str, body: &str| {
        Request::post(format!("/api/{name}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let (response, body) = stage
        .ask(ask("preview_chart", r#"{"spec":{"version":1}}"#))
        .await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{body}");
    let error: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(error["kind"], "authorize", "{body}");
    let (response, body) = stage.ask(ask("preview_chart", "not json")).await;
    assert!(
        response.status().is_client_error() && !body.contains("panicked"),
        "{} {body}",
        response.status()
    );
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_as_a_page() {
    let stage = Stage::set().await;
    let (response, body) = stage.get("/nowhere").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(
        body.contains("<html lang=\"en\"") && body.contains("<title>"),
        "{body}"
    );
}

#[tokio::test]
async fn health_says_whether_the_process_lives_and_can_work() {
    let stage = Stage::set().await;
    assert_eq!(stage.get("/health/live").await.0.status(), StatusCode::OK);
    assert_eq!(stage.get("/health/ready").await.0.status(), StatusCode::OK);
}
