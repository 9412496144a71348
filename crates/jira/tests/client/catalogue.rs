//! Catalogue calls on answers as Atlassian documents them.

use jira::{Error, Listing};
use serde_json::{Value, json};

use crate::support::{Bench, bench, has, json, query};

#[tokio::test]
async fn fields_know_their_shape_and_their_names_in_jql() {
    let fields = json!([
        {"id": "summary", "key": "summary", "name": "Summary", "custom": false, "orderable": true,
         "navigable": true, "searchable": true, "clauseNames": ["summary"],
         "schema": {"type": "string", "system": "summary"}},
        {"id": "customfield_10020", "key": "customfield_10020", "name": "Sprint",
         "untranslatedName": "Sprint", "custom": true, "orderable": true, "navigable": true,
         "searchable": true, "clauseNames": ["cf[10020]", "Sprint"],
         "scope": {"type": "PROJECT", "project": {"id": "10000"}},
         "schema": {"type": "array", "items": "json",
                    "custom": "com.pyxis.greenhopper.jira:gh-sprint", "customId": 10020}},
        {"id": "thumbnail", "key": "thumbnail", "name": "Images", "custom": false, "orderable": false,
         "navigable": true, "searchable": false, "clauseNames": []},
    ]);
    let fields = bench("GET", "field", fields)
        .await
        .site()
        .fields()
        .await
        .unwrap();
    let sprint = fields[1].schema.as_ref().unwrap();
    assert_eq!(
        (sprint.kind.as_str(), sprint.custom_id),
        ("array", Some(10020))
    );
    assert_eq!(fields[1].clause_names, ["cf[10020]", "Sprint"]);
    assert_eq!(
        fields[1]
            .scope
            .as_ref()
            .unwrap()
            .project
            .as_ref()
            .unwrap()
            .id,
        "10000"
    );
    assert!(fields[2].schema.is_none());
}

#[tokio::test]
async fn statuses_and_types_have_category_and_level() {
    let statuses = json!([{"self": "…/status/10003", "description": "", "name": "In Progress", "id": "10003",
        "statusCategory": {"self": "…/statuscategory/4", "id": 4, "key": "indeterminate",
                           "colorName": "yellow", "name": "In Progress"}}]);
    let statuses = bench("GET", "status", statuses)
        .await
        .site()
        .statuses()
        .await
        .unwrap();
    assert_eq!(
        statuses[0].status_category.as_ref().unwrap().key,
        "indeterminate"
    );
    let types = json!([{"self": "…", "id": "10001", "description": "", "name": "Story", "subtask": false,
        "avatarId": 10315, "entityId": "…", "hierarchyLevel": 0}]);
    let types = bench("GET", "issuetype", types)
        .await
        .site()
        .issue_types()
        .await
        .unwrap();
    assert_eq!(
        (types[0].name.as_str(), types[0].hierarchy_level),
        ("Story", Some(0))
    );
}

#[tokio::test]
async fn a_list_of_values_is_read_to_its_end() {
    let bench = Bench::new().await;
    let page = |start: u64, name: &str, last: bool| {
        json!({"maxResults": 1, "startAt": start, "total": 2, "isLast": last, "values":
            [{"id": (start + 1).to_string(), "name": name, "statusColor": "#009900", "isDefault": null}]})
    };
    bench
        .jira_once(
            "GET",
            "resolution/search",
            json(200, page(0, "Major", false)),
        )
        .await;
    bench
        .jira(
            "GET",
            "resolution/search",
            json(200, page(1, "Trivial", true)),
        )
        .await;
    let names: Vec<String> = bench
        .site()
        .resolutions()
        .await
        .unwrap()
        .into_iter()
        .map(|resolution| resolution.name)
        .collect();
    assert_eq!(names, ["Major", "Trivial"]);
    let requests = bench.requests().await;
    assert_eq!(
        requests
            .iter()
            .map(|r| r.url.query().unwrap())
            .collect::<Vec<_>>(),
        ["startAt=0", "startAt=1"]
    );
}

#[tokio::test]
async fn a_list_that_never_ends_is_left() {
    let endless = json!({"isLast": false, "values": [{"id": "1", "name": "Done"}]});
    let bench = bench("GET", "resolution/search", endless).await;
    assert!(matches!(
        bench.site().resolutions().await,
        Err(Error::Unexpected { .. })
    ));
}

