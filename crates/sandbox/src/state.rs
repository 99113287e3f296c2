//! What survives a restart, in one file: the RSA key, accounts, authorization keys and who is
//! signed in with them. Sessions, codes, tokens and faults do not.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::SandboxError;
use crate::hub::Hub;
use crate::rsa_key::RsaKey;
use crate::world::World;
use crate::world::accounts::Account;
use crate::world::keys::KeptKey;

static SAVING: Mutex<()> = Mutex::new(());

const VERSION: u32 = 1;
/// A restart loses at most what happened within it.
const INTERVAL: Duration = Duration::from_millis(500);

#[derive(Deserialize)]
pub(crate) struct State {
    version: u32,
    pub(crate) rsa: RsaKey,
    pub(crate) api_hash: String,
    /// How far the clock had been moved.
    pub(crate) ahead: i64,
    pub(crate) accounts: Vec<Account>,
    pub(crate) keys: Vec<KeptKey>,
}

#[derive(Serialize)]
struct Writing<'a> {
    version: u32,
    rsa: &'a RsaKey,
    api_hash: &'a str,
    ahead: i64,
    accounts: Vec<&'a Account>,
    keys: Vec<KeptKey>,
}

/// None when there is no file yet.
pub(crate) fn read(path: &Path) -> Result<Option<State>, SandboxError> {
    let refused = |source| SandboxError::State {
        path: path.to_owned(),
        source,
    };
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(error)),
    };
    let state: State = serde_json::from_slice(&text).map_err(|error| refused(error.into()))?;
    if state.version == VERSION {
        Ok(Some(state))
    } else {
        let message = format!("version {} is not known", state.version);
        Err(refused(io::Error::other(message)))
    }
}

/// Writes the file when it would differ from what was last written.
pub(crate) fn save(hub: &Hub, path: &Path, written: &mut Vec<u8>) -> Result<(), SandboxError> {
    // The last save, when the sandbox ends, must not be overtaken by the one before it.
    let _alone = SAVING.lock().unwrap_or_else(PoisonError::into_inner);
    let saved = text(hub).map_err(io::Error::from).and_then(|text| {
        if text != *written {
            replace(path, &text)?;
            *written = text;
        }
        Ok(())
    });
    saved.map_err(|source| SandboxError::State {
        path: path.to_owned(),
        source,
    })
}

pub(crate) async fn keep(hub: Arc<Hub>, path: PathBuf) {
    let mut written = Vec::new();
    loop {
        tokio::time::sleep(INTERVAL).await;
        if let Err(error) = save(&hub, &path, &mut written) {
            tracing::error!(%error, "the state is not kept");
        }
    }
}

/// Whole or not at all, readable by its owner alone.
fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

fn text(hub: &Hub) -> Result<Vec<u8>, serde_json::Error> {
    let world: &World = &hub.world();
    serde_json::to_vec(&Writing {
        version: VERSION,
        rsa: &hub.rsa,
        api_hash: &world.api.hash,
        ahead: world.clock.ahead(),
        accounts: world.accounts.all().collect(),
        keys: world.keys.kept(),
    })
}
