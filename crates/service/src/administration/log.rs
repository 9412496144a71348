//! The audit log of a site, as rows of a page and as a file.

use crate::{Failure, Service, Viewer};
use jiff::Timestamp;
use std::{collections::HashMap, fmt::Write as _};
use store::{AccountId, AuditCursor, AuditEvent, SiteId};

/// Lines on one page.
const PAGE: u32 = 100;
/// Lines in a file: what a spreadsheet still opens.
const MOST_LINES: usize = 100_000;

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// Who, by id; `None`: Inlay itself.
    pub actor: Option<String>,
    /// Their name, where somebody knows it.
    pub actor_name: Option<String>,
    /// What: dotted, like `access.removed`.
    pub action: String,
    /// To what: the id of a chart, an account, a site.
    pub subject: String,
    /// What people call it, as far as the reader may know; empty in a file, which has the id.
    pub subject_name: String,
    /// What else is worth knowing, as JSON; may be empty.
    pub detail: String,
}

/// A page of the log, the newest line first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLines {
    /// The lines.
    pub lines: Vec<AuditLine>,
    /// Where the older ones begin, to be passed as `after`; `None`: there are none.
    pub next: Option<String>,
}

impl Service {
    /// A page of what happened on a site, for its administrators. `after`: [`AuditLines::next`].
    pub async fn site_log(
        &self,
        viewer: &Viewer,
        site: &str,
        after: Option<&str>,
    ) -> Result<AuditLines, Failure> {
        let access = self.administers(viewer, site).await?;
        let after = after
            .map(str::parse::<AuditCursor>)
            .transpose()
            .map_err(|_| Failure::NotFound)?;
        let audit = self.inner.store.audit();
        let page = audit.on_site(access.site.id, after, PAGE).await?;
        let called = self.called(&access, &page.events).await?;
        let line = |event| {
            let subject_name = called.subject(&event);
            let line = AuditLine::of(event, &called.people);
            AuditLine {
                subject_name,
                ..line
            }
        };
        Ok(AuditLines {
            lines: page.events.into_iter().map(line).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
        })
    }

    /// All that happened on a site, for its administrators, as CSV (RFC 4180) with a header.
    pub async fn site_log_csv(&self, viewer: &Viewer, site: &str) -> Result<String, Failure> {
        let access = self.administers(viewer, site).await?;
        let names = self.names_on(access.site.id).await?;
        let audit = self.inner.store.audit();
        let mut csv = String::from("at,actor,actor_name,action,subject,detail\r\n");
        let (mut written, mut after) = (0, None);
        loop {
            let page = audit.on_site(access.site.id, after, 1_000).await?;
            written += page.events.len();
            for event in page.events {
                AuditLine::of(event, &names).write(&mut csv);
            }
            after = page.next;
            if after.is_none() || written >= MOST_LINES {
                return Ok(csv);
            }
        }
    }

    pub(super) async fn names_on(
        &self,
        site: SiteId,
    ) -> Result<HashMap<AccountId, String>, Failure> {
        let grants = self.inner.store.grants().on_site(site).await?;
        Ok(grants.into_iter().map(|g| (g.account, g.name)).collect())
    }
}

impl AuditLine {
    fn of(event: AuditEvent, names: &HashMap<AccountId, String>) -> Self {
        let detail = if event.detail.is_null() {
            String::new()
        } else {
            event.detail.to_string()
        };
        Self {
            at: event.at,
            actor_name: event.actor.as_ref().and_then(|a| names.get(a).cloned()),
            actor: event.actor.map(|actor| actor.to_string()),
            action: event.action.into_owned(),
            subject: event.subject,
            subject_name: String::new(),
            detail,
        }
    }

    fn write(&self, csv: &mut String) {
        let cells = [
            &self.at.to_string(),
            self.actor.as_deref().unwrap_or("inlay"),
            self.actor_name.as_deref().unwrap_or_default(),
            &self.action,
            &self.subject,
            &self.detail,
        ]
        .map(cell);
        // Writing to a string does not fail.
        let _ = write!(csv, "{}\r\n", cells.join(","));
    }
}

/// A cell that no spreadsheet takes for a formula: people choose their names themselves.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if guard.is_empty() && !text.contains([',', '"', '\n', '\r']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("plain", "plain")]
    #[case("with, comma", "\"with, comma\"")]
    #[case("\"quoted\"", "\"\"\"quoted\"\"\"")]
    #[case("two\nlines", "\"two\nlines\"")]
    #[case("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\"")]
    #[case("+1", "\"'+1\"")]
    #[case("-1", "\"'-1\"")]
    #[case("@SUM(A1)", "\"'@SUM(A1)\"")]
    #[case("\tx", "\"'\tx\"")]
    #[case("", "")]
    fn no_cell_is_a_formula_or_breaks_its_line(#[case] text: &str, #[case] written: &str) {
        assert_eq!(cell(text), written);
    }
}
