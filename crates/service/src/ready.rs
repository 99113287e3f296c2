//! The first line: that it serves, and where.

use std::io::Write;

use serde_json::json;
use signet_service::{Error, Server};

/// One line of JSON on standard output, for whoever started it.
pub fn announce(server: &Server) -> Result<(), Error> {
    let ready = json!({
        "ready": true,
        "address": server.address(),
        "port": server.address().port(),
        "origin": server.origin().as_str(),
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{ready}")
        .and_then(|()| out.flush())
        .map_err(|_| Error::Unwritable("the ready line"))
}
