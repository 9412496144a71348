//! Behaviours that nobody could confirm, or that differ from day to day: one switch each.

use serde::{Deserialize, Serialize};

/// All switches. The default of each is what Atlassian documents, or what seems most likely.
/// Set by `POST /_control/switches` with any of these keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches are on or off, and each is set alone"
)]
pub struct Switches {
    /// Send `Cross-Origin-Opener-Policy: same-origin` on the auth pages, which cuts a popup from its opener.
    pub coop: bool,
    /// Wording of a refused refresh.
    pub refresh_errors: RefreshErrors,
    /// Status of a refused refresh (403 documented; 400 and 401 were seen).
    pub refresh_error_status: u16,
    /// What a refresh token used again within the leeway gives.
    pub reuse_within_leeway: Reuse,
    /// Length of the leeway.
    pub leeway_seconds: i64,
    /// Whether access tokens go on until their hour is up after the user removed the app.
    pub access_outlives_removal: bool,
    /// Whether refresh tokens end 365 days after consent even if they are used.
    pub absolute_expiry: bool,
    /// Life of an access token, `expires_in`.
    pub access_token_seconds: i64,
    /// Whose scopes `accessible-resources` lists.
    pub resource_scopes: ResourceScopes,
    /// Body of a 429.
    pub rate_limit_body: RateLimitBody,
    /// Whether a 429 says how long to wait.
    pub retry_after: bool,
    /// Whether the burst limits (requests per second, site and endpoint) are enforced.
    pub burst_limits: bool,
    /// Age a change must have before search sees it; 0 = at once. `reconcileIssues` sees it anyway.
    pub index_lag_seconds: i64,
    /// `created` in the bulk changelog as epoch seconds instead of an ISO text.
    pub numeric_changelog_dates: bool,
    /// `expirationDate` of webhooks as epoch milliseconds instead of a text.
    pub numeric_webhook_dates: bool,
    /// How webhook deliveries are signed.
    pub delivery_token: DeliveryToken,
    /// What is wrong with Forge's invocation tokens.
    pub forge_token: ForgeToken,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            coop: false,
            refresh_errors: RefreshErrors::InvalidGrant,
            refresh_error_status: 403,
            reuse_within_leeway: Reuse::FreshPair,
            leeway_seconds: 600,
            access_outlives_removal: true,
            absolute_expiry: true,
            access_token_seconds: 3600,
            resource_scopes: ResourceScopes::Token,
            rate_limit_body: RateLimitBody::Json,
            retry_after: true,
            burst_limits: false,
            index_lag_seconds: 0,
            numeric_changelog_dates: true,
            numeric_webhook_dates: false,
            delivery_token: DeliveryToken::Good,
            forge_token: ForgeToken::Good,
        }
    }
}

/// How a webhook delivery is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryToken {
    /// As Atlassian does.
    Good,
    /// With another app's secret.
    WrongSecret,
    /// An hour ago.
    Expired,
    /// Not at all.
    None,
}

/// What is wrong with an invocation token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForgeToken {
    /// Nothing.
    Good,
    /// It is for another app.
    WrongAudience,
    /// It is from another issuer.
    WrongIssuer,
    /// It was good an hour ago.
    Expired,
    /// It will be good in an hour.
    NotYet,
    /// The last one is sent again.
    Replayed,
    /// Another key than the one it names has signed it.
    WrongKey,
    /// It names a key that is not published.
    UnknownKey,
}

/// The dialects in which a refresh token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefreshErrors {
    /// `invalid_grant`, "Unknown or invalid refresh token." (documented)
    InvalidGrant,
    /// `unauthorized_client`, "refresh_token is invalid" (seen since 2025)
    UnauthorizedClient,
    /// `invalid_grant`, "Token has been expired or revoked." (seen)
    ExpiredOrRevoked,
}

/// What a second use of a refresh token within the leeway gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reuse {
    /// A pair of its own, in the same family.
    FreshPair,
    /// The pair that the first use gave.
    SamePair,
}

/// Whose scopes `accessible-resources` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceScopes {
    /// Those of the token.
    Token,
    /// Those configured on the app.
    App,
}

/// Body of a 429.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateLimitBody {
    /// `{"errorMessages":["Rate limit exceeded."],"errors":{}}`
    Json,
    /// `Rate limit exceeded` as text
    Plain,
}
