//! Signing in, step by step. Each command answers when there is nothing more to wait for; what
//! happens meanwhile comes as the event "sign-in".

use signet_contract::ui::{SignInAct, SignInSnapshot};
use signet_telegram::login::Input;
use tauri::State;

use super::Answer;
use crate::{
    failure::report,
    sign_in::{self, Mailbox, Message},
    typed::Typed,
};

#[tauri::command]
pub async fn sign_in(sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    sign_ins.ask(Message::Read).await.map_err(report)
}

#[tauri::command]
pub async fn begin_sign_in(
    account: Option<String>,
    sign_ins: State<'_, Mailbox>,
) -> Answer<SignInSnapshot> {
    ask(&sign_ins, |reply| Message::Begin(account, reply)).await
}

#[tauri::command]
pub async fn resume_sign_in(sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    ask(&sign_ins, Message::Resume).await
}

#[tauri::command]
pub async fn discard_sign_in(sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    ask(&sign_ins, Message::Discard).await
}

#[tauri::command]
pub async fn submit_phone(number: Typed, sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    submit(&sign_ins, Input::Phone(number.into_secret())).await
}

#[tauri::command]
pub async fn submit_code(code: Typed, sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    submit(&sign_ins, Input::Code(code.into_secret())).await
}

#[tauri::command]
pub async fn submit_email(address: Typed, sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    submit(&sign_ins, Input::Email(address.into_secret())).await
}

#[tauri::command]
pub async fn submit_password(
    password: Typed,
    sign_ins: State<'_, Mailbox>,
) -> Answer<SignInSnapshot> {
    submit(&sign_ins, Input::Password(password.into_secret())).await
}

/// Takes over a session made elsewhere, which nobody may be using any more.
#[tauri::command]
pub async fn import_session(
    text: Typed,
    password: Option<Typed>,
    sign_ins: State<'_, Mailbox>,
) -> Answer<SignInSnapshot> {
    let password = password.map(Typed::into_secret);
    let text = text.into_secret();
    ask(&sign_ins, |reply| Message::Import(text, password, reply)).await
}

#[tauri::command]
pub async fn act_sign_in(act: SignInAct, sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    ask(&sign_ins, |reply| Message::Act(act, reply)).await
}

#[tauri::command]
pub async fn cancel_sign_in(sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    ask(&sign_ins, Message::Cancel).await
}

#[tauri::command]
pub async fn open_fragment(sign_ins: State<'_, Mailbox>) -> Answer<SignInSnapshot> {
    ask(&sign_ins, Message::OpenFragment).await
}

async fn submit(sign_ins: &Mailbox, input: Input) -> Answer<SignInSnapshot> {
    ask(sign_ins, |reply| Message::Submit(input, reply)).await
}

async fn ask(
    sign_ins: &Mailbox,
    message: impl FnOnce(sign_in::Answer) -> Message,
) -> Answer<SignInSnapshot> {
    sign_ins.ask(message).await.map_err(report)?.map_err(report)
}
