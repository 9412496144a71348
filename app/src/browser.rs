//! The only place that touches the browser. Everything here is called from effects and event
//! handlers, which never run on the server.

mod address;
mod charts;
mod clipboard;
mod consent;
mod filters;
mod focus;
mod keep;
mod moment;
mod press;
mod sent;
mod theme;
mod unsaved;

pub use address::{address, origin, replace_path};
pub use charts::Drawing;
pub use clipboard::copy;
pub use consent::{Listening, listen, open_popup};
pub use filters::keep_in_address;
pub use focus::{leave_and_come_back, write_over};
pub use keep::{forget, keep, kept};
pub use moment::local;
pub use press::Press;
pub use sent::send_once;
pub use theme::Theme;
pub use unsaved::warn_before_leaving;
