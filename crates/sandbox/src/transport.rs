//! The bytes of one TCP connection as packets: framing recognised from the first bytes, and
//! obfuscation under it.

use std::io;

use grammers_crypto::ObfuscatedCipher;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::transport::framing::{Framing, Unframed};

pub(crate) mod framing;
mod full;
mod obfuscation;

/// More than Telegram takes in one packet.
const LARGEST: usize = 1024 * 1024 + 8 * 1024;

pub(crate) struct Wire {
    stream: TcpStream,
    framing: Option<Framing>,
    cipher: Option<ObfuscatedCipher>,
    unread: Vec<u8>,
}

/// A connection ends when its bytes make no sense.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WireError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("the bytes are of no known transport")]
    UnknownTransport,
    #[error("a packet is broken: {0}")]
    Broken(&'static str),
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            framing: None,
            cipher: None,
            unread: Vec::new(),
        }
    }

    /// The next packet; none when the client has closed. Dropping the future loses nothing.
    pub(crate) async fn read(&mut self) -> Result<Option<Vec<u8>>, WireError> {
        loop {
            if let Some(packet) = self.take()? {
                return Ok(Some(packet));
            }
            let old = self.unread.len();
            if self.stream.read_buf(&mut self.unread).await? == 0 {
                return Ok(None);
            }
            if let Some(cipher) = &mut self.cipher {
                cipher.encrypt(&mut self.unread[old..]);
            }
        }
    }

    pub(crate) async fn write(&mut self, packet: &[u8]) -> Result<(), WireError> {
        if let Some(framing) = &mut self.framing {
            let framed = framing.frame(packet);
            self.send(framed).await?;
        }
        Ok(())
    }

    /// A transport error: a negative number where a packet should be.
    pub(crate) async fn write_error(&mut self, code: i32) -> Result<(), WireError> {
        if let Some(framing) = &mut self.framing {
            let framed = framing.frame_error(code);
            self.send(framed).await?;
        }
        Ok(())
    }

    async fn send(&mut self, mut bytes: Vec<u8>) -> Result<(), WireError> {
        if let Some(cipher) = &mut self.cipher {
            cipher.decrypt(&mut bytes);
        }
        self.stream.write_all(&bytes).await?;
        Ok(())
    }

    fn take(&mut self) -> Result<Option<Vec<u8>>, WireError> {
        if self.framing.is_none() {
            self.recognise()?;
        }
        let Some(framing) = &mut self.framing else {
            return Ok(None);
        };
        match framing.unframe(&self.unread)? {
            Unframed::Packet { packet, used } => {
                self.unread.drain(..used);
                Ok(Some(packet))
            }
            Unframed::Missing(wanted) if wanted > LARGEST => Err(WireError::Broken("too long")),
            Unframed::Missing(_) => Ok(None),
        }
    }

    fn recognise(&mut self) -> Result<(), WireError> {
        if let Some((framing, used)) = Framing::recognise(&self.unread) {
            self.framing = Some(framing);
            self.unread.drain(..used);
        } else if self.unread.len() >= obfuscation::HEADER {
            let opened = obfuscation::open(&self.unread).ok_or(WireError::UnknownTransport)?;
            self.framing = Some(opened.framing);
            self.cipher = Some(opened.cipher);
            self.unread = opened.rest;
        }
        Ok(())
    }
}
