//! A chart in other pages.

use serde::{Deserialize, Serialize};

/// How a chart gets into other pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embedding {
    /// The picture, as a path of ours; signed where the chart is shared by link.
    pub picture: String,
    /// Who sees it there: `anybody` with the address, `nobody` just now, or `viewers` of the chart.
    pub seen_by: String,
    /// Why nobody does, where that is so.
    pub why: Option<String>,
    /// Whether who asked says who may see the chart.
    pub owned: bool,
}

#[cfg(feature = "ssr")]
impl From<service::Embedding> for Embedding {
    fn from(from: service::Embedding) -> Self {
        let (seen_by, why) = match from.seen_by {
            service::PictureFor::Anybody => ("anybody", None),
            service::PictureFor::NobodyNow(why) => ("nobody", Some(why)),
            service::PictureFor::Viewers => ("viewers", None),
        };
        Self {
            picture: from.picture,
            seen_by: seen_by.to_owned(),
            why,
            owned: from.owned,
        }
    }
}
