//! How the numbers of a spec would be got, and what that would cost.

use crate::{
    Failure, Service, Viewer,
    access::SiteAccess,
    counted::{Kept, age, expected, is_enough},
    listing::{PAGE, is_discovered},
    query::Question,
    scan::{Read, STALE, is_fresh},
};
use chart::{ChartSpec, Estimate, Item, Listing, MOST_SCANNED};
use serde_json::Value;
use store::SiteId;

/// Values that a field is taken to have before they are found.
const USUAL_VALUES: u64 = 50;

/// Which plan a spec gets, and both beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// `counts` or `scan`.
    pub plan: &'static str,
    /// Why: a sentence.
    pub why: String,
    /// How many issues the query finds, as Jira's index counts them.
    pub issues: u64,
    /// Counting each number.
    pub counts: Explanation,
    /// Reading the issues.
    pub scan: Explanation,
}

/// One plan: what it would cost, or why it cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it costs at most, where it is possible.
    pub cost: Result<Estimate, String>,
}

impl Service {
    /// Explains how the numbers of a spec that need not be saved would be got. Asks Jira how many issues it
    /// finds and which values there are, and nothing else.
    pub async fn explain(&self, viewer: &Viewer, spec: &Value) -> Result<Explained, Failure> {
        viewer.signed_in()?;
        let spec = ChartSpec::from_json(spec)?;
        let access = self.site_access(viewer, &SiteId(spec.site.0)).await?;
        let question = self.question(&access, &spec, false).await?;
        let flight = self.inner.held.flight(&question.key).await;
        let issues = self.issues_of(&access, &question.key, &flight).await?;
        let segments = question.plan.segments.len() as u64;
        let all = Estimate::of_scan(issues, segments);
        let scan = if issues > MOST_SCANNED {
            Err("These are too many issues to read.".to_owned())
        } else {
            Ok(all)
        };
        let counts = self.counting_cost(&access, &question, issues).await?;
        let choice = counts
            .as_ref()
            .map(|cost| chart::choose(*cost, all, issues, false));
        let (counted, why) = match (self.at_hand(&access, &question).await?, choice) {
            (Some((counted, why)), _) => (counted, why),
            (None, Ok(choice)) => (choice.counts, choice.why),
            (None, Err(why)) => (false, why.clone()),
        };
        Ok(Explained {
            plan: if counted { "counts" } else { "scan" },
            why,
            issues,
            counts: Explanation { cost: counts },
            scan: Explanation { cost: scan },
        })
    }

    /// What counting would cost at most.
    async fn counting_cost(
        &self,
        access: &SiteAccess,
        question: &Question,
        issues: u64,
    ) -> Result<Result<Estimate, String>, Failure> {
        let listings = match &question.listings {
            Ok(listings) => listings,
            Err(why) => return Ok(Err(why.to_string())),
        };
        // Looking for values would cost more than the answer is worth.
        let is_dear =
            |listing: &&Listing| matches!(listing, Listing::Values(field) if is_discovered(field));
        let (dear, listable): (Vec<_>, Vec<_>) = listings.iter().partition(is_dear);
        let listable: Vec<Listing> = listable.into_iter().cloned().collect();
        let (listed, meter) = self.list(access, question, &listable, issues).await?;
        let mut listed = match listed {
            Ok(listed) => listed,
            Err(why) => return Ok(Err(why.to_string())),
        };
        let mut cost = Estimate {
            points: meter.points,
            calls: meter.calls,
            round_trips: u64::from(meter.calls > 0),
        };
        for listing in dear {
            let numbers = 1..=USUAL_VALUES;
            let items = numbers.map(|number| Item::named(&number.to_string()));
            listed.insert_values(listing.field().id.clone(), items.collect());
            cost = cost.and(Estimate::of_discovery(USUAL_VALUES, u64::from(PAGE)));
        }
        let order = self.order_of(access, question).await?;
        let counting = question.counting(&order, &listed);
        Ok(counting
            .map(|counting| cost.and(expected(&counting)))
            .map_err(|why| why.to_string()))
    }

    /// Whether the numbers are at hand, by counts or not, and a sentence; none where Jira would be asked.
    async fn at_hand(
        &self,
        access: &SiteAccess,
        question: &Question,
    ) -> Result<Option<(bool, String)>, Failure> {
        let now = self.now();
        let read_at = self.read_at(question).await;
        if read_at.is_some_and(|(read, _)| is_fresh(read, question.wanted.news, now)) {
            let why = "Its issues were read a moment ago, so nothing is asked.";
            return Ok(Some((false, why.to_owned())));
        }
        Ok(match self.inner.counted.get(&question.counted_key).await {
            Some(Kept::Scan { at, why }) if age(now, at) < STALE => Some((false, why)),
            Some(Kept::Counted(counted))
                if is_fresh(Read::from(&*counted), question.wanted.news, now) =>
            {
                let order = self.order_of(access, question).await?;
                let why = "It was counted a moment ago, so nothing is asked.";
                is_enough(question, &counted, &order).then(|| (true, why.to_owned()))
            }
            _ => None,
        })
    }
}
