//! One connection: requests out, answers and updates in, silence noticed.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use grammers_tl_types::{self as tl, Deserializable, Serializable};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};
use zeroize::Zeroizing;

use super::{
    ask::{ANY, Answer, Ask},
    line::{End, Line},
};
use crate::{
    Error, Refusal,
    message::{Dialogue, Event, since_epoch},
    random,
    wire::{Broken, Wire},
};

/// After so long without a word we say something, so that routers on the way keep the connection.
const QUIET: Duration = Duration::from_secs(60);
/// After so long without a word from us the server may close it.
const SILENT_SECONDS: i32 = 90;

/// What has been sent and not answered, by message id.
#[derive(Default)]
pub(super) struct Asked(BTreeMap<i64, Ask>);

impl Asked {
    pub(super) fn into_asks(self) -> impl Iterator<Item = Ask> {
        self.0.into_values()
    }
}

pub(super) async fn talk(
    line: &mut Line,
    asked: &mut Asked,
    inbox: &mut mpsc::Receiver<Ask>,
    wire: Wire,
) -> End {
    let identity = Arc::clone(&line.identity);
    let dialogue = Dialogue::new(&identity.key, line.salt, line.clock);
    let mut talk = match dialogue {
        Ok(dialogue) => Talk {
            limit: line.identity.road.environment().rules().rpc_timeout(),
            line,
            asked,
            wire,
            dialogue,
            introduced: false,
            agreed: false,
            heard: Instant::now(),
            unheard: None,
        },
        Err(error) => return End::Broken(error),
    };
    let end = talk.run(inbox).await;
    talk.line.salt = talk.dialogue.salt();
    talk.line.clock = talk.dialogue.clock();
    match end {
        Ok(()) => {
            talk.wire.close().await;
            End::Closed
        }
        Err(error) => {
            if matches!(error, Error::Protocol(_)) {
                // Also what the system's clock being set looks like; learnt anew.
                talk.line.clock = crate::message::Clock::default();
            }
            End::Broken(error)
        }
    }
}

struct Talk<'a> {
    limit: Duration,
    line: &'a mut Line,
    asked: &'a mut Asked,
    wire: Wire,
    dialogue: Dialogue<'a>,
    introduced: bool,
    /// Whether the server knows after how long without a word from us it may close.
    agreed: bool,
    heard: Instant,
    /// When something was first said that nothing has been heard after.
    unheard: Option<Instant>,
}

