//! From the service's answers to what a frame shows. No decision is made here: only words are chosen.

use super::model::{ChartFrame, EmbedState, Progress, Prompt, Seen, Trouble};
use crate::model::{self, Links, about_owners_links};
use service::{Failure, PromptReason, RunAs, SharedView, Shown, View, Watched};

impl EmbedState {
    /// What the service has, or how far it is. `request_id` is what the log calls this request.
    pub fn of(watched: Result<Watched, Failure>, request_id: &str) -> Self {
        match watched {
            Ok(Watched::Ready(Shown::Whole(view))) => Self::Chart(Box::new((*view).into())),
            Ok(Watched::Ready(Shown::Shared(view))) => Self::Chart(Box::new((*view).into())),
            Ok(Watched::Reading { title, progress }) => {
                let model::Progress { done, of, unit } = progress.into();
                Self::Progress(Progress {
                    title,
                    done,
                    of,
                    unit,
                })
            }
            Err(Failure::Prompt(reason)) => Self::Prompt(reason.into()),
            Err(failure @ Failure::NotShared { own: true, .. }) => {
                Self::Prompt(Prompt::NotShared {
                    sentence: failure.sentence(),
                })
            }
            Err(failure) => Self::Error(Trouble::of(&failure, request_id)),
        }
    }
}

impl From<View> for ChartFrame {
    fn from(view: View) -> Self {
        let View {
            title,
            spec,
            mut drawn,
            ran_as,
            may_switch,
            filter,
            ..
        } = view;
        if ran_as == RunAs::Owner {
            let warnings = &mut drawn.table.provenance.warnings;
            warnings.push(about_owners_links(&drawn.days_in));
        }
        Self {
            title,
            about: crate::markdown::to_html(&spec.description),
            kind: spec.kind,
            adds_up: spec.measure.adds_up(),
            display: spec.display,
            seen: Seen::Whole {
                may_switch,
                as_owner: ran_as == RunAs::Owner,
            },
            filter: filter.into(),
            links: Some(Links {
                site_url: drawn.site_url,
                queries: drawn.queries,
            }),
            table: drawn.table,
            by: drawn.by,
            and: drawn.and,
            option: drawn.option,
            svg: drawn.svg,
            summary: drawn.summary,
            stale: drawn.stale,
        }
    }
}

impl From<SharedView> for ChartFrame {
    fn from(view: SharedView) -> Self {
        Self {
            title: view.title,
            about: String::new(),
            kind: view.kind,
            display: view.display,
            adds_up: view.adds_up,
            seen: Seen::Shared,
            filter: view.filter.into(),
            links: None,
            table: view.table.into_table(),
            by: view.by,
            and: view.and,
            option: view.option,
            svg: view.svg,
            summary: view.summary,
            stale: view.stale,
        }
    }
}

impl From<PromptReason> for Prompt {
    fn from(reason: PromptReason) -> Self {
        match reason {
            PromptReason::NotYet => Self::NotYet,
            PromptReason::GrantEnded => Self::GrantEnded,
            PromptReason::SiteMissing { chosen } => Self::WrongSite { chosen },
            PromptReason::ScopesMissing => Self::ScopesMissing,
            PromptReason::AccessEnded { .. } => Self::AccessEnded {
                sentence: Failure::Prompt(reason).sentence(),
            },
        }
    }
}

impl Trouble {
    fn of(failure: &Failure, request_id: &str) -> Self {
        let author = || Some("The chart's author can mend it in the editor.".to_owned());
        let (heading, hint, again) = match failure {
            Failure::Query { .. } => ("Jira does not accept this query", author(), false),
            Failure::Spec(_) => ("This chart's description does not work", author(), false),
            Failure::NotFound => ("No such chart", None, false),
            Failure::NotVisible(_) => (
                "Jira does not show this to you",
                Some("Ask a Jira administrator for access.".to_owned()),
                true,
            ),
            Failure::NotShared { .. } => ("This chart is not shown just now", None, false),
            Failure::NotAllowed(_) => ("This is not allowed here", None, false),
            Failure::Busy { .. } | Failure::Unreachable { .. } => {
                ("Jira is not answering", None, true)
            }
            Failure::Crowded => ("Inlay is busy", None, true),
            Failure::Misconfigured => ("Inlay is not set up correctly", None, false),
            Failure::Prompt(_) | Failure::Conflict | Failure::Internal => {
                ("Something went wrong", None, true)
            }
        };
        Self {
            heading: heading.to_owned(),
            sentence: failure.sentence(),
            hint,
            request_id: Some(request_id.to_owned()),
            again,
        }
    }
}
