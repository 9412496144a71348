//! What Jira's webhooks told, and which are registered.

use rstest::rstest;
use store::{EndedBy, SiteWebhook, Store, TokenHash};

use crate::given::{Backend, account, at, consent, granted_site, saved_chart, site, words};

async fn hear(store: &Store, delivery: &str, number: u128, project: &str, now: i64) -> bool {
    let id = TokenHash::of(delivery);
    let news = store.news();
    let heard = news.heard(&id, at(now + 60), site(number), project, at(now));
    heard.await.unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn news_of_a_project_are_heard_once_for_each_delivery_and_only_of_known_sites(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let (store, other_process) = (database.store().await, database.store().await);
    store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    assert_eq!(store.news().latest(site(1), &[]).await.unwrap(), None);

    assert!(hear(&store, "d1", 1, "shop", 10).await);
    assert!(!hear(&other_process, "d1", 1, "SHOP", 20).await, "a retry");
    assert!(hear(&other_process, "d2", 1, "FIN", 30).await);
    assert!(!hear(&store, "d3", 2, "SHOP", 40).await, "an unknown site");
    assert!(hear(&store, "d4", 1, "FIN", 29).await, "a slower clock");

    let latest = async |projects: &str| {
        let projects = match projects {
            "" => Vec::new(),
            some => words(some),
        };
        store.news().latest(site(1), &projects).await.unwrap()
    };
    assert_eq!(latest("").await, Some(at(30)));
    assert_eq!(latest("Shop OPS").await, Some(at(10)));
    assert_eq!(latest("OPS FIN SHOP").await, Some(at(30)));
    assert_eq!(latest("OPS").await, None);
    assert_eq!(latest("SHO HOP").await, None, "whole keys alone");
    assert_eq!(store.news().latest(site(2), &[]).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_site_is_known_by_its_host_while_somebody_gives_access_to_it(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let mut given = consent("ada", "1");
    given.sites.push(granted_site(2, "two", "read:jira-work"));
    given.sites[1].url = "https://two.example/".into();
    store.grants().put(given, at(0)).await.unwrap();
    let site_at = async |host: &str| store.news().site_at(host).await.unwrap();
    assert_eq!(site_at("one.example").await, Some(site(1)));
    assert_eq!(site_at("two.example").await, Some(site(2)));
    assert_eq!(site_at("three.example").await, None);
    store.grants().remove(&account("ada")).await.unwrap();
    assert_eq!(site_at("one.example").await, None);
}

fn webhook(who: &str, number: u128, id: u64, projects: &str) -> SiteWebhook {
    SiteWebhook {
        account: account(who),
        site: site(number),
        webhook: id,
        address: "https://charts.example.com/hooks/jira".into(),
        projects: words(projects),
        refreshed_at: at(0),
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_account_has_one_webhook_on_a_site_and_it_goes_with_the_access(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (webhooks, grants) = (store.webhooks(), store.grants());
    for who in ["ada", "bob"] {
        let mut given = consent(who, who);
        given.sites.push(granted_site(2, "two", "read:jira-work"));
        grants.put(given, at(0)).await.unwrap();
    }
    saved_chart(&store, "c1", "ada").await;
    for one in [
        webhook("ada", 1, 1000, "SHOP"),
        webhook("ada", 1, 1001, "SHOP FIN"),
        webhook("ada", 2, 1000, "OPS"),
        webhook("bob", 1, 1002, "HR"),
    ] {
        webhooks.put(&one).await.unwrap();
    }
    assert_eq!(webhooks.sites().await.unwrap(), [site(1), site(2)]);
    let there = [
        webhook("ada", 1, 1001, "SHOP FIN"),
        webhook("bob", 1, 1002, "HR"),
    ];
    assert_eq!(webhooks.on_site(site(1)).await.unwrap(), there);

    let (ada, bob) = (account("ada"), account("bob"));
    grants
        .end_access(&ada, site(1), EndedBy::Own, at(1))
        .await
        .unwrap();
    let left = webhooks.of_account(&ada).await.unwrap();
    assert_eq!(left, [webhook("ada", 2, 1000, "OPS")]);
    store.accounts().erase(&ada).await.unwrap();
    assert_eq!(webhooks.of_account(&ada).await.unwrap(), []);
    assert!(webhooks.forget(&bob, site(1)).await.unwrap());
    assert!(!webhooks.forget(&bob, site(1)).await.unwrap());
    assert_eq!(webhooks.sites().await.unwrap(), [site(1)], "of the chart");
}
