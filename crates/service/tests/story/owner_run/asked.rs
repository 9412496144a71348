//! What is asked of Jira for a run: the query with its saved filters written out, as confirmed.

use super::{ALL, end, pause, running, shared, shown};
use crate::stage::{MAYA, PRIYA, Stage};
use rstest::rstest;
use serde_json::json;
use service::{Failure, PauseReason, SharingEnd, Shown};

/// A filter of Maya's, and one of that filter.
const BUGS: u64 = 10000;

async fn change(stage: &Stage, jql: &str) {
    let filter = json!({ "site": stage.site(0), "id": BUGS, "jql": jql });
    stage.control("filter", filter).await;
}

#[tokio::test]
async fn what_was_confirmed_is_what_is_asked_whatever_a_filter_says_meanwhile() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let mut spec = stage.spec("filter = 10001", "status");
    let confirmed = stage.service.preview(&maya, &spec).await.unwrap();
    spec["chart_by"] = json!({ "segments": [
        { "name": "Bugs", "jql": "filter = 10000" }, { "name": "All", "jql": ALL },
    ] });
    let id = running(&stage, &maya, &spec).await;
    // The filters are looked at; then Jira cannot be read.
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*/approximate-count", "status": 503, "times": 0 }),
        )
        .await;
    let failed = shown(&stage, &priya, &id).await.map(drop).unwrap_err();
    assert_eq!(failed.kind(), "unreachable");
    stage.call_delete_faults().await;

    // Whoever may change the filter widens it while Jira is read, and may change it back after.
    change(&stage, ALL).await;
    // What failed a moment ago, in the background too, is not asked again at once.
    let mut tries = 0;
    let seen = loop {
        stage.advance(4).await;
        match shown(&stage, &priya, &id).await {
            Ok(Shown::Shared(seen)) => break seen,
            Err(Failure::Unreachable { .. }) if tries < 20 => tries += 1,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(seen.table.total, confirmed.table.total);
    let all = stage.spec(ALL, "status");
    let wide = stage.service.preview(&maya, &all).await.unwrap();
    assert!(wide.table.total > seen.table.total);

    stage.advance(5 * 60).await;
    let why = SharingEnd::Paused(PauseReason::FilterChanged);
    assert_eq!(end(&stage, &priya, &id).await, why);
    let paused = pause(&stage, &maya, &id).await;
    assert_eq!(paused, Some(PauseReason::FilterChanged));
}

#[rstest]
#[case::by_its_number("filter = 10000", true)]
#[case::by_another_name_of_the_field("savedfilter = 10001", true)]
#[case::a_filter_of_a_filter_among_others(
    "(filter = 10001 OR issuetype = Story) AND status was not \"Done\" before \"2020-01-01\" ORDER BY key",
    true
)]
#[case::a_list("filter in (10000, 10001) and summary ~ \"a*\"", true)]
#[case::somebody_elses_word("filter = 10000 AND assignee in (currentUser(), EMPTY)", true)]
#[case::negated("filter != 10000", false)]
#[case::negated_from_outside(
    "project is not EMPTY AND NOT (filter = 10000 AND status = Done)",
    false
)]
#[tokio::test]
async fn filters_are_written_out_where_that_means_the_same(
    #[case] jql: &str,
    #[case] written_out: bool,
) {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let spec = stage.spec(jql, "status");
    let hers = stage.service.preview(&maya, &spec).await.unwrap();
    let id = running(&stage, &maya, &spec).await;
    let seen = shared(&stage, &priya, &id).await;
    assert_eq!(seen.table.rows.len(), hers.table.rows.len());
    assert_eq!(seen.table.cells, hers.table.cells, "the same issues");

    // What is asked as it is has to be looked at with every view.
    let looks = stage.calls("filter/").await;
    stage.advance(1).await;
    shared(&stage, &priya, &id).await;
    assert_eq!(stage.calls("filter/").await == looks, written_out);
}

#[tokio::test]
async fn a_filter_without_a_restriction_is_asked_as_it_is() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    change(&stage, "ORDER BY created").await;
    let spec = stage.spec("filter = 10000 AND issuetype = Bug", "status");
    let hers = stage.service.preview(&maya, &spec).await.unwrap();
    let id = running(&stage, &maya, &spec).await;
    let seen = shared(&stage, &priya, &id).await;
    assert_eq!(seen.table.cells, hers.table.cells);
}
