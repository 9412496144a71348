//! The last step of loading: tables in Jira's order, and boards for the sprints.

use std::collections::HashMap;

use crate::world::model::{
    Board, BoardIx, CustomValue, FieldIx, Parent, PriorityIx, ResolutionIx, Site, SprintIx,
    StatusIx, TypeIx,
};

/// Sorts the tables that have an order in Jira, by category and id, and adds boards for sprints.
pub(super) fn in_order(mut site: Site) -> Site {
    let number = |id: &str| id.parse::<u64>().unwrap_or(u64::MAX);
    let statuses = sort(&mut site.statuses, |it| (it.category, number(&it.id)));
    let types = sort(&mut site.issue_types, |it| (0, number(&it.id)));
    let priorities = sort(&mut site.priorities, |it| (0, number(&it.id)));
    let resolutions = sort(&mut site.resolutions, |it| (0, number(&it.id)));
    let sprints = sort(&mut site.sprints, |it| (0, it.id));
    for issue in &mut site.issues {
        issue.status = StatusIx(statuses[issue.status.at()]);
        issue.issue_type = TypeIx(types[issue.issue_type.at()]);
        issue.priority = issue.priority.map(|it| PriorityIx(priorities[it.at()]));
        issue.resolution = issue
            .resolution
            .map(|it| ResolutionIx(resolutions[it.at()]));
        if let Some(Parent::Elsewhere {
            status,
            issue_type,
            priority,
            ..
        }) = &mut issue.parent
        {
            *status = status.map(|it| StatusIx(statuses[it.at()]));
            *issue_type = issue_type.map(|it| TypeIx(types[it.at()]));
            *priority = priority.map(|it| PriorityIx(priorities[it.at()]));
        }
        for (_, value) in &mut issue.custom {
            if let CustomValue::Sprints(all) = value {
                for it in all.iter_mut() {
                    *it = SprintIx(sprints[it.at()]);
                }
                all.sort_unstable();
            }
        }
    }
    let Site {
        projects,
        versions,
        components,
        ..
    } = &mut site;
    for project in projects {
        for (kind, all) in &mut project.workflow {
            *kind = TypeIx(types[kind.at()]);
            for it in all.iter_mut() {
                *it = StatusIx(statuses[it.at()]);
            }
            all.sort_unstable();
        }
        project.workflow.sort();
        project
            .versions
            .sort_by_key(|it| number(&versions[it.at()].id));
        project
            .components
            .sort_by_key(|it| components[it.at()].name.to_lowercase());
    }
    boards(&mut site);
    site
}

/// Sorts a table and says where each old position went.
fn sort<T, K: Ord>(table: &mut Vec<T>, key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut rows: Vec<_> = std::mem::take(table).into_iter().enumerate().collect();
    rows.sort_by_key(|(_, it)| key(it));
    let mut moved = vec![0; rows.len()];
    for (new, (old, it)) in rows.into_iter().enumerate() {
        moved[old] = u32::try_from(new).unwrap_or(u32::MAX);
        table.push(it);
    }
    moved
}

/// One board for every number that sprints name; its project is that of its first issue.
fn boards(site: &mut Site) {
    let mut boards: Vec<Board> = Vec::new();
    let mut of_sprint: HashMap<SprintIx, BoardIx> = HashMap::new();
    let points = site
        .fields
        .iter()
        .position(|field| &*field.name.english == "Story Points")
        .map(FieldIx::new);
    for issue in &site.issues {
        for (_, value) in &issue.custom {
            let CustomValue::Sprints(all) = value else {
                continue;
            };
            for sprint in all
                .iter()
                .filter(|it| !of_sprint.contains_key(it))
                .copied()
                .collect::<Vec<_>>()
            {
                let id = site.sprints[sprint.at()].board_id;
                let at = boards.iter().position(|it| it.id == id).unwrap_or_else(|| {
                    boards.push(Board {
                        id,
                        name: format!("Board {id}").into(),
                        scrum: true,
                        project: issue.project,
                        estimation: points,
                        sprints: Vec::new(),
                    });
                    boards.len() - 1
                });
                boards[at].sprints.push(sprint);
                of_sprint.insert(sprint, BoardIx::new(at));
            }
        }
    }
    for board in &mut boards {
        board.sprints.sort_unstable();
    }
    boards.sort_by_key(|board| board.id);
    site.boards = boards;
}
