//! Atlassian's consent in a window of its own, and hearing how it ended.

use js_sys::Reflect;
use leptos::{ev, leptos_dom::helpers::WindowListenerHandle, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// Opens a path of ours in a small window; says whether the browser allowed it.
pub fn open_popup(path: &str) -> bool {
    let features = "popup,width=560,height=760";
    window()
        .open_with_url_and_target_and_features(path, "inlay-consent", features)
        .is_ok_and(|opened| opened.is_some())
}

/// A channel, and what is called when something is said on it.
type Ear = (BroadcastChannel, Closure<dyn Fn(MessageEvent)>);

/// What listens; stops when it is dropped.
pub struct Listening {
    channel: Option<Ear>,
    handles: Vec<WindowListenerHandle>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        for handle in self.handles.drain(..) {
            handle.remove();
        }
    }
}

/// Calls `perhaps` whenever somebody may have authorized: the hand-over page says so on a channel
/// and to its opener, and where both are lost (Atlassian's pages may cut the tie), the person
/// comes back to this window.
pub fn listen(perhaps: impl Fn() + Clone + 'static) -> Listening {
    let (on_focus, on_message, on_channel) = (perhaps.clone(), perhaps.clone(), perhaps);
    let channel = BroadcastChannel::new("inlay").ok().map(|channel| {
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if says_authorized(&event.data()) {
                on_channel();
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        (channel, heard)
    });
    let handles = vec![
        window_event_listener(ev::focus, move |_| on_focus()),
        window_event_listener(ev::message, move |event| {
            if event.origin() == super::origin() && says_authorized(&event.data()) {
                on_message();
            }
        }),
    ];
    Listening { channel, handles }
}

fn says_authorized(data: &JsValue) -> bool {
    let word = |name: &str| {
        Reflect::get(data, &name.into())
            .ok()
            .and_then(|value| value.as_string())
    };
    match word("type").as_deref() {
        Some("inlay:authorized") => true,
        Some("inlay:handover") => word("outcome").as_deref() == Some("authorized"),
        _ => false,
    }
}
