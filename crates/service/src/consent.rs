//! Consent: to Atlassian and back (OAuth 2.0, authorization code with S256).
//!
//! What the popup has to remember meanwhile travels in its own cookie. The cookie holds a random
//! nonce; `state` and the code verifier are hashes of it, so that an answer of Atlassian's counts
//! only in the browser that asked, and nothing has to be stored for people who never come back.

mod model;

pub use model::{Answer, Begun, Consent, Errand, Finished};

use crate::{Failure, Secret, Service, Viewer, WEBHOOK_SCOPE, hash, tokens::ends_at};
use jiff::SignedDuration;
use model::{Accepted, Wanted};
use store::{AccountId, GrantedSite, Holder, NewGrant, Outcome, Reopen, SiteId, Tokens};

/// What Inlay asks for: read issues, read people's names, know who consented, go on working
/// without asking again.
pub const SCOPES: [&str; 4] = [
    "read:jira-work",
    "read:jira-user",
    "read:me",
    "offline_access",
];

/// How long a hand-over may be picked up.
const HAND_OVER: SignedDuration = SignedDuration::from_secs(60);

impl Service {
    /// Opens the way to Atlassian, or hands over at once where the popup's session has it all.
    ///
    /// `viewer` is whom the popup's own cookie proves. `again`: the frame has just heard that the
    /// grant is refused, so handing it over once more would not help.
    pub async fn begin_consent(
        &self,
        viewer: &Viewer,
        errand: Errand,
        again: bool,
    ) -> Result<Begun, Failure> {
        if errand.frame.is_some()
            && !again
            && let Some(account) = viewer.account()
            && self.covers(account, &errand).await?
        {
            return Ok(Begun::Done(self.hand_over(account.clone(), errand).await?));
        }
        let consent = Consent::draw(errand);
        let state = consent.state();
        let challenge = hash(&consent.code_verifier());
        let to = self
            .inner
            .jira
            .authorize_url(&state, &challenge, &self.scopes());
        Ok(Begun::Ask {
            to,
            cookie: Consent::cookie_suffix(&state),
            value: consent.to_cookie(),
        })
    }

