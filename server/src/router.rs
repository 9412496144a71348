//! Every path of Inlay, on one page.

use crate::{
    State, authorizations, chart_access, dashboards, embed, exports, forge, guard, hand_over,
    health, hooks, limits, oauth, sign_out,
};
use axum::{
    Router,
    extract::{Request, State as Held},
    http::{HeaderValue, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::LeptosRoutes;
use service::Viewer;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    services::ServeDir, set_header::SetResponseHeaderLayer,
};

/// No spec and no form of ours is larger.
const LARGEST_BODY: usize = 256 * 1024;

/// The whole application, ready to serve.
pub(crate) fn router(state: State) -> Router {
    let pages = leptos_axum::generate_route_list(app::App);
    let shell = {
        let options = state.leptos.clone();
        move || app::shell(options.clone())
    };
    let context = {
        let service = state.service.clone();
        move || at_hand(service.clone())
    };
    let with_viewer = Router::new()
        .route("/oauth/start", get(oauth::start))
        .route("/oauth/callback", get(oauth::callback))
        .route("/sign-out", post(sign_out::sign_out))
        .route("/authorizations/remove", post(authorizations::remove))
        .route(
            "/authorizations/remove-all",
            post(authorizations::remove_all),
        )
        .route(
            "/sites/{site}/authorizations/remove",
            post(authorizations::remove_of),
        )
        .route("/sites/{site}/rules", post(authorizations::rules))
        .route("/sites/{site}/log.csv", get(authorizations::log))
        .route(
            "/charts/{id}/access/everybody",
            post(chart_access::everybody),
        )
        .route("/charts/{id}/access/add", post(chart_access::add))
        .route("/charts/{id}/access/remove", post(chart_access::remove))
        .route("/charts/{id}/access/run", post(chart_access::run))
        .route("/charts/{id}/access/confirm", post(chart_access::confirm))
        .route("/charts/{id}/access/end", post(chart_access::end))
        .route("/charts/{id}/access/renew", post(chart_access::renew))
        .route("/dashboards/make", post(dashboards::make))
        .route("/dashboards/{id}/change", post(dashboards::change))
        .route("/dashboards/{id}/share", post(dashboards::share))
        .route("/dashboards/{id}/link", post(dashboards::link))
        .route("/dashboards/{id}/delete", post(dashboards::delete))
        .route("/dashboards/{id}/restore", post(dashboards::restore))
        .route("/api/{*function}", post(functions).get(functions))
        .leptos_routes_with_context(&state, pages, context.clone(), shell.clone())
        // The application says in its own words that there is nothing.
        .fallback(leptos_axum::render_app_async_with_context(context, shell))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            exports::exports,
        ))
        .layer(middleware::from_fn_with_state(state.clone(), guard::viewer));
    let frames = Router::new()
        .route("/api/hand_over", post(hand_over::hand_over))
        .route("/embed/{id}", get(embed::page))
        .route("/embed/{id}/view", get(embed::view));
    let app = Router::new()
        .route("/forge/grant", post(forge::grant))
        .route("/forge/lifecycle", post(forge::lifecycle))
        .route("/forge/export", post(forge::export))
        .route("/pictures/{file}", get(forge::picture));
    let files = Router::new()
        .nest_service("/pkg", folder(&state, "pkg"))
        .nest_service("/assets", folder(&state, "assets"))
        .layer(CompressionLayer::new());
    Router::new()
        .merge(with_viewer)
        .merge(frames)
        .merge(app)
        .merge(files)
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        // The last one is outermost: headers are on every answer, whoever gave it.
        .layer(middleware::from_fn_with_state(
            state.clone(),
            guard::same_origin,
        ))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        // Past both: a delivery carries the whole issue, and says itself who sent it.
        .route("/hooks/jira", post(hooks::jira))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            limits::limited,
        ))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(
            state.clone(),
            guard::headers,
        ))
        .with_state(state)
}

/// What pages and server functions find in their context: the use cases, who asks, the nonce.
fn at_hand(service: service::Service) {
    provide_context(service);
    let Some(parts) = use_context::<http::request::Parts>() else {
        return;
    };
    provide_context(
        parts
            .extensions
            .get::<Viewer>()
            .cloned()
            .unwrap_or(Viewer::Anonymous),
    );
    if let Some(nonce) = parts.extensions.get::<guard::Nonce>() {
        provide_context(leptos::nonce::Nonce::from_value(nonce.0.clone()));
    }
}

async fn functions(Held(state): Held<State>, request: Request) -> Response {
    leptos_axum::handle_server_fns_with_context(move || at_hand(state.service.clone()), request)
        .await
        .into_response()
}

/// Built files. Their names stay while their content changes: browsers ask each time and mostly
/// hear "not modified".
fn folder(
    state: &State,
    name: &str,
) -> tower_http::set_header::SetResponseHeader<ServeDir, HeaderValue> {
    let files = ServeDir::new(std::path::Path::new(&*state.leptos.site_root).join(name));
    ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache"),
        ))
        .service(files)
}
