//! updates.*: where the account's stream of changes is.

use grammers_tl_types as tl;

use crate::clock;
use crate::rpc::Call;
use crate::rpc::error::RpcError;

pub(crate) fn state(
    call: &mut Call<'_>,
    _: tl::functions::updates::GetState,
) -> Result<tl::enums::updates::State, RpcError> {
    call.update_state().map(tl::enums::updates::State::State)
}

/// Messages that were missed, all at once.
pub(crate) fn difference(
    call: &mut Call<'_>,
    request: tl::functions::updates::GetDifference,
) -> Result<tl::enums::updates::Difference, RpcError> {
    let state = call.update_state()?;
    let account = call.account()?;
    let owner = call.world.accounts.get(account);
    let owner = owner.ok_or_else(RpcError::internal)?;
    let mut missed = Vec::new();
    let mut people = Vec::new();
    for (with, written) in &owner.chats.with {
        let new = written.iter().filter(|w| w.id >= request.pts);
        let before = missed.len();
        missed.extend(new.map(|w| (w.id, w.shown(*with))));
        if missed.len() > before {
            people.push(call.world.person(*with, account));
        }
    }
    if missed.is_empty() {
        let empty = tl::types::updates::DifferenceEmpty {
            date: state.date,
            seq: state.seq,
        };
        return Ok(tl::enums::updates::Difference::Empty(empty));
    }
    missed.sort_by_key(|(id, _)| *id);
    let difference = tl::types::updates::Difference {
        new_messages: missed.into_iter().map(|(_, message)| message).collect(),
        new_encrypted_messages: Vec::new(),
        other_updates: Vec::new(),
        chats: Vec::new(),
        users: people,
        state: tl::enums::updates::State::State(state),
    };
    Ok(tl::enums::updates::Difference::Difference(difference))
}

impl Call<'_> {
    fn update_state(&self) -> Result<tl::types::updates::State, RpcError> {
        let account = self.account()?;
        let owner = self.world.accounts.get(account);
        let owner = owner.ok_or_else(RpcError::internal)?;
        Ok(tl::types::updates::State {
            pts: owner.chats.pts(),
            qts: 0,
            date: clock::date(self.world.now()),
            seq: 0,
            unread_count: 0,
        })
    }
}
