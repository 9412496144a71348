//! To Atlassian's consent and back: `/oauth/start`, `/oauth/callback`.

use crate::{State, cookies, guard::Nonce};
use app::embed::{HandOver, HandOverOutcome, hand_over_page};
use axum::{
    Extension,
    extract::{Query, State as Held},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use service::{Answer, Begun, Consent, Errand, Failure, Finished, Viewer};
use store::Outcome;
use url::Url;

/// What a page of ours opens the popup with.
#[derive(Debug, Deserialize)]
pub(crate) struct Start {
    chart: Option<String>,
    site: Option<String>,
    /// Hash of a frame's verifier.
    frame: Option<String>,
    /// A path of ours to go on to.
    #[serde(rename = "return")]
    return_to: Option<String>,
    /// Set by a frame whose grant is refused although we believe in it: ask Atlassian anew.
    again: Option<String>,
    /// Set by pages that opened a window and listen: it closes instead of going on.
    popup: Option<String>,
}

/// Sends the popup to Atlassian, or hands over at once.
pub(crate) async fn start(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    Query(start): Query<Start>,
) -> Response {
    // A link from elsewhere could carry somebody else's verifier, and the grant of whoever follows
    // it would land in that person's frame. Only a page of ours opens this address with a hash.
    let from_us = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "same-origin");
    if start.frame.is_some() && !from_us {
        let sentence = "This address works only from a chart's own Load Chart button. Go back to the page with the chart and click it there.";
        let page = page(
            &nonce,
            HandOverOutcome::Failed {
                sentence: sentence.into(),
            },
            None,
            None,
            "/",
        );
        return (StatusCode::FORBIDDEN, page).into_response();
    }
    let listened_to = start.frame.is_some() || start.popup.is_some();
    let return_to = start
        .return_to
        .as_deref()
        .and_then(|path| own_path(&state.origin, path));
    let errand = Errand {
        chart: start.chart,
        site: start.site,
        frame: start.frame,
        return_to,
        listened_to,
    };
    match state
        .service
        .begin_consent(&viewer, errand, start.again.is_some())
        .await
    {
        Ok(Begun::Ask { to, cookie, value }) => (
            [(header::SET_COOKIE, cookies::consent(&cookie, &value))],
            Redirect::to(to.as_str()),
        )
            .into_response(),
        Ok(Begun::Done(finished)) => done(&nonce, finished),
        Err(failure) => failed(&nonce, &failure),
    }
}

/// Takes Atlassian's answer.
pub(crate) async fn callback(
    Held(state): Held<State>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let consent = cookies::read_consent(&headers, &answer.state)
        .and_then(|value| Consent::from_cookie(&value));
    let forget = AppendHeaders([(header::SET_COOKIE, cookies::no_consent(&answer.state))]);
    match state.service.finish_consent(consent, answer).await {
        Ok(finished) => (forget, done(&nonce, finished)).into_response(),
        Err(failure) => (forget, failed(&nonce, &failure)).into_response(),
    }
}

fn done(nonce: &Nonce, finished: Finished) -> Response {
    let Finished {
        outcome,
        code,
        session,
        errand,
    } = finished;
    let cookie = session
        .map(|s| AppendHeaders([(header::SET_COOKIE, cookies::session(&s.token, s.expires_at))]));
    let go_on = errand
        .return_to
        .clone()
        .filter(|_| errand.frame.is_none())
        .unwrap_or_else(|| "/".into());
    let outcome = match outcome {
        Outcome::Authorized(_) if !errand.listened_to => {
            return (cookie, Redirect::to(&go_on)).into_response();
        }
        Outcome::Authorized(_) => HandOverOutcome::Authorized,
        Outcome::Cancelled => HandOverOutcome::Cancelled,
        Outcome::WrongSite { chosen } => HandOverOutcome::WrongSite { chosen },
        Outcome::Failed { sentence } => HandOverOutcome::Failed { sentence },
    };
    let code = code.map(|c| c.expose().to_owned());
    (
        cookie,
        page(nonce, outcome, code, Some(try_again(&errand)), &go_on),
    )
        .into_response()
}

fn failed(nonce: &Nonce, failure: &Failure) -> Response {
    let status =
        StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let outcome = HandOverOutcome::Failed {
        sentence: failure.sentence(),
    };
    (status, page(nonce, outcome, None, None, "/")).into_response()
}

fn page(
    nonce: &Nonce,
    outcome: HandOverOutcome,
    code: Option<String>,
    again: Option<String>,
    go_on: &str,
) -> Html<String> {
    Html(hand_over_page(&HandOver {
        outcome,
        code,
        try_again: again,
        go_on: go_on.to_owned(),
        nonce: nonce.0.to_string(),
    }))
}

/// The same errand once more; followed from our own page, so that a frame's hash is accepted.
fn try_again(errand: &Errand) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let listened_to = (errand.listened_to && errand.frame.is_none()).then(|| "1".to_owned());
    for (key, value) in [
        ("chart", &errand.chart),
        ("site", &errand.site),
        ("frame", &errand.frame),
        ("return", &errand.return_to),
        ("popup", &listened_to),
    ] {
        if let Some(value) = value {
            query.append_pair(key, value);
        }
    }
    format!("/oauth/start?{}", query.finish())
}

/// A page of ours to go on to, or nothing. Pages alone: a way back to `/oauth/start` would be
/// followed from our own page, and could carry the hash of somebody else's frame.
fn own_path(origin: &str, path: &str) -> Option<String> {
    if !path.starts_with('/') {
        return None;
    }
    let base = Url::parse(origin).ok()?;
    let url = base
        .join(path)
        .ok()
        .filter(|url| url.origin() == base.origin())?;
    let pages = ["/charts/", "/dashboards", "/sites/", "/authorizations"];
    if url.path() != "/" && !pages.iter().any(|page| url.path().starts_with(page)) {
        return None;
    }
    Some(match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_return_path_leads_nowhere_but_to_us() {
        let ours = "https://charts.example.com";
        assert_eq!(
            own_path(ours, "/charts/c_1?a=b").as_deref(),
            Some("/charts/c_1?a=b")
        );
        assert_eq!(
            own_path(ours, "/dashboards").as_deref(),
            Some("/dashboards")
        );
        for evil in [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "/\t/evil.example",
            "javascript:alert(1)",
            "",
            "/oauth/start?frame=x",
            "/./oauth/start",
            "/charts/../oauth/start?frame=x",
            "/embed/c_1",
        ] {
            assert_eq!(own_path(ours, evil), None, "{evil:?}");
        }
    }
}