impl Talk<'_> {
    /// Until nobody needs it or it breaks.
    async fn run(&mut self, inbox: &mut mpsc::Receiver<Ask>) -> Result<(), Error> {
        // Kept, or it would seem that nobody waits; what it says is of no use.
        let _greeting = self.line.waiting.is_empty().then(|| self.greet());
        loop {
            self.ask_waiting().await?;
            let due = self.due();
            tokio::select! {
                packet = self.wire.receive() => {
                    self.hear(&packet?).await?;
                    self.agree().await?;
                }
                ask = inbox.recv() => match ask {
                    Some(ask) => self.line.waiting.push_back(ask),
                    None => return Ok(()),
                },
                () = sleep_until(due) => self.wake().await?,
            }
        }
    }

    /// Nobody has asked anything, but updates come only to whom the server knows.
    fn greet(&mut self) -> oneshot::Receiver<Answer> {
        let hello = Zeroizing::new(tl::functions::help::GetNearestDc {}.to_bytes());
        let (ask, answer, _) = Ask::new("help.getNearestDc", hello, true);
        self.line.waiting.push_back(ask);
        answer
    }

    fn due(&self) -> Instant {
        self.unheard
            .map_or(self.heard + QUIET, |since| since + self.limit)
    }

    async fn wake(&mut self) -> Result<(), Error> {
        if self.unheard.is_some() {
            return Err(Broken::Gone.into());
        }
        self.asked.0.retain(|_, ask| !ask.is_given_up());
        self.ping().await
    }

    /// A session that is lent must be gone from the server when its holder has stopped for long,
    /// however busy it was before: somebody else has it then. Said once the salt is known.
    async fn agree(&mut self) -> Result<(), Error> {
        if self.agreed || !self.line.identity.road.is_lent() {
            return Ok(());
        }
        self.ping().await
    }

    async fn ping(&mut self) -> Result<(), Error> {
        let ping = tl::functions::PingDelayDisconnect {
            ping_id: i64::from_le_bytes(random::public()?),
            disconnect_delay: SILENT_SECONDS,
        };
        let packet = self.dialogue.mention(&ping.to_bytes(), since_epoch())?;
        self.agreed = true;
        self.send(&packet).await
    }

    async fn send(&mut self, packet: &[u8]) -> Result<(), Error> {
        let identity = &self.line.identity;
        identity.road.check_open(identity.dc)?;
        self.wire.send(packet, self.limit).await?;
        self.unheard.get_or_insert_with(Instant::now);
        Ok(())
    }

    async fn ask_waiting(&mut self) -> Result<(), Error> {
        while let Some(ask) = self.line.waiting.pop_front() {
            if ask.is_given_up() {
                continue;
            }
            let wrapped = if self.introduced {
                None
            } else {
                Some(self.introduction(&ask.body))
            };
            let body = wrapped.as_ref().unwrap_or(&ask.body);
            let (id, packet) = self.dialogue.ask(body, since_epoch())?;
            ask.sending();
            self.asked.0.insert(id, ask);
            self.send(&packet).await?;
        }
        Ok(())
    }

    /// The request inside what every connection must say once; until something is answered, each
    /// request says it, so that none depends on another.
    fn introduction(&self, body: &[u8]) -> Zeroizing<Vec<u8>> {
        let said = &self.line.identity.introduction;
        let introduction = tl::functions::InvokeWithLayer {
            layer: tl::LAYER,
            query: tl::functions::InitConnection {
                api_id: self.line.identity.api_id,
                device_model: said.device_model().to_owned(),
                system_version: said.system_version().to_owned(),
                app_version: said.app_version().to_owned(),
                system_lang_code: said.language().to_owned(),
                lang_pack: String::new(),
                lang_code: said.language().to_owned(),
                proxy: None,
                params: None,
                query: Verbatim(body),
            },
        };
        // Reserved at once: growing would leave copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(body.len() + 512));
        introduction.serialize(&mut *bytes);
        bytes
    }

    async fn hear(&mut self, packet: &[u8]) -> Result<(), Error> {
        let events = self.dialogue.hear(packet, since_epoch())?;
        self.heard = Instant::now();
        self.unheard = None;
        self.line.heard = true;
        let mut over = None;
        for event in events {
            match event {
                Event::Answer { request, result } => self.answer(request, result),
                Event::Update(body) => self.update(&body),
                Event::Again { request } => self.again(request),
                Event::Anew { request } => {
                    self.again(request);
                    over = Some(Error::Dropped { method: ANY });
                }
                Event::Forgotten { before } => self.forgotten(before),
            }
        }
        for packet in self.dialogue.respond(since_epoch())? {
            self.wire.send(&packet, self.limit).await?;
        }
        over.map_or(Ok(()), Err)
    }

    fn answer(&mut self, request: i64, result: Result<Zeroizing<Vec<u8>>, tl::types::RpcError>) {
        let Some(ask) = self.asked.0.remove(&request) else {
            return;
        };
        self.introduced = true;
        let method = ask.method;
        let error = match result {
            Ok(answer) => return ask.answer(Ok(answer)),
            Err(error) => Error::from_rpc(method, error.error_code, &error.error_message),
        };
        if error.refusal() == Some(&Refusal::ConnectionNotInited) {
            self.introduced = false;
            self.line.waiting.extend(ask.not_taken(error));
        } else {
            ask.answer(Err(error));
        }
    }

    fn update(&self, body: &[u8]) {
        match tl::enums::Updates::from_bytes(body) {
            // Nobody may be listening.
            Ok(updates) => drop(self.line.updates.send(updates)),
            Err(_) => tracing::debug!(bytes = body.len(), "an update that cannot be read"),
        }
    }

    fn again(&mut self, request: i64) {
        if let Some(ask) = self.asked.0.remove(&request) {
            let method = ask.method;
            let kept = ask.not_taken(Error::Dropped { method });
            self.line.waiting.extend(kept);
        }
    }

    fn forgotten(&mut self, before: i64) {
        let kept = self.asked.0.split_off(&before);
        for (_, ask) in std::mem::replace(&mut self.asked.0, kept) {
            let method = ask.method;
            let again = ask.interrupted(Error::Dropped { method });
            self.line.waiting.extend(again);
        }
    }
}

/// A request that is written already.
struct Verbatim<'a>(&'a [u8]);

impl Serializable for Verbatim<'_> {
    fn serialize(&self, buf: &mut impl Extend<u8>) {
        buf.extend(self.0.iter().copied());
    }
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Gone => Self::Dropped { method: ANY },
            Broken::Status(-404) => Self::KeyUnknown,
            Broken::Status(-429) => Self::TooManyConnections,
            Broken::Status(-444) => Self::WrongDc,
            Broken::Status(other) => Self::Transport(other),
            Broken::Nonsense => Self::Protocol("what came is no packet"),
        }
    }
}
