//! What the stories begin with: a database, and things to put into it.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use sqlx::{AnyConnection, Connection as _};
use store::{
    AccountId, Chart, ChartId, GrantedSite, Holder, KeyRing, NewChart, NewGrant, Reopen, SiteId,
    Store, Tokens,
};
use tempfile::TempDir;

use crate::cluster;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// An empty database of the test's own.
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) folder: Option<TempDir>,
}

impl Backend {
    /// `None`: the person asked to skip this database.
    pub(crate) async fn database(self) -> Option<Database> {
        match self {
            Self::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite://{}/made/inlay.db", folder.path().display());
                Some(Database {
                    url,
                    folder: Some(folder),
                })
            }
            Self::Postgres if cluster::skipped() => {
                eprintln!("PostgreSQL skipped, because INLAY_SKIP_POSTGRES=1");
                None
            }
            Self::Postgres => {
                static NEXT: AtomicUsize = AtomicUsize::new(1);
                let name = format!("story_{}", NEXT.fetch_add(1, Ordering::Relaxed));
                Some(Database {
                    url: cluster::shared().new_database(&name).await,
                    folder: None,
                })
            }
        }
    }
}

impl Database {
    pub(crate) async fn store(&self) -> Store {
        self.store_with(&key_ring(&[1])).await
    }

    /// Another handle, as another process would have it.
    pub(crate) async fn store_with(&self, keys: &KeyRing) -> Store {
        Store::open(&self.url, keys.clone()).await.unwrap()
    }

    /// A connection that goes past the store, as an operator or an attacker would.
    pub(crate) async fn raw(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        AnyConnection::connect(&self.url).await.unwrap()
    }
}

/// Keys `k1`, `k2`, … in this order; the first one seals.
pub(crate) fn key_ring(numbers: &[u8]) -> KeyRing {
    // 32 bytes are 43 characters of base64; only the first differs.
    let key = |n: &u8| format!("k{n}:{}{}", char::from(b'A' + n), "A".repeat(42));
    KeyRing::parse(&numbers.iter().map(key).collect::<Vec<_>>().join(",")).unwrap()
}

/// A fixed noon, plus so many seconds.
pub(crate) fn at(seconds: i64) -> Timestamp {
    "2026-03-01T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

pub(crate) fn account(name: &str) -> AccountId {
    AccountId::parse(&format!("557058:{name}")).unwrap()
}

pub(crate) fn site(number: u128) -> SiteId {
    SiteId(uuid::Uuid::from_u128(number))
}

pub(crate) fn tokens(name: &str) -> Tokens {
    Tokens {
        access: SecretString::from(format!("access-{name}")),
        refresh: SecretString::from(format!("refresh-{name}")),
    }
}

pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

pub(crate) fn granted_site(number: u128, name: &str, scopes: &str) -> GrantedSite {
    GrantedSite {
        id: site(number),
        name: name.into(),
        url: format!("https://{name}.example"),
        scopes: words(scopes),
    }
}

/// A consent of `who` that brought the tokens `access-…` and `refresh-…`.
pub(crate) fn consent(who: &str, token: &str) -> NewGrant {
    NewGrant {
        account: account(who),
        name: who.to_uppercase(),
        timezone: Some("Europe/Zurich".into()),
        tokens: tokens(token),
        access_expires_at: at(3600),
        scopes: words("read:jira-work offline_access"),
        sites: vec![granted_site(1, "one", "read:jira-work")],
        reopen: Reopen::All,
    }
}

/// A browser of `who`.
pub(crate) fn browser(who: &str) -> Holder {
    Holder::Browser(account(who))
}

pub(crate) fn chart_id(text: &str) -> ChartId {
    ChartId::parse(text).unwrap()
}

/// A chart of the first site, saved by `owner`.
pub(crate) async fn saved_chart(store: &Store, name: &str, owner: &str) -> Chart {
    let new = NewChart {
        id: chart_id(name),
        owner: account(owner),
        site: site(1),
        title: format!("Chart {name}"),
        spec: "{}".into(),
    };
    store.charts().create(new, at(0)).await.unwrap()
}
