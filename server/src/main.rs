//! The process `inlay`: settings, wiring, OAuth endpoints, the embed, health.
//!
//! It holds no business rule: a request becomes one call of [`service::Service`], and its answer a
//! page, JSON or a redirect. `inlay` alone serves; `inlay keys generate` makes a key and
//! `inlay keys rotate` seals with it; `inlay import-charts` puts charts in place from files.
//!
//! **To add an endpoint**: a handler in the file of its subject, a line in `router.rs`, a router
//! test beside it.

mod authorizations;
mod chart_access;
mod charts_in;
mod cookies;
mod dashboards;
mod embed;
mod exports;
mod forge;
mod guard;
mod hand_over;
mod health;
mod hooks;
mod limits;
mod metrics;
mod oauth;
mod router;
mod settings;
mod sign_out;
#[cfg(test)]
mod story;
mod upkeep;
mod wiring;

use anyhow::Context;
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};
pub(crate) use wiring::State;

/// Custom Jira charts for Confluence, self-hosted.
#[derive(Parser)]
#[command(name = "inlay", version, about, long_about = None)]
struct Line {
    #[command(flatten)]
    settings: settings::Raw,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves (the default).
    Serve,
    /// Keys that seal tokens.
    Keys {
        #[command(subcommand)]
        command: Keys,
    },
    /// Saves charts from files: `{"id": "…", "spec": {…}}` each.
    ImportCharts {
        /// Account id of the owner.
        #[arg(long)]
        owner: String,
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Keys {
    /// Prints a new key for `INLAY_SECRET_KEYS`.
    Generate,
    /// Seals every token anew with the first key, so that the others may be taken out.
    Rotate,
}

fn main() -> ExitCode {
    let line = Line::parse();
    if let Some(Command::Keys {
        command: Keys::Generate,
    }) = line.command
    {
        println!("{}", {
            use secrecy::ExposeSecret;
            store::Keys::generate(&mut rand::rng())
                .expose_secret()
                .to_owned()
        });
        return ExitCode::SUCCESS;
    }
    match run(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("inlay: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(line: Line) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_new(&line.settings.log)
                .context("INLAY_LOG is not a filter; use for example info, or info,jira=debug")?,
        )
        .with_writer(std::io::stderr)
        .init();
    let settings = line.settings.check()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match line.command {
            Some(Command::Keys {
                command: Keys::Rotate,
            }) => upkeep::rotate(settings).await,
            Some(Command::ImportCharts { owner, files }) => {
                charts_in::import(settings, owner, &files).await
            }
            _ => serve(settings).await,
        }
    })
}

async fn serve(settings: settings::Settings) -> anyhow::Result<()> {
    let (listen, public_url) = (settings.listen, settings.public_url.clone());
    let metrics_listen = settings.metrics_listen;
    let listener = tokio::net::TcpListener::bind(listen).await.with_context(|| {
        format!("the address {listen} cannot be listened on; is another Inlay running? Set INLAY_LISTEN to another port")
    })?;
    let state = wiring::state(settings, service::Clock::system()).await?;
    if let Some(listen) = metrics_listen {
        metrics::listen(listen, state.clone(), metrics::begin()?).await?;
    }
    tokio::spawn(upkeep::hourly(state.clone()));
    tracing::info!(%listen, %public_url, "Inlay is ready");
    let app = router::router(state).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, app)
        .with_graceful_shutdown(shutdown())
        .await?;
    Ok(())
}

/// Ends at Ctrl-C or SIGTERM: what is under way is answered first.
async fn shutdown() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
    else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping");
}
