//! The way to Telegram.

use signet_contract::ui::NetworkSnapshot;
use tauri::State;

use super::Answer;
use crate::{
    failure::report,
    network::{Message, Network},
    typed::Typed,
};

#[tauri::command]
pub async fn network(network: State<'_, Network>) -> Answer<NetworkSnapshot> {
    network.ask(Message::Read).await.map_err(report)
}

#[tauri::command]
pub async fn set_proxy(address: Typed, network: State<'_, Network>) -> Answer<NetworkSnapshot> {
    network
        .ask(|reply| Message::SetProxy(address, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn remove_proxy(network: State<'_, Network>) -> Answer<NetworkSnapshot> {
    network
        .ask(Message::RemoveProxy)
        .await
        .map_err(report)?
        .map_err(report)
}
