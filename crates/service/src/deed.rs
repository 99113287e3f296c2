//! What operators do, as the trail names it.

use signet_trail::Action;

macro_rules! deeds {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug)]
            pub enum $name {}

            impl Action for $name {
                const CODE: &'static str = $code;
            }
        )+

        #[cfg(test)]
        const CODES: &[&str] = &[$($code),+];
    };
}

deeds! {
    /// Making an invitation.
    Invite = "operator-invite"
    /// Taking one: a password and an authenticator.
    Enrol = "operator-enrol"
    /// Letting an operator in.
    SignIn = "operator-sign-in"
    /// Another role, or no access any more.
    ChangeOperator = "operator-change"
    /// A new service with its first API key.
    RegisterService = "service-register"
    /// Another description, list of addresses or sealing key.
    ChangeService = "service-change"
    /// Moving the end of a lease.
    RenewLease = "lease-renew"
    /// A second API key.
    AddApiKey = "api-key-add"
    /// An address that is told what happens.
    AddWebhook = "webhook-add"
    /// Another secret for its messages.
    ReplaceWebhookSecret = "webhook-secret"
    /// Putting a list into a file.
    ExportList = "list-export"
    /// Somebody sees to an alert, or says that it was seen to.
    MarkAlert = "alert-mark"
}

/// What ends something is told, not recorded: it never waits for its line.
pub const END_API_KEY: &str = "api-key-end";
pub const REMOVE_WEBHOOK: &str = "webhook-remove";
pub const DISABLE_DEVICE: &str = "device-disable";
pub const SIGN_OUT: &str = "operator-sign-out";
pub const REUSED: &str = "refresh-token-reused";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use signet_trail::Code;

    use super::*;

    #[test]
    fn every_code_is_one_for_the_trail_and_stands_for_one_thing() {
        let told = [
            END_API_KEY,
            REMOVE_WEBHOOK,
            DISABLE_DEVICE,
            SIGN_OUT,
            REUSED,
        ];
        let all: Vec<_> = CODES.iter().chain(&told).collect();
        for code in &all {
            assert!(code.parse::<Code>().is_ok(), "{code}");
        }
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
}
