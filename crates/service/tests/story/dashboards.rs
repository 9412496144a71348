//! Many charts at one address: who sees what of them.

use crate::stage::{MAYA, PRIYA, SOFIA, Stage, TOMASZ};
use rstest::rstest;
use service::{
    Audience, DashboardChange, Failure, OwnerRunWish, SeenDashboard, Service, SiteRules, Standing,
    Viewer,
};

const ALL: &str = "project is not EMPTY";

async fn made(stage: &Stage, owner: &Viewer, charts: &[&str]) -> String {
    let service = &stage.service;
    let id = service
        .make_dashboard(owner, "Release 12", &stage.site(0))
        .await;
    let id = id.unwrap();
    for (version, chart) in (1..).zip(charts) {
        let add = DashboardChange::Add {
            chart: (*chart).to_owned(),
        };
        service
            .change_dashboard(owner, &id, version, add)
            .await
            .unwrap();
    }
    id
}

async fn seen(stage: &Stage, viewer: &Viewer, id: &str) -> SeenDashboard {
    stage.service.dashboard(viewer, id, None).await.unwrap()
}

async fn with_link(stage: &Stage, maya: &Viewer, id: &str) -> String {
    stage.service.link_dashboard(maya, id, true).await.unwrap();
    let link = seen(stage, maya, id).await.link.unwrap();
    link.split_once("?link=").unwrap().1.to_owned()
}

async fn by_link(service: &Service, id: &str, link: &str) -> Result<SeenDashboard, Failure> {
    service.dashboard(&Viewer::Anonymous, id, Some(link)).await
}

