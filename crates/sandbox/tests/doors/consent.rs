//! `/authorize` in a browser.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::json;

use crate::desk::{CALLBACK, CHEN, Desk, MAYA, PRIYA};

const QUERY: &str = "audience=api.atlassian.com&client_id=inlay-sandbox&scope=read%3Ajira-work%20read%3Ame%20offline_access\
    &redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Foauth%2Fcallback&state=a%20b%26c&response_type=code&prompt=consent";

fn address(query: &str) -> String {
    format!("/authorize?{query}")
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let field = page
        .split("<input type=\"hidden\" ")
        .find_map(|rest| rest.strip_prefix(&format!("name=\"{name}\" value=\"")))
        .unwrap_or_else(|| panic!("no hidden field {name}"));
    field.split('"').next().unwrap().replace("&amp;", "&")
}

async fn decide(desk: &mut Desk, query: &str, decision: &str, site: &str) -> crate::desk::Answer {
    let page = desk.get(&address(query)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let token = hidden(&page.text, "token");
    let query = hidden(&page.text, "query");
    let fields = [
        ("decision", decision),
        ("site", site),
        ("token", &token),
        ("query", &query),
    ];
    desk.post_form("/authorize", &fields).await
}

#[tokio::test]
async fn somebody_unknown_logs_in_first_even_with_a_broken_request() {
    let mut desk = Desk::new();
    let answer = desk.get("/authorize?client_id=nobody").await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(
        answer.location(),
        "/login?continue=%2Fauthorize%3Fclient_id%3Dnobody"
    );
    let page = desk.get(answer.location()).await;
    assert!(page.text.contains("Maya Lindqvist") && page.text.contains("Chen Wei"));
}

#[tokio::test]
async fn log_in_leads_back_to_the_request_and_sets_a_lax_cookie() {
    let mut desk = Desk::new();
    let account = desk.account(MAYA);
    let answer = desk
        .post_form(
            "/login",
            &[("account", &account), ("continue", "/authorize?x=1")],
        )
        .await;
    assert_eq!(answer.location(), "/authorize?x=1");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.contains("SameSite=Lax") && cookie.contains("HttpOnly"),
        "{cookie}"
    );
}

#[tokio::test]
async fn log_in_never_leads_to_a_stranger() {
    let mut desk = Desk::new();
    let account = desk.account(MAYA);
    for to in [
        "https://evil.example/",
        "//evil.example/",
        "http://localhost:3000/",
    ] {
        let answer = desk
            .post_form("/login", &[("account", &account), ("continue", to)])
            .await;
        assert_eq!(answer.location(), "/", "{to}");
    }
}

#[rstest]
#[case::audience("audience=api.atlassian.com&", "", "audience is missing")]
#[case::other_audience("audience=api.atlassian.com", "audience=other", "unknown audience")]
#[case::response_type(
    "response_type=code",
    "response_type=token",
    "response_type must be code"
)]
#[case::state("&state=a%20b%26c", "", "state is missing")]
#[case::scope(
    "scope=read%3Ajira-work%20read%3Ame%20offline_access&",
    "",
    "scope is missing"
)]
#[case::client(
    "client_id=inlay-sandbox",
    "client_id=someone-else",
    "failed to retrieve client"
)]
#[case::scope_not_on_app("read%3Ajira-work", "write%3Ajira-work", "not enabled")]
#[case::openid("read%3Ajira-work", "openid", "Something went wrong")]
#[case::plain_challenge(
    "prompt=consent",
    "code_challenge=x&code_challenge_method=plain",
    "must be S256"
)]
#[tokio::test]
async fn a_wrong_request_ends_on_an_error_page_and_the_app_never_hears_of_it(
    #[case] part: &str,
    #[case] instead: &str,
    #[case] sentence: &str,
) {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    assert!(QUERY.contains(part));
    let answer = desk.get(&address(&QUERY.replace(part, instead))).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains(sentence), "{}", answer.text);
    assert!(answer.headers.get("location").is_none());
}

#[rstest]
#[case("http%3A%2F%2Flocalhost%3A3000%2Foauth%2Fcallback%2F")]
#[case("http%3A%2F%2F127.0.0.1%3A3000%2Foauth%2Fcallback")]
#[case("http%3A%2F%2Flocalhost%3A3000%2Foauth%2Fcallback%3Fx%3D1")]
#[tokio::test]
async fn a_callback_that_differs_by_one_character_ends_on_the_error_page(#[case] other: &str) {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let query = QUERY.replace("http%3A%2F%2Flocalhost%3A3000%2Foauth%2Fcallback", other);
    let answer = desk.get(&address(&query)).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert!(
        answer.location().starts_with(
            "/error?error=unauthorized_client&error_description=Callback%20URL%20mismatch.%20http"
        ),
        "{}",
        answer.location()
    );
    let page = desk.get(answer.location()).await;
    assert!(
        page.text
            .contains("is not in the list of allowed callback URLs")
    );
}

#[tokio::test]
async fn eighty_scopes_are_too_large_a_request() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let many = vec!["read%3Ame"; 80].join("%20");
    let query = QUERY.replace("read%3Ajira-work", &many);
    let answer = desk.get(&address(&query)).await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::BAD_REQUEST, "Request header is too large")
    );
}

