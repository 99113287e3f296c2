//! The lines that living with accounts leaves in the trail.

use std::time::SystemTime;

use signet_contract::ids::AccountId;
use signet_trail::{Actor, Circumstance, Code, Event, Outcome, Reveal, Text};
use signet_vault::{Store, subject};

use super::{errand::Errand, refusal::Refusal};

/// What a line says was done. Its code never changes once written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    EndDevice,
    EndOtherDevices,
    ConfirmDevice,
    SetInactiveDays,
    Remove,
    /// A sign-in was found to have ended.
    SignInLost,
}

impl Deed {
    /// What the person asked for; looking leaves no line.
    pub fn of(errand: &Errand) -> Option<Self> {
        match errand {
            Errand::End(_) => Some(Self::EndDevice),
            Errand::EndOthers { .. } => Some(Self::EndOtherDevices),
            Errand::Confirm(_) => Some(Self::ConfirmDevice),
            Errand::SetInactiveDays(_) => Some(Self::SetInactiveDays),
            Errand::Check | Errand::Look | Errand::Leave | Errand::Rest => None,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::EndDevice => "end-device",
            Self::EndOtherDevices => "end-other-devices",
            Self::ConfirmDevice => "confirm-device",
            Self::SetInactiveDays => "set-inactive-days",
            Self::Remove => "remove-account",
            Self::SignInLost => "sign-in-lost",
        }
    }
}

/// How an errand ended.
pub fn outcome(refusal: Option<&Refusal>) -> Outcome {
    match refusal {
        None => Outcome::Done,
        Some(Refusal::TooYoung(_)) => Outcome::Refused,
        Some(
            Refusal::Closed
            | Refusal::NoAccount
            | Refusal::NoDevice
            | Refusal::Leaving
            | Refusal::Days
            | Refusal::Name(_)
            | Refusal::Vault(_)
            | Refusal::Telegram(..)
            | Refusal::Panicked,
        ) => Outcome::Failed,
    }
}

/// Writes that something was done. Ending never waits for its line: one that cannot be written is
/// told to the log.
pub async fn note(store: &Store, account: AccountId, actor: Actor, deed: Deed, outcome: Outcome) {
    if let Err(refusal) = written(store, account, actor, deed, outcome).await {
        tracing::error!(%refusal, ?deed, "a line is missing in the trail");
    }
}

async fn written(
    store: &Store,
    account: AccountId,
    actor: Actor,
    deed: Deed,
    outcome: Outcome,
) -> Result<(), Refusal> {
    let event = Event {
        circumstance: circumstance(account, actor),
        action: deed.code().parse::<Code>()?,
        outcome,
    };
    store.trail()?.note(event).await?;
    Ok(())
}

/// The whole number, behind its line.
pub async fn reveal_phone(
    store: &Store,
    account: AccountId,
) -> Result<secrecy::SecretString, Refusal> {
    let circumstance = circumstance(account, Actor::Person(Text::none()));
    let line = store.trail()?.record::<Reveal>(circumstance).await?;
    Ok(store.accounts().reveal_phone(line, account).await?)
}

fn circumstance(account: AccountId, actor: Actor) -> Circumstance {
    Circumstance {
        at: SystemTime::now().into(),
        actor,
        subject: subject::account(account),
        reference: Text::none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_that_the_trail_takes() {
        for deed in [
            Deed::EndDevice,
            Deed::EndOtherDevices,
            Deed::ConfirmDevice,
            Deed::SetInactiveDays,
            Deed::Remove,
            Deed::SignInLost,
        ] {
            assert!(deed.code().parse::<Code>().is_ok(), "{deed:?}");
        }
    }
}
