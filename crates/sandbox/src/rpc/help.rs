//! help.*: where the DCs are.

use grammers_tl_types as tl;

use crate::clock;
use crate::rpc::Call;
use crate::rpc::error::RpcError;

const HOUR: i64 = 3600;

pub(crate) fn nearest_dc(
    call: &mut Call<'_>,
    _: tl::functions::help::GetNearestDc,
) -> Result<tl::enums::NearestDc, RpcError> {
    let nearest = tl::types::NearestDc {
        country: "ZZ".to_owned(),
        this_dc: i32::from(call.dc),
        nearest_dc: i32::from(call.dc),
    };
    Ok(tl::enums::NearestDc::Dc(nearest))
}

pub(crate) fn config(
    call: &mut Call<'_>,
    _: tl::functions::help::GetConfig,
) -> Result<tl::enums::Config, RpcError> {
    let now = i64::try_from(clock::wire().as_secs()).unwrap_or(i64::MAX);
    let dc_options = call.world.dcs.iter().map(|dc| {
        tl::enums::DcOption::Option(tl::types::DcOption {
            ipv6: dc.address.is_ipv6(),
            media_only: false,
            tcpo_only: false,
            cdn: false,
            r#static: false,
            this_port_only: true,
            id: i32::from(dc.id),
            ip_address: dc.address.ip().to_string(),
            port: i32::from(dc.address.port()),
            secret: None,
        })
    });
    let config = tl::types::Config {
        default_p2p_contacts: false,
        preload_featured_stickers: false,
        revoke_pm_inbox: false,
        blocked_mode: false,
        force_try_ipv6: false,
        date: clock::date(now),
        expires: clock::date(now + HOUR),
        test_mode: false,
        this_dc: i32::from(call.dc),
        dc_options: dc_options.collect(),
        dc_txt_domain_name: String::new(),
        chat_size_max: 200,
        megagroup_size_max: 200_000,
        forwarded_count_max: 100,
        online_update_period_ms: 210_000,
        offline_blur_timeout_ms: 5000,
        offline_idle_timeout_ms: 30_000,
        online_cloud_timeout_ms: 300_000,
        notify_cloud_delay_ms: 30_000,
        notify_default_delay_ms: 1500,
        push_chat_period_ms: 60_000,
        push_chat_limit: 2,
        edit_time_limit: 172_800,
        revoke_time_limit: 2_147_483_647,
        revoke_pm_time_limit: 2_147_483_647,
        rating_e_decay: 2_419_200,
        stickers_recent_limit: 200,
        channels_read_media_period: 604_800,
        tmp_sessions: None,
        call_receive_timeout_ms: 20_000,
        call_ring_timeout_ms: 90_000,
        call_connect_timeout_ms: 30_000,
        call_packet_timeout_ms: 10_000,
        me_url_prefix: String::new(),
        autoupdate_url_prefix: None,
        gif_search_username: None,
        venue_search_username: None,
        img_search_username: None,
        static_maps_provider: None,
        caption_length_max: 1024,
        message_length_max: 4096,
        webfile_dc_id: i32::from(call.dc),
        suggested_lang_code: None,
        lang_pack_version: None,
        base_lang_pack_version: None,
        reactions_default: None,
        autologin_token: None,
    };
    Ok(tl::enums::Config::Config(config))
}
