//! The device list, and how authorizations end.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use grammers_mtproto::transport::Full;
use grammers_tl_types as tl;
use signet_sandbox::Standing;

use crate::client::{Client, address, no_violations, person, refusal, start};
use crate::raw::Raw;

const PHONE: &str = "9996621234";
const DAY: Duration = Duration::from_secs(86_400);

async fn devices(client: &mut Client) -> Vec<tl::types::Authorization> {
    let answer = client
        .call(tl::functions::account::GetAuthorizations {})
        .await;
    let tl::enums::account::Authorizations::Authorizations(answer) = answer.unwrap();
    let devices = answer.authorizations.into_iter();
    devices
        .map(|tl::enums::Authorization::Authorization(device)| device)
        .collect()
}

async fn state(client: &mut Client) -> Result<(), grammers_mtsender::InvocationError> {
    let state = client.call(tl::functions::updates::GetState {}).await;
    state.map(|_| ())
}

#[tokio::test]
async fn only_a_device_older_than_a_day_may_end_another() {
    let sandbox = start(vec![person(PHONE)]);
    let mut first = Client::connect(&sandbox, 2).await;
    first.enter(PHONE).await;
    let mut second = Client::connect(&sandbox, 2).await;
    second.enter(PHONE).await;
    second.introduce("Renamed").await.unwrap();

    let listed = devices(&mut first).await;
    assert_eq!(listed.len(), 2);
    let other = listed.iter().find(|device| !device.current).unwrap();
    assert_eq!(other.device_model, "Renamed");
    let end = tl::functions::account::ResetAuthorization { hash: other.hash };
    let fresh = first.call(end.clone()).await;
    assert_eq!(refusal(fresh), "406 FRESH_RESET_AUTHORISATION_FORBIDDEN");
    let ttl = tl::functions::account::SetAuthorizationTtl {
        authorization_ttl_days: 367,
    };
    assert_eq!(refusal(first.call(ttl).await), "400 TTL_DAYS_INVALID");

    sandbox.age_authorizations(PHONE, DAY).unwrap();
    assert!(first.call(end.clone()).await.unwrap());
    assert_eq!(refusal(first.call(end).await), "400 HASH_INVALID");
    assert_eq!(devices(&mut first).await.len(), 1);
    let ended = state(&mut second).await;
    assert_eq!(refusal(ended), "401 AUTH_KEY_UNREGISTERED");
    second.enter(PHONE).await;
    no_violations(&sandbox);
}

#[tokio::test]
async fn an_unconfirmed_device_is_confirmed_by_another() {
    let sandbox = start(vec![person(PHONE)]);
    let mut first = Client::connect(&sandbox, 2).await;
    first.enter(PHONE).await;
    let mut second = Client::connect(&sandbox, 2).await;
    second.enter(PHONE).await;
    sandbox.unconfirm_devices(PHONE).unwrap();
    let listed = devices(&mut first).await;
    let other = listed.iter().find(|device| !device.current).unwrap();
    assert!(other.unconfirmed);
    let confirm = tl::functions::account::ChangeAuthorizationSettings {
        confirmed: true,
        hash: other.hash,
        encrypted_requests_disabled: None,
        call_requests_disabled: None,
    };
    assert!(first.call(confirm).await.unwrap());
    let listed = devices(&mut first).await;
    assert!(
        listed
            .iter()
            .any(|device| !device.current && !device.unconfirmed)
    );
}

#[tokio::test]
async fn ending_all_others_revokes_them() {
    let sandbox = start(vec![person(PHONE)]);
    let mut first = Client::connect(&sandbox, 2).await;
    first.enter(PHONE).await;
    let mut second = Client::connect(&sandbox, 2).await;
    second.enter(PHONE).await;
    sandbox.age_authorizations(PHONE, DAY).unwrap();
    let all = tl::functions::auth::ResetAuthorizations {};
    assert!(first.call(all).await.unwrap());
    assert_eq!(refusal(state(&mut second).await), "401 SESSION_REVOKED");
    state(&mut first).await.unwrap();
}

