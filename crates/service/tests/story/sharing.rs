//! Saved charts: who sees them, who may change them.

use crate::stage::{MAYA, PRIYA, SOFIA, Stage};
use service::{Failure, PromptReason, Viewer};

const ALL: &str = "project is not EMPTY";

#[tokio::test]
async fn a_saved_chart_is_seen_by_whoever_has_the_site_each_with_their_own_numbers() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let saved = stage
        .service
        .save_chart(&maya, None, None, &stage.spec(ALL, "status"))
        .await
        .unwrap();
    let (hers, others) = (
        stage.service.view(&maya, &saved.id).await.unwrap(),
        stage.service.view(&priya, &saved.id).await.unwrap(),
    );
    assert!(hers.may_edit && !others.may_edit);
    assert!(others.drawn.table.total < hers.drawn.table.total);
    assert_eq!(others.drawn.table.provenance.account, PRIYA);
    assert!(
        hers.drawn.svg.starts_with("<svg"),
        "{}",
        &hers.drawn.svg[..80]
    );
}

#[tokio::test]
async fn nobody_without_a_grant_learns_whether_a_chart_exists() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let saved = stage
        .service
        .save_chart(&maya, None, None, &stage.spec(ALL, "status"))
        .await
        .unwrap();
    for id in [saved.id.as_str(), "c_unknown"] {
        let told = stage
            .service
            .view(&Viewer::Anonymous, id)
            .await
            .map(|_| ())
            .unwrap_err();
        assert_eq!(told, Failure::Prompt(PromptReason::NotYet));
    }
}

#[tokio::test]
async fn only_its_owner_changes_or_deletes_a_chart() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let spec = stage.spec(ALL, "status");
    let saved = stage
        .service
        .save_chart(&maya, None, None, &spec)
        .await
        .unwrap();
    assert_eq!(
        stage
            .service
            .save_chart(&priya, Some(&saved.id), None, &spec)
            .await
            .unwrap_err(),
        Failure::NotFound
    );
    assert_eq!(
        stage
            .service
            .delete_chart(&priya, &saved.id)
            .await
            .unwrap_err(),
        Failure::NotFound
    );
    assert!(stage.service.my_charts(&priya).await.unwrap().is_empty());
    let mine = stage.service.my_charts(&maya).await.unwrap();
    assert_eq!((mine.len(), mine[0].title.as_str()), (1, "By status"));
    stage.service.delete_chart(&maya, &saved.id).await.unwrap();
    assert!(stage.service.my_charts(&maya).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_save_over_somebody_elses_newer_version_is_refused() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    let first = stage
        .service
        .save_chart(&maya, None, None, &spec)
        .await
        .unwrap();
    let second = stage
        .service
        .save_chart(&maya, Some(&first.id), Some(first.version), &spec)
        .await
        .unwrap();
    assert_eq!(second.version, first.version + 1);
    let late = stage
        .service
        .save_chart(&maya, Some(&first.id), Some(first.version), &spec)
        .await;
    assert_eq!(late.map(|_| ()).unwrap_err(), Failure::Conflict);
}

#[tokio::test]
async fn a_chart_on_a_site_that_was_not_authorized_is_not_saved() {
    let stage = Stage::set().await;
    let sofia = stage.sign_in(SOFIA).await;
    let refused = stage
        .service
        .save_chart(&sofia, None, None, &stage.spec(ALL, "status"))
        .await
        .map(|_| ())
        .unwrap_err();
    assert_eq!(refused.kind(), "site_missing");
}
