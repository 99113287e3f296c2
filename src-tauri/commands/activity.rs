//! What was done here.

use signet_contract::ui::{ActivityPage, ActivityQuery, VaultSnapshot, WrittenFile};
use tauri::State;

use super::Answer;
use crate::{
    activity::Activity,
    failure::report,
    vault::{Door, Message},
};

#[tauri::command]
pub async fn activity(query: ActivityQuery, activity: State<'_, Activity>) -> Answer<ActivityPage> {
    activity.page(query).await.map_err(report)
}

#[tauri::command]
pub async fn export_activity(activity: State<'_, Activity>) -> Answer<WrittenFile> {
    activity.export().await.map_err(report)
}

#[tauri::command]
pub async fn verify_activity(vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(Message::VerifyTrail)
        .await
        .map_err(report)?
        .map_err(report)
}
