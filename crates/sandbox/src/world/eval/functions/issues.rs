//! Functions that mean issues: links, descendants, what somebody worked on.

use jiff::Timestamp;

use super::super::clause::Reader;
use super::super::values::Found;
use super::super::{dates, says};
use crate::jql::ast::Function;
use crate::world::model::{FieldKind, IssueIx, UserIx};
use crate::world::names::same;

impl Reader<'_> {
    pub(super) fn issue_function(
        &self,
        name: &str,
        field: &str,
        function: &Function,
        kind: FieldKind,
    ) -> Result<Found, String> {
        let argument = |at: usize| function.arguments.get(at).map(|text| text.value.as_str());
        let bad =
            |at: usize| says::bad_argument(&function.name.value, argument(at).unwrap_or_default());
        let issues: Vec<IssueIx> = match name {
            "linkedissues" => {
                let of = self.issue(field, argument(0).ok_or_else(|| bad(0))?)?;
                self.linked(of, argument(1))
            }
            "childissuesof" => {
                let of = self.issue(field, argument(0).ok_or_else(|| bad(0))?)?;
                self.descendants(of)
            }
            "updatedby" => self.updated_by(
                &self.users(argument(0).ok_or_else(|| bad(0))?),
                argument(1),
                argument(2),
            ),
            // Nobody votes, watches or visits here; the numbers come without names.
            _ => Vec::new(),
        };
        Ok(match kind {
            FieldKind::Key => Found::Issues(issues),
            _ => Found::Terms(issues.into_iter().map(|issue| issue.0).collect()),
        })
    }

    /// The other ends of links, in both directions.
    fn linked(&self, of: IssueIx, words: Option<&str>) -> Vec<IssueIx> {
        let site = self.site;
        let key = site.key(site.issue(of));
        let mut all = Vec::new();
        for (at, issue) in site.issues.iter().enumerate() {
            for link in &issue.links {
                let spoken = if link.points {
                    &link.outward
                } else {
                    &link.inward
                };
                let seen_from_there = if link.points {
                    &link.inward
                } else {
                    &link.outward
                };
                if IssueIx::new(at) == of && words.is_none_or(|words| same(spoken, words)) {
                    all.extend(site.issue_by_key(&link.other));
                }
                if *link.other == *key && words.is_none_or(|words| same(seen_from_there, words)) {
                    all.push(IssueIx::new(at));
                }
            }
        }
        all
    }

    fn descendants(&self, of: IssueIx) -> Vec<IssueIx> {
        let mut all = self.site.issue(of).children.clone();
        let mut next = 0;
        while let Some(child) = all.get(next).copied() {
            next += 1;
            let below = self.site.issue(child).children.iter().copied();
            let new: Vec<_> = below.filter(|it| !all.contains(it)).collect();
            all.extend(new);
        }
        all
    }

    /// Issues that one of the users created, changed or logged work on, between two dates.
    fn updated_by(&self, users: &[u32], from: Option<&str>, to: Option<&str>) -> Vec<IssueIx> {
        let read = |text: Option<&str>| {
            text.and_then(|text| dates::instant(text, &self.asks.person.zone, self.asks.now))
        };
        let (from, to) = (read(from), read(to));
        let fits = |at: Timestamp, by: Option<UserIx>| {
            by.is_some_and(|by| users.contains(&by.0))
                && from.is_none_or(|from| at >= from)
                && to.is_none_or(|to| at <= to)
        };
        let all = self.site.issues.iter().enumerate();
        all.filter(|(_, issue)| {
            fits(issue.created, issue.creator)
                || issue
                    .history
                    .iter()
                    .any(|change| fits(change.at, change.author))
                || issue
                    .worklogs
                    .iter()
                    .any(|log| fits(log.created, log.author))
        })
        .map(|(at, _)| IssueIx::new(at))
        .collect()
    }
}
