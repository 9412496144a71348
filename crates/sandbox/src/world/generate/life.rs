//! The way of an issue through its workflow.

use jiff::Timestamp;
use rand::Rng;

use super::calendar;

/// One step: from one place in the workflow to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Days that half of the issues wait before work begins, and in each place of work.
const BEFORE_WORK: f64 = 6.0;
const AT_WORK: f64 = 1.7;

/// The steps of an issue until the anchor, or until it is over. `urgency` divides the wait.
pub(super) fn walk(
    rng: &mut impl Rng,
    created: Timestamp,
    anchor: Timestamp,
    places: usize,
    urgency: f64,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let last = places.saturating_sub(1);
    // Some wishes are never worked on.
    if last == 0 || rng.random_bool(0.07) {
        return steps;
    }
    let (mut at, mut here) = (created, 0);
    let mut may_reopen = true;
    loop {
        let median = if here == 0 {
            BEFORE_WORK / urgency
        } else {
            AT_WORK
        };
        at = at + calendar::wait(rng, median) + calendar::minutes(rng, 2, 40);
        at = calendar::at_work(rng, at);
        if at >= anchor {
            return steps;
        }
        let chance: f64 = rng.random_range(0.0..1.0);
        let to = if here == last {
            if !may_reopen || chance > 0.05 {
                return steps;
            }
            may_reopen = false;
            1
        } else if here == 0 && chance < 0.07 {
            last
        } else if here > 1 && chance < 0.1 {
            1
        } else {
            here + 1
        };
        if to != here {
            steps.push(Step { at, from: here, to });
        }
        here = to;
    }
}
