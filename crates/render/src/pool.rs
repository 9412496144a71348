//! The worker threads: each holds an engine of its own and takes drawings from one bounded queue.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::colours::Colours;
use crate::engine::Engine;
use crate::error::RenderError;
use crate::svg;

/// Drawings that may wait for each thread: at about 10 ms a drawing, a third of a second.
const WAITING_PER_THREAD: usize = 32;
/// Above [`Engine`]'s limit for JavaScript, so that QuickJS notices before the thread's guard page does.
const THREAD_STACK_BYTES: usize = 4 * 1024 * 1024;

/// What the drawings may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Worker threads; at least one.
    pub threads: usize,
    /// Memory of one thread's JavaScript, in bytes. ECharts alone takes about 10 MB.
    pub memory_bytes: usize,
    /// The longest time one drawing may take.
    pub time: Duration,
}

impl Default for Limits {
    /// Two threads, 128 MB each, two seconds a drawing.
    fn default() -> Self {
        Self {
            threads: 2,
            memory_bytes: 128 * 1024 * 1024,
            time: Duration::from_secs(2),
        }
    }
}

/// The size of a drawing in CSS pixels. It scales to any width; this one decides how much text fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    /// Kept within 80 to 4000.
    pub width: u32,
    /// Kept within 60 to 4000.
    pub height: u32,
}

impl Size {
    fn bounded(self) -> Self {
        Self {
            width: self.width.clamp(80, 4000),
            height: self.height.clamp(60, 4000),
        }
    }
}

struct Job {
    option: String,
    colours: String,
    label: String,
    size: Size,
    answer: oneshot::Sender<Result<String, RenderError>>,
}

type Queue = Arc<Mutex<mpsc::Receiver<Job>>>;

/// Draws options. Cheap to clone; the threads end with the last clone.
#[derive(Clone, Debug)]
pub struct Renderer {
    jobs: mpsc::Sender<Job>,
}

impl Renderer {
    /// Starts the threads and waits until each has loaded `bundle`, the text of `echarts-ssr.js` (about 0.1 s).
    pub fn new(bundle: String, limits: Limits) -> Result<Self, RenderError> {
        let threads = limits.threads.max(1);
        let (jobs, queue) = mpsc::channel(threads * WAITING_PER_THREAD);
        let queue: Queue = Arc::new(Mutex::new(queue));
        let bundle: Arc<str> = bundle.into();
        let (ready, loaded) = std::sync::mpsc::channel();
        for number in 0..threads {
            let (queue, bundle, ready) = (Arc::clone(&queue), Arc::clone(&bundle), ready.clone());
            std::thread::Builder::new()
                .name(format!("render-{number}"))
                .stack_size(THREAD_STACK_BYTES)
                .spawn(move || match Engine::load(&bundle, limits) {
                    Ok(engine) => {
                        let _ = ready.send(Ok(()));
                        work(engine, &queue, &bundle, limits);
                    }
                    Err(error) => {
                        let _ = ready.send(Err(error));
                    }
                })
                .map_err(RenderError::Threads)?;
        }
        // One message each: the channel itself stays open for as long as the threads live.
        for result in loaded.iter().take(threads) {
            result?;
        }
        Ok(Self { jobs })
    }

    /// The drawing of `option` as one `<svg>` element, fit for being put into a page or a file of its own.
    ///
    /// It has a `viewBox` and takes the width it is given. It carries no `style` attribute, no `<style>`, script,
    /// link or event handler; its ids are its own, so that several drawings share a page. `label` is what a screen
    /// reader says instead of the picture; an empty one hides the picture from it.
    pub async fn svg(
        &self,
        option: &serde_json::Value,
        label: &str,
        size: Size,
        colours: Colours,
    ) -> Result<String, RenderError> {
        let refused = |error: serde_json::Error| RenderError::Refused {
            message: error.to_string(),
        };
        let (answer, answered) = oneshot::channel();
        let job = Job {
            option: serde_json::to_string(option).map_err(refused)?,
            colours: colours.to_json().map_err(refused)?,
            label: label.to_owned(),
            size: size.bounded(),
            answer,
        };
        self.jobs.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => RenderError::Busy,
            mpsc::error::TrySendError::Closed(_) => RenderError::Stopped,
        })?;
        answered.await.map_err(|_| RenderError::Stopped)?
    }
}

/// Takes jobs until the last [`Renderer`] is gone. An engine that failed once is replaced: it may be out of memory,
/// or hold half of a chart.
fn work(first: Engine, queue: &Queue, bundle: &str, limits: Limits) {
    let mut engine = Some(first);
    loop {
        // The lock is held while waiting: the next free thread waits for the lock instead of for the job.
        let next = queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .blocking_recv();
        let Some(job) = next else { return };
        if job.answer.is_closed() {
            continue;
        }
        let ready = match engine.take() {
            Some(engine) => Ok(engine),
            None => Engine::load(bundle, limits),
        };
        let result = ready.and_then(|ready| {
            let drawn = ready.draw(&job.option, job.size, &job.colours)?;
            engine = Some(ready);
            svg::clean(
                &drawn,
                &svg::Frame {
                    label: &job.label,
                    size: job.size,
                    ids: svg::Ids::of(&job.option, job.size, &job.colours),
                },
            )
        });
        if let Err(error) = &result {
            tracing::warn!(render.error = error.kind(), "no drawing");
            tracing::debug!(render.message = %error, "no drawing, because");
        }
        // Whoever asked may have left; the drawing is then nobody's.
        let _ = job.answer.send(result);
        if engine.is_none() {
            engine = Engine::load(bundle, limits).ok();
        }
    }
}