#[tokio::test]
async fn a_device_that_was_silent_for_too_long_has_expired() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    client.enter(PHONE).await;
    sandbox.clock().advance(183 * DAY);
    assert_eq!(refusal(state(&mut client).await), "401 SESSION_EXPIRED");
}

#[tokio::test]
async fn a_key_live_from_two_addresses_is_duplicated_and_dead() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    client.enter(PHONE).await;

    let mut same = Client::with_key(Full::new, &sandbox, 2, client.key, "Test")
        .await
        .unwrap();
    state(&mut same).await.unwrap();
    state(&mut client).await.unwrap();

    let source = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
    let stream = from(source, address(&sandbox, 2)).await;
    let mut elsewhere = Raw::new(stream, client.key);
    elsewhere.ping();
    let duplicated = state(&mut client).await;
    assert_eq!(refusal(duplicated), "406 AUTH_KEY_DUPLICATED");
    drop(elsewhere);
    let still = state(&mut same).await;
    assert_eq!(refusal(still), "406 AUTH_KEY_DUPLICATED");
    assert_eq!(sandbox.devices(PHONE).unwrap(), Vec::<String>::new());
    no_violations(&sandbox);
}

#[tokio::test]
async fn a_banned_account_is_told_so_and_a_frozen_one_keeps_reading() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    client.enter(PHONE).await;
    sandbox.set_standing(PHONE, Standing::Frozen).unwrap();
    state(&mut client).await.unwrap();
    let token = vec![0; 32];
    let accept = tl::functions::auth::AcceptLoginToken { token };
    let frozen = client.call(accept).await;
    assert_eq!(refusal(frozen), "420 FROZEN_METHOD_INVALID");
    sandbox.set_standing(PHONE, Standing::Banned).unwrap();
    let banned = state(&mut client).await;
    assert_eq!(refusal(banned), "401 USER_DEACTIVATED_BAN");
}

#[tokio::test]
async fn a_forgotten_key_is_unknown() {
    let sandbox = start(vec![person(PHONE)]);
    let mut client = Client::connect(&sandbox, 2).await;
    client.enter(PHONE).await;
    sandbox.forget_keys(PHONE).unwrap();
    let again = Client::with_key(Full::new, &sandbox, 2, client.key, "Test").await;
    let error = format!("{:?}", again.err());
    assert!(error.contains("404"), "{error}");
}

#[tokio::test]
async fn a_sign_in_can_be_taken_to_another_dc() {
    let sandbox = start(vec![person(PHONE)]);
    let mut home = Client::connect(&sandbox, 2).await;
    home.enter(PHONE).await;
    let export = tl::functions::auth::ExportAuthorization { dc_id: 3 };
    let tl::enums::auth::ExportedAuthorization::Authorization(exported) =
        home.call(export).await.unwrap();
    let mut there = Client::connect(&sandbox, 3).await;
    let import = tl::functions::auth::ImportAuthorization {
        id: exported.id,
        bytes: exported.bytes,
    };
    there.call(import.clone()).await.unwrap();
    state(&mut there).await.unwrap();
    assert_eq!(refusal(there.call(import).await), "400 AUTH_BYTES_INVALID");
    assert_eq!(devices(&mut home).await.len(), 1);
    home.call(tl::functions::auth::LogOut {}).await.unwrap();
    let ended = state(&mut there).await;
    assert_eq!(refusal(ended), "401 AUTH_KEY_UNREGISTERED");
}

/// A connection that comes from the given address.
async fn from(source: IpAddr, to: SocketAddr) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(source, 0)).unwrap();
    let stream = socket.connect(to).await.unwrap().into_std().unwrap();
    stream.set_nonblocking(false).unwrap();
    stream
}
