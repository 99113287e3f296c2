//! Reading chats: what a service shows first, and what proves that a session works.

use std::{
    collections::HashMap,
    time::{Duration, SystemTime},
};

use grammers_tl_types as tl;
use tl::{enums, functions::messages};

use crate::{Client, Error, shown::shown};

const MAX_TITLE: usize = 128;
/// Of one page; Telegram gives no more.
const PAGE: u8 = 100;

/// A conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Chat {
    /// By what its messages are asked for.
    pub peer: Peer,
    /// Who or what it is with, made fit to be shown.
    pub title: String,
    /// How many messages are unread.
    pub unread: u32,
    /// The newest message.
    pub last: Option<Message>,
}

/// Names a chat towards Telegram.
#[derive(Debug, Clone, PartialEq)]
pub struct Peer(enums::InputPeer);

/// One message. Its text is as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number in the chat.
    pub id: i32,
    /// When it was sent.
    pub date: SystemTime,
    /// Whether the person here wrote it.
    pub outgoing: bool,
    /// Its text; empty for pictures and the like.
    pub text: String,
}

impl Client {
    /// The chats with the newest messages, at most 100.
    pub async fn chats(&self, most: u8) -> Result<Vec<Chat>, Error> {
        let request = messages::GetDialogs {
            exclude_pinned: false,
            folder_id: None,
            offset_date: 0,
            offset_id: 0,
            offset_peer: enums::InputPeer::Empty,
            limit: i32::from(most.min(PAGE)),
            hash: 0,
        };
        let (dialogs, messages, chats, users) = match self.read(&request).await? {
            enums::messages::Dialogs::Dialogs(all) => {
                (all.dialogs, all.messages, all.chats, all.users)
            }
            enums::messages::Dialogs::Slice(some) => {
                (some.dialogs, some.messages, some.chats, some.users)
            }
            enums::messages::Dialogs::NotModified(_) => return Ok(Vec::new()),
        };
        let known = known(users, chats);
        let mut last: HashMap<(i64, i32), Message> = messages
            .into_iter()
            .filter_map(|message| Some((within(&message)?, Message::of(message)?)))
            .map(|(peer, message)| ((peer, message.id), message))
            .collect();
        let chat = |dialog| {
            let enums::Dialog::Dialog(dialog) = dialog else {
                return None;
            };
            let id = id(&dialog.peer);
            let (peer, title) = known.get(&id)?.clone();
            Some(Chat {
                peer,
                title,
                unread: u32::try_from(dialog.unread_count).unwrap_or_default(),
                last: last.remove(&(id, dialog.top_message)),
            })
        };
        Ok(dialogs.into_iter().filter_map(chat).collect())
    }

    /// The newest messages of a chat, the newest first, at most 100.
    pub async fn messages(&self, peer: &Peer, most: u8) -> Result<Vec<Message>, Error> {
        let request = messages::GetHistory {
            peer: peer.0.clone(),
            offset_id: 0,
            offset_date: 0,
            add_offset: 0,
            limit: i32::from(most.min(PAGE)),
            max_id: 0,
            min_id: 0,
            hash: 0,
        };
        let messages = match self.read(&request).await? {
            enums::messages::Messages::Messages(all) => all.messages,
            enums::messages::Messages::Slice(some) => some.messages,
            enums::messages::Messages::ChannelMessages(some) => some.messages,
            enums::messages::Messages::NotModified(_) => Vec::new(),
        };
        Ok(messages.into_iter().filter_map(Message::of).collect())
    }
}

impl Message {
    /// Without what is no message but a note, such as that somebody joined.
    fn of(message: enums::Message) -> Option<Self> {
        let enums::Message::Message(message) = message else {
            return None;
        };
        let seconds = u64::try_from(message.date).unwrap_or_default();
        Some(Self {
            id: message.id,
            date: SystemTime::UNIX_EPOCH + Duration::from_secs(seconds),
            outgoing: message.out,
            text: message.message,
        })
    }
}

type Known = HashMap<i64, (Peer, String)>;

/// By the id of their peer. Users and groups do not share ids here, since groups are negative.
fn known(users: Vec<enums::User>, chats: Vec<enums::Chat>) -> Known {
    let users = users.into_iter().filter_map(|user| {
        let enums::User::User(user) = user else {
            return None;
        };
        let peer = if user.is_self {
            enums::InputPeer::PeerSelf
        } else {
            enums::InputPeer::User(tl::types::InputPeerUser {
                user_id: user.id,
                access_hash: user.access_hash?,
            })
        };
        let names = [user.first_name, user.last_name].into_iter().flatten();
        let title = names.collect::<Vec<_>>().join(" ");
        Some((user.id, peer, title))
    });
    let chats = chats.into_iter().filter_map(|chat| match chat {
        enums::Chat::Chat(chat) => {
            let peer = tl::types::InputPeerChat { chat_id: chat.id };
            Some((group(chat.id), peer.into(), chat.title))
        }
        enums::Chat::Channel(channel) => {
            let peer = tl::types::InputPeerChannel {
                channel_id: channel.id,
                access_hash: channel.access_hash?,
            };
            Some((channel_id(channel.id), peer.into(), channel.title))
        }
        enums::Chat::Empty(_)
        | enums::Chat::Forbidden(_)
        | enums::Chat::ChannelForbidden(_)
        | enums::Chat::Community(_)
        | enums::Chat::CommunityForbidden(_) => None,
    });
    users
        .chain(chats)
        .map(|(id, peer, title)| (id, (Peer(peer), shown(&title, MAX_TITLE))))
        .collect()
}

fn within(message: &enums::Message) -> Option<i64> {
    match message {
        enums::Message::Message(message) => Some(id(&message.peer_id)),
        enums::Message::Service(_) | enums::Message::Empty(_) => None,
    }
}

fn id(peer: &enums::Peer) -> i64 {
    match peer {
        enums::Peer::User(peer) => peer.user_id,
        enums::Peer::Chat(peer) => group(peer.chat_id),
        enums::Peer::Channel(peer) => channel_id(peer.channel_id),
    }
}

fn group(id: i64) -> i64 {
    id.wrapping_neg()
}

fn channel_id(id: i64) -> i64 {
    (-1_000_000_000_000i64).wrapping_sub(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_groups_and_channels_are_told_apart() {
        let (user_id, chat_id, channel_id) = (5, 5, 5);
        let peers: Vec<enums::Peer> = vec![
            tl::types::PeerUser { user_id }.into(),
            tl::types::PeerChat { chat_id }.into(),
            tl::types::PeerChannel { channel_id }.into(),
        ];
        let ids: Vec<i64> = peers.iter().map(id).collect();
        assert_eq!(ids, [5, -5, -1_000_000_000_005]);
    }

    #[test]
    fn who_cannot_be_asked_for_is_not_listed() {
        let (id, title) = (5, "Closed".to_owned());
        let chats = vec![
            tl::types::ChatEmpty { id }.into(),
            tl::types::ChatForbidden { id, title }.into(),
        ];
        let users = vec![tl::types::UserEmpty { id }.into()];
        assert!(known(users, chats).is_empty());
    }
}
