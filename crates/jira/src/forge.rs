//! Calls from a Forge app: the invocation token (FIT) that Forge signs for each of them.
//!
//! A [`Verifier`] lives as long as the process; it fetches Forge's public keys when it meets one it does
//! not know. [`verify`] is the same without the fetching: keys and clock come in.
//!
//! ```no_run
//! # async fn example(client: jira::Client, header: &str, now: jiff::Timestamp) -> Result<(), Box<dyn std::error::Error>> {
//! let app = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555";
//! let verifier = client.forge_verifier(jira::forge::JWKS.parse()?, app);
//! let invocation = verifier.verify(header, now).await?;
//! println!("{:?} on {}", invocation.principal, invocation.cloud_id);
//! # Ok(())
//! # }
//! ```

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, Validation, decode_header};

use crate::error::Error;
use crate::ids::{AccountId, CloudId};
use crate::jwt;

mod claims;
mod keys;
mod verifier;

pub use keys::Keys;
pub use verifier::Verifier;

/// Where Forge publishes its public keys.
pub const JWKS: &str = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json";

const ISSUER: &str = "forge/invocation-token";
/// A token is good for 25 seconds; our clock and Forge's may differ by this much.
const LEEWAY: SignedDuration = SignedDuration::from_secs(5);

/// A call that Forge vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// The site where the app is installed.
    pub cloud_id: CloudId,
    /// Who looks at the page. None for anonymous readers, and for calls that no person made
    /// (lifecycle events, exports).
    pub principal: Option<AccountId>,
    /// Which installation of the app, an ARI.
    pub installation: String,
    /// Which part of the app calls.
    pub module: Module,
    /// Unique to this token: who acts upon it must remember it until `expires`.
    pub jti: String,
    /// From then on the token is refused, so `jti` may be forgotten.
    pub expires: Timestamp,
    /// Where in the product the app stands; none outside of pages.
    pub extension: Option<Extension>,
}

/// A module of the app's manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// `xen:macro`, `core:trigger`; not documented for every module.
    pub kind: String,
    /// The key in the manifest.
    pub key: String,
}

/// Where the app stands, as Forge saw it when it signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// `macro`.
    pub kind: String,
    /// Id of the page.
    pub content: Option<String>,
    /// Key of the space.
    pub space: Option<String>,
    /// The chart of the macro's configuration. **Written by whoever may edit the page**: it says what
    /// is asked for, never what is allowed. It may be anything, and of any length.
    pub chart: Option<String>,
    /// The address that an author pasted and Confluence turned into the macro; as little to be trusted.
    pub pasted: Option<String>,
}

/// A call that Forge does not vouch for, or that cannot be told yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnInvocation {
    /// Not signed by Forge, for another app, or too old or too new. Answer 401 and do nothing.
    #[error("the invocation token is not one of Forge's for this app and this moment")]
    Refused,
    /// Forge's keys could not be fetched: answer 503, the call may be good.
    #[error("Forge's public keys could not be fetched: {0}")]
    NoKeys(#[source] Error),
}

/// Checks the value of an `Authorization` header against keys at hand. `app_id` is the app's full ARI.
///
/// # Errors
/// [`NotAnInvocation::Refused`], without saying why.
pub fn verify(
    authorization: &str,
    keys: &Keys,
    app_id: &str,
    now: Timestamp,
) -> Result<Invocation, NotAnInvocation> {
    check(authorization, keys, app_id, now).ok_or(NotAnInvocation::Refused)
}

fn check(authorization: &str, keys: &Keys, app_id: &str, now: Timestamp) -> Option<Invocation> {
    let token = jwt::bearer(authorization)?;
    let key = keys.find(&kid(token)?)?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[app_id]);
    // Without this a token that lacks a claim would pass its check.
    validation.set_required_spec_claims(&["iss", "aud", "exp", "nbf"]);
    let claims: claims::Claims = jwt::claims(token, key, validation)?;
    if !claims.times.hold(now, LEEWAY) {
        return None;
    }
    claims.invocation(LEEWAY)
}

/// The id of the key that a token says it is signed with.
fn kid(token: &str) -> Option<String> {
    decode_header(token).ok()?.kid
}
