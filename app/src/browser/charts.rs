//! ECharts, which lives in a script of its own (`frontend/js/charts.js`).

use js_sys::{Function, JSON, Object, Reflect};
use leptos::prelude::window;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// An interactive drawing inside an element; goes with its owner.
pub struct Drawing(JsValue);

impl Drawing {
    /// Draws the ECharts option at the element's size, in place of what is in it. `label` is what
    /// a screen reader says instead.
    ///
    /// Nothing where the script is missing: the server's SVG then has to do.
    pub fn begin(element: &Element, option: &Value, label: &str) -> Option<Self> {
        let charts = Reflect::get(&window(), &"inlayCharts".into()).ok()?;
        let draw: Function = Reflect::get(&charts, &"draw".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let settings = Object::new();
        Reflect::set(&settings, &"label".into(), &label.into()).ok()?;
        // What is drawn already should not grow from nothing again before the person's eyes.
        Reflect::set(&settings, &"animate".into(), &JsValue::FALSE).ok()?;
        draw.call3(&charts, element, &parsed(option)?, &settings)
            .ok()
            .map(Self)
    }

    /// Changes what it shows; says whether that worked.
    pub fn update(&self, option: &Value) -> bool {
        parsed(option).is_some_and(|option| self.call("update", &option))
    }

    fn call(&self, name: &str, argument: &JsValue) -> bool {
        let method = Reflect::get(&self.0, &name.into()).and_then(JsCast::dyn_into::<Function>);
        method.is_ok_and(|method| method.call1(&self.0, argument).is_ok())
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        self.call("dispose", &JsValue::UNDEFINED);
    }
}

fn parsed(option: &Value) -> Option<JsValue> {
    JSON::parse(&option.to_string()).ok()
}
