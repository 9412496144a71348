//! A Jira site's own host.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

use crate::desk::{Desk, MAYA, PRIYA};

fn base(desk: &Desk) -> String {
    desk.sandbox.sites()[0].url.clone()
}

fn first_project(desk: &Desk) -> String {
    desk.sandbox.world().sites[0].projects[0].key.to_string()
}

/// Logs in through the log-in page, which carries the log-in over to the site's host.
async fn arrive(desk: &mut Desk, email: &str, address: &str) -> crate::desk::Answer {
    let away = desk.get(address).await;
    assert!(
        away.location()
            .starts_with("http://localhost:4000/login?continue=http%3A%2F%2F")
    );
    let to = away.location_parameter("continue").unwrap();
    let account = desk.account(email);
    let with_ticket = desk
        .post_form("/login", &[("account", &account), ("continue", &to)])
        .await;
    let carried = desk.get(with_ticket.location()).await;
    let path = carried.location().to_owned();
    let home = base(desk);
    desk.get(&format!("{home}{path}")).await
}

#[tokio::test]
async fn the_cloud_id_is_told_to_anybody() {
    let mut desk = Desk::new();
    let answer = desk
        .get(&format!("{}/_edge/tenant_info", base(&desk)))
        .await;
    assert_eq!(answer.json(), json!({ "cloudId": desk.sites()[0] }));
}

#[tokio::test]
async fn a_bearer_token_is_refused_here_whatever_it_could_do_at_the_gateway() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let host = base(&desk).split("://").nth(1).unwrap().to_owned();
    for path in ["/rest/api/3/myself", "/issues/"] {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, &host)
            .header(header::AUTHORIZATION, format!("Bearer {access}"));
        let answer = desk.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn the_navigator_shows_the_number_and_the_issues_that_this_person_may_see() {
    let mut desk = Desk::new();
    let jql = format!("project = {}", first_project(&desk));
    let address = format!(
        "{}/issues/?jql={}",
        base(&desk),
        sandbox::html::percent(&jql)
    );
    let page = arrive(&mut desk, MAYA, &address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let expected = {
        let world = desk.sandbox.world();
        let site = &world.sites[0];
        let key = first_project(&desk);
        site.issues
            .iter()
            .filter(|i| *site.project(i.project).key == *key)
            .count()
    };
    assert!(
        page.text.contains(&format!("data-count=\"{expected}\"")),
        "{expected}"
    );
    assert!(
        page.text
            .contains(&format!("/browse/{}-", first_project(&desk)))
    );
}

#[tokio::test]
async fn a_query_that_jira_refuses_shows_jiras_own_sentence() {
    let mut desk = Desk::new();
    let address = format!("{}/issues/?jql=project%20%3D%20NOSUCH", base(&desk));
    let page = arrive(&mut desk, MAYA, &address).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(
        page.text
            .contains("The value &#39;NOSUCH&#39; does not exist for the field &#39;project&#39;."),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn an_issue_has_a_page_unless_the_person_may_not_see_it() {
    let mut desk = Desk::new();
    let (key, summary) = {
        let world = desk.sandbox.world();
        let site = &world.sites[0];
        let project = site.projects.len() - 1;
        let issue = site
            .issues
            .iter()
            .find(|i| i.project.at() == project && i.security.is_none())
            .unwrap();
        (site.key(issue), issue.summary.clone().unwrap().to_string())
    };
    let address = format!("{}/browse/{key}", base(&desk));
    let page = arrive(&mut desk, MAYA, &address).await;
    assert!(
        page.text.contains(&sandbox::html::escape(&summary)),
        "{}",
        page.text
    );
    desk.forget_cookies();
    let page = arrive(&mut desk, PRIYA, &address).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_ticket_works_once() {
    let mut desk = Desk::new();
    let address = format!("{}/issues/", base(&desk));
    let account = desk.account(MAYA);
    let with_ticket = desk
        .post_form("/login", &[("account", &account), ("continue", &address)])
        .await;
    let ticket = with_ticket.location().to_owned();
    assert!(desk.get(&ticket).await.header("set-cookie").is_some());
    assert!(desk.get(&ticket).await.header("set-cookie").is_none());
}

#[tokio::test]
async fn a_host_that_is_no_site_says_so() {
    let mut desk = Desk::new();
    let page = desk.get("http://nosuch.localhost:4000/issues/").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("There is no site “nosuch” here"));
}

#[tokio::test]
async fn a_filters_address_shows_what_the_filter_finds() {
    let mut desk = Desk::new();
    let filter = desk.sandbox.world().sites[0].filters[0].id;
    let address = format!("{}/issues/?filter={filter}", base(&desk));
    let page = arrive(&mut desk, MAYA, &address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(
        page.text
            .contains(&format!("value=\"filter = &quot;{filter}&quot;\""))
    );
}
