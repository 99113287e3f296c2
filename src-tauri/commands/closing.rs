//! The answer to the question that closing the window asks.

use signet_contract::ui::{Closing, SettingsChange};
use tauri::State;

use super::Answer;
use crate::{
    closing::{Mailbox, Message},
    failure::report,
    settings,
};

/// What could not be remembered is not done either: the person hears why and answers again.
#[tauri::command]
pub async fn close_window(
    stay: bool,
    remember: bool,
    settings: State<'_, settings::Mailbox>,
    closing: State<'_, Mailbox>,
) -> Answer<()> {
    if remember {
        let chosen = if stay { Closing::Stay } else { Closing::Quit };
        let change = SettingsChange::Closing(chosen);
        settings
            .ask(|reply| settings::Message::Change(change, reply))
            .await
            .map_err(report)?
            .map_err(report)?;
    }
    closing.tell(Message::Answer { stay }).await.map_err(report)
}
