//! A text that helps whoever looks for a fault, and tells nothing of a person: what it says is
//! picked value by value, and the log in it was redacted when it was written and is once more.

mod log_tail;
mod system;

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use serde::Serialize;
use signet_contract::ui::{
    AppSnapshot, DiagnosticsPreview, NetworkSnapshot, SettingsSnapshot, TrailState, VaultSnapshot,
    WrittenFile,
};
use signet_vault::{AccountState, Error, Store};

use crate::{
    controller::{self, Controller, Reply, answer},
    file::{self, NotWritten},
    folders::Folders,
    network::{self, Network},
    settings,
    vault::Door,
};

pub type Mailbox = controller::Mailbox<Message>;

pub enum Message {
    Look(Reply<DiagnosticsPreview>),
    Export(Reply<Result<WrittenFile, NotWritten>>),
}

/// Owns the text that the person looked at, so that the file has this one and no other.
pub struct Diagnostics {
    pub app: AppSnapshot,
    pub folders: Folders,
    pub settings: settings::Seen,
    pub network: Network,
    pub vault: Door,
    pub shown: Option<String>,
}

impl Controller for Diagnostics {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Look(reply) => {
                let text = self.text().await;
                self.shown = Some(text.clone());
                answer(reply, DiagnosticsPreview { text });
            }
            Message::Export(reply) => {
                let text = match self.shown.clone() {
                    Some(text) => text,
                    None => self.text().await,
                };
                let name = "signet-diagnostics";
                answer(reply, file::write(&self.folders, name, "txt", text).await);
            }
        }
    }
}

impl Diagnostics {
    async fn text(&self) -> String {
        let mut text = String::from("Signet diagnostics. No name, number or key is in here.\n");
        program(&mut text, &self.app);
        section(
            &mut text,
            "system",
            &system::system(&self.app.build.web_engine),
        );
        settings_kept(&mut text, &self.settings.borrow().clone());
        section(&mut text, "vault", &vault(&self.vault.snapshot()));
        let store = self.vault.stores().borrow().clone();
        section(&mut text, "accounts", &accounts(store).await);
        let way = self.network.ask(network::Message::Read).await;
        section(&mut text, "network", &[("proxy", proxy(way.ok()))]);
        let lines = log_tail::lines(self.folders.logs()).await;
        let _ = write!(text, "\n[log]\n{lines}");
        text
    }
}

type Facts = [(&'static str, String)];

fn section(text: &mut String, title: &str, facts: &Facts) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "\n[{title}]");
    for (name, value) in facts {
        let _ = writeln!(text, "{name}: {value}");
    }
}

fn program(text: &mut String, app: &AppSnapshot) {
    let build = &app.build;
    section(
        text,
        "program",
        &[
            ("version", app.version.clone()),
            ("environment", app.environment.name.clone()),
            ("profile", name(&build.profile)),
            ("target", build.target.clone()),
            ("commit", build.commit.clone().unwrap_or_else(unknown)),
        ],
    );
}

fn settings_kept(text: &mut String, settings: &SettingsSnapshot) {
    let muted: Vec<_> = settings.muted.iter().map(name).collect();
    section(
        text,
        "settings",
        &[
            ("theme", name(&settings.theme)),
            ("language", name(&settings.language)),
            ("closing", name(&settings.closing)),
            ("auto-lock", name(&settings.auto_lock)),
            ("muted", muted.join(" ")),
        ],
    );
}

fn vault(vault: &VaultSnapshot) -> Vec<(&'static str, String)> {
    let state = |state: &str| vec![("state", state.to_owned())];
    match vault {
        VaultSnapshot::Opening => state("opening"),
        VaultSnapshot::Unkept => state("unkept"),
        VaultSnapshot::Locked { reason } => {
            let mut facts = state("locked");
            facts.push(("reason", name(reason)));
            facts
        }
        VaultSnapshot::Stuck { failure, .. } => {
            let mut facts = state("stuck");
            facts.push(("code", code(&failure.cause)));
            facts.push(("reference", failure.reference.to_string()));
            facts
        }
        VaultSnapshot::Open(open) => {
            let mut facts = state("open");
            facts.push(("keeper", name(&open.keeper)));
            facts.push(("trail", trail(&open.trail)));
            facts.push(("kits", open.kits.len().to_string()));
            facts.push(("another set aside", open.set_aside.is_some().to_string()));
            facts
        }
    }
}

