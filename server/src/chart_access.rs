//! Sharing a chart, and showing it as its owner sees it: plain forms, so that they work without
//! script.

use crate::{State, authorizations::then};
use axum::{
    Extension, Form,
    extract::{Path, State as Held},
    response::Response,
};
use serde::Deserialize;
use service::{RunWish, Viewer};

#[derive(Deserialize)]
pub(crate) struct Everybody {
    everybody: String,
}

#[derive(Deserialize)]
pub(crate) struct Person {
    account: String,
    #[serde(default)]
    role: String,
}

#[derive(Deserialize)]
pub(crate) struct Run {
    audience: String,
    #[serde(default)]
    until: String,
    lists: Option<String>,
}
