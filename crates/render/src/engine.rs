//! One QuickJS with ECharts loaded: a string in, a string out, within limits.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rquickjs::{CatchResultExt, CaughtError, Context, Ctx, Function, Runtime};

use crate::error::RenderError;
use crate::pool::{Limits, Size};

/// The bundle's one global function.
const DRAW: &str = "inlayDraw";
/// ECharts recurses while it merges options; QuickJS' own 256 KB are scarce for it.
const STACK_BYTES: usize = 1024 * 1024;
/// Loading the library takes about 0.1 s; a slow machine under load may need many times that.
const LOADING: Duration = Duration::from_secs(20);

/// Not `Send`: each worker thread makes its own.
pub(crate) struct Engine {
    context: Context,
    // Shared with the interrupt handler, which QuickJS calls every few thousand steps.
    deadline: Rc<Cell<Option<Instant>>>,
    limits: Limits,
}

impl Engine {
    /// A fresh runtime with the bundle loaded.
    pub(crate) fn load(bundle: &str, limits: Limits) -> Result<Self, RenderError> {
        let failed = |reason: String| RenderError::Bundle { reason };
        let runtime = Runtime::new().map_err(|error| failed(error.to_string()))?;
        runtime.set_memory_limit(limits.memory_bytes);
        runtime.set_max_stack_size(STACK_BYTES);
        let deadline = Rc::new(Cell::new(None));
        let watched = Rc::clone(&deadline);
        runtime.set_interrupt_handler(Some(Box::new(move || {
            watched.get().is_some_and(|end| Instant::now() >= end)
        })));
        let context = Context::full(&runtime).map_err(|error| failed(error.to_string()))?;
        let engine = Self {
            context,
            deadline,
            limits,
        };
        engine
            .within(LOADING, |ctx| {
                ctx.eval::<(), _>(bundle)
                    .catch(ctx)
                    .map_err(|error| error_text(&error))?;
                let draw: Result<Function<'_>, _> = ctx.globals().get(DRAW);
                draw.map(|_| ())
                    .map_err(|_| format!("it defines no function {DRAW}"))
            })
            .map_err(failed)?;
        Ok(engine)
    }

    /// ECharts' SVG of `option`. After an error the engine may hold half of a drawing: drop it and load another.
    pub(crate) fn draw(
        &self,
        option: &str,
        size: Size,
        colours: &str,
    ) -> Result<String, RenderError> {
        let started = Instant::now();
        let drawn = self.within(self.limits.time, |ctx| {
            let draw: Function<'_> = ctx
                .globals()
                .get(DRAW)
                .catch(ctx)
                .map_err(|error| error_text(&error))?;
            draw.call((option, size.width, size.height, colours))
                .catch(ctx)
                .map_err(|error| error_text(&error))
        });
        drawn.map_err(|message| {
            if started.elapsed() >= self.limits.time {
                RenderError::TooSlow {
                    limit: self.limits.time,
                }
            } else if message.contains("out of memory") {
                RenderError::TooBig {
                    limit_bytes: self.limits.memory_bytes,
                }
            } else {
                RenderError::Refused { message }
            }
        })
    }

    fn within<T>(
        &self,
        time: Duration,
        run: impl FnOnce(&Ctx<'_>) -> Result<T, String>,
    ) -> Result<T, String> {
        self.deadline.set(Some(Instant::now() + time));
        let result = self.context.with(|ctx| run(&ctx));
        self.deadline.set(None);
        result
    }
}

/// The message alone: the stack would quote the minified library.
fn error_text(error: &CaughtError<'_>) -> String {
    match error {
        CaughtError::Error(error) => error.to_string(),
        CaughtError::Exception(exception) => exception
            .message()
            .unwrap_or_else(|| "an exception without a message".to_owned()),
        // Out of memory, QuickJS throws `null` when not even the error object fits.
        CaughtError::Value(value) if value.is_null() => "out of memory".to_owned(),
        CaughtError::Value(value) => format!("{value:?}"),
    }
}
