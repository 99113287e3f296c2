//! A running service and a client that speaks to it.

use std::{path::PathBuf, time::Duration};

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::Value;
use signet_service::{Server, clock::Clock, config::Config, folder::Folder, occupancy::Occupied};
use tempfile::TempDir;

pub const API: &str = signet_contract::platform::PREFIX;

pub struct Harness {
    pub server: Server,
    pub client: Client,
    pub config: Config,
    folder: TempDir,
}

impl Harness {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A service of its own; `change` may set any key.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data_dir: folder.path().join("data"),
            ..Config::default()
        };
        change(&mut config);
        let server = Server::start(config.clone(), Clock::default())
            .await
            .unwrap();
        // Beginning again, it is found where it was.
        config.listen = server.address();
        Self {
            server,
            client: Client::builder().no_proxy().build().unwrap(),
            config,
            folder,
        }
    }

    /// Stops it, so that something else can serve its data, and starts that.
    pub async fn outside<T>(self, start: impl FnOnce(&Outside) -> T) -> (Outside, T) {
        self.server.stop().await;
        let folder = Folder::open(&self.config.data_dir).unwrap();
        while Occupied::alone(&folder).is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let outside = Outside {
            config: self.config,
            folder: self.folder,
        };
        let started = start(&outside);
        (outside, started)
    }

    /// A file beside the data folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Stops it, lets somebody work on its data, and starts it again.
    pub async fn again(self, between: impl FnOnce(&Config)) -> Self {
        let (outside, ()) = self.outside(|outside| between(&outside.config)).await;
        outside.inside().await
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = self.server.address();
        self.client
            .request(method, format!("http://{address}{path}"))
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("data/signetd.db")
    }

    pub fn clock(&self) -> &Clock {
        &self.server.platform().clock
    }

    /// A request without a body by a token.
    pub async fn bearer(&self, method: Method, path: &str, token: &str) -> Answer {
        let request = self.request(method, &format!("{API}{path}"));
        answer(request.bearer_auth(token)).await
    }

    /// A request of somebody who says not who they are.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        let request = self.request(Method::POST, &format!("{API}{path}"));
        answer(request.json(&body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }
}

/// A service's data while nothing here serves it.
pub struct Outside {
    pub config: Config,
    folder: TempDir,
}

impl Outside {
    /// Serves it here again.
    pub async fn inside(self) -> Harness {
        Harness {
            server: Server::start(self.config.clone(), Clock::default())
                .await
                .unwrap(),
            client: Client::builder().no_proxy().build().unwrap(),
            config: self.config,
            folder: self.folder,
        }
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or("-")
    }

    #[track_caller]
    pub fn data(&self) -> &Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        assert_eq!(self.body["success"], true);
        &self.body["data"]
    }

    #[track_caller]
    pub fn refused(&self, code: &str) {
        assert_eq!(self.code(), code, "{} {}", self.status, self.body);
        assert_eq!(self.body["success"], false);
        assert_eq!(self.body["error"]["requestId"], self.header("x-request-id"));
        assert_eq!(self.body["error"]["reference"].as_str().unwrap().len(), 9);
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

pub async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status();
    let headers = response.headers().clone();
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Answer {
        status,
        headers,
        body,
    }
}
