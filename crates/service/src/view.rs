//! A chart drawn for somebody: from a spec that is not saved yet, or by its id.

use crate::{
    Failure, Progress, PromptReason, Service, Viewer,
    access::SiteAccess,
    query::{Answered, Gathered, Question},
};
use chart::{ChartSpec, Queries, Table};
use serde_json::Value;
use std::time::Duration;
use store::{Chart, SiteId};
use tokio::time::{Instant, timeout_at};

/// Width in which the server draws where it does not know the frame; the drawing scales to it.
const WIDTH: u32 = 760;

/// A frame's room for the drawing, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// From 160 to 4,000.
    pub width: u32,
    /// From 80 to 4,000.
    pub height: u32,
}

impl Room {
    /// The nearest room that can be drawn in.
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            width: width.clamp(160, 4_000),
            height: height.clamp(80, 4_000),
        }
    }

    fn of(spec: &ChartSpec) -> Self {
        Self::new(WIDTH, spec.display.height)
    }
}

/// A chart's numbers and its drawing.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The numbers, with where they come from.
    pub table: Table,
    /// The query behind each number. It tells about issues: not for those who may see only numbers.
    pub queries: Queries,
    /// What the site calls the field of the rows; empty where there is no dimension.
    pub by: String,
    /// What it calls the field of the columns, in charts with two dimensions.
    pub and: Option<String>,
    /// The ECharts option; null for kinds that are HTML (table, tile).
    pub option: Value,
    /// The same as SVG, following the page's theme; empty where `option` is null.
    pub svg: String,
    /// One sentence for screen readers.
    pub summary: String,
    /// Whether these are old numbers, because Jira does not answer.
    pub stale: bool,
}

/// A saved chart, as somebody sees it.
#[derive(Clone, Debug)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its spec.
    pub spec: ChartSpec,
    /// Numbers and drawing.
    pub drawn: Drawn,
    /// Whether this viewer may change it.
    pub may_edit: bool,
}

/// What a frame gets that does not want to wait for long.
#[derive(Debug)]
pub enum Watched {
    /// The chart.
    Ready(Box<View>),
    /// Jira is being read.
    Reading {
        /// The chart's title: this viewer may see it.
        title: String,
        /// How far it is.
        progress: Progress,
    },
}

impl Service {
    /// Draws a spec that need not be saved.
    pub async fn preview(&self, viewer: &Viewer, spec: &Value) -> Result<Drawn, Failure> {
        if viewer.account().is_none() {
            return Err(Failure::Prompt(PromptReason::NotYet));
        }
        let spec = ChartSpec::from_json(spec)?;
        let access = self.site_access(viewer, &SiteId(spec.site.0)).await?;
        let question = self.question(&access, &spec, true).await?;
        let gathered = self.gather(&access, &question).await?;
        let answered = self.answer(&access, &spec, &question, gathered)?;
        self.draw(&spec, &question, answered, Room::of(&spec)).await
    }

    /// How far the reading for a preview of this spec is.
    pub async fn reading(&self, viewer: &Viewer, spec: &Value) -> Result<Progress, Failure> {
        let spec = ChartSpec::from_json(spec)?;
        let access = self.site_access(viewer, &SiteId(spec.site.0)).await?;
        let question = self.question(&access, &spec, true).await?;
        Ok(self.progress(&question).await)
    }

    /// A saved chart under the viewer's own permissions.
    pub async fn view(&self, viewer: &Viewer, chart: &str) -> Result<View, Failure> {
        let (chart, access) = self.shown(viewer, chart).await?;
        let spec = parse_stored(&chart)?;
        let question = self.question(&access, &spec, false).await?;
        let gathered = self.gather(&access, &question).await?;
        self.view_of(viewer, chart, spec, &access, &question, gathered, None)
            .await
    }

    /// Like [`Service::view`], but answers how far it is when Jira takes longer than `patience`.
    /// The reading goes on; ask again.
    pub async fn watch(
        &self,
        viewer: &Viewer,
        chart: &str,
        room: Option<Room>,
        patience: Duration,
    ) -> Result<Watched, Failure> {
        let deadline = Instant::now() + patience;
        let (chart, access) = self.shown(viewer, chart).await?;
        let spec = parse_stored(&chart)?;
        let reading = |progress| {
            Ok(Watched::Reading {
                title: chart.title.clone(),
                progress,
            })
        };
        let Ok(question) = timeout_at(deadline, self.question(&access, &spec, false)).await else {
            return reading(Progress { done: 0, of: 0 });
        };
        let question = question?;
        let Ok(gathered) = timeout_at(deadline, self.gather(&access, &question)).await else {
            return reading(self.progress(&question).await);
        };
        let view = self
            .view_of(viewer, chart, spec, &access, &question, gathered?, room)
            .await?;
        Ok(Watched::Ready(Box::new(view)))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a view is made of, each of its own kind"
    )]
    async fn view_of(
        &self,
        viewer: &Viewer,
        chart: Chart,
        spec: ChartSpec,
        access: &SiteAccess,
        question: &Question,
        gathered: Gathered,
        room: Option<Room>,
    ) -> Result<View, Failure> {
        let answered = self.answer(access, &spec, question, gathered)?;
        let drawn = self
            .draw(
                &spec,
                question,
                answered,
                room.unwrap_or_else(|| Room::of(&spec)),
            )
            .await?;
        let may_edit = viewer.account() == Some(&chart.owner);
        Ok(View {
            id: chart.id.to_string(),
            title: chart.title,
            spec,
            drawn,
            may_edit,
        })
    }

    /// The chart, if this viewer may see it. An unknown id and one whose site they have not
    /// authorized look the same.
    pub(crate) async fn shown(
        &self,
        viewer: &Viewer,
        id: &str,
    ) -> Result<(Chart, SiteAccess), Failure> {
        let Some(chart) = self.find_chart(id).await? else {
            return Err(self.unknown(viewer).await?);
        };
        let access = self.site_access(viewer, &chart.site).await?;
        Ok((chart, access))
    }

    /// What somebody is told about a chart that is not there: the same as for one they may not see.
    async fn unknown(&self, viewer: &Viewer) -> Result<Failure, Failure> {
        let nowhere = SiteId(uuid::Uuid::nil());
        Ok(match self.site_access(viewer, &nowhere).await {
            Err(failure) => failure,
            Ok(_) => Failure::NotFound,
        })
    }

    async fn draw(
        &self,
        spec: &ChartSpec,
        question: &Question,
        Answered {
            table,
            queries,
            stale,
        }: Answered,
        room: Room,
    ) -> Result<Drawn, Failure> {
        let option = chart::option(spec, &table);
        let summary = chart::summary(spec, &table);
        let svg = if option.is_null() || table.rows.is_empty() {
            String::new()
        } else {
            let size = render::Size {
                width: room.width,
                height: room.height,
            };
            self.inner
                .renderer
                .svg(&option, &summary, size, render::Colours::Page)
                .await?
        };
        let (by, and) = (question.rows(spec), question.columns(spec));
        Ok(Drawn {
            table,
            queries,
            by,
            and,
            option,
            svg,
            summary,
            stale,
        })
    }
}

/// Reads a spec that we stored ourselves.
pub(crate) fn parse_stored(chart: &Chart) -> Result<ChartSpec, Failure> {
    let value: Value = serde_json::from_str(&chart.spec).map_err(|error| {
        tracing::error!(chart.id = %chart.id, %error, "a stored spec is not JSON");
        Failure::Internal
    })?;
    Ok(ChartSpec::from_json(&value)?)
}
