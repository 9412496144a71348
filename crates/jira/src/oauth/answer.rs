//! What the token endpoint's answers mean.

use std::time::Duration;

use reqwest::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;

use super::{TokenError, TokenSet};
use crate::fault::named_wait;
use crate::pace::Again;
use crate::transport::{Answer, Failed};

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: u64,
    scope: Option<String>,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

/// Reads the tokens, or what their absence means: permanent only for 400, 401 or 403 **and** one of
/// two error words; a 5xx, a 429 or an HTML page never kills a grant.
pub(super) fn tokens(answer: &Answer) -> Result<TokenSet, Failed<TokenError>> {
    if answer.status == StatusCode::OK {
        return whole(&answer.body);
    }
    let status = answer.status.as_u16();
    let word =
        serde_json::from_slice(&answer.body).map_or_else(|_| String::new(), |r: Refusal| r.error);
    let named = named_wait(&answer.headers);
    let transient = |again| Failed {
        error: TokenError::Transient {
            what: format!("status {status}"),
            retry_after: named,
        },
        again,
        // A refusal for its number or haste was not acted upon.
        delivered: status != 429,
    };
    Err(match (status, word.as_str()) {
        (400 | 401 | 403, "invalid_grant" | "unauthorized_client") => {
            Failed::for_good(TokenError::GrantDead)
        }
        // `access_denied` is what Atlassian says to a wrong secret, `invalid_client` what the
        // standard says.
        (401 | 403, "access_denied") | (400 | 401 | 403, "invalid_client") => {
            let what = format!("status {status}, {word}");
            Failed::for_good(TokenError::Misconfigured { what })
        }
        (300..=399, _) => {
            let what = "the token endpoint redirects; is the base URL right?".to_owned();
            Failed::for_good(TokenError::Misconfigured { what })
        }
        (408 | 429 | 500..=599, _) => transient(named.map_or(Again::Soon, Again::After)),
        _ => transient(Again::Never),
    })
}

fn whole(body: &[u8]) -> Result<TokenSet, Failed<TokenError>> {
    // The parser's message is left out: it may quote a token.
    let tokens: Tokens = serde_json::from_slice(body).map_err(|_| Failed {
        error: TokenError::Transient {
            what: "the answer is not a set of tokens".to_owned(),
            retry_after: None,
        },
        again: Again::Soon,
        delivered: true,
    })?;
    Ok(TokenSet {
        access: SecretString::from(tokens.access_token),
        refresh: tokens.refresh_token.map(SecretString::from),
        expires_in: Duration::from_secs(tokens.expires_in),
        scopes: tokens
            .scope
            .map(|scope| scope.split_whitespace().map(str::to_owned).collect()),
    })
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;
    use rstest::rstest;
    use secrecy::ExposeSecret as _;

    use super::*;

    fn read(status: u16, body: &str) -> Result<TokenSet, TokenError> {
        let status = StatusCode::from_u16(status).unwrap();
        let answer = Answer {
            status,
            headers: HeaderMap::new(),
            body: body.as_bytes().to_vec(),
        };
        tokens(&answer).map_err(|failed| failed.error)
    }

    #[test]
    fn an_answer_becomes_tokens_that_do_not_print() {
        let tokens = read(
            200,
            r#"{"access_token":"eyJa","expires_in":3600,"token_type":"Bearer","refresh_token":"eyJr",
                "scope":"read:jira-work read:me offline_access"}"#,
        )
        .unwrap();
        assert_eq!(tokens.access.expose_secret(), "eyJa");
        assert_eq!(tokens.refresh.as_ref().unwrap().expose_secret(), "eyJr");
        assert_eq!(tokens.expires_in, Duration::from_hours(1));
        assert_eq!(
            tokens.scopes.clone().unwrap(),
            ["read:jira-work", "read:me", "offline_access"]
        );
        assert!(!format!("{tokens:?}").contains("eyJ"));
    }

    #[rstest]
    #[case::documented(
        403,
        r#"{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}"#
    )]
    #[case::newer(
        403,
        r#"{"error":"unauthorized_client","error_description":"refresh_token is invalid"}"#
    )]
    #[case::newer_with_401(
        401,
        r#"{"error":"unauthorized_client","error_description":"refresh_token is invalid"}"#
    )]
    #[case::newer_with_400(
        400,
        r#"{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#
    )]
    #[case::bad_code(
        403,
        r#"{"error":"invalid_grant","error_description":"Invalid authorization code"}"#
    )]
    fn only_the_two_words_kill_a_grant(#[case] status: u16, #[case] body: &str) {
        assert_eq!(read(status, body).unwrap_err(), TokenError::GrantDead);
    }

    #[rstest]
    #[case::wrong_secret(401, r#"{"error":"access_denied","error_description":"Unauthorized"}"#)]
    #[case::wrong_callback(403, r#"{"error":"access_denied"}"#)]
    #[case::unknown_client(401, r#"{"error":"invalid_client"}"#)]
    #[case::redirect(302, "")]
    fn our_own_fault_is_the_operators_matter(#[case] status: u16, #[case] body: &str) {
        assert!(matches!(
            read(status, body).unwrap_err(),
            TokenError::Misconfigured { .. }
        ));
    }

    #[rstest]
    #[case::too_many(429, "Too many requests")]
    #[case::broken(500, "<html>Oops</html>")]
    #[case::the_word_in_a_500(500, r#"{"error":"invalid_grant"}"#)]
    #[case::html_403(403, "<html>Forbidden by a proxy</html>")]
    #[case::another_word(400, r#"{"error":"invalid_request"}"#)]
    #[case::html_200(200, "<html>Sign in to the hotel's network</html>")]
    #[case::half_an_answer(200, r#"{"access_token":"eyJa","expires"#)]
    fn everything_else_is_transient(#[case] status: u16, #[case] body: &str) {
        let error = read(status, body).unwrap_err();
        assert!(matches!(error, TokenError::Transient { .. }), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("eyJ"));
    }
}
