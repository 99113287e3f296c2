//! A small HTTP server on loopback that answers as it is told, well or badly.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Value,
}

impl Seen {
    pub fn is(&self, method: &str, path: &str) -> bool {
        self.method == method && self.path == path
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// What is done about a request.
pub enum Answer {
    /// This status, these headers, this JSON.
    Json(u16, Vec<(String, String)>, Value),
    /// These bytes as they are.
    Raw(Vec<u8>),
    /// These bytes, one at a time with this pause between.
    Slow(Vec<u8>, Duration),
    /// Nothing, for as long as the client waits.
    Silence,
    /// The connection is closed at once.
    Hangup,
}

/// Done, with this data.
pub fn done(data: impl Into<Value>) -> Answer {
    Answer::Json(
        200,
        Vec::new(),
        json!({ "success": true, "data": data.into() }),
    )
}

/// Refused with this code.
pub fn refused(status: u16, code: &str) -> Answer {
    let error = json!({
        "code": code,
        "message": "no",
        "requestId": "request-1",
        "reference": "7F3K-2Q9D",
    });
    Answer::Json(
        status,
        Vec::new(),
        json!({ "success": false, "error": error }),
    )
}

pub struct Server {
    origin: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Answers every request by this function, which is given how many were seen before.
    pub async fn start(answer: impl Fn(&Seen, usize) -> Answer + Send + Sync + 'static) -> Self {
        Self::with_origin(|_| answer).await
    }

    /// The same for answers that need to know where they come from.
    pub async fn with_origin<A>(make: impl FnOnce(&str) -> A) -> Self
    where
        A: Fn(&Seen, usize) -> Answer + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let answer = Arc::new(make(&origin));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, Arc::clone(&answer), Arc::clone(&all)));
            }
        });
        Self { origin, seen, task }
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// How often this was asked.
    pub fn count(&self, method: &str, path: &str) -> usize {
        let seen = self.seen();
        seen.iter().filter(|seen| seen.is(method, path)).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve<A>(mut stream: TcpStream, answer: Arc<A>, all: Arc<Mutex<Vec<Seen>>>)
where
    A: Fn(&Seen, usize) -> Answer + Send + Sync + 'static,
{
    let Some(request) = request(&mut stream).await else {
        return;
    };
    let before = {
        let mut all = all.lock().unwrap();
        all.push(request.clone());
        all.len() - 1
    };
    // A client that gave up closes its end; that is no failure of the server's.
    let _ = match answer(&request, before) {
        Answer::Json(status, headers, body) => {
            let head: String = headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}\r\n"))
                .collect();
            let body = if body.is_null() {
                String::new()
            } else {
                body.to_string()
            };
            let text = format!(
                "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
                 Connection: close\r\n{head}\r\n{body}",
                body.len()
            );
            stream.write_all(text.as_bytes()).await
        }
        Answer::Raw(bytes) => stream.write_all(&bytes).await,
        Answer::Slow(bytes, pause) => drip(&mut stream, &bytes, pause).await,
        Answer::Silence => std::future::pending().await,
        Answer::Hangup => Ok(()),
    };
}

async fn drip(stream: &mut TcpStream, bytes: &[u8], pause: Duration) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        tokio::time::sleep(pause).await;
    }
    Ok(())
}

async fn request(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.lines();
    let mut first = lines.next()?.split(' ');
    let headers: BTreeMap<_, _> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers
        .get("content-length")
        .map_or(0, |n| n.parse().unwrap());
    while bytes.len() < head + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    Some(Seen {
        method: first.next()?.to_owned(),
        path: first.next()?.to_owned(),
        headers,
        body: serde_json::from_slice(&bytes[head..]).unwrap_or(Value::Null),
    })
}
