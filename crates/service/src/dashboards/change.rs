//! One change of a dashboard at a time: each is a form of its page.

use super::{parsed, titled};
use crate::{Failure, Service, Standing, Viewer, chart_access::wrong};
use chart::{DashboardSpec, Placed, SpecError, Theme};
use store::SaveError;

/// What an editor changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DashboardChange {
    /// Title, description and theme (`auto`, `light`, `dark`).
    About {
        /// Its title.
        title: String,
        /// Under the title.
        description: String,
        /// In which colours.
        theme: String,
    },
    /// Another chart, at the end.
    Add {
        /// The chart's id.
        chart: String,
    },
    /// Width and height of the chart at a place.
    Shape {
        /// Which chart, from 0.
        at: usize,
        /// Of twelve columns.
        width: u32,
        /// In CSS pixels.
        height: u32,
    },
    /// The chart at a place goes one place on, or back.
    Move {
        /// Which chart, from 0.
        at: usize,
        /// Whether towards the end.
        on: bool,
    },
    /// The chart at a place leaves.
    Remove {
        /// Which chart, from 0.
        at: usize,
    },
}

impl Service {
    /// Changes a dashboard that is still at `version`; [`Failure::Conflict`] where somebody was quicker.
    pub async fn change_dashboard(
        &self,
        viewer: &Viewer,
        id: &str,
        version: i64,
        change: DashboardChange,
    ) -> Result<(), Failure> {
        let account = viewer.signed_in()?;
        let found = self.find_dashboard(id).await?.ok_or(Failure::NotFound)?;
        let standing = self.dashboard_standing(&found, account).await?;
        if standing.is_none_or(|standing| standing < Standing::Editor) {
            return Err(Failure::NotFound);
        }
        // Who adds a chart has to know it; who looks needs a right of their own.
        if let DashboardChange::Add { chart } = &change {
            let chart = self.find_chart(chart).await?.ok_or(Failure::NotFound)?;
            if !self.is_one_of(account, &chart).await? {
                return Err(Failure::NotFound);
            }
        }
        let spec = changed(parsed(&found)?, change)?;
        // What is written is what can be read again.
        let spec = DashboardSpec::from_json(&spec.to_json())?;
        let text = spec.to_json().to_string();
        let dashboards = self.inner.store.dashboards();
        let saved = dashboards.save(
            &found.id,
            version,
            &spec.title,
            found.site,
            &text,
            self.now(),
        );
        match saved.await {
            Ok(saved) => {
                self.noted(account, "dashboard.saved", &saved).await;
                Ok(())
            }
            Err(SaveError::Stale { .. }) => Err(Failure::Conflict),
            Err(SaveError::Missing) => Err(Failure::NotFound),
            Err(SaveError::Store(error)) => Err(error.into()),
        }
    }
}

fn changed(mut spec: DashboardSpec, change: DashboardChange) -> Result<DashboardSpec, Failure> {
    let charts = &mut spec.charts;
    match change {
        DashboardChange::About {
            title,
            description,
            theme,
        } => {
            let known = Theme::ALL.iter().find(|(word, _)| *word == theme);
            spec.theme = match known {
                Some((_, theme)) => *theme,
                None => return Err(wrong("theme", &theme, "auto, light or dark")),
            };
            spec.title = titled(&title)?;
            description.trim().clone_into(&mut spec.description);
        }
        DashboardChange::Add { chart } => charts.push(Placed::new(chart)),
        DashboardChange::Shape { at, width, height } => {
            let placed = charts.get_mut(at).ok_or_else(|| nowhere(at))?;
            (placed.width, placed.height) = (width, height);
        }
        DashboardChange::Move { at, on } => {
            if at >= charts.len() {
                return Err(nowhere(at));
            }
            let to = if on { at + 1 } else { at.saturating_sub(1) };
            // At the edge it stays where it is.
            if to < charts.len() {
                charts.swap(at, to);
            }
        }
        DashboardChange::Remove { at } => {
            if at >= charts.len() {
                return Err(nowhere(at));
            }
            charts.remove(at);
        }
    }
    Ok(spec)
}

fn nowhere(at: usize) -> Failure {
    Failure::Spec(SpecError {
        path: format!("charts[{at}]"),
        message: "there is no chart at this place; reload the page".into(),
    })
}
