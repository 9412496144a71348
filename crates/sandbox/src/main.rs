//! `inlay-sandbox`: the local Atlassian as a process.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Parser;
use sandbox::forge::ForgeApp;
use sandbox::state::{App, Clock, Config, Frame, Sandbox};
use sandbox::world::World;
use sandbox::world::generate::{Company, company};

/// A local Atlassian: log-in and consent, API gateway, Jira and a Confluence page, on one port.
///
/// It refuses what Atlassian refuses, and forgets every consent when it stops. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "inlay-sandbox", version, after_long_help = control_help())]
struct Arguments {
    /// Where to listen.
    #[arg(long, env = "SANDBOX_LISTEN", default_value = "127.0.0.1:4000")]
    listen: SocketAddr,

    /// Public address. Sites and the wiki live below its name: `http://wiki.localhost:4000`.
    /// By default http://localhost with the port of --listen.
    #[arg(long, env = "SANDBOX_PUBLIC_URL")]
    public_url: Option<String>,

    /// Folder with one folder for each Jira site, and one PROJECT.jsonl.gz for each project in it.
    /// Without it a made-up company is generated.
    #[arg(long, env = "SANDBOX_DATA")]
    data: Option<PathBuf>,

    /// Client id of the registered app.
    #[arg(long, env = "SANDBOX_CLIENT_ID", default_value = "inlay-sandbox")]
    client_id: String,

    /// Client secret of the registered app.
    #[arg(
        long,
        env = "SANDBOX_CLIENT_SECRET",
        default_value = "inlay-sandbox-secret",
        hide_env_values = true
    )]
    client_secret: String,

    /// The one callback address of the registered app.
    #[arg(
        long,
        env = "SANDBOX_CALLBACK",
        default_value = "http://localhost:3000/oauth/callback"
    )]
    callback: String,

    /// Address of a chart for the wiki's page, or a whole `<iframe>` tag; may be given several times.
    #[arg(long = "chart", value_name = "ADDRESS")]
    charts: Vec<String>,

    /// Folder of a built Forge app, as `forge deploy` takes it: it is deployed and installed.
    #[arg(long, env = "SANDBOX_FORGE_APP", value_name = "FOLDER")]
    forge_app: Option<PathBuf>,

    /// Points that the app may use in one UTC hour.
    #[arg(long, env = "SANDBOX_POINTS", default_value_t = 65_000)]
    points: u64,
}

/// The end of `--help`: everything below `/_control`.
fn control_help() -> String {
    let rows = sandbox::control::HELP
        .iter()
        .map(|(method, path, body, what)| {
            let body = if body.is_empty() {
                String::new()
            } else {
                format!("\n      {body}")
            };
            format!("  {method:<6} {path}{body}\n      {what}")
        });
    let rows: Vec<String> = rows.collect();
    format!(
        "For tests there is /_control on the same port, JSON in and out, from this machine only:\n  \
         curl localhost:4000/_control/clock -d '{{\"advance_seconds\":3600}}'\n\n{}",
        rows.join("\n")
    )
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("SANDBOX_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("inlay-sandbox: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(arguments.listen)
        .await
        .map_err(|error| anyhow::anyhow!(port_sentence(arguments.listen, &error)))?;
    let port = listener.local_addr()?.port();
    let mut config = match &arguments.public_url {
        Some(address) => Config::at_public_url(address)?,
        None => Config::at_port(port),
    };
    config.points_per_hour = arguments.points;
    let clock = Clock::real();
    let world = world(arguments, &clock)?;
    let app = App {
        client_id: arguments.client_id.clone(),
        client_secret: arguments.client_secret.clone(),
        callback: arguments.callback.clone(),
        ..App::default()
    };
    let sandbox = Arc::new(Sandbox::with(config, world, app, clock));
    if let Some(folder) = &arguments.forge_app {
        let app =
            ForgeApp::read(folder).map_err(|error| anyhow::anyhow!("--forge-app: {error}"))?;
        sandbox.forge().deploy(app);
    }
    let frames: Vec<Frame> = arguments
        .charts
        .iter()
        .map(|text| Frame::pasted(text))
        .collect::<Result<_, _>>()
        .context("--chart")?;
    sandbox
        .charts()
        .insert(sandbox::confluence::FIRST_PAGE, frames);
    print!("{}", greeting(&sandbox));
    tokio::select! {
        served = sandbox::serve(listener, sandbox) => served.context("the listener failed"),
        () = stopped() => Ok(()),
    }
}

fn world(arguments: &Arguments, clock: &Clock) -> anyhow::Result<World> {
    match &arguments.data {
        // The sentence names its cause already.
        Some(folder) => {
            sandbox::world::load::folder(folder).map_err(|error| anyhow::anyhow!("--data: {error}"))
        }
        None => Ok(company(&Company::at(clock.now()))),
    }
}

fn port_sentence(address: SocketAddr, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "port {} is taken by another program; stop it, or choose another port with --listen {}:{}",
            address.port(),
            address.ip(),
            address.port().saturating_add(1)
        ),
        _ => format!("cannot listen on {address}: {error}"),
    }
}

/// Ctrl-C, or SIGTERM where there are signals.
async fn stopped() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupt => {},
                _ = terminate.recv() => {},
            }
            return;
        }
    }
    interrupt.await;
}

/// What the operator has to know: addresses, sites, people, and who sees everything.
fn greeting(sandbox: &Sandbox) -> String {
    let base = sandbox.config.base();
    let mut lines = vec![
        format!("Atlassian sandbox at {base}"),
        format!(
            "  wiki     {}{}",
            sandbox.config.base_of("wiki"),
            sandbox::confluence::address(sandbox::confluence::FIRST_PAGE)
        ),
        format!("  API      {base}/ex/jira/{{cloudid}}/rest/api/3/…"),
        format!("  control  {base}/_control"),
        format!("  JWKS     {base}/.well-known/jwks.json (of Forge)"),
        "\nSites".to_owned(),
    ];
    for site in sandbox.sites() {
        let world = sandbox.world();
        let issues = world.site(site.cloud_id).map_or(0, |s| s.issues.len());
        lines.push(format!(
            "  {}  {} ({issues} issues)  {}",
            site.cloud_id, site.name, site.url
        ));
    }
    lines.push("\nPeople".to_owned());
    let people = sandbox.people();
    for person in &people {
        lines.push(format!(
            "  {:<18} {:<22} {}",
            person.name, person.zone, person.about
        ));
    }
    let everything = people
        .iter()
        .find(|person| person.zone == "UTC" && sees_everything(sandbox, &person.account_id));
    if let Some(person) = everything {
        lines.push(format!(
            "\nSees everything, in UTC: {} <{}> {}",
            person.name, person.email, person.account_id
        ));
    }
    lines.join("\n") + "\n"
}

/// Whether no issue of any site is hidden from the account.
fn sees_everything(sandbox: &Sandbox, account: &str) -> bool {
    let world = sandbox.world();
    world
        .sites
        .iter()
        .all(|site| site.issues.iter().all(|issue| site.can_see(account, issue)))
}
