//! Templates of one's own: what they keep, and what they leave to the chart that begins with them.

use crate::stage::{MAYA, PRIYA, Stage};
use serde_json::{Value, json};
use service::{Failure, Viewer};

fn path_of<T: std::fmt::Debug>(answer: Result<T, Failure>) -> String {
    match answer {
        Err(Failure::Spec(error)) => error.path,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_template_keeps_how_a_chart_counts_and_looks_and_nothing_of_its_site() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec("project = FIN", "priority");
    spec["description"] = json!("Of the finance tools");
    spec["display"] = json!({"height": 500});
    let saved = stage
        .service
        .save_template(&maya, "  Mine ", &spec)
        .await
        .unwrap();
    assert_eq!(saved.name, "Mine");
    assert_eq!(saved.spec["chart_by"], json!({"field": "priority"}));
    assert_eq!(saved.spec["display"], json!({"height": 500}));
    assert_eq!(saved.spec["source"], json!({"jql": "updated >= -4w"}));
    assert_ne!(saved.spec["site"], spec["site"]);
    assert_eq!(
        (&saved.spec["title"], &saved.spec["description"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(stage.service.my_templates(&maya).await.unwrap(), [saved]);
}

#[tokio::test]
async fn a_chart_that_names_no_issues_yet_is_a_template_already() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec("", "priority");
    stage
        .service
        .save_template(&maya, "Early", &spec)
        .await
        .unwrap();
    let mut wrong = spec;
    wrong["kind"] = json!("pyramid");
    assert_eq!(
        path_of(stage.service.save_template(&maya, "Wrong", &wrong).await),
        "kind"
    );
}

#[tokio::test]
async fn templates_are_renamed_and_deleted_by_whoever_keeps_them() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let spec = stage.spec("project = FIN", "priority");
    let service = &stage.service;
    let one = service.save_template(&maya, "b", &spec).await.unwrap();
    let two = service.save_template(&maya, "A", &spec).await.unwrap();
    let names = async |viewer: &Viewer| -> Vec<String> {
        let all = service.my_templates(viewer).await.unwrap();
        all.into_iter().map(|template| template.name).collect()
    };
    assert_eq!(names(&maya).await, ["A", "b"]);
    assert_eq!(names(&priya).await, Vec::<String>::new());

    assert_eq!(
        path_of(service.save_template(&maya, "b", &spec).await),
        "name"
    );
    assert_eq!(
        path_of(service.save_template(&maya, " ", &spec).await),
        "name"
    );
    assert_eq!(
        path_of(service.rename_template(&maya, &two.id, "b").await),
        "name"
    );
    let long = "x".repeat(121);
    assert_eq!(
        path_of(service.rename_template(&maya, &two.id, &long).await),
        "name"
    );
    for stranger in [
        service
            .rename_template(&priya, &one.id, "Mine now")
            .await
            .map(drop),
        service.delete_template(&priya, &one.id).await,
        service.delete_template(&maya, "no/id").await,
    ] {
        assert!(
            matches!(stranger, Err(Failure::NotVisible(_))),
            "{stranger:?}"
        );
    }
    service.rename_template(&maya, &two.id, "c").await.unwrap();
    assert_eq!(names(&maya).await, ["b", "c"]);
    service.delete_template(&maya, &one.id).await.unwrap();
    assert_eq!(names(&maya).await, ["c"]);
    // Taking a deletion back is keeping it again.
    service
        .save_template(&maya, &one.name, &one.spec)
        .await
        .unwrap();
    assert_eq!(names(&maya).await, ["b", "c"]);
    assert!(service.my_templates(&Viewer::Anonymous).await.is_err());
}

#[tokio::test]
async fn the_fifty_first_template_is_refused_with_what_to_do() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec("project = FIN", "priority");
    for number in 0..50 {
        let name = format!("Template {number}");
        stage
            .service
            .save_template(&maya, &name, &spec)
            .await
            .unwrap();
    }
    let refused = stage.service.save_template(&maya, "One more", &spec).await;
    let Err(Failure::NotAllowed(sentence)) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        sentence.contains("50 templates") && sentence.contains("Delete one"),
        "{sentence}"
    );
}
