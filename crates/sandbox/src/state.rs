//! Everything the sandbox remembers, shared by all its hosts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use jiff::Timestamp;
use uuid::Uuid;

use crate::forge::Forge;
use crate::outside::Outside;
use crate::world::World;

mod app;
mod clock;
mod closed;
mod config;
mod counters;
mod directory;
mod faults;
mod frames;
mod grants;
mod meter;
mod secrets;
mod sign_ins;
mod switches;
mod webhooks;

pub use app::{App, SCOPES};
pub use clock::{Clock, Reading};
pub use closed::AccountNews;
pub use config::{BadPublicUrl, Config};
pub use counters::{Counters, Counts, InFlight, endpoint};
pub use directory::{PersonCard, SiteCard};
pub use faults::{Cut, Fault, FaultBody, Faults};
pub use frames::{Frame, NotAnAddress};
pub use grants::{
    Access, Code, CodeRefusal, Grant, Grants, Issued, NewCode, RefreshRefusal, SitesGranted,
};
pub use meter::{Burst, Meter, PointsLeft};
pub use secrets::{GivenOut, SecretKind, Secrets};
pub use sign_ins::{SignIns, Ticket};
pub use switches::{
    DeliveryToken, ForgeToken, RateLimitBody, RefreshErrors, ResourceScopes, Reuse, Switches,
};
pub use webhooks::{Delivery, MOST as MOST_WEBHOOKS, NewWebhook, Webhook, Webhooks};

/// Who is calling a Jira endpoint. The gateway puts it into the request's extensions after it has
/// checked the token, its scopes and the app's installation.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The site of the path, `/ex/jira/{cloudid}`; it exists and the caller may use it.
    pub site: Uuid,
    /// The token's account; `world` has a person with this id.
    pub account_id: Arc<str>,
    /// The token's scopes, e.g. `read:jira-work`.
    pub scopes: Arc<[String]>,
    /// Base of `self` links without slash at the end: `http://localhost:4000/ex/jira/{cloudid}`.
    pub api_base: Arc<str>,
    /// Base of icons and pages without slash at the end: `http://<slug>.localhost:4000`.
    pub site_base: Arc<str>,
}

/// How many objects (issues, mostly) an answer holds. A Jira endpoint puts it into the *response's*
/// extensions; the call then costs 1 + this many points. Without it a call costs 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objects(pub u64);

/// The whole state. Shared as `Arc<Sandbox>`; every part has its own lock, held only for a moment.
///
/// Lock order where two are needed: `world`, then `grants`.
#[derive(Debug)]
pub struct Sandbox {
    /// Addresses and limits; fixed for the process.
    pub config: Config,
    /// The sandbox's time; settable.
    pub clock: Clock,
    world: RwLock<World>,
    app: RwLock<App>,
    grants: Mutex<Grants>,
    sign_ins: Mutex<SignIns>,
    meter: Mutex<Meter>,
    faults: Mutex<Faults>,
    switches: RwLock<Switches>,
    counters: Counters,
    secrets: Secrets,
    account_news: Mutex<AccountNews>,
    /// The frames on each Confluence page, by page id.
    charts: Mutex<HashMap<u64, Vec<Frame>>>,
    webhooks: Mutex<Webhooks>,
    forge: Forge,
    outside: Outside,
}

impl Sandbox {
    /// A sandbox with the default app, real time and nothing granted.
    pub fn new(config: Config, world: World) -> Self {
        Self::with(config, world, App::default(), Clock::real())
    }

    /// A sandbox with an app and a clock of the caller's choice.
    pub fn with(config: Config, world: World, app: App, clock: Clock) -> Self {
        let secrets = Secrets::new(config.seed);
        Self {
            config,
            clock,
            world: RwLock::new(world),
            app: RwLock::new(app),
            grants: Mutex::default(),
            sign_ins: Mutex::default(),
            meter: Mutex::default(),
            faults: Mutex::default(),
            switches: RwLock::default(),
            counters: Counters::default(),
            secrets,
            account_news: Mutex::default(),
            charts: Mutex::default(),
            webhooks: Mutex::default(),
            forge: Forge::default(),
            outside: Outside::default(),
        }
    }

    /// The sandbox's time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// People, sites and issues, for reading. Do not hold it over an `await`.
    pub fn world(&self) -> RwLockReadGuard<'_, World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// People, sites and issues, for a change.
    pub fn world_mut(&self) -> RwLockWriteGuard<'_, World> {
        self.world.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy of the app as it is registered now.
    pub fn app(&self) -> App {
        self.app
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The app, for a change (scopes, installations).
    pub fn app_mut(&self) -> RwLockWriteGuard<'_, App> {
        self.app.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Codes, grants and tokens.
    pub fn grants(&self) -> MutexGuard<'_, Grants> {
        lock(&self.grants)
    }

    /// Who is logged in where.
    pub fn sign_ins(&self) -> MutexGuard<'_, SignIns> {
        lock(&self.sign_ins)
    }

    /// Points used in this UTC hour.
    pub fn meter(&self) -> MutexGuard<'_, Meter> {
        lock(&self.meter)
    }

    /// Faults waiting for their request.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    /// A copy of the switches.
    pub fn switches(&self) -> Switches {
        self.switches
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The switches, for a change.
    pub fn switches_mut(&self) -> RwLockWriteGuard<'_, Switches> {
        self.switches
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What has happened since the start or the last reset.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Maker of codes, tokens and cookies.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Accounts that were closed or changed.
    pub fn account_news(&self) -> MutexGuard<'_, AccountNews> {
        lock(&self.account_news)
    }

    /// The frames on each Confluence page, by page id.
    pub fn charts(&self) -> MutexGuard<'_, HashMap<u64, Vec<Frame>>> {
        lock(&self.charts)
    }

    /// Webhooks and their deliveries.
    pub fn webhooks(&self) -> MutexGuard<'_, Webhooks> {
        lock(&self.webhooks)
    }

    /// What stands for Forge: the deployed app, its macros, its installations.
    pub fn forge(&self) -> &Forge {
        &self.forge
    }

    /// The way to the app.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// Back to the start: real time, default switches, no faults, grants, log-ins,
    /// webhooks or counts.
    /// People, issues, the wiki's frames and macros and the Forge app stay; the app is installed
    /// everywhere again.
    pub fn reset(&self) {
        self.clock.reset();
        *self.grants() = Grants::default();
        *self.sign_ins() = SignIns::default();
        *self.meter() = Meter::default();
        *self.faults() = Faults::default();
        *self.switches_mut() = Switches::default();
        self.app_mut().reinstall_everywhere();
        *self.account_news() = AccountNews::default();
        *self.webhooks() = Webhooks::default();
        self.forge.reset();
        self.secrets.forget();
        self.counters.reset();
    }
}

/// A panic elsewhere while a lock was held must not take the sandbox down with it: each part is
/// consistent after every single statement that changes it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
