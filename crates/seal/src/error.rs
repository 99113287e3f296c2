//! Why something is refused.

/// What is wrong. No variant holds a part of a key, a session, or who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It does not open here. Says no more on purpose: a wrong key, a wrong user and a flipped
    /// bit look alike to whoever tries.
    #[error("this envelope does not open here")]
    Closed,
    /// Not an envelope that its device signed.
    #[error("this is not an envelope, or it was changed")]
    Envelope,
    /// The operating system gave no random bytes.
    #[error("the system has no random numbers to give")]
    Random,
    /// The recorded line is about something else than what is to be sealed.
    #[error("the recorded line is not about this grant")]
    OtherLine,
    /// What is to be bound into an envelope is out of its limits.
    #[error("`{0}` cannot be part of an envelope")]
    Context(&'static str),
    /// Not a secret key as text.
    #[error("this is not a secret key of the wanted kind")]
    SecretKey,
    /// Not a public key.
    #[error("this is not a public key")]
    PublicKey,
    /// A card without the form of one.
    #[error("`{0}` is missing, too long or wrong in this service card")]
    Card(&'static str),
    /// A card that nobody we know signed.
    #[error("this service card is not signed by its platform")]
    CardSignature,
    /// A sealing key that the service itself did not sign.
    #[error("the service itself did not sign the key in this card")]
    KeySignature,
    /// A card for another platform.
    #[error("this service card was made for another platform")]
    CardPlatform,
    /// A card whose time has not come.
    #[error("this service card is not valid yet")]
    CardEarly,
    /// A card whose time is over.
    #[error("this service card is out of date")]
    CardOver,
    /// A statement that a platform changed its key, which the old key did not sign, or which is
    /// for another platform or key.
    #[error("the platform's key changed, and its old key does not confirm that")]
    KeyChange,
}
