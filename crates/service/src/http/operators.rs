//! Operators: letting them in, and who they are.

use std::sync::Arc;

use axum::extract::State;
use signet_contract::{
    ids::OperatorId,
    platform::{
        AcceptInvitation, ChangeOperator, Failed, Invitation, InvitationAccepted, Invite, Login,
        Operator, OperatorTokens, Page, PageQuery, Refresh, Success,
    },
};

use super::{
    address::ClientAddress,
    asked::{Asked, Named},
    body::Body,
    data::{Answer, Data},
    paging::Asked as PageAsked,
    roles::{AsAdmin, AsViewer},
};
use crate::{
    Refused,
    operators::{rank, standing},
    platform::Platform,
    storage::Door,
};

/// Take an invitation: choose a password and get an authenticator's secret
#[utoipa::path(
    post, path = "/operators/accept", tag = "Operators", request_body = AcceptInvitation,
    security(()),
    responses((status = 200, body = Success<InvitationAccepted>), (status = 401, body = Failed), (status = 409, body = Failed)),
)]
pub async fn accept(
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    Body(request): Body<AcceptInvitation>,
) -> Answer<InvitationAccepted> {
    platform.limits.login_address.take(&address.into())?;
    Ok(Data(platform.reception.accept(&platform, request).await?))
}

/// Send the first code of an authenticator, which makes the account and signs in
#[utoipa::path(
    post, path = "/operators/activate", tag = "Operators", request_body = Login,
    security(()),
    responses((status = 200, body = Success<OperatorTokens>), (status = 401, body = Failed), (status = 403, body = Failed)),
)]
pub async fn activate(
    state: State<Arc<Platform>>,
    address: ClientAddress,
    body: Body<Login>,
) -> Answer<OperatorTokens> {
    enter(Door::Enrolling, state, address, body).await
}

/// Sign in with password and code
#[utoipa::path(
    post, path = "/operators/login", tag = "Operators", request_body = Login,
    security(()),
    responses((status = 200, body = Success<OperatorTokens>), (status = 401, body = Failed), (status = 403, body = Failed)),
)]
pub async fn login(
    state: State<Arc<Platform>>,
    address: ClientAddress,
    body: Body<Login>,
) -> Answer<OperatorTokens> {
    enter(Door::Active, state, address, body).await
}

async fn enter(
    door: Door,
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    Body(login): Body<Login>,
) -> Answer<OperatorTokens> {
    platform.limits.login_address.take(&address.into())?;
    platform
        .limits
        .login
        .take(&login.email.as_str().to_ascii_lowercase())?;
    Ok(Data(
        platform.reception.enter(&platform, door, login).await?,
    ))
}

/// Get the next access and refresh token
#[utoipa::path(
    post, path = "/token/refresh", tag = "Tokens", request_body = Refresh,
    security(()),
    responses((status = 200, body = Success<OperatorTokens>), (status = 401, body = Failed)),
)]
pub async fn refresh(
    State(platform): State<Arc<Platform>>,
    ClientAddress(address): ClientAddress,
    Body(request): Body<Refresh>,
) -> Answer<OperatorTokens> {
    platform.limits.token_address.take(&address.into())?;
    let tokens = platform
        .reception
        .refresh(&platform, &request.refresh_token)
        .await?;
    Ok(Data(tokens))
}

/// All operators
#[utoipa::path(
    get, path = "/operators", tag = "Operators", params(PageQuery), security(("operator" = ["viewer"])),
    responses((status = 200, body = Success<Page<Operator>>)),
)]
pub async fn list(
    State(platform): State<Arc<Platform>>,
    _: AsViewer,
    Asked(query): Asked<PageQuery>,
) -> Answer<Page<Operator>> {
    let asked = PageAsked::new(query.limit, query.cursor.as_deref())?;
    let found = platform
        .storage
        .operators
        .operators(asked.before(), asked.fetch())
        .await?;
    Ok(Data(asked.page(found, |operator| operator.id)))
}

/// Invite somebody new
#[utoipa::path(
    post, path = "/operators/invite", tag = "Operators", request_body = Invite, security(("operator" = ["admin"])),
    responses((status = 200, body = Success<Invitation>)),
)]
pub async fn invite(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Body(request): Body<Invite>,
) -> Answer<Invitation> {
    let role = rank(request.role).ok_or_else(not_an_operators)?;
    let actor = caller.party.actor();
    Ok(Data(
        platform
            .reception
            .invite(&platform, actor, role, None)
            .await?,
    ))
}

/// Let an operator choose a new password and authenticator
#[utoipa::path(
    post, path = "/operators/{id}/invitation", tag = "Operators", security(("operator" = ["admin"])),
    params(("id" = OperatorId, Path)),
    responses((status = 200, body = Success<Invitation>)),
)]
pub async fn invite_again(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Named(id): Named<OperatorId>,
) -> Answer<Invitation> {
    let operator = standing::find(&platform, id).await?;
    let role = rank(operator.role).ok_or_else(not_an_operators)?;
    let actor = caller.party.actor();
    Ok(Data(
        platform
            .reception
            .invite(&platform, actor, role, Some(id))
            .await?,
    ))
}

/// Give an operator another role, or no access any more
#[utoipa::path(
    patch, path = "/operators/{id}", tag = "Operators", request_body = ChangeOperator, security(("operator" = ["admin"])),
    params(("id" = OperatorId, Path)),
    responses((status = 200, body = Success<Operator>)),
)]
pub async fn change(
    State(platform): State<Arc<Platform>>,
    AsAdmin(caller): AsAdmin,
    Named(id): Named<OperatorId>,
    Body(request): Body<ChangeOperator>,
) -> Answer<Operator> {
    Ok(Data(
        standing::change(&platform, &caller, id, request).await?,
    ))
}

fn not_an_operators() -> Refused {
    Refused::field("role", "viewer, support or admin")
}
