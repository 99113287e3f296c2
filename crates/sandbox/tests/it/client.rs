//! A client made of grammers' pieces, with a key exchange that knows the sandbox's RSA key.

use std::net::SocketAddr;
use std::time::Duration;

use grammers_crypto::{AuthKey, aes, factorize, generate_key_data_from_nonce, rsa};
use grammers_mtproto::mtp::{Encrypted, Plain};
use grammers_mtproto::transport::{Full, Transport};
use grammers_mtsender::{InvocationError, Sender, ServerAddr, connect_with_auth};
use grammers_tl_types::{self as tl, Deserializable, RemoteCall, Serializable};
use num_bigint::BigUint;
use sha1::{Digest, Sha1};
use signet_sandbox::{Config, NewAccount, Sandbox};

pub const API_ID: i32 = 4242;
pub const API_HASH: &str = "0123456789abcdef0123456789abcdef";

pub fn start(accounts: Vec<NewAccount>) -> Sandbox {
    Sandbox::start(Config {
        api_hash: API_HASH.to_owned(),
        accounts,
        ..Config::default()
    })
    .unwrap()
}

pub fn person(phone: &str) -> NewAccount {
    NewAccount {
        phone: phone.to_owned(),
        first_name: "Ada".to_owned(),
        ..NewAccount::default()
    }
}

pub fn address(sandbox: &Sandbox, dc: u8) -> SocketAddr {
    let dcs = sandbox.dcs();
    dcs.iter().find(|(id, _)| *id == dc).unwrap().1
}

pub fn no_violations(sandbox: &Sandbox) {
    assert_eq!(sandbox.violations(), []);
}

/// What the sandbox answered with, as `code NAME`.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, InvocationError>) -> String {
    match result {
        Err(InvocationError::Rpc(error)) => match error.value {
            Some(value) => format!("{} {}_{value}", error.code, error.name),
            None => format!("{} {}", error.code, error.name),
        },
        other => panic!("not refused: {other:?}"),
    }
}

pub struct Client<T: Transport = Full> {
    pub sender: Sender<T, Encrypted>,
    pub key: [u8; 256],
}

impl Client {
    pub async fn connect(sandbox: &Sandbox, dc: u8) -> Self {
        Self::over(Full::new, sandbox, dc).await
    }
}

impl<T: Transport> Client<T> {
    pub async fn over(transport: impl Fn() -> T, sandbox: &Sandbox, dc: u8) -> Self {
        // grammers' abridged transport takes a key id with this bit for an error.
        let key = loop {
            let key = exchange(transport(), sandbox, dc, 1).await;
            if Sha1::digest(key)[15] < 0x80 {
                break key;
            }
        };
        Self::with_key(transport, sandbox, dc, key, "Test")
            .await
            .unwrap()
    }

    /// Connects with a key it has, and introduces itself.
    pub async fn with_key(
        transport: impl Fn() -> T,
        sandbox: &Sandbox,
        dc: u8,
        key: [u8; 256],
        device_model: &str,
    ) -> Result<Self, InvocationError> {
        let address = ServerAddr::Tcp {
            address: address(sandbox, dc),
        };
        let sender = connect_with_auth(transport(), address, key).await.unwrap();
        let mut client = Self { sender, key };
        client.introduce(device_model).await?;
        Ok(client)
    }

    pub async fn introduce(&mut self, model: &str) -> Result<tl::enums::Config, InvocationError> {
        let query = tl::functions::InitConnection {
            api_id: API_ID,
            device_model: model.to_owned(),
            system_version: "1".to_owned(),
            app_version: "1".to_owned(),
            system_lang_code: "en".to_owned(),
            lang_pack: String::new(),
            lang_code: "en".to_owned(),
            proxy: None,
            params: None,
            query: tl::functions::help::GetConfig {},
        };
        let layer = tl::LAYER;
        self.call(tl::functions::InvokeWithLayer { layer, query })
            .await
    }

    pub async fn call<R: RemoteCall>(&mut self, request: R) -> Result<R::Return, InvocationError> {
        let answer = self.sender.invoke(&request);
        tokio::time::timeout(Duration::from_secs(20), answer)
            .await
            .expect("an answer in time")
    }

