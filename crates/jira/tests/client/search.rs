//! A search ends when Jira says so, and never goes round.

use futures::{StreamExt as _, TryStreamExt as _};
use jira::{Error, Meter, Page, SearchRequest};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Bench, html, json};

fn issues(ids: &[u64]) -> Value {
    ids.iter()
        .map(|id| {
            json!({"expand": "", "id": id.to_string(), "key": format!("ED-{id}"),
                "self": format!("https://your-domain.atlassian.net/rest/api/3/issue/{id}"),
                "fields": {"summary": "x"}})
        })
        .collect()
}

fn page(ids: &[u64], token: Option<&str>, last: Option<bool>) -> Value {
    let mut page = json!({ "issues": issues(ids) });
    if let Some(token) = token {
        page["nextPageToken"] = token.into();
    }
    if let Some(last) = last {
        page["isLast"] = last.into();
    }
    page
}

/// Serves the pages in turn, the last one for ever.
async fn serve(bench: &Bench, pages: &[Value]) {
    let (last, first) = pages.split_last().unwrap();
    for page in first {
        bench
            .jira_once("POST", "search/jql", json(200, page.clone()))
            .await;
    }
    bench
        .jira("POST", "search/jql", json(200, last.clone()))
        .await;
}

fn request() -> SearchRequest {
    SearchRequest::new("project = HSP ORDER BY created DESC", ["summary", "status"])
}

fn ids(pages: &[Page]) -> Vec<u64> {
    pages
        .iter()
        .flat_map(|page| &page.issues)
        .map(|issue| issue.id)
        .collect()
}

#[rstest]
#[case::last_page_says_so(page(&[3], None, Some(true)))]
#[case::last_page_has_no_token(page(&[3], None, None))]
#[case::last_page_has_no_token_and_denies_it(page(&[3], None, Some(false)))]
#[case::last_page_says_so_beside_a_token(page(&[3], Some("again"), Some(true)))]
#[case::last_page_has_an_empty_token(page(&[3], Some(""), None))]
#[tokio::test]
async fn all_pages_come_in_turn_and_then_the_end(#[case] end: Value) {
    let bench = Bench::new().await;
    serve(&bench, &[page(&[1, 2], Some("CAEaAggB"), Some(false)), end]).await;
    let site = bench.site();
    let pages: Vec<Page> = site.search(request()).try_collect().await.unwrap();
    assert_eq!(ids(&pages), [1, 2, 3]);
    assert_eq!(
        pages.iter().map(|page| page.last).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(pages[0].issues[0].key, "ED-1");
    assert_eq!(pages[0].issues[0].fields["summary"], "x");
    assert_eq!(
        site.meter(),
        Meter {
            calls: 2,
            points: 5
        }
    );
}

#[tokio::test]
async fn a_page_is_asked_for_as_documented() {
    let bench = Bench::new().await;
    serve(
        &bench,
        &[
            page(&[1], Some("CAEaAggB"), Some(false)),
            page(&[], None, Some(true)),
        ],
    )
    .await;
    let _: Vec<Page> = bench.site().search(request()).try_collect().await.unwrap();
    let requests = bench.requests().await;
    let first: Value = requests[0].body_json().unwrap();
    let second: Value = requests[1].body_json().unwrap();
    let expected = json!({"jql": "project = HSP ORDER BY created DESC", "maxResults": 100,
        "fields": ["summary", "status"]});
    assert_eq!(first, expected);
    assert_eq!(second["nextPageToken"], "CAEaAggB");
    assert_eq!(second["jql"], first["jql"]);
}

#[tokio::test]
async fn an_empty_page_with_a_token_is_not_the_end() {
    let bench = Bench::new().await;
    let pages = [
        page(&[], Some("a"), None),
        page(&[], Some("b"), None),
        page(&[7], None, None),
    ];
    serve(&bench, &pages).await;
    let pages: Vec<Page> = bench.site().search(request()).try_collect().await.unwrap();
    assert_eq!(ids(&pages), [7]);
}

#[tokio::test]
async fn a_repeated_token_ends_the_search_with_an_error() {
    let bench = Bench::new().await;
    let pages = [
        page(&[1], Some("a"), None),
        page(&[2], Some("b"), None),
        page(&[3], Some("a"), None),
    ];
    serve(&bench, &pages).await;
    let results: Vec<_> = bench.site().search(request()).collect().await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 3);
    assert!(
        matches!(results.last(), Some(Err(Error::Unexpected { path, .. })) if path == "nextPageToken")
    );
    assert_eq!(bench.requests().await.len(), 3);
}

