//! What can go wrong, by what the person in front of the page can do about it.

use crate::SharingEnd;
use chart::SpecError;
use store::EndedBy;

/// Why a person is shown the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromptReason {
    /// They never authorized here.
    NotYet,
    /// They did, but Atlassian no longer accepts it: removed, replaced by a later consent, expired, or the password changed.
    GrantEnded,
    /// They authorized other sites than the one this chart reads.
    SiteMissing {
        /// Names of the sites they did choose.
        chosen: Vec<String>,
    },
    /// They authorized too little: a later consent, or the app's settings, left out a scope.
    ScopesMissing,
    /// They did, and that was taken away again for this site.
    AccessEnded {
        /// Who did that.
        by: EndedBy,
    },
}

/// Why there is no chart, list or answer.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Failure {
    /// Authorize (again).
    #[error("{}", prompt_sentence(.0))]
    Prompt(PromptReason),
    /// Mend the spec at this path.
    #[error("{0}")]
    Spec(SpecError),
    /// Mend the query; the sentences are Jira's own.
    #[error("{}", .messages.join(" "))]
    Query {
        /// Jira's sentences, at least one.
        messages: Vec<String>,
    },
    /// Unknown or not theirs to see: both look the same.
    #[error("There is no such chart, or it is not shared with you.")]
    NotFound,
    /// Jira does not show this to the account.
    #[error("{0}")]
    NotVisible(String),
    /// It was shown to them as its owner sees it, and is not now.
    #[error("{}{}", .why.sentence(), if *.own { OWN } else { "" })]
    NotShared {
        /// What ended it, or what it waits for.
        why: SharingEnd,
        /// Whether it is for everybody with access to the site, so that a grant of their own helps.
        own: bool,
    },
    /// A rule of a site's administrators, or of ours, is against it; the sentence says which.
    #[error("{0}")]
    NotAllowed(String),
    /// Somebody saved in between.
    #[error(
        "Somebody saved this chart while you edited it. Reload to see their version; your own is kept until you do."
    )]
    Conflict,
    /// Jira asked us to wait.
    #[error("Jira asks Inlay to wait. Try again in {}.", span(*.retry_after_s))]
    Busy {
        /// Seconds until it makes sense to ask again.
        retry_after_s: u64,
    },
    /// Jira does not answer, or not in a way that can be used; trying again may help.
    #[error("{sentence}")]
    Unreachable {
        /// What happened, for the person.
        sentence: String,
    },
    /// More is drawn than fits at once; it is over in a moment.
    #[error("Inlay is drawing many charts just now. Try again in a moment.")]
    Crowded,
    /// Our operator has to mend the settings.
    #[error(
        "Inlay is not set up correctly: Atlassian refuses its client id or secret. Tell whoever runs it."
    )]
    Misconfigured,
    /// Our own fault; the log has it under the request's id.
    #[error("Something went wrong in Inlay. The log has the details.")]
    Internal,
}

const OWN: &str = " You can still see it with your own Jira permissions.";

fn prompt_sentence(reason: &PromptReason) -> String {
    match reason {
        PromptReason::NotYet => "Authorize Jira once to see this chart with your own permissions.".into(),
        PromptReason::GrantEnded => {
            "Atlassian no longer accepts your authorization: it was removed or replaced by a later one, it expired, or your password changed. Authorize again to go on.".into()
        }
        PromptReason::SiteMissing { chosen } if chosen.is_empty() => {
            "Your account has no Jira site that Inlay may read. Ask a Jira administrator, or authorize with another account.".into()
        }
        PromptReason::SiteMissing { chosen } => format!(
            "You authorized {}. This chart reads another Jira site, or does not exist. To see it, authorize again and choose the site that it reads.",
            chosen.join(" and ")
        ),
        PromptReason::ScopesMissing => {
            "Your authorization does not cover reading Jira issues any more. Authorize again to go on.".into()
        }
        PromptReason::AccessEnded { by: EndedBy::Own } => {
            "You removed Inlay's access to this Jira site. Authorize again to see this chart with your own permissions.".into()
        }
        PromptReason::AccessEnded { by: EndedBy::Administrator } => {
            "An administrator of this Jira site removed your access. Ask them about it, or authorize again.".into()
        }
        PromptReason::AccessEnded { by: EndedBy::Uninstall } => {
            "Inlay was uninstalled from this site, and your access went with it. Authorize again to go on.".into()
        }
    }
}

