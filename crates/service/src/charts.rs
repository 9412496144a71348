//! Saving charts, and finding one's own again.

use crate::{Failure, Service, Standing, Viewer, view::parse_stored};
use chart::{ChartSpec, SpecError};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::collections::HashMap;
use store::{AccountId, Chart, ChartId, NewChart, SaveError, SiteId};

/// How long a deleted chart can come back.
const COMES_BACK: SignedDuration = SignedDuration::from_hours(24);

/// A chart in a list.
#[derive(Clone, Debug)]
pub struct ChartSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it looks like.
    pub kind: chart::Kind,
    /// The Jira site it reads; some words where the grant no longer has it.
    pub site_name: String,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// Whether the viewer may change it.
    pub may_edit: bool,
}

/// A saved chart as text.
#[derive(Clone, Debug)]
pub struct SavedChart {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The canonical spec.
    pub spec: Value,
    /// Goes up by one at each save.
    pub version: i64,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// Whether this viewer may change it.
    pub may_edit: bool,
    /// Whether it is this viewer's own: they share it, delete it, and let it run as themselves.
    pub owned: bool,
}

impl Service {
    /// Saves a spec: as a new chart, or over one that the viewer may change.
    ///
    /// `version`: the one that was edited. Without it the save goes over whatever is there.
    pub async fn save_chart(
        &self,
        viewer: &Viewer,
        id: Option<&str>,
        version: Option<i64>,
        spec: &Value,
    ) -> Result<SavedChart, Failure> {
        let account = viewer.signed_in()?;
        let spec = ChartSpec::from_json(spec)?;
        let site = SiteId(spec.site.0);
        self.site_access(viewer, &site).await?;
        let text = spec.to_json().to_string();
        let now = self.now();
        let charts = self.inner.store.charts();
        let Some(id) = id else {
            let new = NewChart {
                id: ChartId::generate(&mut rand::rng()),
                owner: account.clone(),
                site,
                title: spec.title.clone(),
                spec: text,
            };
            let chart = charts.create(new, now).await?;
            self.audit(
                Some(account),
                "chart.created",
                chart.id.to_string(),
                Some(site),
            )
            .await;
            return Ok(saved(chart, &spec, Standing::Owner));
        };
        let (old, standing) = self.editable_chart(account, id).await?;
        let version = version.unwrap_or(old.version);
        let chart = match charts
            .save(&old.id, version, &spec.title, site, &text, now)
            .await
        {
            Ok(chart) => chart,
            Err(SaveError::Stale { .. }) => return Err(Failure::Conflict),
            Err(SaveError::Missing) => return Err(Failure::NotFound),
            Err(SaveError::Store(error)) => return Err(error.into()),
        };
        self.audit(
            Some(account),
            "chart.saved",
            chart.id.to_string(),
            Some(site),
        )
        .await;
        self.saved_over(&old, &chart, standing).await;
        Ok(saved(chart, &spec, standing))
    }

    /// A chart as text, for whoever may see it.
    pub async fn chart(&self, viewer: &Viewer, id: &str) -> Result<SavedChart, Failure> {
        let (chart, _, standing) = self.chart_for(viewer.account(), id).await?;
        let spec = parse_stored(&chart)?;
        Ok(saved(chart, &spec, standing))
    }

    /// The viewer's own charts, last saved first.
    pub async fn my_charts(&self, viewer: &Viewer) -> Result<Vec<ChartSummary>, Failure> {
        let account = viewer.signed_in()?;
        let charts = self.inner.store.charts().by_owner(account).await?;
        let charts = charts.into_iter();
        let charts = charts.map(|chart| (chart, Standing::Owner));
        self.summaries(viewer, charts.collect()).await
    }

