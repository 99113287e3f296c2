//! Who a request comes from.

use signet_contract::{
    ids::{ApiKeyId, DeviceId, OperatorId, ServiceId},
    platform::{ErrorCode, Moment, Role, Scope},
};
use signet_trail::{Actor, Text};
use uuid::Uuid;

use crate::{Error, Refused};

/// A party that has shown its credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub party: Party,
    /// What it may do beyond its role: a service's scopes.
    pub scopes: Vec<Scope>,
    /// When its token ends; an API key has no end of its own.
    pub until: Option<Moment>,
    /// The token's own id, where one was shown.
    pub token: Option<Uuid>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    Service {
        id: ServiceId,
        key: ApiKeyId,
    },
    Device {
        id: DeviceId,
    },
    Operator {
        id: OperatorId,
        rank: Rank,
        family: Uuid,
    },
}

/// What an operator may do, each including the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Viewer,
    Support,
    Admin,
}

impl Party {
    pub fn role(&self) -> Role {
        match self {
            Self::Service { .. } => Role::Service,
            Self::Device { .. } => Role::Device,
            Self::Operator { rank, .. } => (*rank).into(),
        }
    }

    /// Its id, whatever it is.
    pub fn subject(&self) -> Uuid {
        match *self {
            Self::Service { id, .. } => id.into(),
            Self::Device { id } => id.into(),
            Self::Operator { id, .. } => id.into(),
        }
    }

    /// What its tokens were given for: revoking this ends them all.
    pub fn session(&self) -> Uuid {
        match *self {
            Self::Service { key, .. } => key.into(),
            Self::Device { id } => id.into(),
            Self::Operator { family, .. } => family,
        }
    }

    /// As the trail names it.
    pub fn actor(&self) -> Actor {
        // The text of an id is always one for the trail.
        let id: Text = self.subject().to_string().parse().unwrap_or_default();
        match self {
            Self::Service { .. } => Actor::Service(id),
            Self::Device { .. } => Actor::Person(id),
            Self::Operator { .. } => Actor::Operator(id),
        }
    }
}

impl Caller {
    pub fn service(&self) -> Result<ServiceId, Error> {
        match self.party {
            Party::Service { id, .. } => Ok(id),
            Party::Device { .. } | Party::Operator { .. } => forbidden(),
        }
    }

    pub fn device(&self) -> Result<DeviceId, Error> {
        match self.party {
            Party::Device { id } => Ok(id),
            Party::Service { .. } | Party::Operator { .. } => forbidden(),
        }
    }

    /// An operator of at least this rank.
    pub fn operator(&self, least: Rank) -> Result<OperatorId, Error> {
        match self.party {
            Party::Operator { id, rank, .. } if rank >= least => Ok(id),
            Party::Operator { .. } | Party::Service { .. } | Party::Device { .. } => forbidden(),
        }
    }
}

fn forbidden<T>() -> Result<T, Error> {
    Err(Refused::new(ErrorCode::Forbidden, "not for this caller").into())
}

impl From<Rank> for Role {
    fn from(rank: Rank) -> Self {
        match rank {
            Rank::Viewer => Self::Viewer,
            Rank::Support => Self::Support,
            Rank::Admin => Self::Admin,
        }
    }
}
