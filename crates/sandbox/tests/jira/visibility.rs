//! What somebody may not see does not exist for them.

use http::StatusCode;
use rstest::rstest;
use serde_json::json;

use crate::support::{Client, LIAM, MAYA, PRIYA, TOMASZ, client, encoded, fresh};

/// Keys of projects that Maya sees and Priya does not.
async fn hidden_project() -> String {
    let all = client(MAYA).get("/project/search").await.ok();
    let hers = client(PRIYA).get("/project/search").await.ok();
    assert_eq!(hers["total"], 1);
    let key = |project: &serde_json::Value| project["key"].as_str().expect("a key").to_owned();
    let seen = key(&hers["values"][0]);
    let hidden = all["values"]
        .as_array()
        .expect("projects")
        .iter()
        .map(key)
        .find(|key| *key != seen);
    hidden.expect("a project that she does not see")
}

#[tokio::test]
async fn a_hidden_project_is_the_same_as_none() {
    let hidden = hidden_project().await;
    let priya = client(PRIYA);
    for key in [hidden.as_str(), "NOSUCH"] {
        let search = priya
            .post("/search/jql", json!({ "jql": format!("project = {key}") }))
            .await;
        assert_eq!(
            search.refused(StatusCode::BAD_REQUEST),
            format!("The value '{key}' does not exist for the field 'project'.")
        );
        let project = priya.get(&format!("/project/{key}")).await;
        assert_eq!(
            project.refused(StatusCode::NOT_FOUND),
            format!("No project could be found with key '{key}'.")
        );
        let permissions = priya
            .get(&format!(
                "/mypermissions?permissions=BROWSE_PROJECTS&projectKey={key}"
            ))
            .await;
        permissions.refused(StatusCode::NOT_FOUND);
        let issue = priya.get(&format!("/issue/{key}-1")).await;
        assert_eq!(
            issue.refused(StatusCode::NOT_FOUND),
            "Issue does not exist or you do not have permission to see it."
        );
    }
    client(MAYA).get(&format!("/project/{hidden}")).await.ok();
}

#[tokio::test]
async fn the_same_query_finds_what_each_person_may_see() {
    let jql = "created > 1990-01-01";
    let all = client(MAYA).count(jql).await;
    let one_project = client(PRIYA).count(jql).await;
    let without_security = client(LIAM).count(jql).await;
    assert!(0 < one_project && one_project < without_security && without_security < all);
}

