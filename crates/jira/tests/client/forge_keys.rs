//! Forge's public keys: when they are fetched, and when they are not.

use jira::Error;
use jira::forge::NotAnInvocation;
use serde_json::{Value, json};

use crate::forge::{APP, KEYS, KID, NOW, claims, forges, jwks, later, now, signed};
use crate::support::{Bench, json as answer};

async fn serve(bench: &Bench, keys: Value, times: Option<u64>) {
    bench
        .mount("GET", "/jwks.json", answer(200, keys), times)
        .await;
}

fn verifier(bench: &Bench) -> jira::forge::Verifier {
    let jwks = format!("{}/jwks.json", bench.server.uri());
    bench.client.forge_verifier(jwks.parse().unwrap(), APP)
}

#[tokio::test]
async fn keys_are_fetched_once_for_many_calls() {
    let bench = Bench::new().await;
    serve(&bench, jwks(&[KID]), None).await;
    let verifier = verifier(&bench);
    assert!(
        bench.requests().await.is_empty(),
        "not before they are needed"
    );
    let header = forges(&claims());
    let calls = (0..20).map(|_| verifier.verify(&header, now()));
    for call in futures::future::join_all(calls).await {
        assert!(call.is_ok());
    }
    let requests = bench.requests().await;
    assert_eq!(requests.len(), 1);
    assert!(!requests[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_new_key_is_fetched_but_made_up_ones_are_asked_for_once_a_minute() {
    let bench = Bench::new().await;
    serve(&bench, jwks(&["old"]), Some(1)).await;
    serve(&bench, jwks(&["old", KID]), None).await;
    let verifier = verifier(&bench);
    let old = signed(&claims(), &KEYS[0], Some("old"));
    assert!(verifier.verify(&old, now()).await.is_ok());
    for made_up in ["a", "b", "c"] {
        let token = signed(&claims(), &KEYS[0], Some(made_up));
        let answer = verifier.verify(&token, now()).await;
        assert_eq!(answer, Err(NotAnInvocation::Refused));
    }
    let header = forges(&claims());
    let early = verifier.verify(&header, now()).await;
    assert_eq!(early, Err(NotAnInvocation::Refused), "within the minute");
    assert_eq!(bench.requests().await.len(), 1);

    let mut fresh = claims();
    fresh["nbf"] = json!(NOW + 60);
    fresh["exp"] = json!(NOW + 85);
    assert!(verifier.verify(&forges(&fresh), later(60)).await.is_ok());
    assert_eq!(bench.requests().await.len(), 2);
}

#[tokio::test]
async fn while_the_keys_cannot_be_fetched_nobody_is_called_a_liar() {
    let bench = Bench::new().await;
    bench
        .mount("GET", "/jwks.json", answer(404, json!({})), Some(1))
        .await;
    serve(&bench, jwks(&[KID]), None).await;
    let verifier = verifier(&bench);
    let header = forges(&claims());
    let failed = verifier.verify(&header, now()).await;
    assert!(
        matches!(
            failed,
            Err(NotAnInvocation::NoKeys(Error::NotVisible { .. }))
        ),
        "{failed:?}"
    );
    assert!(verifier.verify(&header, now()).await.is_ok());
}

#[tokio::test]
async fn what_is_no_token_of_forges_never_leads_to_a_fetch() {
    let bench = Bench::new().await;
    let verifier = verifier(&bench);
    for header in ["", "Bearer x", "Bearer a.b.c", "Basic abc"] {
        let answer = verifier.verify(header, now()).await;
        assert_eq!(answer, Err(NotAnInvocation::Refused));
    }
    assert!(bench.requests().await.is_empty());
}
