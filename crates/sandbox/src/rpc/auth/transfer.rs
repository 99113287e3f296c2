//! Taking a sign-in along to another DC, where files may be.

use grammers_tl_types as tl;

use crate::random;
use crate::rpc::Call;
use crate::rpc::error::RpcError;
use crate::world::Export;
use crate::world::keys::Login;

pub(crate) fn export(
    call: &mut Call<'_>,
    request: tl::functions::auth::ExportAuthorization,
) -> Result<tl::enums::auth::ExportedAuthorization, RpcError> {
    let Login::In { account, hash } = call.login() else {
        return Err(RpcError::unauthorized("AUTH_KEY_UNREGISTERED"));
    };
    let dc = u8::try_from(request.dc_id).unwrap_or_default();
    if dc == call.dc || !call.world.has_dc(dc) {
        return Err(RpcError::bad("DC_ID_INVALID"));
    }
    let bytes = random::bytes::<64>().to_vec();
    let export = Export { account, hash, dc };
    call.world.exports.insert(bytes.clone(), export);
    let exported = tl::types::auth::ExportedAuthorization { id: account, bytes };
    Ok(tl::enums::auth::ExportedAuthorization::Authorization(
        exported,
    ))
}

pub(crate) fn import(
    call: &mut Call<'_>,
    request: tl::functions::auth::ImportAuthorization,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let export = call.world.exports.remove(&request.bytes);
    let export = export.filter(|export| export.account == request.id && export.dc == call.dc);
    let export = export.ok_or_else(|| RpcError::bad("AUTH_BYTES_INVALID"))?;
    let login = call.world.hold(call.key, export.account, export.hash);
    login.ok_or_else(|| RpcError::bad("AUTH_BYTES_INVALID"))?;
    Ok(call.authorization(export.account))
}
