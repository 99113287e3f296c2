//! People as others see them, and what they have written to each other.

use std::collections::BTreeMap;

use grammers_tl_types as tl;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::world::World;
use crate::world::accounts::Account;
use crate::world::portraits::Photo;

/// Telegram's own account, which sends codes.
pub(crate) const TELEGRAM: i64 = 777_000;

/// Messages kept of one chat. Telegram tells of every sign-in, and nobody cleans up here.
const HISTORY: usize = 200;

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Chats {
    /// By the other person, oldest first.
    pub(crate) with: BTreeMap<i64, Vec<Written>>,
    last_id: i32,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Written {
    pub(crate) id: i32,
    pub(crate) out: bool,
    pub(crate) date: i64,
    pub(crate) text: String,
}

impl Chats {
    /// Every message is one step of `pts`.
    pub(crate) fn pts(&self) -> i32 {
        self.last_id + 1
    }

    pub(crate) fn write(&mut self, with: i64, out: bool, date: i64, text: &str) -> Written {
        self.last_id += 1;
        let written = Written {
            id: self.last_id,
            out,
            date,
            text: text.to_owned(),
        };
        let history = self.with.entry(with).or_default();
        history.push(written.clone());
        let older = history.len().saturating_sub(HISTORY);
        history.drain(..older);
        written
    }
}

impl Written {
    pub(crate) fn shown(&self, with: i64) -> tl::enums::Message {
        let mut message = empty_message();
        message.out = self.out;
        message.id = self.id;
        message.peer_id = peer(with);
        message.date = clock::date(self.date);
        message.message.clone_from(&self.text);
        tl::enums::Message::Message(message)
    }
}

impl World {
    pub(crate) fn person(&self, id: i64, viewer: i64) -> tl::enums::User {
        if id == TELEGRAM {
            return telegram();
        }
        match self.accounts.get(id) {
            Some(account) => person(account, viewer),
            None => tl::enums::User::Empty(tl::types::UserEmpty { id }),
        }
    }

    /// A message from Telegram itself, with its update.
    pub(crate) fn tell(&mut self, account: i64, text: &str) {
        let now = self.now();
        let Some(owner) = self.accounts.get_mut(account) else {
            return;
        };
        let written = owner.chats.write(TELEGRAM, false, now, text);
        let update = tl::types::UpdateNewMessage {
            message: written.shown(TELEGRAM),
            pts: owner.chats.pts(),
            pts_count: 1,
        };
        let updates = tl::enums::Updates::Updates(tl::types::Updates {
            updates: vec![tl::enums::Update::NewMessage(update)],
            users: vec![telegram()],
            chats: Vec::new(),
            date: clock::date(now),
            seq: 0,
        });
        self.push(account, &updates);
    }
}

pub(crate) fn peer(user_id: i64) -> tl::enums::Peer {
    tl::enums::Peer::User(tl::types::PeerUser { user_id })
}

fn person(account: &Account, viewer: i64) -> tl::enums::User {
    let mut user = empty_user(account.id);
    let myself = account.id == viewer;
    user.is_self = myself;
    user.contact = !myself;
    user.mutual_contact = !myself;
    user.premium = account.premium;
    user.access_hash = Some(account.access_hash);
    user.first_name = Some(account.first_name.clone());
    user.last_name = Some(account.last_name.clone()).filter(|name| !name.is_empty());
    user.username.clone_from(&account.username);
    user.phone = Some(account.phone.clone());
    user.photo = account.photo.map(Photo::shown);
    tl::enums::User::User(user)
}

fn telegram() -> tl::enums::User {
    let mut user = empty_user(TELEGRAM);
    user.verified = true;
    user.support = true;
    user.access_hash = Some(1);
    user.first_name = Some("Telegram".to_owned());
    user.phone = Some("42777".to_owned());
    tl::enums::User::User(user)
}

fn empty_user(id: i64) -> tl::types::User {
    tl::types::User {
        is_self: false,
        contact: false,
        mutual_contact: false,
        deleted: false,
        bot: false,
        bot_chat_history: false,
        bot_nochats: false,
        verified: false,
        restricted: false,
        min: false,
        bot_inline_geo: false,
        support: false,
        scam: false,
        apply_min_photo: false,
        fake: false,
        bot_attach_menu: false,
        premium: false,
        attach_menu_enabled: false,
        bot_can_edit: false,
        close_friend: false,
        stories_hidden: false,
        stories_unavailable: false,
        contact_require_premium: false,
        bot_business: false,
        bot_has_main_app: false,
        bot_forum_view: false,
        bot_forum_can_manage_topics: false,
        bot_can_manage_bots: false,
        bot_guestchat: false,
        bot_guard: false,
        id,
        access_hash: None,
        first_name: None,
        last_name: None,
        username: None,
        phone: None,
        photo: None,
        status: None,
        bot_info_version: None,
        restriction_reason: None,
        bot_inline_placeholder: None,
        lang_code: None,
        emoji_status: None,
        usernames: None,
        stories_max_id: None,
        color: None,
        profile_color: None,
        bot_active_users: None,
        bot_verification_icon: None,
        send_paid_messages_stars: None,
        linked_community_id: None,
    }
}

fn empty_message() -> tl::types::Message {
    tl::types::Message {
        out: false,
        mentioned: false,
        media_unread: false,
        silent: false,
        post: false,
        from_scheduled: false,
        legacy: false,
        edit_hide: false,
        pinned: false,
        noforwards: false,
        invert_media: false,
        offline: false,
        video_processing_pending: false,
        paid_suggested_post_stars: false,
        paid_suggested_post_ton: false,
        id: 0,
        from_id: None,
        from_boosts_applied: None,
        from_rank: None,
        peer_id: peer(0),
        saved_peer_id: None,
        fwd_from: None,
        via_bot_id: None,
        via_business_bot_id: None,
        guestchat_via_from: None,
        reply_to: None,
        date: 0,
        message: String::new(),
        media: None,
        reply_markup: None,
        entities: None,
        views: None,
        forwards: None,
        replies: None,
        edit_date: None,
        post_author: None,
        grouped_id: None,
        reactions: None,
        restriction_reason: None,
        ttl_period: None,
        quick_reply_shortcut_id: None,
        effect: None,
        factcheck: None,
        report_delivery_until_date: None,
        paid_message_stars: None,
        suggested_post: None,
        schedule_repeat_period: None,
        summary_from_language: None,
        rich_message: None,
    }
}