fn span(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".into(),
        2..=119 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl Failure {
    /// One word for programs: the `kind` of the API's error.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Prompt(PromptReason::NotYet) => "authorize",
            Self::Prompt(PromptReason::GrantEnded) => "grant_ended",
            Self::Prompt(PromptReason::SiteMissing { .. }) => "site_missing",
            Self::Prompt(PromptReason::ScopesMissing) => "scopes_missing",
            Self::Prompt(PromptReason::AccessEnded { .. }) => "access_ended",
            Self::Spec(_) => "spec",
            Self::Query { .. } => "query",
            Self::NotFound => "not_found",
            Self::NotVisible(_) => "not_visible",
            Self::NotShared { .. } => "not_shared",
            Self::NotAllowed(_) => "not_allowed",
            Self::Conflict => "conflict",
            Self::Busy { .. } => "busy",
            Self::Unreachable { .. } => "unreachable",
            Self::Crowded => "crowded",
            Self::Misconfigured => "misconfigured",
            Self::Internal => "internal",
        }
    }

    /// The sentence for the person.
    pub fn sentence(&self) -> String {
        self.to_string()
    }

    /// The HTTP status that says the same to programs.
    pub fn status(&self) -> u16 {
        match self {
            Self::Prompt(_) => 401,
            Self::Spec(_) | Self::Query { .. } => 422,
            Self::NotFound => 404,
            Self::NotVisible(_) | Self::NotShared { .. } | Self::NotAllowed(_) => 403,
            Self::Conflict => 409,
            Self::Busy { .. } => 429,
            Self::Unreachable { .. } | Self::Crowded => 503,
            Self::Misconfigured | Self::Internal => 500,
        }
    }
}

impl From<SpecError> for Failure {
    fn from(error: SpecError) -> Self {
        Self::Spec(error)
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
        Self::Internal
    }
}

impl From<render::RenderError> for Failure {
    fn from(error: render::RenderError) -> Self {
        if matches!(error, render::RenderError::Busy) {
            return Self::Crowded;
        }
        tracing::error!(error = &error as &dyn std::error::Error, "drawing failed");
        Self::Internal
    }
}

impl From<jira::Error> for Failure {
    fn from(error: jira::Error) -> Self {
        use jira::Error as E;
        tracing::debug!(
            error = &error as &dyn std::error::Error,
            "Jira did not answer as hoped"
        );
        match error {
            E::Reauthorize => Self::Prompt(PromptReason::GrantEnded),
            E::ScopeMissing => Self::Prompt(PromptReason::ScopesMissing),
            E::WaitUntil { seconds } => Self::Busy { retry_after_s: seconds },
            E::Query { messages } => Self::Query { messages },
            E::NotVisible { messages } => {
                let said = messages.join(" ");
                Self::NotVisible(format!("Jira does not show this to you. {said}").trim_end().to_owned())
            }
            E::SiteGone => Self::NotVisible(
                "Inlay may not read this Jira site any more: its administrator removed or blocked the app. Ask them, or authorize again.".into(),
            ),
            E::Removed => Self::unreachable("Jira no longer offers a call that Inlay needs. Tell whoever runs Inlay to update it."),
            E::Transient { .. } => Self::unreachable("Jira is not answering. Try again in a minute."),
            E::TooManyPages { pages } => Self::Query {
                messages: vec![format!("This query finds more than {} issues; narrow it, for example by dates.", u64::from(pages) * 100)],
            },
            E::Misconfigured { .. } => {
                tracing::error!("a setting of Atlassian's addresses or app is wrong");
                Self::Misconfigured
            }
            E::Unexpected { what, path } => {
                tracing::error!(what, path, "an answer of Atlassian's has an unknown shape");
                Self::unreachable("Jira answered in a way that Inlay does not understand. Try again; if it stays, tell whoever runs Inlay.")
            }
        }
    }
}

impl Failure {
    fn unreachable(sentence: &str) -> Self {
        Self::Unreachable {
            sentence: sentence.into(),
        }
    }
}
