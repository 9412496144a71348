//! What those who look at a chart may narrow it by.

use super::{SpecError, walk::Node};
use serde_json::{Value, json};

/// The filters that a chart offers; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Ids of the fields whose values are offered, each once, in this order.
    pub fields: Vec<String>,
    /// Whether words may be looked for in the issues' texts.
    pub text: bool,
}

/// Fields that a chart may be narrowed by.
const MOST: usize = 8;

impl Filters {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let mut out = Self::default();
        for node in node.list()? {
            let fields = node.object(&["field", "text"])?;
            match (
                fields.maybe("field", Node::id)?,
                fields.maybe("text", Node::truth)?,
            ) {
                (Some(id), None) if out.fields.contains(&id) => {
                    return Err(node.error(format!("{id} is a filter already; leave it out")));
                }
                (Some(id), None) => out.fields.push(id),
                (None, Some(text)) => out.text = text,
                _ => {
                    return Err(node.error(
                        "a filter is a field, such as {\"field\": \"status\"}, or {\"text\": true}",
                    ));
                }
            }
        }
        if out.fields.len() > MOST {
            return Err(node.error(format!(
                "a chart may be narrowed by {MOST} fields; leave some out"
            )));
        }
        Ok(out)
    }

    /// The canonical form; `None` where there are none.
    pub(super) fn print(&self) -> Option<Value> {
        let fields = self.fields.iter().map(|id| json!({ "field": id }));
        let text = self.text.then(|| json!({ "text": true }));
        let all: Vec<Value> = fields.chain(text).collect();
        (!all.is_empty()).then_some(Value::Array(all))
    }

    /// Whether nothing is offered.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && !self.text
    }
}
