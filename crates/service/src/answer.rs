//! The table of what was gathered: records folded, or counts put together.

use crate::{
    Failure, Service,
    access::SiteAccess,
    counted::Counted,
    held::Held,
    query::{Gathered, Question},
    scan::Scanned,
};
use chart::{ChartSpec, Fold, Order, Provenance, Queries, Step, Table};
use jiff::Timestamp;
use std::{collections::HashSet, sync::Arc};

/// The numbers, and whether they are old ones because Jira does not answer.
pub(crate) struct Answered {
    pub(crate) table: Table,
    /// The query behind each number.
    pub(crate) queries: Queries,
    pub(crate) stale: bool,
}

impl Service {
    /// Answers a question from what was gathered.
    pub(crate) fn answer(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        question: &Question,
        gathered: Gathered,
    ) -> Result<Answered, Failure> {
        match gathered {
            Gathered::Issues {
                scanned,
                order,
                segments,
            } => self.folded(access, spec, question, scanned, &order, &segments),
            Gathered::Counts {
                counted,
                order,
                warning,
            } => self.reckoned(access, question, &counted, &order, warning),
        }
    }

    fn folded(
        &self,
        access: &SiteAccess,
        spec: &ChartSpec,
        question: &Question,
        Scanned { held, warning }: Scanned,
        order: &Order,
        segments: &[Scanned],
    ) -> Result<Answered, Failure> {
        let positions = held
            .positions(&question.plan.fields)
            .ok_or(Failure::Internal)?;
        let found: Vec<HashSet<u64>> = segments.iter().map(|it| it.held.ids()).collect();
        let (zone, now) = (question.timezone.clone(), self.now());
        let mut fold = Fold::new(spec, &question.plan, order, zone, now).with_segments(found);
        for record in held.records(&positions) {
            fold.push(&record);
        }
        let parts: Vec<&Arc<Held>> = std::iter::once(&held)
            .chain(segments.iter().map(|it| &it.held))
            .collect();
        // The table is as old as the oldest of its parts.
        let oldest = parts.iter().map(|part| part.fetched_at).min();
        let warning = warning.or(segments.iter().find_map(|it| it.warning.clone()));
        let stale = warning.is_some();
        let provenance = Provenance {
            issues: held.len() as u64,
            complete: parts.iter().all(|part| part.complete),
            plan: "scan".into(),
            calls: parts.iter().map(|part| part.calls).sum(),
            points: parts.iter().map(|part| part.points).sum(),
            ..self.provenance(access, question, oldest.unwrap_or(held.fetched_at), warning)
        };
        let (table, queries) = fold.finish_with_queries(provenance, &question.account_zone);
        Ok(Answered {
            table,
            queries,
            stale,
        })
    }

    /// The table of what Jira counted.
    fn reckoned(
        &self,
        access: &SiteAccess,
        question: &Question,
        counted: &Counted,
        order: &Order,
        warning: Option<String>,
    ) -> Result<Answered, Failure> {
        let stale = warning.is_some();
        let counting = question.counting(order, &counted.listed);
        let counting = counting.map_err(|_| Failure::Internal)?;
        let issues = counted.counts.get(&counting.base()).copied();
        let provenance = Provenance {
            issues: issues.unwrap_or_default(),
            complete: true,
            plan: "counts".into(),
            calls: counted.calls,
            points: counted.points,
            ..self.provenance(access, question, counted.fetched_at, warning)
        };
        match counting.step(&counted.counts, provenance) {
            Step::Done(done) => Ok(Answered {
                table: done.0,
                queries: done.1,
                stale,
            }),
            Step::Ask(_) | Step::Off(_) => Err(Failure::Internal),
        }
    }

    /// As whom and when, without how.
    fn provenance(
        &self,
        access: &SiteAccess,
        question: &Question,
        fetched_at: Timestamp,
        warning: Option<String>,
    ) -> Provenance {
        let age = self.now().duration_since(fetched_at).as_secs();
        Provenance {
            run_as: "viewer".into(),
            account: access.grant.name.clone(),
            site: access.site.name.clone(),
            fetched_at,
            age_seconds: u64::try_from(age).unwrap_or(0),
            timezone: question.timezone_name.clone(),
            warnings: warning.into_iter().collect(),
            ..Provenance::default()
        }
    }
}
