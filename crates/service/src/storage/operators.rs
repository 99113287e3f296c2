//! Support staff: invitations, people, and the families of their refresh tokens.

use async_trait::async_trait;
use signet_contract::{
    ids::OperatorId,
    platform::{DisplayName, Email, Moment, Operator, Role},
};
use uuid::Uuid;

use super::StorageError;
use crate::operators::{
    family::{Family, Place},
    password::StoredPassword,
    totp::Step,
};

/// Keeps operators.
#[async_trait]
pub trait Operators: Send + Sync {
    async fn invite(&self, invitation: StoredInvitation) -> Result<(), StorageError>;

    /// What would become of an invitation if it were taken for this address now.
    async fn foresee(
        &self,
        digest: [u8; 32],
        email: &Email,
        now: Moment,
    ) -> Result<Foreseen, StorageError>;

    /// Takes an invitation, or takes it again as long as no code was sent: whoever lost the
    /// answer is not locked out.
    async fn accept(&self, digest: [u8; 32], newcomer: Newcomer) -> Result<Accepted, StorageError>;

    /// Counts an attempt to sign in and returns whom it is about. Nobody of that name, somebody
    /// disabled, somebody at another door and somebody whose password was lost in a restore are
    /// the same, and are locked out after as many failures as anybody.
    async fn attempt(
        &self,
        email: &Email,
        door: Door,
        now: Moment,
    ) -> Result<Attempt, StorageError>;

    /// Lets somebody in whose password and code were right: unless that code was used in the
    /// meantime, the attempts are forgotten and a family begins.
    async fn admit(
        &self,
        id: OperatorId,
        step: Step,
        family: Uuid,
        now: Moment,
    ) -> Result<bool, StorageError>;

    async fn operator(&self, id: OperatorId) -> Result<Option<Operator>, StorageError>;

    /// Newest first, those below `before`.
    async fn operators(
        &self,
        before: Option<OperatorId>,
        limit: u16,
    ) -> Result<Vec<Operator>, StorageError>;

    /// Changes role or access, and ends all families. None if there is nobody of that id.
    async fn change_operator(
        &self,
        id: OperatorId,
        role: Option<Role>,
        disabled: Option<bool>,
    ) -> Result<Option<ChangedOperator>, StorageError>;

    /// Uses a refresh token, in one transaction: of a thousand at once, one takes the turn.
    async fn use_token(&self, place: Place, now: Moment) -> Result<Used, StorageError>;

    /// Signs out. Whose it was, if it was alive.
    async fn end_family(&self, family: Uuid) -> Result<Option<OperatorId>, StorageError>;

    /// Forgets what is over: families, invitations, and people who never sent a code.
    async fn sweep_operators(&self, now: Moment) -> Result<u64, StorageError>;
}

/// An invitation without its secret.
#[derive(Debug, Clone)]
pub struct StoredInvitation {
    pub digest: [u8; 32],
    pub role: Role,
    /// Whom it lets choose a new password and authenticator; somebody new without.
    pub operator: Option<OperatorId>,
    pub expires_at: Moment,
}

/// Somebody who takes an invitation.
pub struct Newcomer {
    /// For somebody new.
    pub id: OperatorId,
    pub email: Email,
    pub name: DisplayName,
    pub password: StoredPassword,
    /// Seals the authenticator's secret for the row of whoever it turns out to be.
    pub totp: Box<dyn Fn(OperatorId) -> Option<Vec<u8>> + Send>,
    pub now: Moment,
}

/// What would become of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreseen {
    /// Somebody new would take it.
    New(Role),
    /// Somebody who is here already would choose another password.
    Again(OperatorId, Role),
    /// No such invitation, or its time is over.
    Over,
    /// Somebody else has this e-mail address, or the invitation is for another one.
    EmailTaken,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    Taken(OperatorId, Role),
    /// No such invitation, or its time is over.
    Over,
    /// Somebody else has this e-mail address, or the invitation is for another one.
    EmailTaken,
    /// The generator failed.
    Unsealed,
}

/// Whether somebody sent a first code already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Enrolling,
    Active,
}

/// Whom an attempt is about.
pub enum Attempt {
    Nobody,
    Locked(Moment),
    Of(Box<StoredOperator>),
}

/// An operator with what signing in is checked against.
pub struct StoredOperator {
    pub operator: Operator,
    pub password: StoredPassword,
    /// Sealed for the operator's row.
    pub totp: Vec<u8>,
    pub last_step: Option<Step>,
}

/// An operator after a change, and the families that it ended.
pub struct ChangedOperator {
    pub operator: Operator,
    pub ended: Vec<Uuid>,
}

/// What using a refresh token did.
pub enum Used {
    /// This is the newest token now; whose it is.
    Stands(Family, Box<Operator>),
    /// Somebody else has it too; the family was ended.
    Reused(OperatorId),
    Over,
}
