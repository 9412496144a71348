//! A chart as a picture in somebody else's page: by which address, and who then sees it.

use crate::{Failure, Service, Viewer};
use store::ChartId;

/// Who sees the picture at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFor {
    /// Whoever has the address, as the chart's owner sees it.
    Anybody,
    /// Nobody just now, though it is shared by link; the sentence says why.
    NobodyNow(String),
    /// Whoever may see the chart and is signed in where the picture is asked for.
    Viewers,
}

/// How a chart gets into other pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedding {
    /// The picture, as a path of ours; signed where the chart is shared by link.
    pub picture: String,
    /// Who sees it there.
    pub seen_by: PictureFor,
    /// Whether who asks decides about that.
    pub owned: bool,
}

impl Service {
    /// How a chart gets into other pages. The signed address is for its owner alone; everybody else
    /// is told the same about every chart, whether there is one or not.
    pub async fn embedding(&self, viewer: &Viewer, id: &str) -> Result<Embedding, Failure> {
        let id = ChartId::parse(id).map_err(|_| Failure::NotFound)?;
        let owned = match viewer.account() {
            Some(account) => self.own_chart(account, id.as_str()).await,
            None => Err(Failure::NotFound),
        };
        let picture = format!("/charts/{id}.png");
        let chart = match owned {
            Ok(chart) => chart,
            Err(Failure::NotFound) => {
                return Ok(Embedding {
                    picture,
                    seen_by: PictureFor::Viewers,
                    owned: false,
                });
            }
            Err(other) => return Err(other),
        };
        let run = self.inner.store.owner_runs().get(&chart.id).await?;
        let link = run
            .as_ref()
            .and_then(|run| Some((run, self.address_of(run)?)));
        let Some((run, address)) = link else {
            return Ok(Embedding {
                picture,
                seen_by: PictureFor::Viewers,
                owned: true,
            });
        };
        let seen_by = match self.halted(run, Some(run.link_generation)).await? {
            Some(why) => PictureFor::NobodyNow(why.sentence()),
            None => PictureFor::Anybody,
        };
        let signed = address.split_once('?').map_or("", |(_, signed)| signed);
        Ok(Embedding {
            picture: format!("{picture}?{signed}"),
            seen_by,
            owned: true,
        })
    }
}
