//! Lets operators in: invitation, password and authenticator, sign-in, refresh, sign-out.

use std::{sync::Arc, time::Duration};

use base64ct::{Base64UrlUnpadded, Encoding};
use secrecy::{ExposeSecret, SecretString};
use signet_contract::{
    ids::OperatorId,
    platform::{
        AcceptInvitation, Credential, DisplayName, Email, ErrorCode, Invitation,
        InvitationAccepted, Login, Moment, Operator, OperatorTokens, Role,
    },
};
use signet_trail::{Actor, Outcome, Recorded};
use uuid::Uuid;

use super::{
    family::{Family, Place, RefreshKey},
    hashing::Hashing,
    password::{StoredPassword, Unfit},
    totp::TotpSecret,
};
use crate::{
    Error, Refused,
    at_rest::RestKey,
    audit,
    audit::Deed,
    caller::{Party, Rank},
    deed,
    ledger::{Fact, hash},
    platform::Platform,
    secret::{Key, RootSecret, random},
    storage::{Accepted, Attempt, Door, Invited, Newcomer, StoredInvitation, Used},
    tokens,
};

/// How long an invitation is good for.
const INVITED: Duration = Duration::from_secs(24 * 60 * 60);

/// What every invitation begins with.
const START: &str = "signet_inv_";

/// What operators are let in with.
pub struct Reception {
    rest: Arc<RestKey>,
    refresh: RefreshKey,
    invitations: Key,
    nobody: Arc<StoredPassword>,
    hashing: Hashing,
}

impl Reception {
    pub fn open(root: &RootSecret, rest: Arc<RestKey>) -> Result<Self, Error> {
        Ok(Self {
            rest,
            refresh: RefreshKey::new(root.key("signet/service/refresh/v1").into_inner()),
            invitations: root.key("signet/service/invitation/v1"),
            nobody: Arc::new(StoredPassword::of_nobody().ok_or(Error::Random)?),
            hashing: Hashing::default(),
        })
    }

    /// An invitation for somebody new, or for this operator to choose a new password and
    /// authenticator.
    pub async fn invite(
        &self,
        platform: &Platform,
        actor: Actor,
        role: Rank,
        operator: Option<OperatorId>,
    ) -> Result<Invitation, Error> {
        let made_by = match &actor {
            Actor::Operator(id) => {
                let id = id.as_str().parse();
                Some(id.map_err(|_| Error::Unwritable("an invitation of nobody"))?)
            }
            Actor::App(_) | Actor::Person(_) | Actor::Service(_) => None,
        };
        let whom = operator.map(|id| id.to_string()).unwrap_or_default();
        let deed = Deed::about(actor, "operator", whom, None);
        let _line = platform.audit.record::<deed::Invite>(deed).await?;
        let secret = random::<32>()?;
        let text = SecretString::from(format!(
            "{START}{}",
            Base64UrlUnpadded::encode_string(&*secret)
        ));
        // Exposed to be hashed, and to be shown to whoever hands it on.
        let text = text.expose_secret();
        let expires_at = platform.clock.now().after(INVITED);
        let invitation = StoredInvitation {
            digest: self.invitations.mac(&[text.as_bytes()]),
            role: role.into(),
            operator,
            made_by,
            expires_at,
        };
        platform.storage.operators.invite(invitation).await?;
        Ok(Invitation {
            invitation: Credential::new(text.to_owned()),
            role: role.into(),
            expires_at,
        })
    }

