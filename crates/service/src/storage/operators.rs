//! Support staff: invitations, people, and the families of their refresh tokens.

use async_trait::async_trait;
use signet_contract::{
    ids::OperatorId,
    platform::{DisplayName, Email, Moment, Operator, Role},
};
use signet_trail::{Event, Recorded};
use uuid::Uuid;

use super::{NewAlert, StorageError};
use crate::{
    deed::Enrol,
    operators::{
        family::{Family, Place},
        password::StoredPassword,
        totp::Step,
    },
};

/// Keeps operators.
#[async_trait]
pub trait Operators: Send + Sync {
    async fn invite(&self, invitation: StoredInvitation) -> Result<(), StorageError>;

    /// Whom an invitation that is good now is for. It is good as long as its time is not over and
    /// whoever made it is an admin.
    async fn invited(&self, digest: [u8; 32], now: Moment)
    -> Result<Option<Invited>, StorageError>;

    /// What somebody's password is kept as; nothing if there is nobody of that id.
    async fn password(&self, id: OperatorId) -> Result<Option<StoredPassword>, StorageError>;

    /// Takes an invitation, or takes it again as long as no code was sent: whoever lost the
    /// answer is not locked out. Somebody who was here before keeps their role, gets in again if
    /// they were disabled, and is signed out everywhere. The line must be about the newcomer.
    async fn accept(
        &self,
        line: Recorded<Enrol>,
        digest: [u8; 32],
        newcomer: Newcomer,
    ) -> Result<Accepted, StorageError>;

    /// Counts an attempt to sign in and returns whom it is about. Nobody of that name, somebody
    /// disabled, somebody at another door and somebody whose password was lost in a restore are
    /// the same, and are locked out after as many failures as anybody.
    async fn attempt(
        &self,
        email: &Email,
        door: Door,
        now: Moment,
    ) -> Result<Attempt, StorageError>;

    /// Lets somebody in whose password and code were right: unless that code was used or the
    /// authenticator (`totp`, as it is stored) replaced in the meantime, the attempts are
    /// forgotten and a family begins. The first time also needs the invitation to be good still.
    async fn admit(
        &self,
        id: OperatorId,
        totp: Vec<u8>,
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

    /// Changes role or access, whether a code was sent already or not. All sign-ins end, and so
    /// do the invitations that they made or that were made for them. None if there is nobody of
    /// that id.
    async fn change_operator(
        &self,
        id: OperatorId,
        change: OperatorChange,
        now: Moment,
    ) -> Result<Option<ChangedOperator>, StorageError>;

    /// Uses a refresh token, in one transaction: of a thousand at once, one takes the turn. One
    /// that somebody else has too ends its family and the family's access tokens, and says so.
    async fn use_token(
        &self,
        place: Place,
        now: Moment,
        reused: Reuse,
    ) -> Result<Used, StorageError>;

    /// Signs out: the family and its access tokens end. Whose it was, if it was alive.
    async fn end_family(
        &self,
        family: Uuid,
        now: Moment,
        tell: OperatorTelling,
    ) -> Result<Option<OperatorId>, StorageError>;

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
    /// Whose power it stands on; without, that of whoever runs commands on this machine.
    pub made_by: Option<OperatorId>,
    pub expires_at: Moment,
}

/// Whom an invitation is for.
#[derive(Debug, Clone)]
pub enum Invited {
    Somebody,
    /// Made for them, or taken by them before.
    Known(Box<Operator>),
}

/// What changes about an operator.
#[derive(Debug, Clone, Default)]
pub struct OperatorChange {
    pub role: Option<Role>,
    pub disabled: Option<bool>,
    /// For the trail, where it was not recorded before.
    pub told: Option<Event>,
}

/// What the trail will say of an operator.
pub type OperatorTelling = Box<dyn FnOnce(OperatorId) -> Event + Send>;

/// What is said when a refresh token turns out to be somebody else's too.
pub type Reuse = Box<dyn FnOnce(OperatorId) -> (Event, NewAlert) + Send>;

/// Somebody who takes an invitation.
pub struct Newcomer {
    /// Who they are if they are known, a new one otherwise.
    pub id: OperatorId,
    pub email: Email,
    pub name: DisplayName,
    pub password: StoredPassword,
    /// The authenticator's secret, sealed for the row of this id.
    pub totp: Vec<u8>,
    pub now: Moment,
}

/// What became of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// In this role. These sign-ins ended.
    Taken(Role, Vec<Uuid>),
    /// No such invitation, its time is over, or somebody else took it just now.
    Over,
    /// Somebody else has this e-mail address, or the invitation is for another one.
    EmailTaken,
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