/// A chart of Maya's that everybody with its link sees as she does.
async fn with_a_link_of_its_own(stage: &Stage, maya: &Viewer) -> String {
    let id = stage.saved(maya, ALL, "status").await;
    let wish = OwnerRunWish {
        audience: Audience::Link,
        until: None,
        lists: false,
    };
    stage
        .service
        .switch_on_owner_run(maya, &id, wish)
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn a_dashboard_is_arranged_change_by_change() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let (first, second) = (
        stage.saved(&maya, ALL, "status").await,
        stage.saved(&maya, ALL, "priority").await,
    );
    let id = made(&stage, &maya, &[&first, &second]).await;
    let service = &stage.service;
    let shape = DashboardChange::Shape {
        at: 0,
        width: 12,
        height: 200,
    };
    service
        .change_dashboard(&maya, &id, 3, shape)
        .await
        .unwrap();
    let on = DashboardChange::Move { at: 0, on: true };
    service.change_dashboard(&maya, &id, 4, on).await.unwrap();
    let about = DashboardChange::About {
        title: " Q4 ".into(),
        description: "All of it".into(),
        theme: "dark".into(),
    };
    service
        .change_dashboard(&maya, &id, 5, about)
        .await
        .unwrap();
    let now = seen(&stage, &maya, &id).await;
    assert_eq!(
        (now.title.as_str(), now.theme.name(), now.version),
        ("Q4", "dark", 6)
    );
    let charts: Vec<_> = now
        .charts
        .iter()
        .map(|it| {
            (
                it.placed.chart.as_str(),
                it.placed.width,
                it.title.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        charts,
        [
            (second.as_str(), 6, Some("By priority")),
            (first.as_str(), 12, Some("By status"))
        ]
    );
    // At the edges a chart stays where it is.
    let back = DashboardChange::Move { at: 0, on: false };
    service.change_dashboard(&maya, &id, 6, back).await.unwrap();
    service
        .change_dashboard(&maya, &id, 7, DashboardChange::Remove { at: 0 })
        .await
        .unwrap();
    let now = seen(&stage, &maya, &id).await;
    assert_eq!(now.charts.len(), 1);
    assert_eq!(now.charts[0].placed.chart, first);

    let late = service
        .change_dashboard(&maya, &id, 7, DashboardChange::Remove { at: 0 })
        .await;
    assert_eq!(late.unwrap_err(), Failure::Conflict);
    for (change, path) in [
        (DashboardChange::Remove { at: 9 }, "charts[9]"),
        (
            DashboardChange::Shape {
                at: 0,
                width: 5,
                height: 200,
            },
            "charts[0].width",
        ),
        (
            DashboardChange::Shape {
                at: 0,
                width: 6,
                height: 20,
            },
            "charts[0].height",
        ),
        (
            DashboardChange::About {
                title: " ".into(),
                description: String::new(),
                theme: "auto".into(),
            },
            "title",
        ),
        (
            DashboardChange::About {
                title: "A".into(),
                description: String::new(),
                theme: "pink".into(),
            },
            "theme",
        ),
    ] {
        let refused = service
            .change_dashboard(&maya, &id, 8, change)
            .await
            .unwrap_err();
        assert!(refused.sentence().starts_with(path), "{refused}");
    }
    assert_eq!(
        seen(&stage, &maya, &id).await.version,
        8,
        "nothing was written"
    );
}

#[tokio::test]
async fn nobody_else_sees_it_until_it_is_shared_and_then_they_see_what_is_theirs() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let sofia = stage.sign_in(SOFIA).await;
    let (open, private) = (
        stage.saved(&maya, ALL, "status").await,
        stage.saved(&maya, ALL, "priority").await,
    );
    stage.keep_private(&maya, &private).await;
    let id = made(&stage, &maya, &[&open, &private]).await;
    let service = &stage.service;
    for viewer in [&priya, &sofia, &Viewer::Anonymous] {
        let unknown = service.dashboard(viewer, "unknown", None).await.map(drop);
        let refused = service.dashboard(viewer, &id, None).await.map(drop);
        assert_eq!(refused.unwrap_err(), unknown.unwrap_err());
    }
    service.share_dashboard(&maya, &id, "viewer").await.unwrap();
    let hers = seen(&stage, &priya, &id).await;
    assert_eq!(hers.standing, Some(Standing::Viewer));
    let titles: Vec<_> = hers.charts.iter().map(|it| it.title.as_deref()).collect();
    assert_eq!(
        titles,
        [Some("By status"), None],
        "a dashboard gives no access to its charts"
    );
    assert_eq!((hers.everybody, hers.link), (None, None));
    assert_eq!(service.dashboards(&priya).await.unwrap().len(), 1);
    assert_eq!(
        service.dashboards(&sofia).await.unwrap().len(),
        0,
        "she has no access to its site"
    );
    assert!(service.dashboard(&sofia, &id, None).await.is_err());

    let change = || DashboardChange::Remove { at: 0 };
    let refused = service.change_dashboard(&priya, &id, 3, change()).await;
    assert_eq!(refused.unwrap_err(), Failure::NotFound);
    service.share_dashboard(&maya, &id, "editor").await.unwrap();
    let add = DashboardChange::Add {
        chart: private.clone(),
    };
    let refused = service.change_dashboard(&priya, &id, 3, add).await;
    assert_eq!(
        refused.unwrap_err(),
        Failure::NotFound,
        "she may not see that chart"
    );
    service
        .change_dashboard(&priya, &id, 3, change())
        .await
        .unwrap();
    for refused in [
        service.share_dashboard(&priya, &id, "none").await,
        service.link_dashboard(&priya, &id, true).await,
        service.delete_dashboard(&priya, &id).await,
    ] {
        assert_eq!(refused.unwrap_err(), Failure::NotFound);
    }
    service.share_dashboard(&maya, &id, "none").await.unwrap();
    assert!(service.dashboard(&priya, &id, None).await.is_err());
}

#[tokio::test]
async fn a_public_link_shows_the_layout_and_hands_on_the_links_of_charts_that_have_one() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let linked = with_a_link_of_its_own(&stage, &maya).await;
    let own = stage.saved(&maya, ALL, "priority").await;
    let id = made(&stage, &maya, &[&linked, &own]).await;
    let link = with_link(&stage, &maya, &id).await;
    let service = &stage.service;
    let public = by_link(service, &id, &link).await.unwrap();
    assert_eq!(public.standing, None);
    assert_eq!(
        (public.title.as_str(), public.charts.len()),
        ("Release 12", 2)
    );
    assert!(public.charts[0].link.is_some() && public.charts[1].link.is_none());
    let told = format!("{public:?}");
    let account = maya.account().unwrap().to_string();
    for secret in [ALL, MAYA, account.as_str(), "By status", "By priority"] {
        assert!(!told.contains(secret), "{secret}");
    }
    // It is the chart's own link: it opens the chart, and ends with it.
    let asking = service::Asking {
        link: public.charts[0].link.clone(),
        ..Default::default()
    };
    service
        .show(&Viewer::Anonymous, &linked, &asking)
        .await
        .unwrap();
    service.switch_off_owner_run(&maya, &linked).await.unwrap();
    assert_eq!(
        by_link(service, &id, &link).await.unwrap().charts[0].link,
        None
    );

    // Another address, a cut one, a renewed one, none.
    let other = made(&stage, &maya, &[]).await;
    let unknown = by_link(service, "unknown", &link)
        .await
        .map(drop)
        .unwrap_err();
    for (id, link) in [
        (&other, link.as_str()),
        (&id, &link[..link.len() - 1]),
        (&id, "1.x"),
        (&id, ""),
    ] {
        assert_eq!(
            by_link(service, id, link).await.map(drop).unwrap_err(),
            unknown,
            "{link}"
        );
    }
    let newer = with_link(&stage, &maya, &id).await;
    assert_eq!(
        by_link(service, &id, &link).await.map(drop).unwrap_err(),
        unknown
    );
    by_link(service, &id, &newer).await.unwrap();
    service.link_dashboard(&maya, &id, false).await.unwrap();
    assert_eq!(
        by_link(service, &id, &newer).await.map(drop).unwrap_err(),
        unknown
    );
}

