//! Invocation tokens of Forge: what is believed, and what is not.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use jira::forge::{Extension, Keys, Module, NotAnInvocation, verify};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::rand_core::OsRng;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::CLOUD;

pub(crate) const APP: &str = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555";
pub(crate) const KID: &str = "forge/invocation-token/8f6e5b1c-0000-4000-8000-000000000001";
pub(crate) const NOW: i64 = 1_764_000_010;

/// Forge's key, and somebody else's.
pub(crate) static KEYS: LazyLock<[EncodingKey; 2]> = LazyLock::new(|| {
    [(); 2].map(|()| {
        let key = RsaPrivateKey::new(&mut OsRng, 2048).unwrap();
        EncodingKey::from_rsa_der(key.to_pkcs1_der().unwrap().as_bytes())
    })
});

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

pub(crate) fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

/// Forge's key set as it publishes it, under these ids.
pub(crate) fn jwks(kids: &[&str]) -> Value {
    let keys = kids.iter().map(|kid| {
        let mut key = Jwk::from_encoding_key(&KEYS[0], Algorithm::RS256).unwrap();
        key.common.key_id = Some((*kid).to_owned());
        key
    });
    json!({ "keys": keys.collect::<Vec<_>>() })
}

/// The claims of a macro on a page, as documented.
pub(crate) fn claims() -> Value {
    let confluence = format!("https://api.atlassian.com/ex/confluence/{CLOUD}");
    json!({
        "app": {
            "id": APP, "installationId": "ari:cloud:ecosystem::installation/2222", "apiBaseUrl": confluence,
            "environment": { "type": "PRODUCTION", "id": "ari:cloud:ecosystem::environment/3333" },
            "module": { "type": "xen:macro", "key": "jira-chart" }, "appVersion": "3.1.0",
            "installation": { "id": "ari:cloud:ecosystem::installation/2222", "contexts": [{ "name": "confluence", "url": confluence }] },
        },
        "context": {
            "cloudId": CLOUD, "localId": "l1", "moduleKey": "jira-chart", "siteUrl": "https://example.atlassian.net",
            "extension": {
                "type": "macro", "config": { "chartId": "c_123" }, "isEditing": false,
                "content": { "id": "65537", "type": "page" }, "space": { "id": "98306", "key": "ENG" },
            },
        },
        "principal": "712020:00000000-0000-4000-8000-000000000001",
        "aud": APP, "iss": "forge/invocation-token", "iat": NOW - 10, "nbf": NOW - 10, "exp": NOW + 15, "jti": "j1",
    })
}

pub(crate) fn signed(claims: &Value, key: &EncodingKey, kid: Option<&str>) -> String {
    let header = Header {
        kid: kid.map(str::to_owned),
        ..Header::new(Algorithm::RS256)
    };
    format!("Bearer {}", encode(&header, claims, key).unwrap())
}

pub(crate) fn forges(claims: &Value) -> String {
    signed(claims, &KEYS[0], Some(KID))
}

fn keys() -> Keys {
    Keys::from_jwks(&jwks(&[KID]))
}

#[test]
fn a_macros_call_tells_site_viewer_module_and_page() {
    let call = verify(&forges(&claims()), &keys(), APP, now()).unwrap();
    assert_eq!(call.cloud_id.to_string(), CLOUD);
    assert_eq!(
        call.principal.unwrap().as_str(),
        "712020:00000000-0000-4000-8000-000000000001"
    );
    assert_eq!(call.installation, "ari:cloud:ecosystem::installation/2222");
    let module = Module {
        kind: "xen:macro".to_owned(),
        key: "jira-chart".to_owned(),
    };
    assert_eq!((call.module, call.jti.as_str()), (module, "j1"));
    let extension = Extension {
        kind: "macro".to_owned(),
        content: Some("65537".to_owned()),
        space: Some("ENG".to_owned()),
        chart: Some("c_123".to_owned()),
        pasted: None,
    };
    assert_eq!(call.extension, Some(extension));
    assert_eq!(call.expires, later(20), "with the leeway");
}

#[test]
fn an_anonymous_reader_is_nobody() {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove("principal");
    let call = verify(&forges(&claims), &keys(), APP, now()).unwrap();
    assert_eq!(call.principal, None);
}

#[test]
fn an_event_has_no_page_and_names_its_site_by_the_installation() {
    let mut claims = claims();
    claims["context"] = Value::Null;
    claims["app"]["module"] = json!({ "type": "core:trigger", "key": "lifecycle" });
    claims["app"].as_object_mut().unwrap().remove("apiBaseUrl");
    let call = verify(&forges(&claims), &keys(), APP, now()).unwrap();
    assert_eq!(call.cloud_id.to_string(), CLOUD);
    assert_eq!(
        (call.module.key.as_str(), call.extension),
        ("lifecycle", None)
    );
}

