//! Every endpoint once or more, its answer held against the description (see `schema`).

use http::StatusCode;
use serde_json::{Value, json};

use crate::schema::{DESCRIPTION, described, hold, with_components};
use crate::support::{Client, LIAM, MAYA, PRIYA, TOMASZ, client, encoded, fresh};

#[tokio::test]
async fn lists_and_catalogues_are_as_described() {
    let maya = client(MAYA);
    for path in [
        "/field",
        "/status",
        "/statuscategory",
        "/issuetype",
        "/priority",
        "/priority/search",
        "/resolution",
        "/resolution/search",
        "/project",
        "/project/search",
        "/label",
        "/myself",
        "/users",
        "/users/search",
        "/serverInfo",
        "/data-policy",
        "/filter/search",
        "/filter/my",
        "/filter/favourite",
        "/jql/autocompletedata",
    ] {
        let body = described(&maya, path, path, None, StatusCode::OK).await;
        assert!(!body.is_null(), "{path}");
    }
    let page = "/project/search?maxResults=1&expand=lead,description,issueTypes,insight";
    described(&maya, "/project/search", page, None, StatusCode::OK).await;
    let all = "description,owner,jql,viewUrl,searchUrl,favourite,favouritedCount,sharePermissions,editPermissions,subscriptions";
    described(
        &maya,
        "/filter/search",
        &format!("/filter/search?expand={all}"),
        None,
        StatusCode::OK,
    )
    .await;
    described(
        &client(TOMASZ),
        "/field/search",
        "/field/search",
        None,
        StatusCode::OK,
    )
    .await;
    described(
        &maya,
        "/field/search",
        "/field/search",
        None,
        StatusCode::FORBIDDEN,
    )
    .await;
}

#[tokio::test]
async fn single_things_are_as_described() {
    let maya = client(MAYA);
    let first = |body: &Value, key: &str| body[0][key].as_str().expect("a first one").to_owned();
    for (list, template, key) in [
        ("/status", "/status/{idOrName}", "id"),
        ("/issuetype", "/issuetype/{id}", "id"),
        ("/priority", "/priority/{id}", "id"),
        ("/resolution", "/resolution/{id}", "id"),
        ("/statuscategory", "/statuscategory/{idOrKey}", "key"),
        ("/project", "/project/{projectIdOrKey}", "key"),
    ] {
        let id = first(&maya.get(list).await.ok(), key);
        described(
            &maya,
            template,
            &format!("{list}/{id}"),
            None,
            StatusCode::OK,
        )
        .await;
        described(
            &maya,
            template,
            &format!("{list}/nosuch"),
            None,
            StatusCode::NOT_FOUND,
        )
        .await;
    }
    for project in maya
        .get("/project")
        .await
        .ok()
        .as_array()
        .expect("projects")
    {
        let key = project["key"].as_str().expect("a key");
        for part in ["statuses", "versions", "version", "components", "component"] {
            let template = format!("/project/{{projectIdOrKey}}/{part}");
            described(
                &maya,
                &template,
                &format!("/project/{key}/{part}"),
                None,
                StatusCode::OK,
            )
            .await;
        }
    }
    let account = encoded(
        maya.get("/myself").await.ok()["accountId"]
            .as_str()
            .expect("an account"),
    );
    described(
        &maya,
        "/user",
        &format!("/user?accountId={account}"),
        None,
        StatusCode::OK,
    )
    .await;
    described(
        &maya,
        "/user/bulk",
        &format!("/user/bulk?accountId={account}"),
        None,
        StatusCode::OK,
    )
    .await;
    described(
        &maya,
        "/user/search",
        "/user/search?query=maya",
        None,
        StatusCode::OK,
    )
    .await;
    let filters = maya.get("/filter/search").await.ok();
    let id = filters["values"][0]["id"].as_str().expect("a filter");
    described(
        &maya,
        "/filter/{id}",
        &format!("/filter/{id}"),
        None,
        StatusCode::OK,
    )
    .await;
    described(
        &maya,
        "/filter/{id}",
        "/filter/1",
        None,
        StatusCode::BAD_REQUEST,
    )
    .await;
}

#[tokio::test]
async fn searches_are_as_described() {
    let maya = client(MAYA);
    let ask = json!({ "jql": "created > 1990-01-01 ORDER BY key", "fields": ["*all"], "maxResults": 100, "expand": "names,schema,changelog" });
    let found = described(
        &maya,
        "/search/jql",
        "/search/jql",
        Some(ask),
        StatusCode::OK,
    )
    .await;
    assert_eq!(found["issues"].as_array().map(Vec::len), Some(100));
    for issue in found["issues"].as_array().expect("issues") {
        fields_are_as_described(&issue["fields"]);
    }
    let get = format!(
        "/search/jql?fields=summary,status&jql={}",
        encoded("status is not EMPTY")
    );
    described(&maya, "/search/jql", &get, None, StatusCode::OK).await;
    described(
        &maya,
        "/search/jql",
        "/search/jql",
        Some(json!({ "jql": "" })),
        StatusCode::BAD_REQUEST,
    )
    .await;
    let count = "/search/approximate-count";
    described(
        &maya,
        count,
        count,
        Some(json!({ "jql": "status is not EMPTY" })),
        StatusCode::OK,
    )
    .await;
    described(
        &maya,
        count,
        count,
        Some(json!({ "jql": "order by key" })),
        StatusCode::BAD_REQUEST,
    )
    .await;

    let key = found["issues"][0]["key"].as_str().expect("a key");
    let one = "/issue/{issueIdOrKey}";
    described(
        &maya,
        one,
        &format!("/issue/{key}?expand=changelog,names,schema"),
        None,
        StatusCode::OK,
    )
    .await;
    described(&maya, one, "/issue/NOPE-1", None, StatusCode::NOT_FOUND).await;
    let changelog = "/issue/{issueIdOrKey}/changelog";
    described(
        &maya,
        changelog,
        &format!("/issue/{key}/changelog"),
        None,
        StatusCode::OK,
    )
    .await;
    let ask =
        json!({ "issueIdsOrKeys": [key, "NOPE-1"], "fields": ["summary"], "expand": ["names"] });
    described(
        &maya,
        "/issue/bulkfetch",
        "/issue/bulkfetch",
        Some(ask),
        StatusCode::OK,
    )
    .await;
    let ids = json!([found["issues"][0]["id"]
        .as_str()
        .and_then(|id| id.parse::<u64>().ok())]);
    let ask = json!({ "issueIds": ids, "jqls": ["status is not EMPTY", "universe = 42"] });
    described(&maya, "/jql/match", "/jql/match", Some(ask), StatusCode::OK).await;
}

