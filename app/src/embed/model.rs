//! What a frame can show, as plain data.

use chart::{ChartSpec, Table};
use serde::Serialize;
use serde_json::Value;

/// The whole page of a frame.
#[derive(Clone, Debug)]
pub struct EmbedPage {
    /// The chart's id as in the address.
    pub chart_id: String,
    /// What there is to show.
    pub state: EmbedState,
    /// The nonce of this answer's Content-Security-Policy.
    pub nonce: String,
}

/// What there is to show.
#[derive(Clone, Debug)]
pub enum EmbedState {
    /// Atlassian has to be asked first. Nothing about the chart is told: not even whether it exists.
    Prompt(Prompt),
    /// Jira is being read.
    Progress(Progress),
    /// The chart, or the news that no issue matches.
    Chart(Box<ChartFrame>),
    /// No chart, and why.
    Error(Trouble),
}

/// Why Atlassian has to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// This person never authorized.
    NotYet,
    /// They did, and Atlassian no longer accepts it.
    GrantEnded,
    /// They chose other sites than the one that is needed.
    WrongSite {
        /// The names of the sites they chose; empty when their account has none.
        chosen: Vec<String>,
    },
    /// They authorized less than is needed.
    ScopesMissing,
    /// Their access to this site was taken away.
    AccessEnded {
        /// By whom, and what to do.
        sentence: String,
    },
    /// They pressed Cancel at Atlassian.
    Cancelled,
}

/// How far the reading is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The chart's title.
    pub title: String,
    /// Issues read.
    pub done: u64,
    /// About how many there are; 0 while nobody knows.
    pub of: u64,
}

/// A chart with its numbers.
#[derive(Clone, Debug)]
pub struct ChartFrame {
    /// The chart's title; may be empty.
    pub title: String,
    /// What is shown and how.
    pub spec: ChartSpec,
    /// The numbers and where they come from.
    pub table: Table,
    /// What the site calls the field of the rows; empty where there is no dimension.
    pub by: String,
    /// What it calls the field of the columns, in charts with two dimensions.
    pub and: Option<String>,
    /// The ECharts option; null for kinds that are HTML.
    pub option: Value,
    /// The same as SVG in the page's colours (`render::Colours::Page`); empty for kinds that are HTML.
    pub svg: String,
    /// One sentence instead of the picture.
    pub summary: String,
    /// Whether these are old numbers because Jira does not answer.
    pub stale: bool,
}

/// Why there is no chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// A few words.
    pub heading: String,
    /// What happened; for a query, Jira's own sentence.
    pub sentence: String,
    /// Who can mend it and how.
    pub hint: Option<String>,
    /// The id under which the log has it.
    pub request_id: Option<String>,
    /// Whether trying again may help.
    pub again: bool,
}

/// The answer of `GET /embed/{id}/view`.
#[derive(Clone, Debug, Serialize)]
pub struct ViewAnswer {
    /// `prompt`, `progress`, `chart` or `error`.
    pub status: &'static str,
    /// What belongs into `<div id="frame">`.
    pub html: String,
    /// The ECharts option (the fragment holds it too); null where nothing is drawn.
    pub option: Value,
    /// Issues read; while `progress`.
    pub done: u64,
    /// About how many there are; 0 while nobody knows.
    pub of: u64,
}

impl EmbedState {
    /// The word for programs, and the fragment's `data-state`.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Prompt(_) => "prompt",
            Self::Progress(_) => "progress",
            Self::Chart(_) => "chart",
            Self::Error(_) => "error",
        }
    }

    /// `light`, `dark` or `auto`, as the chart's author chose.
    pub(super) fn theme(&self) -> &'static str {
        match self {
            Self::Chart(frame) => frame.spec.display.theme.name(),
            _ => "auto",
        }
    }
}
