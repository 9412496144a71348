//! `filter = …`: the conditions of saved filters.

use super::clause::Reader;
use super::fields::{self, Target};
use super::{DEEPEST, says};
use crate::jql;
use crate::jql::ast::{Operand, Terminal};
use crate::world::index::Bits;
use crate::world::model::Filter;
use crate::world::names::same;

impl<'a> Reader<'a> {
    /// The issues of saved filters.
    pub(super) fn filters(&mut self, terminal: &Terminal) -> Result<Bits, String> {
        let filters = self.find_filters(terminal)?;
        let mut into = self.nothing();
        for filter in filters {
            if self.open_filters.contains(&filter.id) || self.open_filters.len() > DEEPEST {
                return Err(says::circle(&filter.name));
            }
            let query = jql::parse(&filter.jql).map_err(|problem| problem.to_string())?;
            self.open_filters.push(filter.id);
            into.unite(&self.query(&query));
            self.open_filters.pop();
        }
        Ok(into)
    }

    fn find_filters(&self, terminal: &Terminal) -> Result<Vec<&'a Filter>, String> {
        let operands = match &terminal.operand {
            Operand::List(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        let name = &terminal.field.name.value;
        let found = operands.iter().map(|operand| {
            let Operand::Single(value) = operand else {
                return Err(says::no_empty(name));
            };
            let text = &value.text.value;
            let number = text.parse::<u64>().ok();
            let visible = || {
                self.site
                    .filters
                    .iter()
                    .filter(|it| self.site.can_use_filter(self.account(), it))
            };
            let by_id = visible().find(|it| Some(it.id) == number);
            let by_name = || visible().find(|it| same(&it.name, text));
            by_id
                .or_else(by_name)
                .ok_or_else(|| says::unknown_value(name, text))
        });
        found.collect()
    }

    /// The filters to which a condition refers; none if it is about something else.
    pub(super) fn filters_of(&self, terminal: &Terminal) -> Vec<&'a Filter> {
        let targets = fields::targets(self.site, self.account(), &terminal.field);
        match targets.as_deref() {
            Ok([Target::Filter]) => self.find_filters(terminal).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}
