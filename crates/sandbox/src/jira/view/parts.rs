//! Values that are objects of their own: options, sprints, groups, levels.

use serde_json::{Value as Json, json};

use super::View;
use crate::world::model::{GroupIx, LevelIx, OptionIx, SprintIx};

impl View<'_> {
    pub(super) fn option(&self, at: OptionIx) -> Json {
        let option = &self.site().options[at.at()];
        json!({
            "self": self.address(&format!("/customFieldOption/{}", option.id)),
            "value": option.value,
            "id": option.id,
        })
    }

    pub(super) fn sprint(&self, at: SprintIx) -> Json {
        let sprint = &self.site().sprints[at.at()];
        let mut out = json!({
            "id": sprint.id,
            "name": sprint.name,
            "state": sprint.state.text(),
            "boardId": sprint.board_id,
            "goal": sprint.goal,
        });
        let dates = [
            ("startDate", sprint.start),
            ("endDate", sprint.end),
            ("completeDate", sprint.completed),
        ];
        for (key, at) in dates {
            if let Some(at) = at {
                // Unlike every other date these are in UTC.
                out[key] = json!(at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
            }
        }
        out
    }

    pub(super) fn group(&self, at: GroupIx) -> Json {
        let group = &self.site().groups[at.at()];
        json!({
            "name": group.name,
            "groupId": group.id,
            "self": self.address(&format!("/group?groupId={}", group.id)),
        })
    }

    pub(super) fn level(&self, at: LevelIx) -> Json {
        let level = &self.site().levels[at.at()];
        json!({
            "self": self.address(&format!("/securitylevel/{}", level.id)),
            "id": level.id,
            "name": level.name,
            "description": level.description,
        })
    }
}
