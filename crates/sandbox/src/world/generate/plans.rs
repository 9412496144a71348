//! What is planned by the calendar: releases and sprints.

use jiff::ToSpan as _;
use jiff::civil::{Weekday, time};

use super::blueprint::ProjectPlan;
use super::calendar;
use crate::world::model::{
    Board, FieldIx, ProjectIx, Site, Sprint, SprintIx, SprintState, Version, VersionIx,
};

/// A release every few weeks; the three oldest archived, the ones to come unreleased.
pub(super) fn add_versions(
    site: &mut Site,
    plan: &ProjectPlan,
    ix: ProjectIx,
    offset: u64,
    anchor: jiff::Timestamp,
) {
    let Some(weeks) = plan.release_weeks else {
        return;
    };
    let today = calendar::day(anchor);
    let mut day = calendar::first_day(anchor);
    let mut number = 0_u32;
    while let Ok(next) = day.checked_add(weeks.weeks()) {
        day = next;
        let at = VersionIx::new(site.versions.len());
        site.versions.push(Version {
            id: (10_000 + offset + u64::from(at.0)).to_string().into(),
            name: format!("{}.{}", 1 + number / 10, number % 10).into(),
            project: ix,
            archived: number < 3,
            released: day < today,
            release_date: Some(day),
        });
        site.projects[ix.at()].versions.push(at);
        number += 1;
        if day > today.checked_add((weeks * 2).weeks()).unwrap_or(today) {
            break;
        }
    }
}

/// A board; with sprints of two weeks, from Monday to Monday, if the project works in them.
pub(super) fn add_board(
    site: &mut Site,
    plan: &ProjectPlan,
    ix: ProjectIx,
    offset: u64,
    anchor: jiff::Timestamp,
) {
    let id = 1 + offset / 1_000 + u64::from(ix.0);
    let points = if plan.team_managed {
        "Story point estimate"
    } else {
        "Story Points"
    };
    let estimation = site
        .fields
        .iter()
        .position(|it| &*it.name.english == points)
        .map(FieldIx::new);
    let mut sprints = Vec::new();
    if plan.sprints {
        let mut day = calendar::first_day(anchor);
        while day.weekday() != Weekday::Monday {
            day = day.tomorrow().unwrap_or(day);
        }
        for number in 1_u32.. {
            let next = day.checked_add(2.weeks()).unwrap_or(day);
            let (start, end) = (
                calendar::instant(day.to_datetime(time(9, 0, 0, 0))),
                calendar::instant(next.to_datetime(time(9, 0, 0, 0))),
            );
            let state = match (start <= anchor, end <= anchor) {
                (true, true) => SprintState::Closed,
                (true, false) => SprintState::Active,
                _ => SprintState::Future,
            };
            sprints.push(SprintIx::new(site.sprints.len()));
            let is_future = state == SprintState::Future;
            site.sprints.push(Sprint {
                id: 1 + offset / 1_000 + site.sprints.len() as u64,
                name: format!("{} Sprint {number}", plan.key).into(),
                state,
                board_id: id,
                goal: if number % 3 == 0 {
                    "Finish what we began".into()
                } else {
                    "".into()
                },
                start: (!is_future).then_some(start),
                end: (!is_future).then_some(end),
                completed: (state == SprintState::Closed).then_some(end),
            });
            day = next;
            if is_future && start > anchor + jiff::SignedDuration::from_hours(24 * 20) {
                break;
            }
        }
    }
    site.boards.push(Board {
        id,
        name: format!("{} board", plan.key).into(),
        scrum: plan.sprints,
        project: ix,
        estimation: estimation.filter(|_| plan.sprints),
        sprints,
    });
}
