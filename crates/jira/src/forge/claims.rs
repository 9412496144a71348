//! What is in an invocation token, as Forge writes it.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::{Extension, Invocation, Module};
use crate::ids::{AccountId, CloudId};
use crate::jwt::Times;

#[derive(Deserialize)]
pub(super) struct Claims {
    app: App,
    #[serde(default)]
    context: Option<Context>,
    #[serde(default)]
    principal: Option<AccountId>,
    jti: String,
    #[serde(flatten)]
    pub(super) times: Times,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct App {
    installation_id: String,
    #[serde(default)]
    api_base_url: Option<Url>,
    #[serde(default)]
    installation: Option<Installation>,
    module: RawModule,
}

#[derive(Deserialize)]
struct Installation {
    #[serde(default)]
    contexts: Vec<Place>,
}

/// `{"name":"confluence","url":"https://api.atlassian.com/ex/confluence/<cloudId>"}`
#[derive(Deserialize)]
struct Place {
    #[serde(default)]
    url: Option<Url>,
}

#[derive(Deserialize)]
struct RawModule {
    #[serde(rename = "type", default)]
    kind: String,
    key: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    #[serde(default)]
    cloud_id: Option<CloudId>,
    #[serde(default)]
    extension: Option<Value>,
}

impl Claims {
    /// The claims as a call; nothing where they do not agree about the site.
    pub(super) fn invocation(self, leeway: SignedDuration) -> Option<Invocation> {
        let cloud_id = self.site()?;
        let expires = Timestamp::from_second(self.times.exp).ok()?;
        Some(Invocation {
            cloud_id,
            principal: self.principal,
            installation: self.app.installation_id,
            module: Module {
                kind: self.app.module.kind,
                key: self.app.module.key,
            },
            jti: self.jti,
            expires: expires.saturating_add(leeway).ok()?,
            extension: self
                .context
                .and_then(|context| context.extension)
                .and_then(|extension| read(&extension)),
        })
    }

    /// The site, which the token names in up to three places. Events have no context, but say where
    /// the app is installed.
    fn site(&self) -> Option<CloudId> {
        let of_context = self.context.as_ref().and_then(|context| context.cloud_id);
        let of_api = self.app.api_base_url.as_ref().and_then(last_segment);
        let places = self.app.installation.iter().flat_map(|it| &it.contexts);
        let of_places = places.filter_map(|place| place.url.as_ref().and_then(last_segment));
        let mut named = of_context.into_iter().chain(of_api).chain(of_places);
        let site = named.next()?;
        named.all(|other| other == site).then_some(site)
    }
}

/// `https://api.atlassian.com/ex/confluence/<cloudId>`
fn last_segment(url: &Url) -> Option<CloudId> {
    url.path_segments()?.next_back()?.parse().ok()
}

fn read(extension: &Value) -> Option<Extension> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Some(Extension {
        kind: text(&extension["type"])?,
        content: text(&extension["content"]["id"]),
        space: text(&extension["space"]["key"]),
        chart: text(&extension["config"]["chartId"]),
        pasted: text(&extension["autoConvertLink"]),
    })
}
