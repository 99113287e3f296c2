//! What the web view may ask about accounts.

use signet_contract::ui::{AccountsSnapshot, RevealedPhone};
use tauri::State;

use super::Answer;
use crate::{
    accounts::{Mailbox, Message},
    failure::report,
};

#[tauri::command]
pub async fn accounts(accounts: State<'_, Mailbox>) -> Answer<AccountsSnapshot> {
    accounts.ask(Message::Read).await.map_err(report)
}

#[tauri::command]
pub async fn check_account(
    account: String,
    accounts: State<'_, Mailbox>,
) -> Answer<AccountsSnapshot> {
    accounts
        .ask(|reply| Message::Check(account, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn rename_account(
    account: String,
    name: Option<String>,
    accounts: State<'_, Mailbox>,
) -> Answer<AccountsSnapshot> {
    accounts
        .ask(|reply| Message::Rename(account, name, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn remove_account(
    account: String,
    now: bool,
    accounts: State<'_, Mailbox>,
) -> Answer<AccountsSnapshot> {
    accounts
        .ask(|reply| Message::Remove {
            account,
            now,
            reply,
        })
        .await
        .map_err(report)?
        .map_err(report)
}

/// A data URL.
#[tauri::command]
pub async fn account_photo(
    account: String,
    accounts: State<'_, Mailbox>,
) -> Answer<Option<String>> {
    accounts
        .ask(|reply| Message::Photo(account, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

/// Answers with a whole number that the person asked to see; the trail has a line of it.
#[tauri::command]
pub async fn reveal_phone(account: String, accounts: State<'_, Mailbox>) -> Answer<RevealedPhone> {
    accounts
        .ask(|reply| Message::RevealPhone(account, reply))
        .await
        .map_err(report)?
        .map_err(report)
}
