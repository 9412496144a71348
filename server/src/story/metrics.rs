//! What the operator's metrics tell, and to whom.

use super::Stage;
use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use std::sync::OnceLock;
use tower::ServiceExt;

#[tokio::test]
async fn metrics_are_counted_on_a_listener_of_their_own_and_name_nobody() {
    // One for the whole process, as in `serve`; other tests only add to it.
    static COUNTING: OnceLock<metrics_exporter_prometheus::PrometheusHandle> = OnceLock::new();
    let handle = COUNTING.get_or_init(|| crate::metrics::begin().unwrap());
    let stage = Stage::set().await;
    let (response, _) = stage.get("/metrics").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    stage.get("/embed/c_unknown_to_metrics").await;

    let metrics = crate::metrics::router(stage.state.clone(), handle.clone());
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let response = metrics.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    for part in [
        "# HELP inlay_views_total Charts that somebody looked at",
        "# TYPE inlay_http_requests_total counter",
        "inlay_http_requests_total{status=\"2xx\"} ",
        "inlay_http_requests_total{status=\"4xx\"} ",
        "inlay_views_total{outcome=\"authorize\"} ",
        "inlay_held_bytes 0",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("c_unknown_to_metrics"), "{text}");
}
