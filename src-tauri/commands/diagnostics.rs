//! What may be told to whoever looks for a fault.

use signet_contract::ui::{DiagnosticsPreview, WrittenFile};
use tauri::State;

use super::Answer;
use crate::{
    diagnostics::{Mailbox, Message},
    failure::report,
};

#[tauri::command]
pub async fn diagnostics(diagnostics: State<'_, Mailbox>) -> Answer<DiagnosticsPreview> {
    diagnostics.ask(Message::Look).await.map_err(report)
}

/// Writes what was looked at last.
#[tauri::command]
pub async fn export_diagnostics(diagnostics: State<'_, Mailbox>) -> Answer<WrittenFile> {
    diagnostics
        .ask(Message::Export)
        .await
        .map_err(report)?
        .map_err(report)
}