#[tokio::test]
async fn the_consent_page_says_who_asks_for_what_and_on_which_site() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let page = desk.get(&address(QUERY)).await;
    for words in [
        "Inlay",
        "Maya Lindqvist",
        "View Jira issues",
        "Choose a site",
        "All my sites",
        "Accept",
        "Cancel",
        "Use another account",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    for site in desk.sandbox.sites() {
        assert!(
            page.text.contains(&sandbox::html::escape(&site.name)),
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn the_auth_pages_refuse_frames_and_cut_their_opener_only_by_switch() {
    let mut desk = Desk::new();
    let page = desk.get("/login?continue=/").await;
    assert_eq!(page.header("x-frame-options"), Some("DENY"));
    assert_eq!(page.header("cross-origin-opener-policy"), None);
    desk.control("switches", json!({ "coop": true })).await;
    let page = desk.get("/login?continue=/").await;
    assert_eq!(
        page.header("cross-origin-opener-policy"),
        Some("same-origin")
    );
}

#[tokio::test]
async fn accept_sends_a_long_code_and_the_untouched_state_to_the_callback() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let site = desk.sites()[0].to_string();
    let answer = decide(&mut desk, QUERY, "accept", &site).await;
    assert!(answer.location().starts_with(CALLBACK));
    assert_eq!(answer.location_parameter("state").as_deref(), Some("a b&c"));
    let code = answer.location_parameter("code").unwrap();
    assert!(code.len() > 255, "{}", code.len());
    assert_eq!(code.split('.').count(), 3);
}

#[tokio::test]
async fn cancel_tells_the_app_that_access_was_denied() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let answer = decide(&mut desk, QUERY, "cancel", "").await;
    assert_eq!(
        answer.location(),
        format!(
            "{CALLBACK}?error=access_denied&error_description=User%20did%20not%20authorize%20the%20request&state=a%20b%26c"
        )
    );
    assert!(desk.sandbox.grants().of(&desk.account(MAYA)).is_none());
}

#[tokio::test]
async fn a_site_that_is_not_the_persons_own_cannot_be_chosen() {
    let mut desk = Desk::new();
    desk.log_in(PRIYA).await;
    let second = desk.sites()[1].to_string();
    let answer = decide(&mut desk, QUERY, "accept", &second).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("Choose a site"));
}

#[tokio::test]
async fn a_form_of_another_page_does_not_consent() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let fields = [
        ("decision", "accept"),
        ("site", "all"),
        ("token", "guessed"),
        ("query", QUERY),
    ];
    let answer = desk.post_form("/authorize", &fields).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(desk.sandbox.grants().of(&desk.account(MAYA)).is_none());
}

#[tokio::test]
async fn somebody_without_any_site_reads_so_and_cannot_accept() {
    let mut desk = Desk::new();
    desk.log_in(CHEN).await;
    let page = desk.get(&address(QUERY)).await;
    assert!(page.text.contains("You have no site"));
    assert!(page.text.contains("value=\"accept\" disabled"));
}

#[tokio::test]
async fn a_site_whose_administrator_blocks_the_app_is_offered_to_nobody() {
    let mut desk = Desk::new();
    desk.log_in(PRIYA).await;
    let site = desk.sites()[0];
    desk.control("uninstall", json!({ "site": site, "block": true }))
        .await;
    let page = desk.get(&address(QUERY)).await;
    assert!(
        page.text
            .contains("The administrator of this site does not allow the app.")
    );
    let answer = decide(&mut desk, QUERY, "accept", &site.to_string()).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn without_prompt_who_gave_the_same_before_is_not_asked_again() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let quiet = QUERY.replace("&prompt=consent", "");
    assert_eq!(desk.get(&address(&quiet)).await.status, StatusCode::OK);
    decide(&mut desk, QUERY, "accept", "all").await;
    let answer = desk.get(&address(&quiet)).await;
    assert!(answer.location().starts_with(&format!("{CALLBACK}?state=")));
    let again = desk.get(&address(QUERY)).await;
    assert_eq!(again.status, StatusCode::OK, "prompt=consent always asks");
}

#[tokio::test]
async fn use_another_account_logs_out_and_comes_back_to_the_request() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    let answer = desk
        .post_form("/logout", &[("continue", &address("x=1"))])
        .await;
    assert_eq!(answer.location(), "/login?continue=%2Fauthorize%3Fx%3D1");
    let answer = desk.get("/authorize?x=1").await;
    assert!(answer.location().starts_with("/login"));
}

#[tokio::test]
async fn connected_apps_shows_the_grant_and_takes_it_back() {
    let mut desk = Desk::new();
    desk.log_in(MAYA).await;
    assert!(
        desk.get("/manage-profile/apps")
            .await
            .text
            .contains("No app has access")
    );
    let (_, refresh) = desk.tokens(MAYA).await;
    let page = desk.get("/manage-profile/apps").await;
    assert!(page.text.contains("Inlay") && page.text.contains("read:jira-work"));
    let token = hidden(&page.text, "token");
    desk.post_form("/manage-profile/apps/remove", &[("token", "guessed")])
        .await;
    assert!(desk.sandbox.grants().of(&desk.account(MAYA)).is_some());
    let answer = desk
        .post_form("/manage-profile/apps/remove", &[("token", &token)])
        .await;
    assert_eq!(answer.location(), "/manage-profile/apps");
    assert_eq!(desk.refresh(&refresh).await.status, StatusCode::FORBIDDEN);
}
