//! messages.*: dialogs and one page of history. Nobody can write.

use std::cmp::Reverse;

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::rpc::users::no_notify_settings;
use crate::world::people::{Written, peer};

/// Of one page.
const MOST: usize = 100;

pub(crate) fn dialogs(
    call: &mut Call<'_>,
    request: tl::functions::messages::GetDialogs,
) -> Result<tl::enums::messages::Dialogs, RpcError> {
    let account = call.account()?;
    let owner = call.world.accounts.get(account);
    let owner = owner.ok_or_else(RpcError::internal)?;
    let archive = request.folder_id.is_some_and(|folder| folder != 0);
    let mut last: Vec<_> = owner
        .chats
        .with
        .iter()
        .filter_map(|(with, written)| Some((*with, written.last()?)))
        .filter(|(_, written)| request.offset_id == 0 || written.id < request.offset_id)
        .filter(|_| !archive)
        .collect();
    last.sort_by_key(|(_, written)| Reverse(written.id));
    last.truncate(page(request.limit));
    let people = last.iter().map(|(with, _)| *with).chain([account]);
    let users = people.map(|id| call.world.person(id, account)).collect();
    let answer = tl::types::messages::Dialogs {
        dialogs: last.iter().map(|(with, w)| dialog(*with, w)).collect(),
        messages: last.iter().map(|(with, w)| w.shown(*with)).collect(),
        chats: Vec::new(),
        users,
    };
    Ok(tl::enums::messages::Dialogs::Dialogs(answer))
}

pub(crate) fn history(
    call: &mut Call<'_>,
    request: tl::functions::messages::GetHistory,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let account = call.account()?;
    let with = match request.peer {
        tl::enums::InputPeer::User(user) => user.user_id,
        tl::enums::InputPeer::PeerSelf => account,
        tl::enums::InputPeer::Empty
        | tl::enums::InputPeer::Chat(_)
        | tl::enums::InputPeer::Channel(_)
        | tl::enums::InputPeer::UserFromMessage(_)
        | tl::enums::InputPeer::ChannelFromMessage(_) => {
            return Err(RpcError::bad("PEER_ID_INVALID"));
        }
    };
    let owner = call.world.accounts.get(account);
    let owner = owner.ok_or_else(RpcError::internal)?;
    let written = owner.chats.with.get(&with);
    let count = written.map_or(0, Vec::len);
    let messages: Vec<_> = written
        .into_iter()
        .flatten()
        .rev()
        .filter(|w| request.offset_id == 0 || w.id < request.offset_id)
        .take(page(request.limit))
        .map(|w| w.shown(with))
        .collect();
    let users = vec![
        call.world.person(with, account),
        call.world.person(account, account),
    ];
    if messages.len() == count {
        let all = tl::types::messages::Messages {
            messages,
            topics: Vec::new(),
            chats: Vec::new(),
            users,
        };
        return Ok(tl::enums::messages::Messages::Messages(all));
    }
    let slice = tl::types::messages::MessagesSlice {
        inexact: false,
        count: i32::try_from(count).unwrap_or(i32::MAX),
        next_rate: None,
        offset_id_offset: None,
        search_flood: None,
        messages,
        topics: Vec::new(),
        chats: Vec::new(),
        users,
    };
    Ok(tl::enums::messages::Messages::Slice(slice))
}

fn page(limit: i32) -> usize {
    usize::try_from(limit).unwrap_or_default().min(MOST)
}

fn dialog(with: i64, last: &Written) -> tl::enums::Dialog {
    tl::enums::Dialog::Dialog(tl::types::Dialog {
        pinned: false,
        unread_mark: false,
        view_forum_as_messages: false,
        peer: peer(with),
        top_message: last.id,
        read_inbox_max_id: last.id,
        read_outbox_max_id: last.id,
        unread_count: 0,
        unread_mentions_count: 0,
        unread_reactions_count: 0,
        unread_poll_votes_count: 0,
        notify_settings: tl::enums::PeerNotifySettings::Settings(no_notify_settings()),
        pts: None,
        draft: None,
        folder_id: None,
        ttl_period: None,
    })
}
