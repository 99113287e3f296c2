//! Signing in to Telegram: at most one sign-in is under way, or kept to be taken up again.
//!
//! What is asked of Telegram is waited for beside the controller's task, so that leaving is always
//! possible. Locking the vault suspends a sign-in, as quitting does; it is offered again when the
//! vault opens.

mod beginning;
mod flow;
mod import;
mod importing;
mod kept;
mod refusal;
mod shown;
mod store;
#[cfg(test)]
mod tests;

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use secrecy::SecretString;
use signet_contract::{
    ids::AccountId,
    ui::{SignInAct, SignInSnapshot},
};
use signet_telegram::{
    Road,
    login::{CodeWay, Input, InputKind, Snapshot, Step},
};
use signet_trail::Timestamp;
use signet_vault::Store;
use tokio::{sync::watch, task::JoinSet, time::timeout};

use self::{
    beginning::{again, known_number, setup},
    flow::{Flow, Place},
    import::Import,
    kept::Kept,
    refusal::Refusal,
    store::failure,
};
use crate::{
    controller::{self, Controller, Publish, Reply, answer},
    failure::millis,
    settings,
};

pub type Mailbox = controller::Mailbox<Message>;
pub type Answer = Reply<Result<SignInSnapshot, Refusal>>;

pub enum Message {
    Read(Reply<SignInSnapshot>),
    /// Of an account that is here already, or of any.
    Begin(Option<String>, Answer),
    /// Goes on with the kept one.
    Resume(Answer),
    /// Ends the kept one.
    Discard(Answer),
    /// A session made elsewhere, as text, and the account's password if it has one.
    Import(SecretString, Option<SecretString>, Answer),
    /// What the person typed.
    Submit(Input, Answer),
    Act(SignInAct, Answer),
    Cancel(Answer),
    OpenFragment(Answer),
    /// The vault was opened or closed.
    Vault,
    /// The way to Telegram is another one.
    Road,
    /// The sign-in with this number changed.
    Moved(u64),
    /// What came of an input.
    Came {
        id: u64,
        ticket: u64,
        came: Result<Snapshot, Refusal>,
    },
    /// What came of the import with this number.
    Imported {
        id: u64,
        came: import::Came,
    },
    /// An import of another run was completed.
    Settled(AccountId),
    /// Signet ends.
    Suspend(Reply<()>),
}

/// Waits at the end of the program until what is under way can be taken up again.
pub fn finish(sign_ins: &Mailbox) {
    let suspended = async { timeout(LAST_WORDS, sign_ins.ask(Message::Suspend)).await };
    if tauri::async_runtime::block_on(suspended).is_err() {
        tracing::warn!("the sign-in under way was not suspended in time");
    }
}

const LAST_WORDS: Duration = Duration::from_secs(2);

/// Told of each account that is signed in.
pub type SignedIn = Box<dyn Fn(AccountId) + Send>;

/// Owns the sign-in.
pub struct SignIns {
    own: Mailbox,
    stores: watch::Receiver<Option<Arc<Store>>>,
    roads: watch::Receiver<Road>,
    settings: settings::Seen,
    signed_in: SignedIn,
    publish: Publish<SignInSnapshot>,
    state: State,
    /// The vault whose kept sign-ins were looked through.
    met: Option<Arc<Store>>,
    /// Of sign-ins that will not go on.
    endings: JoinSet<()>,
    flows: u64,
}

enum State {
    None,
    Kept(Kept),
    UnderWay(Box<Flow>),
    Importing(Box<Import>),
}

impl SignIns {
    /// Starts the controller, which watches the vault and the way to Telegram from then on.
    pub fn start(
        stores: watch::Receiver<Option<Arc<Store>>>,
        roads: watch::Receiver<Road>,
        settings: settings::Seen,
        signed_in: SignedIn,
        publish: Publish<SignInSnapshot>,
    ) -> Mailbox {
        let (opened, rerouted) = (stores.clone(), roads.clone());
        let mailbox = Mailbox::start_with(|own| Self {
            own,
            stores,
            roads,
            settings,
            signed_in,
            publish,
            state: State::None,
            met: None,
            endings: JoinSet::new(),
            flows: 0,
        });
        forward(opened, mailbox.clone(), || Message::Vault);
        forward(rerouted, mailbox.clone(), || Message::Road);
        mailbox
    }

    fn snapshot(&self) -> SignInSnapshot {
        match &self.state {
            State::None => SignInSnapshot::None,
            State::Kept(kept) => SignInSnapshot::Kept {
                phone: kept.phone.clone(),
                kept_at: millis(kept.at),
            },
            State::UnderWay(flow) => flow.shown(),
            State::Importing(import) => import.shown(),
        }
    }

    fn tell(&self) {
        (self.publish)(&self.snapshot());
    }

    fn turn(&mut self, state: State) {
        self.state = state;
        self.tell();
    }

    fn answer(&self, reply: Answer, done: Result<(), Refusal>) {
        answer(reply, done.map(|()| self.snapshot()));
    }

