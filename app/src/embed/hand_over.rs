//! The page at the end of a consent: it tells the frame that opened it, and closes.

use super::{
    head::{Head, Mark},
    html::document,
};
use leptos::prelude::*;

/// How a consent ended, for `/oauth/callback` and `/oauth/start`.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// How it ended.
    pub outcome: HandOverOutcome,
    /// The one-time code for the opener, where there is one.
    pub code: Option<String>,
    /// The same errand once more, as an address of ours.
    pub try_again: Option<String>,
    /// Where to go on in this window.
    pub go_on: String,
    /// The nonce of this answer's Content-Security-Policy.
    pub nonce: String,
}

/// How a consent ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandOverOutcome {
    /// Accepted, and the grant is kept.
    Authorized,
    /// Cancel was pressed.
    Cancelled,
    /// Accepted for another site.
    WrongSite {
        /// The names of the sites chosen.
        chosen: String,
    },
    /// Something else, in a sentence.
    Failed {
        /// What happened.
        sentence: String,
    },
}

impl HandOverOutcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Authorized => "authorized",
            Self::Cancelled => "cancelled",
            Self::WrongSite { .. } => "wrong_site",
            Self::Failed { .. } => "failed",
        }
    }

    fn words(&self) -> (&'static str, String) {
        match self {
            Self::Authorized => ("You are connected to Jira", "The chart loads in the window you came from.".into()),
            Self::Cancelled => ("You did not authorize Inlay", "Nothing was read. The chart stays hidden until you accept at Atlassian.".into()),
            Self::WrongSite { chosen } if chosen.is_empty() => (
                "This chart needs another Jira site",
                "The site you chose is not the one that this chart reads. Try again and choose another.".into(),
            ),
            Self::WrongSite { chosen } => (
                "This chart needs another Jira site",
                format!("You chose {chosen}. This chart reads another Jira site, or does not exist. Try again and choose the site that it reads."),
            ),
            Self::Failed { sentence } => ("Connecting to Jira did not work", sentence.clone()),
        }
    }
}

/// The page. `frontend/js/handover.js` reads outcome and code from `<main id="handover">`.
pub fn hand_over_page(page: &HandOver) -> String {
    let HandOver {
        outcome,
        code,
        try_again,
        go_on,
        nonce,
    } = page.clone();
    let (heading, sentence) = outcome.words();
    let fine = outcome == HandOverOutcome::Authorized;
    document("auto", || {
        view! {
            <Head title=heading.to_owned() nonce script="/assets/handover.js" />
            <body class="hand-over">
                <main id="handover" class="middle" data-outcome=outcome.word() data-code=code>
                    <Mark />
                    <h1>{heading}</h1>
                    <p>{sentence}</p>
                    // Told by the script once closing the window did not work.
                    <p class="small" role="status" data-part="close"></p>
                    <div class="ways">
                        {try_again.filter(|_| !fine).map(|again| view! { <a class="button primary" href=again>"Try again"</a> })}
                        <a class="button" href=go_on>{if fine { "Go on to Inlay" } else { "Back to Inlay" }}</a>
                    </div>
                </main>
            </body>
        }
        .into_any()
    })
}
