//! Who is logged in to the sandbox's own pages, and the ticket that carries a log-in to another host.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

/// Log-ins by cookie value.
#[derive(Debug, Default)]
pub struct SignIns {
    by_cookie: HashMap<String, String>,
    tickets: HashMap<String, (String, Timestamp)>,
}

/// A one-time ticket: cookies of `localhost` do not reach `site.localhost`, so the log-in page sends one along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket(pub String);

impl SignIns {
    /// Remembers that the holder of `cookie` is `account`.
    pub fn open(&mut self, cookie: String, account: String) {
        self.by_cookie.insert(cookie, account);
    }

    /// The account behind a cookie.
    pub fn account(&self, cookie: &str) -> Option<&str> {
        self.by_cookie.get(cookie).map(String::as_str)
    }

    /// Forgets a cookie.
    pub fn close(&mut self, cookie: &str) {
        self.by_cookie.remove(cookie);
    }

    /// A ticket for `account`, good for one minute and one use.
    pub fn write_ticket(&mut self, secret: String, account: String, now: Timestamp) -> Ticket {
        let until = now
            .saturating_add(SignedDuration::from_secs(60))
            .unwrap_or(now);
        self.tickets.insert(secret.clone(), (account, until));
        Ticket(secret)
    }

    /// Who the ticket is for; it is used up.
    pub fn take_ticket(&mut self, ticket: &str, now: Timestamp) -> Option<String> {
        let (account, until) = self.tickets.remove(ticket)?;
        (now <= until).then_some(account)
    }
}
