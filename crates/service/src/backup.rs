//! Backups: a copy of the database while it is in use, and putting one back.

use std::path::{Path, PathBuf};

use signet_contract::platform::Moment;
use signet_trail::TrailKey;

use crate::{
    Error, config::Config, folder::Folder, occupancy::Occupied, secret::RootSecret,
    storage::sqlite::copy,
};

/// Copies the database to a file that must not exist yet. The keys of the data folder are not in
/// it, so that a backup alone gives away no secret and signs nothing.
pub fn back_up(config: &Config, to: &Path) -> Result<(), Error> {
    let folder = Folder::open(&config.data_dir)?;
    copy::back_up(&config.database.path(folder.path()), to)
}

/// Puts a backup in the database's place, if it is whole and this data folder's keys wrote its
/// trail. What was there is kept beside it; its path is returned. What ended since the backup
/// ends again at the next start, before anything is served.
pub fn restore(config: &Config, from: &Path, now: Moment) -> Result<Option<PathBuf>, Error> {
    let folder = Folder::open(&config.data_dir)?;
    let _alone = Occupied::alone(&folder)?;
    let root = RootSecret::open(&folder)?;
    let key = TrailKey::new(root.key("signet/service/trail/v1").into_inner());
    copy::check(from, &key)?;
    let database = config.database.path(folder.path());
    copy::put_back(from, &database, &format!(".before-{}", now.unix_millis()))
}
