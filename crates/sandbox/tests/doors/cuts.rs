//! Connections that end before their answer: over a real socket, with bytes counted.

use sandbox::{Config, Sandbox};
use serde_json::json;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::desk::{Desk, MAYA};

/// A desk whose sandbox also listens on a port of its own.
async fn listening() -> (Desk, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let desk = Desk::with(Config::at_port(port));
    let sandbox: Arc<Sandbox> = desk.sandbox.clone();
    tokio::spawn(sandbox::serve(listener, sandbox));
    (desk, port)
}

/// Everything the server writes until it closes the connection.
async fn raw(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    // A reset is an end like any other here.
    let _ = stream.read_to_end(&mut read).await;
    String::from_utf8(read).unwrap()
}

fn get_me(token: &str) -> String {
    format!(
        "GET /me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    )
}

fn post_refresh(token: &str) -> String {
    let body = json!({
        "grant_type": "refresh_token", "client_id": "inlay-sandbox",
        "client_secret": "inlay-sandbox-secret", "refresh_token": token,
    })
    .to_string();
    format!(
        "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn a_real_client_gets_a_real_answer() {
    let (desk, port) = listening().await;
    let (access, _) = desk.tokens(MAYA).await;
    let answer = raw(port, &get_me(&access)).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test]
async fn cut_before_closes_without_a_byte_and_without_any_work() {
    let (desk, port) = listening().await;
    let (_, refresh) = desk.tokens(MAYA).await;
    desk.control("faults", json!({ "path": "/oauth/token", "cut": "before" }))
        .await;
    assert_eq!(raw(port, &post_refresh(&refresh)).await, "");
    assert_eq!(desk.sandbox.grants().refreshes, 0);
}

#[tokio::test]
async fn cut_after_rotation_closes_without_a_byte_but_the_token_has_been_used() {
    let (desk, port) = listening().await;
    let (_, refresh) = desk.tokens(MAYA).await;
    desk.control("faults", json!({ "path": "/oauth/token", "cut": "after" }))
        .await;
    assert_eq!(raw(port, &post_refresh(&refresh)).await, "");
    assert_eq!(desk.sandbox.grants().refreshes, 1);
    // Within ten minutes the old token works once more; after them it kills the family.
    assert!(
        raw(port, &post_refresh(&refresh))
            .await
            .starts_with("HTTP/1.1 200 OK")
    );
    desk.wait_seconds(601);
    assert!(
        raw(port, &post_refresh(&refresh))
            .await
            .starts_with("HTTP/1.1 403")
    );
    assert_eq!(desk.sandbox.grants().reuse_events, 1);
}

#[tokio::test]
async fn an_answer_that_is_held_back_has_done_its_work() {
    let (desk, port) = listening().await;
    let (_, refresh) = desk.tokens(MAYA).await;
    desk.control(
        "faults",
        json!({ "path": "/oauth/token", "hold_ms": 60_000 }),
    )
    .await;
    let asking = tokio::spawn(async move { raw(port, &post_refresh(&refresh)).await });
    while desk.sandbox.grants().refreshes == 0 {
        assert!(!asking.is_finished(), "answered without any work");
        tokio::task::yield_now().await;
    }
    assert!(!asking.is_finished());
    asking.abort();
}

#[tokio::test]
async fn cut_within_gives_half_of_the_answer() {
    let (desk, port) = listening().await;
    let (access, _) = desk.tokens(MAYA).await;
    let whole = desk.get_with("/me", &access).await.text;
    desk.control("faults", json!({ "path": "/me", "cut": "within" }))
        .await;
    let answer = raw(port, &get_me(&access)).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains(&format!("content-length: {}", whole.len())),
        "{head}"
    );
    assert_eq!(body, &whole[..whole.len() / 2]);
}