    /// The open vault, when it is known what it keeps.
    async fn store(&mut self) -> Result<Arc<Store>, Refusal> {
        let store = self.stores.borrow().clone().ok_or(Refusal::Closed)?;
        self.meet(&store).await;
        Ok(store)
    }

    /// Looks through what a vault keeps, once.
    async fn meet(&mut self, store: &Arc<Store>) {
        if self.met.as_ref().is_some_and(|met| Arc::ptr_eq(met, store)) {
            return;
        }
        self.suspend().await;
        self.met = Some(Arc::clone(store));
        let road = self.roads.borrow().clone();
        match kept::sort(store, &road, &mut self.endings).await {
            Ok(Some(kept)) => self.turn(State::Kept(kept)),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the kept sign-ins cannot be read"),
        }
        self.settle_imports(store).await;
    }

    async fn look_at_vault(&mut self) {
        let store = self.stores.borrow().clone();
        match store {
            Some(store) => self.meet(&store).await,
            None => {
                self.met = None;
                self.suspend().await;
            }
        }
    }

    /// Nothing is under way any more, and nothing is lost. Whoever waits is told how things stand.
    async fn suspend(&mut self) {
        // Their forms stay, and are ended after the next opening.
        self.endings.shutdown().await;
        let waiting = match std::mem::replace(&mut self.state, State::None) {
            State::None => return,
            State::Kept(_) => Vec::new(),
            State::UnderWay(flow) => {
                let (waiting, saved) = flow.suspend().await;
                if let Some(account) = saved {
                    (self.signed_in)(account);
                }
                waiting
            }
            State::Importing(import) => import.leave().await.0.into_iter().collect(),
        };
        self.tell();
        for reply in waiting {
            self.answer(reply, Ok(()));
        }
    }

    async fn begin(&mut self, account: Option<String>) -> Result<(), Refusal> {
        let store = self.store().await?;
        match &self.state {
            State::UnderWay(flow) if !matches!(flow.step(), Step::Done { .. }) => return Ok(()),
            State::Importing(import) if import.is_busy() => return Ok(()),
            State::UnderWay(_) | State::None => {}
            State::Importing(_) => self.leave_import().await,
            State::Kept(_) => self.discard().await?,
        }
        let again = match account {
            Some(id) => Some(again(&store, &id).await?),
            None => None,
        };
        let setup = setup(&self.settings, &store, again.as_ref()).await?;
        let flow = Flow::begin(self.place(&store), setup, again)?;
        self.turn(State::UnderWay(Box::new(flow)));
        Ok(())
    }

    async fn resume(&mut self) -> Result<(), Refusal> {
        let flow = self.take_up().await?;
        self.turn(State::UnderWay(Box::new(flow)));
        Ok(())
    }

    async fn discard(&mut self) -> Result<(), Refusal> {
        // Taken up only to be left, so that it stays left whatever happens.
        let flow = self.take_up().await?;
        flow.discard();
        self.turn(State::None);
        Ok(())
    }

    async fn take_up(&mut self) -> Result<Flow, Refusal> {
        let store = self.store().await?;
        let State::Kept(Kept { id, at, .. }) = self.state else {
            return Err(Refusal::NotUnderWay);
        };
        let form = kept::form(&store, id).await.map_err(failure)?;
        let Some(form) = form else {
            self.turn(State::None);
            return Err(Refusal::NotUnderWay);
        };
        let setup = setup(&self.settings, &store, None).await?;
        Ok(Flow::resume(self.place(&store), setup, form, at)?)
    }

    fn place(&mut self, store: &Arc<Store>) -> Place {
        self.flows += 1;
        Place {
            id: self.flows,
            own: self.own.clone(),
            store: Arc::clone(store),
            road: self.roads.borrow_and_update().clone(),
        }
    }

    /// Not for a way that the sign-in began with: it gives up what is being asked.
    fn reroute(&mut self) {
        if let State::UnderWay(flow) = &mut self.state
            && self.roads.has_changed().unwrap_or(false)
        {
            flow.reroute(self.roads.borrow_and_update().clone());
            self.tell();
        }
    }

    fn under_way(&mut self) -> Result<&mut Flow, Refusal> {
        match &mut self.state {
            State::UnderWay(flow) => Ok(flow),
            State::None | State::Kept(_) | State::Importing(_) => Err(Refusal::NotUnderWay),
        }
    }

    fn submit(&mut self, input: Input, reply: Answer) {
        if let State::Importing(import) = &mut self.state
            && let Input::Password(password) = input
        {
            match import.password(password, reply) {
                Ok(()) => self.tell(),
                Err(reply) => answer(reply, Err(Refusal::NotUnderWay)),
            }
            return;
        }
        match self.under_way() {
            Ok(flow) => flow.submit(input, reply),
            Err(refusal) => answer(reply, Err(refusal)),
        }
    }

    async fn act(&mut self, act: SignInAct, reply: Answer) {
        let input = match act {
            SignInAct::KnownPhone => return self.known_phone(reply),
            SignInAct::UseQr => Input::UseQr,
            SignInAct::UsePhone => Input::UsePhone,
            SignInAct::Resend => Input::Resend,
            SignInAct::NewCode => Input::NewCode,
            SignInAct::ResetEmail => Input::ResetEmail,
            SignInAct::Recover => Input::Recover,
            SignInAct::Back => Input::Back,
            SignInAct::Retry => Input::Retry,
        };
        self.submit(input, reply);
    }

