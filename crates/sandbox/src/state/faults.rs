//! Faults that a test asked for: which requests they meet, and what happens to them.

use serde::{Deserialize, Serialize};

/// One fault, as `POST /_control/faults` takes it. Every key but `path` may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Paths it meets: `*` stands for anything, e.g. `/ex/jira/*/search/jql` or `/oauth/token`.
    pub path: String,
    /// Method it meets; any if left out.
    #[serde(default)]
    pub method: Option<String>,
    /// How many requests pass untouched before.
    #[serde(default)]
    pub after: u32,
    /// How many requests it meets before it is spent; 1 if left out, 0 = all until it is cleared.
    #[serde(default = "once")]
    pub times: u32,
    /// Answer with this status instead of doing the work.
    #[serde(default)]
    pub status: Option<u16>,
    /// `Retry-After` of that answer (seconds, or a date as text).
    #[serde(default)]
    pub retry_after: Option<String>,
    /// Body of that answer.
    #[serde(default)]
    pub body: FaultBody,
    /// Further headers of that answer.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// Wait this long first (real time).
    #[serde(default)]
    pub delay_ms: u64,
    /// Wait this long after the work is done (a refresh token is rotated), before the answer.
    #[serde(default)]
    pub hold_ms: u64,
    /// Close the connection.
    #[serde(default)]
    pub cut: Option<Cut>,
}

fn once() -> u32 {
    1
}

/// Where the connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// Before anything is done.
    Before,
    /// After the work is done (a refresh token is rotated), without an answer.
    After,
    /// In the middle of the answer's body.
    Within,
}

/// What a made-up answer holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultBody {
    /// The usual JSON error of the endpoint's family.
    #[default]
    Json,
    /// An HTML page, as a proxy in front would answer.
    Html,
    /// One line of text.
    Plain,
    /// Nothing.
    Empty,
    /// This text, as JSON if it begins like it.
    Text(String),
}

/// The faults that wait for their requests, oldest first.
#[derive(Debug, Default)]
pub struct Faults {
    waiting: Vec<Fault>,
    /// Milliseconds each API call takes longer (real time).
    pub latency_ms: u64,
}

impl Faults {
    /// Adds a fault.
    pub fn add(&mut self, fault: Fault) {
        self.waiting.push(fault);
    }

    /// Forgets all faults.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Those that wait.
    pub fn waiting(&self) -> &[Fault] {
        &self.waiting
    }

    /// The first fault that meets this request; it is counted down.
    pub fn meet(&mut self, method: &str, path: &str) -> Option<Fault> {
        let at = self
            .waiting
            .iter()
            .position(|fault| fault.meets(method, path))?;
        let fault = &mut self.waiting[at];
        if fault.after > 0 {
            fault.after -= 1;
            return None;
        }
        let met = fault.clone();
        match fault.times {
            0 => {}
            1 => drop(self.waiting.remove(at)),
            _ => fault.times -= 1,
        }
        Some(met)
    }
}

impl Fault {
    fn meets(&self, method: &str, path: &str) -> bool {
        let method_fits = self
            .method
            .as_deref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
        method_fits && glob(&self.path, path)
    }
}

/// `*` in the pattern stands for any text, slashes too.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(json: &str) -> Fault {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_star_stands_for_anything() {
        assert!(glob(
            "/ex/jira/*/search/jql",
            "/ex/jira/abc/rest/api/3/search/jql"
        ));
        assert!(glob("*", "/me"));
        assert!(glob("/oauth/*", "/oauth/token"));
        assert!(!glob("/oauth/token", "/oauth/token/accessible-resources"));
        assert!(!glob("/ex/*/jql", "/ex/jql/x"));
    }

    #[test]
    fn a_fault_is_spent_after_its_times_and_waits_for_its_turn() {
        let mut faults = Faults::default();
        faults.add(fault(r#"{"path":"/me","status":500,"times":2,"after":1}"#));
        let met: Vec<bool> = (0..4)
            .map(|_| faults.meet("GET", "/me").is_some())
            .collect();
        assert_eq!(met, [false, true, true, false]);
    }

    #[test]
    fn a_fault_for_one_method_leaves_the_others_alone() {
        let mut faults = Faults::default();
        faults.add(fault(
            r#"{"path":"/me","method":"post","cut":"after","times":0}"#,
        ));
        assert!(faults.meet("GET", "/me").is_none());
        assert!(faults.meet("POST", "/me").is_some());
        assert!(faults.meet("POST", "/me").is_some());
    }

    #[test]
    fn an_unknown_key_of_a_fault_is_an_error() {
        assert!(serde_json::from_str::<Fault>(r#"{"path":"/me","staus":500}"#).is_err());
    }
}
