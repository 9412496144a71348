//! JQL at the endpoints: refusals in Jira's sentences, `jql/parse`, `jql/match`, completion.

use http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{MAYA, client, encoded};

#[rstest]
#[case(
    "invalid query",
    "Error in the JQL Query: Expecting operator but got 'query'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character 9)"
)]
#[case(
    "project = NOSUCH",
    "The value 'NOSUCH' does not exist for the field 'project'."
)]
#[case(
    "universe = 42",
    "Field 'universe' does not exist or you do not have permission to view it."
)]
#[case(
    "cf[99999] = 42",
    "Field 'cf[99999]' does not exist or you do not have permission to view it."
)]
#[case(
    "summary = test",
    "The operator '=' is not supported by the 'summary' field."
)]
#[case(
    "summary in test",
    "Operator 'in' does not support the non-list value '\"test\"' for field 'summary'."
)]
#[case(
    "status = Nowhere",
    "The value 'Nowhere' does not exist for the field 'status'."
)]
#[case(
    "project = A OR",
    "Error in the JQL Query: Expecting a field name at the end of the query."
)]
#[case("assignee = bogus()", "Unable to find JQL function 'bogus()'.")]
#[case(
    "labels = end",
    "Error in the JQL Query: 'end' is a reserved JQL word. You must surround it in quotation marks to use it in a query. (line 1, character 10)"
)]
#[tokio::test]
async fn search_count_and_parse_refuse_a_query_in_the_same_words(
    #[case] jql: &str,
    #[case] sentence: &str,
) {
    let maya = client(MAYA);
    let body = json!({ "jql": jql });
    assert_eq!(
        maya.post("/search/jql", body.clone())
            .await
            .refused(StatusCode::BAD_REQUEST),
        sentence
    );
    assert_eq!(
        maya.post("/search/approximate-count", body)
            .await
            .refused(StatusCode::BAD_REQUEST),
        sentence
    );
    let get = maya.get(&format!("/search/jql?jql={}", encoded(jql))).await;
    assert_eq!(get.refused(StatusCode::BAD_REQUEST), sentence);
    let parsed = maya
        .post("/jql/parse", json!({ "queries": [jql] }))
        .await
        .ok();
    assert_eq!(parsed["queries"][0]["errors"][0], sentence);
    assert!(parsed["queries"][0]["structure"].is_null());
}

