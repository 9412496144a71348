//! Choosing from many: a page at a time, found by letters, never all of it.

use crate::stage::{MAYA, PRIYA, Stage};
use serde_json::json;
use service::Choices;

const MANY: usize = 2_000;

async fn crowded() -> Stage {
    let stage = Stage::set().await;
    let many = json!({"site": stage.site(0), "projects": MANY, "filters": MANY});
    stage.control("many", many).await;
    stage
}

fn names(page: &Choices) -> Vec<&str> {
    page.choices.iter().map(|one| one.name.as_str()).collect()
}

#[tokio::test]
async fn filters_come_page_by_page_each_with_one_call() {
    let stage = crowded().await;
    let maya = stage.sign_in(MAYA).await;
    let (service, site) = (&stage.service, stage.site(0));
    let before = stage.calls("filter/search").await;
    let first = service.filters(&maya, &site, "", 0).await.unwrap();
    assert_eq!((first.choices.len(), first.next), (100, Some(100)));
    let second = service.filters(&maya, &site, "", 100).await.unwrap();
    assert_eq!((second.choices.len(), second.next), (100, Some(200)));
    let twice = names(&first).iter().any(|one| names(&second).contains(one));
    assert!(!twice, "{first:?} {second:?}");
    assert_eq!(stage.calls("filter/search").await, before + 2);

    let found = service.filters(&maya, &site, " filter 01234 ", 0).await;
    let found = found.unwrap();
    assert_eq!(names(&found), ["Saved filter 01234"]);
    assert_eq!(found.next, None);

    let one = found.choices.into_iter().next().unwrap();
    let by_id = service.filter(&maya, &site, &one.key).await.unwrap();
    assert_eq!(by_id, Some(one));
    assert_eq!(service.filter(&maya, &site, "987654321").await, Ok(None));
}

#[tokio::test]
async fn the_last_page_of_projects_says_that_it_is_the_last() {
    let stage = crowded().await;
    let maya = stage.sign_in(MAYA).await;
    let (service, site) = (&stage.service, stage.site(0));
    let found = service.projects(&maya, &site, "Big project 019", 0).await;
    let found = found.unwrap();
    assert_eq!((found.choices.len(), found.next), (100, None));
    assert_eq!(found.choices[0].name, "Big project 01900");
    let mut start = 1_900;
    let mut seen = 0;
    loop {
        let page = service.projects(&maya, &site, "", start).await.unwrap();
        seen += page.choices.len();
        match page.next {
            Some(next) => start = next,
            None => break,
        }
    }
    assert!((100..200).contains(&seen), "{seen}");
}

#[tokio::test]
async fn nobody_is_offered_what_they_may_not_see() {
    let stage = crowded().await;
    let priya = stage.sign_in(PRIYA).await;
    let (service, site) = (&stage.service, stage.site(0));
    let found = service.projects(&priya, &site, "", 0).await.unwrap();
    assert_eq!((found.choices.len(), found.next), (1, None));
}
