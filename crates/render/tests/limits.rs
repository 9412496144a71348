//! What happens when JavaScript does not behave: small programs in the place of ECharts.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail them")]

use std::time::Duration;

use render::{Colours, Limits, RenderError, Renderer, Size};
use serde_json::json;

const SIZE: Size = Size {
    width: 400,
    height: 300,
};

/// Does what the option says: `loop`, `grow`, `throw`, `broken`, or draws an empty picture.
const PROGRAM: &str = r#"
    globalThis.drawn = 0;
    globalThis.inlayDraw = (option) => {
        const what = JSON.parse(option).what;
        if (what === "loop") for (;;) {}
        if (what === "grow") { const all = []; for (;;) all.push("x".repeat(100000) + all.length); }
        if (what === "recurse") { const deeper = () => deeper() + 1; deeper(); }
        if (what === "throw") throw new Error("no such series");
        if (what === "broken") return "<svg><g></svg>";
        globalThis.drawn += 1;
        return `<svg><text>${globalThis.drawn}</text></svg>`;
    };
"#;

fn renderer() -> Renderer {
    Renderer::new(
        PROGRAM.to_owned(),
        Limits {
            threads: 1,
            memory_bytes: 16 * 1024 * 1024,
            time: Duration::from_millis(300),
        },
    )
    .unwrap()
}

async fn draw(renderer: &Renderer, what: &str) -> Result<String, RenderError> {
    renderer
        .svg(&json!({"what": what}), "", SIZE, Colours::Light)
        .await
}

#[tokio::test]
async fn an_endless_loop_is_stopped_and_the_next_drawing_works() {
    let renderer = renderer();
    assert!(matches!(
        draw(&renderer, "loop").await,
        Err(RenderError::TooSlow { .. })
    ));
    assert!(draw(&renderer, "draw").await.is_ok());
}

#[tokio::test]
async fn too_much_memory_is_refused_and_the_next_drawing_works() {
    let renderer = renderer();
    let refused = draw(&renderer, "grow").await;
    assert!(
        matches!(refused, Err(RenderError::TooBig { .. })),
        "{refused:?}"
    );
    assert!(draw(&renderer, "draw").await.is_ok());
}

#[tokio::test]
async fn endless_recursion_is_an_error_and_not_the_end_of_the_process() {
    let renderer = renderer();
    assert!(draw(&renderer, "recurse").await.is_err());
    assert!(draw(&renderer, "draw").await.is_ok());
}

#[tokio::test]
async fn an_exception_carries_its_message() {
    let refused = draw(&renderer(), "throw").await;
    assert!(
        matches!(&refused, Err(RenderError::Refused { message }) if message == "no such series"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_broken_drawing_is_not_passed_on() {
    assert!(matches!(
        draw(&renderer(), "broken").await,
        Err(RenderError::Malformed { .. })
    ));
}

#[tokio::test]
async fn after_a_failure_nothing_of_the_old_program_is_left() {
    let renderer = renderer();
    assert!(draw(&renderer, "draw").await.unwrap().contains(">1<"));
    assert!(draw(&renderer, "draw").await.unwrap().contains(">2<"));
    assert!(draw(&renderer, "throw").await.is_err());
    assert!(draw(&renderer, "draw").await.unwrap().contains(">1<"));
}

#[tokio::test]
async fn a_full_queue_says_so_at_once() {
    let renderer = renderer();
    // The first keeps the only thread busy while the others queue up behind it.
    let jobs: Vec<_> = (0..100)
        .map(|i| draw(&renderer, if i == 0 { "loop" } else { "draw" }))
        .collect();
    let results = all(jobs).await;
    assert!(matches!(results[0], Err(RenderError::TooSlow { .. })));
    assert!(results[1].is_ok());
    assert!(matches!(results[99], Err(RenderError::Busy)));
}

/// All at once on this task: each future is polled, and so queued, before the first is awaited to its end.
async fn all<F: Future<Output = Result<String, RenderError>>>(futures: Vec<F>) -> Vec<F::Output> {
    let mut pinned: Vec<_> = futures
        .into_iter()
        .map(|future| (Box::pin(future), None))
        .collect();
    std::future::poll_fn(|cx| {
        for (future, output) in &mut pinned {
            if output.is_none()
                && let std::task::Poll::Ready(result) = future.as_mut().poll(cx)
            {
                *output = Some(result);
            }
        }
        if pinned.iter().all(|(_, output)| output.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    pinned
        .into_iter()
        .filter_map(|(_, output)| output)
        .collect()
}

#[test]
fn a_bundle_without_the_function_stops_the_start() {
    let limits = Limits {
        threads: 1,
        ..Limits::default()
    };
    assert!(matches!(
        Renderer::new("1 + 1".to_owned(), limits),
        Err(RenderError::Bundle { .. })
    ));
    assert!(matches!(
        Renderer::new("syntax error".to_owned(), limits),
        Err(RenderError::Bundle { .. })
    ));
}
