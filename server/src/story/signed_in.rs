//! Pages of somebody who is signed in.

use super::Stage;
use axum::body::Body;
use http::{Request, StatusCode};
use store::{AccountId, GrantedSite, Holder, NewGrant, Reopen, SiteId, TokenHash, Tokens};

const SECRET: &str = "what the cookie holds";

impl Stage {
    /// Signs Ada in, with a grant on one site.
    async fn sign_in(&self) -> store::Grant {
        let now = service::Clock::system().now();
        let later = now + jiff::SignedDuration::from_hours(1);
        let ada = AccountId::parse("557058:ada").unwrap();
        let new = NewGrant {
            account: ada.clone(),
            name: "Ada Lovelace".into(),
            timezone: None,
            tokens: tokens(),
            access_expires_at: later,
            scopes: vec!["read:jira-work".into()],
            sites: vec![GrantedSite {
                id: site(),
                name: "one".into(),
                url: "https://one.example".into(),
                scopes: vec!["read:jira-work".into()],
            }],
            reopen: Reopen::All,
        };
        let grant = self.store.grants().put(new, now).await.unwrap();
        let (hash, holder) = (TokenHash::of(SECRET), Holder::Browser(ada));
        let sessions = self.store.sessions();
        sessions.create(hash, &holder, now, later).await.unwrap();
        grant
    }

    async fn get_signed_in(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path)
            .header("cookie", format!("__Host-inlay={SECRET}"))
            .body(Body::empty())
            .unwrap();
        let (response, body) = self.ask(request).await;
        (response.status(), body)
    }
}

fn site() -> SiteId {
    SiteId(uuid::Uuid::from_u128(1))
}

fn tokens() -> Tokens {
    Tokens {
        access: "access".to_owned().into(),
        refresh: "refresh".to_owned().into(),
    }
}

#[tokio::test]
async fn an_address_where_nothing_is_forgets_nobody() {
    let stage = Stage::set().await;
    let (_, before) = stage.get("/nowhere").await;
    assert!(!before.contains("Sign out"), "{before}");
    stage.sign_in().await;
    for path in [
        "/nowhere",
        "/no/where/at/all",
        "/charts/c_1/nowhere",
        "/embed/c_1/nowhere",
    ] {
        let (status, body) = stage.get_signed_in(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(body.contains("There is no such page"), "{path}: {body}");
        assert!(
            body.contains("Ada Lovelace") && body.contains("Sign out"),
            "{path}: {body}"
        );
    }
}

#[tokio::test]
async fn whose_access_has_ended_reads_so_on_every_page_with_what_has_stopped() {
    let stage = Stage::set().await;
    let grant = stage.sign_in().await;
    let (status, body) = stage.get_signed_in("/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!body.contains("Jira access ended"), "{body}");

    let chart = store::NewChart {
        id: store::ChartId::parse("c_1").unwrap(),
        owner: grant.account.clone(),
        site: site(),
        title: "Bugs".into(),
        spec: "{}".into(),
    };
    let now = service::Clock::system().now();
    let chart = stage.store.charts().create(chart, now).await.unwrap();
    let run = store::NewOwnerRun {
        audience: store::Audience::Site,
        until: None,
        lists: false,
        fingerprint: "f".into(),
    };
    let runs = stage.store.owner_runs();
    let on = runs.put(&chart.id, &grant.account, &run, now).await;
    assert!(on.unwrap());
    let grants = stage.store.grants();
    let ended = "2026-11-20T10:00:00Z".parse().unwrap();
    let used = tokens().fingerprint();
    let dead = grants.mark_dead(&grant.id, used, "refused", ended).await;
    assert!(dead.unwrap());

    for path in ["/", "/authorizations", "/charts/c_1", "/nowhere"] {
        let (_, body) = stage.get_signed_in(path).await;
        for part in [
            "Your Jira access ended on",
            "2026-11-20",
            "1 chart that others see as you do has stopped.",
            "Authorize Jira again",
        ] {
            assert!(body.contains(part), "{path}: {part}: {body}");
        }
    }
}
