//! Everything that is done with a vault, from its making to its end.

macro_rules! operations {
    ($($name:ident)+) => {
        /// One operation of a vault, as its caller sees it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Operation { $($name),+ }

        /// All of them, in an order in which each finds what it needs.
        pub const STORY: &[Operation] = &[$(Operation::$name),+];
    };
}

operations! {
    Make
    KeepSignIn
    SignIn
    SetPhoto
    RefreshCard
    Rename
    KnowDevices
    SetProxy
    ReplaceProxy
    RemoveProxy
    Check
    KeepToken
    SpendToken
    PinPlatform
    EnrolDevice
    KeepServiceCard
    Grant
    BeginMinting
    AdvanceMinting
    FinishMinting
    QueueEnvelope
    TryInVain
    Delivered
    GrantDelivered
    UseGrant
    Export
    RevealPhone
    SignInAgain
    ReplaceHome
    ForgetFormerHome
    RequestEnding
    ConfirmEnding
    Shred
    QueueMessage
    CancelMessage
    BeginImport
    ForgetImport
    MakeKit
    Rotate
    RestoreKey
    RetireKit
    SetPassphrase
    MakeKitAgain
    RotateBehindPassphrase
    RemovePassphrase
    PruneTrail
    RemovePhoto
    BeginRemoval
    RemoveAccount
    Reopen
    SetAside
}

impl Operation {
    /// Whether a caller who is answered with an error finds everything as it was. The others are
    /// several steps, each whole by itself, and are gone on with by asking once more.
    pub fn is_one_step(self) -> bool {
        !matches!(
            self,
            Self::Make
                | Self::RequestEnding
                | Self::Rotate
                | Self::RestoreKey
                | Self::SetPassphrase
                | Self::RotateBehindPassphrase
                | Self::RemovePassphrase
                | Self::Reopen
                | Self::SetAside
        )
    }

    /// Whether it waits for Argon2.
    pub fn is_slow(self) -> bool {
        matches!(
            self,
            Self::SetPassphrase
                | Self::MakeKitAgain
                | Self::RotateBehindPassphrase
                | Self::RemovePassphrase
        )
    }

    /// Whether there is a kit after it that was made before it.
    pub fn keeps_kits(self) -> bool {
        matches!(
            self,
            Self::Rotate | Self::RestoreKey | Self::RotateBehindPassphrase | Self::RemovePassphrase
        )
    }

    /// Whether it begins with a vault that is closed, or with none.
    pub fn begins_closed(self) -> bool {
        matches!(
            self,
            Self::Make | Self::RestoreKey | Self::Reopen | Self::SetAside
        )
    }
}
