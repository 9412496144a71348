//! What somebody with bad intentions may send.

use super::{OURS, Stage, header};
use axum::body::Body;
use http::{Request, StatusCode};

const FRAME: &str = "/oauth/start?chart=c_1&frame=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::test]
async fn a_forged_host_changes_no_address() {
    let stage = Stage::set().await;
    for path in [FRAME, "/", "/embed/c_1", "/charts/c_1"] {
        let request = Request::get(path)
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("forwarded", "host=evil.example")
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty())
            .unwrap();
        let (response, body) = stage.ask(request).await;
        assert!(!body.contains("evil.example"), "{path}: {body}");
        for (name, value) in response.headers() {
            assert!(
                !value.to_str().unwrap().contains("evil.example"),
                "{path}: {name}: {value:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_forged_host_does_not_make_another_sites_page_ours() {
    let stage = Stage::set().await;
    let request = Request::post("/sign-out")
        .header("host", "evil.example")
        .header("origin", "https://evil.example")
        .body(Body::empty())
        .unwrap();
    assert_eq!(stage.ask(request).await.0.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_stolen_code_opens_nothing_without_its_verifier() {
    let stage = Stage::set().await;
    for body in [
        r#"{"verifier":"","code":"stolen"}"#,
        r#"{"verifier":"guess","code":"stolen"}"#,
        r#"{"code":"stolen"}"#,
    ] {
        let request = Request::post("/api/hand_over")
            .header("content-type", "application/json")
            .header("origin", OURS)
            .body(Body::from(body))
            .unwrap();
        let (response, told) = stage.ask(request).await;
        assert!(!told.contains("bearer"), "{body}: {told}");
        assert!(response.headers().get("set-cookie").is_none(), "{body}");
    }
}

#[tokio::test]
async fn a_session_made_up_by_somebody_else_is_nobodys() {
    let stage = Stage::set().await;
    let request = Request::post("/api/me")
        .header("content-type", "application/json")
        .header(
            "cookie",
            "__Host-inlay=chosen-by-an-attacker; __Host-inlay-frame=too",
        )
        .body(Body::from("{}"))
        .unwrap();
    let (response, body) = stage.ask(request).await;
    assert_eq!((response.status(), body.as_str()), (StatusCode::OK, "null"));
    assert_eq!(header(&response, "set-cookie"), "", "and it is not adopted");
}
