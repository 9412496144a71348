//! The sandbox's doors as a client and a person in front of a browser meet them: log-in, consent,
//! tokens, gateway, a site's own host, the wiki, a Forge app, and the hand behind the scene.
//!
//! The clock stands still until a test moves it. Only `cuts`, and the app that `deliveries` and
//! `forge_calls` call, need a real socket.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, outside of their functions"
)]

#[path = "doors/consent.rs"]
mod consent;
#[path = "doors/control.rs"]
mod control;
#[path = "doors/cuts.rs"]
mod cuts;
#[path = "doors/deliveries.rs"]
mod deliveries;
#[path = "doors/desk.rs"]
mod desk;
#[path = "doors/forge.rs"]
mod forge;
#[path = "doors/forge_calls.rs"]
mod forge_calls;
#[path = "doors/forge_pages.rs"]
mod forge_pages;
#[path = "doors/gateway.rs"]
mod gateway;
#[path = "doors/points.rs"]
mod points;
#[path = "doors/refresh.rs"]
mod refresh;
#[path = "doors/site.rs"]
mod site;
#[path = "doors/token.rs"]
mod token;
#[path = "doors/wiki.rs"]
mod wiki;