    /// Takes an invitation. Nobody is let in yet: a first code must follow.
    pub async fn accept(
        &self,
        platform: &Platform,
        request: AcceptInvitation,
    ) -> Result<InvitationAccepted, Error> {
        let AcceptInvitation {
            invitation,
            email,
            name,
            password,
        } = request;
        // Exposed to be hashed.
        let digest = self.invitations.mac(&[invitation.expose().as_bytes()]);
        let operators = &platform.storage.operators;
        let invited = operators.invited(digest, platform.clock.now()).await?;
        let known = match invited.ok_or_else(no_invitation)? {
            Invited::Somebody => None,
            Invited::Known(known) => Some(known),
        };
        let password = self.chosen(password, &email, &name).await?;
        let id = known
            .as_ref()
            .map_or_else(OperatorId::now, |known| known.id);
        let secret = TotpSecret::random().ok_or(Error::Random)?;
        let newcomer = Newcomer {
            id,
            email: email.clone(),
            name,
            password,
            totp: self
                .rest
                .seal(&place(id), secret.expose())
                .ok_or(Error::Random)?,
            now: platform.clock.now(),
        };
        let line = platform.audit.record(own(id)).await?;
        let accepted = match known {
            Some(known) => accept_again(platform, line, digest, newcomer, &known).await?,
            None => operators.accept(line, digest, newcomer).await?,
        };
        let refused = match accepted {
            Accepted::Taken(_, ended) => {
                for family in ended {
                    platform.revoked.refuse(family);
                }
                return Ok(InvitationAccepted {
                    operator_id: id,
                    totp_secret: secret.typed(),
                    totp_uri: secret.uri(platform.config.name.as_str(), email.as_str()),
                });
            }
            Accepted::Over => no_invitation(),
            Accepted::EmailTaken => {
                let message = "the invitation is not for this e-mail address";
                Refused::new(ErrorCode::AlreadyExists, message).into()
            }
        };
        platform
            .audit
            .tell::<deed::Enrol>(Outcome::Refused, own(id));
        Err(refused)
    }

    async fn chosen(
        &self,
        password: Credential,
        email: &Email,
        name: &DisplayName,
    ) -> Result<StoredPassword, Error> {
        let known = [email.as_str().to_owned(), name.as_str().to_owned()];
        let chosen = self
            .hashing
            .run(move || StoredPassword::choose(&password, &known.each_ref().map(String::as_str)))
            .await?;
        chosen.map_err(|unfit| match unfit {
            Unfit::Length => Refused::field("password", "12 to 128 characters").into(),
            Unfit::Obvious => Refused::field("password", "anybody would try this first").into(),
            Unfit::Unhashed => Error::Random,
        })
    }

    /// Signs in, or sends the first code of an authenticator. Whatever was wrong, the answer is
    /// the same and takes as long.
    pub async fn enter(
        &self,
        platform: &Platform,
        door: Door,
        login: Login,
    ) -> Result<OperatorTokens, Error> {
        let now = platform.clock.now();
        let Login {
            email,
            password,
            code,
        } = login;
        let attempt = platform
            .storage
            .operators
            .attempt(&email, door, now)
            .await?;
        let found = match attempt {
            Attempt::Locked(until) => {
                let message = "too many failures in a row";
                let wait = now.until(until).as_secs() + 1;
                return Err(Refused::new(ErrorCode::OperatorLocked, message)
                    .retry_after(wait)
                    .into());
            }
            Attempt::Of(stored) => Some(stored),
            Attempt::Nobody => None,
        };
        let expected = match &found {
            Some(stored) => Arc::new(stored.password.clone()),
            None => Arc::clone(&self.nobody),
        };
        let right = self.hashing.run(move || expected.is(&password)).await?;
        let Some(stored) = found else {
            return Err(wrong());
        };
        let id = stored.operator.id;
        let step = self
            .secret(id, &stored.totp)
            .and_then(|secret| secret.check(&code, now, stored.last_step));
        let (Some(step), true) = (step, right) else {
            platform
                .audit
                .tell::<deed::SignIn>(Outcome::Refused, own(id));
            return Err(wrong());
        };
        let deed = own(id);
        let _line = platform.audit.record::<deed::SignIn>(deed).await?;
        let family = Uuid::now_v7();
        if !platform
            .storage
            .operators
            .admit(id, stored.totp, step, family, now)
            .await?
        {
            platform
                .audit
                .tell::<deed::SignIn>(Outcome::Refused, own(id));
            return Err(wrong());
        }
        self.tokens(platform, family, Family::new(now), &stored.operator, now)
    }

    /// The next refresh token, and an access token with the operator's role of now.
    pub async fn refresh(
        &self,
        platform: &Platform,
        token: &Credential,
    ) -> Result<OperatorTokens, Error> {
        let now = platform.clock.now();
        let over = || {
            let message = "this refresh token is not valid, or over";
            Error::from(Refused::new(ErrorCode::CredentialInvalid, message))
        };
        let place = self.refresh.place(token).ok_or_else(over)?;
        platform.limits.token.take(&place.family)?;
        let operators = &platform.storage.operators;
        let alarm = platform.alarm.clone();
        let reused = Box::new(move |owner| {
            let event = audit::event::<deed::ReusedToken>(now, Outcome::Done, own(owner));
            (event, alarm.token_reused(owner))
        });
        match operators.use_token(place, now, reused).await? {
            Used::Stands(family, operator) => {
                self.tokens(platform, place.family, family, &operator, now)
            }
            Used::Reused(_) => {
                platform.revoked.refuse(place.family);
                platform.audit.look();
                tracing::warn!("a refresh token was used twice");
                let message = "this refresh token was used before; its sign-in was ended";
                Err(Refused::new(ErrorCode::CredentialRevoked, message).into())
            }
            Used::Over => Err(over()),
        }
    }

