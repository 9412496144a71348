//! A private PostgreSQL cluster: one for this test binary, on a Unix socket in a temporary folder,
//! stopped and deleted when the binary ends, however it ends.

use std::{
    env,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use sqlx::{Connection as _, Executor as _, PgConnection};

/// `read` returns when the pipe from this process closes: at its end, even a violent one.
const KEEPER: &str = r#"
    trap '' INT TERM HUP
    folder=$(mktemp -d "${TMPDIR:-/tmp}/inlay-postgres-XXXXXX") || exit 1
    cd "$folder"
    trap '"$1/pg_ctl" -D data -m immediate stop >/dev/null 2>&1; cd /; rm -rf "$folder"' EXIT
    "$1/initdb" -D data -U inlay -A trust -E UTF8 --locale=C --no-sync >log 2>&1 &&
    "$1/pg_ctl" -D data -l log -w -t 60 start >>start 2>&1 -o "-c listen_addresses='' \
        -c unix_socket_directories='$folder' -c fsync=off -c max_connections=200" ||
        { cat log start >&2; exit 1; }
    echo "$folder"
    read -r _
"#;

pub(crate) struct Cluster {
    folder: String,
    /// Its standard input is the pipe that the keeper listens to.
    _keeper: Child,
}

pub(crate) fn skipped() -> bool {
    env::var_os("INLAY_SKIP_POSTGRES").is_some_and(|value| value == "1")
}

pub(crate) fn shared() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::start)
}

impl Cluster {
    fn start() -> Self {
        let programs = programs().expect(
            "PostgreSQL is not installed (initdb and pg_ctl are neither on PATH nor in \
             /usr/lib/postgresql): install it, or set INLAY_SKIP_POSTGRES=1",
        );
        let mut keeper = as_ordinary_user()
            .args(["sh", "-c", KEEPER, "keeper"])
            .arg(programs)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell starts");
        let mut folder = String::new();
        let output = keeper.stdout.take().expect("it is piped");
        BufReader::new(output)
            .read_line(&mut folder)
            .expect("the keeper speaks UTF-8");
        let folder = folder.trim_end().to_owned();
        assert!(
            !folder.is_empty(),
            "PostgreSQL did not start; its log is above"
        );
        Self {
            folder,
            _keeper: keeper,
        }
    }

    /// Makes an empty database and says its address.
    pub(crate) async fn new_database(&self, name: &str) -> String {
        let mut conn = PgConnection::connect(&self.url("postgres")).await.unwrap();
        let sql = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        conn.execute(sql).await.unwrap();
        conn.close().await.unwrap();
        self.url(name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=inlay", self.folder)
    }
}

/// The folder of `initdb` and `pg_ctl`: Debian keeps them off PATH, one folder a version.
fn programs() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut versions: Vec<PathBuf> = Path::new("/usr/lib/postgresql")
        .read_dir()
        .map(|entries| {
            entries
                .flatten()
                .map(|entry| entry.path().join("bin"))
                .collect()
        })
        .unwrap_or_default();
    versions.sort();
    let complete = |folder: &PathBuf| {
        ["initdb", "pg_ctl"]
            .iter()
            .all(|p| folder.join(p).is_file())
    };
    versions
        .into_iter()
        .rev()
        .chain(env::split_paths(&path))
        .find(complete)
}

/// PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`.
fn as_ordinary_user() -> Command {
    let id = |args: &[&str]| Command::new("id").args(args).output();
    let root = id(&["-u"]).is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !root {
        return Command::new("env");
    }
    let there = id(&["-u", "postgres"]).is_ok_and(|output| output.status.success());
    let mut command = Command::new("runuser");
    command.args(["-u", if there { "postgres" } else { "nobody" }, "--"]);
    command
}
