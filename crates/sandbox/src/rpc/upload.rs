//! upload.*: profile photos, from the DC that keeps them.

use grammers_tl_types as tl;

use crate::rpc::Call;
use crate::rpc::error::RpcError;

const LARGEST_PART: i32 = 1024 * 1024;
/// Offsets are multiples of it.
const STEP: i64 = 1024;

pub(crate) fn file(
    call: &mut Call<'_>,
    request: tl::functions::upload::GetFile,
) -> Result<tl::enums::upload::File, RpcError> {
    let account = call.account()?;
    let tl::enums::InputFileLocation::InputPeerPhotoFileLocation(location) = request.location
    else {
        return Err(RpcError::bad("LOCATION_INVALID"));
    };
    let of = match location.peer {
        tl::enums::InputPeer::PeerSelf => account,
        tl::enums::InputPeer::User(user) => user.user_id,
        tl::enums::InputPeer::Empty
        | tl::enums::InputPeer::Chat(_)
        | tl::enums::InputPeer::Channel(_)
        | tl::enums::InputPeer::UserFromMessage(_)
        | tl::enums::InputPeer::ChannelFromMessage(_) => {
            return Err(RpcError::bad("PEER_ID_INVALID"));
        }
    };
    let photo = call.world.accounts.get(of).and_then(|owner| owner.photo);
    let photo = photo.filter(|photo| photo.id == location.photo_id);
    let photo = photo.ok_or_else(|| RpcError::bad("LOCATION_INVALID"))?;
    if photo.dc != call.dc {
        return Err(RpcError::migrate("FILE", photo.dc));
    }
    if !(1..=LARGEST_PART).contains(&request.limit) {
        return Err(RpcError::bad("LIMIT_INVALID"));
    }
    if request.offset < 0 || request.offset % STEP != 0 {
        return Err(RpcError::bad("OFFSET_INVALID"));
    }
    let part = photo
        .bytes()
        .iter()
        .skip(usize::try_from(request.offset).unwrap_or(usize::MAX))
        .take(usize::try_from(request.limit).unwrap_or_default());
    Ok(tl::enums::upload::File::File(tl::types::upload::File {
        r#type: tl::enums::storage::FileType::FileJpeg,
        mtime: 0,
        bytes: part.copied().collect(),
    }))
}
