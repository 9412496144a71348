//! Draws an ECharts option as SVG, on the server and without a browser.
//!
//! ECharts itself runs in QuickJS, in a small pool of worker threads with limits on memory and time. Option and
//! colours go in as JSON strings, so that no label is ever part of a program; what comes out is parsed as XML
//! and rewritten into the few elements and attributes a drawing needs (see [`svg`](crate::Renderer::svg)).
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use render::{Colours, Limits, Renderer, Size};
//!
//! let bundle = std::fs::read_to_string("target/site/assets/echarts-ssr.js")?;
//! let renderer = Renderer::new(bundle, Limits::default())?;
//! let option = serde_json::json!({"series": [{"type": "pie", "data": [{"name": "Open", "value": 3}]}]});
//! let size = Size { width: 640, height: 360 };
//! let svg = renderer.svg(&option, "Issues by status: Open 3", size, Colours::Page).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # How to extend
//!
//! A new kind of chart needs its ECharts module in `frontend/js/chart/echarts.js` and nothing here, as long as it
//! draws with the elements and attributes listed in `svg/allowed.rs`. A new output format is a new method of
//! [`Renderer`] that starts from the same SVG.

mod colours;
mod engine;
mod error;
mod png;
mod pool;
mod svg;

pub use colours::{Colours, FONT};
pub use error::RenderError;
pub use png::Rasteriser;
pub use pool::{Limits, Renderer, Size};
