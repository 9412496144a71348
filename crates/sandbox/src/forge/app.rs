//! A deployed app: what its manifest says, as far as Forge acts upon it here.

use std::path::{Path, PathBuf};

mod manifest;

use manifest::{MacroModule, Manifest};

/// A deployed app.
#[derive(Debug, Clone)]
pub struct ForgeApp {
    folder: PathBuf,
    manifest: Manifest,
}

/// The folder does not hold an app that the sandbox can run.
#[derive(Debug, thiserror::Error)]
pub enum NotAnApp {
    /// There is no manifest that can be read.
    #[error("{path} cannot be read ({reason}); build the Forge app first, and name its folder")]
    Unreadable {
        /// The manifest's path.
        path: String,
        /// Why.
        reason: String,
    },
    /// The manifest lacks something.
    #[error("{path} is not the manifest of an app with a macro and a remote: {reason}")]
    Incomplete {
        /// The manifest's path.
        path: String,
        /// What is missing or wrong.
        reason: String,
    },
}

impl ForgeApp {
    /// Reads the app in a folder.
    pub fn read(folder: &Path) -> Result<Self, NotAnApp> {
        let path = folder.join("manifest.yml");
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| NotAnApp::Unreadable {
            path: shown.clone(),
            reason: error.to_string(),
        })?;
        let incomplete = |reason: String| NotAnApp::Incomplete {
            path: shown.clone(),
            reason,
        };
        let manifest: Manifest =
            serde_yaml_ng::from_str(&text).map_err(|error| incomplete(error.to_string()))?;
        let app = Self {
            folder: folder.to_owned(),
            manifest,
        };
        match app.dangling() {
            Some(reason) => Err(incomplete(reason)),
            None => Ok(app),
        }
    }

    /// The first reference in the manifest that leads nowhere.
    fn dangling(&self) -> Option<String> {
        let modules = &self.manifest.modules;
        let Some(module) = modules.r#macro.first() else {
            return Some("there is no macro".to_owned());
        };
        let endpoints = [&module.resolver.endpoint]
            .into_iter()
            .chain(modules.trigger.iter().map(|it| &it.endpoint))
            .chain(modules.pre_uninstall.iter().map(|it| &it.endpoint));
        for key in endpoints {
            if self.endpoint(key).is_none() {
                return Some(format!("there is no endpoint {key} with a remote"));
            }
        }
        let config = module.config.as_ref().map(|config| &config.resource);
        for key in [&module.resource].into_iter().chain(config) {
            if self.resource(key).is_none() {
                return Some(format!("there is no resource {key}"));
            }
        }
        None
    }

    /// Its full ARI.
    pub fn id(&self) -> &str {
        &self.manifest.app.id
    }

    /// The macro; an app without one is not read.
    pub(crate) fn module(&self) -> &MacroModule {
        &self.manifest.modules.r#macro[0]
    }

    /// The resource that configures the macro.
    pub(crate) fn config_resource(&self) -> Option<&str> {
        let config = self.module().config.as_ref()?;
        Some(&config.resource)
    }

    /// Base address of the remote that answers the macro.
    pub(crate) fn macros_remote(&self) -> Option<&str> {
        let (base, _) = self.endpoint(&self.module().resolver.endpoint)?;
        Some(base)
    }

    /// Base address of a remote, without slash at the end.
    pub(crate) fn remote(&self, key: &str) -> Option<&str> {
        let remote = self.manifest.remotes.iter().find(|it| it.key == key)?;
        Some(remote.base_url.trim_end_matches('/'))
    }

    /// Remote and path of an endpoint.
    fn endpoint(&self, key: &str) -> Option<(&str, &str)> {
        let endpoint = self
            .manifest
            .modules
            .endpoint
            .iter()
            .find(|it| it.key == key)?;
        Some((self.remote(&endpoint.remote)?, &endpoint.route.path))
    }

    /// The module that wants to hear of an event, and where: key, remote, path.
    pub(crate) fn listener(&self, event: &str) -> Option<(&str, &str, &str)> {
        let mut triggers = self.manifest.modules.trigger.iter();
        let trigger = triggers.find(|it| it.events.iter().any(|it| it == event))?;
        let (base, path) = self.endpoint(&trigger.endpoint)?;
        Some((&trigger.key, base, path))
    }

    /// The module that cleans up before an uninstallation, and where: key, remote, path.
    pub(crate) fn cleaner(&self) -> Option<(&str, &str, &str)> {
        let module = self.manifest.modules.pre_uninstall.first()?;
        let (base, path) = self.endpoint(&module.endpoint)?;
        Some((&module.key, base, path))
    }

    /// Folder of a resource's files.
    pub(crate) fn resource(&self, key: &str) -> Option<PathBuf> {
        let resource = self.manifest.resources.iter().find(|it| it.key == key)?;
        Some(self.folder.join(&resource.path))
    }

    /// What the app's pages may frame.
    pub(crate) fn frames(&self) -> impl Iterator<Item = &str> {
        self.manifest
            .permissions
            .external
            .frames
            .iter()
            .map(|it| it.address.as_str())
    }

    /// Where the app's pages may get pictures.
    pub(crate) fn images(&self) -> impl Iterator<Item = &str> {
        self.manifest
            .permissions
            .external
            .images
            .iter()
            .map(|it| it.address.as_str())
    }

    /// Whether Confluence turns a pasted address into the macro. In a pattern `*` stands for anything.
    pub(crate) fn converts(&self, address: &str) -> bool {
        let matchers = &self.module().auto_convert.matchers;
        matchers.iter().any(|it| fits(&it.pattern, address))
    }
}

fn fits(pattern: &str, address: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == address;
    };
    let Some(after) = address.strip_prefix(start) else {
        return false;
    };
    rest.is_empty()
        || (0..=after.len())
            .filter_map(|at| after.get(at..))
            .any(|tail| fits(rest, tail))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "https://charts.example.com/charts/*",
        "https://charts.example.com/charts/c1",
        true
    )]
    #[case(
        "https://charts.example.com/charts/*",
        "https://charts.example.com/embed/c1",
        false
    )]
    #[case("https://*.example.com/c/*/x", "https://a.example.com/c/1/x", true)]
    #[case("https://*.example.com/c/*/x", "https://a.example.com/c/1/y", false)]
    #[case(
        "https://charts.example.com/",
        "https://charts.example.com/more",
        false
    )]
    fn a_star_stands_for_anything(#[case] pattern: &str, #[case] address: &str, #[case] hit: bool) {
        assert_eq!(fits(pattern, address), hit);
    }
}
