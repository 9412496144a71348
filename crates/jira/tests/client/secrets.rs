//! Nothing that prints itself prints a secret.

use jira::{Client, Error, TokenError};
use serde_json::json;

use crate::support::{Bench, SECRET, TOKEN, config, json};

fn tells(text: &str) -> bool {
    text.contains(TOKEN) || text.contains(SECRET) || text.contains("eyJ")
}

#[tokio::test]
async fn what_holds_a_secret_does_not_print_it() {
    let bench = Bench::new().await;
    let pair =
        json!({"access_token": TOKEN, "expires_in": 3600, "refresh_token": "eyJ-two", "scope": ""});
    bench
        .mount("POST", "/oauth/token", json(200, pair), None)
        .await;
    let tokens = bench.client.refresh(&"eyJ-one".into()).await.unwrap();
    let printed = [
        format!("{:?}", config("http://localhost")),
        format!("{:?}", bench.client),
        format!("{:?}", bench.site()),
        format!("{tokens:?}"),
    ];
    for text in printed {
        assert!(!tells(&text), "{text}");
    }
}

#[tokio::test]
async fn an_error_does_not_repeat_what_was_sent() {
    let bench = Bench::new().await;
    // The worst server: it sends back the request's secrets in every place there is.
    let echo = json!({"error": "invalid_request", "error_description": TOKEN, "message": TOKEN,
        "access_token": {"eyJ": SECRET}, "refresh_token": [TOKEN]});
    for status in [200, 400, 401, 403, 500] {
        bench.server.reset().await;
        bench
            .mount("POST", "/oauth/token", json(status, echo.clone()), None)
            .await;
        let error: TokenError = bench.client.refresh(&TOKEN.into()).await.unwrap_err();
        assert!(!tells(&format!("{error:?} {error}")), "{error:?}");
    }
    for status in [200, 401, 410, 418, 500] {
        bench.server.reset().await;
        bench
            .mount(
                "GET",
                "/me",
                json(status, json!({"account_id": [TOKEN]})),
                None,
            )
            .await;
        let error: Error = bench.client.me(&TOKEN.into()).await.unwrap_err();
        assert!(!tells(&format!("{error:?} {error}")), "{error:?}");
    }
}

#[tokio::test]
async fn a_token_that_is_no_header_is_refused_without_a_word_of_it() {
    let client = Client::new(config("http://localhost:1")).unwrap();
    let error = client
        .me(&"eyJ-token\r\nX-Evil: 1".into())
        .await
        .unwrap_err();
    assert_eq!(error, Error::Reauthorize);
}
