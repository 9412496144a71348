//! What a consent is made of: its errand, its cookie, its end.

use crate::{Secret, hash, session::NewSession};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use store::{AccountId, GrantedSite, Outcome, SiteId};
use url::Url;

/// What a popup was opened for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The chart that somebody wants to see; its site has to be among those chosen.
    pub chart: Option<String>,
    /// The site that somebody wants to use, where there is no chart yet.
    pub site: Option<String>,
    /// Hash of a frame's verifier: hand the account over to that frame.
    pub frame: Option<String>,
    /// Where to go on where nobody listens: a path of ours.
    pub return_to: Option<String>,
    /// Whether a page of ours opened the window and listens, so that it closes at the end.
    #[serde(default)]
    pub listened_to: bool,
}

/// A consent on its way, as the popup's cookie holds it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Consent {
    nonce: String,
    pub(super) errand: Errand,
}

/// What `/oauth/start` does next.
#[derive(Debug)]
pub enum Begun {
    /// Send the popup to Atlassian with this cookie.
    Ask {
        /// Atlassian's consent page.
        to: Url,
        /// Name suffix of the cookie: several popups may be open at once.
        cookie: String,
        /// Its value.
        value: String,
    },
    /// The popup's own session has what is wanted already: hand over at once.
    Done(Finished),
}

/// What Atlassian sent back to `/oauth/callback`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Answer {
    /// The one-time code, on Accept.
    pub code: Option<String>,
    /// What we sent along.
    #[serde(default)]
    pub state: String,
    /// `access_denied`, on Cancel.
    pub error: Option<String>,
}

/// How a consent ended.
#[derive(Debug)]
pub struct Finished {
    /// For the page, and for the frame that polls.
    pub outcome: Outcome,
    /// One-time code for the opener, where a frame waits and there is an account to hand over.
    pub code: Option<Secret>,
    /// The popup's new session of its own.
    pub session: Option<NewSession>,
    /// What it was for.
    pub errand: Errand,
}

/// Which site a consent has to cover.
pub(super) enum Wanted {
    /// Whichever the person chooses.
    Any,
    /// That of a chart or page that is not there. It looks like one that was not chosen: whoever
    /// tries ids learns nothing.
    Unknown,
    /// This one.
    Site(SiteId),
}

/// A consent that brought a grant.
pub(super) struct Accepted {
    /// Whose.
    pub(super) account: AccountId,
    /// The sites that it may be used on now.
    pub(super) sites: Vec<GrantedSite>,
    /// The site that it was for.
    pub(super) wanted: Wanted,
}

impl Consent {
    pub(super) fn draw(errand: Errand) -> Self {
        Self {
            nonce: Secret::draw().expose().to_owned(),
            errand,
        }
    }

    pub(super) fn state(&self) -> String {
        hash(&format!("state:{}", self.nonce))
    }

    pub(super) fn code_verifier(&self) -> String {
        hash(&format!("pkce:{}", self.nonce))
    }

    pub(super) fn to_cookie(&self) -> String {
        // A struct of strings serialises; an empty cookie would only be refused later.
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a popup's cookie again; nothing when it was not ours.
    pub fn from_cookie(value: &str) -> Option<Self> {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(value).ok()?).ok()
    }

    /// Which cookie belongs to an answer's `state`.
    pub fn cookie_suffix(state: &str) -> String {
        state
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(12)
            .collect()
    }
}

impl Finished {
    pub(super) fn failed(errand: Errand, sentence: &str) -> Self {
        Self {
            outcome: Outcome::Failed {
                sentence: sentence.into(),
            },
            code: None,
            session: None,
            errand,
        }
    }
}
