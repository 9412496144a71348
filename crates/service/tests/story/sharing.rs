//! Saved charts: who sees them, who may change them.

use crate::stage::{MAYA, PRIYA, SOFIA, Stage};
use service::{Errand, Failure, PromptReason, Role, Viewer};
use store::Outcome;

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
    assert!(
        stage
            .service
            .restore_chart(&priya, &mine[0].id)
            .await
            .is_err()
    );
    let back = stage
        .service
        .restore_chart(&maya, &mine[0].id)
        .await
        .unwrap();
    assert_eq!(back.id, mine[0].id);
    assert_eq!(stage.service.my_charts(&maya).await.unwrap().len(), 1);
    stage.service.delete_chart(&maya, &back.id).await.unwrap();
    stage.advance(24 * 3_600).await;
    assert!(stage.service.restore_chart(&maya, &back.id).await.is_err());
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

fn id_of(viewer: &Viewer) -> String {
    viewer.account().expect("signed in").to_string()
}

#[tokio::test]
async fn a_chart_for_named_people_is_not_there_for_others_of_the_site() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = stage.saved(&maya, ALL, "status").await;
    stage.keep_private(&maya, &id).await;
    let unknown = stage.service.view(&priya, "c_unknown").await.unwrap_err();
    for told in [
        stage.service.view(&priya, &id).await.map(drop),
        stage.service.chart(&priya, &id).await.map(drop),
        stage
            .service
            .show(&priya, &id, &service::Asking::default())
            .await
            .map(drop),
    ] {
        assert_eq!(told.unwrap_err(), unknown);
    }

    let people = [(id_of(&priya), Role::Viewer)];
    let sharing = stage
        .service
        .share(&maya, &id, None, &people)
        .await
        .unwrap();
    assert_eq!(sharing.people[0].name.as_deref(), Some(PRIYA));
    assert!(!stage.service.view(&priya, &id).await.unwrap().may_edit);
    let shared = stage.service.charts_shared_with_me(&priya).await.unwrap();
    let summaries: Vec<_> = shared
        .iter()
        .map(|it| (it.id.as_str(), it.may_edit))
        .collect();
    assert_eq!(summaries, [(id.as_str(), false)]);
    assert!(stage.service.my_charts(&maya).await.unwrap()[0].may_edit);
}

#[tokio::test]
async fn a_consent_for_a_forbidden_chart_ends_like_one_for_an_unknown_chart() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    stage.keep_private(&maya, &id).await;
    for chart in [id.as_str(), "c_unknown"] {
        let errand = Errand {
            chart: Some(chart.into()),
            ..Errand::default()
        };
        let ended = stage.consent_for(PRIYA, errand, None).await.outcome;
        assert!(matches!(ended, Outcome::WrongSite { .. }), "{ended:?}");
    }
}

#[tokio::test]
async fn an_editor_saves_and_does_nothing_else() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = stage.saved(&maya, ALL, "status").await;
    let people = [(id_of(&priya), Role::Editor)];
    stage
        .service
        .share(&maya, &id, None, &people)
        .await
        .unwrap();

    let spec = stage.spec(ALL, "priority");
    let saved = stage
        .service
        .save_chart(&priya, Some(&id), None, &spec)
        .await
        .unwrap();
    assert!(saved.may_edit && !saved.owned && saved.version == 2);
    let service = &stage.service;
    for refused in [
        service.share(&priya, &id, None, &[]).await.map(drop),
        service.sharing(&priya, &id).await.map(drop),
        service.delete_chart(&priya, &id).await,
        service.owner_run(&priya, &id).await.map(drop),
        service.switch_off_owner_run(&priya, &id).await,
    ] {
        assert_eq!(refused.unwrap_err(), Failure::NotFound);
    }

    let mine = service.chart(&maya, &id).await.unwrap();
    assert!(mine.owned && mine.may_edit);
}

#[tokio::test]
async fn an_editor_without_access_to_the_site_saves_nothing() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = stage.saved(&maya, ALL, "status").await;
    let people = [(id_of(&priya), Role::Editor)];
    stage
        .service
        .share(&maya, &id, None, &people)
        .await
        .unwrap();
    stage
        .service
        .remove_access(&priya, &stage.site(0))
        .await
        .unwrap();
    let spec = stage.spec(ALL, "priority");
    let refused = stage
        .service
        .save_chart(&priya, Some(&id), None, &spec)
        .await;
    assert!(
        matches!(refused, Err(Failure::Prompt(_) | Failure::NotFound)),
        "{refused:?}"
    );
    assert_eq!(stage.service.chart(&maya, &id).await.unwrap().version, 1);
}

#[tokio::test]
async fn people_of_the_site_are_found_by_name() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let found = stage
        .service
        .people(&maya, &stage.site(0), "Priya")
        .await
        .unwrap();
    let names: Vec<_> = found.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, [PRIYA]);
}

#[tokio::test]
async fn two_pages_that_share_one_chart_undo_nothing_of_one_another() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = stage.saved(&maya, ALL, "status").await;
    let (one, other) = (&stage.service, stage.another_process().await);
    let (hers, his) = (id_of(&priya), "557058:somebody");
    let (everybody, first, second) = tokio::join!(
        one.share_with_everybody(&maya, &id, "none"),
        one.share_with(&maya, &id, &hers, "viewer"),
        other.share_with(&maya, &id, his, "editor"),
    );
    for done in [everybody, first, second] {
        done.unwrap();
    }
    let sharing = one.sharing(&maya, &id).await.unwrap();
    assert_eq!(sharing.everybody, None);
    let roles = |sharing: service::Sharing| {
        let mut roles: Vec<_> = sharing
            .people
            .into_iter()
            .map(|person| (person.account_id, person.role))
            .collect();
        roles.sort();
        roles
    };
    let mut both = vec![(hers.clone(), Role::Viewer), (his.into(), Role::Editor)];
    both.sort();
    assert_eq!(roles(sharing), both);

    other.share_with(&maya, &id, &hers, "editor").await.unwrap();
    one.unshare(&maya, &id, his).await.unwrap();
    let left = one.sharing(&maya, &id).await.unwrap();
    assert_eq!(roles(left), [(hers.clone(), Role::Editor)]);

    for refused in [
        one.share_with(&priya, &id, his, "viewer").await,
        one.unshare(&priya, &id, &hers).await,
        one.share_with_everybody(&priya, &id, "editor").await,
    ] {
        assert_eq!(refused.unwrap_err(), Failure::NotFound);
    }
    let wrong = one.share_with(&maya, &id, "not an id", "viewer").await;
    assert_eq!(wrong.unwrap_err().kind(), "spec");
}