#[tokio::test]
async fn the_page_budget_is_the_end_of_patience_and_says_so() {
    let bench = Bench::new().await;
    let pages: Vec<Value> = (0..5)
        .map(|n| page(&[n], Some(&format!("t{n}")), None))
        .collect();
    serve(&bench, &pages).await;
    let request = SearchRequest {
        max_pages: 3,
        ..request()
    };
    let results: Vec<_> = bench.site().search(request).collect().await;
    assert_eq!(results.len(), 4);
    assert_eq!(results[3], Err(Error::TooManyPages { pages: 3 }));
    assert_eq!(bench.requests().await.len(), 3);
}

#[tokio::test]
async fn a_search_that_fits_its_budget_exactly_is_whole() {
    let bench = Bench::new().await;
    serve(
        &bench,
        &[page(&[1], Some("a"), None), page(&[2], None, None)],
    )
    .await;
    let request = SearchRequest {
        max_pages: 2,
        ..request()
    };
    let pages: Vec<Page> = bench.site().search(request).try_collect().await.unwrap();
    assert_eq!(ids(&pages), [1, 2]);
}

#[tokio::test]
async fn a_fault_between_pages_is_passed_over() {
    let bench = Bench::new().await;
    bench
        .jira_once("POST", "search/jql", json(200, page(&[1], Some("a"), None)))
        .await;
    bench.jira_once("POST", "search/jql", html(500)).await;
    bench
        .jira("POST", "search/jql", json(200, page(&[2], None, None)))
        .await;
    let pages: Vec<Page> = bench.site().search(request()).try_collect().await.unwrap();
    assert_eq!(ids(&pages), [1, 2]);
    assert_eq!(bench.naps(), [2.0]);
}

#[tokio::test]
async fn a_refused_query_is_jiras_sentence_and_the_end() {
    let bench = Bench::new().await;
    let sentence = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
    let refusal = json!({"errorMessages": [sentence], "errors": {}});
    bench.jira("POST", "search/jql", json(400, refusal)).await;
    let results: Vec<_> = bench.site().search(request()).collect().await;
    assert_eq!(
        results,
        [Err(Error::Query {
            messages: vec![sentence.into()]
        })]
    );
}

#[tokio::test]
async fn a_refused_page_token_does_not_blame_the_query() {
    let bench = Bench::new().await;
    bench
        .jira_once("POST", "search/jql", json(200, page(&[1], Some("a"), None)))
        .await;
    let refusal = json!({"errorMessages": ["The provided next page token is invalid or expired."], "errors": {}});
    bench.jira("POST", "search/jql", json(400, refusal)).await;
    let results: Vec<_> = bench.site().search(request()).collect().await;
    assert!(
        matches!(results[1], Err(Error::Transient { .. })),
        "{:?}",
        results[1]
    );
}

#[tokio::test]
async fn issues_of_ids_alone_are_read() {
    let bench = Bench::new().await;
    serve(
        &bench,
        &[json!({"issues": [{"id": "10002"}], "isLast": true})],
    )
    .await;
    let pages: Vec<Page> = bench
        .site()
        .search(SearchRequest::new("id = 10002", ["id"]))
        .try_collect()
        .await
        .unwrap();
    assert_eq!(ids(&pages), [10002]);
    assert!(pages[0].issues[0].key.is_empty() && pages[0].issues[0].fields.is_empty());
}

#[tokio::test]
async fn an_unpolled_search_asks_nothing() {
    let bench = Bench::new().await;
    drop(bench.site().search(request()));
    assert!(bench.requests().await.is_empty());
}

#[tokio::test]
async fn clones_share_the_meter_and_a_new_handle_begins_anew() {
    let bench = Bench::new().await;
    bench
        .jira(
            "POST",
            "search/approximate-count",
            json(200, json!({"count": 153})),
        )
        .await;
    let site = bench.site();
    let clone = site.clone();
    let (one, two) = futures::join!(
        site.approximate_count("a = 1"),
        clone.approximate_count("b = 1")
    );
    assert_eq!((one, two), (Ok(153), Ok(153)));
    assert_eq!(
        site.meter(),
        Meter {
            calls: 2,
            points: 2
        }
    );
    assert_eq!(bench.site().meter(), Meter::default());
}
