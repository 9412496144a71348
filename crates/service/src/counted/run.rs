//! One counting: the values listed, the questions asked, the sums checked.

use super::{
    age, is_enough, is_little,
    kept::{Counted, Kept},
};
use crate::{
    Failure, Service,
    access::SiteAccess,
    held::Flight,
    query::Question,
    scan::{FRESH, JUST_NOW, Read, is_fresh},
};
use chart::{Counting, Counts, Estimate, Listed, Order, Provenance, Step};
use jiff::Timestamp;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Counts that do not add up are counted once more: an issue changed in between.
const TRIES: usize = 2;

/// What a counting comes to.
pub(crate) enum Outcome {
    Counted(Arc<Counted>),
    /// The issues are to be read.
    Scan,
}

/// Why a try brings no numbers.
pub(super) enum Stop {
    /// Once more may do.
    Off(String),
    /// The issues are to be read.
    Scan(String),
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What Jira said so far.
struct Sheet {
    listed: Listed,
    counts: Counts,
    fetched_at: Timestamp,
    last_fetched: Timestamp,
    calls: u64,
    points: u64,
}

impl Service {
    /// A counting goes on when its reader leaves, as a scan does.
    pub(super) fn begin_counting(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> JoinHandle<Result<Outcome, Failure>> {
        let (service, access, question) = (self.clone(), access.clone(), question.clone());
        tokio::spawn(async move { service.count_once(&access, &question).await })
    }

    /// One counting at a time for the same question; who waited takes what the first one brought.
    async fn count_once(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> Result<Outcome, Failure> {
        let asked_at = self.now();
        let key = &question.counted_key;
        let flight = self.inner.counted.flight(key).await;
        let _one_at_a_time = flight.one_at_a_time.lock().await;
        if let Some(failure) = flight.failure(asked_at - JUST_NOW, self.now()) {
            return Err(failure);
        }
        let counted = self.count(access, question, &flight).await;
        flight.start(0);
        counted.inspect_err(|failure| flight.fail(self.now(), failure.clone()))
    }

    async fn count(
        &self,
        access: &SiteAccess,
        question: &Question,
        flight: &Flight,
    ) -> Result<Outcome, Failure> {
        let counted = self.inner.counted.get(&question.counted_key).await;
        let fresh = match counted {
            Some(Kept::Counted(counted))
                if is_fresh(Read::from(&*counted), question.wanted.news, self.now()) =>
            {
                Some(counted)
            }
            Some(Kept::Scan { at, .. }) if age(self.now(), at) < FRESH => return Ok(Outcome::Scan),
            _ => None,
        };
        let scan = self.inner.held.flight(&question.key).await;
        let known = scan.counted(self.now() - FRESH);
        if known.is_some_and(|issues| is_little(question, issues)) {
            return Ok(Outcome::Scan);
        }
        let order = match &fresh {
            Some(counted) => {
                let order = self.order_of(access, question).await?;
                if is_enough(question, counted, &order) {
                    return Ok(Outcome::Counted(counted.clone()));
                }
                Some(order)
            }
            None => None,
        };
        let issues = match self.issues_of(access, &question.key, &scan).await {
            Ok(issues) => issues,
            Err(failure) => return Err(self.refused(question, failure).await),
        };
        if is_little(question, issues) {
            return Ok(Outcome::Scan);
        }
        let order = match order {
            Some(order) => order,
            None => self.order_of(access, question).await?,
        };
        let mut why = String::new();
        // The first count of all issues belongs to what follows.
        let mut spent = (1, 1);
        for attempt in 0..TRIES {
            let sheet = match &fresh {
                Some(counted) if attempt == 0 => Ok(Sheet::on(counted)),
                _ => {
                    self.listed_sheet(access, question, issues, &mut spent)
                        .await
                }
            };
            let counted = match sheet {
                Ok(sheet) => {
                    let first = (attempt == 0 && fresh.is_none()).then_some(issues);
                    self.counted_up(
                        access,
                        question,
                        &order,
                        sheet,
                        (issues, first),
                        flight,
                        &mut spent,
                    )
                    .await
                }
                Err(stop) => Err(stop),
            };
            match counted {
                Ok(counted) => {
                    let counted = Arc::new(counted);
                    let kept = Kept::Counted(counted.clone());
                    self.inner
                        .counted
                        .put(question.counted_key.clone(), kept)
                        .await;
                    return Ok(Outcome::Counted(counted));
                }
                Err(Stop::Off(reason)) => {
                    tracing::info!(reason, attempt, "counts do not add up");
                    why = reason;
                }
                Err(Stop::Scan(reason)) => {
                    why = reason;
                    break;
                }
                Err(Stop::Failed(failure)) => return Err(self.refused(question, failure).await),
            }
        }
        let at = self.now();
        let kept = Kept::Scan { at, why };
        self.inner
            .counted
            .put(question.counted_key.clone(), kept)
            .await;
        Ok(Outcome::Scan)
    }

    /// The values of the question's fields, on a sheet without counts.
    async fn listed_sheet(
        &self,
        access: &SiteAccess,
        question: &Question,
        issues: u64,
        spent: &mut (u64, u64),
    ) -> Result<Sheet, Stop> {
        let fetched_at = self.now();
        let listings = question.listings.as_deref().unwrap_or_default();
        let (listed, meter) = self.list(access, question, listings, issues).await?;
        spent.0 += meter.calls;
        spent.1 += meter.points;
        Ok(Sheet {
            listed: listed.map_err(|why| Stop::Scan(why.0))?,
            counts: Counts::new(),
            fetched_at,
            last_fetched: fetched_at,
            calls: 0,
            points: 0,
        })
    }

    /// Asks until there is a table.
    #[expect(
        clippy::too_many_arguments,
        reason = "one try, with what it begins from"
    )]
    async fn counted_up(
        &self,
        access: &SiteAccess,
        question: &Question,
        order: &Order,
        mut sheet: Sheet,
        (issues, first): (u64, Option<u64>),
        flight: &Flight,
        spent: &mut (u64, u64),
    ) -> Result<Counted, Stop> {
        let counting = question.counting(order, &sheet.listed);
        let counting = counting.map_err(|why| Stop::Scan(why.0))?;
        if sheet.counts.is_empty() {
            let expected = expected(&counting);
            worth_counting(question, expected, issues)?;
            flight.start(expected.calls);
        }
        if let Some(issues) = first {
            sheet.counts.insert(counting.base(), issues);
        }
        loop {
            match counting.step(&sheet.counts, Provenance::default()) {
                Step::Done(_) => break,
                Step::Off(why) => return Err(Stop::Off(why)),
                Step::Ask(queries) => {
                    let more = Estimate::of_counts(queries.len() as u64, 0);
                    worth_counting(question, more, issues)?;
                    let (done, _) = flight.progress();
                    // The first round: what follows it is not known yet.
                    let later = if sheet.counts.len() > 1 {
                        0
                    } else {
                        counting.second_round()
                    };
                    flight.expect(done + more.calls + later);
                    sheet.last_fetched = self.now();
                    let answers = self
                        .ask_counts(access, question, queries, flight, spent)
                        .await;
                    sheet.counts.extend(answers?);
                }
            }
        }
        Ok(Counted {
            calls: sheet.calls + std::mem::take(&mut spent.0),
            points: sheet.points + std::mem::take(&mut spent.1),
            listed: sheet.listed,
            counts: sheet.counts,
            fetched_at: sheet.fetched_at,
            last_fetched: sheet.last_fetched,
        })
    }