    /// The family of a genuine refresh token.
    pub fn family(&self, token: &Credential) -> Option<Uuid> {
        self.refresh.place(token).map(|place| place.family)
    }

    /// Signs out: neither the refresh tokens nor the access tokens of this sign-in work any more.
    pub async fn leave(&self, platform: &Platform, family: Uuid) -> Result<(), Error> {
        let now = platform.clock.now();
        platform.revoked.refuse(family);
        let tell = move |id| audit::event::<deed::SignOut>(now, Outcome::Done, own(id));
        let operators = &platform.storage.operators;
        operators.end_family(family, now, Box::new(tell)).await?;
        platform.audit.look();
        Ok(())
    }

    fn secret(&self, id: OperatorId, sealed: &[u8]) -> Option<TotpSecret> {
        let opened = self.rest.open(&place(id), sealed)?;
        Some(TotpSecret::new(Box::new(
            opened.as_slice().try_into().ok()?,
        )))
    }

    fn tokens(
        &self,
        platform: &Platform,
        id: Uuid,
        family: Family,
        operator: &Operator,
        now: Moment,
    ) -> Result<OperatorTokens, Error> {
        let rank = rank(operator.role).ok_or(Error::Unwritable("the token of no operator"))?;
        let party = Party::Operator {
            id: operator.id,
            rank,
            family: id,
        };
        let origin = platform.origin.as_str();
        let access = tokens::issue(&platform.keyring, origin, &party, Vec::new(), now)?;
        let number = family.newest;
        Ok(OperatorTokens {
            access,
            refresh_token: self.refresh.token(Place { family: id, number }),
            refresh_expires_at: family.expires_at(),
        })
    }
}

/// Somebody who is here already, perhaps disabled: what stood beside the database of their
/// password and their access holds no more.
async fn accept_again(
    platform: &Platform,
    line: Recorded<deed::Enrol>,
    digest: [u8; 32],
    newcomer: Newcomer,
    known: &Operator,
) -> Result<Accepted, Error> {
    let operators = &platform.storage.operators;
    let facts = |password: &StoredPassword, disabled| {
        let mut facts = vec![Fact::OperatorEntersBy(known.id, hash(password.as_str()))];
        if known.disabled {
            facts.push(Fact::OperatorIs(known.id, known.role, disabled));
        }
        facts
    };
    let _turn = platform.turn().await;
    let Some(before) = operators.password(known.id).await? else {
        return Ok(Accepted::Over);
    };
    let instead = facts(&before, true);
    let promised = facts(&newcomer.password, false);
    platform.promise(promised, instead.clone()).await?;
    let accepted = operators.accept(line, digest, newcomer).await;
    if !matches!(accepted, Ok(Accepted::Taken(..))) {
        platform.remember(instead).await;
    }
    Ok(accepted?)
}

/// What an operator of this role may do; services and devices are none.
pub fn rank(role: Role) -> Option<Rank> {
    match role {
        Role::Viewer => Some(Rank::Viewer),
        Role::Support => Some(Rank::Support),
        Role::Admin => Some(Rank::Admin),
        Role::Service | Role::Device => None,
    }
}

fn no_invitation() -> Error {
    let message = "this invitation is not known, or over";
    Refused::new(ErrorCode::CredentialInvalid, message).into()
}

fn wrong() -> Error {
    let message = "e-mail address, password or code is wrong, or the code was used";
    Refused::new(ErrorCode::CredentialInvalid, message).into()
}

fn place(id: OperatorId) -> String {
    format!("operators/{id}")
}

/// What an operator does about themselves.
fn own(id: OperatorId) -> Deed {
    // The text of an id is always one for the trail.
    let actor = Actor::Operator(id.to_string().parse().unwrap_or_default());
    Deed::about(actor, "operator", id, None)
}
