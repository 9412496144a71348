//! What an answer shows of an issue: fields, histories, dates, names.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Client, JONAS, MAYA, client, encoded};

const EVERYTHING: &str = "created > 1990-01-01";

#[tokio::test]
async fn fields_are_chosen_by_id_star_and_minus() {
    let maya = client(MAYA);
    let keys = async |fields: Value| {
        let body = maya
            .post(
                "/search/jql",
                json!({ "jql": EVERYTHING, "fields": fields, "maxResults": 1 }),
            )
            .await
            .ok();
        let fields = body["issues"][0]["fields"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        fields.keys().cloned().collect::<BTreeSet<String>>()
    };
    assert_eq!(
        keys(json!(["summary", "status"])).await,
        BTreeSet::from(["status".to_owned(), "summary".to_owned()])
    );
    let all = keys(json!(["*all"])).await;
    let navigable = keys(json!(["*navigable"])).await;
    assert!(all.contains("comment") && !navigable.contains("comment"));
    assert!(navigable.is_subset(&all));
    let without = keys(json!(["*all", "-summary"])).await;
    assert_eq!(&all - &without, BTreeSet::from(["summary".to_owned()]));
}

#[tokio::test]
async fn names_and_schema_say_what_the_fields_are() {
    let ask =
        json!({ "jql": EVERYTHING, "fields": ["status", "created"], "expand": "names,schema" });
    let body = client(MAYA).post("/search/jql", ask).await.ok();
    assert_eq!(
        body["names"],
        json!({ "created": "Created", "status": "Status" })
    );
    assert_eq!(
        body["schema"]["created"],
        json!({ "type": "datetime", "system": "created" })
    );
}

#[tokio::test]
async fn a_searched_history_is_newest_first_and_ends_at_forty_entries() {
    let ask = json!({ "jql": "status = Done", "fields": ["status"], "expand": "changelog", "maxResults": 100 });
    let body = client(MAYA).post("/search/jql", ask).await.ok();
    let mut seen = 0;
    for issue in body["issues"].as_array().expect("issues") {
        let histories = issue["changelog"]["histories"]
            .as_array()
            .expect("histories");
        let dates: Vec<&str> = histories
            .iter()
            .filter_map(|entry| entry["created"].as_str())
            .collect();
        assert!(
            dates.is_sorted_by(|newer, older| newer >= older),
            "{dates:?}"
        );
        assert!(histories.len() <= 40);
        seen += histories.len();
    }
    assert!(seen > 0, "finished issues have a history");
}

#[tokio::test]
async fn dates_are_in_the_persons_zone_and_without_a_colon() {
    let ask = json!({ "jql": EVERYTHING, "fields": ["created"], "maxResults": 1 });
    let created = async |name: &str| {
        let body = client(name).post("/search/jql", ask.clone()).await.ok();
        body["issues"][0]["fields"]["created"]
            .as_str()
            .expect("a date")
            .to_owned()
    };
    let utc = created(MAYA).await;
    let berlin = created(JONAS).await;
    assert!(utc.ends_with("+0000"), "{utc}");
    assert!(
        berlin.ends_with("+0100") || berlin.ends_with("+0200"),
        "{berlin}"
    );
    let instant = |text: &str| {
        jiff::Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.3f%z", text).expect("Jira's format")
    };
    assert_eq!(instant(&utc), instant(&berlin));
}

#[tokio::test]
async fn names_are_in_the_persons_language_unless_another_one_is_forced() {
    let names = async |client: Client| {
        let body = client.get("/statuscategory").await.ok();
        body[3]["name"].as_str().expect("a name").to_owned()
    };
    assert_eq!(names(client(JONAS)).await, "Fertig");
    assert_eq!(names(client(MAYA)).await, "Done");
    let asked = client(JONAS).with("accept-language", "en");
    assert_eq!(
        names(asked.clone()).await,
        "Fertig",
        "the header alone changes nothing"
    );
    assert_eq!(
        names(asked.with("x-force-accept-language", "true")).await,
        "Done"
    );
}

#[tokio::test]
async fn both_languages_ask_for_the_same_issues() {
    let done = client(MAYA).count("statusCategory = Done").await;
    assert!(done > 0);
    assert_eq!(client(JONAS).count("statusCategory = Fertig").await, done);
    assert_eq!(client(JONAS).count("statusCategory = Done").await, done);
}

#[tokio::test]
async fn versions_two_and_latest_answer_under_their_own_addresses() {
    let maya = client(MAYA);
    for (version, shown) in [("3", "3"), ("2", "2"), ("latest", "2")] {
        let path = format!(
            "/rest/api/{version}/search/jql?fields=summary&maxResults=1&jql={}",
            encoded(EVERYTHING)
        );
        let body = maya.get(&path).await.ok();
        let address = body["issues"][0]["self"].as_str().expect("an address");
        assert!(
            address.contains(&format!("/rest/api/{shown}/issue/")),
            "{address}"
        );
    }
}