#[tokio::test]
async fn parse_is_as_strict_as_it_is_told() {
    let maya = client(MAYA);
    let parse = async |mode: &str| {
        let path = format!("/jql/parse?validation={mode}");
        let mut body = maya
            .post(&path, json!({ "queries": ["project = NOSUCH", "not jql"] }))
            .await
            .ok();
        (body["queries"][0].take(), body["queries"][1].take())
    };
    let sentence = json!(["The value 'NOSUCH' does not exist for the field 'project'."]);
    let (unknown, unreadable) = parse("strict").await;
    assert_eq!(unknown["errors"], sentence);
    assert!(unknown["structure"].is_null() && unreadable["errors"].is_array());
    let (unknown, unreadable) = parse("warn").await;
    assert_eq!(unknown["warnings"], sentence);
    assert!(unknown["structure"].is_object() && unreadable["errors"].is_array());
    let (unknown, unreadable) = parse("none").await;
    assert!(unknown["warnings"].is_null() && unknown["errors"].is_null());
    assert!(unknown["structure"].is_object() && unreadable["errors"].is_array());
    maya.post(
        "/jql/parse?validation=perhaps",
        json!({ "queries": ["a = b"] }),
    )
    .await
    .refused(StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn parse_accepts_what_only_search_finds_too_much() {
    let body = client(MAYA)
        .post(
            "/jql/parse",
            json!({ "queries": ["", "ORDER BY created DESC"] }),
        )
        .await
        .ok();
    assert_eq!(body["queries"][0]["structure"], json!({}));
    assert_eq!(
        body["queries"][1]["structure"]["orderBy"]["fields"][0]["direction"],
        "desc"
    );
}

#[tokio::test]
async fn matching_says_which_of_the_issues_each_query_finds() {
    let maya = client(MAYA);
    let id = |issue: &Value| {
        issue["id"]
            .as_str()
            .and_then(|id| id.parse::<u64>().ok())
            .expect("an id")
    };
    let done = id(&maya.pages("statusCategory = Done", &["id"], 5000).await[0][0]);
    let open = id(&maya.pages("statusCategory != Done", &["id"], 5000).await[0][0]);
    let ask =
        json!({ "issueIds": [done, open], "jqls": ["statusCategory = Done", "", "universe = 42"] });
    let body = maya.post("/jql/match", ask).await.ok();
    assert_eq!(
        body["matches"][0],
        json!({ "matchedIssues": [done], "errors": [] })
    );
    assert_eq!(body["matches"][1]["matchedIssues"], json!([done, open]));
    assert_eq!(
        body["matches"][2]["errors"][0],
        "Field 'universe' does not exist or you do not have permission to view it."
    );
}

#[tokio::test]
async fn completion_knows_fields_functions_and_reserved_words() {
    let body = client(MAYA).get("/jql/autocompletedata").await.ok();
    let fields = body["visibleFieldNames"].as_array().expect("fields");
    let summary = fields
        .iter()
        .find(|field| field["value"] == "summary")
        .expect("summary");
    assert_eq!(summary["operators"], json!(["~", "!~", "is", "is not"]));
    assert!(summary["auto"].is_null(), "flags that are false are absent");
    let sprint = fields
        .iter()
        .find(|field| field["value"] == "Sprint")
        .expect("Sprint");
    let cfid = sprint["cfid"].as_str().expect("a clause name");
    assert_eq!(sprint["displayName"], format!("Sprint - {cfid}"));
    assert_eq!(sprint["auto"], "true");
    let functions = body["visibleFunctionNames"].as_array().expect("functions");
    assert!(
        functions
            .iter()
            .any(|function| function["value"] == "currentUser()")
    );
    assert!(
        body["jqlReservedWords"]
            .as_array()
            .expect("words")
            .contains(&json!("distinct"))
    );
}

#[tokio::test]
async fn every_completed_field_can_be_asked_for() {
    let maya = client(MAYA);
    let body = maya.get("/jql/autocompletedata").await.ok();
    for field in body["visibleFieldNames"].as_array().expect("fields") {
        let Some(operators) = field["operators"]
            .as_array()
            .filter(|all| all.contains(&json!("is not")))
        else {
            continue;
        };
        let value = field["value"].as_str().expect("a value");
        let jql = format!("{value} is not EMPTY");
        let parsed = maya
            .post("/jql/parse", json!({ "queries": [jql] }))
            .await
            .ok();
        assert!(
            parsed["queries"][0]["errors"].is_null(),
            "{jql}, {operators:?}: {parsed}"
        );
    }
}

#[tokio::test]
async fn suggested_values_begin_with_what_was_typed_and_find_issues() {
    let maya = client(MAYA);
    for field in [
        "status",
        "issuetype",
        "priority",
        "resolution",
        "project",
        "assignee",
        "labels",
        "component",
        "fixVersion",
        "Sprint",
    ] {
        let path = format!("/jql/autocompletedata/suggestions?fieldName={field}");
        let body = maya.get(&path).await.ok();
        let results = body["results"].as_array().expect("results");
        assert!(!results.is_empty() && results.len() <= 15, "{field}");
        for result in results {
            let value = result["value"].as_str().expect("a value");
            let jql = format!("{field} = {value}");
            let parsed = maya
                .post("/jql/parse", json!({ "queries": [jql] }))
                .await
                .ok();
            assert!(parsed["queries"][0]["errors"].is_null(), "{jql}: {parsed}");
        }
    }
    let body = maya
        .get("/jql/autocompletedata/suggestions?fieldName=status&fieldValue=in%20pro")
        .await
        .ok();
    assert_eq!(
        body["results"][0],
        json!({ "value": "\"In Progress\"", "displayName": "<b>In Pro</b>gress" })
    );
    let none = maya
        .get("/jql/autocompletedata/suggestions?fieldName=universe&fieldValue=a")
        .await
        .ok();
    assert_eq!(none["results"], json!([]));
}