#[tokio::test]
async fn issues_with_a_security_level_are_seen_by_its_people_alone() {
    let maya = client(MAYA);
    let liam = client(LIAM);
    let secured = maya
        .pages("level is not EMPTY", &["security"], 100)
        .await
        .concat();
    assert!(!secured.is_empty());
    assert_eq!(liam.count("level is not EMPTY").await, 0);
    let key = secured[0]["key"].as_str().expect("a key");
    maya.get(&format!("/issue/{key}")).await.ok();
    liam.get(&format!("/issue/{key}"))
        .await
        .refused(StatusCode::NOT_FOUND);
    liam.get(&format!("/issue/{key}/changelog"))
        .await
        .refused(StatusCode::NOT_FOUND);
    let bulk = liam
        .post("/issue/bulkfetch", json!({ "issueIdsOrKeys": [key] }))
        .await
        .ok();
    assert_eq!(bulk["issues"], json!([]));
    assert_eq!(bulk["issueErrors"][0]["id"], *key);
    let id: u64 = secured[0]["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .expect("an id");
    let matched = liam
        .post(
            "/jql/match",
            json!({ "issueIds": [id], "jqls": [format!("key = {key}"), "created > 1990-01-01"] }),
        )
        .await
        .ok();
    for result in matched["matches"].as_array().expect("results") {
        assert_eq!(result["matchedIssues"], json!([]));
    }
}

#[tokio::test]
async fn parents_links_and_sub_tasks_do_not_show_hidden_issues() {
    let secured: Vec<String> = client(MAYA)
        .pages("level is not EMPTY", &["key"], 5000)
        .await
        .concat()
        .iter()
        .map(|issue| issue["key"].as_str().expect("a key").to_owned())
        .collect();
    let seen = client(LIAM)
        .pages(
            "created > 1990-01-01",
            &["parent", "issuelinks", "subtasks"],
            100,
        )
        .await;
    for issue in seen
        .iter()
        .flatten()
        .map(|issue| issue["fields"].to_string())
    {
        for key in &secured {
            assert!(!issue.contains(&format!("\"{key}\"")), "{key} in {issue}");
        }
    }
}

#[rstest]
#[case(MAYA, false)]
#[case(TOMASZ, true)]
#[tokio::test]
async fn only_an_administrator_administers(#[case] name: &str, #[case] administers: bool) {
    let person = client(name);
    let body = person
        .get("/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS")
        .await
        .ok();
    assert_eq!(
        body["permissions"]["ADMINISTER"]["havePermission"],
        administers
    );
    assert_eq!(
        body["permissions"]["BROWSE_PROJECTS"]["havePermission"],
        true
    );
    let body = person
        .post(
            "/permissions/check",
            json!({ "globalPermissions": ["ADMINISTER"] }),
        )
        .await
        .ok();
    assert_eq!(
        body["globalPermissions"].as_array().map(Vec::len),
        Some(usize::from(administers))
    );
    let fields = person.get("/field/search").await;
    if administers {
        fields.ok();
    } else {
        assert_eq!(
            fields.refused(StatusCode::FORBIDDEN),
            "Only Jira administrators can access fields."
        );
    }
}

#[tokio::test]
async fn permissions_are_checked_project_by_project() {
    let projects = client(MAYA).get("/project").await.ok();
    let ids: Vec<u64> = projects
        .as_array()
        .expect("projects")
        .iter()
        .map(|project| {
            project["id"]
                .as_str()
                .and_then(|id| id.parse().ok())
                .expect("an id")
        })
        .collect();
    let ask =
        json!({ "projectPermissions": [{ "permissions": ["BROWSE_PROJECTS"], "projects": ids }] });
    let granted = async |name: &str| {
        let body = client(name)
            .post("/permissions/check", ask.clone())
            .await
            .ok();
        body["projectPermissions"][0]["projects"]
            .as_array()
            .map(Vec::len)
    };
    assert_eq!(granted(MAYA).await, Some(ids.len()));
    assert_eq!(granted(PRIYA).await, Some(1));
    let other = client(TOMASZ)
        .post(
            "/permissions/check",
            json!({ "accountId": "712020:somebody" }),
        )
        .await;
    other.refused(StatusCode::FORBIDDEN);
    let unknown = client(MAYA).get("/mypermissions?permissions=FLY").await;
    unknown.refused(StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_filter_that_is_not_shared_is_unavailable_and_not_in_any_list() {
    let sandbox = fresh();
    let (id, owner) = {
        let mut world = sandbox.world_mut();
        let site = &mut world.sites[0];
        let mut filter = site.filters[0].clone();
        filter.id = 99_999;
        filter.name = "Nobody else's business".into();
        filter.shares.clear();
        let owner = site.user(filter.owner).name.to_string();
        site.filters.push(filter);
        (99_999, owner)
    };
    let other = if owner == MAYA { LIAM } else { MAYA };
    let path = format!("/filter/{id}");
    assert_eq!(
        Client::new(&sandbox, &owner).get(&path).await.ok()["name"],
        "Nobody else's business"
    );
    assert_eq!(
        Client::new(&sandbox, other)
            .get(&path)
            .await
            .refused(StatusCode::BAD_REQUEST),
        "The selected filter is not available to you, perhaps it has been deleted or had its permissions changed."
    );
    let list = Client::new(&sandbox, other)
        .get(&format!(
            "/filter/search?filterName={}",
            encoded("nobody else")
        ))
        .await
        .ok();
    assert_eq!(list["total"], 0);
    let search = Client::new(&sandbox, other)
        .post("/search/jql", json!({ "jql": format!("filter = {id}") }))
        .await;
    search.refused(StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_jql_of_filters_is_listed_only_on_request() {
    let maya = client(MAYA);
    let plain = maya.get("/filter/search").await.ok();
    assert!(plain["values"][0]["jql"].is_null());
    let expanded = maya.get("/filter/search?expand=jql").await.ok();
    assert!(expanded["values"][0]["jql"].is_string());
}
