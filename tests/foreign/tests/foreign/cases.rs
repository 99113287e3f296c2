//! The sessions that travel between Signet and the libraries.

use std::net::{IpAddr, SocketAddr};

use secrecy::{ExposeSecret, SecretBox};
use serde_json::{Value, json};
use signet_session::{AuthKey, Fragment, Introduction, SessionParts, TelegramSession};

/// One session, open: nobody's key.
#[derive(Debug, Clone)]
pub struct Case {
    pub dc: u8,
    pub address: SocketAddr,
    pub test: bool,
    pub key: [u8; 256],
    pub user: i64,
    pub api_id: i32,
}

/// Both kinds of address, ports around the sign bit and at the end, small and large ids, both
/// flags; keys with every byte at every place of a base64 group.
pub fn cases() -> Vec<Case> {
    let addresses = ["149.154.167.51", "127.0.0.1", "203.0.113.255"];
    let ipv6 = [
        "2001:67c:4e8:f002::a",
        "fd00::1",
        "2001:db8:1234:5678:9abc:def0:fedc:ba98",
    ];
    let ports = [1, 80, 443, 32767, 32768, 40000, 65535];
    let users = [
        1,
        777_000,
        u32::MAX.into(),
        (1 << 32) + 5,
        5_000_000_123,
        0xff_ffff_ffff,
    ];
    let mut cases = Vec::new();
    for (at, port) in ports.into_iter().enumerate() {
        for (kind, texts) in [addresses, ipv6].into_iter().enumerate() {
            let number = cases.len();
            let ip: IpAddr = texts[at % texts.len()].parse().unwrap();
            cases.push(Case {
                // Pyrogram knows three test servers.
                dc: 1 + (number % 3) as u8,
                address: SocketAddr::new(ip, port),
                test: (at + kind) % 2 == 0,
                key: std::array::from_fn(|place| (place + 37 * number) as u8),
                user: users[number % users.len()],
                api_id: [1, 4242, 2_040_000, i32::MAX][number % 4],
            });
        }
    }
    cases
}

impl Case {
    pub fn session(&self) -> TelegramSession {
        TelegramSession::new(SessionParts {
            dc_id: self.dc,
            address: self.address,
            test: self.test,
            key: AuthKey::new(SecretBox::new(Box::new(self.key))).unwrap(),
            user_id: self.user,
            api_id: self.api_id,
            introduction: Introduction::new("Atlas via Signet", "Debian 12", "0.1.0", "en")
                .unwrap(),
        })
        .unwrap()
    }

    pub fn question(&self, ask: &str) -> Value {
        json!({
            "ask": ask,
            "dc": self.dc,
            "ip": self.address.ip().to_string(),
            "port": self.address.port(),
            "test": self.test,
            "key": hex(&self.key),
            "user": self.user,
            "apiId": self.api_id,
        })
    }

    /// Everything the library found in our string must be what we put into it. A field that a
    /// format does not have is not in the answer.
    pub fn assert_found(&self, answer: &Value, what: &str) {
        assert_eq!(answer["dc"], self.dc, "{what}: {self:?}");
        assert_eq!(answer["key"], hex(&self.key), "{what}: {self:?}");
        for (name, value) in answer.as_object().unwrap() {
            match name.as_str() {
                "dc" | "key" => {}
                "ip" => {
                    let ip: IpAddr = value.as_str().unwrap().parse().unwrap();
                    assert_eq!(ip, self.address.ip(), "{what}: {self:?}");
                }
                "ipv6" => assert_eq!(*value, self.address.is_ipv6(), "{what}: {self:?}"),
                "port" => assert_eq!(*value, self.address.port(), "{what}: {self:?}"),
                "test" => assert_eq!(*value, self.test, "{what}: {self:?}"),
                "user" => assert_eq!(*value, self.user, "{what}: {self:?}"),
                "apiId" => assert_eq!(*value, self.api_id, "{what}: {self:?}"),
                "bot" => assert_eq!(*value, false, "{what}: {self:?}"),
                other => panic!("{what} answers {other}"),
            }
        }
    }

    /// What we found in the library's string must be what was put into it.
    pub fn assert_read(&self, fragment: &Fragment, what: &str) {
        assert_eq!(fragment.dc_id, self.dc, "{what}: {self:?}");
        assert_eq!(*fragment.key.expose_secret(), self.key, "{what}: {self:?}");
        if let Some(address) = fragment.address {
            assert_eq!(address, self.address, "{what}: {self:?}");
        }
        if let Some(test) = fragment.test {
            assert_eq!(test, self.test, "{what}: {self:?}");
        }
        if let Some(user) = fragment.user_id {
            assert_eq!(user, self.user, "{what}: {self:?}");
        }
        if let Some(api_id) = fragment.api_id {
            assert_eq!(api_id, self.api_id, "{what}: {self:?}");
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
