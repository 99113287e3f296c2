//! Every method that is served, and who serves it.

use grammers_tl_types::{Deserializable, Identifiable, LAYER, RemoteCall, functions as f};

use crate::messages::body;
use crate::rpc::error::RpcError;
use crate::rpc::layers::Spoken;
use crate::rpc::{Call, account, auth, chats, help, updates, upload, users};

macro_rules! serve {
    ($call:expr, $query:expr; $($request:ty => $handler:path,)+) => {
        match body::constructor($query) {
            $(<$request as Identifiable>::CONSTRUCTOR_ID => {
                let request = read::<$request>($query)?;
                let answer = $handler($call, request)?;
                Ok(written::<$request>(&answer, $call.layer()))
            })+
            unknown => Err(RpcError::new(400, format!("INPUT_METHOD_INVALID_{unknown}"))),
        }
    };
}

pub(crate) fn dispatch(call: &mut Call<'_>, query: &[u8]) -> Result<Vec<u8>, RpcError> {
    serve! { call, query;
        f::account::ChangeAuthorizationSettings => account::change_authorization,
        f::account::GetAuthorizations => account::list_authorizations,
        f::account::GetPassword => account::password,
        f::account::ResetAuthorization => account::end_authorization,
        f::account::SendVerifyEmailCode => auth::email::send,
        f::account::SetAuthorizationTtl => account::set_authorization_ttl,
        f::account::UpdateStatus => account::update_status,
        f::account::VerifyEmail => auth::email::verify,
        f::auth::AcceptLoginToken => auth::token::accept,
        f::auth::CancelCode => auth::code::cancel,
        f::auth::CheckPassword => auth::password::check,
        f::auth::CheckRecoveryPassword => auth::recovery::check,
        f::auth::ExportAuthorization => auth::transfer::export,
        f::auth::ExportLoginToken => auth::token::export,
        f::auth::ImportAuthorization => auth::transfer::import,
        f::auth::ImportLoginToken => auth::token::import,
        f::auth::LogOut => auth::log_out,
        f::auth::RecoverPassword => auth::recovery::recover,
        f::auth::RequestPasswordRecovery => auth::recovery::request,
        f::auth::ResendCode => auth::code::resend,
        f::auth::ResetAuthorizations => account::end_other_authorizations,
        f::auth::ResetLoginEmail => auth::email::reset,
        f::auth::SendCode => auth::code::send,
        f::auth::SignIn => auth::sign_in::sign_in,
        f::help::GetConfig => help::config,
        f::help::GetNearestDc => help::nearest_dc,
        f::messages::GetDialogs => chats::dialogs,
        f::messages::GetHistory => chats::history,
        f::updates::GetDifference => updates::difference,
        f::updates::GetState => updates::state,
        f::upload::GetFile => upload::file,
        f::users::GetFullUser => users::full,
        f::users::GetUsers => users::users,
    }
}

fn read<R: Deserializable>(query: &[u8]) -> Result<R, RpcError> {
    let body = query.get(4..).unwrap_or_default();
    R::from_bytes(body).map_err(|_| RpcError::bad("INPUT_FETCH_ERROR"))
}

fn written<R: RemoteCall>(answer: &R::Return, layer: i32) -> Vec<u8>
where
    R::Return: Spoken,
{
    answer.spoken(layer)
}

impl Call<'_> {
    /// As the client said at its last introduction.
    fn layer(&self) -> i32 {
        let client = self
            .world
            .keys
            .get(self.key)
            .and_then(|key| key.client.as_ref());
        client.map_or(LAYER, |client| client.layer)
    }
}
