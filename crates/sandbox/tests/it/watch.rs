//! A connection that is told everything at once and must come to its end in time.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// For one connection to be served to its end.
const BOUND: Duration = Duration::from_secs(10);

/// Says all there is to say and hears whatever comes until the other side closes.
pub fn conclude(mut stream: TcpStream, bytes: &[u8]) -> Vec<u8> {
    stream.set_write_timeout(Some(BOUND)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_millis(500)))
        .unwrap();
    // The sandbox may have closed before all is written.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let (begun, mut heard, mut buffer) = (Instant::now(), Vec::new(), [0; 4096]);
    loop {
        assert!(begun.elapsed() < BOUND, "the connection hangs");
        match stream.read(&mut buffer) {
            Ok(0) => return heard,
            Ok(read) => heard.extend(&buffer[..read]),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                _ => return heard,
            },
        }
    }
}
