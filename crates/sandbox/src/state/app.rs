//! The one OAuth app that is registered with the sandbox.

use std::collections::BTreeSet;

use serde::Serialize;
use uuid::Uuid;

/// Every scope the sandbox knows, and what the consent page says about it.
pub const SCOPES: &[(&str, &str)] = &[
    ("read:jira-work", "View Jira issues, projects and filters"),
    ("write:jira-work", "Create and change Jira issues"),
    ("read:jira-user", "View people who use Jira"),
    ("manage:jira-webhook", "Register and remove Jira webhooks"),
    ("read:me", "View your name, language and time zone"),
    ("offline_access", "Stay connected until you remove it"),
    ("read:board-scope:jira-software", "View boards"),
    (
        "read:board-scope.admin:jira-software",
        "View how boards are set up",
    ),
    ("read:sprint:jira-software", "View sprints"),
    ("read:project:jira", "View projects"),
    ("read:issue-details:jira", "View the details of issues"),
    ("read:jql:jira", "Use JQL"),
    (
        "read:confluence-content.all",
        "View all of the Confluence content that you can see",
    ),
    (
        "read:confluence-content.summary",
        "View summaries of Confluence content",
    ),
];

/// An app of the developer console.
#[derive(Debug, Clone, Serialize)]
pub struct App {
    /// Name on the consent page.
    pub name: String,
    /// `client_id`.
    pub client_id: String,
    /// `client_secret`; never leaves the process.
    #[serde(skip)]
    pub client_secret: String,
    /// The one callback address; compared character by character.
    pub callback: String,
    /// Scopes switched on for the app. `offline_access` needs no switching on.
    pub scopes: BTreeSet<String>,
    /// Account of who registered the app, as long as it is not shared: webhooks reach nobody else's.
    pub owner: Option<String>,
    /// Sites whose administrator uninstalled the app. A new consent installs it again.
    pub uninstalled: BTreeSet<Uuid>,
    /// Sites whose administrator blocks it; the consent page offers them no more.
    pub blocked: BTreeSet<Uuid>,
}

impl Default for App {
    fn default() -> Self {
        let scopes = [
            "read:jira-work",
            "read:jira-user",
            "read:me",
            "manage:jira-webhook",
            "read:confluence-content.summary",
            "read:board-scope:jira-software",
            "read:sprint:jira-software",
            "read:project:jira",
            "read:issue-details:jira",
        ];
        Self {
            name: "Inlay".to_owned(),
            client_id: "inlay-sandbox".to_owned(),
            client_secret: "inlay-sandbox-secret".to_owned(),
            callback: "http://localhost:3000/oauth/callback".to_owned(),
            scopes: scopes.map(str::to_owned).into(),
            owner: None,
            uninstalled: BTreeSet::new(),
            blocked: BTreeSet::new(),
        }
    }
}

impl App {
    /// Whether the app may ask for this scope at all.
    pub fn may_ask_for(&self, scope: &str) -> bool {
        scope == "offline_access" || self.scopes.contains(scope)
    }

    /// Whether the app is on the site.
    pub fn installed_on(&self, site: Uuid) -> bool {
        !self.uninstalled.contains(&site) && !self.blocked.contains(&site)
    }

    /// A user consented for this site, which installs the app there.
    pub fn install(&mut self, site: Uuid) {
        self.uninstalled.remove(&site);
    }

    /// On every site, and shared, as at the start.
    pub fn reinstall_everywhere(&mut self) {
        self.owner = None;
        self.uninstalled.clear();
        self.blocked.clear();
    }
}