#[test]
fn what_an_author_configured_is_handed_on_as_it_is_or_left_out() {
    let mut claims = claims();
    claims["context"]["extension"]["config"] = json!({ "chartId": "../../oauth" });
    claims["context"]["extension"]["autoConvertLink"] = json!("javascript:alert(1)");
    let call = verify(&forges(&claims), &keys(), APP, now()).unwrap();
    let extension = call.extension.unwrap();
    assert_eq!(extension.chart.as_deref(), Some("../../oauth"));
    assert_eq!(extension.pasted.as_deref(), Some("javascript:alert(1)"));
    claims["context"]["extension"]["config"] = json!([{ "chartId": 7 }]);
    let call = verify(&forges(&claims), &keys(), APP, now()).unwrap();
    assert_eq!(call.extension.unwrap().chart, None);
}

#[rstest]
#[case::for_another_app("/aud", json!("ari:cloud:ecosystem::app/99999999-2222-4333-8444-555555555555"))]
#[case::for_a_part_of_our_id("/aud", json!("11111111-2222-4333-8444-555555555555"))]
#[case::for_nobody("/aud", json!(null))]
#[case::from_another_issuer("/iss", json!("forge/asap-token"))]
#[case::from_nobody("/iss", json!(null))]
#[case::expired("/exp", json!(NOW - 5))]
#[case::not_yet_good("/nbf", json!(NOW + 6))]
#[case::with_a_text_for_an_end("/exp", json!("never"))]
#[case::without_an_end("/exp", json!(null))]
#[case::without_a_beginning("/nbf", json!(null))]
#[case::without_an_id("/jti", json!(null))]
#[case::without_an_installation("/app/installationId", json!(null))]
#[case::with_two_sites("/context/cloudId", json!("22a1b2c3-0000-4000-8000-000000000002"))]
#[case::with_two_sites_elsewhere("/app/installation/contexts/0/url", json!("https://api.atlassian.com/ex/confluence/22a1b2c3-0000-4000-8000-000000000002"))]
#[case::with_a_site_that_is_a_path("/context/cloudId", json!("../me"))]
fn a_token_that_forge_would_not_make_is_refused(#[case] place: &str, #[case] value: Value) {
    let mut claims = claims();
    *claims.pointer_mut(place).unwrap() = value;
    let answer = verify(&forges(&claims), &keys(), APP, now());
    assert_eq!(answer, Err(NotAnInvocation::Refused));
}

#[test]
fn a_token_without_any_site_is_refused() {
    let mut claims = claims();
    claims["context"] = Value::Null;
    claims["app"]["apiBaseUrl"] = Value::Null;
    claims["app"]["installation"] = Value::Null;
    let answer = verify(&forges(&claims), &keys(), APP, now());
    assert_eq!(answer, Err(NotAnInvocation::Refused));
}

/// Claims in a token without a signature, or with one of another kind.
fn forged(algorithm: &str, sign: impl Fn(&str) -> String) -> String {
    use base64::Engine as _;
    let part =
        |value: &Value| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(value.to_string());
    let header = json!({ "alg": algorithm, "typ": "JWT", "kid": KID });
    let message = format!("{}.{}", part(&header), part(&claims()));
    let signature = sign(&message);
    format!("Bearer {message}.{signature}")
}

#[test]
fn a_signature_that_is_not_forges_is_refused() {
    let good = forges(&claims());
    let (message, signature) = good.rsplit_once('.').unwrap();
    let mut other = claims();
    other["principal"] = json!("somebody-else");
    let foreign = forges(&other);
    let (altered, _) = foreign.rsplit_once('.').unwrap();
    // The classic confusion: the public key, which everybody has, as the secret of HS256.
    let public = jwks(&[KID])["keys"][0]["n"].as_str().unwrap().to_owned();
    let by_public_key = forged("HS256", |message| {
        let key = EncodingKey::from_secret(public.as_bytes());
        jsonwebtoken::crypto::sign(message.as_bytes(), &key, Algorithm::HS256).unwrap()
    });
    for (what, token) in [
        ("another's key", signed(&claims(), &KEYS[1], Some(KID))),
        ("no key id", signed(&claims(), &KEYS[0], None)),
        (
            "an unknown key id",
            signed(&claims(), &KEYS[0], Some("other")),
        ),
        ("another message", format!("{altered}.{signature}")),
        ("no signature", format!("{message}.")),
        ("no algorithm", forged("none", |_| String::new())),
        ("the public key as a secret", by_public_key),
        ("no bearer", good.replace("Bearer ", "Basic ")),
        ("no token", "Bearer ".to_owned()),
        ("nothing", String::new()),
    ] {
        let answer = verify(&token, &keys(), APP, now());
        assert_eq!(answer, Err(NotAnInvocation::Refused), "{what}");
    }
}
