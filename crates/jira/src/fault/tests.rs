use reqwest::header::{HeaderName, HeaderValue};
use rstest::rstest;

use super::*;

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let headers = headers
        .iter()
        .map(|(name, value)| {
            (
                HeaderName::try_from(*name).unwrap(),
                HeaderValue::try_from(*value).unwrap(),
            )
        })
        .collect();
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers,
        body: body.as_bytes().to_vec(),
    }
}

fn error(status: u16, body: &str) -> Error {
    accept("a call", answer(status, &[], body))
        .unwrap_err()
        .error
}

fn messages(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[rstest]
#[case::unbounded(
    r#"{"errorMessages":["Unbounded JQL queries are not allowed here. Please add a search restriction to your query."],"errors":{}}"#,
    &["Unbounded JQL queries are not allowed here. Please add a search restriction to your query."]
)]
#[case::several(r#"{"errorMessages":["One.","Two."]}"#, &["One.", "Two."])]
#[case::by_field(r#"{"errorMessages":[],"errors":{"jql":"Too long."}}"#, &["Too long."])]
fn jira_400_carries_jiras_own_sentences(#[case] body: &str, #[case] expected: &[&str]) {
    assert_eq!(
        error(400, body),
        Error::Query {
            messages: messages(expected)
        }
    );
}

#[rstest]
#[case::dead_token(401, r#"{"code":401,"message":"Unauthorized"}"#, Error::Reauthorize)]
#[case::dead_token_in_html(401, "<html>401</html>", Error::Reauthorize)]
#[case::missing_scope(
    401,
    r#"{"code":401,"message":"Unauthorized; scope does not match"}"#,
    Error::ScopeMissing
)]
#[case::uninstalled(
    403,
    r#"{"code":403,"message":"The app is not installed on this instance"}"#,
    Error::SiteGone
)]
#[case::forbidden(
    403, r#"{"errorMessages":["Only Jira administrators can access fields."],"errors":{}}"#,
    Error::NotVisible { messages: messages(&["Only Jira administrators can access fields."]) }
)]
#[case::not_found(
    404, r#"{"errorMessages":["No project could be found with key 'X'."],"errors":{}}"#,
    Error::NotVisible { messages: messages(&["No project could be found with key 'X'."]) }
)]
#[case::not_found_in_html(404, "<html></html>", Error::NotVisible { messages: vec![] })]
#[case::removed(
    410,
    r#"{"errorMessages":["The requested API has been removed."],"errors":{}}"#,
    Error::Removed
)]
#[case::broken(500, "<html>Oops</html>", Error::transient("a call: status 500"))]
#[case::unavailable(503, "", Error::transient("a call: status 503"))]
#[case::slow_user_list(409, "{}", Error::transient("a call: status 409"))]
#[case::not_jiras_400(
    400,
    "<html>Bad request</html>",
    Error::unexpected("a call: status 400", ".")
)]
#[case::teapot(418, "", Error::unexpected("a call: status 418", "."))]
fn a_refusal_says_what_to_do(#[case] status: u16, #[case] body: &str, #[case] expected: Error) {
    assert_eq!(error(status, body), expected);
}

#[test]
fn a_redirect_is_a_wrong_base_url_for_the_operator() {
    assert!(matches!(error(302, ""), Error::Misconfigured { .. }));
}

#[test]
fn an_anonymous_answer_to_a_token_is_a_refused_token() {
    let headers = [("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")];
    let failed = accept("a call", answer(200, &headers, "[]")).unwrap_err();
    assert_eq!(failed.error, Error::Reauthorize);
}

#[test]
fn only_short_faults_are_worth_another_try() {
    let again = |status| accept("a call", answer(status, &[], "")).unwrap_err().again;
    for status in [429, 500, 502, 503, 504, 408] {
        assert_eq!(again(status), Again::Soon, "{status}");
    }
    for status in [301, 400, 401, 403, 404, 410, 418] {
        assert_eq!(again(status), Again::Never, "{status}");
    }
}

#[test]
fn long_refusals_are_cut() {
    let body = serde_json::json!({ "errorMessages": vec!["é".repeat(5000); 50] }).to_string();
    let Error::Query { messages } = error(400, &body) else {
        panic!("not a query error")
    };
    assert_eq!(messages.len(), MOST_MESSAGES);
    assert_eq!(messages[0].chars().count(), LONGEST_MESSAGE);
}

const SENT: (&str, &str) = ("Date", "Thu, 08 Oct 2026 14:29:13 GMT");

#[rstest]
#[case::seconds(&[("Retry-After", "1847")], Some(1847))]
#[case::a_date(&[SENT, ("Retry-After", "Thu, 08 Oct 2026 14:30:00 GMT")], Some(47))]
#[case::a_date_without_ours(&[("Retry-After", "Thu, 08 Oct 2026 14:30:00 GMT")], None)]
#[case::a_date_gone_by(&[SENT, ("Retry-After", "Thu, 08 Oct 2026 14:00:00 GMT")], None)]
#[case::quota_reset(&[SENT, ("X-RateLimit-Reset", "2026-10-08T15:00:00Z")], Some(1847))]
#[case::seconds_win(&[SENT, ("X-RateLimit-Reset", "2026-10-08T15:00:00Z"), ("Retry-After", "5")], Some(5))]
#[case::nonsense(&[("Retry-After", "soon")], None)]
#[case::nothing(&[], None)]
fn the_named_wait_is_read_from_the_headers(
    #[case] headers: &[(&str, &str)],
    #[case] seconds: Option<u64>,
) {
    let headers = answer(429, headers, "").headers;
    assert_eq!(named_wait(&headers), seconds.map(Duration::from_secs));
}

#[test]
fn a_429_tells_how_long_to_wait() {
    let failed = accept("a call", answer(429, &[("Retry-After", "1847")], "")).unwrap_err();
    assert_eq!(failed.error, Error::WaitUntil { seconds: 1847 });
    assert_eq!(failed.again, Again::After(Duration::from_secs(1847)));
    let unnamed = accept("a call", answer(429, &[], "Too many requests")).unwrap_err();
    assert_eq!(unnamed.error, Error::WaitUntil { seconds: 30 });
    let zero = accept("a call", answer(429, &[("Retry-After", "0")], "")).unwrap_err();
    assert_eq!(zero.error, Error::WaitUntil { seconds: 1 });
}
