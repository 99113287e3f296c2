//! users.*: who somebody is.

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::error::RpcError;

pub(crate) fn users(
    call: &mut Call<'_>,
    request: tl::functions::users::GetUsers,
) -> Result<Vec<tl::enums::User>, RpcError> {
    let myself = call.account()?;
    let ids = request.id.iter().filter_map(|input| named(input, myself));
    Ok(ids.map(|id| call.world.person(id, myself)).collect())
}

pub(crate) fn full(
    call: &mut Call<'_>,
    request: tl::functions::users::GetFullUser,
) -> Result<tl::enums::users::UserFull, RpcError> {
    let myself = call.account()?;
    let id = named(&request.id, myself).ok_or_else(|| RpcError::bad("USER_ID_INVALID"))?;
    let person = call.world.person(id, myself);
    if matches!(person, tl::enums::User::Empty(_)) {
        return Err(RpcError::bad("USER_ID_INVALID"));
    }
    Ok(tl::enums::users::UserFull::Full(
        tl::types::users::UserFull {
            full_user: tl::enums::UserFull::Full(empty_full(id)),
            chats: Vec::new(),
            users: vec![person],
        },
    ))
}

fn named(input: &tl::enums::InputUser, myself: i64) -> Option<i64> {
    match input {
        tl::enums::InputUser::UserSelf => Some(myself),
        tl::enums::InputUser::User(user) => Some(user.user_id),
        tl::enums::InputUser::Empty | tl::enums::InputUser::FromMessage(_) => None,
    }
}

fn empty_full(id: i64) -> tl::types::UserFull {
    tl::types::UserFull {
        blocked: false,
        phone_calls_available: false,
        phone_calls_private: false,
        can_pin_message: false,
        has_scheduled: false,
        video_calls_available: false,
        voice_messages_forbidden: false,
        translations_disabled: false,
        stories_pinned_available: false,
        blocked_my_stories_from: false,
        wallpaper_overridden: false,
        contact_require_premium: false,
        read_dates_private: false,
        sponsored_enabled: false,
        can_view_revenue: false,
        bot_can_manage_emoji_status: false,
        display_gifts_button: false,
        noforwards_my_enabled: false,
        noforwards_peer_enabled: false,
        unofficial_security_risk: false,
        id,
        about: None,
        settings: tl::enums::PeerSettings::Settings(no_settings()),
        personal_photo: None,
        profile_photo: None,
        fallback_photo: None,
        notify_settings: tl::enums::PeerNotifySettings::Settings(no_notify_settings()),
        bot_info: None,
        pinned_msg_id: None,
        common_chats_count: 0,
        folder_id: None,
        ttl_period: None,
        theme: None,
        private_forward_name: None,
        bot_group_admin_rights: None,
        bot_broadcast_admin_rights: None,
        wallpaper: None,
        stories: None,
        business_work_hours: None,
        business_location: None,
        business_greeting_message: None,
        business_away_message: None,
        business_intro: None,
        birthday: None,
        personal_channel_id: None,
        personal_channel_message: None,
        stargifts_count: None,
        starref_program: None,
        bot_verification: None,
        send_paid_messages_stars: None,
        disallowed_gifts: None,
        stars_rating: None,
        stars_my_pending_rating: None,
        stars_my_pending_rating_date: None,
        main_tab: None,
        saved_music: None,
        note: None,
        bot_manager_id: None,
    }
}

fn no_settings() -> tl::types::PeerSettings {
    tl::types::PeerSettings {
        report_spam: false,
        add_contact: false,
        block_contact: false,
        share_contact: false,
        need_contacts_exception: false,
        report_geo: false,
        autoarchived: false,
        invite_members: false,
        request_chat_broadcast: false,
        business_bot_paused: false,
        business_bot_can_reply: false,
        geo_distance: None,
        request_chat_title: None,
        request_chat_date: None,
        business_bot_id: None,
        business_bot_manage_url: None,
        charge_paid_message_stars: None,
        registration_month: None,
        phone_country: None,
        name_change_date: None,
        photo_change_date: None,
    }
}

pub(crate) fn no_notify_settings() -> tl::types::PeerNotifySettings {
    tl::types::PeerNotifySettings {
        show_previews: None,
        silent: None,
        mute_until: None,
        ios_sound: None,
        android_sound: None,
        other_sound: None,
        stories_muted: None,
        stories_hide_sender: None,
        stories_ios_sound: None,
        stories_android_sound: None,
        stories_other_sound: None,
    }
}