    pub async fn send_code(&mut self, phone: &str) -> Result<String, InvocationError> {
        Ok(self.sent_code(phone).await?.phone_code_hash)
    }

    pub async fn sent_code(
        &mut self,
        phone: &str,
    ) -> Result<tl::types::auth::SentCode, InvocationError> {
        match self.sent(phone, None).await? {
            tl::enums::auth::SentCode::Code(sent) => Ok(sent),
            other => panic!("{other:?}"),
        }
    }

    pub async fn sent(
        &mut self,
        phone: &str,
        logout_tokens: Option<Vec<Vec<u8>>>,
    ) -> Result<tl::enums::auth::SentCode, InvocationError> {
        self.call(tl::functions::auth::SendCode {
            phone_number: phone.to_owned(),
            api_id: API_ID,
            api_hash: API_HASH.to_owned(),
            settings: tl::types::CodeSettings {
                allow_flashcall: false,
                current_number: false,
                allow_app_hash: false,
                allow_missed_call: false,
                allow_firebase: false,
                unknown_number: false,
                logout_tokens,
                token: None,
                app_sandbox: None,
            }
            .into(),
        })
        .await
    }

    pub async fn sign_in(
        &mut self,
        phone: &str,
        hash: &str,
        code: &str,
    ) -> Result<tl::enums::auth::Authorization, InvocationError> {
        self.call(tl::functions::auth::SignIn {
            phone_number: phone.to_owned(),
            phone_code_hash: hash.to_owned(),
            phone_code: Some(code.to_owned()),
            email_verification: None,
        })
        .await
    }

    /// The whole way in for a test number on DC 2 without a password.
    pub async fn enter(&mut self, phone: &str) -> tl::types::User {
        let hash = self.send_code(phone).await.unwrap();
        user(self.sign_in(phone, &hash, "22222").await.unwrap())
    }

    /// Waits for something that the server says unasked.
    pub async fn update(&mut self) -> tl::enums::Updates {
        use grammers_session::updates::UpdatesLike;
        loop {
            let step = self.sender.step();
            let received = tokio::time::timeout(Duration::from_secs(20), step).await;
            for like in received.expect("an update in time").unwrap() {
                if let UpdatesLike::Updates(updates) = like {
                    return updates;
                }
            }
        }
    }
}

