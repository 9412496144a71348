//! The signed address: no cookie, no account, no Jira.

use crate::stage::{MAYA, PRIYA, Stage, TOMASZ};
use service::{
    Asking, Audience, Embedding, Failure, OwnerRunWish, PictureFor, PromptReason, Role, RunAs,
    SharingEnd, Shown, SiteRules, Viewer,
};

const ALL: &str = "project is not EMPTY";

/// A chart of Maya's for whoever has its address, and that address.
async fn linked(stage: &Stage, maya: &Viewer) -> (String, String) {
    let id = stage.saved(maya, ALL, "status").await;
    let wish = OwnerRunWish {
        audience: Audience::Link,
        until: None,
        lists: false,
    };
    let on = stage.service.switch_on_owner_run(maya, &id, wish).await;
    let address = on.expect("switched on").address.expect("an address");
    (id, address)
}

/// What stands behind `link=`.
fn link_in(address: &str) -> String {
    let (_, link) = address.split_once("?link=").expect("signed");
    link.to_owned()
}

async fn by_link(stage: &Stage, viewer: &Viewer, id: &str, link: &str) -> Result<Shown, Failure> {
    let asking = Asking {
        link: Some(link.to_owned()),
        ..Asking::default()
    };
    stage.service.show(viewer, id, &asking).await
}

async fn end(stage: &Stage, id: &str, link: &str) -> SharingEnd {
    let told = by_link(stage, &Viewer::Anonymous, id, link).await;
    match told.map(drop).unwrap_err() {
        Failure::NotShared { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn whoever_has_the_address_sees_the_numbers() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let (id, address) = linked(&stage, &maya).await;
    assert!(
        address.starts_with(&format!("/embed/{id}?link=")),
        "{address}"
    );
    assert_eq!(
        stage.service.link_address(&maya, &id).await.unwrap(),
        address
    );
    let link = link_in(&address);
    let other = stage.another_process().await;
    for service in [&stage.service, &other] {
        let asking = Asking {
            link: Some(link.clone()),
            ..Asking::default()
        };
        let shown = service.show(&Viewer::Anonymous, &id, &asking).await;
        let Shown::Shared(seen) = shown.unwrap() else {
            panic!("the numbers alone")
        };
        let hers = stage.service.view(&maya, &id).await.unwrap();
        assert_eq!(seen.table.total, hers.drawn.table.total);
    }
}

#[tokio::test]
async fn an_address_that_was_never_handed_out_is_worth_nothing() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let (id, address) = linked(&stage, &maya).await;
    let (other, _) = linked(&stage, &maya).await;
    let link = link_in(&address);
    let (generation, signature) = link.split_once('.').unwrap();
    let next = generation.parse::<i64>().unwrap() + 1;
    for (chart, forged) in [
        (&id, format!("{next}.{signature}")),
        (&id, format!("{link}A")),
        (&id, "1".to_owned()),
        (&id, String::new()),
        (&other, link.clone()),
    ] {
        let told = by_link(&stage, &Viewer::Anonymous, chart, &forged).await;
        let bare = Failure::Prompt(PromptReason::NotYet);
        assert_eq!(told.map(drop).unwrap_err(), bare, "{forged}");
    }
}

#[tokio::test]
async fn a_renewed_address_voids_the_old_one_and_an_ended_run_voids_all() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let (id, address) = linked(&stage, &maya).await;
    let old = link_in(&address);
    let service = &stage.service;
    let new = link_in(&service.renew_link(&maya, &id).await.unwrap());
    assert_eq!(end(&stage, &id, &old).await, SharingEnd::LinkRenewed);
    assert!(by_link(&stage, &Viewer::Anonymous, &id, &new).await.is_ok());

    service.switch_off_owner_run(&maya, &id).await.unwrap();
    for link in [&old, &new] {
        assert_eq!(end(&stage, &id, link).await, SharingEnd::Ended);
    }
    assert_eq!(
        service.link_address(&maya, &id).await.unwrap_err(),
        Failure::NotFound
    );
    let wish = OwnerRunWish {
        audience: Audience::Link,
        until: None,
        lists: false,
    };
    service.switch_on_owner_run(&maya, &id, wish).await.unwrap();
    for link in [&old, &new] {
        assert_eq!(end(&stage, &id, link).await, SharingEnd::LinkRenewed);
    }
}

#[tokio::test]
async fn who_was_given_the_address_is_told_that_their_own_permissions_may_help() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let (id, address) = linked(&stage, &maya).await;
    let link = link_in(&address);
    let service = &stage.service;
    service.switch_off_owner_run(&maya, &id).await.unwrap();
    let told = by_link(&stage, &Viewer::Anonymous, &id, &link).await;
    assert_eq!(
        told.map(drop).unwrap_err().sentence(),
        "Its owner no longer shares this chart. You can still see it with your own Jira permissions."
    );
    stage.keep_private(&maya, &id).await;
    let told = by_link(&stage, &Viewer::Anonymous, &id, &link).await;
    assert_eq!(
        told.map(drop).unwrap_err().sentence(),
        "Its owner no longer shares this chart."
    );
}

#[tokio::test]
async fn a_site_may_forbid_addresses_alone() {
    let stage = Stage::set().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    let (id, address) = linked(&stage, &maya).await;
    let rules = SiteRules {
        links_forbidden: true,
        ..SiteRules::default()
    };
    let service = &stage.service;
    service
        .set_site_rules(&tomasz, &stage.site(0), rules)
        .await
        .unwrap();
    let why = end(&stage, &id, &link_in(&address)).await;
    assert_eq!(why, SharingEnd::LinksForbidden);
}

#[tokio::test]
async fn an_address_does_not_take_somebodys_own_permissions_away() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let (id, address) = linked(&stage, &maya).await;
    let service = &stage.service;
    service
        .share(&maya, &id, Some(Role::Viewer), &[])
        .await
        .unwrap();
    let shown = by_link(&stage, &priya, &id, &link_in(&address)).await;
    let Shown::Whole(view) = shown.unwrap() else {
        panic!("her own")
    };
    assert_eq!((view.ran_as, view.may_switch), (RunAs::Viewer, true));
    assert_eq!(view.drawn.table.provenance.account, PRIYA);
}

#[tokio::test]
async fn the_signed_picture_is_for_its_owner_to_hand_out() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let (id, address) = linked(&stage, &maya).await;
    let service = &stage.service;
    let link = link_in(&address);
    let plain = |id: &str, owned: bool| Embedding {
        picture: format!("/charts/{id}.png"),
        seen_by: PictureFor::Viewers,
        owned,
    };
    let signed = Embedding {
        picture: format!("/charts/{id}.png?link={link}"),
        seen_by: PictureFor::Anybody,
        owned: true,
    };
    assert_eq!(service.embedding(&maya, &id).await, Ok(signed));
    for stranger in [&priya, &Viewer::Anonymous] {
        let told = service.embedding(stranger, &id).await;
        assert_eq!(told, Ok(plain(&id, false)));
    }
    let nowhere = service.embedding(&maya, "c_nowhere").await;
    assert_eq!(nowhere, Ok(plain("c_nowhere", false)));
    assert_eq!(
        service.embedding(&maya, "no/id").await,
        Err(Failure::NotFound)
    );

    service.switch_off_owner_run(&maya, &id).await.unwrap();
    assert_eq!(service.embedding(&maya, &id).await, Ok(plain(&id, true)));
}
