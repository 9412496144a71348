//! What a frame can show, as plain data.

use crate::{
    address::{Address, kept},
    model::{FilterBar, Links, Unit},
    paths,
};
use chart::{Display, Kind, Narrowing, Table, Theme};
use serde::Serialize;
use serde_json::Value;

/// Which chart a frame shows, and in which of the ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The chart's id as in the address.
    pub chart: String,
    /// What the address has as `link`: a capability that is handed on, never read here.
    pub link: Option<String>,
    /// Whether it is to be seen as its owner does, by somebody who may see it either way.
    pub as_owner: bool,
    /// The theme that the page around wants, whatever the chart's author chose.
    pub theme: Option<Theme>,
    /// What it is narrowed by.
    pub narrowing: Narrowing,
}

impl Place {
    /// The theme of a word of the address; the chart's own where it names none.
    pub fn theme_of(word: &str) -> Option<Theme> {
        let chosen = [Theme::Light, Theme::Dark];
        chosen.into_iter().find(|theme| theme.name() == word)
    }

    /// The address of this frame; of the other of its two views where `as_owner` is another.
    pub(super) fn address(&self, as_owner: bool) -> Address {
        let theme = self.theme.map(Theme::name);
        Address {
            path: paths::embed(&self.chart),
            kept: kept("link", self.link.as_deref())
                .chain(kept("as", as_owner.then_some("owner")))
                .chain(kept("theme", theme))
                .collect(),
            narrowing: self.narrowing.clone(),
        }
    }

    /// The same address.
    pub(super) fn here(&self) -> Address {
        self.address(self.as_owner)
    }
}

/// The whole page of a frame.
#[derive(Clone, Debug)]
pub struct EmbedPage {
    /// What it was asked for.
    pub place: Place,
    /// The session of a frame of the Confluence app's, which the script keeps in its memory.
    pub bearer: Option<String>,
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
    /// It was shown to them as its owner sees it, and is not now; their own permissions may do.
    NotShared {
        /// What ended it, or what it waits for.
        sentence: String,
    },
}

/// How far the reading is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The chart's title.
    pub title: String,
    /// Issues read, or questions answered.
    pub done: u64,
    /// About how many there are; 0 while nobody knows.
    pub of: u64,
    /// Of what.
    pub unit: Unit,
}

/// A chart with its numbers.
#[derive(Clone, Debug)]
pub struct ChartFrame {
    /// The chart's title; may be empty.
    pub title: String,
    /// What its author says about it, as HTML, folded under the chart; may be empty.
    pub about: String,
    /// What it looks like.
    pub kind: Kind,
    /// Legend, labels, height and so on.
    pub display: Display,
    /// Whether its numbers add up, so that shares of them mean something.
    pub adds_up: bool,
    /// As whom.
    pub seen: Seen,
    /// What it may be narrowed by, and is.
    pub filter: FilterBar,
    /// The numbers and where they come from.
    pub table: Table,
    /// The way from each number to its issues, for the chart's people.
    pub links: Option<Links>,
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

/// As whom a frame's numbers were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// By the reader's own permissions, or by the owner's for one of the chart's people.
    Whole {
        /// Whether they may also see it the other way.
        may_switch: bool,
        /// Whether it is the owner's view.
        as_owner: bool,
    },
    /// As its owner sees it, for somebody who is told nothing else.
    Shared,
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
    /// What belongs into `<main id="frame">`.
    pub html: String,
    /// The ECharts option (the fragment holds it too); null where nothing is drawn.
    pub option: Value,
    /// Issues read, or questions answered; while `progress`.
    pub done: u64,
    /// About how many there are; 0 while nobody knows.
    pub of: u64,
    /// Of what.
    pub unit: Unit,
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

    /// How high its author wants the picture, in pixels: the script tells the page around.
    pub(super) fn height(&self) -> Option<u32> {
        match self {
            Self::Chart(frame) => Some(frame.display.height),
            _ => None,
        }
    }

    /// `light`, `dark` or `auto`: as the page around wants it, or the chart's author chose.
    pub(super) fn theme(&self, place: &Place) -> &'static str {
        match (place.theme, self) {
            (Some(wanted), _) => wanted.name(),
            (None, Self::Chart(frame)) => frame.display.theme.name(),
            (None, _) => "auto",
        }
    }

    /// Which site's fields its filters are: charts of another one do not follow.
    pub(super) fn site(&self) -> Option<String> {
        match self {
            Self::Chart(frame) => Some(frame.filter.site.clone()).filter(|site| !site.is_empty()),
            _ => None,
        }
    }
}
