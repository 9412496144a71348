//! One listener, several hosts: the `Host` header decides whose page is asked.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use tower::ServiceExt as _;

use crate::state::Sandbox;
use crate::{auth, confluence, control, forge, gateway, home, html, site};

/// The whole sandbox as one service, hosts and all.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let hosts = Hosts {
        main: Router::new()
            .merge(home::router(sandbox.clone()))
            .merge(auth::router(sandbox.clone()))
            .merge(gateway::router(sandbox.clone()))
            .merge(forge::pages::keys())
            .layer(axum::middleware::from_fn_with_state(
                sandbox.clone(),
                gateway::faults::meet,
            ))
            .layer(axum::middleware::from_fn_with_state(
                sandbox.clone(),
                gateway::counting::count,
            ))
            .merge(control::router(sandbox.clone())),
        wiki: confluence::router(sandbox.clone()),
        frames: confluence::frames::router(sandbox.clone())
            .merge(forge::pages::router(sandbox.clone())),
        site: site::router(sandbox.clone()),
        sandbox,
    };
    Router::new().fallback(move |request: Request| {
        let hosts = hosts.clone();
        async move { hosts.answer(request).await }
    })
}

/// Serves until the listener fails. `Sandbox`'s config should name the listener's port.
pub async fn serve(
    listener: tokio::net::TcpListener,
    sandbox: Arc<Sandbox>,
) -> std::io::Result<()> {
    let service = router(sandbox).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await
}

#[derive(Clone)]
struct Hosts {
    sandbox: Arc<Sandbox>,
    main: Router,
    wiki: Router,
    frames: Router,
    site: Router,
}

/// Slug of the Jira site that was asked, in the request's extensions.
#[derive(Debug, Clone)]
pub struct AskedSite(pub uuid::Uuid);

impl Hosts {
    async fn answer(self, mut request: Request) -> Response {
        let host = host_of(&request);
        let below = host.strip_suffix(&format!(".{}", self.sandbox.config.host));
        let router = match below {
            // Whatever else leads here (127.0.0.1, a container's name) stands for the main host.
            None => self.main,
            Some("wiki") => self.wiki,
            Some("cdn") => self.frames,
            Some(slug) => {
                let asked = self.sandbox.world().site_by_slug(slug).map(|s| s.cloud_id);
                let Some(cloud_id) = asked else {
                    return no_such_site(&self.sandbox, slug);
                };
                request.extensions_mut().insert(AskedSite(cloud_id));
                self.site
            }
        };
        router.oneshot(request).await.into_response()
    }
}

fn host_of(request: &Request) -> String {
    let header = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let host = header.or_else(|| request.uri().host()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|b| b.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    name.to_ascii_lowercase()
}

fn no_such_site(sandbox: &Sandbox, slug: &str) -> Response {
    let body = format!(
        "<main style=\"max-width:560px;margin:15vh auto;padding:0 24px\"><h1>There is no site “{}” here</h1>\
         <p style=\"margin-top:12px\">The sites of this sandbox are listed on <a href=\"{base}/\">{base}</a>.</p></main>",
        html::escape(slug),
        base = sandbox.config.base(),
    );
    html::answer(
        StatusCode::NOT_FOUND,
        html::page("Site not found", &[], &body),
    )
}
