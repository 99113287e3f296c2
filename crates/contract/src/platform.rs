//! What is said between a device, a platform and its services.
//!
//! Requests refuse fields they do not know; answers may grow, and readers pass over what they do
//! not know. Every endpoint's path stands in the comment of its request or answer, under the
//! prefix [`PREFIX`] unless it begins with `/.well-known` or `/health`.

mod address;
mod answer;
mod audit;
mod card;
mod category;
mod code;
mod credential;
mod ending;
mod lease;
mod link;
mod moment;
mod octets;
mod operator;
mod origin;
mod probe;
mod registration;
mod session;
mod text;
mod token;
mod watch;

pub use address::is_public;
pub use answer::{ApiError, ErrorDetails, Failed, Nothing, Page, Success};
pub use audit::{
    ActorKind, AuditActor, AuditExportQuery, AuditLine, AuditOutcome, AuditQuery,
    AuditVerification, ExportFormat, KeptTrailHead,
};
pub use card::{Jwk, Jwks, RECEIPT_TYPE, ReceiptClaims, ServiceCard, ServiceCards, WellKnown};
pub use category::Category;
pub use code::ErrorCode;
pub use credential::Credential;
pub use ending::{
    Ending, HealthReport, Receipt, RevocationStep, Revoke, RevokeMany, RevokedMany, Selection,
    StepKind, StepOutcome,
};
pub use lease::{AccountChoice, Lease, NewLease, RenewLease};
pub use link::{
    CONFIRMATION_PARAMETER, Confirm, Confirmed, DeviceDescription, Link, LinkRequest, LinkState,
    LinkStatus, LinkStatusQuery, NewLink, Preview, REDEMPTION_TYPE, Redeem, Redeemed,
    RedemptionClaims, Refusal, Refuse,
};
pub use moment::{InvalidMoment, Moment};
pub use octets::{InvalidOctets, Octets, PublicKey};
pub use operator::{
    AcceptInvitation, ChangeOperator, Invitation, InvitationAccepted, Invite, Login, Operator,
};
pub use origin::{InvalidOrigin, PlatformOrigin};
pub use probe::{Probe, Trouble};
pub use registration::{
    ApiKey, ChangeService, Device, NewApiKey, NewService, Service, ServiceRegistered,
};
pub use session::{
    Deliver, Delivered, ExportedSession, FetchQuery, Health, PageQuery, SealedSession, Session,
    SessionDetail, SessionDevice, SessionExportQuery, SessionQuery, SessionState,
};
pub use text::{
    AccountHint, DeviceName, DisplayName, Email, InstanceId, InvalidText, Note, Scope, UserId,
    UserLabel,
};
pub use token::{
    ASSERTION_SECONDS, ASSERTION_TYPE, AccessToken, AssertionClaims, OperatorTokens, Refresh,
    RevokeToken, Role, Status, TokenRequest,
};
pub use watch::{
    Alert, AlertKind, AlertQuery, EventKind, NewWebhook, Webhook, WebhookEvent, WebhookMade,
    WebhookMessage,
};

/// What every path of the interface begins with.
pub const PREFIX: &str = "/api/telegram-auth";
