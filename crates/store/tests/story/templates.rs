use rstest::rstest;
use store::{Making, NewTemplate, Renaming, Store, Template, TemplateId};

use crate::given::{Backend, account, at};

fn id(text: &str) -> TemplateId {
    TemplateId::parse(text).unwrap()
}

async fn make(store: &Store, name: &str, owner: &str, most: u32) -> Making {
    let new = NewTemplate {
        id: TemplateId::generate(&mut rand::rng()),
        owner: account(owner),
        name: name.into(),
        spec: r#"{"kind":"pie"}"#.into(),
    };
    store.templates().create(new, most, at(0)).await.unwrap()
}

async fn made(store: &Store, name: &str, owner: &str) -> Template {
    match make(store, name, owner, 50).await {
        Making::Made(template) => template,
        other => panic!("{other:?}"),
    }
}

async fn names(store: &Store, owner: &str) -> Vec<String> {
    let all = store.templates().by_owner(&account(owner)).await.unwrap();
    all.into_iter().map(|template| template.name).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_template_is_made_listed_renamed_and_deleted_by_its_owner_alone(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let templates = store.templates();
    let second = made(&store, "B", "ada").await;
    let first = made(&store, "A", "ada").await;
    made(&store, "C", "bob").await;
    assert_eq!(second.spec, r#"{"kind":"pie"}"#);
    assert_eq!(
        templates.by_owner(&account("ada")).await.unwrap(),
        [first.clone(), second.clone()]
    );

    let (ada, bob) = (account("ada"), account("bob"));
    for (owner, id) in [(&bob, &first.id), (&ada, &id("unknown"))] {
        let renamed = templates.rename(owner, id, "D").await.unwrap();
        assert_eq!(renamed, Renaming::Missing);
        assert!(!templates.delete(owner, id).await.unwrap());
    }
    let renamed = templates.rename(&ada, &first.id, "Z").await.unwrap();
    assert_eq!(
        renamed,
        Renaming::Renamed(Template {
            name: "Z".into(),
            ..first.clone()
        })
    );
    assert_eq!(names(&store, "ada").await, ["B", "Z"]);
    assert!(templates.delete(&ada, &first.id).await.unwrap());
    assert!(!templates.delete(&ada, &first.id).await.unwrap());
    assert_eq!(names(&store, "ada").await, ["B"]);
    assert_eq!(names(&store, "bob").await, ["C"]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn of_one_owner_no_two_templates_have_the_same_name(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    made(&store, "A", "ada").await;
    let other = made(&store, "B", "ada").await;
    made(&store, "A", "bob").await;
    assert_eq!(make(&store, "A", "ada", 50).await, Making::NameTaken);
    let ada = account("ada");
    let templates = store.templates();
    let taken = templates.rename(&ada, &other.id, "A").await.unwrap();
    assert_eq!(taken, Renaming::NameTaken);
    let same = templates.rename(&ada, &other.id, "B").await.unwrap();
    assert_eq!(same, Renaming::Renamed(other));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn whoever_has_as_many_as_they_may_makes_no_more(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    for name in ["A", "B"] {
        assert!(matches!(
            make(&store, name, "ada", 2).await,
            Making::Made(_)
        ));
    }
    assert_eq!(make(&store, "C", "ada", 2).await, Making::Full);
    assert_eq!(make(&store, "A", "ada", 2).await, Making::NameTaken);
    assert!(matches!(make(&store, "C", "bob", 2).await, Making::Made(_)));
    assert_eq!(names(&store, "ada").await, ["A", "B"]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn whoever_only_has_a_template_is_reported_and_erased_with_it(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    made(&store, "A", "ada").await;
    let held = store.accounts().to_report(at(0), 9).await.unwrap();
    assert_eq!(held.len(), 1);
    assert_eq!(
        (&held[0].account, held[0].updated_at),
        (&account("ada"), at(0))
    );
    store.accounts().erase(&account("ada")).await.unwrap();
    assert_eq!(names(&store, "ada").await, Vec::<String>::new());
    assert_eq!(store.accounts().to_report(at(0), 9).await.unwrap(), []);
}
