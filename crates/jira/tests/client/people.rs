//! Accounts, permissions and the server, as Atlassian documents them.

use jira::AccountId;
use serde_json::json;

use crate::support::{bench, has, query};

#[tokio::test]
async fn people_are_known_by_their_account() {
    let mia = json!({"self": "…", "accountId": "712020:00000000-0000-4000-8000-000000000001",
        "accountType": "atlassian", "emailAddress": "mia@example.com", "avatarUrls": {}, "active": true,
        "displayName": "Mia Krystof", "timeZone": "Australia/Sydney", "locale": "en_US",
        "groups": {"size": 3, "items": []}, "applicationRoles": {"size": 1, "items": []}});
    let myself = bench("GET", "myself", mia.clone())
        .await
        .site()
        .myself()
        .await
        .unwrap();
    assert_eq!(myself.time_zone.as_deref(), Some("Australia/Sydney"));
    let search = bench("GET", "user/search", json!([mia])).await;
    assert_eq!(search.site().users("mi", 0).await, Ok(vec![myself.clone()]));
    assert!(has(&query(&search).await, "query", "mi"));
    let all = bench("GET", "users", json!([mia])).await;
    assert_eq!(all.site().all_users(0).await, Ok(vec![myself.clone()]));
    let page =
        json!({"maxResults": 200, "startAt": 0, "total": 1, "isLast": true, "values": [mia]});
    let bulk = bench("GET", "user/bulk", page).await;
    let ids = [myself.account_id.clone(), AccountId::new("5b10")];
    assert_eq!(bulk.site().users_by_id(&ids).await, Ok(vec![myself]));
    assert_eq!(
        query(&bulk)
            .await
            .iter()
            .filter(|(name, _)| name == "accountId")
            .count(),
        2
    );
}

#[tokio::test]
async fn permissions_are_asked_by_key() {
    let permissions = json!({"permissions": {"ADMINISTER": {"id": "0", "key": "ADMINISTER",
        "name": "Administer Jira", "type": "GLOBAL", "description": "…", "havePermission": false}}});
    let bench = bench("GET", "mypermissions", permissions).await;
    let answer = bench
        .site()
        .my_permissions(&["ADMINISTER"], Some("HSP"))
        .await
        .unwrap();
    assert!(answer[0].key == "ADMINISTER" && !answer[0].have_permission);
    let query = query(&bench).await;
    assert!(
        has(&query, "permissions", "ADMINISTER") && has(&query, "projectKey", "HSP"),
        "{query:?}"
    );
}

#[tokio::test]
async fn the_server_tells_where_it_is() {
    let info = json!({"baseUrl": "https://your-domain.atlassian.net", "version": "1001.0.0-SNAPSHOT",
        "versionNumbers": [1001, 0, 0], "deploymentType": "Cloud", "buildNumber": 100_287, "serverTitle": "Jira",
        "serverTime": "2026-11-23T09:14:00.000+0000", "defaultLocale": {"locale": "en_US"}});
    let info = bench("GET", "serverInfo", info)
        .await
        .site()
        .server_info()
        .await
        .unwrap();
    assert_eq!(info.base_url, "https://your-domain.atlassian.net");
}
