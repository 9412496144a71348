//! People and sites as pages show them: small copies, so that no page holds the world's lock.

use uuid::Uuid;

use super::Sandbox;
use crate::world::{Person, Site};

/// A Jira site on a page or in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteCard {
    /// Cloud id.
    pub cloud_id: Uuid,
    /// Name for people.
    pub name: String,
    /// The site's own address, without slash at the end.
    pub url: String,
}

/// A person on a page or in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCard {
    /// Atlassian account id.
    pub account_id: String,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// IANA name of the time zone.
    pub zone: String,
    /// `en-US`, `de-DE`.
    pub locale: String,
    /// Job title.
    pub job: String,
    /// One sentence: what the person may see.
    pub about: String,
}

impl Sandbox {
    /// Everybody who can log in, in the order of the log-in page.
    pub fn people(&self) -> Vec<PersonCard> {
        self.world().people.iter().map(person_card).collect()
    }

    /// The person with this account.
    pub fn person(&self, account_id: &str) -> Option<PersonCard> {
        self.world().person(account_id).map(person_card)
    }

    /// Every site.
    pub fn sites(&self) -> Vec<SiteCard> {
        let world = self.world();
        world.sites.iter().map(|s| self.site_card(s)).collect()
    }

    /// The sites on which the account has any access.
    pub fn sites_of(&self, account_id: &str) -> Vec<SiteCard> {
        let world = self.world();
        world
            .sites_of(account_id)
            .map(|site| self.site_card(site))
            .collect()
    }

    /// The site with this cloud id.
    pub fn site(&self, cloud_id: Uuid) -> Option<SiteCard> {
        self.world().site(cloud_id).map(|s| self.site_card(s))
    }

    fn site_card(&self, site: &Site) -> SiteCard {
        SiteCard {
            cloud_id: site.cloud_id,
            name: site.name.to_string(),
            url: self.config.base_of(&site.slug),
        }
    }
}

fn person_card(person: &Person) -> PersonCard {
    PersonCard {
        account_id: person.account_id.to_string(),
        name: person.name.to_string(),
        email: person.email.to_string(),
        zone: person.zone_name().to_owned(),
        locale: person.locale.to_string(),
        job: person.job.to_string(),
        about: person.about.to_string(),
    }
}
