//! What the web view may ask: DTO in, one question to a controller, snapshot or failure out.

pub mod accounts;
pub mod activity;
pub mod closing;
pub mod devices;
pub mod diagnostics;
pub mod network;
pub mod sign_in;

use signet_contract::ui::{
    AppSnapshot, Failure, LinkSnapshot, ProblemSnapshot, RecoveryKitSheet, SettingsChange,
    SettingsSnapshot, VaultSnapshot,
};
use tauri::State;

use crate::{
    about::About,
    failure::report,
    link, problem, settings,
    typed::Typed,
    vault::{self, Door},
};

type Answer<T> = Result<T, Failure>;

#[tauri::command]
pub async fn app_info(about: State<'_, About>) -> Answer<AppSnapshot> {
    Ok(about.snapshot())
}

#[tauri::command]
pub async fn settings(settings: State<'_, settings::Mailbox>) -> Answer<SettingsSnapshot> {
    settings.ask(settings::Message::Read).await.map_err(report)
}

#[tauri::command]
pub async fn change_settings(
    change: SettingsChange,
    settings: State<'_, settings::Mailbox>,
) -> Answer<SettingsSnapshot> {
    settings
        .ask(|reply| settings::Message::Change(change, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn link(links: State<'_, link::Mailbox>) -> Answer<LinkSnapshot> {
    links.ask(link::Message::Read).await.map_err(report)
}

#[tauri::command]
pub async fn open_link(url: String, links: State<'_, link::Mailbox>) -> Answer<LinkSnapshot> {
    links
        .ask(|reply| link::Message::Open(url, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn continue_link(links: State<'_, link::Mailbox>) -> Answer<LinkSnapshot> {
    links.ask(link::Message::Continue).await.map_err(report)
}

#[tauri::command]
pub async fn dismiss_link(links: State<'_, link::Mailbox>) -> Answer<LinkSnapshot> {
    links.ask(link::Message::Dismiss).await.map_err(report)
}

#[tauri::command]
pub async fn problem(problems: State<'_, problem::Mailbox>) -> Answer<ProblemSnapshot> {
    problems.ask(problem::Message::Read).await.map_err(report)
}

#[tauri::command]
pub async fn dismiss_problem(problems: State<'_, problem::Mailbox>) -> Answer<ProblemSnapshot> {
    problems
        .ask(problem::Message::Dismiss)
        .await
        .map_err(report)
}

#[tauri::command]
pub async fn vault(vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    Ok(vault.snapshot())
}

#[tauri::command]
pub async fn retry_vault(vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault.ask(vault::Message::Retry).await.map_err(report)
}

#[tauri::command]
pub async fn unlock_vault(passphrase: Typed, vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(|reply| vault::Message::Unlock(passphrase, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn choose_passphrase(passphrase: Typed, vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(|reply| vault::Message::ChoosePassphrase(passphrase, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn restore_vault(words: Typed, vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(|reply| vault::Message::Restore(words, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn set_vault_aside(vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(vault::Message::SetAside)
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn accept_trail(vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(vault::Message::AcceptTrail)
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn lock_vault(vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault.ask(vault::Message::Lock).await.map_err(report)
}

#[tauri::command]
pub async fn touch_vault(vault: State<'_, Door>) -> Answer<()> {
    vault.tell(vault::Message::Touch).await.map_err(report)
}

/// The one command that answers with a secret: a kit the person asked to see.
#[tauri::command]
pub async fn make_recovery_kit(
    current: Option<Typed>,
    vault: State<'_, Door>,
) -> Answer<RecoveryKitSheet> {
    vault
        .ask(|reply| vault::Message::MakeKit { current, reply })
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn revoke_recovery_kit(id: String, vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(|reply| vault::Message::RevokeKit(id, reply))
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn rotate_key(current: Option<Typed>, vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(|reply| vault::Message::RotateKey { current, reply })
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn set_passphrase(
    current: Option<Typed>,
    next: Typed,
    vault: State<'_, Door>,
) -> Answer<VaultSnapshot> {
    vault
        .ask(|reply| vault::Message::SetPassphrase {
            current,
            next,
            reply,
        })
        .await
        .map_err(report)?
        .map_err(report)
}

#[tauri::command]
pub async fn remove_passphrase(current: Typed, vault: State<'_, Door>) -> Answer<VaultSnapshot> {
    vault
        .ask(|reply| vault::Message::RemovePassphrase(current, reply))
        .await
        .map_err(report)?
        .map_err(report)
}
