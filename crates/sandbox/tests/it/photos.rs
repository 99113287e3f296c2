//! Profile photos, kept away from home.

use grammers_tl_types as tl;
use signet_sandbox::{NewAccount, Portrait};

use crate::client::{Client, no_violations, person, refusal, start};

const PHONE: &str = "9996621234";

#[tokio::test]
async fn a_photo_is_fetched_from_the_dc_that_keeps_it() {
    let sandbox = start(vec![NewAccount {
        portrait: Some(Portrait::Lake),
        ..person(PHONE)
    }]);
    let mut home = Client::connect(&sandbox, 2).await;
    let me = home.enter(PHONE).await;
    let Some(tl::enums::UserProfilePhoto::Photo(photo)) = me.photo else {
        panic!("no photo");
    };
    assert_eq!(photo.dc_id, 1);
    let part = |photo_id, offset, limit| tl::functions::upload::GetFile {
        precise: false,
        cdn_supported: false,
        location: tl::enums::InputFileLocation::InputPeerPhotoFileLocation(
            tl::types::InputPeerPhotoFileLocation {
                big: false,
                peer: tl::enums::InputPeer::PeerSelf,
                photo_id,
            },
        ),
        offset,
        limit,
    };
    let elsewhere = home.call(part(photo.photo_id, 0, 4096)).await;
    assert_eq!(refusal(elsewhere), "303 FILE_MIGRATE_1");

    let export = tl::functions::auth::ExportAuthorization { dc_id: 1 };
    let tl::enums::auth::ExportedAuthorization::Authorization(exported) =
        home.call(export).await.unwrap();
    let mut there = Client::connect(&sandbox, 1).await;
    let import = tl::functions::auth::ImportAuthorization {
        id: exported.id,
        bytes: exported.bytes,
    };
    there.call(import).await.unwrap();
    let mut bytes = Vec::new();
    for offset in [0, 4096] {
        let answer = there.call(part(photo.photo_id, offset, 4096)).await;
        let tl::enums::upload::File::File(file) = answer.unwrap() else {
            panic!("redirected");
        };
        bytes.extend(file.bytes);
    }
    assert!(bytes == include_bytes!("../../portraits/lake.jpg"));
    let unknown = there.call(part(1, 0, 4096)).await;
    assert_eq!(refusal(unknown), "400 LOCATION_INVALID");
    let odd = there.call(part(photo.photo_id, 1, 4096)).await;
    assert_eq!(refusal(odd), "400 OFFSET_INVALID");
    no_violations(&sandbox);
}
