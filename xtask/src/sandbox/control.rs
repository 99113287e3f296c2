//! The sandbox's control: one question over HTTP on loopback.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::Value;

pub struct Control {
    address: String,
    token: String,
    page: String,
}

const PATIENCE: Duration = Duration::from_secs(10);

impl Control {
    /// As the ready line names it.
    pub fn of(ready: &Value) -> Option<Self> {
        let text = |key: &str| ready["control"][key].as_str().map(str::to_owned);
        Some(Self {
            address: text("address")?,
            token: text("token")?,
            page: text("page")?,
        })
    }

    /// To open in a browser.
    pub fn page(&self) -> &str {
        &self.page
    }

    pub fn accounts(&self) -> io::Result<Value> {
        let Self { address, token, .. } = self;
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        // HTTP/1.0: the answer comes in one piece and ends with the connection.
        write!(
            stream,
            "GET /accounts HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        body(&answer)
    }
}

fn body(answer: &str) -> io::Result<Value> {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let status = head.lines().next().unwrap_or_default();
    if status.split(' ').nth(1) != Some("200") {
        return Err(io::Error::other(format!("it answers {status:?}")));
    }
    serde_json::from_str(body).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Control, body};

    #[test]
    fn what_follows_the_head_is_the_answer() {
        let answer = "HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n[1]";
        assert_eq!(body(answer).unwrap(), json!([1]));
    }

    #[test]
    fn refusals_and_cut_answers_are_no_answers() {
        for answer in [
            "HTTP/1.0 401 Unauthorized\r\n\r\n[]",
            "HTTP/1.0 200 OK\r\n\r\n[1",
            "HTTP/1.0 200 OK",
            "",
        ] {
            assert!(body(answer).is_err(), "{answer:?}");
        }
    }

    #[test]
    fn ready_line_without_control_names_none() {
        assert!(Control::of(&json!({ "ready": true, "control": null })).is_none());
    }
}
