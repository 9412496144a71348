//! Where the numbers of an owner's view lead.

use crate::{
    stage::{MAYA, Stage},
    whole,
};
use serde_json::json;
use service::{Asking, Audience, OwnerRunWish, RunAs, Shown, View, Viewer};

/// Reads German, lives in Berlin, sees everything.
const JONAS: &str = "Jonas Weber";

async fn seen(stage: &Stage, viewer: &Viewer, chart: &str, run_as: RunAs) -> View {
    let asking = Asking {
        run_as,
        ..Asking::default()
    };
    match stage.service.show(viewer, chart, &asking).await {
        Ok(Shown::Whole(view)) => *view,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_owners_view_leads_to_days_of_the_owners_zone_and_says_which_it_is() {
    let stage = Stage::set().await;
    let (jonas, maya) = (stage.sign_in(JONAS).await, stage.sign_in(MAYA).await);
    let mut spec = stage.spec("project is not EMPTY", "created");
    spec["chart_by"]["interval"] = "month".into();
    let saved = stage.service.save_chart(&jonas, None, None, &spec).await;
    let id = saved.unwrap().id;
    let wish = OwnerRunWish {
        audience: Audience::Site,
        until: None,
        lists: false,
    };
    let on = stage.service.switch_on_owner_run(&jonas, &id, wish).await;
    on.unwrap();

    let owners = seen(&stage, &maya, &id, RunAs::Owner).await.drawn;
    assert_eq!(owners.days_in, "Europe/Berlin");
    assert_eq!(owners.table.provenance.run_as, "owner");
    for (row, number) in owners.table.row_totals.iter().enumerate() {
        let jql = owners.queries.row(row).expect("a month has words");
        // No day that depends on when or where it is read but for the zone that is told.
        assert!(jql.contains("created >= \"20"), "{jql}");
        let found = stage
            .service
            .count_issues(&jonas, &stage.site(0), &jql)
            .await;
        assert_eq!(found.unwrap().count, whole(*number), "{jql}");
    }
    let own = seen(&stage, &maya, &id, RunAs::Viewer).await.drawn;
    assert_eq!(own.days_in, "UTC");
    assert_eq!(json!(own.table.provenance.run_as), "viewer");
}
