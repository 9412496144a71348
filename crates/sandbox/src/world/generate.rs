//! The made-up company: two Jira sites with two years of everyday life.
//!
//! The same anchor and seed always give the same world. The anchor is "now" of the company: the
//! last issues were created just before it, and one sprint of each scrum board runs over it.

mod blueprint;
mod calendar;
mod dice;
mod fill;
mod life;
mod places;
mod plans;
mod site;
mod words;

use jiff::Timestamp;

use super::model::World;
use super::people;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Company {
    /// The company's "now".
    pub anchor: Timestamp,
    /// Another seed is another company of the same shape.
    pub seed: u64,
    /// Per cent of the usual number of issues (about 8,600).
    pub percent: u32,
}

impl Company {
    /// The usual company at a moment.
    pub fn at(anchor: Timestamp) -> Self {
        Self {
            anchor,
            seed: 20_251_110,
            percent: 100,
        }
    }
}

/// Makes the company.
pub fn company(company: &Company) -> World {
    let people = people::everybody();
    let sites = blueprint::sites();
    let sites = sites
        .iter()
        .enumerate()
        .map(|(place, plan)| site::build(company, plan, place, &people))
        .collect();
    World { people, sites }
}

impl World {
    /// The usual company on the 23rd of November 2026, 09:00 UTC: the world of tests and examples.
    pub fn generated() -> Self {
        let anchor = jiff::civil::datetime(2026, 11, 23, 9, 0, 0, 0);
        let anchor = anchor
            .in_tz("UTC")
            .map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp());
        company(&Company::at(anchor))
    }
}

#[cfg(test)]
mod tests;
