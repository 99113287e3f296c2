//! What is done here, as the trail names it. A code stands for one action for ever.

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

    // What follows is told, not recorded: it allows nothing, and what it tells of never waits.

    /// Access was ended.
    Revoke = "revoke"
    /// No more tokens for a device.
    DisableDevice = "device-disable"
    /// Nothing more for a service.
    DisableService = "service-disable"
    /// Nobody of that name gets in any more.
    DisableOperator = "operator-disable"
    /// An address is told nothing any more.
    RemoveWebhook = "webhook-remove"
    /// An API key and its tokens ended.
    EndApiKey = "service-key-ended"
    /// There is another API key.
    MadeApiKey = "service-key-made"
    /// An operator signed out.
    SignOut = "operator-sign-out"
    /// Somebody else has a refresh token too.
    ReusedToken = "refresh-token-reused"
    /// The page that asked brought a code back.
    ConfirmLink = "link-confirm"
    /// A person said no.
    RefuseLink = "link-refuse"
    /// A lease was given back.
    EndLease = "lease-end"
    /// A service opened an envelope.
    Opened = "opened"
    /// A service could not.
    NotOpened = "not-opened"
    /// The holder of a session logged it out, or tried to.
    HolderLogout = "holder-logout"
    /// A person's own session ended it, or tried to.
    HomeReset = "home-reset"
    /// A kept copy logged it out, or tried to.
    CopyLogout = "copy-logout"
    /// Telegram lists it no more.
    ConfirmedDead = "confirmed-dead"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_stands_for_one_thing() {
        assert_eq!(CODES.iter().collect::<BTreeSet<_>>().len(), CODES.len());
    }
}
