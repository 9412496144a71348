//! Which issues.

use super::Draft;
use serde_json::{Map, Value, json};

/// How the issues are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A query.
    Jql,
    /// Every issue of some projects.
    Projects,
    /// A saved filter.
    Filter,
}

impl SourceKind {
    /// Every way, in the order of a picker.
    pub const ALL: [Self; 3] = [Self::Jql, Self::Projects, Self::Filter];

    /// The key in the spec.
    pub fn key(self) -> &'static str {
        match self {
            Self::Jql => "jql",
            Self::Projects => "projects",
            Self::Filter => "filter",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Jql => "JQL",
            Self::Projects => "Projects",
            Self::Filter => "Filter",
        }
    }

    fn blank(self) -> Value {
        match self {
            Self::Projects => json!([]),
            Self::Jql | Self::Filter => json!(""),
        }
    }
}

impl Draft {
    /// How the issues are named.
    pub fn source_kind(&self) -> SourceKind {
        let source = self.source();
        SourceKind::ALL
            .into_iter()
            .find(|kind| source.is_some_and(|s| s.contains_key(kind.key())))
            .unwrap_or(SourceKind::Jql)
    }

    /// Names the issues in another way; what was written in this one is kept for coming back.
    pub fn set_source_kind(&mut self, kind: SourceKind) {
        let old = self.source_kind();
        if old == kind {
            return;
        }
        if let Some(value) = self
            .source()
            .and_then(|source| source.get(old.key()))
            .cloned()
        {
            self.aside.insert(old.key().to_owned(), value);
        }
        let value = self
            .aside
            .remove(kind.key())
            .unwrap_or_else(|| kind.blank());
        self.set_source(kind, value);
    }

    /// The query as written; empty for other sources.
    pub fn jql(&self) -> &str {
        self.source()
            .and_then(|source| source.get("jql"))
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Changes the query.
    pub fn set_jql(&mut self, jql: &str) {
        self.set_source(SourceKind::Jql, jql.into());
    }

    /// Keys of the projects; empty for other sources.
    pub fn projects(&self) -> Vec<String> {
        let list = self
            .source()
            .and_then(|source| source.get("projects"))
            .and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// Adds a project, once.
    pub fn add_project(&mut self, key: &str) {
        let mut keys = self.projects();
        if !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
        self.set_source(SourceKind::Projects, json!(keys));
    }

    /// Takes a project out.
    pub fn remove_project(&mut self, key: &str) {
        let mut keys = self.projects();
        keys.retain(|known| known != key);
        self.set_source(SourceKind::Projects, json!(keys));
    }

    /// Id of the filter; empty for other sources.
    pub fn filter(&self) -> &str {
        self.source()
            .and_then(|source| source.get("filter"))
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Changes the filter.
    pub fn set_filter(&mut self, id: &str) {
        self.set_source(SourceKind::Filter, id.into());
    }

    /// The source as a query, to count its issues; nothing where none is named yet.
    pub fn base_jql(&self) -> Option<String> {
        match self.source_kind() {
            SourceKind::Jql => Some(self.jql().trim())
                .filter(|jql| !jql.is_empty())
                .map(str::to_owned),
            SourceKind::Projects => {
                let keys: Vec<String> = self.projects().iter().map(|key| quoted(key)).collect();
                (!keys.is_empty()).then(|| format!("project in ({})", keys.join(", ")))
            }
            SourceKind::Filter => match self.filter() {
                "" => None,
                id if id.bytes().all(|byte| byte.is_ascii_digit()) => {
                    Some(format!("filter = {id}"))
                }
                name => Some(format!("filter = {}", quoted(name))),
            },
        }
    }

    pub(super) fn clear_source(&mut self) {
        let kind = self.source_kind();
        for kind in SourceKind::ALL {
            self.aside.remove(kind.key());
        }
        self.set_source(kind, kind.blank());
    }

    fn source(&self) -> Option<&Map<String, Value>> {
        self.spec.get("source").and_then(Value::as_object)
    }

    fn set_source(&mut self, kind: SourceKind, value: Value) {
        let source = Map::from_iter([(kind.key().to_owned(), value)]);
        self.spec.insert("source".into(), Value::Object(source));
    }
}

/// A word of JQL that may have anything in it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
