//! Sessions that Signet mints are used by the libraries, under the name that minting gave them.

use std::sync::Arc;

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use signet_sandbox::{Config, Sandbox};
use signet_session::{Format, Introduction};
use signet_telegram::{Client, Device, DeviceHash, mint::Minted};
use signet_test_foreign::Language;
use signet_test_telegram::{Ledger, PASSWORD, Way, mint, person, road_of, sign_in};

use crate::sandbox::{put_to, question};

const PHONE: &str = "9996620003";

struct Library {
    name: &'static str,
    format: Format,
    language: Language,
    /// What it calls itself unless it is told.
    own_name: &'static str,
}

/// Signs in, mints in every way, and has the library use each session: one as it would by itself,
/// then all with the introduction, after which the device list shows what minting said.
async fn uses_what_we_mint(library: Library) {
    let scene = Scene::set().await;
    let mut minted = vec![scene.mint("Atlas", Way::Token).await];
    minted.push(scene.mint("Borealis", Way::Code).await);
    let password = Some(PASSWORD);
    scene.sandbox.set_password(PHONE, password, None).unwrap();
    minted.push(scene.mint("Cassini", Way::Token).await);
    minted.push(scene.mint("Draco", Way::Code).await);
    let mut given = Vec::new();
    for minted in &minted {
        given.push(scene.shown(minted.hash).await);
    }
    let names: Vec<_> = given.iter().map(|device| device.model.as_str()).collect();
    let services = ["Atlas", "Borealis", "Cassini", "Draco"];
    assert_eq!(names, services.map(|name| format!("{name} via Signet")));

    scene.have_used(&library, &minted[..1], false);
    let overwritten = scene.shown(minted[0].hash).await;
    let own = overwritten.model.contains(library.own_name);
    assert!(own, "{}: {overwritten:?}", library.name);

    scene.have_used(&library, &minted, true);
    for (minted, given) in minted.iter().zip(&given) {
        let named = scene.shown(minted.hash).await;
        assert_eq!(said(&named), said(given), "{}", library.name);
    }
    // Nobody signed in anew.
    assert_eq!(scene.sandbox.devices(PHONE).unwrap().len(), 5);
}

/// What an introduction says of it.
fn said(device: &Device) -> [&str; 3] {
    [&device.model, &device.system_version, &device.app_version]
}

struct Scene {
    sandbox: Sandbox,
    api_hash: String,
    home: Arc<Client>,
}

impl Scene {
    async fn set() -> Self {
        let (sandbox, api_hash) = low();
        let road = road_of(sandbox.environment()).unwrap();
        let session = sign_in(&road, PHONE).await.unwrap();
        let home = Client::from_session(&road, session).await.unwrap();
        Self {
            sandbox,
            api_hash,
            home: Arc::new(home),
        }
    }

    async fn mint(&self, service: &str, way: Way) -> Minted {
        let ledger = Arc::new(Ledger::default());
        let minted = mint(&self.home, ledger, service, PHONE, way).await;
        minted.unwrap()
    }

    /// The library opens each session and reads dialogs and a page of history.
    fn have_used(&self, library: &Library, minted: &[Minted], told: bool) {
        let questions = minted.iter().map(|minted| {
            let string = minted.session.write(library.format).unwrap();
            let what = format!("{}_use", library.name);
            let (api_hash, language) = (&self.api_hash, library.language);
            let mut asked = question(&self.sandbox, api_hash, language, &what, PHONE, 2);
            asked["string"] = json!(string.expose_secret());
            if told {
                asked["introduction"] = introduction(minted.session.introduction());
            }
            asked
        });
        let questions = questions.collect();
        let language = library.language;
        // The home session stays connected meanwhile.
        let seen = tokio::task::block_in_place(|| put_to(&self.sandbox, language, questions));
        for seen in seen {
            assert_eq!(seen["name"], "Ada");
            assert_eq!(seen["phone"], PHONE);
            assert_eq!(seen["dialogs"][0], "Telegram");
            assert_eq!(seen["history"][2], "Are we still on for Saturday?");
        }
    }

    async fn shown(&self, hash: DeviceHash) -> Device {
        let devices = self.home.devices().await.unwrap();
        devices.find(hash).unwrap().clone()
    }
}

/// As the scripts hand it to the libraries.
fn introduction(said: &Introduction) -> Value {
    json!({
        "deviceModel": said.device_model(),
        "systemVersion": said.system_version(),
        "appVersion": said.app_version(),
        "language": said.language(),
    })
}

/// On ports that GramJS can write: the system's free ones are above.
fn low() -> (Sandbox, String) {
    for port in (10_000..30_000).step_by(97) {
        let config = Config {
            accounts: vec![person(PHONE)],
            listen: ([127, 0, 0, 1], port).into(),
            ..Config::default()
        };
        let api_hash = config.api_hash.clone();
        if let Ok(sandbox) = Sandbox::start(config) {
            return (sandbox, api_hash);
        }
    }
    panic!("no free ports below those of the system")
}

#[tokio::test(flavor = "multi_thread")]
async fn telethon_uses_minted_sessions_under_the_name_they_were_given() {
    let library = Library {
        name: "telethon",
        format: Format::Telethon,
        language: Language::Python,
        own_name: "PC 64bit",
    };
    uses_what_we_mint(library).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kurigram_uses_minted_sessions_under_the_name_they_were_given() {
    let library = Library {
        name: "kurigram",
        format: Format::Pyrogram,
        language: Language::Python,
        own_name: "CPython",
    };
    uses_what_we_mint(library).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn gramjs_uses_minted_sessions_under_the_name_they_were_given() {
    let library = Library {
        name: "gramjs",
        format: Format::GramJs,
        language: Language::Node,
        own_name: "Linux",
    };
    uses_what_we_mint(library).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mtcute_uses_minted_sessions_under_the_name_they_were_given() {
    let library = Library {
        name: "mtcute",
        format: Format::Mtcute,
        language: Language::Node,
        own_name: "Node",
    };
    uses_what_we_mint(library).await;
}
