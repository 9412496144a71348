//! Ids of clip paths and gradients: unique among all drawings of a page.

use std::collections::HashMap;

use crate::pool::Size;

/// Gives each id of a drawing a name that no other drawing has. Two drawings of the same option, size and colours
/// share names, and what the names stand for.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    prefix: String,
    names: HashMap<String, String>,
}

impl Ids {
    pub(crate) fn of(option: &str, size: Size, colours: &str) -> Self {
        // FNV-1a: short, and the same in every process and version, which keeps drawings cacheable by content.
        let seed = format!("{option}\n{colours}\n{}x{}", size.width, size.height);
        let hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self {
            prefix: format!("i{hash:016x}"),
            names: HashMap::new(),
        }
    }

    /// The new name of `id`; asked for before or after its definition, it is the same.
    pub(super) fn rename(&mut self, id: &str) -> String {
        let next = self.names.len();
        let prefix = &self.prefix;
        self.names
            .entry(id.to_owned())
            .or_insert_with(|| format!("{prefix}-{next}"))
            .clone()
    }
}
