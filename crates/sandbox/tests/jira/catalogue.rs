//! Lists, projects, filters, people.

use http::{Method, StatusCode};
use rstest::rstest;
use sandbox::jira::required_scopes;
use serde_json::{Value, json};

use crate::support::{JONAS, MAYA, client, encoded};

async fn whole(path: &str) -> Vec<Value> {
    let maya = client(MAYA);
    let mut all = Vec::new();
    loop {
        let separator = if path.contains('?') { '&' } else { '?' };
        let page = maya
            .get(&format!(
                "{path}{separator}startAt={}&maxResults=2",
                all.len()
            ))
            .await
            .ok();
        let values = page["values"].as_array().expect("values");
        all.extend(values.iter().cloned());
        assert_eq!(
            page["nextPage"].is_string(),
            page["isLast"] == false,
            "{page}"
        );
        if page["isLast"] == true {
            assert_eq!(page["total"], all.len());
            return all;
        }
        assert_eq!(values.len(), 2);
    }
}

#[rstest]
#[case("/project/search")]
#[case("/priority/search")]
#[case("/resolution/search")]
#[case("/filter/search")]
#[tokio::test]
async fn pages_together_are_the_total(#[case] path: &str) {
    let all = whole(path).await;
    assert!(all.len() > 2, "{path} needs more than one page");
    let mut ids: Vec<&str> = all
        .iter()
        .filter_map(|value| value["id"].as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len());
}

#[tokio::test]
async fn the_next_page_keeps_the_question() {
    let page = client(MAYA)
        .get("/project/search?maxResults=1&orderBy=-key&startAt=1")
        .await
        .ok();
    let next = page["nextPage"].as_str().expect("a next page");
    assert!(
        next.contains("startAt=2")
            && next.contains("orderBy=-key")
            && next.contains("maxResults=1"),
        "{next}"
    );
    assert!(!next.contains("startAt=1"), "{next}");
}

#[tokio::test]
async fn a_project_has_its_statuses_by_issue_type() {
    let maya = client(MAYA);
    let key = whole("/project/search").await[0]["key"]
        .as_str()
        .expect("a key")
        .to_owned();
    let types = maya.get(&format!("/project/{key}/statuses")).await.ok();
    let pages = maya
        .pages(&format!("project = {key}"), &["status", "issuetype"], 100)
        .await;
    for issue in &pages[0] {
        let fields = &issue["fields"];
        let kind = types
            .as_array()
            .expect("types")
            .iter()
            .find(|kind| kind["id"] == fields["issuetype"]["id"]);
        let statuses = kind.expect("the type is listed")["statuses"]
            .as_array()
            .expect("statuses");
        assert!(
            statuses
                .iter()
                .any(|status| status["id"] == fields["status"]["id"]),
            "{fields}"
        );
    }
}

#[tokio::test]
async fn every_value_of_every_issue_is_in_the_lists() {
    let maya = client(MAYA);
    let lists = [
        ("status", "/status"),
        ("issuetype", "/issuetype"),
        ("priority", "/priority"),
        ("resolution", "/resolution"),
    ];
    let pages = maya
        .pages(
            "created > 1990-01-01",
            &["status", "issuetype", "priority", "resolution"],
            100,
        )
        .await;
    for (field, path) in lists {
        let list = maya.get(path).await.ok();
        let ids: Vec<&Value> = list
            .as_array()
            .expect("a list")
            .iter()
            .map(|value| &value["id"])
            .collect();
        for issue in pages.iter().flatten() {
            let value = &issue["fields"][field];
            assert!(
                value.is_null() || ids.contains(&&value["id"]),
                "{field}: {value}"
            );
        }
    }
}

#[tokio::test]
async fn myself_is_the_person_of_the_token_with_zone_and_locale() {
    let jonas = client(JONAS).get("/myself").await.ok();
    assert_eq!(jonas["displayName"], JONAS);
    assert_eq!(jonas["timeZone"], "Europe/Berlin");
    assert_eq!(jonas["locale"], "de_DE");
    assert!(jonas["groups"]["size"].is_number());
}

#[tokio::test]
async fn people_are_found_by_the_beginning_of_a_name() {
    let maya = client(MAYA);
    let found = maya.get("/user/search?query=lind").await.ok();
    assert!(
        found
            .as_array()
            .expect("people")
            .iter()
            .any(|user| user["displayName"] == MAYA)
    );
    assert_eq!(maya.get("/user/search?query=zzzz").await.ok(), json!([]));
    maya.get("/user/search")
        .await
        .refused(StatusCode::BAD_REQUEST);
    let account = maya.get("/myself").await.ok()["accountId"]
        .as_str()
        .expect("an account")
        .to_owned();
    let bulk = maya
        .get(&format!(
            "/user/bulk?accountId={0}&accountId=nobody",
            encoded(&account)
        ))
        .await
        .ok();
    assert_eq!(bulk["total"], 1);
    maya.get("/user?accountId=nobody")
        .await
        .refused(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn labels_are_plain_words_by_name() {
    let page = client(MAYA).get("/label").await.ok();
    let labels: Vec<&str> = page["values"]
        .as_array()
        .expect("labels")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(!labels.is_empty() && labels.is_sorted());
}

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_refused() {
    let maya = client(MAYA);
    assert_eq!(maya.get("/universe").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        maya.get("/rest/api/7/field").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        maya.send(Method::DELETE, "/field", axum::body::Body::empty())
            .await
            .status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    maya.send(Method::POST, "/search/jql", axum::body::Body::from("{"))
        .await
        .refused(StatusCode::BAD_REQUEST);
}

#[rstest]
#[case(Method::GET, "/rest/api/3/search/jql", &["read:jira-work"])]
#[case(Method::POST, "/rest/api/2/search/approximate-count", &["read:jira-work"])]
#[case(Method::GET, "/rest/api/latest/users/search", &["read:jira-user"])]
#[case(Method::GET, "/rest/api/3/user/bulk", &["read:jira-user"])]
#[case(Method::GET, "/rest/api/3/serverInfo", &[])]
#[case(Method::POST, "/rest/api/3/permissions/check", &[])]
#[case(Method::GET, "/rest/api/3/priority", &["read:jira-work"])]
#[case(Method::GET, "/rest/api/3/priority/search", &["manage:jira-configuration"])]
#[case(Method::GET, "/rest/api/3/resolution/search", &["read:jira-work"])]
fn a_path_needs_the_scopes_of_its_description(
    #[case] method: Method,
    #[case] path: &str,
    #[case] scopes: &[&str],
) {
    assert_eq!(required_scopes(&method, path), scopes);
}
