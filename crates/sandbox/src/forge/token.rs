//! Invocation tokens (FIT): who calls from where, signed for 25 seconds.

use serde_json::{Value, json};
use uuid::Uuid;

use super::key::{FOREIGN, OURS};
use super::{Forge, ForgeApp, Macro, lock};
use crate::state::{ForgeToken, Sandbox, SecretKind, SiteCard};

/// Seconds.
const LIFE: i64 = 25;
const WRONG_APP: &str = "ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000";

/// What a token vouches for.
#[derive(Debug, Clone)]
pub(crate) struct Invocation<'a> {
    pub(crate) site: &'a SiteCard,
    /// Type and key of the module that calls.
    pub(crate) module: (&'a str, &'a str),
    /// Who looks at the page; none for anonymous readers, and where no person is behind the call.
    pub(crate) principal: Option<&'a str>,
    /// The macro and its page; none for events.
    pub(crate) place: Option<(&'a Macro, u64)>,
}

/// Where a macro stands, as tokens and `getContext` tell it.
pub(crate) fn extension(of: &Macro, page: u64) -> Value {
    let mut out = json!({
        "type": "macro",
        "isEditing": false,
        "content": { "id": page.to_string(), "type": "page" },
        "space": { "id": "98306", "key": "TEAM" },
    });
    if !of.config.is_null() {
        out["config"] = of.config.clone();
    }
    if let Some(pasted) = &of.pasted {
        out["autoConvertLink"] = json!(pasted);
    }
    out
}

/// The app's installation in the Confluence of a site.
pub(crate) fn installation(site: Uuid) -> String {
    // Any id will do that is the site's alone and is not the site's.
    let id = Uuid::from_u128(site.as_u128() ^ 0x1057_a11a_7104);
    format!("ari:cloud:ecosystem::installation/{id}")
}

/// The environment to which the app is deployed.
pub(crate) const ENVIRONMENT: &str =
    "ari:cloud:ecosystem::environment/7c0f5d0e-0000-4000-8000-000000000001";

impl Forge {
    /// A token, good or not, as the switch says.
    pub(crate) fn token(
        &self,
        sandbox: &Sandbox,
        app: &ForgeApp,
        of: &Invocation<'_>,
    ) -> Option<String> {
        let wanted = sandbox.switches().forge_token;
        let last = lock(&self.last_token).clone();
        if let (ForgeToken::Replayed, Some(last)) = (wanted, last) {
            return Some(last);
        }
        let ours = &*OURS;
        let mut claims = claims(sandbox, app, of);
        let token = match wanted {
            ForgeToken::Good | ForgeToken::Replayed => ours.sign(&claims, ours.id()),
            ForgeToken::WrongAudience => {
                claims["aud"] = json!(WRONG_APP);
                ours.sign(&claims, ours.id())
            }
            ForgeToken::WrongIssuer => {
                claims["iss"] = json!("forge/another-token");
                ours.sign(&claims, ours.id())
            }
            ForgeToken::Expired => {
                shift(&mut claims, -3600);
                ours.sign(&claims, ours.id())
            }
            ForgeToken::NotYet => {
                shift(&mut claims, 3600);
                ours.sign(&claims, ours.id())
            }
            ForgeToken::WrongKey => FOREIGN.sign(&claims, ours.id()),
            ForgeToken::UnknownKey => FOREIGN.sign(&claims, FOREIGN.id()),
        };
        if let Some(token) = &token {
            sandbox
                .secrets()
                .remember(SecretKind::InvocationToken, token);
        }
        lock(&self.last_token).clone_from(&token);
        token
    }
}

/// The key set that is published.
pub(crate) fn jwks() -> Value {
    json!({ "keys": [OURS.public()] })
}

fn shift(claims: &mut Value, seconds: i64) {
    for name in ["iat", "nbf", "exp"] {
        claims[name] = json!(claims[name].as_i64().unwrap_or_default() + seconds);
    }
}

fn claims(sandbox: &Sandbox, app: &ForgeApp, of: &Invocation<'_>) -> Value {
    let Invocation { site, module, .. } = of;
    let now = sandbox.now().as_second();
    let confluence = format!("{}/ex/confluence/{}", sandbox.config.base(), site.cloud_id);
    let installation = installation(site.cloud_id);
    let mut out = json!({
        "app": {
            "id": app.id(),
            "installationId": installation,
            "apiBaseUrl": confluence,
            "environment": { "type": "PRODUCTION", "id": ENVIRONMENT },
            "module": { "type": module.0, "key": module.1 },
            "appVersion": "1.0.0",
            "installation": { "id": installation, "contexts": [{ "name": "confluence", "url": confluence }] },
        },
        "context": {
            "cloudId": site.cloud_id,
            "moduleKey": module.1,
            "siteUrl": sandbox.config.base_of("wiki"),
        },
        "aud": app.id(),
        "iss": "forge/invocation-token",
        "iat": now,
        "nbf": now,
        "exp": now + LIFE,
        "jti": Uuid::new_v4(),
    });
    if let Some((of, page)) = of.place {
        out["context"]["localId"] = json!(of.local_id);
        out["context"]["extension"] = extension(of, page);
    }
    if let Some(principal) = of.principal {
        out["principal"] = json!(principal);
    }
    out
}
