//! WebKitWebDriver and the window it holds.

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};

use crate::{
    Trouble,
    folders::Folders,
    group::Group,
    wait::{PATIENCE, wait_for},
};

/// Another test may take a free port between our look and the driver's bind.
const ATTEMPTS: usize = 5;

pub(crate) struct Driver {
    port: u16,
}

impl Driver {
    /// The driver hands its own environment to the program it opens.
    pub(crate) fn start(
        group: &mut Group,
        folders: &Folders,
        variables: &[(String, String)],
    ) -> Result<Self, Trouble> {
        for _ in 0..ATTEMPTS {
            let port = free_port()?;
            let mut command = Command::new("WebKitWebDriver");
            command
                .arg(format!("--port={port}"))
                .env_clear()
                .envs(variables.iter().cloned())
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .stdin(Stdio::null())
                .stdout(folders.output("signet")?)
                .stderr(folders.output("signet")?);
            let child = group.start(&mut command)?;
            let ready = wait_for("WebKitWebDriver to listen", PATIENCE, || {
                let ended = child
                    .try_wait()
                    .map_err(Trouble::io("looking after WebKitWebDriver"))?
                    .is_some();
                let listens = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
                Ok((ended || listens).then_some(!ended))
            })?;
            if ready {
                return Ok(Self { port });
            }
        }
        Err(Trouble::Ended {
            program: "WebKitWebDriver".into(),
            log: folders.log("signet"),
        })
    }

    /// Opens a program's window.
    pub(crate) async fn open(&self, program: &Path, arguments: &[&str]) -> Result<Client, Trouble> {
        let mut capabilities = Map::new();
        capabilities.insert(
            "webkitgtk:browserOptions".into(),
            json!({ "binary": program, "args": arguments }),
        );
        capabilities.insert("timeouts".into(), json!({ "script": 30_000 }));
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let opening = builder.capabilities(capabilities).connect(&address);
        match tokio::time::timeout(PATIENCE * 2, opening).await {
            Ok(client) => Ok(client?),
            Err(_) => Err(Trouble::Late {
                what: format!("{} to open its window", program.display()),
                within: PATIENCE * 2,
            }),
        }
    }
}

/// How long any one answer of the window may take; axe on a large page takes seconds.
pub(crate) const ANSWER: Duration = Duration::from_secs(40);

fn free_port() -> Result<u16, Trouble> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(Trouble::io("looking for a free port"))
}
