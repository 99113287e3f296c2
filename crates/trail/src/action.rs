//! Actions as types: what a [`Recorded`](crate::Recorded) line allows.

/// A sensitive action. A function that performs it takes a [`Recorded`](crate::Recorded) of it.
///
/// Open to other crates, since naming an action gives nobody the power to record it. A code
/// stands for one action for ever; two types must not share one. A wrong code does not compile
/// where it is recorded:
///
/// ```
/// use signet_trail::{Action, Code};
///
/// enum Invite {}
/// impl Action for Invite { const CODE: &'static str = "invite"; }
/// let code = Code::of::<Invite>();
/// ```
///
/// ```compile_fail,E0080
/// use signet_trail::{Action, Code};
///
/// enum Invite {}
/// impl Action for Invite { const CODE: &'static str = "Invite!"; }
/// let code = Code::of::<Invite>();
/// ```
pub trait Action {
    /// What the line says: 1 to 40 lower-case letters, digits and dashes.
    const CODE: &'static str;
}

macro_rules! actions {
    ($(#[doc = $doc:literal] $name:ident = $code:literal)+) => {
        $(
            #[doc = $doc]
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

actions! {
    /// Binding an account to a platform.
    Link = "link"
    /// Making a separate Telegram authorization for one grant.
    Mint = "mint"
    /// Writing an envelope or a recovery kit to a file or to paper.
    Export = "export"
    /// Closing a session into an envelope that one service can open.
    Seal = "seal"
    /// Handing an envelope to a platform.
    Deliver = "deliver"
    /// Telling Telegram the number of an account that is here, to sign it in again.
    SignIn = "sign-in"
    /// Showing something masked in full, such as a phone number.
    Reveal = "reveal"
    /// Changing a master key.
    Rotate = "rotate"
    /// Taking over a session made elsewhere.
    Import = "import"
    /// Opening the vault with a recovery kit, or a service after a backup was put back.
    Restore = "restore"
    /// Giving one service instance the exclusive right to a session.
    Lease = "lease"
    /// Handing a stored envelope to the service that holds its lease.
    Open = "open"
    /// Removing old lines from the trail itself.
    Prune = "prune"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Code;

    #[test]
    fn codes_are_valid_and_differ() {
        for code in CODES {
            assert!(code.parse::<Code>().is_ok(), "{code}");
        }
        assert_eq!(CODES.iter().collect::<BTreeSet<_>>().len(), CODES.len());
    }
}