#[tokio::test]
async fn a_dashboard_hands_on_no_chart_that_is_not_its_owners_own() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let linked = with_a_link_of_its_own(&stage, &maya).await;
    let id = made(&stage, &priya, &[&linked]).await;
    let link = with_link(&stage, &priya, &id).await;
    let service = &stage.service;
    let now = async || by_link(service, &id, &link).await.unwrap().charts.remove(0);
    // She may see that chart, and not give its address away.
    assert_eq!(now().await.link, None);
    assert_eq!(seen(&stage, &priya, &id).await.charts[0].link, None);
    service.delete_chart(&maya, &linked).await.unwrap();
    assert!(now().await.gone);
}

#[tokio::test]
async fn a_dashboard_whose_owner_lost_its_site_is_public_no_more() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = made(&stage, &maya, &[]).await;
    let link = with_link(&stage, &maya, &id).await;
    let service = &stage.service;
    by_link(service, &id, &link).await.unwrap();
    service.remove_access(&maya, &stage.site(0)).await.unwrap();
    assert!(by_link(service, &id, &link).await.is_err());
}

#[tokio::test]
async fn a_sites_administrators_may_forbid_public_links() {
    let stage = Stage::set().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    let id = made(&stage, &maya, &[]).await;
    let link = with_link(&stage, &maya, &id).await;
    let rules = SiteRules {
        links_forbidden: true,
        ..SiteRules::default()
    };
    let service = &stage.service;
    service
        .set_site_rules(&tomasz, &stage.site(0), rules)
        .await
        .unwrap();
    assert!(by_link(service, &id, &link).await.is_err());
    assert!(seen(&stage, &maya, &id).await.links_forbidden);
    let refused = service.link_dashboard(&maya, &id, true).await.unwrap_err();
    assert_eq!(refused.kind(), "not_allowed");
    // Their log says who made links and who ended them.
    let log = service.site_log_csv(&tomasz, &stage.site(0)).await.unwrap();
    assert!(log.contains("dashboard.link_on"), "{log}");
}

#[rstest]
#[case::its_own_word("owner")]
#[case::nothing("")]
#[tokio::test]
async fn a_word_for_sharing_that_is_none_is_refused(#[case] word: &str) {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = made(&stage, &maya, &[]).await;
    let refused = stage
        .service
        .share_dashboard(&maya, &id, word)
        .await
        .unwrap_err();
    assert!(
        refused.sentence().contains("none, viewer or editor"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_deletion_is_taken_back_within_a_day() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = made(&stage, &maya, &[]).await;
    let service = &stage.service;
    service.delete_dashboard(&maya, &id).await.unwrap();
    assert!(service.dashboards(&maya).await.unwrap().is_empty());
    assert_eq!(
        service.restore_dashboard(&priya, &id).await,
        Err(Failure::NotFound)
    );
    service.restore_dashboard(&maya, &id).await.unwrap();
    assert_eq!(seen(&stage, &maya, &id).await.title, "Release 12");
    service.delete_dashboard(&maya, &id).await.unwrap();
    stage.advance(25 * 3600).await;
    assert_eq!(
        service.restore_dashboard(&maya, &id).await,
        Err(Failure::NotFound)
    );
}
