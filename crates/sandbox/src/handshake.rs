//! Making an authorization key with a client, step by step, checking everything it sends.

use grammers_crypto::AuthKey;
use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable};
use tl::functions::{ReqDhParams, ReqPq, ReqPqMulti, SetClientDhParams};

use crate::faults::Fault;
use crate::rsa_key::RsaKey;

mod agreement;
pub(crate) mod plain;
mod question;

/// Where one connection is on its way to a key.
#[derive(Default)]
pub(crate) enum Handshake {
    #[default]
    Idle,
    Asked(question::Question),
    Agreeing(agreement::Agreement),
}

pub(crate) enum Step {
    Answer(Vec<u8>),
    Made { answer: Vec<u8>, key: Box<NewKey> },
}

pub(crate) struct NewKey {
    pub(crate) key: AuthKey,
    pub(crate) first_salt: i64,
}

/// Telegram answers all of these with a bare number; the reason is for whoever tests a client.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HandshakeError {
    #[error("not part of a handshake: {0:08x}")]
    Unexpected(u32),
    #[error("cannot be read as TL")]
    Malformed,
    #[error("wrong {0}")]
    Wrong(&'static str),
    #[error("temporary keys are not served")]
    Temporary,
    #[error("meant for another DC")]
    OtherDc,
}

impl From<tl::deserialize::Error> for HandshakeError {
    fn from(_: tl::deserialize::Error) -> Self {
        Self::Malformed
    }
}

impl Handshake {
    pub(crate) fn step(
        &mut self,
        body: &[u8],
        rsa: &RsaKey,
        dc: u8,
        fault: impl FnOnce() -> Option<Fault>,
    ) -> Result<Step, HandshakeError> {
        let mut cursor = Cursor::from_slice(body);
        match (u32::deserialize(&mut cursor)?, std::mem::take(self)) {
            (ReqPqMulti::CONSTRUCTOR_ID, _) => {
                let request = ReqPqMulti::deserialize(&mut cursor)?;
                self.ask(request.nonce, rsa)
            }
            (ReqPq::CONSTRUCTOR_ID, _) => {
                let request = ReqPq::deserialize(&mut cursor)?;
                self.ask(request.nonce, rsa)
            }
            (ReqDhParams::CONSTRUCTOR_ID, Self::Asked(question)) => {
                let request = ReqDhParams::deserialize(&mut cursor)?;
                let (agreement, answer) = question.answered(&request, rsa, dc)?;
                *self = Self::Agreeing(agreement);
                Ok(Step::Answer(answer))
            }
            (SetClientDhParams::CONSTRUCTOR_ID, Self::Agreeing(agreement)) => {
                let request = SetClientDhParams::deserialize(&mut cursor)?;
                match agreement.conclude(&request, fault())? {
                    agreement::Outcome::Made { answer, key } => Ok(Step::Made { answer, key }),
                    agreement::Outcome::Again { answer, agreement } => {
                        *self = Self::Agreeing(agreement);
                        Ok(Step::Answer(answer))
                    }
                    agreement::Outcome::Failed { answer } => Ok(Step::Answer(answer)),
                }
            }
            (id, _) => Err(HandshakeError::Unexpected(id)),
        }
    }

    fn ask(&mut self, nonce: [u8; 16], rsa: &RsaKey) -> Result<Step, HandshakeError> {
        let question = question::Question::new(nonce);
        let answer = question.ask(rsa);
        *self = Self::Asked(question);
        Ok(Step::Answer(answer))
    }
}

fn require(holds: bool, what: &'static str) -> Result<(), HandshakeError> {
    if holds {
        Ok(())
    } else {
        Err(HandshakeError::Wrong(what))
    }
}
