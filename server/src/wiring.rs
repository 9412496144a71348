//! From settings to the state that handlers share.

use crate::{limits::Limits, settings::Settings};
use anyhow::Context;
use leptos::config::LeptosOptions;
use service::{Clock, Parts, Service};
use std::{path::Path, sync::Arc, time::Duration};

/// How long a request to Atlassian may take, and how long retries may hold up an answer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
const PATIENCE: Duration = Duration::from_secs(10);

/// What one drawing may cost.
const DRAW_THREADS: usize = 2;
const DRAW_BYTES: usize = 128 * 1024 * 1024;
const DRAW_TIME: Duration = Duration::from_secs(5);

/// What handlers share.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) service: Service,
    /// Our origin, as browsers write it.
    pub(crate) origin: Arc<str>,
    /// Whether that is https.
    pub(crate) https: bool,
    /// Where pages hear that they were built anew; nothing but under `make dev`.
    pub(crate) live_reload: Arc<str>,
    /// The value of `frame-ancestors` for `/embed`.
    pub(crate) frame_ancestors: Arc<str>,
    /// Checks the calls of the Confluence app, where there is one.
    pub(crate) forge: Option<jira::forge::Verifier>,
    /// How often one client may ask.
    pub(crate) limits: Arc<Limits>,
    /// Where Leptos finds the browser's half.
    pub(crate) leptos: LeptosOptions,
}

impl axum::extract::FromRef<State> for LeptosOptions {
    fn from_ref(state: &State) -> Self {
        state.leptos.clone()
    }
}

/// Opens the database and joins everything.
pub(crate) async fn state(settings: Settings, clock: Clock) -> anyhow::Result<State> {
    let bundle = settings.site_root.join("assets/echarts-ssr.js");
    let bundle = std::fs::read_to_string(&bundle).with_context(|| {
        format!("INLAY_SITE_ROOT is {}, where assets/echarts-ssr.js cannot be read; run `make build`, or name the folder that it built", settings.site_root.display())
    })?;
    let renderer = render::Renderer::new(
        bundle,
        render::Limits {
            threads: DRAW_THREADS,
            memory_bytes: DRAW_BYTES,
            time: DRAW_TIME,
        },
    )?;
    let rasteriser = render::Rasteriser::new(fonts(&settings.site_root)?)?;
    let store = store::Store::open(&settings.database_url, settings.keys)
        .await
        .context("INLAY_DATABASE_URL names a database that cannot be opened")?;
    let origin = settings.public_url.origin().ascii_serialization();
    let jira = jira::Client::new(jira::Config {
        auth_url: settings.auth_url,
        api_url: settings.api_url,
        client_id: settings.client_id,
        client_secret: settings.client_secret,
        redirect_uri: settings.public_url.join("oauth/callback")?,
        user_agent: concat!("Inlay/", env!("CARGO_PKG_VERSION")).into(),
        request_timeout: REQUEST_TIMEOUT,
        patience: PATIENCE,
    })?;
    let forge = settings
        .forge
        .map(|app| jira.forge_verifier(app.jwks_url, app.id));
    for wildcard in settings.frame_ancestors.iter().filter(|a| a.contains('*')) {
        tracing::warn!(source = %wildcard, "INLAY_FRAME_ANCESTORS has a wildcard: any site there may show charts in a frame");
    }
    let frame_ancestors = match settings.frame_ancestors.as_slice() {
        // Our own dashboards frame charts, too.
        [] => "'self'".to_owned(),
        sources => format!("'self' {}", sources.join(" ")),
    };
    Ok(State {
        service: Service::new(Parts {
            store,
            jira,
            renderer,
            rasteriser,
            clock,
            held_bytes: settings.held_bytes,
            webhooks: settings
                .webhooks
                .then(|| settings.public_url.join("hooks/jira"))
                .transpose()?,
        }),
        https: settings.public_url.scheme() == "https",
        origin: origin.into(),
        live_reload: live_reload(&settings.public_url).into(),
        frame_ancestors: frame_ancestors.into(),
        forge,
        limits: Arc::new(Limits::new(settings.client_address_header)),
        leptos: leptos_options(&settings.site_root, settings.listen),
    })
}

/// cargo-leptos says by its own variables that it watches, and on which port it tells browsers.
fn live_reload(public_url: &url::Url) -> String {
    if std::env::var_os("LEPTOS_WATCH").is_none() {
        return String::new();
    }
    let host = public_url.host_str().unwrap_or("localhost");
    let port = std::env::var("LEPTOS_RELOAD_PORT").unwrap_or_else(|_| "3001".into());
    format!(" ws://{host}:{port}")
}

/// The fonts of pictures, from the built browser files.
fn fonts(site_root: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    ["arimo-regular.ttf", "arimo-bold.ttf"]
        .into_iter()
        .map(|name| {
            let file = site_root.join("assets/fonts").join(name);
            std::fs::read(&file).with_context(|| {
                format!(
                    "INLAY_SITE_ROOT is {}, where assets/fonts/{name} cannot be read; run `make build`, or name the folder that it built",
                    site_root.display()
                )
            })
        })
        .collect()
}

fn leptos_options(site_root: &Path, listen: std::net::SocketAddr) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("inlay")
        .site_root(site_root.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(listen)
        .build()
}