#[tokio::test]
async fn projects_are_searched_page_by_page() {
    let project = json!({"self": "…", "id": "10000", "key": "SAM", "name": "Sample", "avatarUrls": {},
        "projectTypeKey": "software", "simplified": true, "style": "next-gen", "isPrivate": false});
    let page = json!({"self": "…", "maxResults": 100, "startAt": 100, "total": 250, "isLast": false,
        "nextPage": "https://elsewhere.example.com/never-fetched", "values": [project]});
    let bench = bench("GET", "project/search", page).await;
    let projects = bench.site().projects("sam & co", 100).await.unwrap();
    assert_eq!(
        (projects.values[0].key.as_str(), projects.next()),
        ("SAM", Some(101))
    );
    let query = query(&bench).await;
    assert!(
        has(&query, "query", "sam & co") && has(&query, "startAt", "100"),
        "{query:?}"
    );
}

#[tokio::test]
async fn what_belongs_to_a_project_is_found_by_its_key() {
    let statuses = json!([{"self": "…", "id": "3", "name": "Task", "subtask": false, "statuses":
        [{"self": "…", "description": "", "iconUrl": "…", "name": "Closed", "id": "5"}]}]);
    let statuses = bench("GET", "project/HSP/statuses", statuses)
        .await
        .site()
        .project_statuses("HSP")
        .await;
    assert_eq!(statuses.unwrap()[0].statuses[0].name, "Closed");
    let versions = json!([{"self": "…", "id": "10002", "description": "", "name": "1.4", "archived": false,
        "released": false, "releaseDate": "2025-12-01", "projectId": 10000}]);
    let versions = bench("GET", "project/HSP/versions", versions)
        .await
        .site()
        .versions("HSP")
        .await
        .unwrap();
    assert_eq!(
        versions[0].release_date,
        Some(jiff::civil::date(2025, 12, 1))
    );
    let components = json!([{"self": "…", "id": "10000", "name": "API", "description": "…"}]);
    let components = bench("GET", "project/HSP/components", components)
        .await
        .site()
        .components("HSP")
        .await;
    assert_eq!(components.unwrap()[0].name, "API");
}

#[tokio::test]
async fn filters_come_with_their_queries() {
    let filter = json!({"self": "…", "id": "10000", "name": "All Open Bugs", "description": "Lists them",
        "owner": {"self": "…", "accountId": "5b10a2844c20165700ede21g", "displayName": "Mia Krystof"},
        "jql": "type = Bug and resolution is empty", "favourite": true, "favouritedCount": 0,
        "subscriptions": {"size": 0, "items": []}});
    let page =
        json!({"maxResults": 100, "startAt": 0, "total": 1, "isLast": true, "values": [filter]});
    let search = bench("GET", "filter/search", page).await;
    let found = search.site().filters("bugs", 0).await.unwrap();
    assert_eq!(
        found.values[0].jql.as_deref(),
        Some("type = Bug and resolution is empty")
    );
    assert_eq!(found.next(), None);
    let query = query(&search).await;
    assert!(
        has(&query, "filterName", "bugs") && has(&query, "isSubstringMatch", "true"),
        "{query:?}"
    );
    let one = bench("GET", "filter/10000", filter)
        .await
        .site()
        .filter("10000")
        .await
        .unwrap();
    assert_eq!(one, found.values[0]);
}

#[tokio::test]
async fn labels_are_a_page_of_words() {
    let page = json!({"maxResults": 1000, "startAt": 0, "total": 2, "isLast": true, "values": ["performance", "security"]});
    let labels = bench("GET", "label", page)
        .await
        .site()
        .labels(0)
        .await
        .unwrap();
    assert_eq!(labels.values, ["performance", "security"]);
}

#[test]
fn a_page_tells_where_the_next_one_begins() {
    let next = |page: Value| serde_json::from_value::<Listing<u8>>(page).unwrap().next();
    assert_eq!(
        next(json!({"startAt": 0, "isLast": false, "values": [1, 2]})),
        Some(2)
    );
    assert_eq!(
        next(json!({"startAt": 0, "total": 3, "values": [1, 2]})),
        Some(2)
    );
    assert_eq!(next(json!({"startAt": 2, "total": 3, "values": [1]})), None);
    assert_eq!(
        next(json!({"startAt": 0, "isLast": true, "values": [1, 2]})),
        None
    );
    assert_eq!(
        next(json!({"startAt": 9, "isLast": false, "values": []})),
        None
    );
    assert_eq!(next(json!({"values": [1, 2]})), None);
}
