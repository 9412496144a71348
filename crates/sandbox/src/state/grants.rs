//! Codes, grants, and families of rotating refresh tokens.
//!
//! A *grant* is what one account gave the app: one per account. Each exchanged code starts a
//! *family*: every refresh token that descends from it. Times come in as `now`.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::secrets::Secrets;
use super::switches::{Reuse, Switches};

mod given;
mod tokens;

pub use given::{Code, Grant, NewCode, SitesGranted};
pub use tokens::{Access, Issued, RefreshRefusal};
use tokens::{Family, Refresh};

/// How long an authorization code lives.
const CODE_LIFE: SignedDuration = SignedDuration::from_secs(300);

/// Why a code is not exchanged. All of them are `invalid_grant` outside.
#[derive(Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// Unknown, used before or older than five minutes.
    Invalid,
    /// The exchange names another `redirect_uri`.
    OtherRedirect,
    /// The verifier is missing or does not fit the challenge.
    Verifier,
}

/// All codes, grants and tokens.
#[derive(Debug, Default)]
pub struct Grants {
    codes: HashMap<String, Code>,
    by_account: HashMap<String, Grant>,
    families: HashMap<u64, Family>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
    next_family: u64,
    /// Refresh tokens that came back after their leeway, since the last reset.
    pub reuse_events: u64,
    /// Successful refreshes, since the last reset.
    pub refreshes: u64,
}

impl Grants {
    /// Records a consent and returns its code. The scopes replace those of an earlier consent (and
    /// end its families if they differ); the site is added to the earlier ones.
    pub fn consent(&mut self, new: NewCode, secrets: &Secrets, now: Timestamp) -> String {
        let same_scopes = |grant: &Grant| sorted(&grant.scopes) == sorted(&new.scopes);
        if !self.by_account.get(&new.account).is_none_or(same_scopes) {
            self.end_families_of(&new.account);
        }
        let grant = self
            .by_account
            .entry(new.account.clone())
            .or_insert_with(|| Grant {
                scopes: Vec::new(),
                sites: SitesGranted::Chosen(BTreeSet::new()),
                created_at: now,
            });
        grant.scopes.clone_from(&new.scopes);
        match (new.site, &mut grant.sites) {
            (None, sites) => *sites = SitesGranted::All,
            (Some(site), SitesGranted::Chosen(sites)) => {
                sites.insert(site);
            }
            (Some(_), SitesGranted::All) => {}
        }
        let code = secrets.code();
        self.codes.insert(
            code.clone(),
            Code {
                account: new.account,
                scopes: new.scopes,
                redirect_uri: new.redirect_uri,
                challenge: new.challenge,
                expires_at: later(now, CODE_LIFE),
            },
        );
        code
    }

    /// Exchanges a code for the first pair of a new family. Whatever happens, the code is used up.
    pub fn exchange(
        &mut self,
        code: &str,
        redirect_uri: &str,
        challenge_of_verifier: Option<&str>,
        secrets: &Secrets,
        switches: &Switches,
        now: Timestamp,
    ) -> Result<Issued, CodeRefusal> {
        let code = self.codes.remove(code).ok_or(CodeRefusal::Invalid)?;
        if now > code.expires_at || !self.by_account.contains_key(&code.account) {
            return Err(CodeRefusal::Invalid);
        }
        if code.redirect_uri != redirect_uri {
            return Err(CodeRefusal::OtherRedirect);
        }
        if code.challenge.is_some() && code.challenge.as_deref() != challenge_of_verifier {
            return Err(CodeRefusal::Verifier);
        }
        self.next_family += 1;
        let family = self.next_family;
        self.families.insert(
            family,
            Family {
                account: code.account,
                scopes: code.scopes,
                created_at: now,
                alive: true,
            },
        );
        Ok(self.issue(family, secrets, switches, now))
    }

