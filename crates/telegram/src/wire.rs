//! Packets on a TCP stream, in MTProto's intermediate transport: a length, then so many bytes.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Sent once, so that the server knows the transport.
const TAG: [u8; 4] = [0xee; 4];

/// No answer is longer; whoever claims more wants our memory.
const MAX_PACKET: usize = 4 * 1024 * 1024;

/// How long an end waits for the other side's end.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why there are no further packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The other side, or the network, ended it.
    Gone,
    /// The server said why: a transport error, negative.
    Status(i32),
    /// What came is no packet.
    Nonsense,
}

/// One connection.
pub(crate) struct Wire {
    stream: TcpStream,
    begun: bool,
    received: Vec<u8>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            begun: false,
            received: Vec::new(),
        }
    }

    /// Writes one packet, at most for so long.
    pub(crate) async fn send(&mut self, packet: &[u8], limit: Duration) -> Result<(), Broken> {
        let length = u32::try_from(packet.len()).map_err(|_| Broken::Nonsense)?;
        let tag: &[u8] = if self.begun { &[] } else { &TAG };
        let framed = [tag, &length.to_le_bytes(), packet].concat();
        self.begun = true;
        match timeout(limit, self.stream.write_all(&framed)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Broken::Gone),
        }
    }

    /// The next packet. Nothing is lost when this is given up half-way.
    pub(crate) async fn receive(&mut self) -> Result<Vec<u8>, Broken> {
        loop {
            if let Some(packet) = cut(&mut self.received)? {
                return Ok(packet);
            }
            match self.stream.read_buf(&mut self.received).await {
                Ok(0) | Err(_) => return Err(Broken::Gone),
                Ok(_) => {}
            }
        }
    }

    /// Ends it, and waits a little for the other side to do so.
    pub(crate) async fn close(mut self) {
        let _ = self.stream.shutdown().await;
        let rest = async {
            while self
                .stream
                .read_buf(&mut self.received)
                .await
                .is_ok_and(|n| n > 0)
            {
                self.received.clear();
            }
        };
        let _ = timeout(FAREWELL, rest).await;
    }
}

fn cut(received: &mut Vec<u8>) -> Result<Option<Vec<u8>>, Broken> {
    let Some(length) = received.first_chunk::<4>() else {
        return Ok(None);
    };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    if !(4..=MAX_PACKET).contains(&length) {
        return Err(Broken::Nonsense);
    }
    let Some(packet) = received.get(4..4 + length).map(<[u8]>::to_vec) else {
        return Ok(None);
    };
    received.drain(..4 + length);
    match packet.as_slice() {
        [a, b, c, d] => Err(Broken::Status(i32::from_le_bytes([*a, *b, *c, *d]))),
        _ => Ok(Some(packet)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_cut_where_they_end() {
        let mut received = Vec::new();
        for byte in [8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7] {
            received.push(byte);
            assert_eq!(cut(&mut received), Ok(None));
        }
        received.extend([8, 9]);
        assert_eq!(cut(&mut received), Ok(Some(vec![1, 2, 3, 4, 5, 6, 7, 8])));
        assert_eq!(received, [9]);
    }

    #[test]
    fn four_bytes_are_an_error_of_the_transport() {
        let mut received = [&4u32.to_le_bytes()[..], &(-404i32).to_le_bytes()].concat();
        assert_eq!(cut(&mut received), Err(Broken::Status(-404)));
    }

    #[test]
    fn absurd_lengths_are_refused_before_anything_is_kept() {
        for length in [0, 3, 4 * 1024 * 1024 + 1, 0x8000_0010, u32::MAX] {
            let mut received = length.to_le_bytes().to_vec();
            assert_eq!(cut(&mut received), Err(Broken::Nonsense), "{length}");
        }
    }
}
