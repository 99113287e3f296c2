//! signetd against its own OpenAPI document, as Schemathesis reads it: whoever says whatever gets an
//! answer that is documented, and never a failure of the service.

use std::env;

use serde_json::{Value, json};
use signet_contract::{
    ids::{DeviceId, OperatorId, ServiceId},
    platform::{NewService, Octets},
};
use signet_seal::{Identity, SealingKey, SigningKey, Suite};
use signet_service::{
    Server,
    audit::Deed,
    caller::{Party, Rank},
    clock::Clock,
    config::Config,
    registration, tokens,
};
use signet_test_foreign::{Language, ask};
use signet_trail::Actor;
use tempfile::TempDir;
use uuid::Uuid;

/// A service that turns nobody away for asking too often.
async fn serve() -> (Server, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        data_dir: folder.path().join("data"),
        request_seconds: 60,
        ..Config::default()
    };
    for limit in [
        &mut config.limit_login,
        &mut config.limit_login_address,
        &mut config.limit_token,
        &mut config.limit_token_address,
        &mut config.limit_links,
        &mut config.limit_preview,
        &mut config.limit_health,
        &mut config.limit_calls,
        &mut config.limit_calls_address,
    ] {
        *limit = 1_000_000;
    }
    (
        Server::start(config, Clock::default()).await.unwrap(),
        folder,
    )
}

/// A registered service, as its headers.
async fn service(server: &Server) -> Value {
    let id = ServiceId::now();
    let identity = SigningKey::<Identity>::random().unwrap();
    let sealing = SealingKey::random(Suite::X25519, "a").unwrap();
    let statement = sealing.stated_by(&identity, id, 4_000_000_000);
    let new: NewService = serde_json::from_value(json!({
        "id": id,
        "name": "Atlas Reader",
        "purpose": "Reads your channels and sums them up",
        "scopes": ["messages.read"],
        "redirectUris": [],
        "contact": "help@atlas.example",
        "identityKey": Octets(*identity.verifying_key().as_bytes()),
        "sealingKey": serde_json::to_string(&statement).unwrap(),
    }))
    .unwrap();
    let actor = Actor::App("test".parse().unwrap());
    let deed = Deed::about(actor, "service", id, None);
    let registered = registration::register(server.platform(), new, deed)
        .await
        .unwrap();
    let key = registered.api_key.api_key;
    json!({"X-Service-ID": id, "Authorization": format!("ApiKey {}", key.expose())})
}

fn bearer(server: &Server, party: &Party) -> Value {
    let platform = server.platform();
    let (origin, now) = (platform.origin.as_str(), platform.clock.now());
    let token = tokens::issue(&platform.keyring, origin, party, Vec::new(), now).unwrap();
    json!({"Authorization": format!("Bearer {}", token.access_token.expose())})
}

fn operator(rank: Rank) -> Party {
    Party::Operator {
        id: OperatorId::now(),
        rank,
        family: Uuid::now_v7(),
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(
    clippy::print_stdout,
    reason = "the seed repeats a failure, the counts say what was tried"
)]
async fn whoever_says_whatever_gets_a_documented_answer() {
    let (server, _folder) = serve().await;
    let device = Party::Device {
        id: DeviceId::now(),
    };
    let callers = json!([
        {"name": "nobody", "headers": {}},
        {"name": "service", "headers": service(&server).await},
        {"name": "device", "headers": bearer(&server, &device)},
        {"name": "viewer", "headers": bearer(&server, &operator(Rank::Viewer))},
        {"name": "support", "headers": bearer(&server, &operator(Rank::Support))},
        {"name": "admin", "headers": bearer(&server, &operator(Rank::Admin))},
    ]);
    let thorough = env::var_os("SIGNET_THOROUGH").is_some();
    let seed: u64 = match env::var("SIGNET_TEST_SEED") {
        Ok(seed) => seed.parse().unwrap(),
        Err(_) => Uuid::now_v7().as_u128() as u64,
    };
    println!("SIGNET_TEST_SEED={seed}");
    // Every endpoint a few times, or everything there is to try for ten minutes as each of them.
    let how = if thorough {
        ["--phases", "examples,coverage,fuzzing", "--max-time", "600"]
    } else {
        ["--phases", "fuzzing", "--max-examples", "3"]
    };
    let question = json!({
        "document": format!("http://{}/openapi.json", server.address()),
        "how": how,
        "seed": seed,
        "callers": callers,
    });
    let answered =
        tokio::task::spawn_blocking(move || ask(Language::Python, "properties.py", &question));
    let answers = answered
        .await
        .unwrap()
        .unwrap_or_else(|error| panic!("{error}"));
    for answer in answers.as_array().unwrap() {
        let said = answer["said"].as_str().unwrap();
        assert_eq!(answer["status"], 0, "{said}");
        let count = said.lines().find(|line| line.contains(" generated, "));
        println!("{}: {}", answer["caller"], count.unwrap().trim());
    }
    server.stop().await;
}