pub fn user(authorization: tl::enums::auth::Authorization) -> tl::types::User {
    match authorization {
        tl::enums::auth::Authorization::Authorization(answer) => match answer.user {
            tl::enums::User::User(user) => user,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// Makes a key, going through `rounds` rounds of Diffie-Hellman.
pub async fn exchange<T: Transport>(
    transport: T,
    sandbox: &Sandbox,
    dc: u8,
    rounds: u32,
) -> [u8; 256] {
    let address = ServerAddr::Tcp {
        address: address(sandbox, dc),
    };
    let mut plain = Sender::connect(transport, Plain::new(), address)
        .await
        .unwrap();
    let mut exchange = Exchange::begin(&mut plain, sandbox, dc).await;
    for _ in 1..rounds {
        let answer = exchange.propose(&mut plain).await;
        let tl::enums::SetClientDhParamsAnswer::DhGenRetry(retry) = answer else {
            panic!("{answer:?}");
        };
        let hash = exchange.key.calc_new_nonce_hash(&exchange.new_nonce, 2);
        assert_eq!(retry.new_nonce_hash2, hash);
        let aux_hash = Sha1::digest(exchange.key.to_bytes())[..8]
            .try_into()
            .unwrap();
        exchange.retry_id = i64::from_le_bytes(aux_hash);
    }
    let answer = exchange.propose(&mut plain).await;
    let tl::enums::SetClientDhParamsAnswer::DhGenOk(ok) = answer else {
        panic!("{answer:?}");
    };
    let hash = exchange.key.calc_new_nonce_hash(&exchange.new_nonce, 1);
    assert_eq!(ok.new_nonce_hash1, hash);
    exchange.key.to_bytes()
}

pub struct Exchange {
    nonce: [u8; 16],
    server_nonce: [u8; 16],
    pub new_nonce: [u8; 32],
    server: tl::types::ServerDhInnerData,
    pub key: AuthKey,
    pub retry_id: i64,
    pub g_b: Option<Vec<u8>>,
}

impl Exchange {
    pub async fn begin<T: Transport>(
        plain: &mut Sender<T, Plain>,
        sandbox: &Sandbox,
        dc: u8,
    ) -> Self {
        let (nonce, new_nonce) = (random::<16>(), random::<32>());
        let tl::enums::ResPq::Pq(asked) = plain
            .invoke(&tl::functions::ReqPqMulti { nonce })
            .await
            .unwrap();
        let server_nonce = asked.server_nonce;
        let pq = u64::from_be_bytes(asked.pq.clone().try_into().unwrap());
        let (p, q) = factorize(pq);
        let (p, q) = (
            BigUint::from(p).to_bytes_be(),
            BigUint::from(q).to_bytes_be(),
        );
        let inner = tl::enums::PQInnerData::Dc(tl::types::PQInnerDataDc {
            pq: asked.pq,
            p: p.clone(),
            q: q.clone(),
            nonce,
            server_nonce,
            new_nonce,
            dc: i32::from(dc),
        });
        let key = public_key(&sandbox.public_key_pem());
        let request = tl::functions::ReqDhParams {
            nonce,
            server_nonce,
            p,
            q,
            public_key_fingerprint: asked.server_public_key_fingerprints[0],
            encrypted_data: rsa::encrypt_hashed(&inner.to_bytes(), &key, &random()),
        };
        let tl::enums::ServerDhParams::Ok(answer) = plain.invoke(&request).await.unwrap() else {
            panic!("refused");
        };
        let (key, iv) = generate_key_data_from_nonce(&server_nonce, &new_nonce);
        let mut data = answer.encrypted_answer;
        aes::ige_decrypt(&mut data, &key, &iv);
        let tl::enums::ServerDhInnerData::Data(server) =
            tl::enums::ServerDhInnerData::from_bytes(&data[20..]).unwrap();
        Self {
            nonce,
            server_nonce,
            new_nonce,
            server,
            key: AuthKey::from_bytes([0; 256]),
            retry_id: 0,
            g_b: None,
        }
    }

    pub async fn propose<T: Transport>(
        &mut self,
        plain: &mut Sender<T, Plain>,
    ) -> tl::enums::SetClientDhParamsAnswer {
        let prime = BigUint::from_bytes_be(&self.server.dh_prime);
        let secret = BigUint::from_bytes_be(&random::<256>());
        let public = BigUint::from(3u8).modpow(&secret, &prime);
        let shared = BigUint::from_bytes_be(&self.server.g_a).modpow(&secret, &prime);
        let bytes = shared.to_bytes_be();
        let mut key = [0; 256];
        key[256 - bytes.len()..].copy_from_slice(&bytes);
        self.key = AuthKey::from_bytes(key);
        let inner = tl::enums::ClientDhInnerData::Data(tl::types::ClientDhInnerData {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            retry_id: self.retry_id,
            g_b: self.g_b.clone().unwrap_or_else(|| public.to_bytes_be()),
        })
        .to_bytes();
        let mut data = [&Sha1::digest(&inner)[..], &inner].concat();
        data.resize(data.len().next_multiple_of(16), 0);
        let (key, iv) = generate_key_data_from_nonce(&self.server_nonce, &self.new_nonce);
        aes::ige_encrypt(&mut data, &key, &iv);
        let request = tl::functions::SetClientDhParams {
            nonce: self.nonce,
            server_nonce: self.server_nonce,
            encrypted_data: data,
        };
        plain.invoke(&request).await.unwrap()
    }
}

pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

/// PKCS#1: a sequence of modulus and exponent.
fn public_key(pem: &str) -> rsa::Key {
    use base64::Engine;
    let body: String = pem
        .lines()
        .filter(|line| !line.starts_with("---"))
        .collect();
    let der = base64::engine::general_purpose::STANDARD
        .decode(body)
        .unwrap();
    assert_eq!(der[..9], [0x30, 0x82, 1, 10, 2, 0x82, 1, 1, 0]);
    let modulus = BigUint::from_bytes_be(&der[9..265]);
    assert_eq!(der[265..], [2, 3, 1, 0, 1]);
    rsa::Key::new(&modulus.to_string(), "65537").unwrap()
}
