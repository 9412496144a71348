//! What the administrators of a site see and do.

use crate::stage::{MAYA, PRIYA, SOFIA, Stage, TOMASZ};
use serde_json::json;
use service::{
    Audience, EndedBy, Failure, Health, OwnerRunWish, PromptReason, RunAs, SiteRules, Viewer,
};

const ALL: &str = "project is not EMPTY";

fn account_of(viewer: &Viewer) -> String {
    viewer.account().expect("signed in").to_string()
}

#[tokio::test]
async fn administrators_see_who_authorized_with_their_charts() {
    let stage = Stage::set().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    stage.sign_in(SOFIA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    stage.keep_private(&maya, &id).await;

    let seen = stage
        .service
        .site_authorizations(&tomasz, &stage.site(0))
        .await
        .unwrap();

    let names: Vec<_> = seen.people.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, [MAYA, TOMASZ], "Sofia has the other site alone");
    assert_eq!(seen.people[0].health, Health::Healthy);
    let chart = &seen.people[0].charts[0];
    assert_eq!(
        (chart.id.as_str(), chart.run_as),
        (id.as_str(), RunAs::Viewer)
    );
    assert!(seen.charts_of_others.is_empty());
    assert_eq!((seen.rules, seen.rules_set), (SiteRules::default(), None));
}

#[tokio::test]
async fn everybody_else_is_told_the_same_as_for_a_site_that_does_not_exist() {
    let stage = Stage::set().await;
    let (maya, sofia) = (stage.sign_in(MAYA).await, stage.sign_in(SOFIA).await);
    let nowhere = "00000000-0000-4000-8000-000000000000".to_owned();
    for site in [stage.site(0), nowhere, "no uuid".into()] {
        for viewer in [&maya, &sofia] {
            let service = &stage.service;
            for told in [
                service.site_authorizations(viewer, &site).await.map(drop),
                service.site_log(viewer, &site, None).await.map(drop),
                service.site_log_csv(viewer, &site).await.map(drop),
                service
                    .set_site_rules(viewer, &site, SiteRules::default())
                    .await,
                service
                    .remove_site_access(viewer, &site, &account_of(&maya))
                    .await,
            ] {
                assert_eq!(told.unwrap_err(), Failure::NotFound, "{site}");
            }
        }
        let anonymous = stage
            .service
            .site_authorizations(&Viewer::Anonymous, &site)
            .await;
        assert_eq!(
            anonymous.unwrap_err(),
            Failure::Prompt(PromptReason::NotYet)
        );
    }
}

#[tokio::test]
async fn jiras_word_on_who_administers_is_believed_for_five_minutes() {
    let stage = Stage::set().await;
    let tomasz = stage.sign_in(TOMASZ).await;
    let site = stage.site(0);
    let seen = || stage.service.site_authorizations(&tomasz, &site);
    assert!(seen().await.is_ok());
    stage
        .control(
            "permissions",
            json!({ "site": site, "person": TOMASZ, "administer": false }),
        )
        .await;
    stage.advance(299).await;
    assert!(seen().await.is_ok());
    assert_eq!(stage.calls("mypermissions").await, 1);
    stage.advance(1).await;
    assert_eq!(seen().await.unwrap_err(), Failure::NotFound);
}

#[tokio::test]
async fn an_administrator_removes_the_access_to_their_site_and_to_no_other() {
    let stage = Stage::set().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    let id = stage.saved(&maya, ALL, "status").await;
    let (service, site) = (&stage.service, stage.site(0));
    let person = account_of(&maya);
    service
        .remove_site_access(&tomasz, &site, &person)
        .await
        .unwrap();
    let told = service.view(&maya, &id).await.map(drop).unwrap_err();
    let by = EndedBy::Administrator;
    assert_eq!(told, Failure::Prompt(PromptReason::AccessEnded { by }));
    assert!(service.projects(&maya, &stage.site(1), "", 0).await.is_ok());
    let again = service.remove_site_access(&tomasz, &site, &person).await;
    assert_eq!(again.unwrap_err(), Failure::NotFound);
    let seen = service.site_authorizations(&tomasz, &site).await.unwrap();
    assert_eq!(seen.charts_of_others[0].id, id);
}

