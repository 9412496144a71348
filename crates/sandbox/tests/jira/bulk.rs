//! Many issues, and many histories, at once.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{MAYA, client};

fn id(issue: &Value) -> u64 {
    issue["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .expect("an id")
}

#[tokio::test]
async fn many_issues_at_once_come_by_id_with_a_word_on_those_not_found() {
    let maya = client(MAYA);
    let pages = maya
        .pages("status = Done ORDER BY created DESC", &["key"], 5)
        .await;
    let keys: Vec<&Value> = pages[0].iter().map(|issue| &issue["key"]).collect();
    let mut wanted = keys.clone();
    let nowhere = json!("NOPE-1");
    wanted.push(&nowhere);
    let body = maya
        .post(
            "/issue/bulkfetch",
            json!({ "issueIdsOrKeys": wanted, "fields": ["summary"] }),
        )
        .await
        .ok();
    let found: Vec<u64> = body["issues"]
        .as_array()
        .expect("issues")
        .iter()
        .map(id)
        .collect();
    assert_eq!(found.len(), 5);
    assert!(found.is_sorted());
    assert_eq!(body["issueErrors"][0]["id"], "NOPE-1");
}

#[tokio::test]
async fn histories_of_many_issues_come_in_pages_that_lose_nothing() {
    let maya = client(MAYA);
    let pages = maya.pages("status = Done", &["key"], 40).await;
    let keys: Vec<&Value> = pages[0].iter().map(|issue| &issue["key"]).collect();
    let mut ask = json!({ "issueIdsOrKeys": keys, "fieldIds": ["status"], "maxResults": 7 });
    let mut paged = BTreeSet::new();
    loop {
        let mut body = maya.post("/changelog/bulkfetch", ask.clone()).await.ok();
        for log in body["issueChangeLogs"].as_array().expect("logs") {
            for entry in log["changeHistories"].as_array().expect("entries") {
                assert!(entry["created"].is_number(), "as in Atlassian's example");
                assert!(
                    entry["items"]
                        .as_array()
                        .is_some_and(|items| items.iter().all(|item| item["fieldId"] == "status"))
                );
                assert!(
                    paged.insert(entry["id"].as_str().expect("an id").to_owned()),
                    "nothing comes twice"
                );
            }
        }
        if body["nextPageToken"].is_null() {
            break;
        }
        ask["nextPageToken"] = body["nextPageToken"].take();
    }
    let mut single = BTreeSet::new();
    for key in keys {
        let body = maya
            .get(&format!(
                "/issue/{}/changelog",
                key.as_str().expect("a key")
            ))
            .await
            .ok();
        for entry in body["values"].as_array().expect("values") {
            if entry["items"]
                .as_array()
                .is_some_and(|items| items.iter().any(|item| item["fieldId"] == "status"))
            {
                single.insert(entry["id"].as_str().expect("an id").to_owned());
            }
        }
    }
    assert_eq!(paged, single);
    assert!(!paged.is_empty());
}
