//! Agreeing on an authorization key with a server, as MTProto says, with every check it asks for.
//!
//! The steps are pure; here they are carried over a wire. It serves every environment, so
//! production runs the path that is tested.

mod agreement;
mod factor;
mod group;
mod offer;
mod plain;
mod question;
#[cfg(test)]
mod tests;

use std::time::Duration;

use grammers_tl_types::{Deserializable, RemoteCall};
use signet_session::AuthKey;
use tokio::time::timeout;

pub(crate) use agreement::{Agreed, Outcome};
pub(crate) use group::Group;
#[cfg(test)]
pub(crate) use group::TELEGRAM;
use question::Question;

use crate::{
    Error, Road,
    message::{Clock, since_epoch},
    wire::{Broken, Wire},
};

/// The server may ask so often for another public value of ours.
const ROUNDS: usize = 5;

/// A key, and what was learnt while it was made.
pub(crate) struct NewKey {
    pub(crate) key: AuthKey,
    pub(crate) salt: i64,
    pub(crate) clock: Clock,
}

/// Makes a key. A server that cannot read us stays silent, so this has an end: three answers
/// have twice the time that one has, and so has the arithmetic.
pub(crate) async fn run(wire: &mut Wire, road: &Road, dc: u8) -> Result<NewKey, Error> {
    let limit = road.environment().rules().rpc_timeout();
    let method = "req_pq_multi";
    timeout(limit * 2, steps(wire, road, dc, limit))
        .await
        .unwrap_or(Err(Error::TimedOut { method }))
}

async fn steps(wire: &mut Wire, road: &Road, dc: u8, limit: Duration) -> Result<NewKey, Error> {
    let environment = road.environment();
    let (request, question) = Question::begin()?;
    let answer = ask(wire, &request, dc, limit).await?;
    // Numbers of 64 bits are factorised in some milliseconds; a prime takes longer and fails.
    let (request, offer) = question.answered(&answer, environment, dc)?;
    let answer = ask(wire, &request, dc, limit).await?;
    let opened = offer.opened(answer)?;
    let group = Group::checked(opened.prime(), opened.generator()).await?;
    let (mut request, mut agreement) = opened.agree(&group, since_epoch())?;
    for _ in 0..ROUNDS {
        let answer = ask(wire, &request, dc, limit).await?;
        match agreement.conclude(&answer)? {
            Outcome::Agreed(Agreed { key, salt, clock }) => return Ok(NewKey { key, salt, clock }),
            Outcome::Again(again) => (request, agreement) = again.agree(&group)?,
        }
    }
    Err(Error::Handshake("it never takes our public value"))
}

async fn ask<R: RemoteCall>(
    wire: &mut Wire,
    request: &R,
    dc: u8,
    limit: Duration,
) -> Result<R::Return, Error> {
    let broken = |broken| match broken {
        Broken::Gone => Error::Unreachable {
            dc,
            kind: std::io::ErrorKind::ConnectionReset,
        },
        Broken::Status(_) | Broken::Nonsense => broken.into(),
    };
    let packet = plain::write(&request.to_bytes());
    wire.send(&packet, limit).await.map_err(broken)?;
    let packet = wire.receive().await.map_err(broken)?;
    let body = plain::read(&packet).ok_or(Error::Handshake("an answer that is not plain"))?;
    R::Return::from_bytes(body).map_err(|_| Error::Handshake("an answer that cannot be read"))
}

fn require(holds: bool, what: &'static str) -> Result<(), Error> {
    if holds {
        Ok(())
    } else {
        Err(Error::Handshake(what))
    }
}
