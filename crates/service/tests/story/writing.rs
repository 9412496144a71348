//! Writing a query: what Jira offers, asked no more often than needed.

use crate::stage::{MAYA, PRIYA, SOFIA, Stage};
use service::{Failure, JqlPlace, PromptReason, Viewer};

async fn suggested(stage: &Stage, viewer: &Viewer, place: &JqlPlace, letters: &str) -> Vec<String> {
    stage
        .service
        .suggest_jql(viewer, &stage.site(0), place, letters)
        .await
        .expect("suggestions")
        .into_iter()
        .map(|one| one.label)
        .collect()
}

fn value(field: &str) -> JqlPlace {
    let field = field.to_owned();
    JqlPlace::Value { field, list: false }
}

#[tokio::test]
async fn each_place_of_a_query_is_helped_with_what_the_site_has() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let fields = suggested(&stage, &maya, &JqlPlace::Field, "prio").await;
    assert_eq!(fields.first().map(String::as_str), Some("priority"));
    let operators = suggested(&stage, &maya, &JqlPlace::Operator("priority".into()), "").await;
    assert!(operators.contains(&"not in".to_owned()), "{operators:?}");
    let values = suggested(&stage, &maya, &value("priority"), "hi").await;
    assert!(values.contains(&"High".to_owned()), "{values:?}");
    let functions = suggested(&stage, &maya, &value("assignee"), "currentU").await;
    assert!(
        functions.contains(&"currentUser()".to_owned()),
        "{functions:?}"
    );
    let nothing = suggested(&stage, &maya, &value("nosuchfield"), "zzz").await;
    assert!(nothing.is_empty(), "{nothing:?}");
}

#[tokio::test]
async fn fields_are_asked_of_jira_once_and_again_after_a_while() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let asked = async || {
        let counters = stage.counters().await;
        let calls = counters["calls"].as_object().cloned().unwrap_or_default();
        let of = |name: &str| name.ends_with("jql/autocompletedata");
        calls
            .iter()
            .filter(|(name, _)| of(name))
            .filter_map(|(_, count)| count.as_u64())
            .sum::<u64>()
    };
    for letters in ["", "s", "st", "sta"] {
        suggested(&stage, &maya, &JqlPlace::Field, letters).await;
    }
    assert_eq!(asked().await, 1);
    stage.advance(1_200).await;
    suggested(&stage, &maya, &JqlPlace::Field, "").await;
    assert_eq!(asked().await, 2);
}

#[tokio::test]
async fn nobody_is_helped_with_what_they_do_not_see() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let priya = stage.sign_in(PRIYA).await;
    let all = suggested(&stage, &maya, &value("project"), "").await;
    let some = suggested(&stage, &priya, &value("project"), "").await;
    assert!(some.len() < all.len(), "{some:?} of {all:?}");
    let sofia = stage.sign_in(SOFIA).await;
    let refused = stage
        .service
        .suggest_jql(&sofia, &stage.site(0), &JqlPlace::Field, "")
        .await;
    assert!(
        matches!(
            refused,
            Err(Failure::Prompt(PromptReason::SiteMissing { .. }))
        ),
        "{refused:?}"
    );
}
