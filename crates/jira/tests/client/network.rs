//! Answers that come late, cut, too long, from elsewhere, or in another shape.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jira::{Client, Config, Error};
use rstest::rstest;
use serde_json::json;
use wiremock::ResponseTemplate;

use crate::support::{Bench, CLOUD, Naps, TOKEN, config, html, json};

#[tokio::test]
async fn an_answer_that_does_not_come_is_transient() {
    let bench = Bench::new().await;
    let slow = json(200, json!([])).set_delay(Duration::from_mins(1));
    bench.jira("GET", "field", slow).await;
    let hasty = Config {
        request_timeout: Duration::from_millis(50),
        ..config(&bench.server.uri())
    };
    let client = Client::with_sleeper(hasty, Arc::new(Naps::default())).unwrap();
    let site = client.site(CLOUD.parse().unwrap(), TOKEN.into(), "en");
    let error = site.fields().await.unwrap_err();
    assert_eq!(
        error,
        Error::Transient {
            what: "field: timed out".into()
        }
    );
}

#[tokio::test]
async fn a_request_that_took_all_the_patience_is_not_repeated() {
    let bench = Bench::new().await;
    let slow = json(200, json!([])).set_delay(Duration::from_mins(1));
    bench.jira("GET", "field", slow).await;
    let hasty = Config {
        request_timeout: Duration::from_millis(50),
        patience: Duration::from_millis(40),
        ..config(&bench.server.uri())
    };
    let client = Client::with_sleeper(hasty, Arc::new(Naps::default())).unwrap();
    let site = client.site(CLOUD.parse().unwrap(), TOKEN.into(), "en");
    assert!(matches!(site.fields().await, Err(Error::Transient { .. })));
    assert_eq!(bench.requests().await.len(), 1);
}

/// Answers every connection with these bytes, then cuts it.
fn cutting(answer: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = connections.clone();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            counter.fetch_add(1, Ordering::SeqCst);
            let _ = connection.read(&mut [0; 4096]);
            let _ = connection.write_all(answer.as_bytes());
        }
    });
    (base, connections)
}

#[rstest]
#[case::before_the_answer("")]
#[case::within_the_headers("HTTP/1.1 200 OK\r\nContent-Ty")]
#[case::within_the_body("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{\"id\":")]
#[tokio::test]
async fn a_cut_connection_is_transient_and_tried_again(#[case] answer: &'static str) {
    let (base, connections) = cutting(answer);
    let client = Client::with_sleeper(config(&base), Arc::new(Naps::default())).unwrap();
    let site = client.site(CLOUD.parse().unwrap(), TOKEN.into(), "en");
    let error = site.fields().await.unwrap_err();
    assert_eq!(
        error,
        Error::Transient {
            what: "field: the connection was cut".into()
        }
    );
    assert_eq!(connections.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn nobody_listening_is_transient() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let config = config(&format!("http://{free}"));
    let client = Client::with_sleeper(config, Arc::new(Naps::default())).unwrap();
    let error = client.me(&TOKEN.into()).await.unwrap_err();
    assert_eq!(
        error,
        Error::Transient {
            what: "me: no connection".into()
        }
    );
}

#[tokio::test]
async fn json_that_ends_early_is_asked_for_again() {
    let bench = Bench::new().await;
    let half = ResponseTemplate::new(200).set_body_raw(r#"[{"id":"summ"#, "application/json");
    bench.jira_once("GET", "field", half).await;
    bench.jira("GET", "field", json(200, json!([]))).await;
    assert_eq!(bench.site().fields().await, Ok(vec![]));
}

#[tokio::test]
async fn an_answer_of_another_shape_names_the_place_and_not_the_value() {
    let bench = Bench::new().await;
    let fields =
        json!([{"id": "summary", "name": "Summary"}, {"id": ["secret plan"], "name": "x"}]);
    bench.jira("GET", "field", json(200, fields)).await;
    let error = bench.site().fields().await.unwrap_err();
    let Error::Unexpected { what, path } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(path, "[1].id");
    assert!(
        what.starts_with("field: ") && !what.contains("secret plan"),
        "{what}"
    );
    assert_eq!(bench.requests().await.len(), 1);
}

#[tokio::test]
async fn an_html_page_in_place_of_an_answer_is_unexpected() {
    let bench = Bench::new().await;
    bench.jira("GET", "field", html(200)).await;
    assert!(matches!(
        bench.site().fields().await,
        Err(Error::Unexpected { .. })
    ));
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_it() {
    let bench = Bench::new().await;
    let huge = ResponseTemplate::new(200).set_body_raw(vec![b' '; 17 << 20], "application/json");
    bench.jira("GET", "field", huge).await;
    let error = bench.site().fields().await.unwrap_err();
    assert!(
        matches!(&error, Error::Unexpected { what, .. } if what.contains("bytes")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let bench = Bench::new().await;
    let elsewhere = format!("{}/elsewhere", bench.server.uri());
    let redirect = ResponseTemplate::new(302).insert_header("Location", elsewhere.as_str());
    bench.jira("GET", "field", redirect).await;
    assert!(matches!(
        bench.site().fields().await,
        Err(Error::Misconfigured { .. })
    ));
    assert_eq!(bench.requests().await.len(), 1);
}
