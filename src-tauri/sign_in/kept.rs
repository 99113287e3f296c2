//! Sign-ins that were under way when Signet ended or was locked: the newest is offered, the rest
//! is ended.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use signet_telegram::{
    Road,
    login::{LoginFlow, PendingLogin},
};
use signet_vault::{PendingLoginId, Store};
use tokio::task::JoinSet;

use super::store::Keeper;

/// One that can go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: PendingLoginId,
    /// With its middle left out.
    pub phone: Option<String>,
    pub at: SystemTime,
}

/// Looks through what is kept. What is not offered is ended beside everything else; what cannot
/// be reached stays for the next start.
pub async fn sort(
    store: &Arc<Store>,
    road: &Road,
    endings: &mut JoinSet<()>,
) -> Result<Option<Kept>, signet_vault::Error> {
    let mut offered = None;
    // The newest first.
    for login in store.pending_logins().all().await? {
        let at = UNIX_EPOCH + Duration::from_millis(login.kept_at.unix_millis());
        let form = match PendingLogin::read(&login.form) {
            Ok(form) => form,
            Err(error) => {
                tracing::error!(%error, "a sign-in that was kept cannot be read");
                continue;
            }
        };
        if offered.is_none() && form.lives(road.environment(), SystemTime::now()) {
            offered = Some(Kept {
                id: login.id,
                phone: form.phone().map(|phone| phone.to_string()),
                at,
            });
            continue;
        }
        let (road, keeper) = (road.clone(), Arc::new(Keeper::new(Arc::clone(store))));
        endings.spawn(async move {
            if let Err(error) = LoginFlow::end(&road, keeper, form).await {
                tracing::warn!(%error, "a sign-in that was kept could not be ended yet");
            }
        });
    }
    Ok(offered)
}

/// The form of one that is offered, if it is still there.
pub async fn form(
    store: &Store,
    id: PendingLoginId,
) -> Result<Option<PendingLogin>, signet_vault::Error> {
    let all = store.pending_logins().all().await?;
    let form = all.iter().find(|login| login.id == id);
    Ok(form.and_then(|login| PendingLogin::read(&login.form).ok()))
}
