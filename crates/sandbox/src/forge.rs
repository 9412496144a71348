//! What stands for Forge: it keeps a deployed app, signs invocation tokens, calls the app's remote,
//! serves the app's pages from a host of their own and plays the bridge between them and the wiki.
//!
//! Tokens carry the sandbox's time: after a test has moved it, an app with a clock of its own refuses them.
//!
//! The app is a folder as `forge deploy` takes it, with a `manifest.yml`; what the sandbox knows of
//! it (its id, its remote, its modules, which frames it may hold) is read from there.
//!
//! ```text
//! wiki page ── iframe ──> cdn.localhost/app/main/index.html ── iframe ──> the app's remote
//!     │  ^                     │ __bridge.callBridge
//!     │  └── postMessage ──────┘
//!     └── POST /_forge/call ──> token signed ──> POST {remote}/…
//! ```

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, RwLock};

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

mod app;
pub(crate) mod bridge;
mod key;
pub(crate) mod lifecycle;
pub mod pages;
pub(crate) mod remote;
pub(crate) mod token;

pub use app::{ForgeApp, NotAnApp};

/// So many calls are remembered.
const REMEMBERED: usize = 200;

/// One macro of the app on a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Macro {
    /// Unique on the wiki.
    pub local_id: String,
    /// What the app's configuration saved; `null` before.
    pub config: Value,
    /// The address that an author pasted and Confluence turned into the macro.
    pub pasted: Option<String>,
}

/// A call that was made to the app's remote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// Key of the module that called.
    pub module: String,
    /// Path at the remote.
    pub path: String,
    /// Status of the answer; none where nobody answered.
    pub status: Option<u16>,
}

/// All that the sandbox keeps as Forge.
#[derive(Debug, Default)]
pub struct Forge {
    app: RwLock<Option<Arc<ForgeApp>>>,
    macros: Mutex<HashMap<u64, Vec<Macro>>>,
    uninstalled: Mutex<BTreeSet<Uuid>>,
    last_token: Mutex<Option<String>>,
    calls: Mutex<VecDeque<Call>>,
}

impl Forge {
    /// The deployed app.
    pub fn app(&self) -> Option<Arc<ForgeApp>> {
        let app = self.app.read().unwrap_or_else(PoisonError::into_inner);
        app.clone()
    }

    /// Deploys an app in place of the one before.
    pub fn deploy(&self, app: ForgeApp) {
        let mut place = self.app.write().unwrap_or_else(PoisonError::into_inner);
        *place = Some(Arc::new(app));
        drop(place);
        // Now, so that nobody waits for it later.
        LazyLock::force(&key::OURS);
    }

    /// The macros on each page, by page id.
    pub fn macros(&self) -> MutexGuard<'_, HashMap<u64, Vec<Macro>>> {
        lock(&self.macros)
    }

    /// Whether the app is installed in the Confluence of a site.
    pub fn is_installed(&self, site: Uuid) -> bool {
        self.app().is_some() && !lock(&self.uninstalled).contains(&site)
    }

    /// The calls to the remote, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        lock(&self.calls).iter().cloned().collect()
    }

    /// Forgets calls and uninstallations; app and macros stay.
    pub fn reset(&self) {
        lock(&self.calls).clear();
        lock(&self.uninstalled).clear();
        *lock(&self.last_token) = None;
    }

    fn remember(&self, call: Call) {
        let mut calls = lock(&self.calls);
        if calls.len() == REMEMBERED {
            calls.pop_front();
        }
        calls.push_back(call);
    }

    fn set_installed(&self, site: Uuid, installed: bool) {
        let mut uninstalled = lock(&self.uninstalled);
        if installed {
            uninstalled.remove(&site);
        } else {
            uninstalled.insert(site);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
