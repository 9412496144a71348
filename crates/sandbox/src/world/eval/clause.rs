//! Reads conditions into sets of issues.

use super::fields::{self, Target};
use super::presence::visible;
use super::values::Found;
use super::{EvalContext, QueryProblem, says};
use crate::jql;
use crate::jql::ast::{Clause, Operand, Operator, Query, Sort, Terminal};
use crate::world::index::Bits;
use crate::world::model::{Access, FieldIx, FieldKind, Site};

/// Reads one query for one person and collects what is wrong with it.
pub(super) struct Reader<'a> {
    pub(super) site: &'a Site,
    pub(super) asks: &'a EvalContext<'a>,
    /// Every issue that the person can see.
    pub(super) visible: Bits,
    problems: Vec<String>,
    /// Saved filters that are being read.
    pub(super) open_filters: Vec<u64>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(site: &'a Site, asks: &'a EvalContext<'a>) -> Self {
        Self {
            site,
            asks,
            visible: visible(site, asks),
            problems: Vec::new(),
            open_filters: Vec::new(),
        }
    }

    pub(super) fn account(&self) -> &'a str {
        &self.asks.person.account_id
    }

    pub(super) fn access(&self) -> Option<&'a Access> {
        self.site.access(self.account())
    }

    pub(super) fn nothing(&self) -> Bits {
        Bits::none(self.site.issues.len())
    }

    /// The issues that fulfil the query's condition.
    pub(super) fn query(&mut self, query: &Query) -> Bits {
        let Some(condition) = &query.condition else {
            return self.visible.clone();
        };
        let mut found = self.clause(condition, false);
        found.intersect(&self.visible);
        found
    }

    /// Ends the reading: what was wrong, each sentence once.
    pub(super) fn finish(mut self) -> Result<(), QueryProblem> {
        let mut seen = std::collections::HashSet::new();
        self.problems.retain(|problem| seen.insert(problem.clone()));
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(QueryProblem {
                messages: self.problems,
            })
        }
    }

    /// `NOT` is carried down to the operators, as Jira does.
    fn clause(&mut self, clause: &Clause, is_negated: bool) -> Bits {
        match (clause, is_negated) {
            (Clause::Not(inner), _) => self.clause(inner, !is_negated),
            (Clause::And(inner), false) | (Clause::Or(inner), true) => {
                let mut all = self.visible.clone();
                for clause in inner {
                    all.intersect(&self.clause(clause, is_negated));
                }
                all
            }
            (Clause::Or(inner), false) | (Clause::And(inner), true) => {
                let mut any = self.nothing();
                for clause in inner {
                    any.unite(&self.clause(clause, is_negated));
                }
                any
            }
            (Clause::Terminal(terminal), _) => self.terminal(terminal, is_negated),
            (Clause::Changed(changed), _) => {
                let targets = self.targets(&changed.field);
                let mut found =
                    self.any(&targets, |reader, target| reader.changed(target, changed));
                if is_negated {
                    found.invert();
                }
                found
            }
        }
    }

    fn targets(&mut self, field: &jql::ast::Field) -> Vec<Target> {
        fields::targets(self.site, self.account(), field).unwrap_or_else(|problem| {
            self.problems.push(problem);
            Vec::new()
        })
    }

    /// Fields that share a name are searched together; one that fits is enough.
    fn any(
        &mut self,
        targets: &[Target],
        mut read: impl FnMut(&mut Self, Target) -> Result<Bits, String>,
    ) -> Bits {
        let mut found = self.nothing();
        let mut first_problem = None;
        let mut fits = targets.is_empty();
        for target in targets {
            match read(self, *target) {
                Ok(some) => {
                    fits = true;
                    found.unite(&some);
                }
                Err(problem) => drop(first_problem.get_or_insert(problem)),
            }
        }
        if let (false, Some(problem)) = (fits, first_problem) {
            self.problems.push(problem);
        }
        found
    }

    fn terminal(&mut self, terminal: &Terminal, is_negated: bool) -> Bits {
        let operator = if is_negated {
            opposite(terminal.operator)
        } else {
            terminal.operator
        };
        let mut targets = self.targets(&terminal.field);
        let before = targets.len();
        // One of several fields with the same name is enough.
        let mut problems = Vec::new();
        targets.retain(|target| {
            self.check(*target, terminal)
                .map_err(|problem| problems.push(problem))
                .is_ok()
        });
        if targets.is_empty() && before > 0 {
            self.problems.extend(problems.into_iter().next());
            return self.nothing();
        }
        // What several fields of one name have, they have together.
        let without = |reader: &Self, found: Bits| {
            let mut rest = reader.present_in_any(&targets);
            rest.subtract(&found);
            rest
        };
        match operator {
            Operator::Is => self.empty(&targets),
            Operator::IsNot => self.present_in_any(&targets),
            Operator::Equals | Operator::In => self.equal(&targets, terminal),
            Operator::NotEquals | Operator::NotIn => {
                let found = self.equal(&targets, terminal);
                without(self, found)
            }
            Operator::NotLike => {
                let found = self.any(&targets, |reader, target| reader.search(target, terminal));
                without(self, found)
            }
            _ => self.any(&targets, |reader, target| {
                reader.condition(target, terminal, operator)
            }),
        }
    }

    /// Whether the operator is possible, and fits the right side.
    fn check(&self, target: Target, terminal: &Terminal) -> Result<(), String> {
        let name = &terminal.field.name.value;
        Self::check_shape(terminal)?;
        if terminal.operator.is_history()
            && !matches!(target, Target::Field(field) if fields::has_history(&self.site.fields[field.at()]))
        {
            return Err(says::no_history(name));
        }
        if !fields::supports(self.site, target, terminal.operator) {
            return Err(says::operator(name, terminal.operator));
        }
        Ok(())
    }

    fn condition(
        &mut self,
        target: Target,
        terminal: &Terminal,
        operator: Operator,
    ) -> Result<Bits, String> {
        match operator {
            Operator::Like => self.search(target, terminal),
            Operator::Was | Operator::WasIn => self.was(target, terminal),
            Operator::WasNot | Operator::WasNotIn => {
                let mut found = self.was(target, terminal)?;
                found.invert();
                Ok(found)
            }
            _ => self.compare(target, terminal, operator),
        }
    }

    /// Lists belong behind `IN`, `EMPTY` behind `IS`, single values behind the rest.
    fn check_shape(terminal: &Terminal) -> Result<(), String> {
        let name = &terminal.field.name.value;
        let written = || jql::print_operand(&terminal.operand);
        let is_list = match &terminal.operand {
            Operand::List(_) => true,
            Operand::Function(function) => super::functions::is_list(&function.name.value),
            Operand::Single(_) | Operand::Empty => false,
        };
        match terminal.operator {
            Operator::Is | Operator::IsNot if terminal.operand != Operand::Empty => {
                Err(says::only_empty(name, terminal.operator, &written()))
            }
            operator if operator.takes_list() && !is_list => {
                Err(says::not_a_list(name, operator, &written()))
            }
            operator if !operator.takes_list() && is_list => {
                Err(says::a_list(name, operator, &written()))
            }
            _ => Ok(()),
        }
    }

    /// The issues that have one of the values, each in whichever field knows it.
    fn equal(&mut self, targets: &[Target], terminal: &Terminal) -> Bits {
        if targets == [Target::Filter] {
            return self.any(targets, |reader, _| reader.filters(terminal));
        }
        let name = &terminal.field.name.value;
        let operands = match &terminal.operand {
            Operand::List(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut into = self.nothing();
        for operand in operands {
            let some = self.any(targets, |reader, target| {
                let mut into = reader.nothing();
                for found in reader.values(target, name, operand)? {
                    match found {
                        Found::Empty => into.unite(&reader.empty(targets)),
                        found => reader.add_equal(target, &found, &mut into),
                    }
                }
                Ok(into)
            });
            into.unite(&some);
        }
        into
    }

    /// The fields of `ORDER BY`, with their directions.
    pub(super) fn sorts(&mut self, sorts: &[Sort]) -> Vec<(FieldIx, bool)> {
        let mut all = Vec::new();
        for sort in sorts {
            let name = &sort.field.name.value;
            match fields::targets(self.site, self.account(), &sort.field).as_deref() {
                Ok([Target::Field(field), ..]) if super::order::is_sortable(self.kind(*field)) => {
                    all.push((
                        *field,
                        super::order::is_descending(self.kind(*field), sort.direction),
                    ));
                }
                Ok(_) => self.problems.push(says::unsortable(name)),
                Err(_) => self.problems.push(says::unknown_sort(name)),
            }
        }
        all
    }

    pub(super) fn kind(&self, field: FieldIx) -> FieldKind {
        self.site.fields[field.at()].kind
    }
}

fn opposite(operator: Operator) -> Operator {
    match operator {
        Operator::Equals => Operator::NotEquals,
        Operator::NotEquals => Operator::Equals,
        Operator::Less => Operator::GreaterEquals,
        Operator::LessEquals => Operator::Greater,
        Operator::Greater => Operator::LessEquals,
        Operator::GreaterEquals => Operator::Less,
        Operator::Like => Operator::NotLike,
        Operator::NotLike => Operator::Like,
        Operator::In => Operator::NotIn,
        Operator::NotIn => Operator::In,
        Operator::Is => Operator::IsNot,
        Operator::IsNot => Operator::Is,
        Operator::Was => Operator::WasNot,
        Operator::WasNot => Operator::Was,
        Operator::WasIn => Operator::WasNotIn,
        Operator::WasNotIn => Operator::WasIn,
    }
}
