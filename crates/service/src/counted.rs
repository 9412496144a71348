//! The counts plan: Jira counts each number, and the numbers are held.
//!
//! `counted/kept.rs` holds them, `counted/run.rs` gets them, round by round (`counted/ask.rs`); here it is
//! decided whether they answer.

mod ask;
mod kept;
mod run;

use crate::{
    Failure, Service,
    access::SiteAccess,
    query::Question,
    scan::{LAST_RESORT, Read, Renewal, STALE, Wanted, is_fresh},
};
use chart::{Estimate, Order, Provenance, Step};
use jiff::{SignedDuration, Timestamp};
pub(crate) use kept::{Counted, CountedKey, CountedTables, Kept};
use run::Outcome;
pub(crate) use run::expected;
use std::sync::Arc;

/// How the numbers of a question are got.
pub(crate) enum Way {
    /// Jira counts them, or did.
    Counts {
        counted: Arc<Counted>,
        order: Order,
        warning: Option<String>,
    },
    /// From its issues.
    Scan(Renewal),
}

/// How old something is.
pub(crate) fn age(now: Timestamp, at: Timestamp) -> SignedDuration {
    now.duration_since(at)
}

impl Service {
    /// Decides how the numbers are got, and counts them where that is the way.
    ///
    /// Issues that are held and fresh always win: they cost nothing.
    pub(crate) async fn way(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> Result<Way, Failure> {
        let (scan, now) = (Ok(Way::Scan(Renewal::ByScan)), self.now());
        if question.listings.is_err() {
            return scan;
        }
        let read_at = self.read_at(question).await;
        if read_at.is_some_and(|(read, _)| is_fresh(read, question.wanted.news, now)) {
            return scan;
        }
        let kept = self.inner.counted.get(&question.counted_key).await;
        let mut last = None;
        match kept {
            Some(Kept::Scan { at, .. }) if age(now, at) < STALE => return scan,
            Some(Kept::Counted(counted)) => {
                let order = self.order_of(access, question).await?;
                if is_enough(question, &counted, &order) {
                    let old = age(now, counted.fetched_at);
                    if old < STALE {
                        if !is_fresh(Read::from(&*counted), question.wanted.news, now) {
                            self.count_anew(access, question).await;
                        }
                        return Ok(Way::Counts {
                            counted,
                            order,
                            warning: None,
                        });
                    }
                    last = (old < LAST_RESORT).then_some((counted, order));
                }
            }
            _ => {}
        }
        // Issues that are not too old are shown at once. The next numbers come by whichever way is cheaper.
        if let Some((read, issues)) = read_at
            && age(now, read.at) < STALE
        {
            if is_little(question, issues) {
                return scan;
            }
            self.count_anew(access, question).await;
            return Ok(Way::Scan(Renewal::ByCounts));
        }
        let outcome = self.begin_counting(access, question).await;
        let outcome = outcome.unwrap_or_else(|panicked| {
            let error = &panicked as &dyn std::error::Error;
            tracing::error!(error, "a counting ended badly");
            Err(Failure::Internal)
        });
        match outcome {
            Ok(Outcome::Counted(counted)) => {
                let order = self.order_of(access, question).await?;
                Ok(Way::Counts {
                    counted,
                    order,
                    warning: None,
                })
            }
            Ok(Outcome::Scan) => scan,
            Err(failure @ (Failure::Busy { .. } | Failure::Unreachable { .. })) => {
                if let Some((counted, order)) = last {
                    return Ok(Way::Counts {
                        counted,
                        order,
                        warning: Some(failure.sentence()),
                    });
                }
                // The scan would fail in the same way. It may have old issues to show.
                let flight = self.inner.held.flight(&question.key).await;
                flight.fail(self.now(), failure);
                scan
            }
            Err(failure) => Err(failure),
        }
    }

    /// When the issues of a question were read, the oldest part, what they cost, and how many they are; none
    /// where a part is not held.
    pub(crate) async fn read_at(&self, question: &Question) -> Option<(Read, u64)> {
        let held = self.held(&question.key, &question.wanted).await?;
        let mut read = Read::from(&*held);
        for segment in &question.plan.segments {
            let bare = Wanted::bare(question.wanted.news);
            let part = self.held(&question.segment_key(segment), &bare).await?;
            read.at = read.at.min(part.fetched_at);
            read.points += part.points;
        }
        Some((read, held.len() as u64))
    }

    /// Counts again, unless that is going on, while older numbers are shown.
    async fn count_anew(&self, access: &SiteAccess, question: &Question) {
        let flight = self.inner.counted.flight(&question.counted_key).await;
        if flight.one_at_a_time.try_lock().is_ok() {
            drop(self.begin_counting(access, question));
        }
    }
}

/// Whether so few issues are read in any case, whatever counting would cost.
fn is_little(question: &Question, issues: u64) -> bool {
    let nothing = Estimate::default();
    let all = Estimate::of_scan(issues, question.plan.segments.len() as u64);
    !chart::choose(nothing, all, issues, question.editing).counts
}

/// Whether everything that the question needs was counted.
pub(crate) fn is_enough(question: &Question, counted: &Counted, order: &Order) -> bool {
    let counting = question.counting(order, &counted.listed);
    counting.is_ok_and(|counting| {
        let step = counting.step(&counted.counts, Provenance::default());
        matches!(step, Step::Done(_))
    })
}
