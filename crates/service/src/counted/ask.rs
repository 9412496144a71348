//! The questions of one round.

use super::run::Stop;
use crate::{
    Failure, Service,
    access::SiteAccess,
    held::Flight,
    query::{Question, about},
};
use chart::Counts;
use futures::{StreamExt, TryStreamExt, stream};

/// Questions to a site at the same time.
const AT_ONCE: usize = 6;

impl Service {
    /// Counts these queries, some at a time.
    pub(super) async fn ask_counts(
        &self,
        access: &SiteAccess,
        question: &Question,
        queries: Vec<String>,
        flight: &Flight,
        spent: &mut (u64, u64),
    ) -> Result<Counts, Stop> {
        let queries = &queries;
        let asked = self
            .with_site(access, &question.key.language, |site| async move {
                let ask = |query: &String| {
                    let (site, query) = (site.clone(), query.clone());
                    async move {
                        let count = site.approximate_count(&query).await?;
                        flight.advance(1);
                        Ok::<_, jira::Error>((query, count))
                    }
                };
                let asks: Vec<_> = queries.iter().map(ask).collect();
                let counts = stream::iter(asks).buffer_unordered(AT_ONCE);
                let counts: Counts = counts.try_collect().await?;
                Ok((counts, site.meter()))
            })
            .await;
        match asked {
            Ok((counts, meter)) => {
                spent.0 += meter.calls;
                spent.1 += meter.points;
                Ok(counts)
            }
            // The query itself was counted before: Jira refuses one of the conditions.
            Err(Failure::Query { messages }) => {
                self.try_segments(access, question).await?;
                Err(Stop::Scan(messages.join(" ")))
            }
            Err(failure) => Err(Stop::Failed(failure)),
        }
    }

    /// Finds the segment that Jira refuses, if it is one.
    async fn try_segments(&self, access: &SiteAccess, question: &Question) -> Result<(), Failure> {
        for segment in &question.plan.segments {
            let jql = &segment.jql;
            let count = |site: jira::Site| async move { site.approximate_count(jql).await };
            let counted = self.with_site(access, &question.key.language, count).await;
            counted.map_err(|failure| about(segment, failure))?;
        }
        Ok(())
    }
}
