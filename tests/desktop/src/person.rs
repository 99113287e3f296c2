//! What a person does in the window to sign in, one screen after the other.

use serde_json::{Value, json};

use crate::{
    Desktop, Key, Role, Trouble,
    wait::{PATIENCE, wait_for},
};

pub const WELCOME: &str = "Keep your Telegram sign-ins safe. Decide who may use them.";
pub const PHONE: &str = "Sign in to Telegram";
pub const QR: &str = "Scan with Telegram";
pub const PASSWORD_ASKED: &str = "Enter your Telegram password";

impl Desktop {
    /// From Welcome or from the list of accounts to the phone number.
    #[track_caller]
    pub fn add_account(&self) {
        let names = self.names(Role::Button);
        let from_welcome = "Add your Telegram account";
        if names.iter().any(|name| name == from_welcome) {
            self.button(from_welcome).click();
        } else {
            self.button("Add account").click();
        }
        self.wait_for_step("phone");
        self.heading(PHONE);
    }

    /// Types a number in the international form and goes on.
    #[track_caller]
    pub fn give_number(&self, number: &str) {
        let field = self.find(Role::Textbox, "Phone");
        field.clear();
        field.type_text(&format!("+{number}"));
        self.press(Key::Enter);
    }

    /// Types a code; a whole one goes out by itself.
    #[track_caller]
    pub fn give_code(&self, code: &str) {
        self.find(Role::Textbox, "Code").type_text(code);
    }

    /// Types a wrong code and waits until that is told, anew if it was told before.
    #[track_caller]
    pub fn give_wrong_code(&self) {
        let shown = self.call("sign_in", json!({})).unwrap_or_default();
        let before = shown["failure"]["reference"].clone();
        self.give_code("55555");
        self.wait_for_sign_in("another failure", |shown| {
            let is_new = shown["failure"]["reference"] != before;
            is_new && !shown["failure"].is_null() && shown["busy"] == false
        });
    }

    #[track_caller]
    pub fn give_password(&self, password: &str) {
        self.find(Role::Textbox, "Password").type_text(password);
        self.press(Key::Enter);
    }

    #[track_caller]
    pub fn give_email(&self, address: &str) {
        self.find(Role::Textbox, "E-mail address")
            .type_text(address);
        self.press(Key::Enter);
    }

    /// By phone and code, to what is shown then.
    #[track_caller]
    pub fn sign_in(&self, number: &str, code: &str) {
        self.add_account();
        self.give_number(number);
        self.wait_for_step("code");
        self.give_code(code);
    }

    /// The same, and back to the accounts.
    #[track_caller]
    pub fn sign_in_wholly(&self, number: &str, code: &str) {
        self.sign_in(number, code);
        self.wait_for_step("done");
        self.button("Done").click();
        self.wait_for_no_sign_in();
    }

    /// Waits until Rust says that the sign-in rests at this step, and answers the snapshot.
    #[track_caller]
    pub fn wait_for_step(&self, name: &str) -> Value {
        self.wait_for_sign_in(&format!("the step {name}"), |shown| {
            shown["step"]["kind"] == name && shown["busy"] == false
        })
    }

    /// Waits until nobody is signing in any more.
    #[track_caller]
    pub fn wait_for_no_sign_in(&self) {
        self.wait_for_sign_in("no sign-in", |shown| shown["state"] == "none");
    }

    /// Waits until something failed at this step, and answers its code.
    #[track_caller]
    pub fn wait_for_failure(&self, name: &str) -> String {
        let shown = self.wait_for_sign_in(&format!("a failure at {name}"), |shown| {
            let rests = shown["step"]["kind"] == name && shown["busy"] == false;
            rests && !shown["failure"].is_null()
        });
        let code = shown["failure"]["code"].as_str();
        code.unwrap_or_default().to_owned()
    }

    #[track_caller]
    pub fn wait_for_sign_in(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.wait_for_answer("sign_in", what, wanted)
    }

    /// Waits until the first account is as it is wanted.
    #[track_caller]
    pub fn wait_for_account(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let accounts = self.wait_for_answer("accounts", what, |all| wanted(&all["accounts"][0]));
        accounts["accounts"][0].clone()
    }

    #[track_caller]
    fn wait_for_answer(&self, command: &str, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let found = wait_for(what, PATIENCE, || {
            last = self.call(command, json!({})).map_err(Trouble::Unexpected)?;
            Ok(wanted(&last).then(|| last.clone()))
        });
        match found {
            Ok(answer) => answer,
            Err(trouble) => panic!("{trouble}; it is {}", told(&last)),
        }
    }
}

/// Without the picture of the QR code, which is long and a secret.
fn told(shown: &Value) -> Value {
    let mut shown = shown.clone();
    if let Some(code) = shown.pointer_mut("/step/code") {
        *code = json!("…");
    }
    shown
}
