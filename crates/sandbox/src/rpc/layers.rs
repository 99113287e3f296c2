//! Answers in the layer of whoever asked: a small table of only the types that are sent here.
//!
//! An older constructor of a type is written with the fields it shares with the newest one. None of
//! the fields that came later is ever set here, so flags need no translation.

use grammers_tl_types::{self as tl, Identifiable, Serializable};

/// The newest two are the same for everything that is sent here. The others are what client
/// libraries in use speak.
pub(crate) const SERVED: [i32; 4] = [198, 225, 229, tl::LAYER];

const OLDEST: i32 = 198;
const OLDER: i32 = 225;

const VECTOR: u32 = 0x1cb5_c415;

pub(crate) trait Spoken {
    fn speak(&self, layer: i32, out: &mut Vec<u8>);

    fn spoken(&self, layer: i32) -> Vec<u8> {
        let mut out = Vec::new();
        self.speak(layer, &mut out);
        out
    }
}

macro_rules! same_in_every_layer {
    ($($answer:ty,)+) => {
        $(impl Spoken for $answer {
            fn speak(&self, _: i32, out: &mut Vec<u8>) {
                self.serialize(out);
            }
        })+
    };
}

same_in_every_layer! {
    bool,
    tl::enums::Authorization,
    tl::enums::Chat,
    tl::enums::Config,
    tl::enums::EncryptedMessage,
    tl::enums::NearestDc,
    tl::enums::account::Authorizations,
    tl::enums::account::EmailVerified,
    tl::enums::account::Password,
    tl::enums::account::SentEmailCode,
    tl::enums::auth::ExportedAuthorization,
    tl::enums::auth::LoggedOut,
    tl::enums::auth::PasswordRecovery,
    tl::enums::updates::State,
    tl::enums::upload::File,
}

impl<T: Spoken> Spoken for Vec<T> {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        VECTOR.serialize(out);
        i32::try_from(self.len()).unwrap_or(i32::MAX).serialize(out);
        for item in self {
            item.speak(layer, out);
        }
    }
}

impl Spoken for tl::enums::User {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        let older = match (self, layer) {
            (Self::User(_), OLDEST) => Some(0x4b46_c37e),
            (Self::User(_), OLDER) => Some(0x3177_4388),
            (Self::User(_) | Self::Empty(_), _) => None,
        };
        under(older, &self.to_bytes(), out);
    }
}

impl Spoken for tl::enums::Message {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        let older = match (self, layer) {
            (Self::Message(_), OLDEST) => Some(0x96fd_bbe9),
            (Self::Message(_), OLDER) => Some(0x95ef_6f2b),
            (Self::Message(_) | Self::Service(_) | Self::Empty(_), _) => None,
        };
        under(older, &self.to_bytes(), out);
    }
}

impl Spoken for tl::enums::Dialog {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        match self {
            Self::Dialog(dialog) if layer == OLDEST => {
                0xd58a_08c6_u32.serialize(out);
                0u32.serialize(out);
                dialog.peer.serialize(out);
                dialog.top_message.serialize(out);
                dialog.read_inbox_max_id.serialize(out);
                dialog.read_outbox_max_id.serialize(out);
                dialog.unread_count.serialize(out);
                dialog.unread_mentions_count.serialize(out);
                dialog.unread_reactions_count.serialize(out);
                dialog.notify_settings.serialize(out);
            }
            Self::Dialog(_) | Self::Folder(_) | Self::Community(_) => self.serialize(out),
        }
    }
}

impl Spoken for tl::enums::UserFull {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        let Self::Full(full) = self;
        if layer != OLDEST {
            return self.serialize(out);
        }
        0x4d97_5bbc_u32.serialize(out);
        0u32.serialize(out);
        0u32.serialize(out);
        full.id.serialize(out);
        under(Some(0xacd6_6c5e), &full.settings.to_bytes(), out);
        full.notify_settings.serialize(out);
        full.common_chats_count.serialize(out);
    }
}

impl Spoken for tl::enums::users::UserFull {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        let Self::Full(full) = self;
        tl::types::users::UserFull::CONSTRUCTOR_ID.serialize(out);
        full.full_user.speak(layer, out);
        full.chats.speak(layer, out);
        full.users.speak(layer, out);
    }
}

impl Spoken for tl::enums::messages::Dialogs {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        match self {
            Self::Dialogs(all) => {
                tl::types::messages::Dialogs::CONSTRUCTOR_ID.serialize(out);
                all.dialogs.speak(layer, out);
                all.messages.speak(layer, out);
                all.chats.speak(layer, out);
                all.users.speak(layer, out);
            }
            Self::Slice(_) | Self::NotModified(_) => self.serialize(out),
        }
    }
}

