use rstest::rstest;
use store::{SetRules, SiteRules};

use crate::given::{Backend, account, at, site};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn rules_hold_for_their_site_and_name_who_set_them(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let rules = store.site_rules();
    assert_eq!(rules.get(site(1)).await.unwrap(), None);

    let no_links = SiteRules {
        links_forbidden: true,
        ..SiteRules::default()
    };
    for (who, time, set) in [("bob", 1, SiteRules::default()), ("ada", 2, no_links)] {
        rules
            .put(site(1), set, &account(who), at(time))
            .await
            .unwrap();
    }

    let expected = SetRules {
        rules: no_links,
        changed_by: account("ada"),
        changed_at: at(2),
    };
    assert_eq!(rules.get(site(1)).await.unwrap(), Some(expected));
    assert_eq!(rules.get(site(2)).await.unwrap(), None);
}
