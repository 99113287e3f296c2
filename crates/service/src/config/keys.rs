//! Every key there is, with what it does and what it is without being set.

use std::{net::SocketAddr, path::PathBuf};

use serde::Deserialize;
use signet_contract::platform::DisplayName;

use crate::webhooks::destination::Reach;

use super::{Database, Networks, OriginChoice};

macro_rules! keys {
    ($($(#[doc = $doc:literal])+ $name:ident, $variable:literal: $type:ty = $default:expr;)+) => {
        /// What was given for each key, by a file, the environment or flags.
        #[derive(Debug, Default, clap::Args, Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
        pub struct Given {
            $($(#[doc = $doc])+ #[arg(long, env = $variable, global = true)] pub $name: Option<$type>,)+
        }

        /// The whole configuration.
        #[derive(Debug, Clone)]
        pub struct Config {
            $($(#[doc = $doc])+ pub $name: $type,)+
        }

        /// The variable of each key.
        pub(super) const VARIABLES: &[&str] = &[$($variable),+];

        impl Given {
            /// What is given here comes before what is given below.
            pub fn over(self, below: Self) -> Self {
                Self { $($name: self.$name.or(below.$name),)+ }
            }

            pub(super) fn complete(self) -> Config {
                Config { $($name: self.$name.unwrap_or_else(|| $default),)+ }
            }
        }

        impl Default for Config {
            fn default() -> Self {
                Given::default().complete()
            }
        }
    };
}

keys! {
    /// Where to listen; port 0 takes a free one
    listen, "SIGNETD_LISTEN": SocketAddr = SocketAddr::from(([127, 0, 0, 1], 7460));
    /// Folder for the database and the keys, made for its owner alone when it is missing
    data_dir, "SIGNETD_DATA_DIR": PathBuf = data_dir();
    /// Where data is kept: a path to an SQLite file, or `data-dir` for signetd.db in that folder
    database, "SIGNETD_DATABASE": Database = Database::InDataDir;
    /// The https origin people and services reach it by, or `listener` for the address itself
    origin, "SIGNETD_ORIGIN": OriginChoice = OriginChoice::Listener;
    /// PEM file of the certificate chain for TLS of its own; without one it speaks http
    tls_certificate, "SIGNETD_TLS_CERTIFICATE": PathBuf = PathBuf::new();
    /// PEM file of that certificate's key, which nobody else may read
    tls_key, "SIGNETD_TLS_KEY": PathBuf = PathBuf::new();
    /// What the platform calls itself
    name, "SIGNETD_NAME": DisplayName = default_name();
    /// Which Telegram its sessions are for; must equal the devices'
    environment, "SIGNETD_ENVIRONMENT": String = "production".to_owned();
    /// Where a person gets Signet
    download_url, "SIGNETD_DOWNLOAD_URL": String = String::new();
    /// Networks of proxies whose X-Forwarded-For is believed, separated by commas
    trusted_proxies, "SIGNETD_TRUSTED_PROXIES": Networks = Networks::default();
    /// What is logged: error, warn, info, debug or trace
    log, "SIGNETD_LOG": String = "info".to_owned();
    /// Seconds until a TLS handshake is given up
    handshake_seconds, "SIGNETD_HANDSHAKE_SECONDS": u64 = 10;
    /// Seconds until a request is given up
    request_seconds, "SIGNETD_REQUEST_SECONDS": u64 = 15;
    /// Seconds that requests under way get when stopping
    stop_seconds, "SIGNETD_STOP_SECONDS": u64 = 20;
    /// Connections held at once; more wait
    connections, "SIGNETD_CONNECTIONS": usize = 2048;
    /// Seconds until a line of the trail that is not durable is given up
    trail_seconds, "SIGNETD_TRAIL_SECONDS": u64 = 5;
    /// Minutes a link works
    link_minutes, "SIGNETD_LINK_MINUTES": u64 = 30;
    /// Minutes the asking page has to confirm
    confirm_minutes, "SIGNETD_CONFIRM_MINUTES": u64 = 10;
    /// Wrong confirmation codes until a link is dead
    confirm_tries, "SIGNETD_CONFIRM_TRIES": u8 = 3;
    /// Hours a device has to deliver after the confirmation
    deliver_hours, "SIGNETD_DELIVER_HOURS": u64 = 72;
    /// Days a session may last
    session_days, "SIGNETD_SESSION_DAYS": u64 = 30;
    /// Seconds of a lease that asks for no length
    lease_seconds, "SIGNETD_LEASE_SECONDS": u16 = 600;
    /// Days until access tokens get a new signing key
    token_key_days, "SIGNETD_TOKEN_KEY_DAYS": u64 = 30;
    /// Days after which a session that nobody uses is ended
    inactive_days, "SIGNETD_INACTIVE_DAYS": u64 = 30;
    /// Whether a person's oldest grant for a service ends when there are more than five
    end_oldest_grant, "SIGNETD_END_OLDEST_GRANT": bool = false;
    /// Whether webhooks may go to private addresses and by http
    webhook_private, "SIGNETD_WEBHOOK_PRIVATE": bool = false;
    /// Sign-ins of operators per quarter of an hour and person
    limit_login, "SIGNETD_LIMIT_LOGIN": u32 = 5;
    /// Sign-ins of operators per quarter of an hour and address
    limit_login_address, "SIGNETD_LIMIT_LOGIN_ADDRESS": u32 = 10;
    /// Tokens per minute and subject
    limit_token, "SIGNETD_LIMIT_TOKEN": u32 = 10;
    /// Tokens per minute and address
    limit_token_address, "SIGNETD_LIMIT_TOKEN_ADDRESS": u32 = 30;
    /// New links per minute and service
    limit_links, "SIGNETD_LIMIT_LINKS": u32 = 60;
    /// Looks at links per minute and address
    limit_preview, "SIGNETD_LIMIT_PREVIEW": u32 = 30;
    /// Health reports per minute, reporter and session
    limit_health, "SIGNETD_LIMIT_HEALTH": u32 = 12;
    /// Calls per minute and subject
    limit_calls, "SIGNETD_LIMIT_CALLS": u32 = 1000;
    /// Calls per minute and address
    limit_calls_address, "SIGNETD_LIMIT_CALLS_ADDRESS": u32 = 3000;
}

impl Config {
    /// Which networks webhooks may reach.
    pub fn webhook_reach(&self) -> Reach {
        if self.webhook_private {
            Reach::Anywhere
        } else {
            Reach::Public
        }
    }

    /// Every limit, for one look at all of them.
    pub(super) fn limits(&self) -> [u32; 9] {
        [
            self.limit_login,
            self.limit_login_address,
            self.limit_token,
            self.limit_token_address,
            self.limit_links,
            self.limit_preview,
            self.limit_health,
            self.limit_calls,
            self.limit_calls_address,
        ]
    }
}

/// Where systemd says, or where a person's programs keep their data.
fn data_dir() -> PathBuf {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    variable("STATE_DIRECTORY")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(variable("XDG_DATA_HOME")?).join("signetd")))
        .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/share/signetd")))
        .unwrap_or_else(|| PathBuf::from("signetd-data"))
}

#[expect(clippy::expect_used, reason = "a constant that the tests read")]
fn default_name() -> DisplayName {
    "Signet platform".parse().expect("a name")
}