    /// Looked up beside this task: the line before it may wait for a keychain.
    fn known_phone(&mut self, reply: Answer) {
        let store = self.stores.borrow().clone();
        let (store, flow) = match (store, self.under_way()) {
            (Some(store), Ok(flow)) => (store, flow),
            (None, _) => return answer(reply, Err(Refusal::Closed)),
            (Some(_), Err(refusal)) => return answer(reply, Err(refusal)),
        };
        let Some(again) = flow.again().filter(|again| again.phone.is_some()) else {
            return answer(reply, Err(Refusal::NotUnderWay));
        };
        let account = again.account;
        let number = async move {
            let number = known_number(&store, account).await.map_err(failure)?;
            Ok(Input::Phone(number))
        };
        flow.submit_found(InputKind::Phone, number, Some(reply));
    }

    async fn cancel(&mut self, reply: Answer) {
        match &mut self.state {
            State::UnderWay(flow) if matches!(flow.step(), Step::Done { .. }) => {
                self.turn(State::None);
                self.answer(reply, Ok(()));
            }
            State::UnderWay(flow) => flow.submit(Input::Cancel, reply),
            State::Importing(_) => {
                self.leave_import().await;
                self.answer(reply, Ok(()));
            }
            State::None | State::Kept(_) => self.answer(reply, Ok(())),
        }
    }

    fn open_fragment(&mut self) -> Result<(), Refusal> {
        let Step::Code {
            way: CodeWay::Fragment { url: Some(url), .. },
            ..
        } = self.under_way()?.step()
        else {
            return Err(Refusal::NotUnderWay);
        };
        // Telegram's crate lets pages of that one site through, and no others.
        open::that_detached(url).map_err(Refusal::Browser)
    }

    /// What changed by itself, or by an input that has not come to rest.
    async fn moved(&mut self, id: u64) {
        let State::UnderWay(flow) = &mut self.state else {
            return;
        };
        if flow.id() != id {
            return;
        }
        flow.look();
        if let Some(account) = flow.newly_saved() {
            (self.signed_in)(account);
        }
        match flow.step() {
            Step::Over => self.close().await,
            Step::Done { .. }
            | Step::Phone
            | Step::Qr { .. }
            | Step::Code { .. }
            | Step::EmailSetup { .. }
            | Step::EmailCode { .. }
            | Step::Password { .. }
            | Step::Recovery { .. }
            | Step::DeadEnd(_) => self.tell(),
        }
    }

    async fn came(&mut self, id: u64, ticket: u64, came: Result<Snapshot, Refusal>) {
        let State::UnderWay(flow) = &mut self.state else {
            return;
        };
        if flow.id() != id {
            return;
        }
        let answered = flow.came(ticket, came);
        self.moved(id).await;
        if let Some((reply, done)) = answered {
            self.answer(reply, done);
        }
    }

    /// It is over, and what it left is ended in the background.
    async fn close(&mut self) {
        if let State::UnderWay(flow) = std::mem::replace(&mut self.state, State::None) {
            let waiting = flow.close().await;
            self.tell();
            for reply in waiting {
                self.answer(reply, Ok(()));
            }
        }
    }
}

impl Controller for SignIns {
    type Message = Message;

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Read(reply) => answer(reply, self.snapshot()),
            Message::Begin(account, reply) => {
                let done = self.begin(account).await;
                self.answer(reply, done);
            }
            Message::Resume(reply) => {
                let done = self.resume().await;
                self.answer(reply, done);
            }
            Message::Discard(reply) => {
                let done = self.discard().await;
                self.answer(reply, done);
            }
            Message::Import(text, password, reply) => self.import(text, password, reply).await,
            Message::Imported { id, came } => self.imported(id, came),
            Message::Settled(account) => (self.signed_in)(account),
            Message::Submit(input, reply) => self.submit(input, reply),
            Message::Act(act, reply) => self.act(act, reply).await,
            Message::Cancel(reply) => self.cancel(reply).await,
            Message::OpenFragment(reply) => {
                let done = self.open_fragment();
                self.answer(reply, done);
            }
            Message::Vault => self.look_at_vault().await,
            Message::Road => self.reroute(),
            Message::Moved(id) => self.moved(id).await,
            Message::Came { id, ticket, came } => self.came(id, ticket, came).await,
            Message::Suspend(reply) => {
                self.suspend().await;
                answer(reply, ());
            }
        }
    }
}

/// Tells the controller of the first value and of each change.
fn forward<T: Send + Sync + 'static>(
    mut values: watch::Receiver<T>,
    mailbox: Mailbox,
    message: impl Fn() -> Message + Send + 'static,
) {
    tauri::async_runtime::spawn(async move {
        loop {
            if mailbox.tell(message()).await.is_err() || values.changed().await.is_err() {
                break;
            }
        }
    });
}

fn now() -> Timestamp {
    SystemTime::now().into()
}
