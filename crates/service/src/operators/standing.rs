//! What becomes of an operator: another role, no access any more, or access again.

use signet_contract::{
    ids::OperatorId,
    platform::{ChangeOperator, ErrorCode, Operator},
};
use signet_trail::Outcome;

use super::rank;
use crate::{
    Error, Refused,
    audit::Deed,
    caller::{Caller, Rank},
    deed,
    ledger::Fact,
    platform::Platform,
    storage::OperatorChange,
};

/// Gives an operator another role, or no access any more. All their sign-ins end. Taking access
/// away waits for nothing, not even for the rest of what is asked.
pub async fn change(
    platform: &Platform,
    caller: &Caller,
    id: OperatorId,
    asked: ChangeOperator,
) -> Result<Operator, Error> {
    // Nobody locks themselves out, so there is always one admin left.
    if caller.operator(Rank::Admin)? == id {
        let message = "another admin must change you";
        return Err(Refused::new(ErrorCode::Forbidden, message).into());
    }
    if asked.role.is_some_and(|role| rank(role).is_none()) {
        return Err(Refused::field("role", "viewer, support or admin").into());
    }
    if asked.disabled == Some(true) {
        let disabled = disable(platform, caller, id).await?;
        if asked.role.is_none_or(|role| role == disabled.role) {
            return Ok(disabled);
        }
    }
    find(platform, id).await?;
    let deed = Deed::about(caller.party.actor(), "operator", id, None);
    let _line = platform.audit.record::<deed::ChangeOperator>(deed).await?;
    let _turn = platform.turn().await;
    platform.revoked.check(caller).await?;
    let before = find(platform, id).await?;
    let after = Fact::OperatorIs(
        id,
        asked.role.unwrap_or(before.role),
        asked.disabled.unwrap_or(before.disabled),
    );
    let instead = vec![Fact::OperatorIs(id, before.role, before.disabled)];
    platform.promise(vec![after], instead.clone()).await?;
    let change = OperatorChange {
        role: asked.role,
        disabled: asked.disabled,
        told: None,
    };
    let changed = apply(platform, id, change).await;
    if changed.is_err() {
        platform.remember(instead).await;
    }
    changed
}

async fn disable(platform: &Platform, caller: &Caller, id: OperatorId) -> Result<Operator, Error> {
    let _turn = platform.turn().await;
    // Of two who shut each other off, the second one has the power no more.
    platform.revoked.check(caller).await?;
    let before = find(platform, id).await?;
    let fact = Fact::OperatorIs(id, before.role, true);
    platform.remember(vec![fact]).await;
    let deed = Deed::about(caller.party.actor(), "operator", id, None);
    let told = platform
        .audit
        .event::<deed::DisableOperator>(Outcome::Done, deed);
    let change = OperatorChange {
        role: None,
        disabled: Some(true),
        told: Some(told),
    };
    apply(platform, id, change).await
}

async fn apply(
    platform: &Platform,
    id: OperatorId,
    change: OperatorChange,
) -> Result<Operator, Error> {
    let operators = &platform.storage.operators;
    let changed = operators
        .change_operator(id, change, platform.clock.now())
        .await?;
    let changed = changed.ok_or_else(unknown)?;
    for family in changed.ended {
        platform.revoked.refuse(family);
    }
    platform.audit.look();
    Ok(changed.operator)
}

/// The operator of this id, whether a code was sent already or not.
pub async fn find(platform: &Platform, id: OperatorId) -> Result<Operator, Error> {
    let found = platform.storage.operators.operator(id).await?;
    found.ok_or_else(unknown)
}

fn unknown() -> Error {
    Refused::new(ErrorCode::NotFound, "no such operator").into()
}
