//! The signed address: whoever has it is in the audience `link`.
//!
//! It holds the chart, a generation and a signature over both. A renewal counts the generation up,
//! so that nothing has to be stored for an address to be void.

use crate::{Failure, Service};
use store::ChartId;

/// What the signature is for, so that no other one of ours will do.
const PURPOSE: &str = "embed link";

impl Service {
    /// The capability of a chart's signed address, where it has one.
    pub(crate) async fn link_of(&self, chart: &ChartId) -> Result<Option<String>, Failure> {
        let run = self.inner.store.owner_runs().get(chart).await?;
        let address = run.and_then(|run| self.address_of(&run));
        Ok(address.and_then(|it| Some(it.split_once("?link=")?.1.to_owned())))
    }

    /// The address of a chart in one generation, as a path of ours.
    pub(super) fn link(&self, chart: &ChartId, generation: i64) -> String {
        let text = signed_text(chart, generation);
        let signature = self.inner.store.sign(PURPOSE, &text);
        format!("/embed/{chart}?link={generation}.{signature}")
    }

    /// For which generation a `link` is ours; nothing for what was never handed out.
    pub(super) fn generation_of(&self, chart: &ChartId, link: &str) -> Option<i64> {
        let (generation, signature) = link.split_once('.')?;
        let generation: i64 = generation.parse().ok()?;
        let text = signed_text(chart, generation);
        let ours = self.inner.store.verify(PURPOSE, &text, signature);
        ours.then_some(generation)
    }
}

fn signed_text(chart: &ChartId, generation: i64) -> String {
    format!("{chart}/{generation}")
}