    /// Trades a refresh token for a new pair.
    pub fn refresh(
        &mut self,
        token: &str,
        secrets: &Secrets,
        switches: &Switches,
        now: Timestamp,
    ) -> Result<Issued, RefreshRefusal> {
        let held = self.refresh.get(token).ok_or(RefreshRefusal::Unknown)?;
        let (id, issued_at) = (held.family, held.issued_at);
        let used = held.used.clone();
        let family = self.families.get(&id).ok_or(RefreshRefusal::Unknown)?;
        if !family.alive {
            return Err(RefreshRefusal::FamilyDead);
        }
        if now.duration_since(issued_at) > tokens::INACTIVITY && used.is_none() {
            return Err(RefreshRefusal::Inactive);
        }
        if switches.absolute_expiry && now.duration_since(family.created_at) > tokens::ABSOLUTE {
            return Err(RefreshRefusal::TooOld);
        }
        if let Some((used_at, pair)) = used {
            if now.duration_since(used_at) > SignedDuration::from_secs(switches.leeway_seconds) {
                self.reuse_events += 1;
                self.end_family(id);
                return Err(RefreshRefusal::ReusedAfterLeeway);
            }
            if switches.reuse_within_leeway == Reuse::SamePair {
                return Ok(pair);
            }
            self.refreshes += 1;
            return Ok(self.issue(id, secrets, switches, now));
        }
        let pair = self.issue(id, secrets, switches, now);
        if let Some(held) = self.refresh.get_mut(token) {
            held.used = Some((now, pair.clone()));
        }
        self.refreshes += 1;
        Ok(pair)
    }

    /// What the bearer of an access token may do; `None` if it is unknown, expired or withdrawn.
    pub fn bearer(
        &self,
        token: &str,
        switches: &Switches,
        now: Timestamp,
    ) -> Option<(Access, Option<Grant>)> {
        let access = self.access.get(token).filter(|a| now < a.expires_at)?;
        let alive = self.families.get(&access.family).is_some_and(|f| f.alive);
        if !alive && !switches.access_outlives_removal {
            return None;
        }
        let grant = self.by_account.get(&access.account).cloned();
        Some((access.clone(), grant))
    }

    /// The grant of an account.
    pub fn of(&self, account: &str) -> Option<&Grant> {
        self.by_account.get(account)
    }

    /// Every grant, by account.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Grant)> {
        self.by_account.iter().map(|(a, g)| (a.as_str(), g))
    }

    /// The account removed the app (or its password changed). Returns whether there was a grant.
    pub fn revoke(&mut self, account: &str) -> bool {
        self.end_families_of(account);
        self.codes.retain(|_, code| code.account != account);
        self.by_account.remove(account).is_some()
    }

    /// An administrator uninstalled the app from a site: every chosen grant loses it, and a grant
    /// without any site left ends.
    pub fn lose_site(&mut self, site: Uuid) {
        let mut empty = Vec::new();
        for (account, grant) in &mut self.by_account {
            if let SitesGranted::Chosen(sites) = &mut grant.sites {
                sites.remove(&site);
                if sites.is_empty() {
                    empty.push(account.clone());
                }
            }
        }
        for account in empty {
            self.revoke(&account);
        }
    }

    /// Ends an access token's hour now, so that the next call gets 401.
    pub fn expire_access_of(&mut self, account: &str, now: Timestamp) {
        for access in self.access.values_mut() {
            if access.account == account {
                access.expires_at = now;
            }
        }
    }

    fn end_families_of(&mut self, account: &str) {
        let ids: Vec<u64> = self
            .families
            .iter()
            .filter(|(_, family)| family.account == account)
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            self.end_family(id);
        }
    }

    fn end_family(&mut self, id: u64) {
        if let Some(family) = self.families.get_mut(&id) {
            family.alive = false;
        }
    }
}

fn sorted(scopes: &[String]) -> BTreeSet<&String> {
    scopes.iter().collect()
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(now)
}
