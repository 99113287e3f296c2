//! Profile pictures, from the data centre that keeps them.

use grammers_tl_types as tl;
use tl::functions::{auth, upload};

use crate::{Client, Error, Link, Migrant, Refusal};

/// The small version is below 20 KiB; what claims more is not fetched to its end.
const MAX_BYTES: usize = 256 * 1024;
/// Of one part; a multiple of what Telegram counts in.
const PART: usize = 64 * 1024;

/// Where a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photo {
    id: i64,
    dc: u8,
}

impl Photo {
    pub(super) fn of(photo: &tl::enums::UserProfilePhoto) -> Option<Self> {
        match photo {
            tl::enums::UserProfilePhoto::Photo(photo) => Some(Self {
                id: photo.photo_id,
                dc: u8::try_from(photo.dc_id).ok()?,
            }),
            tl::enums::UserProfilePhoto::Empty => None,
        }
    }

    /// Changes with the picture.
    pub fn id(&self) -> i64 {
        self.id
    }
}

impl Client {
    /// The account's own picture, small, as JPEG. `None` if it is gone, or is no JPEG.
    pub async fn photo(&self, photo: Photo) -> Result<Option<Vec<u8>>, Error> {
        let found = if photo.dc == self.link.dc() {
            fetch(&self.link, photo).await
        } else {
            self.fetch_elsewhere(photo, photo.dc).await
        };
        let bytes = match &found {
            // It moved since.
            Err(Error::Refused {
                refusal:
                    Refusal::Migrate {
                        what: Migrant::File,
                        dc,
                    },
                ..
            }) => self.fetch_elsewhere(photo, *dc).await?,
            Err(Error::Refused {
                refusal: Refusal::Unknown { code: 400, .. },
                ..
            }) => return Ok(None),
            Ok(_) | Err(_) => found?,
        };
        Ok(bytes.filter(|bytes| bytes.starts_with(&[0xff, 0xd8, 0xff])))
    }

    /// With a key of its own, which is thrown away: it shares this sign-in and must not end it.
    async fn fetch_elsewhere(&self, photo: Photo, dc: u8) -> Result<Option<Vec<u8>>, Error> {
        let link = self.link.elsewhere(dc).await?;
        let dc_id = i32::from(dc);
        let exported = self.act(&auth::ExportAuthorization { dc_id }).await?;
        let tl::enums::auth::ExportedAuthorization::Authorization(exported) = exported;
        let import = auth::ImportAuthorization {
            id: exported.id,
            bytes: exported.bytes,
        };
        link.invoke(&import).await?;
        let bytes = fetch(&link, photo).await?;
        link.close().await?;
        Ok(bytes)
    }
}

async fn fetch(link: &Link, photo: Photo) -> Result<Option<Vec<u8>>, Error> {
    let mut bytes = Vec::new();
    while bytes.len() < MAX_BYTES {
        let request = upload::GetFile {
            precise: false,
            cdn_supported: false,
            location: tl::types::InputPeerPhotoFileLocation {
                big: false,
                peer: tl::enums::InputPeer::PeerSelf,
                photo_id: photo.id,
            }
            .into(),
            offset: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            limit: i32::try_from(PART).unwrap_or(i32::MAX),
        };
        let tl::enums::upload::File::File(part) = link.read(&request).await? else {
            return Ok(None);
        };
        let last = part.bytes.len() < PART;
        bytes.extend(part.bytes);
        if last {
            return Ok(Some(bytes));
        }
    }
    Ok(None)
}
