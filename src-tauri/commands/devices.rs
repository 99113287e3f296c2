//! What the web view may ask about the devices of an account. Each answer is a new look.

use signet_contract::ui::DevicesSnapshot;
use tauri::State;

use super::Answer;
use crate::{
    accounts::{DeviceAct, Mailbox, Message},
    failure::report,
};

#[tauri::command]
pub async fn devices(account: String, accounts: State<'_, Mailbox>) -> Answer<DevicesSnapshot> {
    ask(&accounts, account, DeviceAct::Look).await
}

#[tauri::command]
pub async fn end_device(
    account: String,
    device: String,
    accounts: State<'_, Mailbox>,
) -> Answer<DevicesSnapshot> {
    ask(&accounts, account, DeviceAct::End(device)).await
}

#[tauri::command]
pub async fn end_other_devices(
    account: String,
    services: bool,
    accounts: State<'_, Mailbox>,
) -> Answer<DevicesSnapshot> {
    ask(&accounts, account, DeviceAct::EndOthers { services }).await
}

#[tauri::command]
pub async fn confirm_device(
    account: String,
    device: String,
    accounts: State<'_, Mailbox>,
) -> Answer<DevicesSnapshot> {
    ask(&accounts, account, DeviceAct::Confirm(device)).await
}

#[tauri::command]
pub async fn set_inactive_days(
    account: String,
    days: u16,
    accounts: State<'_, Mailbox>,
) -> Answer<DevicesSnapshot> {
    ask(&accounts, account, DeviceAct::SetInactiveDays(days)).await
}

async fn ask(accounts: &Mailbox, account: String, act: DeviceAct) -> Answer<DevicesSnapshot> {
    accounts
        .ask(|reply| Message::Devices(account, act, reply))
        .await
        .map_err(report)?
        .map_err(report)
}
