//! The manifest, as far as it is read. Everything else in it is passed over.

use std::path::PathBuf;

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Manifest {
    pub(super) app: App,
    pub(super) permissions: Permissions,
    pub(super) modules: Modules,
    pub(super) resources: Vec<Resource>,
    pub(super) remotes: Vec<Remote>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct App {
    pub(super) id: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Permissions {
    #[serde(default)]
    pub(super) external: External,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct External {
    pub(super) frames: Vec<Egress>,
    pub(super) images: Vec<Egress>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Egress {
    pub(super) address: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Modules {
    pub(super) r#macro: Vec<MacroModule>,
    pub(super) endpoint: Vec<Endpoint>,
    #[serde(default)]
    pub(super) trigger: Vec<Trigger>,
    #[serde(default)]
    pub(super) pre_uninstall: Vec<PreUninstall>,
}

/// The macro.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MacroModule {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) resource: String,
    pub(super) resolver: Resolver,
    pub(super) config: Option<ConfigModule>,
    #[serde(default)]
    pub(super) auto_convert: AutoConvert,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Resolver {
    pub(super) endpoint: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct ConfigModule {
    pub(super) resource: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct AutoConvert {
    pub(super) matchers: Vec<Matcher>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Matcher {
    pub(super) pattern: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Endpoint {
    pub(super) key: String,
    pub(super) remote: String,
    pub(super) route: Route,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Route {
    pub(super) path: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Trigger {
    pub(super) key: String,
    pub(super) endpoint: String,
    pub(super) events: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct PreUninstall {
    pub(super) key: String,
    pub(super) endpoint: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Resource {
    pub(super) key: String,
    pub(super) path: PathBuf,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Remote {
    pub(super) key: String,
    pub(super) base_url: String,
}
