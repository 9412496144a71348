//! A chart drawn for somebody: from a spec that is not saved yet, or by its id.
//!
//! `view/admit.rs` decides whether somebody may see a chart, and as whom it then runs.

mod admit;

use crate::{
    Failure, FilterBar, Progress, Service, SharedView, Viewer,
    answer::Answered,
    filters::{Follows, Told},
    observed,
    query::{Gathered, Question, projects_of},
};
use admit::{Admitted, Way, unnamed};
use chart::{ChartSpec, Queries, Table};
use serde_json::Value;
use std::time::Duration;
use store::{Chart, SiteId};
use tokio::time::{Instant, timeout_at};

pub use admit::{Asking, RunAs};

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
    /// Where people find the site: its issue navigator takes those queries.
    pub site_url: String,
    /// The zone whose days the queries name: that of the account by whose permissions they were asked.
    pub days_in: String,
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
    /// Whether this viewer owns it, and so says who else may see it.
    pub may_share: bool,
    /// What it may be narrowed by, and is.
    pub filter: FilterBar,
    /// As whom it ran.
    pub ran_as: RunAs,
    /// Whether this viewer may also see it the other way: as its owner does, or by their own
    /// permissions.
    pub may_switch: bool,
}

/// What somebody sees of a saved chart.
#[derive(Clone, Debug)]
pub enum Shown {
    /// One of the chart's people: all of it.
    Whole(Box<View>),
    /// Somebody in the audience of its running as its owner: the numbers alone.
    Shared(Box<SharedView>),
}

/// What Jira is asked for somebody, and what they are told of it.
struct Asked {
    question: Question,
    filter: FilterBar,
}