/// The values of an issue's fields; the description leaves them open, but has their shapes.
pub(crate) fn fields_are_as_described(fields: &Value) {
    let Some(description) = DESCRIPTION.as_ref() else {
        return;
    };
    let shape = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let list = |name: &str| json!({ "type": "array", "items": shape(name) });
    let schema = json!({ "properties": {
        "status": shape("StatusDetails"),
        "statusCategory": shape("StatusCategory"),
        "issuetype": shape("IssueTypeDetails"),
        "priority": shape("Priority"),
        "resolution": shape("Resolution"),
        "project": shape("ProjectDetails"),
        "assignee": shape("UserDetails"),
        "reporter": shape("UserDetails"),
        "creator": shape("UserDetails"),
        "components": list("ProjectComponent"),
        "fixVersions": list("Version"),
        "versions": list("Version"),
        "labels": { "type": "array", "items": { "type": "string" } },
        "summary": { "type": "string" },
        "created": { "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$" },
        "duedate": { "pattern": r"^\d{4}-\d\d-\d\d$" },
        "votes": shape("Votes"),
        "security": shape("SecurityLevel"),
    } });
    hold(
        &with_components(description, schema),
        fields.clone(),
        "fields",
    );
}

#[tokio::test]
async fn histories_in_bulk_are_as_described_when_dates_are_texts() {
    let sandbox = fresh();
    sandbox.switches_mut().numeric_changelog_dates = false;
    let maya = Client::new(&sandbox, MAYA);
    let pages = maya.pages("status = Done", &["key"], 20).await;
    let keys: Vec<&str> = pages[0]
        .iter()
        .filter_map(|issue| issue["key"].as_str())
        .collect();
    let ask = json!({ "issueIdsOrKeys": keys, "fieldIds": ["status"], "maxResults": 10 });
    let body = described(
        &maya,
        "/changelog/bulkfetch",
        "/changelog/bulkfetch",
        Some(ask),
        StatusCode::OK,
    )
    .await;
    assert!(
        body["nextPageToken"].is_string(),
        "there is more than one page"
    );
}

#[tokio::test]
async fn jql_helpers_are_as_described() {
    let maya = client(MAYA);
    let ask = json!({ "queries": [
        "summary ~ test AND (labels in (urgent, blocker) OR assignee = currentUser()) AND status CHANGED AFTER startOfMonth(-1M) ORDER BY updated DESC",
        "status was Done before -5d", "invalid query", "summary = test", "universe = 42", "resolution is EMPTY",
    ] });
    let body = described(
        &maya,
        "/jql/parse",
        "/jql/parse?validation=strict",
        Some(ask),
        StatusCode::OK,
    )
    .await;
    if let Some(description) = DESCRIPTION.as_ref() {
        let clauses = &body["queries"][0]["structure"]["where"]["clauses"];
        let shape = |name: &str| {
            with_components(
                description,
                json!({ "$ref": format!("#/components/schemas/{name}") }),
            )
        };
        hold(
            &shape("FieldValueClause"),
            clauses[0].clone(),
            "a condition",
        );
        hold(&shape("CompoundClause"), clauses[1].clone(), "a compound");
        hold(&shape("FieldChangedClause"), clauses[2].clone(), "a change");
        hold(
            &shape("FieldWasClause"),
            body["queries"][1]["structure"]["where"].clone(),
            "a history",
        );
    }
    described(
        &maya,
        "/jql/parse",
        "/jql/parse",
        Some(json!({ "queries": [] })),
        StatusCode::BAD_REQUEST,
    )
    .await;
    described(
        &maya,
        "/jql/autocompletedata",
        "/jql/autocompletedata",
        Some(json!({ "projectIds": [10000] })),
        StatusCode::OK,
    )
    .await;
    let suggestions = "/jql/autocompletedata/suggestions";
    let path = format!("{suggestions}?fieldName=status&fieldValue=in");
    described(&maya, suggestions, &path, None, StatusCode::OK).await;
}

#[tokio::test]
async fn permissions_are_as_described() {
    for name in [MAYA, TOMASZ, PRIYA, LIAM] {
        let person = client(name);
        let path = "/mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER";
        described(&person, "/mypermissions", path, None, StatusCode::OK).await;
        let ask = json!({ "globalPermissions": ["ADMINISTER"], "projectPermissions": [
            { "permissions": ["BROWSE_PROJECTS"], "projects": [10000, 10001], "issues": [10000] } ] });
        described(
            &person,
            "/permissions/check",
            "/permissions/check",
            Some(ask),
            StatusCode::OK,
        )
        .await;
    }
    described(
        &client(MAYA),
        "/mypermissions",
        "/mypermissions",
        None,
        StatusCode::BAD_REQUEST,
    )
    .await;
}