impl Spoken for tl::enums::messages::Messages {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        match self {
            Self::Messages(page) => {
                if layer == OLDEST {
                    0x8c71_8e87_u32.serialize(out);
                    page.messages.speak(layer, out);
                } else {
                    tl::types::messages::Messages::CONSTRUCTOR_ID.serialize(out);
                    page.messages.speak(layer, out);
                    page.topics.serialize(out);
                }
                page.chats.speak(layer, out);
                page.users.speak(layer, out);
            }
            Self::Slice(page) => {
                let oldest = layer == OLDEST;
                let current = tl::types::messages::MessagesSlice::CONSTRUCTOR_ID;
                let constructor = if oldest { 0x3a54_685e } else { current };
                constructor.serialize(out);
                0u32.serialize(out);
                page.count.serialize(out);
                page.messages.speak(layer, out);
                if !oldest {
                    page.topics.serialize(out);
                }
                page.chats.speak(layer, out);
                page.users.speak(layer, out);
            }
            Self::ChannelMessages(_) | Self::NotModified(_) => self.serialize(out),
        }
    }
}

impl Spoken for tl::enums::auth::Authorization {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        match self {
            Self::Authorization(told) => {
                // Everything before the user is the same; the user comes last.
                let whole = self.to_bytes();
                let user = told.user.to_bytes();
                out.extend(&whole[..whole.len() - user.len()]);
                told.user.speak(layer, out);
            }
            Self::SignUpRequired(_) => self.serialize(out),
        }
    }
}

impl Spoken for tl::enums::auth::LoginToken {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        match self {
            Self::Success(success) => {
                tl::types::auth::LoginTokenSuccess::CONSTRUCTOR_ID.serialize(out);
                success.authorization.speak(layer, out);
            }
            Self::Token(_) | Self::MigrateTo(_) => self.serialize(out),
        }
    }
}

impl Spoken for tl::enums::auth::SentCode {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        match self {
            Self::Success(success) => {
                tl::types::auth::SentCodeSuccess::CONSTRUCTOR_ID.serialize(out);
                success.authorization.speak(layer, out);
            }
            Self::Code(_) | Self::PaymentRequired(_) => self.serialize(out),
        }
    }
}

impl Spoken for tl::enums::Update {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        if let Self::NewMessage(new) = self {
            tl::types::UpdateNewMessage::CONSTRUCTOR_ID.serialize(out);
            new.message.speak(layer, out);
            new.pts.serialize(out);
            new.pts_count.serialize(out);
        } else {
            self.serialize(out);
        }
    }
}

impl Spoken for tl::enums::Updates {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        if let Self::Updates(all) = self {
            tl::types::Updates::CONSTRUCTOR_ID.serialize(out);
            all.updates.speak(layer, out);
            all.users.speak(layer, out);
            all.chats.speak(layer, out);
            all.date.serialize(out);
            all.seq.serialize(out);
        } else {
            self.serialize(out);
        }
    }
}

impl Spoken for tl::enums::updates::Difference {
    fn speak(&self, layer: i32, out: &mut Vec<u8>) {
        if let Self::Difference(missed) = self {
            tl::types::updates::Difference::CONSTRUCTOR_ID.serialize(out);
            missed.new_messages.speak(layer, out);
            missed.new_encrypted_messages.speak(layer, out);
            missed.other_updates.speak(layer, out);
            missed.chats.speak(layer, out);
            missed.users.speak(layer, out);
            missed.state.serialize(out);
        } else {
            self.serialize(out);
        }
    }
}

/// The same fields behind another constructor.
fn under(constructor: Option<u32>, boxed: &[u8], out: &mut Vec<u8>) {
    match constructor {
        Some(constructor) => {
            constructor.serialize(out);
            out.extend(boxed.iter().skip(4));
        }
        None => out.extend(boxed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_layer_is_written_as_the_schema_says() {
        let user = tl::enums::User::Empty(tl::types::UserEmpty { id: 7 });
        let updates = tl::enums::Updates::Updates(tl::types::Updates {
            updates: vec![tl::enums::Update::LoginToken],
            users: vec![user],
            chats: Vec::new(),
            date: 1,
            seq: 2,
        });
        assert_eq!(updates.spoken(tl::LAYER), updates.to_bytes());
        let sign_up = tl::enums::auth::Authorization::SignUpRequired(
            tl::types::auth::AuthorizationSignUpRequired {
                terms_of_service: None,
            },
        );
        assert_eq!(sign_up.spoken(198), sign_up.to_bytes());
    }
}