#[tokio::test]
async fn what_a_site_forbids_is_not_switched_on() {
    let stage = Stage::set().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    let id = stage.saved(&maya, ALL, "status").await;
    let (service, site) = (&stage.service, stage.site(0));
    let wish = |audience| OwnerRunWish {
        audience,
        until: None,
        lists: false,
    };
    let no_links = SiteRules {
        links_forbidden: true,
        ..SiteRules::default()
    };
    service
        .set_site_rules(&tomasz, &site, no_links)
        .await
        .unwrap();
    let link = service
        .switch_on_owner_run(&maya, &id, wish(Audience::Link))
        .await;
    assert_eq!(link.unwrap_err().kind(), "not_allowed");
    let on = service
        .switch_on_owner_run(&maya, &id, wish(Audience::Site))
        .await;
    assert!(on.unwrap().halted.is_none());

    let nothing = SiteRules {
        owner_runs_forbidden: true,
        ..no_links
    };
    service
        .set_site_rules(&tomasz, &site, nothing)
        .await
        .unwrap();
    let state = service.owner_run(&maya, &id).await.unwrap();
    assert!(state.run.is_some() && state.halted.is_some(), "{state:?}");
    let seen = service.site_authorizations(&tomasz, &site).await.unwrap();
    assert_eq!(seen.rules, nothing);
    assert!(seen.rules_set.is_some());
}

#[tokio::test]
async fn the_log_of_a_site_is_read_and_downloaded_without_formulas() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let tomasz = stage.sign_in(TOMASZ).await;
    let (service, site) = (&stage.service, stage.site(0));
    let id = stage.saved(&maya, ALL, "status").await;
    stage.keep_private(&maya, &id).await;
    service.remove_access(&priya, &site).await.unwrap();

    let log = service.site_log(&tomasz, &site, None).await.unwrap();
    let actions: Vec<_> = log.lines.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "access.removed",
            "chart.shared",
            "chart.created",
            "grant.given",
            "grant.given",
            "grant.given"
        ]
    );
    assert_eq!(log.lines[1].actor_name.as_deref(), Some(MAYA));
    assert_eq!(log.lines[1].subject, id);
    let about: Vec<_> = log.lines.iter().map(|l| l.subject_name.as_str()).collect();
    // Priya's grant is gone: Jira knows her name. The chart is private: Tomasz may not know its title.
    assert_eq!(about[..3], [PRIYA, "a chart", "a chart"]);
    assert_eq!(log.lines[0].actor_name.as_deref(), Some(PRIYA));
    assert_eq!(log.next, None);

    let csv = service.site_log_csv(&tomasz, &site).await.unwrap();
    assert_eq!(csv.lines().count(), 1 + actions.len());
    assert!(csv.starts_with("at,actor,"), "{csv}");
    let other = service.site_log(&tomasz, &stage.site(1), None).await;
    let other = other.unwrap().lines;
    assert!(
        other.iter().all(|line| line.action == "grant.given"),
        "nothing of another site: {other:?}"
    );
}

#[tokio::test]
async fn the_log_names_what_its_reader_may_know_and_the_file_keeps_the_ids() {
    let stage = Stage::set().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    let (service, site) = (&stage.service, stage.site(0));
    let (open, hidden) = (
        stage.saved(&maya, ALL, "status").await,
        stage.saved(&maya, ALL, "priority").await,
    );
    stage.keep_private(&maya, &hidden).await;
    service
        .set_site_rules(&tomasz, &site, SiteRules::default())
        .await
        .unwrap();
    let log = service.site_log(&tomasz, &site, None).await.unwrap();
    let of = |subject: &str| -> Vec<_> {
        let lines = log.lines.iter().filter(|line| line.subject == subject);
        lines.map(|line| line.subject_name.clone()).collect()
    };
    let title = service.chart(&maya, &open).await.unwrap().title;
    assert_eq!(of(&open), [format!("“{title}”")]);
    assert_eq!(of(&hidden), ["a chart", "a chart"]);
    assert_eq!(of(&account_of(&maya)), [MAYA]);
    let name = service.site_authorizations(&tomasz, &site).await.unwrap();
    assert_eq!(of(&site), [name.site.name]);

    let csv = service.site_log_csv(&tomasz, &site).await.unwrap();
    assert!(csv.contains(&open) && csv.contains(&hidden), "{csv}");
    assert!(!csv.contains("a chart"), "{csv}");
}