    /// What a consent asks for. A grant without the last one is as good as any: its charts are
    /// read again by age alone.
    fn scopes(&self) -> Vec<&'static str> {
        let news = self.inner.webhooks.is_some().then_some(WEBHOOK_SCOPE);
        SCOPES.into_iter().chain(news).collect()
    }

    async fn covers(&self, account: &AccountId, errand: &Errand) -> Result<bool, Failure> {
        let site = match self.wanted_site(account, errand).await? {
            Wanted::Any => return Ok(false),
            Wanted::Unknown => SiteId(uuid::Uuid::nil()),
            Wanted::Site(site) => site,
        };
        match self.access_of(Some(account), &site).await {
            Ok(_) => Ok(true),
            Err(Failure::Prompt(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Takes Atlassian's answer: stores the grant, starts the popup's session, offers the
    /// hand-over.
    ///
    /// `consent` is what the popup's cookie held; without it, or with another's `state`, the
    /// answer is nobody's and nothing is exchanged.
    pub async fn finish_consent(
        &self,
        consent: Option<Consent>,
        answer: Answer,
    ) -> Result<Finished, Failure> {
        let Some(consent) = consent.filter(|c| c.state() == answer.state) else {
            return Ok(Finished::failed(
                Errand::default(),
                "This window was not waiting for Atlassian's answer, or waited too long. Close it and click Load Chart again.",
            ));
        };
        let verifier = consent.code_verifier();
        let errand = consent.errand;
        let outcome = match (answer.error.as_deref(), answer.code) {
            (Some("access_denied"), _) => Err(Outcome::Cancelled),
            (Some(_), _) | (None, None) => Err(Outcome::Failed {
                sentence: "Atlassian did not authorize Inlay and gave no reason. Try again.".into(),
            }),
            (None, Some(code)) => Ok(code),
        };
        let granted = match outcome {
            // Whatever went wrong, a frame that waits hears it, and the window offers another try.
            Ok(code) => self
                .accept(&code, &verifier, &errand)
                .await
                .unwrap_or_else(|failure| {
                    Err(Outcome::Failed {
                        sentence: failure.sentence(),
                    })
                }),
            Err(outcome) => Err(outcome),
        };
        let Accepted {
            account,
            sites,
            wanted,
        } = match granted {
            Ok(granted) => granted,
            Err(outcome) => return self.refuse(errand, outcome).await,
        };
        let session = self
            .start_session(&Holder::Browser(account.clone()))
            .await?;
        let covered = match wanted {
            Wanted::Any => true,
            Wanted::Unknown => false,
            Wanted::Site(wanted) => sites.iter().any(|s| s.id == wanted),
        };
        let mut finished = if covered {
            self.hand_over(account, errand).await?
        } else {
            let chosen = sites
                .iter()
                .map(|s| s.name.clone())
                .collect::<Vec<_>>()
                .join(" and ");
            self.refuse(errand, Outcome::WrongSite { chosen }).await?
        };
        finished.session = Some(session);
        Ok(finished)
    }

    async fn accept(
        &self,
        code: &str,
        verifier: &str,
        errand: &Errand,
    ) -> Result<Result<Accepted, Outcome>, Failure> {
        let jira = &self.inner.jira;
        let tokens = match jira.exchange_code(code, verifier).await {
            Ok(tokens) => tokens,
            Err(jira::TokenError::Misconfigured { .. }) => return Err(Failure::Misconfigured),
            Err(jira::TokenError::GrantDead) => {
                return Ok(Err(Outcome::Failed {
                    sentence: "Atlassian's answer was used already or came too late. Try again."
                        .into(),
                }));
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "code exchange failed"
                );
                return Err(Failure::Unreachable {
                    sentence: "Atlassian does not answer just now. Try again in a minute.".into(),
                });
            }
        };
        let Some(refresh) = tokens.refresh else {
            return Ok(Err(Outcome::Failed {
                sentence: "Atlassian gave no lasting authorization (offline_access). Tell whoever runs Inlay.".into(),
            }));
        };
        // Left out where they are the ones asked for (RFC 6749, 5.1).
        let scopes = tokens
            .scopes
            .unwrap_or_else(|| self.scopes().into_iter().map(str::to_owned).collect());
        if !scopes.iter().any(|s| s == "read:jira-work") {
            return Ok(Err(Outcome::Failed { sentence: "The authorization does not cover reading Jira issues. Try again and accept all that Inlay asks for.".into() }));
        }
        let me = jira.me(&tokens.access).await?;
        let sites: Vec<GrantedSite> =
            jira::jira_sites(&jira.accessible_resources(&tokens.access).await?)
                .into_iter()
                .map(|r| GrantedSite {
                    id: SiteId(r.cloud_id.as_uuid()),
                    name: r.name,
                    url: r.url.into(),
                    scopes: r.scopes,
                })
                .collect();
        let now = self.now();
        let account =
            AccountId::parse(me.account_id.as_str()).map_err(|_| Failure::Unreachable {
                sentence: "Atlassian named an account that Inlay cannot read. Try again.".into(),
            })?;
        let wanted = self.wanted_site(&account, errand).await?;
        let grant = NewGrant {
            account: account.clone(),
            name: me.name,
            timezone: me.zoneinfo,
            tokens: Tokens {
                access: tokens.access,
                refresh,
            },
            access_expires_at: ends_at(now, tokens.expires_in),
            scopes,
            sites,
            reopen: match wanted {
                Wanted::Any => Reopen::All,
                Wanted::Site(site) => Reopen::Only(site),
                Wanted::Unknown => Reopen::Nothing,
            },
        };
        let grants = self.inner.store.grants();
        let grant = grants.put(grant, now).await?;
        // Not all that Atlassian lists: what was taken away stays closed.
        let sites = grants.sites(&grant.id).await?;
        for site in &sites {
            self.audit(
                Some(&account),
                "grant.given",
                account.to_string(),
                Some(site.id),
            )
            .await;
        }
        Ok(Ok(Accepted {
            account,
            sites,
            wanted,
        }))
    }

    /// The site that an errand needs. A chart that the account may not see is not there for it.
    async fn wanted_site(&self, account: &AccountId, errand: &Errand) -> Result<Wanted, Failure> {
        if let Some(id) = &errand.chart {
            let Some(chart) = self.find_chart(id).await? else {
                return Ok(Wanted::Unknown);
            };
            let theirs = self.standing(&chart, account).await?.is_some()
                || self.runs_for_site(&chart.id).await?;
            return Ok(if theirs {
                Wanted::Site(chart.site)
            } else {
                Wanted::Unknown
            });
        }
        Ok(match errand.site.as_deref() {
            None => Wanted::Any,
            Some(site) => site.parse().map_or(Wanted::Unknown, Wanted::Site),
        })
    }

    async fn hand_over(&self, account: AccountId, errand: Errand) -> Result<Finished, Failure> {
        let mut code = None;
        if let Some(frame) = errand.frame.as_deref().and_then(|hash| hash.parse().ok()) {
            let secret = Secret::draw();
            self.offer(frame, Some(&secret), Outcome::Authorized(account.clone()))
                .await?;
            code = Some(secret);
        }
        Ok(Finished {
            outcome: Outcome::Authorized(account),
            code,
            session: None,
            errand,
        })
    }

    async fn refuse(&self, errand: Errand, outcome: Outcome) -> Result<Finished, Failure> {
        if let Some(frame) = errand.frame.as_deref().and_then(|hash| hash.parse().ok()) {
            self.offer(frame, None, outcome.clone()).await?;
        }
        Ok(Finished {
            outcome,
            code: None,
            session: None,
            errand,
        })
    }

    async fn offer(
        &self,
        frame: store::TokenHash,
        code: Option<&Secret>,
        outcome: Outcome,
    ) -> Result<(), Failure> {
        let now = self.now();
        self.inner
            .store
            .handovers()
            .offer(frame, code.map(Secret::hash), outcome, now, now + HAND_OVER)
            .await?;
        Ok(())
    }
}