/// What a frame gets that does not want to wait for long.
#[derive(Debug)]
pub enum Watched {
    /// The chart.
    Ready(Shown),
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
        viewer.signed_in()?;
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
        let admitted = self.admit_own(viewer, chart).await?;
        match self.shown(admitted, &Asking::default()).await? {
            Shown::Whole(view) => Ok(*view),
            Shown::Shared(_) => Err(Failure::Internal),
        }
    }

    /// A saved chart, whichever way the viewer may see it.
    pub async fn show(
        &self,
        viewer: &Viewer,
        chart: &str,
        asking: &Asking,
    ) -> Result<Shown, Failure> {
        let admitted = self.admit(viewer, chart, asking).await?;
        self.shown(admitted, asking).await
    }

    /// Like [`Service::show`], but answers how far it is when Jira takes longer than `patience`.
    /// The reading goes on; ask again.
    pub async fn watch(
        &self,
        viewer: &Viewer,
        chart: &str,
        asking: &Asking,
        patience: Duration,
    ) -> Result<Watched, Failure> {
        let watched = self.watched(viewer, chart, asking, patience).await;
        observed::view(watched.as_ref());
        watched
    }

    async fn watched(
        &self,
        viewer: &Viewer,
        chart: &str,
        asking: &Asking,
        patience: Duration,
    ) -> Result<Watched, Failure> {
        let deadline = Instant::now() + patience;
        let admitted = self.admit(viewer, chart, asking).await?;
        let unnamed = |failure| unnamed(&admitted, failure);
        let spec = parse_stored(&admitted.chart).map_err(unnamed)?;
        let reading = |progress| {
            Ok(Watched::Reading {
                title: admitted.chart.title.clone(),
                progress,
            })
        };
        let asked = self.asked(&admitted, &spec, asking);
        let Ok(asked) = timeout_at(deadline, asked).await else {
            return reading(Progress::default());
        };
        let Asked { question, filter } = asked.map_err(unnamed)?;
        let gathered = self.gather(&admitted.access, &question);
        let Ok(gathered) = timeout_at(deadline, gathered).await else {
            return reading(self.progress(&question).await);
        };
        let gathered = gathered.map_err(unnamed)?;
        let shown = self
            .finished(&admitted, spec, &question, gathered, (filter, asking.room))
            .await;
        match shown {
            Ok(shown) => Ok(Watched::Ready(shown)),
            // Twenty frames of a page may all be ready in the same moment: they take turns.
            Err(Failure::Crowded) => reading(self.progress(&question).await),
            Err(failure) => Err(unnamed(failure)),
        }
    }

    /// Title and height of a chart, for somebody who may see it. Asks Jira nothing.
    pub(crate) async fn outline(
        &self,
        viewer: &Viewer,
        chart: &str,
    ) -> Result<(String, u32), Failure> {
        let admitted = self.admit(viewer, chart, &Asking::default()).await?;
        let spec = parse_stored(&admitted.chart)?;
        Ok((admitted.chart.title, spec.display.height))
    }

    async fn shown(&self, admitted: Admitted, asking: &Asking) -> Result<Shown, Failure> {
        let shown = async {
            let spec = parse_stored(&admitted.chart)?;
            let Asked { question, filter } = self.asked(&admitted, &spec, asking).await?;
            let gathered = self.gather(&admitted.access, &question).await?;
            self.finished(&admitted, spec, &question, gathered, (filter, asking.room))
                .await
        };
        shown.await.map_err(|failure| unnamed(&admitted, failure))
    }

    /// The question, if whoever is admitted may have its answer.
    async fn asked(
        &self,
        admitted: &Admitted,
        spec: &ChartSpec,
        asking: &Asking,
    ) -> Result<Asked, Failure> {
        let Way::Owner { run, standing } = &admitted.way else {
            let follows = Follows::Everything;
            return self
                .narrowed(admitted, spec, asking, follows, Told::Whole)
                .await;
        };
        self.may_list(run, &admitted.access, spec)
            .await?
            .map_err(|why| admitted.not_shared(why))?;
        // Before anything is asked with it: a query that is not the confirmed one must not even be
        // counted.
        let bound = self
            .still_bound(run, &admitted.access, spec, self.now())
            .await?
            .map_err(|why| admitted.not_shared(why))?;
        let told = if standing.is_some() {
            Told::Whole
        } else {
            Told::Numbers
        };
        self.narrowed(admitted, &bound, asking, Follows::Offered, told)
            .await
    }

    async fn narrowed(
        &self,
        admitted: &Admitted,
        spec: &ChartSpec,
        asking: &Asking,
        follows: Follows,
        told: Told,
    ) -> Result<Asked, Failure> {
        let access = &admitted.access;
        let narrowed = self.narrow(access, spec, asking, follows, told).await?;
        // Narrowed by a query, it is still of these projects, with their values in their order.
        let projects = projects_of(spec);
        let question = self
            .question_in(access, &narrowed.spec, projects, false)
            .await?;
        if told == Told::Numbers && narrowed.spec != *spec {
            self.new_question(&admitted.chart.id, &question).await?;
        }
        Ok(Asked {
            question,
            filter: narrowed.bar,
        })
    }

    async fn finished(
        &self,
        admitted: &Admitted,
        spec: ChartSpec,
        question: &Question,
        gathered: Gathered,
        (filter, room): (FilterBar, Option<Room>),
    ) -> Result<Shown, Failure> {
        let Admitted { chart, access, way } = admitted;
        let newest = gathered.last_fetched();
        let mut answered = self.answer(access, &spec, question, gathered)?;
        if let Way::Owner { run, .. } = way {
            let provenance = &mut answered.table.provenance;
            provenance.run_as = RunAs::Owner.name().into();
            // After the answer: what was asked before this check may be another query's. The newest
            // part counts, for each part has a query of its own.
            self.still_bound(run, access, &spec, newest)
                .await?
                .map_err(|why| admitted.not_shared(why))?;
            // Reading may have taken minutes, in which its owner or an administrator ended it.
            self.still_on(run)
                .await?
                .map_err(|why| admitted.not_shared(why))?;
            tracing::info!(chart.id = %chart.id, "shown as its owner sees it");
        }
        let room = room.unwrap_or_else(|| Room::of(&spec));
        let drawn = self.draw(&spec, question, answered, room).await?;
        let id = chart.id.to_string();
        let Some(standing) = way.standing() else {
            return Ok(Shown::Shared(Box::new(SharedView::of(
                id, spec, filter, drawn,
            ))));
        };
        Ok(Shown::Whole(Box::new(View {
            id,
            title: chart.title.clone(),
            spec,
            drawn,
            may_edit: standing >= crate::Standing::Editor,
            may_share: standing == crate::Standing::Owner,
            filter,
            ran_as: way.ran_as(),
            may_switch: way.may_switch(),
        })))
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
            site_url: question.site_url.clone(),
            days_in: question.days_in(),
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
