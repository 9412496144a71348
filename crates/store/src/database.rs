//! Connecting: one pool over either database, prepared and migrated.

mod address;
mod sqlite;

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use sqlx::{
    Any, AnyConnection, AnyPool, Connection as _, Executor as _, Transaction,
    any::{AnyConnectOptions, AnyPoolOptions},
    migrate::{MigrateError, Migrator},
};
use uuid::{ContextV7, Uuid};

use self::address::Address;
use crate::{OpenError, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// How long a caller waits for a free connection before the database counts as failed.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Clone)]
pub(crate) struct Database {
    pool: AnyPool,
    engine: Engine,
    ids: Arc<Mutex<ContextV7>>,
}

impl Database {
    pub(crate) async fn open(url: &str) -> Result<Self, OpenError> {
        let address = Address::parse(url)?;
        if let Some(file) = &address.file {
            sqlite::create(file)?;
        }
        sqlx::any::install_default_drivers();

        let engine = address.engine;
        let pool = AnyPoolOptions::new()
            .acquire_timeout(PATIENCE)
            .after_connect(move |conn, _| Box::pin(configure(engine, conn)));
        let pool = if address.in_memory() {
            // Every connection to `:memory:` is a database of its own: keep one, and keep it for good.
            pool.max_connections(1)
                .min_connections(1)
                .idle_timeout(None)
                .max_lifetime(None)
        } else {
            pool.max_connections(8)
        };
        let connect = |source| OpenError::Connect {
            database: address.public.clone(),
            source,
        };
        let migrate = |source| OpenError::Migrate {
            database: address.public.clone(),
            source,
        };

        let pool = pool.connect_lazy_with(address.options.clone());
        if address.in_memory() {
            let mut conn = pool.acquire().await.map_err(connect)?;
            bring_up_to_date(engine, &mut conn).await.map_err(migrate)?;
        } else {
            // Not through the pool, which would retry and hide what the driver says.
            let mut conn = first_connection(engine, &address.options)
                .await
                .map_err(connect)?;
            bring_up_to_date(engine, &mut conn).await.map_err(migrate)?;
            conn.close().await.map_err(connect)?;
        }
        tracing::info!(database = address.public, "store.open");
        Ok(Self {
            pool,
            engine,
            ids: Arc::new(Mutex::new(ContextV7::new().with_additional_precision())),
        })
    }

    /// For reading. What changes a row goes through [`Database::write`].
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// A transaction that may write.
    ///
    /// On SQLite it takes the write lock at once and waits for it: a deferred transaction that
    /// finds another writer in its way fails without waiting.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let begin = match self.engine {
            Engine::Sqlite => sqlite::BEGIN_WRITE,
            Engine::Postgres => "BEGIN",
        };
        Ok(self.pool.begin_with(begin).await?)
    }

    /// An id that sorts by time, finer than the milliseconds in which times are stored; of two that
    /// were made at the same instant here, the second sorts behind the first.
    pub(crate) fn id_at(&self, at: Timestamp) -> Uuid {
        let seconds = u64::try_from(at.as_second()).unwrap_or(0);
        let nanoseconds = u32::try_from(at.subsec_nanosecond()).unwrap_or(0);
        let context = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*context, seconds, nanoseconds))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

/// The pool's own `Debug` would show the address with its password.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Database").field(&self.engine).finish()
    }
}

async fn configure(engine: Engine, conn: &mut AnyConnection) -> Result<(), sqlx::Error> {
    if engine == Engine::Sqlite {
        conn.execute(sqlite::SETTINGS).await?;
    }
    Ok(())
}

async fn first_connection(
    engine: Engine,
    options: &AnyConnectOptions,
) -> Result<AnyConnection, sqlx::Error> {
    let started = tokio::time::Instant::now();
    loop {
        let opened = async {
            let mut conn = AnyConnection::connect_with(options).await?;
            configure(engine, &mut conn).await?;
            Ok(conn)
        };
        match opened.await {
            // Two processes that switch a new file to WAL: SQLite tells the second one "busy" at
            // once, in spite of the busy timeout.
            Err(error) if sqlite::is_busy(&error) && started.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            other => return other,
        }
    }
}

/// Runs the migrations that are missing; of several processes that start together, one does.
///
/// `run_direct` is `run` without the trait `Acquire`, over which the future would not be `Send`.
async fn bring_up_to_date(engine: Engine, conn: &mut AnyConnection) -> Result<(), MigrateError> {
    match engine {
        // The migrator itself holds an advisory lock.
        Engine::Postgres => MIGRATIONS.run_direct(None, conn, false).await,
        // There the migrator locks nothing: the write lock of one transaction around all steps does.
        Engine::Sqlite => {
            let mut tx = conn.begin_with(sqlite::BEGIN_WRITE).await?;
            MIGRATIONS.run_direct(None, &mut *tx, false).await?;
            Ok(tx.commit().await?)
        }
    }
}