    /// Drops what is held where Jira refuses this person or this query: nothing older may be shown for it.
    async fn refused(&self, question: &Question, failure: Failure) -> Failure {
        if !matches!(failure, Failure::Busy { .. } | Failure::Unreachable { .. }) {
            self.inner.counted.forget(&question.counted_key).await;
            self.inner.held.drop_held(&question.key).await;
        }
        failure
    }
}

/// Whether what is still to be counted costs less than reading the issues.
fn worth_counting(question: &Question, counts: Estimate, issues: u64) -> Result<(), Stop> {
    let scan = Estimate::of_scan(issues, question.plan.segments.len() as u64);
    let choice = chart::choose(counts, scan, issues, question.editing);
    if choice.counts {
        return Ok(());
    }
    Err(Stop::Scan(choice.why))
}

/// What a counting costs at most.
pub(crate) fn expected(counting: &Counting) -> Estimate {
    Estimate::of_counts(counting.first_round(), counting.second_round())
}

impl Sheet {
    /// Goes on from numbers that are still fresh.
    fn on(counted: &Counted) -> Self {
        Self {
            listed: counted.listed.clone(),
            counts: counted.counts.clone(),
            fetched_at: counted.fetched_at,
            last_fetched: counted.last_fetched,
            calls: counted.calls,
            points: counted.points,
        }
    }
}