fn trail(trail: &TrailState) -> String {
    match trail {
        TrailState::Whole => "whole".into(),
        TrailState::OpenEnded => "open-ended".into(),
        TrailState::Altered { count, faults, .. } => {
            let kinds: Vec<_> = faults.iter().map(|fault| name(&fault.kind)).collect();
            format!("altered, {count} faults: {}", kinds.join(" "))
        }
    }
}

/// As many accounts as are counted one by one.
const MOST: usize = 10_000;

/// How many there are, and how many of them in which standing.
async fn accounts(store: Option<Arc<Store>>) -> Vec<(&'static str, String)> {
    let Some(store) = store else {
        return vec![("all", unknown())];
    };
    match counted(&store).await {
        Ok(facts) => facts,
        Err(error) => vec![("all", error.to_string())],
    }
}

async fn counted(store: &Store) -> Result<Vec<(&'static str, String)>, Error> {
    let accounts = store.accounts().list(None, MOST).await?;
    let mut standings = BTreeMap::<_, u32>::new();
    for account in &accounts {
        *standings
            .entry(format!("{:?}", account.health))
            .or_default() += 1;
    }
    let standings = standings
        .iter()
        .map(|(name, count)| format!("{count} {name}"));
    let leaving = accounts
        .iter()
        .filter(|account| account.state == AccountState::Removing);
    Ok(vec![
        ("all", accounts.len().to_string()),
        ("standings", standings.collect::<Vec<_>>().join(", ")),
        ("leaving", leaving.count().to_string()),
        (
            "grants",
            store
                .grants()
                .list(None, None, MOST)
                .await?
                .len()
                .to_string(),
        ),
        (
            "endings under way",
            store.revocations().open().await?.len().to_string(),
        ),
    ])
}

/// Its address says too much of whose network this is.
fn proxy(network: Option<NetworkSnapshot>) -> String {
    match network {
        None => unknown(),
        Some(network) if network.unreadable.is_some() => "unreadable".into(),
        Some(NetworkSnapshot { proxy: None, .. }) => "none".into(),
        Some(NetworkSnapshot { proxy: Some(_), .. }) => "set".into(),
    }
}

fn unknown() -> String {
    "unknown".into()
}

/// As the web view has it.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => unknown(),
    }
}

/// The code of a failure, without its data.
fn code(cause: &impl Serialize) -> String {
    let value = serde_json::to_value(cause).unwrap_or_default();
    value["code"].as_str().map_or_else(unknown, str::to_owned)
}

#[cfg(test)]
mod tests {
    use signet_contract::{
        Reference,
        ui::{Cause, Failure, LockReason, Theme},
    };

    use super::*;

    #[test]
    fn values_are_named_as_the_web_view_has_them() {
        assert_eq!(name(&Theme::System), "system");
        assert_eq!(name(&vec![1]), "unknown");
        let locked = VaultSnapshot::Locked {
            reason: LockReason::Idle,
        };
        let facts = [
            ("state", "locked".to_owned()),
            ("reason", "idle".to_owned()),
        ];
        assert_eq!(vault(&locked), facts);
    }

    #[test]
    fn a_stuck_vault_tells_its_code_and_not_its_folder() {
        let cause = Cause::DataFolderUnusable {
            folder: "/home/mara".into(),
        };
        let stuck = VaultSnapshot::Stuck {
            failure: Failure {
                reference: Reference::from_bits([0; 5]),
                cause,
            },
            ways: vec![],
        };
        let told = format!("{:?}", vault(&stuck));
        assert!(told.contains("DATA_FOLDER_UNUSABLE"), "{told}");
        assert!(!told.contains("mara"), "{told}");
    }

    #[test]
    fn a_proxy_is_told_without_its_address() {
        let network = NetworkSnapshot {
            proxy: Some(signet_contract::ui::ProxySummary {
                host: "proxy.example".into(),
                port: 1080,
                credentials: true,
            }),
            unreadable: None,
        };
        assert_eq!(proxy(Some(network)), "set");
    }
}