    /// Charts as they stand in a list.
    pub(crate) async fn summaries(
        &self,
        viewer: &Viewer,
        charts: Vec<(Chart, Standing)>,
    ) -> Result<Vec<ChartSummary>, Failure> {
        let names: HashMap<String, String> = self
            .account(viewer)
            .await?
            .map(|a| a.sites.into_iter().map(|s| (s.id, s.name)).collect())
            .unwrap_or_default();
        Ok(charts
            .into_iter()
            .map(|(chart, standing)| {
                // One that cannot be read is listed all the same: it must not vanish without a word.
                let kind = parse_stored(&chart).map_or(chart::Kind::Table, |spec| spec.kind);
                let site = chart.site.to_string();
                ChartSummary {
                    id: chart.id.to_string(),
                    title: chart.title,
                    kind,
                    site_name: names
                        .get(&site)
                        .cloned()
                        .unwrap_or_else(|| "A Jira site that you no longer authorize".into()),
                    updated_at: chart.updated_at,
                    may_edit: standing >= Standing::Editor,
                }
            })
            .collect())
    }

    /// Deletes one of the viewer's own charts. For a day it can come back
    /// ([`Service::restore_chart`]).
    pub async fn delete_chart(&self, viewer: &Viewer, id: &str) -> Result<(), Failure> {
        let account = viewer.signed_in()?;
        let chart = self.own_chart(account, id).await?;
        let gone_at = self.now() + COMES_BACK;
        let charts = self.inner.store.charts();
        charts.set_aside(&chart.id, gone_at).await?;
        self.audit(
            Some(account),
            "chart.deleted",
            chart.id.to_string(),
            Some(chart.site),
        )
        .await;
        Ok(())
    }

    /// Takes the deletion of one of the viewer's own charts back, with whom it was shared with. It
    /// runs as its owner no more.
    pub async fn restore_chart(&self, viewer: &Viewer, id: &str) -> Result<SavedChart, Failure> {
        let account = viewer.signed_in()?;
        let id = ChartId::parse(id).map_err(|_| Failure::NotFound)?;
        let charts = self.inner.store.charts();
        let chart = charts.restore(account, &id, self.now()).await?;
        let chart = chart.ok_or(Failure::NotFound)?;
        let spec = parse_stored(&chart)?;
        self.audit(
            Some(account),
            "chart.restored",
            chart.id.to_string(),
            Some(chart.site),
        )
        .await;
        Ok(saved(chart, &spec, Standing::Owner))
    }

    /// Puts a chart in place for an account, under a given id: for operators, from the command
    /// line. An existing chart of that id is saved over.
    pub async fn import_chart(
        &self,
        owner: &AccountId,
        id: &str,
        spec: &Value,
    ) -> Result<SavedChart, Failure> {
        let spec = ChartSpec::from_json(spec)?;
        let site = SiteId(spec.site.0);
        let text = spec.to_json().to_string();
        let now = self.now();
        let charts = self.inner.store.charts();
        let id = ChartId::parse(id).map_err(|_| SpecError {
            path: "id".into(),
            message: format!("\"{id}\" is not a chart id; use letters, digits, - and _"),
        })?;
        let chart = match charts.by_id(&id).await? {
            None => {
                charts
                    .create(
                        NewChart {
                            id,
                            owner: owner.clone(),
                            site,
                            title: spec.title.clone(),
                            spec: text,
                        },
                        now,
                    )
                    .await?
            }
            Some(old) => match charts
                .save(&old.id, old.version, &spec.title, site, &text, now)
                .await
            {
                Ok(chart) => chart,
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(_) => return Err(Failure::Conflict),
            },
        };
        self.audit(None, "chart.imported", chart.id.to_string(), Some(site))
            .await;
        Ok(saved(chart, &spec, Standing::Viewer))
    }

    /// The chart of an id as somebody typed it.
    pub(crate) async fn find_chart(&self, id: &str) -> Result<Option<Chart>, Failure> {
        match ChartId::parse(id) {
            Ok(id) => Ok(self.inner.store.charts().by_id(&id).await?),
            Err(_) => Ok(None),
        }
    }
}

fn saved(chart: Chart, spec: &ChartSpec, standing: Standing) -> SavedChart {
    SavedChart {
        id: chart.id.to_string(),
        title: chart.title,
        spec: spec.to_json(),
        version: chart.version,
        updated_at: chart.updated_at,
        may_edit: standing >= Standing::Editor,
        owned: standing == Standing::Owner,
    }
}
