//! The ways in which running as the owner ends or waits, each with its sentence.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use store::PauseReason;

/// Why a chart that was shown as its owner sees it is not shown so now. Told only to those whom the
/// chart was for; nothing of it names the owner or the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharingEnd {
    /// The owner switched it off.
    Ended,
    /// The end date has passed.
    Expired {
        /// When.
        on: Timestamp,
    },
    /// It waits for the owner.
    Paused(PauseReason),
    /// Atlassian no longer accepts the owner's authorization.
    OwnerAccess,
    /// The site's administrators forbid it.
    Forbidden,
    /// The site's administrators forbid signed addresses.
    LinksForbidden,
    /// There is a newer signed address.
    LinkRenewed,
    /// It lists issues or people, and the owner has not allowed that.
    Lists,
    /// Jira refuses the query, or the description does not fit the site any more.
    Broken,
}

impl SharingEnd {
    /// The sentence for the person.
    pub fn sentence(&self) -> String {
        match self {
            Self::Ended => "Its owner no longer shares this chart.".into(),
            Self::Expired { on } => {
                // No zone is anybody's here: the reader may be anyone. It ends with the end of a day.
                let last = on.checked_sub(1.second()).unwrap_or(*on);
                let day = TimeZone::UTC.to_datetime(last).strftime("%-d %B %Y");
                format!("Its owner shared this chart until {day}.")
            }
            Self::Paused(PauseReason::FilterChanged) => {
                "A saved filter behind this chart has changed. It is shown again when its owner has looked at it.".into()
            }
            Self::Paused(PauseReason::ChartChanged) => {
                "Somebody changed what this chart shows. It is shown again when its owner has looked at it.".into()
            }
            Self::Paused(PauseReason::AccessEnded) | Self::OwnerAccess => {
                "Its owner's access to this Jira site has ended, and with it the sharing of this chart.".into()
            }
            Self::Forbidden => {
                "The administrators of this Jira site do not allow charts to be shown as their owner sees them.".into()
            }
            Self::LinksForbidden => {
                "The administrators of this Jira site do not allow charts to be shown by an address alone.".into()
            }
            Self::LinkRenewed => {
                "The address of this chart was replaced. Ask whoever gave it to you for the new one.".into()
            }
            Self::Lists => {
                "This chart lists issues or people, and its owner has not allowed that for others.".into()
            }
            Self::Broken => {
                "This chart does not work just now. Its owner can mend it in the editor.".into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_date_is_a_day_in_words() {
        let on = "2026-11-13T00:00:00Z".parse().unwrap();
        assert_eq!(
            SharingEnd::Expired { on }.sentence(),
            "Its owner shared this chart until 12 November 2026."
        );
    }
}
