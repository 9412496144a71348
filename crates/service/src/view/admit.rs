//! Whether somebody may see a chart, and as whom it then runs.

use super::Room;
use crate::{Failure, Service, SharingEnd, Standing, Viewer, access::SiteAccess};
use chart::Narrowing;
use store::{Chart, OwnerRun};

/// As whom a chart runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunAs {
    /// By the permissions of whoever looks at it.
    #[default]
    Viewer,
    /// As its owner sees it.
    Owner,
}

/// How somebody asks for a saved chart.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// Which way they want to see it, where both are theirs.
    pub run_as: RunAs,
    /// What the address has as `link`, see [`Service::link_address`].
    pub link: Option<String>,
    /// The frame's room, where it is known.
    pub room: Option<Room>,
    /// What they narrow it by.
    pub narrowing: Narrowing,
    /// The field whose filter is open, so that its values are wanted.
    pub open: Option<String>,
    /// Whether the Confluence app asks for a document that is exported: nobody in particular reads
    /// it, and who exports a page may see the page.
    pub for_document: bool,
}

/// Somebody who may see a chart.
pub(super) struct Admitted {
    pub(super) chart: Chart,
    /// Whose grant answers.
    pub(super) access: SiteAccess,
    pub(super) way: Way,
}

/// The way in which somebody sees a chart.
pub(super) enum Way {
    /// By their own permissions.
    Own {
        standing: Standing,
        may_switch: bool,
    },
    /// As its owner does. Without a standing they see the numbers alone.
    Owner {
        run: Box<OwnerRun>,
        standing: Option<Standing>,
    },
}

impl RunAs {
    /// The word of it in provenance.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Owner => "owner",
        }
    }
}

impl Way {
    pub(super) fn standing(&self) -> Option<Standing> {
        match self {
            Self::Own { standing, .. } => Some(*standing),
            Self::Owner { standing, .. } => *standing,
        }
    }

    pub(super) fn ran_as(&self) -> RunAs {
        match self {
            Self::Own { .. } => RunAs::Viewer,
            Self::Owner { .. } => RunAs::Owner,
        }
    }

    pub(super) fn may_switch(&self) -> bool {
        match self {
            Self::Own { may_switch, .. } => *may_switch,
            Self::Owner { standing, .. } => standing.is_some(),
        }
    }
}

impl Admitted {
    pub(super) fn not_shared(&self, why: SharingEnd) -> Failure {
        Failure::NotShared {
            // What Jira refuses the owner it refuses the reader too.
            own: self.chart.everybody.is_some() && why != SharingEnd::Broken,
            why,
        }
    }
}

/// What somebody is told of a failure: Jira's sentences name fields, values and projects, and are
/// for those alone who may see the query.
pub(super) fn unnamed(admitted: &Admitted, failure: Failure) -> Failure {
    if admitted.way.standing().is_some() {
        return failure;
    }
    match failure {
        // It is the owner who would have to authorize, not the reader.
        Failure::Prompt(_) => admitted.not_shared(SharingEnd::OwnerAccess),
        Failure::Spec(_)
        | Failure::Query { .. }
        | Failure::NotVisible(_)
        | Failure::NotFound
        | Failure::Conflict
        | Failure::NotAllowed(_) => admitted.not_shared(SharingEnd::Broken),
        Failure::NotShared { .. }
        | Failure::Busy { .. }
        | Failure::Unreachable { .. }
        | Failure::Crowded
        | Failure::Misconfigured
        | Failure::Internal => failure,
    }
}

impl Service {
    /// Admits a viewer by their own permissions.
    pub(super) async fn admit_own(&self, viewer: &Viewer, id: &str) -> Result<Admitted, Failure> {
        let account = viewer.account_for(id);
        let (chart, access, standing) = self.chart_for(account, id).await?;
        Ok(Admitted {
            chart,
            access,
            way: Way::Own {
                standing,
                may_switch: false,
            },
        })
    }

    /// Admits a viewer by their own permissions if they have them, otherwise as one of those whom
    /// the owner lets see the chart as they do. Who has both chooses.
    pub(super) async fn admit(
        &self,
        viewer: &Viewer,
        id: &str,
        asking: &Asking,
    ) -> Result<Admitted, Failure> {
        let own = match self.admit_own(viewer, id).await {
            Ok(own) => own,
            Err(failure @ (Failure::Prompt(_) | Failure::NotFound)) => {
                return self.admit_to_run(viewer, id, asking, failure).await;
            }
            Err(failure) => return Err(failure),
        };
        let Way::Own { standing, .. } = own.way else {
            return Ok(own);
        };
        // An owner's own view and the owner's view are the same.
        if standing == Standing::Owner {
            return Ok(own);
        }
        match self.run_for(&own.chart, viewer, asking).await {
            Ok(Some((run, access))) if asking.run_as == RunAs::Owner => Ok(Admitted {
                chart: own.chart,
                access,
                way: Way::Owner {
                    run: Box::new(run),
                    standing: Some(standing),
                },
            }),
            Ok(run) => Ok(Admitted {
                way: Way::Own {
                    standing,
                    may_switch: run.is_some(),
                },
                ..own
            }),
            // Their own view does not depend on how the owner's is.
            Err(Failure::NotShared { .. }) if asking.run_as == RunAs::Viewer => Ok(own),
            Err(failure) => Err(failure),
        }
    }

    /// Admits somebody without permissions of their own (`failure` says why they have none).
    async fn admit_to_run(
        &self,
        viewer: &Viewer,
        id: &str,
        asking: &Asking,
        failure: Failure,
    ) -> Result<Admitted, Failure> {
        let Some(chart) = self.find_chart(id).await? else {
            return Err(failure);
        };
        match self.run_for(&chart, viewer, asking).await? {
            None => Err(failure),
            Some((run, access)) => Ok(Admitted {
                chart,
                access,
                way: Way::Owner {
                    run: Box::new(run),
                    standing: None,
                },
            }),
        }
    }
}
