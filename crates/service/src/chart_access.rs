//! The page of who may see a chart: all of it at once, and its forms, each of which changes one
//! thing.

use crate::{Choice, Failure, OwnerRunState, OwnerRunWish, Service, Sharing, Viewer};
use chart::SpecError;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use store::{AccountId, Audience, Role};

/// Everything about who may see a chart, for its owner.
#[derive(Debug)]
pub struct ChartAccess {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The Jira site it reads.
    pub site_name: String,
    /// Whom it is shared with.
    pub sharing: Sharing,
    /// How it runs as its owner, or why that cannot be told.
    pub run: Result<OwnerRunState, Failure>,
    /// The owner's zone: in which an end date is a day.
    pub timezone: String,
}

/// What an owner writes into the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunWish {
    /// `confluence`, `site` or `link`.
    pub audience: String,
    /// The last day on which others see it (`2026-12-31`); empty for no end.
    pub until: String,
    /// Whether it may list issues or people.
    pub lists: bool,
    /// What they looked at.
    pub seen: String,
}

impl Service {
    /// Who may see the viewer's own chart, and as whom.
    pub async fn chart_access(&self, viewer: &Viewer, id: &str) -> Result<ChartAccess, Failure> {
        let sharing = self.sharing(viewer, id).await?;
        let chart = self.own_chart(viewer.signed_in()?, id).await?;
        let account = self.account(viewer).await?;
        let site = chart.site.to_string();
        let (name, timezone) = account.map_or_else(Default::default, |account| {
            let named = account.sites.into_iter().find(|s| s.id == site);
            (named.map(|s| s.name), account.timezone)
        });
        Ok(ChartAccess {
            id: chart.id.to_string(),
            title: chart.title,
            site_name: name.unwrap_or_else(|| "its Jira site".into()),
            sharing,
            run: self.owner_run(viewer, id).await,
            timezone,
        })
    }

    /// Changes what everybody with access to the site may do: `viewer`, `editor` or `none`.
    pub async fn share_with_everybody(
        &self,
        viewer: &Viewer,
        id: &str,
        everybody: &str,
    ) -> Result<(), Failure> {
        self.set_everybody(viewer, id, for_everybody(everybody)?)
            .await
    }

    /// Shares the viewer's own chart with somebody, as `viewer` or `editor`.
    pub async fn share_with(
        &self,
        viewer: &Viewer,
        id: &str,
        account: &str,
        word: &str,
    ) -> Result<(), Failure> {
        let person = person(account)?;
        self.add_person(viewer, id, &person, role(word)?).await
    }

    /// Takes somebody off the list again.
    pub async fn unshare(&self, viewer: &Viewer, id: &str, account: &str) -> Result<(), Failure> {
        self.remove_person(viewer, id, &person(account)?).await
    }

    /// People whom the viewer's own chart may be shared with, by a part of their name.
    pub async fn people_for(
        &self,
        viewer: &Viewer,
        id: &str,
        query: &str,
    ) -> Result<Vec<Choice>, Failure> {
        let chart = self.own_chart(viewer.signed_in()?, id).await?;
        self.people(viewer, &chart.site.to_string(), query).await
    }

    /// Lets the viewer's own chart run as its owner.
    pub async fn run_as_owner(
        &self,
        viewer: &Viewer,
        id: &str,
        wish: &RunWish,
    ) -> Result<(), Failure> {
        let chart = self.own_chart(viewer.signed_in()?, id).await?;
        let audience = match wish.audience.as_str() {
            // Confluence and Jira of one site bear the same cloud id.
            "confluence" => Audience::Confluence {
                sites: vec![chart.site],
            },
            "site" => Audience::Site,
            "link" => Audience::Link,
            other => return Err(wrong("audience", other, "confluence, site or link")),
        };
        let state = self.owner_run(viewer, id).await?;
        if state.seen.is_some_and(|seen| seen != wish.seen) {
            return Err(Failure::Conflict);
        }
        let account = self.account(viewer).await?;
        let zone = account.map_or_else(|| "UTC".to_owned(), |account| account.timezone);
        let until = match wish.until.trim() {
            "" => None,
            day => Some(end_of(day, &zone)?),
        };
        let wish = OwnerRunWish {
            audience,
            until,
            lists: wish.lists,
        };
        self.switch_on_owner_run(viewer, id, wish).await?;
        Ok(())
    }
}

impl Service {
    /// Lets a paused run go on, if it still shows what its owner has `seen`.
    pub async fn go_on(&self, viewer: &Viewer, id: &str, seen: &str) -> Result<(), Failure> {
        self.confirm_seen(viewer, id, Some(seen)).await?;
        Ok(())
    }
}

/// What everybody may do, as the forms say it: `none`, `viewer` or `editor`.
pub(crate) fn for_everybody(word: &str) -> Result<Option<Role>, Failure> {
    match word {
        "none" => Ok(None),
        "viewer" => Ok(Some(Role::Viewer)),
        "editor" => Ok(Some(Role::Editor)),
        other => Err(wrong("everybody", other, "none, viewer or editor")),
    }
}

fn role(word: &str) -> Result<Role, Failure> {
    match for_everybody(word) {
        Ok(Some(role)) => Ok(role),
        _ => Err(wrong("role", word, "viewer or editor")),
    }
}

fn person(text: &str) -> Result<AccountId, Failure> {
    AccountId::parse(text).map_err(|_| {
        Failure::Spec(SpecError {
            path: "account".into(),
            message: format!("\"{text}\" is not an Atlassian account id"),
        })
    })
}

/// The moment at which a day ends in a zone: from then on others see it no more.
fn end_of(day: &str, zone: &str) -> Result<Timestamp, Failure> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let next = day
        .parse::<Date>()
        .ok()
        .and_then(|day| day.checked_add(1.day()).ok());
    next.and_then(|next| zone.to_timestamp(next.at(0, 0, 0, 0)).ok())
        .ok_or_else(|| wrong("until", day, "a day like 2026-12-31"))
}

/// The last day on which something is seen that ends at `at`, in a zone: `2026-12-31`.
pub fn last_day(at: Timestamp, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let last = at.checked_sub(1.second()).unwrap_or(at);
    zone.to_datetime(last).date().to_string()
}

pub(crate) fn wrong(path: &str, text: &str, wanted: &str) -> Failure {
    Failure::Spec(SpecError {
        path: path.into(),
        message: format!("\"{text}\" does not fit here; write {wanted}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_date_is_the_whole_day_in_the_owners_zone() {
        let berlin = end_of("2026-12-31", "Europe/Berlin").unwrap();
        assert_eq!(berlin.to_string(), "2026-12-31T23:00:00Z");
        assert_eq!(last_day(berlin, "Europe/Berlin"), "2026-12-31");
        assert!(
            end_of("tomorrow", "UTC")
                .unwrap_err()
                .sentence()
                .contains("2026-12-31")
        );
    }
}
