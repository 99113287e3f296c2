//! What survives a restart.

use std::fs;
use std::path::Path;

use grammers_mtproto::transport::Full;
use grammers_tl_types as tl;
use signet_sandbox::{Config, Sandbox, SandboxError};

use crate::client::{API_HASH, Client, no_violations, refusal};
use crate::password::{guarded, parameters, prove};

const PHONE: &str = "9996621234";

fn start(state: &Path) -> Result<Sandbox, SandboxError> {
    Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        accounts: vec![guarded()],
        state: Some(state.to_owned()),
        ..Config::default()
    })
}

#[tokio::test]
async fn a_sign_in_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let before = start(&state).unwrap();
    let mut client = Client::connect(&before, 2).await;
    let hash = client.send_code(PHONE).await.unwrap();
    let needed = client.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(needed), "401 SESSION_PASSWORD_NEEDED");
    let asked = parameters(&mut client).await;
    prove(&mut client, asked, "correct horse").await.unwrap();
    let fingerprint = before.public_key_fingerprint();
    drop(before);

    let after = start(&state).unwrap();
    assert_eq!(after.public_key_fingerprint(), fingerprint);
    let again = Client::with_key(Full::new, &after, 2, client.key, "Again").await;
    let mut again = again.unwrap();
    let get = tl::functions::updates::GetState {};
    again.call(get).await.unwrap();
    assert_eq!(after.devices(PHONE).unwrap(), ["Again"]);
    let mut new = Client::connect(&after, 2).await;
    let hash = new.send_code(PHONE).await.unwrap();
    let needed = new.sign_in(PHONE, &hash, "22222").await;
    assert_eq!(refusal(needed), "401 SESSION_PASSWORD_NEEDED");
    no_violations(&after);
}

#[test]
fn a_state_that_cannot_be_read_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    fs::write(&state, "not a state").unwrap();
    assert!(matches!(start(&state), Err(SandboxError::State { .. })));
    assert_eq!(fs::read_to_string(&state).unwrap(), "not a state");
}
