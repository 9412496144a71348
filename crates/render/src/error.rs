//! Why there is no drawing, by what the caller can do about it.

use std::time::Duration;

/// Why there is no drawing. No variant carries text of an issue except [`Refused`](RenderError::Refused), whose
/// message may quote a label: it belongs into a log at `debug` and never into a page.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// At the start: the bundle is not what `npm --prefix frontend run build` writes.
    #[error(
        "the ECharts bundle could not be loaded ({reason}); `npm --prefix frontend run build` makes it"
    )]
    Bundle {
        /// What QuickJS said.
        reason: String,
    },
    /// At the start: the system gave no thread.
    #[error("no worker thread could be started")]
    Threads(#[source] std::io::Error),
    /// More drawings are waiting than the queue holds: try again in a moment.
    #[error("too many drawings are waiting")]
    Busy,
    /// The drawing was stopped. The same option will be stopped again; show the numbers as a table.
    #[error("the drawing took longer than {} ms", limit.as_millis())]
    TooSlow {
        /// [`Limits::time`](crate::Limits::time).
        limit: Duration,
    },
    /// The drawing needed too much memory; as with [`TooSlow`](RenderError::TooSlow), show a table.
    #[error("the drawing needed more than {limit_bytes} bytes of memory")]
    TooBig {
        /// [`Limits::memory_bytes`](crate::Limits::memory_bytes).
        limit_bytes: usize,
    },
    /// ECharts could not draw this option: a mistake in whoever made it.
    #[error("ECharts refused the option: {message}")]
    Refused {
        /// The JavaScript error.
        message: String,
    },
    /// What ECharts drew is not well-formed: a mistake in the bundle.
    #[error("the drawing is not well-formed XML: {reason}")]
    Malformed {
        /// The parser's words.
        reason: String,
    },
    /// At the start: the fonts of pictures are not those that the drawings were measured with.
    #[error("the fonts of pictures lack Arimo; `npm --prefix frontend run build` puts it in place")]
    Fonts,
    /// The pool's threads are gone (the process is stopping).
    #[error("the renderer has stopped")]
    Stopped,
}

impl RenderError {
    /// The variant's name for logs: never holds a label.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Bundle { .. } => "bundle",
            Self::Threads(_) => "threads",
            Self::Busy => "busy",
            Self::TooSlow { .. } => "too_slow",
            Self::TooBig { .. } => "too_big",
            Self::Refused { .. } => "refused",
            Self::Malformed { .. } => "malformed",
            Self::Fonts => "fonts",
            Self::Stopped => "stopped",
        }
    }
}
