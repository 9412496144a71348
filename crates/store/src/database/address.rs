//! The database's address: `sqlite://data/inlay.db`, `sqlite::memory:` or `postgres://…`.

use std::{path::PathBuf, str::FromStr as _};

use sqlx::{any::AnyConnectOptions, sqlite::SqliteConnectOptions};

use super::Engine;
use crate::OpenError;

pub(super) struct Address {
    pub(super) engine: Engine,
    pub(super) options: AnyConnectOptions,
    /// The file, where SQLite keeps one.
    pub(super) file: Option<PathBuf>,
    /// The address for logs and errors: without user, password and parameters.
    pub(super) public: String,
}

impl Address {
    pub(super) fn parse(url: &str) -> Result<Self, OpenError> {
        match url.split_once(':').map_or("", |(scheme, _)| scheme) {
            "sqlite" => Self::sqlite(url),
            "postgres" | "postgresql" => Self::postgres(url),
            _ => Err(OpenError::Url("it does not")),
        }
    }

    pub(super) fn in_memory(&self) -> bool {
        self.engine == Engine::Sqlite && self.file.is_none()
    }

    fn sqlite(url: &str) -> Result<Self, OpenError> {
        let (path, parameters) = url.split_once('?').unwrap_or((url, ""));
        let path = path.trim_start_matches("sqlite:").trim_start_matches("//");
        if path.is_empty() {
            return Err(OpenError::Url("after sqlite: there is no path"));
        }
        let public = format!("sqlite:{path}");
        let file = if path == ":memory:" {
            None
        } else {
            let options = SqliteConnectOptions::from_str(&public)
                .map_err(|_| OpenError::Url("the path is not readable"))?;
            Some(options.get_filename().to_path_buf())
        };
        let mut full = format!("{public}?{parameters}");
        if file.is_some() && !parameters.contains("mode=") {
            full.push_str(if parameters.is_empty() {
                "mode=rwc"
            } else {
                "&mode=rwc"
            });
        }
        let options = full
            .parse()
            .map_err(|_| OpenError::Url("the path is not readable"))?;
        Ok(Self {
            engine: Engine::Sqlite,
            options,
            file,
            public,
        })
    }

    fn postgres(url: &str) -> Result<Self, OpenError> {
        let options: AnyConnectOptions = url
            .parse()
            .map_err(|_| OpenError::Url("the rest of it is not an address"))?;
        let url = &options.database_url;
        let port = url
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        let public = format!(
            "postgres://{}{port}{}",
            url.host_str().unwrap_or(""),
            url.path()
        );
        Ok(Self {
            engine: Engine::Postgres,
            options,
            file: None,
            public,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "sqlite://data/inlay.db",
        "data/inlay.db",
        "sqlite:data/inlay.db?mode=rwc"
    )]
    #[case(
        "sqlite:data/inlay.db",
        "data/inlay.db",
        "sqlite:data/inlay.db?mode=rwc"
    )]
    #[case("sqlite:///var/x.db", "/var/x.db", "sqlite:/var/x.db?mode=rwc")]
    #[case(
        "sqlite://a%20b.db?cache=private",
        "a b.db",
        "sqlite:a%20b.db?cache=private&mode=rwc"
    )]
    #[case("sqlite://x.db?mode=ro", "x.db", "sqlite:x.db?mode=ro")]
    fn sqlite_files_are_made_where_missing(
        #[case] url: &str,
        #[case] file: &str,
        #[case] full: &str,
    ) {
        let address = Address::parse(url).unwrap();
        assert_eq!(address.engine, Engine::Sqlite);
        assert_eq!(address.file.as_deref(), Some(file.as_ref()));
        assert_eq!(address.options.database_url.as_str(), full);
    }

    #[rstest]
    #[case("sqlite::memory:")]
    #[case("sqlite://:memory:")]
    fn a_database_in_memory_has_no_file(#[case] url: &str) {
        assert!(Address::parse(url).unwrap().in_memory());
    }

    #[rstest]
    #[case(
        "postgres://me:hunter2@db.example:6543/inlay?sslmode=require",
        "postgres://db.example:6543/inlay"
    )]
    #[case(
        "postgresql:///inlay?host=/run/pg&password=hunter2",
        "postgres:///inlay"
    )]
    #[case("postgres://me:hunter%402@db/inlay", "postgres://db/inlay")]
    fn the_public_address_has_no_password(#[case] url: &str, #[case] public: &str) {
        assert_eq!(Address::parse(url).unwrap().public, public);
    }

    #[rstest]
    #[case("")]
    #[case("inlay.db")]
    #[case("mysql://db/inlay")]
    #[case("sqlite://")]
    #[case("postgres://me:hunter2@:bad:port/")]
    fn other_addresses_are_refused_without_repeating_them(#[case] url: &str) {
        let error = Address::parse(url).err().unwrap();
        assert!(matches!(error, OpenError::Url(_)));
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}
